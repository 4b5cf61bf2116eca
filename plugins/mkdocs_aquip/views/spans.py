"""What the pictures of time show: which years, which series, and what their days were."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

from aquip.core.gfm import plain
from aquip.core.model import Record, Series
from aquip.core.rollup import accomplishments
from aquip.core.timeline import Doing, Mark, doings, effective, marks, month_of, windows
from mkdocs_aquip.charts.spots import NOTHING, Lane, Spot
from mkdocs_aquip.charts.svg import shorten
from mkdocs_aquip.context import ViewContext
from mkdocs_aquip.once import once
from mkdocs_aquip.views.options import Option, Values
from mkdocs_aquip.views.view import Link

Span = tuple[dt.date, dt.date]

MONTHS = Option("months", "number", "A picture covers this many months", default=12)
PERIOD = Option("period", "period", "One picture, of this time")
LANES: Final = 18
"""Lanes of a year that a page draws: one picture of so many series, or so many of one."""

_YEARS: Final = 40
"""How far back a picture of all years goes; a slip of the pen may date a note anywhere."""

_TEXT: Final = 90
"""Characters of an accomplishment that tell which it is."""


def shown_series(context: ViewContext, values: Values) -> list[Series]:
    """Return the series asked for, those with most meetings first."""
    names = values["series"] or tuple(context.record.series)
    every = [context.record.series[name] for name in names]
    return sorted(every, key=lambda series: -len(series.meetings))


def pictured(record: Record, values: Values) -> list[Span]:
    """Return the spans that a page has pictures of, the newest first."""
    if period := values["period"]:
        return [(period.start, period.end)]
    count = len(values["series"] or record.series)
    room = max(1, LANES * 12 // (max(1, count) * values["months"]))
    every = [record.series[name] for name in values["series"] or record.series]
    return _windows(record, values["months"])[:room] if any(s.meetings for s in every) else []


def whole(record: Record, values: Values) -> Span:
    """Return the span of all that whoever zooms out may see: the period, else all years."""
    if period := values["period"]:
        return (period.start, period.end)
    every = _windows(record, values["months"])
    earliest = every[: _YEARS * 12 // values["months"] or 1][-1][0]
    names = values["series"] or record.series
    days = [record.series[name].meetings[0].date for name in names if record.series[name].meetings]
    first = month_of(min(days, default=record.today))
    return (min(max(earliest, first), every[0][0]), every[0][1])


def drawn(every: list[Series], span: Span) -> list[Series]:
    """Return the series that have a lane in a picture: a page has room for so many."""
    return [series for series in every if _goes_on(series, span)][:LANES]


def earlier_years(record: Record) -> range:
    """Return the years that the timeline of all series has no picture of, the newest first."""
    every = _windows(record, 12)
    shown = pictured(record, {"series": (), "months": 12, "period": None})
    if len(shown) >= len(every) or not record.meetings:
        return range(0)
    return range(shown[-1][0].year, record.meetings[0].date.year - 1, -1)


def beyond(
    every: list[Series], spans: list[Span], context: ViewContext, values: Values
) -> dict[str, object]:
    """Return the ways to what there is no room for: other years, and series without a lane."""
    uris = [(str(year), f"timeline/{year}.md") for year in earlier_years(context.record)]
    front = context.page("timeline.md") if values["period"] else None
    parts = values["period"] or len(spans) < len(_windows(context.record, values["months"]))
    years = [_way(title, uri, context) for title, uri in uris if parts]
    shown = drawn(every, spans[0]) if spans else []
    left = [s.name for s in every if spans and _goes_on(s, spans[0]) and s not in shown]
    return {
        "front": front,
        "years": [way for way in years if way],
        "period": values["period"],
        "left": sorted(left),
    }


def lanes(
    every: list[Series], span: Span, context: ViewContext, *, bare: bool = False
) -> list[Lane]:
    """Return a lane for each series, with its days within a span; ``bare`` ones tell no more."""
    spots = _bare_spots if bare else _spots
    return [Lane(one.title, tuple(spots(one.name, span, context))) for one in every]


def span_text(span: Span) -> str:
    """Write a span of months: Dec 2025 – Nov 2026."""
    return f"{span[0]:%b %Y} – {span[1]:%b %Y}"


@once
def all_marks(record: Record) -> dict[str, tuple[Mark, ...]]:
    """Return the marks of each series, by its name."""
    return {name: marks(series, record.today) for name, series in record.series.items()}


def _bare_spots(name: str, span: Span, context: ViewContext) -> Iterator[Spot]:
    for mark in all_marks(context.record)[name]:
        if span[0] <= mark.date <= span[1]:
            url = context.url_of_meeting(mark.meeting) if mark.meeting else None
            yield Spot(mark.date, mark.kind, url)


def _spots(name: str, span: Span, context: ViewContext) -> Iterator[Spot]:
    record = context.record
    won, done = _won(record), _doings(record)
    for mark in all_marks(record)[name]:
        if not span[0] <= mark.date <= span[1]:
            continue
        if mark.meeting is None:
            yield Spot(mark.date, mark.kind)
            continue
        path = mark.meeting.note.path
        yield Spot(
            mark.date,
            mark.kind,
            context.url_of_meeting(mark.meeting),
            context.late(mark.meeting),
            won.get(path, ()),
            done.get(path, NOTHING),
            effective(mark.meeting),
        )


@once
def _won(record: Record) -> dict[str, tuple[str, ...]]:
    """Return what was achieved, by the path of the meeting that told it first."""
    found: dict[str, tuple[str, ...]] = {}
    for one in accomplishments(record):
        path = one.tellings[0].meeting.note.path
        found[path] = (*found.get(path, ()), shorten(plain(one.text), _TEXT))
    return found


@once
def _doings(record: Record) -> dict[str, Doing]:
    return doings(record)


def _goes_on(series: Series, span: Span) -> bool:
    """Tell whether a series was going on: a picture shows no lane of one that had ended."""
    return any(span[0] <= meeting.date <= span[1] for meeting in series.meetings)


def _way(title: str, uri: str, context: ViewContext) -> Link | None:
    url = context.page(uri)
    return Link(title, url, context.urls[uri]) if url else None


def _windows(record: Record, length: int) -> list[Span]:
    known = _all_windows(record)
    if length not in known:
        known[length] = windows(record, length)
    return known[length]


@once
def _all_windows(_: Record) -> dict[int, list[Span]]:
    """Return a record's windows by their length; they are worked out when they are asked for."""
    return {}
