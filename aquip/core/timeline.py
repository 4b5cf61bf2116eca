"""Questions about time, for the pictures.

Meetings on lanes, the cadence kept or broken, what meetings did to actions, priorities
moving from meeting to meeting, effectiveness.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from aquip.core import cadence
from aquip.core.model import Meeting, Record, Series, Thread
from aquip.core.period import add_months

MarkKind = Literal["held", "planned", "cancelled", "missed", "expected"]

STRONGEST: tuple[MarkKind, ...] = ("held", "planned", "cancelled", "missed", "expected")
"""Which mark speaks for a week that has several, first to last."""

EFFECTIVE_BEST = 5
_QUARTER = 3
_NEAR = dt.timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Mark:
    """A day of a series: a meeting, a day of the cadence no meeting used, or one to come."""

    date: dt.date
    kind: MarkKind
    meeting: Meeting | None = None


@dataclass(frozen=True, slots=True)
class Doing:
    """How many actions a meeting opened, and how many were closed since the one before."""

    opened: int = 0
    closed: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """A priority's rank, from 1, in each meeting of a `Movement`; None where it is not listed."""

    thread: Thread
    ranks: tuple[int | None, ...]

    @property
    def change(self) -> int | None:
        """Places gained since the meeting before, negative when lost; None when not in both."""
        before, now = (None, *self.ranks)[-2:]
        return None if before is None or now is None else before - now


@dataclass(frozen=True, slots=True)
class Movement:
    """A series' priorities over its meetings, those ranked now first, in order of rank."""

    meetings: tuple[Meeting, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """How effective a meeting was found, from 1 to 5."""

    meeting: Meeting
    value: int


def month_of(day: dt.date) -> dt.date:
    """Return the first day of a day's month."""
    return day.replace(day=1)


def months(start: dt.date, end: dt.date) -> Iterator[dt.date]:
    """Yield the first day of each month that has a day in ``start`` to ``end``."""
    month = month_of(start)
    while month <= end:
        yield month
        month = add_months(month, 1)


def windows(record: Record, length: int = 12) -> list[tuple[dt.date, dt.date]]:
    """Cut the record into spans of ``length`` months, newest first, ends included.

    The newest ends with the month of the next meeting planned, at the latest
    the month after today: a meeting planned for next year stretches no picture.
    A record of one span begins with its first month, or a quarter before the end.
    """
    dates = [m.date for m in record.meetings] or [record.today]
    ahead = [d for d in dates if record.today <= d < add_months(month_of(record.today), 2)]
    after = add_months(month_of(max([record.today, *ahead])), 1)
    found: list[tuple[dt.date, dt.date]] = []
    while not found or after > min(*dates, record.today):
        start = add_months(after, -length)
        found.append((start, after - dt.timedelta(days=1)))
        after = start
    if len(found) == 1:
        start, end = found[0]
        young = min(month_of(min(dates)), add_months(month_of(end), 1 - _QUARTER))
        found[0] = (max(start, young), end)
    return found


@lru_cache(maxsize=256)  # a picture has many series, and an edit changes one
def marks(series: Series, today: dt.date) -> tuple[Mark, ...]:
    """Return a series' meetings, its missed days and the next days of its cadence, by date.

    A series whose cadence can't be read has its meetings alone.
    """
    found = [Mark(m.date, m.status, m) for m in series.meetings]
    last = max([today, *(m.date for m in series.meetings)])
    try:
        missed = cadence.missed(series, today)
        horizon = add_months(month_of(last), 2)
        around = cadence.occurrences(series, today - _NEAR, horizon)
    except cadence.CadenceError:
        missed, around = [], []
    taken = cadence.used(around, (m for m in series.meetings if m.date >= today - _NEAR))
    coming = [day for day in around if day >= today and day not in taken]
    found += [Mark(day, "missed") for day in missed]
    found += [Mark(day, "expected") for day in coming]
    return tuple(sorted(found, key=lambda mark: mark.date))


def closed_on(thread: Thread) -> dt.date | None:
    """Return when an item was done, or the meeting that dropped it; None while it is open."""
    if thread.state == "open":
        return None
    return thread.done or thread.newest.meeting.date


def doings(record: Record) -> dict[str, Doing]:
    """Return what meetings did to actions, by the paths of their notes; others did nothing.

    An action is opened by the first meeting that shows it. It is closed by the first meeting, not
    a cancelled one, of the series it stands in on or after the day it was closed; without one, by
    the last.
    """
    days = {
        name: [m for m in series.meetings if m.status != "cancelled"] or series.meetings
        for name, series in record.series.items()
    }
    opened: Counter[str] = Counter()
    closed: Counter[str] = Counter()
    for thread in record.threads:
        if thread.section != "actions":
            continue
        opened[thread.first.meeting.note.path] += 1
        if day := closed_on(thread):
            met = days[thread.newest.meeting.series]
            place = bisect_left(met, day, key=lambda meeting: meeting.date)
            closed[met[min(place, len(met) - 1)].note.path] += 1
    paths = opened.keys() | closed.keys()
    return {path: Doing(opened[path], closed[path]) for path in paths}


def movement(threads: Iterable[Thread], series: Series, last: int = 12) -> Movement:
    """Follow a series' priorities through the last meetings that list any, cancelled ones aside.

    ``threads`` are those of the priorities that now stand in the series.
    """
    shown = [
        m
        for m in series.meetings
        if m.status != "cancelled" and next(m.note.items("priorities"), None)
    ][-last:]
    place = {m.note.path: index for index, m in enumerate(shown)}
    lines = []
    for thread in threads:
        ranks: list[int | None] = [None] * len(shown)
        for occurrence in thread.occurrences:
            if (index := place.get(occurrence.meeting.note.path)) is not None:
                ranks[index] = occurrence.item.rank
        if any(ranks):
            lines.append(Line(thread, tuple(ranks)))
    # Those that are over come last, the one that stayed longest first.
    lines.sort(key=lambda line: ([rank or len(lines) + 99 for rank in reversed(line.ranks)]))
    return Movement(tuple(shown), tuple(lines))


def effectiveness(series: Series) -> tuple[Point, ...]:
    """Return how effective each held meeting was found, where its reflection says a number."""
    points = ((meeting, effective(meeting)) for meeting in series.meetings)
    return tuple(Point(meeting, value) for meeting, value in points if value)


def effective(meeting: Meeting) -> int | None:
    """Return how effective a held meeting was found, None where nothing says so."""
    said = (meeting.answer("effective") or "").strip()[:1]
    rated = meeting.status == "held" and said.isdecimal() and 1 <= int(said) <= EFFECTIVE_BEST
    return int(said) if rated else None
