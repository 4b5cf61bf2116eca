"""What commands print without --private holds nothing hidden, in any of their formats."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest
from click.testing import CliRunner

from aquip.cli import main
from tests.privacy.canaries import Canaries, found_in, words_in
from tests.privacy.conftest import Repository, with_history

if TYPE_CHECKING:
    from collections.abc import Iterable

MEETING: Final = "morgan/2026-11-13"
LISTINGS: Final = tuple(
    (command, "--state", state, "--format", form)
    for command in ("actions", "questions")
    for state in ("open", "all")
    for form in ("text", "json")
)
CHECKS: Final = (
    *(("check", "--format", f) for f in ("text", "json", "github", "gitlab", "sarif", "junit")),
    *(("check", "--since", "HEAD~4", "--format", form) for form in ("text", "json")),
)
READING: Final[tuple[tuple[str, ...], ...]] = (
    *LISTINGS,
    *CHECKS,
    *(("agenda", "morgan", "--date", "2026-11-13", "--format", f) for f in ("md", "text", "html")),
    *(("review", "--period", "2026", "--format", form) for form in ("md", "html", "json")),
    *((command, "--format", form) for command in ("next", "series") for form in ("text", "json")),
    *(("diff", "HEAD~4..HEAD", "--format", form) for form in ("text", "md", "json")),
    *(("log", what, "--format", f) for what in (MEETING, "que13") for f in ("text", "json")),
    ("diff",),
    ("fmt", "--diff"),
    ("invite", "morgan"),
)
"""Commands that print, and change nothing."""


def told(canaries: Canaries, printed: str, *, exempt: str = "name of") -> list[str]:
    """Say which words a command printed; the names of notes alone may stand in it.

    A check has to say where something is wrong, be it in a note that is not published.
    """
    found = dict.fromkeys(words_in(printed.encode()), "printed")
    return [each for each in canaries.told(found) if f": {exempt}" not in each]


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """The repository with its history, for commands that only read it."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("AUTHOR", "COMMITTER"):
            patch.setenv(f"GIT_{name}_NAME", "Sam Reyes")
            patch.setenv(f"GIT_{name}_EMAIL", "sam@example.org")
        made = Repository(tmp_path_factory.mktemp("shared"))
        made.configure()
        return with_history(made)


def run(repository: Repository, *arguments: str) -> str:
    """Run a command; return all that it prints."""
    name, *rest = arguments
    return CliRunner().invoke(main, [name, "-C", str(repository.root), *rest]).output


@pytest.mark.parametrize("arguments", READING, ids=" ".join)
def test_what_is_printed(shared: Repository, arguments: Iterable[str]) -> None:
    """None of the words is printed, and something else is; nor is one kept in a cache."""
    printed = run(shared, *arguments)
    assert printed.strip()
    assert "Usage:" not in printed
    assert told(shared.canaries, printed) == []
    assert shared.canaries.told(found_in([shared.root / ".cache"])) == []


@pytest.mark.parametrize("arguments", [("actions",), ("review",), ("agenda", "morgan")])
def test_private_prints_them(shared: Repository, arguments: Iterable[str]) -> None:
    """With --private the same commands print what is hidden: it is there to be printed."""
    date = ("--date", "2026-11-13") if "agenda" in arguments else ()
    printed = run(shared, *arguments, *date, "--private")
    assert told(shared.canaries, printed) != []


WRONG: Final = (
    ("actions", "--owner", "nobody"),
    ("actions", "--series", "nothing"),
    ("agenda", "nothing"),
    ("new", "nothing"),
    ("done", "nothing"),
    ("log", "nothing"),
)


@pytest.mark.parametrize("arguments", WRONG, ids=" ".join)
def test_what_an_error_suggests(shared: Repository, arguments: Iterable[str]) -> None:
    """An error that names what there is names nothing hidden, not even a hidden series."""
    printed = run(shared, *arguments)
    assert printed.startswith("Error: ")
    assert told(shared.canaries, printed, exempt="no exemption") == []


def test_a_week(repository: Repository) -> None:
    """New, add, hold and new again: what is carried keeps its privacy, and nobody hears of it.

    The note of the next meeting has the hidden items, between markers, twice over.
    """
    week = (
        ("new", "morgan", "--dry-run"),
        ("new", "morgan"),
        ("add", "morgan", "Ask for a room"),
        ("agenda", "morgan"),
        ("share", "morgan", "--dry-run"),
        ("done", "act13"),
        ("due", "que13", "+3d"),
        ("next",),
        ("hold", "morgan", "--date", "2026-11-27", "--effective", "4"),
        ("new", "morgan"),
        ("agenda", "morgan"),
        ("fmt",),
        ("check",),
    )
    for arguments in week:
        assert told(repository.canaries, run(repository, *arguments)) == []
    for date in ("2026-11-27", "2026-12-04"):
        note = (repository.root / f"notes/morgan/{date}.md").read_text("utf-8")
        carried = words_in(note.encode())
        assert {
            place.split(":")[0] for place in map(repository.canaries.planted.get, carried) if place
        }
    repository.build()
    assert (repository.root / "site/morgan/2026-12-04/index.html").is_file()
    assert repository.leaks("site") == []
