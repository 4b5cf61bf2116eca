"""The picture of agendas follows what git knows, on top of a build as in a clean one."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from tests.incremental.conftest import Twins
from tests.plugin.repositories import PEOPLE, Repository

SERIES = "---\nwith: morgan\ntime: '10:00'\ntimezone: UTC\n---\n"
HEAD = "---\ndate: 2026-11-20\nstatus: held\n---\n"
FIRST = "\n## Questions & Issues\n\n- [ ] Who reviews? ^que1\n"
NOTE = "notes/morgan/2026-11-20.md"
WORD = "xylophone"
SECRET = f"\n## Questions & Issues\n\n<!-- private -->\n- [ ] {WORD} ^sec1\n<!-- /private -->\n"


@pytest.fixture
def twins(tmp_path: Path) -> Twins:
    """Two sites of one series without meetings."""
    made = Twins(tmp_path)
    made.options["people"] = PEOPLE
    made.configure()
    return made


def told(twins: Twins) -> str:
    """Return what the picture of agendas says in words, of all series."""
    html = (twins.site / "trends/index.html").read_text("utf-8")
    view = BeautifulSoup(html, "html.parser").select_one(".aq-view--lead")
    assert view is not None
    said = view.select_one("figcaption, .aq-empty")
    assert said is not None
    return " ".join(said.get_text().split())


def repository(folder: Path) -> Repository:
    """Begin a repository with a series in it."""
    made = Repository(folder).begin()
    made.commit({"notes/morgan/index.md": SERIES}, "Begin", "2026-11-01T09:00:00+00:00")
    return made


def test_what_is_committed_is_drawn(twins: Twins, tmp_path: Path) -> None:
    """A note by itself does not say when it was shared; its commit does, and the meeting's hour."""
    made = repository(tmp_path)
    twins.write({NOTE: HEAD + FIRST})
    twins.check()
    assert "Git does not tell" in told(twins)

    made.commit({NOTE: HEAD + FIRST}, "Agenda", "2026-11-20T07:00:00+00:00")
    assert "trends" in twins.check().pages("trends")
    assert "0 of 1 agenda was shared a day or more ahead, 1 later" in told(twins)
    assert "The median is 3 hours ahead." in told(twins)

    made.write({"notes/morgan/index.md": SERIES.replace("10:00", "19:00")})
    twins.check()
    assert "The median is 12 hours ahead." in told(twins)


def test_what_is_hidden_was_not_shared(twins: Twins, tmp_path: Path) -> None:
    """An agenda that was all hidden is none: the first commit that shows something counts."""
    made = repository(tmp_path)
    made.commit({NOTE: HEAD + SECRET}, "For me", "2026-11-10T07:00:00+00:00")
    twins.check()
    assert "Git does not tell" in told(twins)

    made.commit({NOTE: HEAD + SECRET + FIRST[24:]}, "Agenda", "2026-11-20T08:00:00+00:00")
    twins.check()
    assert "The median is 2 hours ahead." in told(twins)
    assert WORD not in (twins.site / "trends/index.html").read_text("utf-8")
