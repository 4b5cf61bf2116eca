"""Effectiveness: how useful meetings were found, over time."""

from __future__ import annotations

from statistics import fmean

from aquip.core.model import Series
from aquip.core.timeline import Point, effectiveness
from mkdocs_aquip.charts import score
from mkdocs_aquip.charts.svg import Chart
from mkdocs_aquip.context import ViewContext
from mkdocs_aquip.views.key import of_series
from mkdocs_aquip.views.options import Values
from mkdocs_aquip.views.page import Ui
from mkdocs_aquip.views.timeline import shown_series
from mkdocs_aquip.views.view import SERIES, View

RECENT = 8
SAME = 0.15
LAST = 250
"""Points that a line is drawn through: five years of weeks."""


def data(context: ViewContext, values: Values) -> dict[str, object]:
    """Return a line for each series that has two values to draw one through."""
    every = [(series, effectiveness(series)[-LAST:]) for series in shown_series(context, values)]
    return {"charts": [_chart(series, points, context) for series, points in every if points[1:]]}


def _chart(series: Series, points: tuple[Point, ...], context: ViewContext) -> Chart:
    title = f"Effectiveness of {series.title}, from 1 to 5"
    sentence = _sentence(points)
    ui, settings = Ui(context), context.record.settings
    urls = {p.meeting.note.uri: ui.place(p.meeting).url for p in points}
    return Chart(
        name="score",
        title=title,
        sentence=sentence,
        svg=score.draw(points, urls, (title, sentence)),
        head=(
            "Meeting",
            f"{settings.label('effective', 'Effective')}, 1 to 5",
            settings.label("as expected", "As expected"),
            settings.label("worth the time", "Worth the time"),
        ),
        rows=tuple(
            (
                ui.meeting_link(point.meeting),
                point.value,
                settings.word(point.meeting.answer("as-expected") or "–"),
                settings.word(point.meeting.answer("worth") or "–"),
            )
            for point in reversed(points)
        ),
        series=series.name,
    )


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
    "How effective meetings were found, from 1 to 5, as a line over time with its mean.",
    data,
    (SERIES,),
    key=of_series,
)
