"""The timeline: all series over time, a year at a time."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from typing import Final

from markupsafe import Markup, escape

from aquip.core.gfm import plain
from aquip.core.model import Record, Series
from aquip.core.rollup import Accomplishment, accomplishments
from aquip.core.timeline import Flow, Mark, flow, marks, month_of, months, windows
from mkdocs_aquip.charts import lanes
from mkdocs_aquip.charts.marks import WORDS
from mkdocs_aquip.charts.svg import Chart, el
from mkdocs_aquip.context import ViewContext
from mkdocs_aquip.once import once
from mkdocs_aquip.views.key import told_key
from mkdocs_aquip.views.options import Option, Values
from mkdocs_aquip.views.rows import threads_in
from mkdocs_aquip.views.view import SERIES, Link, View
from mkdocs_aquip.words import plural

Span = tuple[dt.date, dt.date]
Won = dict[str, list[Accomplishment]]

HEAD = ("Accomplishments", "Actions opened", "Actions closed")
MONTHS = Option("months", "number", "A picture covers this many months", default=12)
PERIOD = Option("period", "period", "One picture, of this time")
LANES: Final = 24
"""Lanes of a year that a page draws: one picture of so many series, or so many of one."""


def data(context: ViewContext, values: Values) -> dict[str, object]:
    """Return a picture for each year, the newest first."""
    every, spans = shown_series(context, values), pictured(context.record, values)
    charts = [_chart(drawn(every, span), span, context) for span in spans]
    shown = [chart for chart in charts if chart.rows]
    return {"charts": shown, "view": "timeline", **beyond(every, spans, context, values)}


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


def drawn(every: list[Series], span: Span) -> list[Series]:
    """Return the series that have a lane in a picture: a page has room for so many."""
    return [series for series in every if in_span(series, span)][:LANES]


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
    whole = values["period"] or len(spans) < len(_windows(context.record, values["months"]))
    years = [_way(title, uri, context) for title, uri in uris if whole]
    left = [
        series
        for series in every
        if spans and in_span(series, spans[0]) and series not in drawn(every, spans[0])
    ]
    return {
        "front": front,
        "years": [way for way in years if way],
        "period": values["period"],
        "left": sorted(series.name for series in left),
    }


def made_of(context: ViewContext, values: Values) -> object:
    """Return the meetings, accomplishments and counts that the pictures show."""
    record = context.record
    every, spans = shown_series(context, values), pictured(record, values)
    flows, shown = _flows(record), []
    for span in spans:
        for series in drawn(every, span):
            won = [one for one in _won(record).get(series.name, ()) if _is_in(one.date, span)]
            counted = [one for month, one in flows[series.name].items() if _is_in(month, span)]
            lane = marked(series, span, record)
            shown.append((lane, told_key(won, record), counted))
    return shown, beyond(every, spans, context, values)


def marked(series: Series, span: Span, record: Record) -> object:
    """Return what a lane shows of a series' meetings."""
    shown = marks_in(series.name, span, record)
    return series.name, [(m.date, m.kind, m.meeting and m.meeting.note.uri) for m in shown]


def _is_in(day: dt.date, span: Span) -> bool:
    return span[0] <= day <= span[1]


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


def span_text(span: Span) -> str:
    """Write a span of months: Dec 2025 – Nov 2026."""
    return f"{span[0]:%b %Y} – {span[1]:%b %Y}"


def addresses(every: Iterable[Mark], context: ViewContext) -> dict[str, str]:
    """Return the link to each meeting's page, by its note's place."""
    met = (mark.meeting for mark in every if mark.meeting)
    found = ((meeting.note.uri, context.url_of_meeting(meeting)) for meeting in met)
    return {uri: url for uri, url in found if url}


def in_span(series: Series, span: Span) -> bool:
    """Tell whether a series was going on: a picture shows no lane of one that had ended."""
    return any(_is_in(meeting.date, span) for meeting in series.meetings)


@once
def all_marks(record: Record) -> dict[str, tuple[Mark, ...]]:
    """Return the marks of each series, by its name."""
    return {name: marks(series, record.today) for name, series in record.series.items()}


