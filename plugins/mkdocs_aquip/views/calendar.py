"""The calendar: each series' cadence, kept or broken, week by week."""

from __future__ import annotations

from collections import Counter

from markupsafe import Markup, escape

from aquip.core.model import Series
from aquip.core.timeline import Mark, weeks
from mkdocs_aquip.charts import weeks as picture
from mkdocs_aquip.charts.marks import WORDS
from mkdocs_aquip.charts.svg import Chart
from mkdocs_aquip.context import ViewContext
from mkdocs_aquip.views.options import Values
from mkdocs_aquip.views.timeline import (
    MONTHS,
    PERIOD,
    Span,
    addresses,
    beyond,
    drawn,
    marked,
    marks_in,
    pictured,
    shown_series,
    span_text,
)
from mkdocs_aquip.views.view import SERIES, View


def data(context: ViewContext, values: Values) -> dict[str, object]:
    """Return a picture for each year, the newest first."""
    every, spans = shown_series(context, values), pictured(context.record, values)
    charts = []
    for span in spans:
        rows = [_row(series, span, context) for series in drawn(every, span)]
        if rows:
            charts.append(_chart(rows, span, context))
    return {"charts": charts, "view": "calendar", **beyond(every, spans, context, values)}


def made_of(context: ViewContext, values: Values) -> object:
    """Return the meetings that the pictures show."""
    every, spans = shown_series(context, values), pictured(context.record, values)
    shown = [
        marked(series, span, context.record) for span in spans for series in drawn(every, span)
    ]
    return shown, beyond(every, spans, context, values)


def kept(every: tuple[Mark, ...]) -> tuple[int, int]:
    """Return how many meetings were held, and how many should have been, up to today."""
    count = Counter(mark.kind for mark in every)
    return count["held"], count["held"] + count["cancelled"] + count["missed"]


def _row(series: Series, span: Span, context: ViewContext) -> picture.Row:
    shown = marks_in(series.name, span, context.record)
    held, due = kept(shown)
    facts = f"{held} of {due} kept" if due else "nothing due yet"
    return picture.Row(series.title, facts, weeks(shown, *span), addresses(shown, context))


def _chart(rows: list[picture.Row], span: Span, context: ViewContext) -> Chart:
    title = f"Cadence, {span_text(span)}"
    sentence = "Weeks in which a meeting was due: " + "; ".join(
        f"{row.title} {row.facts}" for row in rows
    )
    words = (title, f"{sentence}.")
    return Chart(
        name="calendar",
        title=title,
        sentence=f"{sentence}.",
        svg=picture.draw(rows, context.record.today, words),
        head=("Series", "Kept", "Cancelled", "Due, but no meeting"),
        rows=tuple(
            (row.title, row.facts, _days(row, "cancelled"), _days(row, "missed")) for row in rows
        ),
        legend=picture.legend(rows),
        span=span_text(span),
    )


def _days(row: picture.Row, kind: str) -> Markup:
    days = []
    for mark in (mark for week in row.weeks for mark in week.marks if mark.kind == kind):
        url = row.addresses.get(mark.meeting.note.uri) if mark.meeting else None
        day = f"{mark.date:%-d %b %Y}"
        days.append(Markup('<a href="{}">{}</a>').format(url, day) if url else escape(day))
    return Markup(", ").join(days) or Markup("none")


VIEW = View(
    "calendar",
    "Each series' cadence as a row of weeks: " + ", ".join(WORDS.values()) + ".",
    data,
    (SERIES, MONTHS, PERIOD),
    key=made_of,
)
