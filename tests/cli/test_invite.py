"""``aquip invite``: what mail clients and calendars read in the invitation to a series."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
import vobject
from dateutil.tz import tzical
from icalendar import Calendar

from tests.cli.conftest import INDEX, MKDOCS

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Repository

LISBON = ZoneInfo("Europe/Lisbon")
ZONED = INDEX.replace("duration", "timezone: Europe/Lisbon\nduration")
CANCELLED = "---\ndate: 2026-11-27\nstatus: cancelled\nreason: Morgan is ill\n---\n\n# Secret\n"
MOVED = """\
---
date: 2026-12-04
status: cancelled
reason: a funeral
moved_to: 2026-12-07
publish: false
---
"""


@pytest.fixture
def invited(repo: Repository, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """A series with a cancelled meeting and one that is moved, which is not published."""
    monkeypatch.setenv("AQUIP_TODAY", "2026-11-22")
    repo.write("mkdocs.yml", MKDOCS.replace("Morgan Diaz}", "Morgan Diaz, email: [m@example.org]}"))
    repo.write("notes/morgan/index.md", ZONED)
    repo.write("notes/morgan/2026-11-27.md", CANCELLED)
    repo.write("notes/morgan/2026-12-04.md", MOVED)
    return repo


def data(repo: Repository) -> bytes:
    """Return what the command prints, byte for byte."""
    return repo.run("invite", "morgan").stdout_bytes


def events(repo: Repository) -> list[Any]:
    """Return the events as icalendar reads them, the series first."""
    return Calendar.from_ical(data(repo)).events


def test_two_parsers_agree(invited: Repository) -> None:
    """Two independent parsers read the same meetings at the same hours, over a change of clocks."""
    printed = data(invited)
    series, moved = Calendar.from_ical(printed).events
    assert (dt.datetime(2026, 11, 6, 15, tzinfo=LISBON), dt.timedelta(minutes=30)) == (
        series.start,
        series.duration,
    )
    assert dt.datetime(2026, 12, 7, 15, tzinfo=LISBON) == moved.start
    assert dt.datetime(2026, 12, 4, 15, tzinfo=LISBON) == moved["RECURRENCE-ID"].dt
    assert {"METHOD": "REQUEST", "VERSION": "2.0"}.items() <= Calendar.from_ical(printed).items()

    one, other = vobject.readOne(printed.decode()).vevent_list
    assert series["UID"] == one.uid.value == other.uid.value
    expanded = [
        *one.getrruleset(addRDate=True).between(
            dt.datetime(2026, 11, 1, tzinfo=LISBON), dt.datetime(2027, 5, 1, tzinfo=LISBON)
        )
    ]
    assert dt.date(2026, 11, 27) not in {each.date() for each in expanded}
    assert {15} == {each.hour for each in expanded}
    # The zone is told in the file: no calendar needs to know Lisbon.
    zone = tzical(io.StringIO(printed.decode())).get("Europe/Lisbon")
    hours = {each.month: each.replace(tzinfo=zone).astimezone(dt.UTC).hour for each in expanded}
    assert {11: 15, 4: 14}.items() <= hours.items()


def test_reaches_whom_it_invites(invited: Repository) -> None:
    """The owner organizes, the other one is asked, and the agenda's place is told."""
    series = events(invited)[0]
    assert series["ORGANIZER"] == "mailto:sam@example.org"
    assert series["ORGANIZER"].params["CN"] == "Sam Reyes"
    assert series["ATTENDEE"] == "mailto:m@example.org"
    assert series["SUMMARY"] == "Morgan"
    assert series["URL"] == "https://github.com/sam/one-to-ones"
    invited.write(
        "mkdocs.yml", f"site_url: https://sam.example.org/x\n{invited.read('mkdocs.yml')}"
    )
    assert "https://sam.example.org/x/morgan/" in events(invited)[0]["DESCRIPTION"]


def test_without_addresses(invited: Repository) -> None:
    """Where nobody can be asked by mail, it is a calendar to subscribe to or import."""
    invited.write("mkdocs.yml", MKDOCS.replace(", email: [sam@example.org]", ""))
    calendar = Calendar.from_ical(data(invited))
    assert calendar["METHOD"] == "PUBLISH"
    assert not {"ORGANIZER", "ATTENDEE"} & calendar.events[0].keys()


def test_leaks_nothing(invited: Repository) -> None:
    """Of meetings that were cancelled, private or not, dates alone are told."""
    printed = data(invited).replace(b"\r\n ", b"")
    assert b"EXDATE;TZID=Europe/Lisbon:20261127T150000" in printed
    assert not any(word in printed for word in (b"ill", b"funeral", b"Secret", b"rota", b"Reviews"))
    invited.write(
        "notes/morgan/index.md", ZONED.replace("title: Morgan", "title: X9\npublish: false")
    )
    assert b"X9" not in data(invited)