def marks_in(name: str, span: Span, record: Record) -> tuple[Mark, ...]:
    """Return a series' marks within a span."""
    return tuple(mark for mark in all_marks(record)[name] if _is_in(mark.date, span))


@once
def _won(record: Record) -> Won:
    """Return what was achieved in each series, by the series that told it first."""
    found: Won = {}
    for one in accomplishments(record):
        found.setdefault(one.tellings[0].meeting.series, []).append(one)
    return found


@once
def _flows(record: Record) -> dict[str, dict[dt.date, Flow]]:
    """Return the actions opened and closed each month, by the series they now stand in."""
    spans = _windows(record, 1)
    first, last = spans[-1][0], spans[0][1]
    found = {}
    for name in record.series:
        every = flow(threads_in(record, "actions", (name,)), first, last)
        found[name] = {one.month: one for one in every}
    return found


def _chart(shown: list[Series], span: Span, context: ViewContext) -> Chart:
    record = context.record
    lanes_ = [_lane(series, span, context) for series in shown]
    counted = [_flows(record)[series.name] for series in shown]
    flows = tuple(_sum(month, counted) for month in months(*span))
    title = f"Timeline, {span_text(span)}"
    scale = lanes.Scale(*span)
    sentence = _sentence(lanes_, sum(m.opened for m in flows), sum(m.closed for m in flows))
    words = (title, sentence)
    return Chart(
        name="timeline",
        title=title,
        sentence=sentence,
        svg=lanes.draw(lanes_, flows, scale, record.today, words) if shown else Markup(),
        head=("Month", *(lane.title for lane in lanes_), *HEAD),
        rows=_rows(flows, lanes_) if shown else (),
        legend=lanes.legend(lanes_),
        span=span_text(span),
    )


def _lane(series: Series, span: Span, context: ViewContext) -> lanes.Lane:
    shown = marks_in(series.name, span, context.record)
    won = tuple(
        (one.date, plain(one.text))
        for one in _won(context.record).get(series.name, ())
        if _is_in(one.date, span)
    )
    return lanes.Lane(series.title, shown, won, addresses(shown, context))


def _sum(month: dt.date, counted: Iterable[dict[dt.date, Flow]]) -> Flow:
    found = [flows[month] for flows in counted if month in flows]
    return Flow(month, sum(one.opened for one in found), sum(one.closed for one in found))


def _sentence(lanes_: list[lanes.Lane], opened: int, closed: int) -> str:
    count = Counter(mark.kind for lane in lanes_ for mark in lane.marks)
    won = sum(len(lane.won) for lane in lanes_)
    missing = [f"{count[kind]} {kind}" for kind in ("cancelled", "missed") if count[kind]]
    besides = f", {' and '.join(missing)}" if missing else ""
    return (
        f"{plural(count['held'], 'meeting')} held{besides}; {plural(won, 'accomplishment')}; "
        f"{opened} actions opened, {closed} closed."
    )


def _rows(flows: tuple[Flow, ...], lanes_: list[lanes.Lane]) -> tuple[tuple[object, ...], ...]:
    """Return the same as a table, month by month."""
    days: dict[tuple[int, dt.date], list[Markup]] = {}
    won = Counter(month_of(day) for lane in lanes_ for day, _ in lane.won)
    for index, lane in enumerate(lanes_):
        for mark in lane.marks:
            url = lane.addresses.get(mark.meeting.note.uri) if mark.meeting else None
            cell = el("a", _mark(mark), href=url) if url else escape(_mark(mark))
            days.setdefault((index, month_of(mark.date)), []).append(cell)
    comma = Markup(", ")
    return tuple(
        (
            f"{flow.month:%b %Y}",
            *(comma.join(days.get((n, flow.month), ())) or "–" for n in range(len(lanes_))),
            won[flow.month],
            flow.opened,
            flow.closed,
        )
        for flow in flows
    )


def _mark(mark: Mark) -> str:
    return str(mark.date.day) if mark.kind == "held" else f"{mark.date.day} {WORDS[mark.kind]}"


VIEW = View(
    "timeline",
    "A lane for each series: meetings held, planned and cancelled, days of the cadence without a "
    "meeting, accomplishments; below, the actions opened and closed each month.",
    data,
    (SERIES, MONTHS, PERIOD),
    key=made_of,
)
