"""What other tools read is the same after a build on top of the last one as after a clean one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.incremental.conftest import Twins, meetings
from tests.incremental.test_changes import FIRST, SECOND
from tests.incremental.test_serve import Preview
from tests.plugin.conftest import FILES, MEETING, NEXT
from tests.plugin.repositories import MORGAN, PEOPLE, Repository

NEW = NEXT.replace("2026-11-20", "2026-11-27").replace("13 ^", "27 ^").replace("held", "planned")
NEW = NEW.replace("acc13", "acc27").replace("- [x] @morgan Ask", "- [ ] @morgan Ask")


@pytest.fixture
def committed(tmp_path: Path) -> tuple[Twins, Repository]:
    """A site that stands on a build of notes that are committed."""
    made = Twins(tmp_path)
    made.options["people"] = PEOPLE
    made.configure()
    repository = Repository(tmp_path).begin()
    repository.commit({**FILES, **meetings(["02", "09"])}, "Begin")
    made.again()
    return made, repository


def feed(twins: Twins) -> str:
    """Return the feed of the site that builds stand on each other in."""
    return (twins.site / "feed.xml").read_text("utf-8")


def test_a_commit_and_what_follows_it(committed: tuple[Twins, Repository]) -> None:
    """What is saved shows when it is committed, with who did it, and goes when it is hidden."""
    twins, repository = committed
    repository.write({"notes/morgan/2026-11-27.md": NEW})
    twins.check()
    assert "A plan" not in feed(twins)
    repository.commit({}, "A plan", "2026-11-21T10:00:00+00:00", MORGAN)
    assert "feed.xml" in twins.check().files
    assert "<summary>A plan</summary>" in feed(twins)
    both = {FIRST: MEETING + "\nMore.\n", SECOND: NEXT + "\nMore.\n"}
    repository.commit(both, "What Jo said", "2026-11-21T11:00:00+00:00")
    twins.check()
    assert "What Jo said" in feed(twins)

    hidden = f"{NEXT}\n<!-- private -->\nJo said so.\n<!-- /private -->\n"
    repository.commit({SECOND: hidden}, "Hide it", "2026-11-21T12:00:00+00:00")
    twins.check()
    assert "What Jo said" not in feed(twins)


def test_an_owner_comes_and_goes(committed: tuple[Twins, Repository]) -> None:
    """A calendar is made for who has something due, and goes with them, if nobody names them."""
    twins, _ = committed
    twins.write({"notes/morgan/2026-11-27.md": NEW.replace("@morgan Ask", "@jo Ask")})
    twins.check()
    assert (twins.site / "actions/jo.ics").is_file()
    twins.write({"notes/morgan/2026-11-27.md": NEW})

    twins.check()
    assert not (twins.site / "actions/jo.ics").exists()
    assert (twins.site / "actions/morgan.ics").is_file()


def test_a_preview_has_the_same(committed: tuple[Twins, Repository]) -> None:
    """So does a preview that builds again and again in one process."""
    twins, repository = committed
    preview = Preview(twins)
    preview.build()
    repository.commit({"notes/morgan/2026-11-27.md": NEW}, "While it runs")
    preview.check()
    preview.end()

    assert "While it runs" in (twins.root / "preview/feed.xml").read_text("utf-8")
