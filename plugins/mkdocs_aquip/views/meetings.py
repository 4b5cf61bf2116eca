"""Meetings, newest first: their status, what was on them, how they went."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from aquip.core.model import Meeting, Record, Series
from aquip.core.timeline import effectiveness
from mkdocs_aquip.context import ViewContext
from mkdocs_aquip.once import once
from mkdocs_aquip.views.key import of_series
from mkdocs_aquip.views.options import Option, Values
from mkdocs_aquip.views.view import LIMIT, SERIES, Link, View
from mkdocs_aquip.words import plural


@dataclass(frozen=True)
class Row:
    """A meeting, what it holds in words, and how effective it was found."""

    meeting: Meeting
    counts: tuple[str, ...]
    score: int | None


ROOM: Final = 300
"""Meetings that a page shows: five years of weeks, and more."""

FIRST: Final = 10
"""Those that are shown before the rest is folded, year by year."""


def data(context: ViewContext, values: Values) -> dict[str, object]:
    """Return the meetings by year, as many as a page has room for."""
    record, period = context.record, values["period"]
    names = values["series"] or tuple(record.series)
    among = record.series[names[0]].meetings if len(names) == 1 else record.meetings
    found = [
        meeting
        for meeting in among
        if (len(names) == 1 or meeting.series in names)
        and values["status"] in ("all", meeting.status)
        and (period is None or meeting.date in period)
    ]
    found.reverse()
    shown = found[: values["limit"] or ROOM]
    scores = _scores(record)
    rows = [Row(m, counts(m), scores.get(m.note.uri)) for m in shown]
    # What would be folded for a few rows is not.
    first = FIRST if len(rows) > FIRST + FIRST // 2 and not values["limit"] else len(rows)
    by_year = groupby(rows[first:], key=lambda row: row.meeting.date.year)
    return {
        "rows": rows[:first],
        "years": [(year, list(every)) for year, every in by_year],
        "years_shown": _years(rows[:first]),
        "one_series": len(names) == 1,
        "total": len(found),
        "shown": len(shown),
        "earlier": _earlier(names, context, values),
    }


def _years(rows: Sequence[Row]) -> str:
    """Name the years of rows, the newest first: 2026, or 2025 – 2026."""
    years = sorted({row.meeting.date.year for row in rows})
    return " – ".join(str(year) for year in dict.fromkeys((*years[:1], *years[-1:])))


def earlier_years(series: Series) -> range:
    """Return the years of the meetings that a series' page has no room for, the newest first."""
    left = series.meetings[:-ROOM]
    return range(left[-1].date.year, left[0].date.year - 1, -1) if left else range(0)


def _earlier(names: Sequence[str], context: ViewContext, values: Values) -> list[Link]:
    """Return the pages of the years of a series that its own page has no room for."""
    if len(names) != 1 or values["limit"] or values["status"] != "all":
        return []
    here = values["period"].label if values["period"] else ""
    uris = {
        year: f"{names[0]}/{year}.md" for year in earlier_years(context.record.series[names[0]])
    }
    return [
        Link(str(year), None if str(year) == here else context.page(uri), context.urls[uri])
        for year, uri in uris.items()
        if uri in context.urls
    ]


@once
def _scores(record: Record) -> dict[str, int]:
    """Return how effective meetings were found, by the note's place."""
    every = (effectiveness(series) for series in record.series.values())
    return {point.meeting.note.uri: point.value for points in every for point in points}


def counts(meeting: Meeting) -> tuple[str, ...]:
    """Say what a meeting holds: accomplishments, questions, actions."""
    sections = ("accomplishments", "questions", "actions")
    found = ((sum(1 for _ in meeting.note.items(key)), key.removesuffix("s")) for key in sections)
    return tuple(plural(count, noun) for count, noun in found if count)


VIEW = View(
    "meetings",
    "Meetings, newest first, with what was on them and how effective they were found.",
    data,
    (
        SERIES,
        Option("status", "word", "Only these", ("held", "planned", "cancelled", "all"), "all"),
        Option("period", "period", "Only those of this time"),
        LIMIT,
    ),
    "limit: 5",
    key=of_series,
)
