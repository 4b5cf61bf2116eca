"""When an agenda was first shared, how long ahead, and what came after: from a trail alone."""

from __future__ import annotations

import datetime as dt

import pytest

from aquip.core.gfm import plain
from aquip.core.model import Series
from aquip.core.parse import parse
from aquip.core.settings import Settings
from aquip.history.facts import Shared, begins, brings_its_own, edited_after, first_shared
from aquip.history.trails import Author, Change, Commit, Kind, Trail

SOMEONE = Author("Sam Reyes", "sam@example.org", "sam")
LISBON = dt.timezone(dt.timedelta(hours=1))


def change(
    hour: int, after: str | None, before: str | None = None, kind: Kind = "changed"
) -> Change:
    """Return a change of some hour of one day."""
    when = dt.datetime(2026, 11, 19, hour, tzinfo=dt.UTC)
    commit = Commit(str(hour), SOMEONE, when, when, "")
    return Change(commit, kind, "notes/morgan/2026-11-20.md", None, before, after)


TRAIL = Trail(
    (
        change(15, None, "c", kind="deleted"),
        change(14, "c", "b"),
        change(13, "b", "b", kind="renamed"),
        change(12, "b", "a"),
        change(11, "a", kind="added"),
    )
)


def test_first_shared() -> None:
    """The oldest text that is an agenda was the first; no text is asked for without need."""
    asked = []

    def is_agenda(blob: str) -> bool:
        asked.append(blob)
        return blob == "b"

    shared = first_shared(TRAIL, is_agenda)
    assert shared == Shared(TRAIL.changes[3], known=True)
    assert asked == ["a", "b"]
    assert shared.ahead(dt.datetime(2026, 11, 20, 13, tzinfo=LISBON)) == dt.timedelta(days=1)


def test_not_shared() -> None:
    """A note that only ever held what was carried is known not to be shared."""
    shared = first_shared(TRAIL, lambda _: False)
    assert shared == Shared(None, known=True)
    assert shared.ahead(dt.datetime(2026, 11, 20, tzinfo=dt.UTC)) is None


def test_out_of_sight() -> None:
    """Where a trail is not whole, the first in sight is not said to be the first."""
    part = Trail(TRAIL.changes[:-1], whole=False)
    assert first_shared(part, lambda _: True) == Shared(TRAIL.changes[3], known=False)
    assert first_shared(Trail(whole=False), lambda _: True) == Shared(None, known=False)


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("", False),
        ("## Questions & Issues\n\n- [ ] Reviews take a *week* ^q7a2x\n- [ ] **Old** one\n", False),
        ("## Priorities\n\n1. Cut-over ^p1c3z\n", False),
        ("## Questions & Issues\n\n- [ ] Old one\n- [ ] A new one\n", True),
        ("## Priorities\n\n1. Something else ^p2222\n", True),
        ("## Accomplishments\n\n- Old one\n", True),
        ("## Actions\n\n- [ ] @sam New, and no part of an agenda\n", False),
    ],
)
def test_own_items(text: str, own: bool) -> None:
    """What earlier meetings had, by id or by text, makes no agenda; anything else does."""
    note = parse(text, path="notes/m/2026-11-20.md", uri="m/2026-11-20.md", settings=Settings())
    assert brings_its_own(note, {"q7a2x", "p1c3z"}, {plain("Old one")}) == own


@pytest.mark.parametrize(
    ("time", "zone", "expected"),
    [
        ("10:00", "Europe/Berlin", "2026-11-20T10:00:00+01:00"),
        ("9.30", None, "2026-11-20T09:30:00+00:00"),
        ("10:00", "Mars/Olympus", "2026-11-20T10:00:00+00:00"),
        ("noon", None, None),
        ("25:00", None, None),
        (None, "Europe/Berlin", None),
    ],
)
def test_begins(time: str | None, zone: str | None, expected: str | None) -> None:
    """A meeting begins at its series' time in its zone, else in that of whoever shared it."""
    series = Series("morgan", "Morgan", time=time, timezone=zone)
    moment = begins(series, dt.date(2026, 11, 20), dt.UTC)
    assert (moment.isoformat() if moment else None) == expected


def test_edited_after() -> None:
    """What was written after the meeting is told, but for merges of what was written before."""
    trail = Trail((change(16, "d", kind="merged"), *TRAIL.changes))
    noon = dt.datetime(2026, 11, 19, 13, 30, tzinfo=dt.UTC)
    assert [one.commit.sha for one in edited_after(trail, noon)] == ["15", "14"]
