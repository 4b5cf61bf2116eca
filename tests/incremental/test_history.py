"""A build notices what was committed meanwhile, and makes again the pages that tell of it alone."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.incremental.conftest import Twins, meetings
from tests.incremental.test_changes import FIRST, SECOND
from tests.incremental.test_serve import Preview
from tests.plugin.conftest import FILES, MEETING, NEXT
from tests.plugin.repositories import PEOPLE, Repository, git

MORE = meetings(["02", "09", "16"])


@pytest.fixture
def committed(tmp_path: Path) -> tuple[Twins, Repository]:
    """A site that stands on a build of notes that are committed."""
    made = Twins(tmp_path)
    made.options["people"] = PEOPLE
    made.configure()
    repository = Repository(tmp_path).begin()
    for name, text in {**FILES, **MORE}.items():
        repository.commit({name: text}, f"Begin {name}")
    made.again()
    return made, repository


def test_a_commit_alone(committed: tuple[Twins, Repository]) -> None:
    """A note is saved and built, then committed: its page tells of the commit, no other changes."""
    twins, repository = committed
    twins.write({FIRST: MEETING.replace("Checkout is fast", "Checkout is quick")})
    twins.check()
    repository.commit({}, "Say it in another word")

    rebuilt = twins.check()
    assert rebuilt.pages("morgan/2026") == {"morgan/2026-11-13"}
    assert "Say it in another word" in (twins.site / "morgan/2026-11-13/index.html").read_text()


def test_nothing_is_read_after_it(
    committed: tuple[Twins, Repository], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Built again after the commit, there is nothing to do."""
    twins, repository = committed
    repository.commit({FIRST: MEETING.replace("fast", "quick")}, "Another word")
    twins.again()
    monkeypatch.setattr("mkdocs_aquip.plugin.begin", lambda *_: pytest.fail("notes were read"))
    assert twins.again().files == set()


def test_a_commit_of_something_else(committed: tuple[Twins, Repository]) -> None:
    """What is committed beside the notes changes no page."""
    twins, repository = committed
    repository.commit({"budget.txt": "1"}, "A budget")
    assert twins.check().pages("morgan", "goals", "actions", "index") == set()


def test_another_note_hides_something(committed: tuple[Twins, Repository]) -> None:
    """A commit's subject leaves the page of one note when another that it touched hides a part."""
    twins, repository = committed
    both = {FIRST: MEETING + "\nMore.\n", SECOND: NEXT + "\nMore.\n"}
    repository.commit(both, "Write down what Jo said")
    twins.check()
    page = twins.site / "morgan/2026-11-13/index.html"
    assert "what Jo said" in page.read_text()
    hidden = f"{NEXT}\n<!-- private -->\nJo said so.\n<!-- /private -->\n"
    repository.commit({SECOND: hidden}, "Hide it")

    assert "morgan/2026-11-13" in twins.check().pages("morgan/2026")
    assert "what Jo said" not in page.read_text()


def test_the_series_moves_to_another_hour(committed: tuple[Twins, Repository]) -> None:
    """How long ahead an agenda was shared counts from the series' time as it is now."""
    twins, repository = committed
    ahead = NEXT.replace("2026-11-20", "2026-11-27").replace("held", "planned")
    files = {"notes/morgan/2026-11-27.md": ahead.replace("acc13", "acc27")}
    repository.commit(files, "Agenda", when="2026-11-25T17:00:00+00:00")
    twins.check()
    page = twins.site / "morgan/2026-11-27/index.html"
    assert "agenda shared 1 day ahead" in page.read_text()
    index = FILES["notes/morgan/index.md"].replace("15:00", "18:00")
    twins.write({"notes/morgan/index.md": index})

    twins.check()
    assert "agenda shared 2 days ahead" in page.read_text()


def test_a_repository_comes_and_goes(committed: tuple[Twins, Repository]) -> None:
    """Without its repository a site has no trails; with one again it has them again."""
    twins, repository = committed
    page = twins.site / "morgan/2026-11-13/index.html"
    shutil.move(repository.root / ".git", repository.root / "elsewhere")
    twins.check()
    assert "aq-past" not in page.read_text()
    shutil.move(repository.root / "elsewhere", repository.root / ".git")
    twins.check()
    assert "aq-past" in page.read_text()


def test_an_author_gets_another_name(committed: tuple[Twins, Repository]) -> None:
    """A .mailmap names authors anew, on every page that they stand on."""
    twins, repository = committed
    other = "Jo <jo@example.org>"
    repository.commit({FIRST: f"{MEETING}\nMore.\n"}, "More", author=other)
    twins.check()
    twins.write({".mailmap": "Joanna Lindqvist <jo@example.org>\n"})

    assert twins.check().pages("morgan/2026") == {"morgan/2026-11-13"}
    assert "Joanna Lindqvist" in (twins.site / "morgan/2026-11-13/index.html").read_text()


def test_a_preview_tells_of_it_when_it_builds_again(committed: tuple[Twins, Repository]) -> None:
    """A commit under a running preview is on the page after its next build."""
    twins, repository = committed
    preview = Preview(twins)
    preview.build()
    repository.commit({FIRST: f"{MEETING}\nMore.\n"}, "While it runs")
    preview.check()
    preview.end()

    assert "While it runs" in (twins.root / "preview/morgan/2026-11-13/index.html").read_text()


def test_a_name_that_was_no_text(committed: tuple[Twins, Repository]) -> None:
    """A note whose file once had a name in another encoding stops no build."""
    twins, repository = committed
    odd = os.fsdecode(b"notes/morgan/2026-11-06-caf\xe9.md")
    try:
        repository.commit({odd: MEETING.replace("13", "06")}, "Odd")
    except (OSError, UnicodeError, subprocess.CalledProcessError):
        pytest.skip("this file system takes text alone")
    git(repository.root, "mv", odd, "notes/morgan/2026-11-06.md")
    repository.commit({}, "Even")

    assert "morgan/2026-11-06" in twins.check().pages("morgan/2026")
