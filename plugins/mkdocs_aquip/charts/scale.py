"""Time on the width of a picture: where a day stands, and how much of it one mark stands for.

`theme/assets/aquip/timeline-data.js` does the same for whoever zooms: change both.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from markupsafe import Markup

from aquip.core.period import add_months
from mkdocs_aquip.charts.svg import WIDTH, line, text
from mkdocs_aquip.words import MONTHS

Unit = Literal["week", "month", "quarter", "year"]

LEFT: Final = 10.0
"""Where time begins; it ends as far from the other side."""

ROOM: Final[dict[Unit, float]] = {"month": 22, "quarter": 22, "year": 0}
"""What a unit of the timeline has to have, to hold a column and a number of two digits."""

_MONTHS: Final[dict[Unit, int]] = {"month": 1, "quarter": 3, "year": 12}
_DAYS: Final[dict[Unit, float]] = {"week": 7, "month": 30.4, "quarter": 91.3, "year": 365.2}
_LETTER: Final = 6.2
_NAMED: Final = 44
"""What a month has to have to be named; else only years are."""


@dataclass(frozen=True)
class Scale:
    """Days of a span on the width of the picture."""

    start: dt.date
    end: dt.date

    @property
    def day(self) -> float:
        """The width of a day."""
        return (WIDTH - 2 * LEFT) / ((self.end - self.start).days + 1)

    def edge(self, day: dt.date) -> float:
        """Return where a day begins."""
        return LEFT + (day - self.start).days * self.day

    def x(self, day: dt.date) -> float:
        """Return where the middle of a day stands."""
        return self.edge(day) + self.day / 2

    def has(self, day: dt.date) -> bool:
        """Tell whether a day is in the span."""
        return self.start <= day <= self.end

    def unit(self, room: dict[Unit, float]) -> Unit:
        """Return the smallest unit that has the room it needs, else the last one."""
        fits = (unit for unit, least in room.items() if self.day * _DAYS[unit] >= least)
        return next(fits, [*room][-1])

    def units(self, unit: Unit) -> Iterator[tuple[dt.date, dt.date]]:
        """Yield the first and the last day of each unit that has a day in the span."""
        first = start_of(self.start, unit)
        while first <= self.end:
            after = after_of(first, unit)
            yield first, after - dt.timedelta(days=1)
            first = after


def start_of(day: dt.date, unit: Unit) -> dt.date:
    """Return the first day of a day's week (a Monday), month, quarter or year."""
    if unit == "week":
        return day - dt.timedelta(days=day.weekday())
    return day.replace(day=1, month=(day.month - 1) // _MONTHS[unit] * _MONTHS[unit] + 1)


def after_of(first: dt.date, unit: Unit) -> dt.date:
    """Return the first day of the next unit."""
    if unit == "week":
        return first + dt.timedelta(days=7)
    return add_months(first, _MONTHS[unit])


def unit_text(first: dt.date, unit: Unit) -> str:
    """Name a unit: Nov 2026, Q4 2026, 2026."""
    if unit == "quarter":
        return f"Q{(first.month + 2) // 3} {first.year}"
    return str(first.year) if unit == "year" else f"{MONTHS[first.month - 1]} {first.year}"


def spread(places: Sequence[float], gap: float) -> list[float]:
    """Move places, which are in order, at least ``gap`` apart, and as little as that takes."""
    # Less a gap for each before it, a place must only not be left of the one before: those that
    # are meet in their middle.
    groups: list[tuple[float, int]] = []
    for number, place in enumerate(places):
        middle, count = place - number * gap, 1
        while groups and groups[-1][0] > middle:
            other, more = groups.pop()
            middle = (middle * count + other * more) / (count + more)
            count += more
        groups.append((middle, count))
    every = (middle for middle, count in groups for _ in range(count))
    return [middle + number * gap for number, middle in enumerate(every)]


def grid(scale: Scale, top: float, bottom: float) -> Iterable[Markup]:
    """Draw months, or years where there is no room for months, with their names."""
    months = scale.day * _DAYS["month"] >= _NAMED
    for index, (first, last) in enumerate(scale.units("month" if months else "year")):
        x = max(scale.edge(first), LEFT)
        name = MONTHS[first.month - 1] if months else str(first.year)
        if months and (not index or first.month == 1):
            name += f" {first.year}"
        yield line(x, top, x, bottom, "aq-grid")
        # What begins before the picture does may have no room for its name.
        if scale.edge(min(last, scale.end)) + scale.day - x > len(name) * _LETTER:
            yield text(x + 4, 12, name, "aq-tick")


def today_line(scale: Scale, today: dt.date, top: float, height: float) -> Iterable[Markup]:
    """Draw today, where it is in the span."""
    if scale.has(today):
        x = scale.x(today)
        yield line(x, top, x, height - 16, "aq-today")
        yield text(min(x, WIDTH - 18), height - 4, "today", "aq-tick aq-tick--today", "middle")
