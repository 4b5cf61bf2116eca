"""A series as a calendar is told of it: the recurrence, and what differs from it."""

from __future__ import annotations

import datetime as dt

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from aquip.core.cadence import occurrences
from aquip.core.invitation import Changed, Invitation, InvitationError, invitation_of
from aquip.core.model import Series
from tests.core.conftest import MakeRecord

YEARS = dt.timedelta(days=6 * 366)
INDEX = "with: morgan\ncadence: weekly\nstarts: 2026-11-06\nduration: 30"


def day(text: str) -> dt.date:
    """Read an ISO date."""
    return dt.date.fromisoformat(text)


def invited(make_record: MakeRecord, index: str = INDEX, **meetings: str) -> Invitation:
    """Describe a series with these meetings: front matter by file name, `_` for `-`."""
    notes = {
        f"morgan/{name[1:].replace('_', '-')}.md": f"---\n{meta}\n---\n"
        for name, meta in meetings.items()
    }
    return invitation_of(make_record(notes, index=index).series["morgan"])


def expanded(invitation: Invitation, end: dt.date) -> list[dt.date]:
    """List what a calendar makes of the rule: dateutil's reading of what was written."""
    until = f";UNTIL={invitation.until:%Y%m%d}" if invitation.until else ""
    start = dt.datetime.combine(invitation.first, dt.time())
    rule = rrulestr(invitation.rule + until, dtstart=start)
    return [
        moment.date()
        for moment in rule.between(start, dt.datetime.combine(end, dt.time()), inc=True)
    ]


@given(
    cadence=st.sampled_from(
        [
            *("weekly", "fortnightly", "monthly"),
            "FREQ=DAILY;INTERVAL=10",
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH",
            "FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=SU,TU",
            "FREQ=WEEKLY;COUNT=7;BYDAY=WE",
            "FREQ=WEEKLY;UNTIL=20291231T235959Z",
            "RRULE:FREQ=MONTHLY;BYMONTHDAY=31",
            "FREQ=MONTHLY;INTERVAL=3;BYDAY=1MO",
            "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
            "FREQ=YEARLY;BYMONTH=3,9",
        ]
    ),
    starts=st.dates(day("2020-01-01"), day("2030-12-31")),
    length=st.none() | st.integers(0, 2000),
)
def test_a_calendar_counts_as_the_cadence_does(
    cadence: str, starts: dt.date, length: int | None
) -> None:
    """Whatever the cadence, its start and its end: calendar and notes agree on every date."""
    ends = starts + dt.timedelta(days=length) if length is not None else None
    series = Series("morgan", "Morgan", cadence=cadence, starts=starts, ends=ends)
    said = occurrences(series, starts, starts + YEARS)
    if not said:
        with pytest.raises(InvitationError, match="ends before it has met"):
            invitation_of(series)
        return

    invitation = invitation_of(series)

    assert said == expanded(invitation, starts + YEARS)
    assert said[0] == invitation.first
    assert not ("COUNT" in invitation.rule and invitation.until)


@pytest.mark.parametrize(
    ("starts", "rule"),
    [("2026-11-11", "FREQ=MONTHLY;BYDAY=2WE"), ("2026-10-30", "FREQ=MONTHLY;BYDAY=-1FR")],
)
def test_monthly(make_record: MakeRecord, starts: str, rule: str) -> None:
    """Monthly is the weekday of the month it began on, a fifth the last, as people would say it."""
    invitation = invited(make_record, f"with: morgan\ncadence: monthly\nstarts: {starts}")
    assert rule == invitation.rule


def test_as_it_should_be(make_record: MakeRecord) -> None:
    """Meetings on their days, and one that nobody noted, are no exceptions."""
    invitation = invited(make_record, _2026_11_06="status: held", _2026_11_20="status: held")
    assert (invitation.cancelled, invitation.changed, invitation.revision) == ((), (), 0)


def test_cancelled(make_record: MakeRecord) -> None:
    """A cancelled meeting without a new date is a date that falls away."""
    invitation = invited(make_record, _2026_11_27="status: cancelled\nreason: x")
    assert ((day("2026-11-27"),), ()) == (invitation.cancelled, invitation.changed)


