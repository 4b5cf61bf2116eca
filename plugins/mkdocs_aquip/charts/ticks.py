"""Where time has its ticks: months while there are few, then quarters, then years."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Final

from aquip.core.timeline import months
from mkdocs_aquip.words import MONTHS

_MONTHLY: Final = 14
"""Months that all have a label."""
_QUARTERLY: Final = 44
"""Months of which each quarter's first has one; of more than that, each January."""
_YEARS: Final = 7
"""Years that keep their labels where there is little room."""


def named(days: Sequence[dt.date]) -> list[str]:
    """Label the first days of months, quarters or years, empty where there is no room for it.

    January is called by its year, so that no label takes two lines.
    """
    every = [*months(days[0], days[-1])] if days else []
    return [_name(day, len(every)) for day in days]


def month_ticks(start: dt.date, end: dt.date) -> list[tuple[float, str]]:
    """Return the months that begin from ``start`` to ``end``, as ordinals, with their labels."""
    every = [month for month in months(start, end) if month >= start]
    ticks = [(float(month.toordinal()), _name(month, len(every))) for month in every]
    return [(at, label) for at, label in ticks if label]


def kept(labels: Iterable[str]) -> frozenset[str]:
    """Return the labels that stay where there is little room: years, or every third one."""
    shown = [label for label in labels if label]
    years = [label for label in shown if label.isdigit()]
    if len(years) > 1 or not shown:
        return frozenset(years[:: -(-len(years) // _YEARS) or 1])
    at = shown.index(years[0]) if years else 0
    return frozenset(label for index, label in enumerate(shown) if (index - at) % 3 == 0)


def _name(day: dt.date, count: int) -> str:
    if day.month == 1:
        return str(day.year)
    every = 1 if count <= _MONTHLY else 3 if count <= _QUARTERLY else 12
    return MONTHS[day.month - 1] if (day.month - 1) % every == 0 else ""
