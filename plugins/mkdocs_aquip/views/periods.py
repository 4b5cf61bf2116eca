"""The periods that have a page of accomplishments, and the ways between them.

There is a page for every quarter, half and year in which something was told, of the calendar and
of the fiscal year where that is another one, and for those that it now is. Few of them stand in
the navigation: the overview leads to all, and each to those around it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from aquip.core.model import Record
from aquip.core.period import Period, named_around, parts_of, year_of
from aquip.core.rollup import accomplishments
from mkdocs_aquip.context import ViewContext
from mkdocs_aquip.once import once
from mkdocs_aquip.words import MONTHS


@dataclass(frozen=True)
class Step:
    """A period as a link: its short name, and how many accomplishments it has.

    There is no ``url`` where it has no page, nor where that is the page at hand.
    """

    name: str
    title: str
    count: int
    url: str | None
    here: bool = False


@dataclass(frozen=True)
class Calendar:
    """The years of one kind, newest first, each as it is, and by half and quarter."""

    name: str
    years: tuple[tuple[Step, ...], ...]


@dataclass(frozen=True)
class Around:
    """The way from one period to others: its year, the one before and after, the other calendar."""

    year: tuple[Step, ...]
    before: Step | None
    after: Step | None
    other: Step | None


@once
def periods(record: Record) -> Mapping[Period, int]:
    """Return the periods that have a page, newest first, with how many accomplishments."""
    starts = record.settings.fiscal_year_starts
    months = {one.date.replace(day=1) for one in accomplishments(record)}
    months.add(record.today.replace(day=1))
    found = {period for month in months for period in named_around(month, starts)}
    order = sorted(found, key=lambda one: (one.end, one.start, one.label), reverse=True)
    return {period: len(accomplishments(record, period)) for period in order}


def quarters(record: Record) -> tuple[Period, ...]:
    """List the quarters that count as such here, fiscal ones where those differ, newest first."""
    fiscal = record.settings.fiscal_year_starts > 1
    return tuple(one for one in periods(record) if one.unit == "quarter" and one.fiscal == fiscal)


def page_of(period: Period) -> str:
    """Return the source of a period's page."""
    return f"accomplishments/{period.slug}.md"


def calendars(context: ViewContext) -> tuple[Calendar, ...]:
    """Return every period that has a page, the fiscal calendar first where there is one."""
    years = [one for one in periods(context.record) if one.unit == "year"]
    named = (
        ("Fiscal year", [one for one in years if one.fiscal]),
        ("Calendar year", [one for one in years if not one.fiscal]),
    )
    found = [(name, some) for name, some in named if some]
    alone = len(found) == 1
    return tuple(
        Calendar("Year" if alone else name, tuple(_steps(context, year, None) for year in some))
        for name, some in found
    )


def around(context: ViewContext, period: Period | None) -> Around | None:
    """Return the ways from a period; None for one that has no page."""
    record = context.record
    every = periods(record)
    if period not in every or period is None:
        return None
    alike = [one for one in every if (one.unit, one.fiscal) == (period.unit, period.fiscal)]
    place = alike.index(period)
    starts = record.settings.fiscal_year_starts
    middle = min(period.end, record.today) if record.today in period else period.end
    other = year_of(middle, 1 if period.fiscal else starts)
    own = year_of(period.start, starts if period.fiscal else 1)
    return Around(
        _steps(context, own, period),
        _step(context, alike[place + 1], period) if place + 1 < len(alike) else None,
        _step(context, alike[place - 1], period) if place else None,
        _step(context, other, period) if other in every and other != own else None,
    )


def _steps(context: ViewContext, year: Period, here: Period | None) -> tuple[Step, ...]:
    return tuple(_step(context, one, here) for one in parts_of(year))


def _step(context: ViewContext, period: Period, here: Period | None) -> Step:
    count = periods(context.record).get(period, 0)
    url = context.page(page_of(period)) if period in periods(context.record) else None
    name = period.label if period.unit == "year" else period.label.rpartition("-")[2]
    if here and period.unit != "year" and year_name(period) != year_name(here):
        name = period.name
    return Step(name, period.name, count, url, period == here)


def year_name(period: Period) -> str:
    """Return the name of a period's year: 2026, FY2027."""
    return period.label.partition("-")[0]


def months_of(period: Period) -> str:
    """Return the months of a fiscal period, which nobody knows by heart; nothing for others."""
    if not period.fiscal:
        return ""
    first, last = MONTHS[period.start.month - 1], MONTHS[period.end.month - 1]
    if period.start.year != period.end.year:
        first = f"{first} {period.start.year}"
    return f"{first}–{last} {period.end.year}"


def key_of(steps: Iterable[Step | None]) -> list[tuple[str, int, str | None] | None]:
    """Return what steps show."""
    return [(step.name, step.count, step.url) if step else None for step in steps]