def test_moved(make_record: MakeRecord) -> None:
    """A new date counts whether it has a note yet or not, and over any dates in between."""
    moved = "status: cancelled\nmoved_to: 2026-11-30"
    bare = invited(make_record, _2026_11_27=moved)
    noted = invited(make_record, _2026_11_27=moved, _2026_11_30="status: planned")
    again = invited(
        make_record, _2026_11_27=moved, _2026_11_30="status: cancelled\nmoved_to: 2026-12-01"
    )

    once = (Changed(day("2026-11-27"), day("2026-11-30"), 30),)
    assert once == bare.changed == noted.changed
    assert (Changed(day("2026-11-27"), day("2026-12-01"), 30),) == again.changed
    assert () == bare.cancelled == noted.cancelled == again.cancelled


def test_moved_onto_another(make_record: MakeRecord) -> None:
    """A meeting that is moved to the next one's day falls away: that one is there already."""
    invitation = invited(make_record, _2026_11_27="status: cancelled\nmoved_to: 2026-12-04")
    assert ((day("2026-11-27"),), ()) == (invitation.cancelled, invitation.changed)


def test_moved_away_and_called_off(make_record: MakeRecord) -> None:
    """A meeting that is moved and then called off falls away; in a circle, too."""
    for to in ("reason: x", "moved_to: 2026-11-27"):
        invitation = invited(
            make_record,
            _2026_11_27="status: cancelled\nmoved_to: 2026-11-30",
            _2026_11_30=f"status: cancelled\n{to}",
        )
        assert ((day("2026-11-27"),), ()) == (invitation.cancelled, invitation.changed)


def test_on_another_day_and_longer(make_record: MakeRecord) -> None:
    """A meeting noted a day early takes its occurrence's place, and one that is longer is."""
    invitation = invited(make_record, _2026_11_26="status: planned", _2026_12_04="duration: 90")
    assert (
        Changed(day("2026-11-27"), day("2026-11-26"), 30),
        Changed(day("2026-12-04"), day("2026-12-04"), 90),
    ) == invitation.changed


def test_beyond_the_cadence(make_record: MakeRecord) -> None:
    """One meeting more does not move the one that is held on its day."""
    invitation = invited(make_record, _2026_11_20="status: held", _2026_11_22="status: held")
    assert (invitation.cancelled, invitation.changed) == ((), ())


def test_before_the_beginning(make_record: MakeRecord) -> None:
    """Meetings from before `starts`, of another cadence, leave the first occurrence alone."""
    invitation = invited(make_record, _2026_09_01="status: held", _2026_10_15="status: held")
    assert (invitation.cancelled, invitation.changed, invitation.revision) == ((), (), 0)


def test_revisions_rise(make_record: MakeRecord) -> None:
    """Each thing that happens to the recurrence makes the next invitation a newer one."""
    history = [
        {},
        {"_2026_11_27": "status: cancelled"},
        {"_2026_11_27": "status: cancelled\nmoved_to: 2026-11-30"},
        {"_2026_11_30": "status: planned"},
        {"_2026_11_30": "status: cancelled"},
        {"_2026_11_30": "status: cancelled\nmoved_to: 2026-12-01"},
        {"_2026_12_04": "duration: 60"},
    ]
    notes: dict[str, str] = {}
    revisions = [invited(make_record, **(notes := notes | change)).revision for change in history]
    revisions.append(invited(make_record, f"{INDEX}\nends: 2026-12-31", **notes).revision)

    assert sorted(set(revisions)) == revisions


@pytest.mark.parametrize(
    ("index", "cause", "remedy"),
    [
        ("with: morgan\nstarts: 2026-11-06", "no cadence", "cadence: weekly"),
        ("with: morgan\ncadence: weekly", "no start", "starts: "),
        (f"{INDEX}\ntime: noon", "`noon`", "15:00"),
        (f"{INDEX}\ntime: '25:00'", "`25:00`", "15:00"),
        (f"{INDEX}\nends: 2026-11-01", "ends before", "`ends`"),
        ("with: morgan\ncadence: FREQ=DAILY;BYHOUR=9\nstarts: 2026-11-06", "BYHOUR", "one rule"),
        (
            'with: a\ncadence: "RRULE:FREQ=DAILY\\nEXDATE:20261127T000000"\nstarts: 2026-11-06',
            "more than one RRULE",
            "one rule",
        ),
    ],
)
def test_what_no_calendar_can_be_told(
    make_record: MakeRecord, index: str, cause: str, remedy: str
) -> None:
    """A series without a recurrence to tell says what it lacks, and what to write."""
    with pytest.raises(InvitationError, match=cause) as raised:
        invited(make_record, index)
    assert remedy in raised.value.remedy
