"""Agendas that were shared late, as the timeline of a site tells them from a real repository."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from tests.incremental.conftest import Twins
from tests.plugin.repositories import PEOPLE, Repository

INDEX = "---\nwith: morgan\ntime: '15:00'\ntimezone: Europe/Lisbon\n---\n"
PRIVATE = "<!-- private -->\n- [ ] What to ask for (kind:: growth) ^ask1\n<!-- /private -->\n"


def meeting(day: str, question: str = "") -> str:
    """Return a meeting's note, with a question, or with nothing on its agenda."""
    asked = f"- [ ] {question} (kind:: project) (need:: viewpoint)\n" if question else ""
    return f"---\ndate: {day}\n---\n\n## Questions & Issues\n\n{asked}"


def note(day: str) -> str:
    """Return the path of a meeting's note."""
    return f"notes/morgan/{day}.md"


@pytest.fixture
def twins(tmp_path: Path) -> Twins:
    """A site that is built again and again, and each time compared with one built clean."""
    made = Twins(tmp_path)
    made.options["people"] = PEOPLE
    made.configure()
    return made


@pytest.fixture
def repository(tmp_path: Path, twins: Twins) -> Repository:
    """A repository whose series is in git since before its meetings."""
    made = Repository(tmp_path).begin()
    made.commit({"notes/morgan/index.md": INDEX}, "Begin", "2026-10-01T09:00:00+01:00")
    early = meeting("2026-10-30", "Who reviews?")
    made.commit({note("2026-10-30"): early}, "In time", "2026-10-28T09:00:00+00:00")
    return made


def told(twins: Twins) -> dict[str, str]:
    """Return what the timeline's table says of each day; its picture has as many late marks."""
    html = (twins.site / "timeline/index.html").read_text("utf-8")
    view = BeautifulSoup(html, "html.parser").select_one(".aq-view--timeline .aq-time")
    assert view
    rows = view.select(".aq-time-table tbody tr")
    found = {row.select("th")[0].text: row.select("td")[1].text for row in rows}
    marks = view.select(".aq-scroll > svg.aq-svg .aq-mark--half")
    assert len(marks) == sum("late" in said for said in found.values())
    return found


def test_shared_on_the_day(twins: Twins, repository: Repository) -> None:
    """An agenda of the same morning is late, one of two days before is not; a build tells so."""
    late = meeting("2026-11-13", "Who covers?")
    repository.commit({note("2026-11-13"): late}, "Late", "2026-11-13T09:00:00+00:00")
    twins.again()
    assert told(twins) == {"13 Nov 2026": "held, agenda shared late", "30 Oct 2026": "held"}


def test_a_commit_makes_it_late(twins: Twins, repository: Repository) -> None:
    """What is saved is not shared yet; the commit alone changes the timeline."""
    repository.write({note("2026-11-13"): meeting("2026-11-13", "Who covers?")})
    twins.check()
    assert told(twins)["13 Nov 2026"] == "held"
    repository.commit({}, "Late", "2026-11-13T09:00:00+00:00")
    rebuilt = twins.check()
    assert "timeline" in rebuilt.pages("timeline")
    assert told(twins)["13 Nov 2026"] == "held, agenda shared late"


def test_another_time_of_day(twins: Twins, repository: Repository) -> None:
    """What is late depends on when the series meets: the timeline follows its page."""
    some = meeting("2026-11-13", "Who covers?")
    repository.commit({note("2026-11-13"): some}, "Near", "2026-11-12T16:00:00+00:00")
    twins.check()
    assert told(twins)["13 Nov 2026"] == "held, agenda shared late"
    repository.write({"notes/morgan/index.md": INDEX.replace("15:00", "17:00")})
    twins.check()
    assert told(twins)["13 Nov 2026"] == "held"


def test_hidden_items_are_no_agenda(twins: Twins, repository: Repository) -> None:
    """What is hidden, or was, neither makes an agenda nor dates it."""
    shown = meeting("2026-11-13", "Who covers?")
    repository.commit({note("2026-11-13"): shown}, "In time", "2026-11-10T09:00:00+00:00")
    hidden = {note("2026-11-13"): shown + PRIVATE}
    repository.commit(hidden, "Late, but hidden", "2026-11-13T09:00:00+00:00")
    alone = {note("2026-11-06"): meeting("2026-11-06") + PRIVATE}
    repository.commit(alone, "Hidden alone", "2026-11-06T09:00:00+00:00")
    twins.check()
    assert set(told(twins).values()) == {"held"}


def test_quiet_without_git(twins: Twins, repository: Repository) -> None:
    """Where git's history is not that of the notes, or is none, nobody was late."""
    late = meeting("2026-11-13", "Who covers?")
    repository.commit({note("2026-11-13"): late}, "Late", "2026-11-13T09:00:00+00:00")
    twins.options["history"] = False
    twins.again()
    assert set(told(twins).values()) == {"held"}