def test_whole_days_and_floating_hours(invited: Repository) -> None:
    """Without a time it is a day, without a timezone an hour wherever one is; it ends in time."""
    ends = "ends: 2026-12-31\nrelation"
    invited.write("notes/morgan/index.md", INDEX.replace("relation", ends))
    series = events(invited)[0]
    assert dt.datetime(2026, 11, 6, 15) == series["DTSTART"].dt  # noqa: DTZ001 - floating
    assert [dt.datetime(2026, 12, 31, 15)] == series["RRULE"]["UNTIL"]  # noqa: DTZ001
    assert b"TZID" not in data(invited)

    invited.write("notes/morgan/index.md", ZONED.replace("relation", ends))
    (until,) = events(invited)[0]["RRULE"]["UNTIL"]
    assert dt.datetime(2026, 12, 31, 15, tzinfo=dt.UTC) == until

    days = ZONED.replace('time: "15:00"\n', "").replace("relation", ends)
    invited.write("notes/morgan/index.md", days)
    series, moved = events(invited)
    assert (dt.date(2026, 11, 6), "TRANSPARENT") == (series["DTSTART"].dt, series["TRANSP"])
    assert [dt.date(2026, 12, 31)] == series["RRULE"]["UNTIL"]
    assert [dt.date(2026, 12, 4), dt.date(2026, 12, 7)] == [
        moved["RECURRENCE-ID"].dt,
        moved["DTSTART"].dt,
    ]
    assert [dt.date(2026, 11, 27)] == [each.dt for each in series["EXDATE"].dts]


def test_ends_at_the_end_of_time(invited: Repository) -> None:
    """A last day that means never is none, in whatever time zone."""
    zoned = ZONED.replace("Europe/Lisbon", "America/New_York").replace("15:00", "23:00")
    invited.write("notes/morgan/index.md", zoned.replace("relation", "ends: 9999-12-31\nrelation"))
    assert "UNTIL" not in events(invited)[0]["RRULE"]


def test_hostile_names(invited: Repository) -> None:
    """What a title or a name holds stays text: it adds no line, and both parsers read it."""
    title = 'title: "A\\r\\nATTENDEE:mailto:x@y; B, \\u0007 \U0001f600 %s"' % ("ü" * 90)
    invited.write("notes/morgan/index.md", ZONED.replace("title: Morgan", title))
    config = invited.read("mkdocs.yml")
    name = r'"Mo \"M\" Di\naz; RSVP=FALSE: , É"'
    invited.write("mkdocs.yml", config.replace("Morgan Diaz", name))
    printed = data(invited)

    assert [line for line in printed.split(b"\r\n") if len(line) > 75 or b"\n" in line] == []
    series = Calendar.from_ical(printed).events[0]
    assert series["ATTENDEE"] == "mailto:m@example.org"
    assert series["SUMMARY"].startswith("A ATTENDEE:mailto:x@y; B, ")
    one = vobject.readOne(printed.decode()).vevent_list[0]
    assert str(series["SUMMARY"]) == one.summary.value
    assert one.attendee.params["CN"] == ["Mo 'M' Di az; RSVP=FALSE: , É"]


def test_the_same_again(invited: Repository) -> None:
    """Made twice on a set day it is the same file; a change makes it a newer one."""
    first = data(invited)
    before = events(invited)[0]
    assert first == data(invited)
    invited.write("notes/morgan/2026-12-11.md", "---\ndate: 2026-12-11\nstatus: cancelled\n---\n")
    after = events(invited)[0]
    assert before["UID"] == after["UID"]
    assert before["SEQUENCE"] < after["SEQUENCE"]


def test_output(invited: Repository, tmp_path: Path) -> None:
    """A file is written, and replaced by its like alone."""
    file = tmp_path / "morgan.ics"
    for _ in range(2):
        assert "the invitation to Morgan" in invited.out("invite", "morgan", "-o", str(file))
        assert data(invited) == file.read_bytes()
    for other in (b"BEGIN:VCALENDAR\r\nUID:x\r\n", b"\xff\x00"):
        file.write_bytes(other)
        assert "no invitation to these" in invited.fails("invite", "morgan", "-o", str(file))
        assert other == file.read_bytes()


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("cadence: weekly\n", "", "it has no cadence"),
        ("cadence: weekly", "cadence: sometimes", "'sometimes' is neither weekly"),
        ("Europe/Lisbon", "Lisboa", "its timezone `Lisboa` is none"),
    ],
)
def test_what_it_lacks(invited: Repository, old: str, new: str, message: str) -> None:
    """A series that can't be put in a calendar is named with its file, the cause and a remedy."""
    invited.write("notes/morgan/index.md", ZONED.replace(old, new))
    said = invited.fails("invite", "morgan")
    assert f"notes/morgan/index.md: {message}" in said
