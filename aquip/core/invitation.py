"""What a calendar has to know of a series: its recurrence, and the meetings that differ from it.

The rule is the one `aquip.core.cadence` follows, as it writes itself down; no cadence is put
into words twice. Only dates, times and lengths are told, so nothing private can come along.

A calendar takes the higher SEQUENCE for the newer, and the later DTSTAMP of two that are equal.
The first is therefore the number of changes that the notes tell of, the same in every clone: a
date would ask everyone to accept anew each day, and a counter would need a file to be kept in.
A change that the notes keep no trace of, such as another time of day, is newer by its DTSTAMP.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from dateutil.rrule import rrule

from aquip.core.cadence import anchor_of, occurrences, rule_of, used
from aquip.core.model import Meeting, Series
from aquip.core.moments import time_of

MINUTES: Final = 30
"""How long a meeting is taken to last where its series does not say."""

# A calendar counts days as aquip does, but takes hours from the start; Easter only dateutil knows.
_OWN_WAYS: Final = frozenset({"BYHOUR", "BYMINUTE", "BYSECOND", "BYEASTER"})
_HORIZON: Final = dt.timedelta(days=3 * 366)
_LATEST: Final = dt.date.max - _HORIZON


class InvitationError(ValueError):
    """A series that no calendar can be told of; ``remedy`` is what would help."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class Changed:
    """An occurrence that takes place on another date, or for another number of minutes."""

    occurrence: dt.date
    date: dt.date
    minutes: int


@dataclass(frozen=True, slots=True)
class Invitation:
    """A recurring meeting.

    ``first`` is an occurrence, as RFC 5545 wants its start to be, and ``rule`` an RRULE without
    UNTIL, which is ``until``, included. Without a ``time`` it is a matter of whole days.
    ``revision`` rises with each change to the recurrence that the notes tell of.
    """

    first: dt.date
    rule: str
    until: dt.date | None
    time: dt.time | None
    minutes: int
    cancelled: tuple[dt.date, ...]
    changed: tuple[Changed, ...]
    revision: int


def invitation_of(series: Series) -> Invitation:
    """Describe a series for a calendar.

    Raises:
        CadenceError: Its cadence can't be read.
        InvitationError: It has no cadence, start or occurrence, or none that RFC 5545 can say.
    """
    anchor = anchor_of(series)
    if series.cadence is None:
        raise InvitationError("it has no cadence", "Give it one, such as `cadence: weekly`.")
    if anchor is None:
        raise InvitationError("it has no start", "Give it one, such as `starts: 2026-11-27`.")
    rule, until = _parts(series.cadence, anchor)
    until = min((min(date, _LATEST) for date in (until, series.ends) if date), default=None)
    first = next((moment.date() for moment in rule_of(series.cadence, anchor)), None)
    if first is None or (until and until < first):
        raise InvitationError(
            "it ends before it has met once", "Its cadence, `starts` and `ends` say when it meets."
        )
    if until and rule.pop("COUNT", None):  # RFC 5545 allows one of the two
        until = occurrences(series, first, until)[-1]
    minutes = series.duration or MINUTES
    meetings = _since(first, series.meetings)
    latest = max((first, *(m.moved_to or m.date for m in meetings)))
    dates = occurrences(series, first, min(latest, _LATEST) + _HORIZON)
    told = [*_told(dates, meetings, minutes)]
    plain = frozenset(dates)
    return Invitation(
        first=first,
        rule=";".join(f"{key}={value}" for key, value in rule.items()),
        until=until,
        time=_time(series.time),
        minutes=minutes,
        cancelled=tuple(one for one in told if isinstance(one, dt.date)),
        changed=tuple(one for one in told if isinstance(one, Changed)),
        revision=bool(series.ends) + sum(_changes(m, plain, minutes) for m in meetings),
    )


def _parts(cadence: str, anchor: dt.date) -> tuple[dict[str, str], dt.date | None]:
    """Return the parts of a cadence's RRULE but UNTIL, and the date of that."""
    rule = rule_of(cadence, anchor)
    start, _, text = str(rule).partition("\nRRULE:") if isinstance(rule, rrule) else ("", "", "")
    parts = dict(part.split("=", 1) for part in text.split(";") if part)
    if start != f"DTSTART:{anchor:%Y%m%d}T000000" or not _OWN_WAYS.isdisjoint(parts):
        raise InvitationError(
            f"its cadence `{cadence}` is more than one RRULE of days",
            "Write weekly, fortnightly, monthly or one rule, like FREQ=WEEKLY;INTERVAL=3, "
            "without hours, DTSTART, EXDATE or RDATE.",
        )
    if "BYDAY" in parts:
        parts["BYDAY"] = parts["BYDAY"].replace("+", "")  # as calendars themselves write it
    until = parts.pop("UNTIL", None)
    return parts, dt.datetime.fromisoformat(until).date() if until else None


def _time(text: str | None) -> dt.time | None:
    if text is None:
        return None
    time = time_of(text)
    if time is None:
        raise InvitationError(f"its time `{text}` is no time of day", "Write it as `time: 15:00`.")
    return time


def _since(first: dt.date, meetings: Sequence[Meeting]) -> list[Meeting]:
    """Leave out what was before the recurrence: it would use up the first occurrence."""
    moved = {m.moved_to for m in meetings if m.date >= first and m.status == "cancelled"}
    return [m for m in meetings if m.date >= first or m.date in moved]


def _told(
    dates: list[dt.date], meetings: Sequence[Meeting], minutes: int
) -> Iterator[dt.date | Changed]:
    """Yield the dates of occurrences that fall away, and those that differ, in order."""
    places = {m.date: m for m in meetings if m.status != "cancelled"}
    off = {m.date: m for m in meetings if m.status == "cancelled" and m.date not in places}
    filled = {*dates}
    for occurrence, meeting in sorted(used(dates, meetings).items()):
        at = places.get(occurrence, meeting)
        date = _at_last(at.date, off)
        if date is None or (date != occurrence and date in filled):
            yield occurrence
            continue
        filled.add(date)
        length = places.get(date, at).duration or minutes
        if date != occurrence or length != minutes:
            yield Changed(occurrence, date, length)


def _at_last(date: dt.date, off: Mapping[dt.date, Meeting]) -> dt.date | None:
    """Follow a meeting to the day it takes place; None where it was called off."""
    seen: set[dt.date] = set()
    while date in off and date not in seen:
        seen.add(date)
        to = off[date].moved_to
        if to is None:
            return None
        date = to
    return None if date in seen else date


def _changes(meeting: Meeting, dates: frozenset[dt.date], minutes: int) -> int:
    """Count what a meeting's note changes: called off, given a new date, on no usual day, longer.

    A note that is cancelled stays, and so does the one it was moved to: the sum over a series
    rises as its record grows.
    """
    cancelled = meeting.status == "cancelled"
    moved = cancelled and meeting.moved_to is not None
    longer = (meeting.duration or minutes) != minutes
    return cancelled + moved + longer + (meeting.date not in dates)
