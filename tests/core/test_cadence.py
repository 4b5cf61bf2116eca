"""When a series meets next, and which occurrences its meetings used up."""

from __future__ import annotations

import datetime as dt

import pytest

from aquip.core.cadence import CadenceError, missed, next_date, occurrences, past, rule_of
from tests.core.conftest import MakeRecord


def day(text: str) -> dt.date:
    """Read an ISO date."""
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("cadence", "starts", "first_three"),
    [
        ("weekly", "2026-11-20", ["2026-11-20", "2026-11-27", "2026-12-04"]),
        ("fortnightly", "2026-12-22", ["2026-12-22", "2027-01-05", "2027-01-19"]),
        ("monthly", "2026-11-11", ["2026-11-11", "2026-12-09", "2027-01-13"]),
        ("monthly", "2026-10-30", ["2026-10-30", "2026-11-27", "2026-12-25"]),
        ("monthly", "2028-01-29", ["2028-01-29", "2028-02-26", "2028-03-25"]),
        ("FREQ=WEEKLY;BYDAY=MO,TH", "2026-11-20", ["2026-11-23", "2026-11-26", "2026-11-30"]),
        (
            "RRULE:FREQ=MONTHLY;BYMONTHDAY=29",
            "2028-01-29",
            ["2028-01-29", "2028-02-29", "2028-03-29"],
        ),
        ("FREQ=WEEKLY;UNTIL=20261127T000000Z", "2026-11-20", ["2026-11-20", "2026-11-27"]),
    ],
)
def test_cadences(
    make_record: MakeRecord, cadence: str, starts: str, first_three: list[str]
) -> None:
    """A fifth weekday becomes the last, leap days stay, and a raw RRULE is what it says."""
    record = make_record({}, index=f"with: morgan\ncadence: {cadence}\nstarts: {starts}")
    found = occurrences(record.series["morgan"], day(starts), day(starts) + dt.timedelta(days=150))
    assert [d.isoformat() for d in found[:3]] == first_three


@pytest.mark.parametrize(
    "cadence",
    [
        "sometimes",
        "FREQ=SECONDLY",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=",
        "FREQ=WEEKLY;INTERVAL=0",
        "FREQ=DAILY;INTERVAL=-1",
    ],
)
def test_a_bad_cadence_is_named(cadence: str) -> None:
    """What is no cadence raises one error that quotes it."""
    with pytest.raises(CadenceError, match=cadence):
        rule_of(cadence, day("2026-11-20"))


MOVED = "---\nstatus: cancelled\nmoved_to: 2026-11-25\n---\n"


@pytest.mark.parametrize(
    ("notes", "today", "expected"),
    [
        ({}, "2026-11-22", "2026-11-27"),
        ({}, "2026-11-27", "2026-11-27"),
        ({"2026-11-27": ""}, "2026-11-22", "2026-12-04"),
        ({"2026-11-26": ""}, "2026-11-26", "2026-12-04"),
        ({"2026-11-20": MOVED}, "2026-11-20", "2026-11-25"),
        ({"2026-11-20": MOVED, "2026-11-25": ""}, "2026-11-25", "2026-11-27"),
        ({"2026-11-20": MOVED.replace("25", "27"), "2026-11-27": ""}, "2026-11-22", "2026-12-04"),
        (
            {"2026-11-20": MOVED, "2026-11-25": MOVED.replace("25", "26"), "2026-11-26": ""},
            "2026-11-26",
            "2026-11-27",
        ),
        (
            {"2026-11-25": MOVED.replace("25", "26"), "2026-11-26": MOVED},
            "2026-11-26",
            "2026-12-04",
        ),
        ({"2026-11-27": "---\nstatus: cancelled\n---\n"}, "2026-11-22", "2026-12-04"),
        ({"2026-11-20": "", "2026-11-20-offsite": ""}, "2026-11-20", "2026-11-27"),
    ],
    ids=[
        "first",
        "today",
        "taken",
        "a day early",
        "moved",
        "moved, held",
        "moved a week",
        "moved twice",
        "moved in a circle",
        "cancelled",
        "twice",
    ],
)
def test_the_next_date(
    make_record: MakeRecord, notes: dict[str, str], today: str, expected: str
) -> None:
    """Each meeting uses up its nearest occurrence, a moved one that of the one it stands in for."""
    texts = {f"morgan/{name}.md": text for name, text in notes.items()}
    series = make_record(texts, today=day(today)).series["morgan"]
    assert next_date(series, day(today)) == day(expected)


@pytest.mark.parametrize(
    ("held", "expected"),
    [("2026-11-02", "2026-11-06"), ("2026-10-09", "2026-11-06"), ("2026-11-04", "2026-11-13")],
)
def test_meetings_before_the_cadence_began(
    make_record: MakeRecord, held: str, expected: str
) -> None:
    """What was held before the cadence began leaves its first day free, unless just early."""
    index = "with: morgan\ncadence: weekly\nstarts: 2026-11-06"
    series = make_record({f"morgan/{held}.md": ""}, index=index, today=day("2026-11-05")).series
    assert next_date(series["morgan"], day("2026-11-05")) == day(expected)


def test_a_series_that_ended_has_no_next_date(make_record: MakeRecord) -> None:
    """After ``ends`` nothing is asked for."""
    index = "with: morgan\ncadence: weekly\nstarts: 2026-11-06\nends: 2026-11-20"
    series = make_record({}, index=index).series["morgan"]
    assert next_date(series, day("2026-11-22")) is None


def test_missed_occurrences(make_record: MakeRecord) -> None:
    """Weeks without a meeting are missed; a cancelled meeting accounts for its week."""
    notes = {
        "morgan/2026-10-09.md": "",
        "morgan/2026-10-23.md": "---\nstatus: cancelled\n---\n",
        "morgan/2026-11-05.md": "",
    }
    index = "with: morgan\ncadence: weekly\nstarts: 2026-10-09"
    series = make_record(notes, index=index).series["morgan"]
    missing = [d.isoformat() for d in missed(series, day("2026-11-22"))]
    assert missing == ["2026-10-16", "2026-10-30", "2026-11-13", "2026-11-20"]


def test_what_stands_in_for_a_cancelled_meeting_speaks_for_its_day(
    make_record: MakeRecord,
) -> None:
    """Moved forward or back, the meeting that was held is the one of the day, not the note."""
    notes = {
        "morgan/2026-11-05.md": "---\nstatus: held\n---\n",
        "morgan/2026-11-06.md": "---\nstatus: cancelled\nmoved_to: 2026-11-05\n---\n",
        "morgan/2026-11-13.md": "---\nstatus: cancelled\nmoved_to: 2026-11-16\n---\n",
        "morgan/2026-11-16.md": "---\nstatus: held\n---\n",
    }
    series = make_record(notes).series["morgan"]
    kept = {str(d): meeting and meeting.name for d, meeting in past(series, day("2026-11-22"))}
    assert kept == {"2026-11-06": "2026-11-05", "2026-11-13": "2026-11-16", "2026-11-20": None}
