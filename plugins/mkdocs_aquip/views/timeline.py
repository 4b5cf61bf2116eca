"""The timeline: all series over time, a year at a time."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from markupsafe import Markup

from aquip.core.gfm import plain
from aquip.core.model import Record, Series
from aquip.core.rollup import accomplishments
from aquip.core.timeline import Flow, Mark, flow, marks, windows
from mkdocs_aquip.charts import lanes
from mkdocs_aquip.charts.marks import WORDS
from mkdocs_aquip.charts.svg import Chart
from mkdocs_aquip.context import ViewContext
from mkdocs_aquip.once import once
from mkdocs_aquip.views.options import Option, Values
from mkdocs_aquip.views.page import plural
from mkdocs_aquip.views.view import SERIES, View

Span = tuple[dt.date, dt.date]
Won = dict[str, list[tuple[dt.date, str]]]

HEAD = ("Accomplishments", "Actions opened", "Actions closed")
MONTHS = Option("months", "number", "A picture covers this many months", default=12)


def data(context: ViewContext, values: Values) -> dict[str, object]:
    """Return a picture for each year, the newest first."""
    every = shown_series(context, values)
    urls, won = addresses(every, context), _won(context.record)
    spans = windows(context.record, values["months"]) if any(s.meetings for s in every) else []
    charts = [_chart(every, (urls, won), span, context) for span in spans]
    return {"charts": [chart for chart in charts if chart.rows], "view": "timeline"}


def shown_series(context: ViewContext, values: Values) -> list[Series]:
    """Return the series asked for, those with most meetings first."""
    names = values["series"] or tuple(context.record.series)
    every = [context.record.series[name] for name in names]
    return sorted(every, key=lambda series: -len(series.meetings))


def span_text(span: Span) -> str:
    """Write a span of months: Dec 2025 – Nov 2026."""
    return f"{span[0]:%b %Y} – {span[1]:%b %Y}"


def addresses(every: list[Series], context: ViewContext) -> dict[str, str]:
    """Return the link to each meeting's page, by its note's place."""
    found = ((m.note.uri, context.url_of_meeting(m)) for s in every for m in s.meetings)
    return {uri: url for uri, url in found if url}


def in_span(series: Series, span: Span) -> bool:
    """Tell whether a series was going on: a picture shows no lane of one that had ended."""
    return any(span[0] <= meeting.date <= span[1] for meeting in series.meetings)


@once
def all_marks(record: Record) -> dict[str, tuple[Mark, ...]]:
    """Return the marks of each series, by its name."""
    return {name: marks(record, series) for name, series in record.series.items()}


def _won(record: Record) -> Won:
    """Return what was achieved in each series, in words, by the series that told it first."""
    found: Won = {}
    for one in accomplishments(record):
        found.setdefault(one.tellings[0].meeting.series, []).append((one.date, plain(one.text)))
    return found


def _chart(
    every: list[Series], shared: tuple[dict[str, str], Won], span: Span, context: ViewContext
) -> Chart:
    record, (urls, won) = context.record, shared
    shown = [series for series in every if in_span(series, span)]
    names = {series.name for series in shown}
    lane = all_marks(record)
    drawn = [
        lanes.Lane(one.title, lane[one.name], tuple(won.get(one.name, ())), urls) for one in shown
    ]
    threads = [
        t for t in record.threads if t.section == "actions" and t.newest.meeting.series in names
    ]
    months = flow(threads, *span)
    title = f"Timeline, {span_text(span)}"
    scale = lanes.Scale(*span)
    sentence = _sentence(drawn, scale, sum(m.opened for m in months), sum(m.closed for m in months))
    words = (title, sentence)
    return Chart(
        name="timeline",
        title=title,
        sentence=sentence,
        svg=lanes.draw(drawn, months, scale, record.today, words) if shown else Markup(),
        head=("Month", *(lane.title for lane in drawn), *HEAD),
        rows=tuple(_row(index, months, drawn) for index in range(len(months))) if shown else (),
        legend=lanes.legend(drawn, scale),
        span=span_text(span),
    )


def _sentence(drawn: list[lanes.Lane], scale: lanes.Scale, opened: int, closed: int) -> str:
    count = Counter(m.kind for lane in drawn for m in lane.marks if scale.has(m.date))
    won = sum(scale.has(day) for lane in drawn for day, _ in lane.won)
    missing = [f"{count[kind]} {kind}" for kind in ("cancelled", "missed") if count[kind]]
    besides = f", {' and '.join(missing)}" if missing else ""
    return (
        f"{plural(count['held'], 'meeting')} held{besides}; {plural(won, 'accomplishment')}; "
        f"{opened} actions opened, {closed} closed."
    )


def _row(index: int, months: tuple[Flow, ...], drawn: list[lanes.Lane]) -> tuple[object, ...]:
    month = months[index]
    cells = []
    won = 0
    for lane in drawn:
        mine = [m for m in lane.marks if m.date.replace(day=1) == month.month]
        won += sum(day.replace(day=1) == month.month for day, _ in lane.won)
        pieces = [
            Markup('<a href="{}">{}</a>').format(lane.addresses[mark.meeting.note.uri], _mark(mark))
            if mark.meeting and mark.meeting.note.uri in lane.addresses
            else _mark(mark)
            for mark in mine
        ]
        cells.append(Markup(", ").join(pieces) or "–")
    return (f"{month.month:%b %Y}", *cells, won, month.opened, month.closed)


def _mark(mark: Mark) -> str:
    return str(mark.date.day) if mark.kind == "held" else f"{mark.date.day} {WORDS[mark.kind]}"


VIEW = View(
    "timeline",
    "A lane for each series: meetings held, planned and cancelled, days of the cadence without a "
    "meeting, accomplishments; below, the actions opened and closed each month.",
    data,
    (SERIES, MONTHS),
)
