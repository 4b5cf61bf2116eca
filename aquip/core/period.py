"""Spans of time people report on: quarters, halves, years, fiscal ones, any two dates.

A fiscal year is named after the calendar year it ends in (FY2027 may begin in
April 2026), as most companies name theirs; one that begins in January is the
calendar year.

A period has two names: its ``label`` is written, in options, files and addresses (2026-Q4);
its ``name`` is read (Q4 2026).
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from aquip.core.grammar import YEARS

_NAMED = re.compile(
    r"(?P<fiscal>FY)?(?P<year>\d{4})(?:-?(?P<part>[QH])(?P<number>\d))?", re.IGNORECASE
)
_MONTHS = {"Q": 3, "H": 6}
_UNITS = {"Q": "quarter", "H": "half"}


class PeriodError(ValueError):
    """A period that is written in none of the forms."""


@dataclass(frozen=True, order=True, slots=True)
class Period:
    """From ``start`` to ``end``, both included; ``label`` is how it is written."""

    start: dt.date
    end: dt.date
    label: str

    def __contains__(self, date: object) -> bool:
        """Tell whether a date lies in the period."""
        return isinstance(date, dt.date) and self.start <= date <= self.end

    @property
    def slug(self) -> str:
        """The label as it stands in an address."""
        return self.label.lower()

    @property
    def name(self) -> str:
        """What people read: Q4 2026, H2 FY2027, 2026."""
        start, dots, end = self.label.partition("..")
        if dots:
            return f"{start} to {end}"
        year, _, part = self.label.partition("-")
        return f"{part} {year}" if part else year

    @property
    def unit(self) -> str:
        """What it is: year, half or quarter; empty for any two dates."""
        if ".." in self.label:
            return ""
        return _UNITS.get(self.label.rpartition("-")[2][:1], "year")

    @property
    def fiscal(self) -> bool:
        """Tell whether it is one of a fiscal year."""
        return self.label.startswith("FY")


def parse_period(text: str, fiscal_year_starts: int = 1) -> Period:
    """Read 2026, 2026-Q4, 2026-H2, FY2026, FY2026-Q1 or 2026-01-01..2026-03-31.

    Raises:
        PeriodError: the text has none of these forms, or its dates do not exist.
    """
    start, dots, end = text.strip().partition("..")
    try:
        if dots:
            return _between(dt.date.fromisoformat(start), dt.date.fromisoformat(end), text)
        match = _NAMED.fullmatch(start)
        if match:
            return _named(match, fiscal_year_starts if match["fiscal"] else 1)
    except (ValueError, OverflowError) as error:
        message = f"{text!r} is no period: {error}"
        raise PeriodError(message) from error
    message = (
        f"{text!r} is no period: write 2026, 2026-Q4, 2026-H2, FY2026, FY2026-Q1 "
        "or 2026-01-01..2026-03-31"
    )
    raise PeriodError(message)


def _between(start: dt.date, end: dt.date, text: str) -> Period:
    for date in (start, end):
        _refuse_far(date.year)
    if end < start:
        message = "it ends before it starts"
        raise ValueError(message)
    return Period(start, end, text.strip())


def _refuse_far(year: int) -> None:
    if year not in YEARS:
        message = f"years are from {YEARS[0]} to {YEARS[-1]}"
        raise ValueError(message)


def _named(match: re.Match[str], first_month: int) -> Period:
    year, fiscal = int(match["year"]), match["fiscal"]
    months = 12
    number = 1
    if match["part"]:
        months = _MONTHS[match["part"].upper()]
        number = int(match["number"])
        if not 1 <= number <= 12 // months:
            message = f"there is no {match['part'].upper()}{number}"
            raise ValueError(message)
    # A fiscal year has days of two years, and may well be the one after the last.
    starts = year - (first_month > 1)
    if starts not in YEARS:
        _refuse_far(year)
    start = add_months(dt.date(starts, first_month, 1), months * (number - 1))
    end = add_months(start, months) - dt.timedelta(days=1)
    label = f"{'FY' if fiscal else ''}{match['year']}"
    return Period(
        start, end, f"{label}-{match['part'].upper()}{number}" if match["part"] else label
    )


def add_months(first: dt.date, months: int) -> dt.date:
    """Move a first of a month by months."""
    index = first.year * 12 + first.month - 1 + months
    return dt.date(index // 12, index % 12 + 1, 1)


def quarter_of(date: dt.date, fiscal_year_starts: int = 1) -> Period:
    """Return the quarter a date lies in, a fiscal one where the fiscal year differs."""
    return _around(date, "Q", fiscal_year_starts)


def year_of(date: dt.date, fiscal_year_starts: int = 1) -> Period:
    """Return the year a date lies in, a fiscal one where that differs."""
    return _around(date, "", fiscal_year_starts)


def parts_of(year: Period) -> tuple[Period, ...]:
    """Return a year that has a name, its halves and its quarters: in the order people say them."""
    fiscal = year.start.month
    parts = ("", "-H1", "-H2", "-Q1", "-Q2", "-Q3", "-Q4")
    return tuple(parse_period(f"{year.label}{part}", fiscal) for part in parts)


def named_around(date: dt.date, fiscal_year_starts: int = 1) -> tuple[Period, ...]:
    """Return every period with a name that a date lies in: year, half and quarter.

    Where the fiscal year differs from the calendar's, its three come first.
    """
    starts = (fiscal_year_starts, 1) if fiscal_year_starts > 1 else (1,)
    return tuple(_around(date, part, first) for first in starts for part in ("", "H", "Q"))


def _around(date: dt.date, part: str, starts: int) -> Period:
    months = (date.month - starts) % 12
    year = date.year + (date.month >= starts > 1)
    number = f"-{part}{months // _MONTHS[part] + 1}" if part else ""
    return parse_period(f"{'FY' if starts > 1 else ''}{year}{number}", starts)
