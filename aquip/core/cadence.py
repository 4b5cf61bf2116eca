"""When a series meets: occurrences of its cadence, and which of them meetings used up.

``cadence`` is weekly, fortnightly, monthly (the weekday of ``starts``, the same one
of the month; a fifth is the last) or an RFC 5545 recurrence rule, read by dateutil.
"""

from __future__ import annotations

import bisect
import datetime as dt
import re
from collections.abc import Iterable, Mapping
from itertools import takewhile

from dateutil.rrule import MONTHLY, WEEKLY, rrule, rruleset, rrulestr, weekday

from aquip.core.model import Meeting, Series

_FIFTH = 5
_DAYS = re.compile(r"FREQ=(?:DAILY|WEEKLY|MONTHLY|YEARLY)", re.IGNORECASE)
# dateutil walks in place, or backwards, without an end.
_NO_STEP = re.compile(r"INTERVAL=[ ]*(?:-|[+]?0+(?!\d))", re.IGNORECASE)
_MIDNIGHT = dt.time()
_HORIZON = dt.timedelta(days=3 * 366)
_SURPLUS = dt.timedelta(days=1)


class CadenceError(ValueError):
    """A cadence that is neither one of the three words nor a recurrence rule."""


def rule_of(cadence: str, starts: dt.date) -> rrule | rruleset:
    """Return dateutil's rule for a cadence anchored at ``starts``.

    Raises:
        CadenceError: the words are unknown or dateutil cannot read the rule.
    """
    anchor = dt.datetime.combine(starts, _MIDNIGHT)
    word = cadence.strip().casefold()
    if word == "weekly":
        return rrule(WEEKLY, dtstart=anchor)
    if word == "fortnightly":
        return rrule(WEEKLY, interval=2, dtstart=anchor)
    if word == "monthly":
        nth = (starts.day - 1) // 7 + 1
        day = weekday(starts.weekday(), -1 if nth == _FIFTH else nth)
        return rrule(MONTHLY, byweekday=day, dtstart=anchor)
    return _raw(cadence, anchor)


def _raw(cadence: str, anchor: dt.datetime) -> rrule | rruleset:
    text = cadence.strip()
    if not _DAYS.search(text):
        message = (
            f"{cadence!r} is neither weekly, fortnightly, monthly "
            "nor an RRULE by days or more (FREQ=WEEKLY;…)"
        )
        raise CadenceError(message)
    if _NO_STEP.search(text):
        message = f"{cadence!r} is no recurrence rule: its INTERVAL is less than 1"
        raise CadenceError(message)
    try:
        # Meetings have dates, not moments: an UNTIL in UTC is compared as the date it says.
        return rrulestr(text, dtstart=anchor, ignoretz=True)
    except (ValueError, TypeError, AttributeError, KeyError, IndexError) as error:
        message = f"{cadence!r} is no recurrence rule: {error}"
        raise CadenceError(message) from error


def anchor_of(series: Series) -> dt.date | None:
    """Return the date a series' cadence counts from: ``starts``, else its first meeting."""
    return series.starts or (series.meetings[0].date if series.meetings else None)


def occurrences(series: Series, start: dt.date, end: dt.date) -> list[dt.date]:
    """List the dates of a series' cadence from ``start`` to ``end``, both included."""
    anchor = anchor_of(series)
    if series.cadence is None or anchor is None:
        return []
    last = min(end, series.ends) if series.ends else end
    rule = rule_of(series.cadence, anchor)
    first = dt.datetime.combine(start, _MIDNIGHT)
    dates = (moment.date() for moment in rule.xafter(first, inc=True))
    return list(dict.fromkeys(takewhile(lambda date: date <= last, dates)))


def used(dates: list[dt.date], meetings: Iterable[Meeting]) -> dict[dt.date, Meeting]:
    """Match meetings to occurrences: each uses up its nearest, the earlier of two as near.

    A meeting that stands in for a cancelled one uses up that one's occurrence, unless
    it is on a day that is an occurrence itself. Of several, a cancelled one gives way.
    One from before the cadence began, by more than half a step, uses up none.
    """
    every = sorted(meetings, key=lambda m: (m.date, m.name))
    if not dates:
        return {}
    stands_for = {m.moved_to: m.date for m in every if m.status == "cancelled" and m.moved_to}
    regular = frozenset(dates)
    matched: dict[dt.date, Meeting] = {}
    for meeting in every:
        date = _stood_for(meeting.date, stands_for, regular)
        if _before(date, dates):
            continue
        after = bisect.bisect_left(dates, date)
        near = dates[max(0, after - 1) : after + 1]
        nearest = min(near, key=lambda d: (abs((d - date).days), d))
        if nearest not in matched or meeting.status != "cancelled":
            matched[nearest] = meeting
    return matched


def _before(date: dt.date, dates: list[dt.date]) -> bool:
    """Tell whether a day is nearer to an occurrence that would stand before the first one."""
    first, *rest = dates[:2]
    return date < first and any(2 * (first - date) >= second - first for second in rest)


def _stood_for(
    date: dt.date, stands_for: Mapping[dt.date, dt.date], regular: frozenset[dt.date]
) -> dt.date:
    """Follow a meeting back to the day it was first moved from, over any in between."""
    seen: set[dt.date] = set()
    while date not in regular and date in stands_for and date not in seen:
        seen.add(date)
        date = stands_for[date]
    return date


def next_date(series: Series, today: dt.date) -> dt.date | None:
    """Return when the next meeting without a note should be; None when none is due.

    A cancelled meeting's new date comes first, then the first occurrence from
    today on that no meeting used up. Without a cadence there is no date.
    """
    dates = {m.date for m in series.meetings}
    moved = [
        m.moved_to
        for m in series.meetings
        if m.status == "cancelled"
        and m.moved_to
        and m.moved_to >= today
        and m.moved_to not in dates
    ]
    latest = max((*dates, today))
    around = occurrences(series, _first(series, today), latest + _HORIZON)
    taken = used(around, series.meetings)
    free = next((d for d in around if d >= today and d not in taken), None)
    return min((d for d in (*moved, free) if d), default=None)


def _first(series: Series, today: dt.date) -> dt.date:
    earliest = min((m.date for m in series.meetings), default=today)
    return min(earliest, today, anchor_of(series) or today)


def missed(series: Series, today: dt.date) -> list[dt.date]:
    """List the past occurrences that no meeting used up, from the first meeting on."""
    return [date for date, meeting in past(series, today) if meeting is None]


def past(series: Series, today: dt.date) -> list[tuple[dt.date, Meeting | None]]:
    """List the past occurrences from the first meeting on, with the meeting that used each up."""
    if not series.meetings:
        return []
    dates = occurrences(series, _first(series, today), today - _SURPLUS)
    taken = used(dates, (m for m in series.meetings if m.date < today))
    return [(d, taken.get(d)) for d in dates if d >= series.meetings[0].date]
