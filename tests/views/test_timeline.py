"""The questions about time that the pictures ask of a record."""

from __future__ import annotations

import datetime as dt

from aquip.core import timeline
from tests.views.conftest import NOTES, MakeStage


def day(text: str) -> dt.date:
    """Read a date."""
    return dt.date.fromisoformat(text)


def test_marks(stage: MakeStage) -> None:
    """A series' marks are its meetings, the days of its cadence without one, and those to come."""
    record = stage().context.record
    found = [
        (f"{m.date:%m-%d}", m.kind) for m in timeline.marks(record.series["morgan"], record.today)
    ]
    expected = [
        ("10-30", "held"),
        ("11-06", "cancelled"),
        ("11-13", "missed"),
        ("11-20", "held"),
        ("11-27", "planned"),
        ("12-04", "expected"),
        ("12-11", "expected"),
        ("12-18", "expected"),
        ("12-25", "expected"),
        ("01-01", "expected"),
    ]
    assert expected == found


def test_marks_of_a_bad_cadence(stage: MakeStage) -> None:
    """A cadence that can't be read leaves the meetings."""
    notes = {**NOTES, "morgan/index.md": "---\nwith: morgan\ncadence: now and then\n---\n"}
    record = stage(notes).context.record
    kinds = [mark.kind for mark in timeline.marks(record.series["morgan"], record.today)]
    assert kinds == ["held", "cancelled", "held", "planned"]


def test_a_meeting_that_stands_in(stage: MakeStage) -> None:
    """A day with a meeting is never called missed, though the meeting stands for another day."""
    notes = {
        **NOTES,
        "morgan/2026-11-06.md": "---\nstatus: cancelled\nmoved_to: 2026-11-20\n---\n",
    }
    record = stage(notes).context.record
    missed = [
        m.date for m in timeline.marks(record.series["morgan"], record.today) if m.kind == "missed"
    ]
    assert [day("2026-11-13")] == missed


def test_weeks(stage: MakeStage) -> None:
    """Weeks begin on Monday, cover the whole span, and say the strongest of what is in them."""
    record = stage().context.record
    every = timeline.marks(record.series["morgan"], record.today)
    weeks = timeline.weeks(every, day("2026-10-28"), day("2026-11-30"))
    assert [day("2026-10-26"), day("2026-11-30")] == [weeks[0].start, weeks[-1].start]
    kinds = [week.kind for week in weeks]
    assert kinds == ["held", "cancelled", "missed", "held", "planned", None]


def test_flow(stage: MakeStage) -> None:
    """Actions are counted where they were raised and where they were closed."""
    record = stage().context.record
    actions = [thread for thread in record.threads if thread.section == "actions"]
    counted = timeline.flow(actions, day("2026-10-01"), day("2026-11-30"))
    assert [(m.month.month, m.opened, m.closed) for m in counted] == [(10, 3, 0), (11, 3, 2)]


def test_movement(stage: MakeStage) -> None:
    """Priorities are followed by identity, those listed now first, with the places they gained."""
    record = stage().context.record
    listed = [thread for thread in record.threads if thread.section == "priorities"]
    moved = timeline.movement(listed, record.series["morgan"])
    lines = [(line.thread.item.id, line.ranks, line.change) for line in moved.lines]
    assert lines == [("p2c3z", (2, 1), 1), ("p1c3z", (1, 2), -1)]


def test_effectiveness(stage: MakeStage) -> None:
    """Only held meetings that say a number from 1 to 5 are points."""
    record = stage().context.record
    points = timeline.effectiveness(record.series["morgan"])
    assert [point.value for point in points] == [3, 5]
    assert timeline.effectiveness(record.series["lee"]) == ()


def test_windows(stage: MakeStage) -> None:
    """A record is cut into years back from the month after today that has a meeting planned."""
    record = stage().context.record
    assert [(day("2025-12-01"), day("2026-11-30"))] == timeline.windows(record)
    older = {**NOTES, "lee/2024-01-09.md": "---\ndate: 2024-01-09\n---\n"}
    spans = timeline.windows(stage(older).context.record)
    assert [day("2025-12-01"), day("2024-12-01"), day("2023-12-01")] == [s for s, _ in spans]
