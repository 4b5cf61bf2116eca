"""Effectiveness: how useful meetings were found, over time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from statistics import fmean, quantiles
from typing import Final

from markupsafe import Markup

from aquip.core.model import Series
from aquip.core.timeline import EFFECTIVE_BEST as BEST
from aquip.core.timeline import Point, effectiveness
from aquip.core.trends import Step, cut, step_months
from mkdocs_aquip.charts import plot
from mkdocs_aquip.charts.plot import Axis, Marks, Sheet
from mkdocs_aquip.charts.svg import Chart, el, key
from mkdocs_aquip.charts.ticks import kept, month_ticks
from mkdocs_aquip.context import ViewContext
from mkdocs_aquip.views.flow import called
from mkdocs_aquip.views.key import of_series
from mkdocs_aquip.views.options import Values
from mkdocs_aquip.views.page import Ui
from mkdocs_aquip.views.spans import shown_series
from mkdocs_aquip.views.view import SERIES, View
from mkdocs_aquip.words import day_text

RECENT: Final = 8
SAME: Final = 0.15
EACH: Final = 80
"""Meetings that have a dot each; of more, each month or quarter has its mean."""
PICTURES: Final = 24
"""Pictures that a page has room for; each series' own page has its own."""


def data(context: ViewContext, values: Values) -> dict[str, object]:
    """Return a line for each series that has two values to draw one through, all on one time."""
    every = [(series, effectiveness(series)) for series in shown_series(context, values)]
    drawn = [(series, points) for series, points in every if points[1:]]
    shown = drawn[:PICTURES]
    days = sorted(point.meeting.date for _, points in shown for point in points)
    charts = [_chart(series, points, (days[0], days[-1]), context) for series, points in shown]
    if len(charts) == 1:
        charts = [
            replace(charts[0], heading=f"How effective meetings were found, from 1 to {BEST}")
        ]
    return {"charts": charts, "left": sorted(series.name for series, _ in drawn[PICTURES:])}


def _chart(
    series: Series, points: tuple[Point, ...], time: tuple[dt.date, dt.date], context: ViewContext
) -> Chart:
    title = f"Effectiveness of {series.title}, from 1 to {BEST}"
    sentence = _sentence(points)
    drawn, table = _each(points, context) if len(points) <= EACH else _by_time(points)
    first, last = time
    ends = (first.toordinal(), max(last.toordinal(), first.toordinal() + 30))
    ticks = month_ticks(first, last)
    x = Axis(ticks, ends, kept(label for _, label in ticks))
    y = Axis([(value, str(value)) for value in range(1, BEST + 1)], (1, BEST), unit="of 5")
    mean = fmean(point.value for point in points)
    rule = Marks(
        "aq-mean",
        [
            plot.Point(ends[0], mean, ""),
            plot.Point(ends[1], mean, "", label=f"{mean:.1f}"),
        ],
        joined=True,
    )
    head, rows = table
    return Chart(
        name="score",
        title=title,
        sentence=sentence,
        svg=plot.points(x, y, [rule, drawn], Sheet(165, title, sentence)),
        head=head,
        rows=rows,
        legend=((_mark(), "their mean"),),
        series=series.name,
        fits=True,
    )


Table = tuple[tuple[str, ...], tuple[tuple[object, ...], ...]]


def _each(points: Sequence[Point], context: ViewContext) -> tuple[Marks, Table]:
    """Return a dot for each meeting, and the table with what else was said of it."""
    ui, settings = Ui(context), context.record.settings
    dots = [
        plot.Point(
            point.meeting.date.toordinal(),
            point.value,
            f"{day_text(point.meeting.date)}: {point.value} of {BEST}",
            context.url_of_meeting(point.meeting),
        )
        for point in points
    ]
    head = (
        "Meeting",
        f"{settings.label('effective', 'Effective')}, 1 to {BEST}",
        settings.label("as expected", "As expected"),
        settings.label("worth the time", "Worth the time"),
    )
    rows = tuple(
        (
            ui.meeting_link(point.meeting),
            point.value,
            settings.word(point.meeting.answer("as-expected") or "–"),
            settings.word(point.meeting.answer("worth") or "–"),
        )
        for point in reversed(points)
    )
    return Marks("aq-score", dots, joined=True), (head, rows)


def _by_time(points: Sequence[Point]) -> tuple[Marks, Table]:
    """Return the mean of each month, quarter or year, and a line through its middle half."""
    dots, rows = [], []
    for name, middle, values in _grouped(points):
        mean = fmean(values)
        low, _, high = quantiles(values, method="inclusive") if values[1:] else values * 3
        half = f"{low:g} – {high:g}"
        words = f"{name}: {mean:.1f} on average, half of {len(values)} from {half}"
        dots.append(plot.Point(middle, mean, words, None, low, high))
        rows.append((name, len(values), f"{mean:.1f}", half))
    head = ("When", "Meetings", "Mean", "Middle half")
    return Marks("aq-score", dots, joined=True), (head, tuple(reversed(rows)))


def _grouped(points: Sequence[Point]) -> Iterator[tuple[str, float, list[int]]]:
    """Yield the name and the middle of each span of time with the values that are in it."""
    first, last = points[0].meeting.date, points[-1].meeting.date
    length = step_months(first, last)
    at = dict(cut(first, last, length))

    def span_of(point: Point) -> dt.date:
        return max(start for start in at if start <= point.meeting.date)

    for start, ones in groupby(points, key=span_of):
        days = max(start, first), min(at[start], last)
        middle = sum(day.toordinal() for day in days) / 2
        name = called(Step(start, at[start], 0, 0, 0), length)
        yield name, middle, [one.value for one in ones]


def _mark() -> Markup:
    return key(el("g", el("path", d="M-8 0h16"), class_="aq-plot aq-mean"))


def _sentence(points: tuple[Point, ...]) -> str:
    """Say the mean of the last meetings, and how it stands to those before."""
    recent = points[-RECENT:]
    now = fmean(point.value for point in recent)
    words = f"The last {len(recent)} meetings were found {now:.1f} of 5 effective on average"
    before = points[: -len(recent)]
    if not before:
        return f"{words}."
    then = fmean(point.value for point in before)
    if abs(now - then) < SAME:
        return f"{words}, as were the {len(before)} before."
    way = "up" if now > then else "down"
    return f"{words}, {way} from {then:.1f} over the {len(before)} before."


VIEW = View(
    "effectiveness",
    "How effective meetings were found, from 1 to 5, as a line over time with its mean; of many "
    "meetings, the mean of each month or quarter.",
    data,
    (SERIES,),
    key=of_series,
)
