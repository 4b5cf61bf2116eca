"""The calendar: each series' cadence, kept or broken, week by week."""

from __future__ import annotations

from collections import Counter

from markupsafe import Markup, escape

from aquip.core.timeline import Mark, weeks, windows
from mkdocs_aquip.charts import weeks as picture
from mkdocs_aquip.charts.marks import WORDS
from mkdocs_aquip.charts.svg import Chart
from mkdocs_aquip.context import ViewContext
from mkdocs_aquip.views.options import Values
from mkdocs_aquip.views.timeline import (
    MONTHS,
    Span,
    addresses,
    all_marks,
    in_span,
    shown_series,
    span_text,
)
from mkdocs_aquip.views.view import SERIES, View


def data(context: ViewContext, values: Values) -> dict[str, object]:
    """Return a picture for each year, the newest first."""
    every = shown_series(context, values)
    spans = windows(context.record, values["months"]) if any(s.meetings for s in every) else []
    charts, lane = [], all_marks(context.record)
    for span in spans:
        rows = [
            _row(series.title, lane[series.name], span, addresses([series], context))
            for series in every
            if in_span(series, span)
        ]
        if rows:
            charts.append(_chart(rows, span, context))
    return {"charts": charts, "view": "calendar"}


def kept(every: tuple[Mark, ...]) -> tuple[int, int]:
    """Return how many meetings were held, and how many should have been, up to today."""
    count = Counter(mark.kind for mark in every)
    return count["held"], count["held"] + count["cancelled"] + count["missed"]


def _row(title: str, every: tuple[Mark, ...], span: Span, urls: dict[str, str]) -> picture.Row:
    shown = tuple(mark for mark in every if span[0] <= mark.date <= span[1])
    held, due = kept(shown)
    facts = f"{held} of {due} kept" if due else "nothing due yet"
    return picture.Row(title, facts, weeks(shown, *span), urls)


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
    (SERIES, MONTHS),
)
