"""Questions about the whole of the items over time: what flows in and out, and how old it gets."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from aquip.core.model import Thread
from aquip.core.period import add_months
from aquip.core.timeline import closed_on, month_of

MOST_STEPS: Final = 44
"""Steps that a picture has room for: eleven years of quarters."""

_LENGTHS: Final = (1, 3, 12)
"""Months, quarters and years of months; of a longer time no more steps fit."""


@dataclass(frozen=True, slots=True)
class Step:
    """A month, a quarter or a year, from ``start`` to ``end``, both included.

    ``opened`` and ``closed`` count items, and ``left`` those that are open when it is over.
    """

    start: dt.date
    end: dt.date
    opened: int
    closed: int
    left: int


@dataclass(frozen=True, slots=True)
class Age:
    """Items that are open for ``least`` days at least, and fewer than ``below``, None for ever."""

    name: str
    least: int
    below: int | None


AGES: Final = (
    Age("under a week", 0, 7),
    Age("1–2 weeks", 7, 14),
    Age("2–4 weeks", 14, 28),
    Age("1–3 months", 28, 91),
    Age("3–6 months", 91, 182),
    Age("6–12 months", 182, 365),
    Age("over a year", 365, None),
)
"""How long items are open, each class about twice as long as the one before."""


def step_months(start: dt.date, end: dt.date) -> int:
    """Return how many months a step covers, so that the steps of a time fit into a picture."""
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    fitting = (length for length in _LENGTHS if months <= length * MOST_STEPS)
    return next(fitting, _LENGTHS[-1])


def cut(start: dt.date, end: dt.date, length: int) -> list[tuple[dt.date, dt.date]]:
    """Cut the months that have a day in ``start`` to ``end`` into steps of ``length`` months.

    Steps are those of the calendar: a quarter begins in January, April, July or October.
    """
    first = month_of(start)
    first = add_months(first, -((first.month - 1) % length))
    found = []
    while first <= end:
        after = add_months(first, length)
        found.append((first, after - dt.timedelta(days=1)))
        first = after
    return found


def steps(
    threads: Iterable[Thread], spans: Sequence[tuple[dt.date, dt.date]], today: dt.date
) -> tuple[Step, ...]:
    """Count what each of some spans, in the order of time, opened and closed, and what it left.

    What only a coming meeting raises is written down already, so it is open from ``today``, and
    nothing is closed in the future, nor before it was opened: in the end as many are left as are
    open.
    """
    opened, closed = [], []
    for thread in threads:
        since = min(thread.since, today)
        opened.append(since)
        if day := closed_on(thread):
            closed.append(max(since, min(day, today)))
    opened.sort()
    closed.sort()
    found = []
    for start, end in spans:
        opened_by, closed_by = bisect_right(opened, end), bisect_right(closed, end)
        found.append(
            Step(
                start,
                end,
                opened_by - bisect_left(opened, start),
                closed_by - bisect_left(closed, start),
                opened_by - closed_by,
            )
        )
    return tuple(found)


def turn(found: Sequence[Step]) -> int:
    """Return with which step what is open began to rise, or to fall, as it does until the last.

    That is the step after the lowest or the highest, whichever came later; where the last step is
    one of the two, the one after the other. With nothing to tell it is past the last step.
    """
    left = [step.left for step in found]
    last = len(left) - 1
    low = max(at for at, count in enumerate(left) if count == min(left))
    high = max(at for at, count in enumerate(left) if count == max(left))
    return 1 + (min(low, high) if last in (low, high) else max(low, high))


def open_ages(threads: Iterable[Thread], today: dt.date) -> list[int]:
    """Return for how many days each open item is open, the youngest first."""
    every = (max(0, thread.age_days(today)) for thread in threads if thread.state == "open")
    return sorted(every)


def aged(ages: Sequence[int]) -> tuple[int, ...]:
    """Count ages, in order, by the classes of `AGES`."""
    ends = (len(ages) if age.below is None else bisect_left(ages, age.below) for age in AGES)
    starts = (bisect_left(ages, age.least) for age in AGES)
    return tuple(end - start for start, end in zip(starts, ends, strict=True))
