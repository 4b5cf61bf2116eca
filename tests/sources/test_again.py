"""Builds that stand on the last one, where a source has changed since."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from mkdocs.livereload import LiveReloadServer

from tests.incremental.conftest import Twins
from tests.incremental.test_serve import Preview
from tests.plugin.repositories import Repository
from tests.sources.conftest import CLUB, CLUB_MEETING, LEE, configure

Change = Callable[[Path], None]


def _edit(root: Path) -> None:
    text = CLUB_MEETING.replace("Order the nets", "Order two nets")
    (root / "notes/lee/2026-11-12.md").write_text(text, "utf-8")


def _close(root: Path) -> None:
    text = CLUB_MEETING.replace("- [ ] @sam Order", "- [x] @sam Order")
    (root / "notes/lee/2026-11-12.md").write_text(text, "utf-8")


def _hide(root: Path) -> None:
    text = CLUB_MEETING.replace("status: held", "status: held\npublish: false")
    (root / "notes/lee/2026-11-12.md").write_text(text, "utf-8")


def _add(root: Path) -> None:
    text = CLUB_MEETING.replace("2026-11-12", "2026-11-19").replace("12 Nov", "19 Nov")
    (root / "notes/lee/2026-11-19.md").write_text(text, "utf-8")


def _attach(root: Path) -> None:
    (root / "notes/lee/assets/plan.svg").write_text("<svg/>", "utf-8")


def _goal(root: Path) -> None:
    text = CLUB["notes/goals/latency.md"].replace("A full stand", "Two full stands")
    (root / "notes/goals/latency.md").write_text(text, "utf-8")


def _settings(root: Path) -> None:
    configure(root, {"people": {"sam": "Sam Reyes", "lee": "Lee Parks"}})


def _host(root: Path) -> None:
    configure(root, repo_url="https://codeberg.org/we/club")


def _commit(root: Path) -> None:
    text = CLUB_MEETING.replace("Order the nets", "Order three nets")
    files: dict[str, str | None] = {"notes/lee/2026-11-12.md": text}
    Repository(root).commit(files, "More nets", "2026-11-20T12:00:00+01:00", LEE)


CHANGES: list[Change] = [
    *(_edit, _close, _hide, _add, _attach, _goal, _settings, _host, _commit),
]


def test_nothing_changed(both: Twins) -> None:
    """Where no repository has changed, nothing is read and nothing is written."""
    both.check()
    rebuilt = both.again()
    assert set() == rebuilt.files


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__.strip("_"))
def test_a_change_in_a_source(both: Twins, change: Change) -> None:
    """After a change in a source the site is the one that a clean build makes, byte for byte."""
    both.check()
    change(both.root.parent / "club")
    assert both.check().files


def test_an_edit_in_a_source_leaves_other_meetings_alone(both: Twins) -> None:
    """Only what shows a note is made again, in whichever repository it is."""
    both.again()
    _edit(both.root.parent / "club")
    pages = both.check().pages("morgan", "club", "actions")
    assert {"actions", "club", "club/lee/2026-11-12"} <= pages
    assert not {page for page in pages if page.startswith("morgan/2026")}


def test_taking_a_source_out(both: Twins) -> None:
    """A source that is no longer named leaves no page behind."""
    both.again()
    del both.options["sources"]
    both.check()
    assert not (both.site / "club").exists()


def test_a_preview_follows_a_source(both: Twins) -> None:
    """Builds of one process see what changed in a source, and its folders are watched."""
    preview = Preview(both)
    preview.check()
    for change in (_edit, _settings, _hide, _add):
        change(both.root.parent / "club")
        preview.check()
    server = LiveReloadServer(
        lambda: None, "127.0.0.1", 0, str(both.root / "preview"), polling_interval=0.1
    )
    try:
        preview.watched(server)
        watched = {str(path) for path in server._watched_paths}
    finally:
        server.server_close()
    theirs = both.root.parent / "club"
    assert {str(theirs / "notes"), str(theirs / "mkdocs.yml")} <= watched
