"""The calendar: each series' cadence, kept or broken, week by week."""

from __future__ import annotations

from collections import Counter
from typing import Any

from markupsafe import Markup, escape

from aquip.core.timeline import Mark
from mkdocs_aquip.charts import weeks as picture
from mkdocs_aquip.charts.marks import WORDS
from mkdocs_aquip.charts.scale import Scale
from mkdocs_aquip.charts.spots import Lane, Spot
from mkdocs_aquip.charts.svg import Chart
from mkdocs_aquip.context import ViewContext
from mkdocs_aquip.once import asked_last
from mkdocs_aquip.views.options import Values
from mkdocs_aquip.views.packed import packed
from mkdocs_aquip.views.spans import (
    LANES,
    MONTHS,
    PERIOD,
    Span,
    beyond,
    drawn,
    lanes,
    pictured,
    shown_series,
    span_text,
    whole,
)
from mkdocs_aquip.views.timeline import legends
from mkdocs_aquip.views.view import SERIES, View


def data(context: ViewContext, values: Values) -> dict[str, object]:
    """Return a picture for each year, the newest first."""
    shown = shown_of(context, values)
    charts = [_chart(lanes_, span, context) for span, lanes_ in shown["spans"] if lanes_]
    return {
        **shown,
        "charts": charts,
        "legends": legends(picture, shown["always"]),
        "view": "calendar",
    }


@asked_last
def shown_of(context: ViewContext, values: Values) -> dict[str, Any]:
    """Return the lanes of each picture with its span, and the ways beyond."""
    every, spans = shown_series(context, values), pictured(context.record, values)
    shown = [(span, lanes(drawn(every, span), span, context, bare=True)) for span in spans]
    time = whole(context.record, values)
    always = lanes(every, time, context, bare=True) if spans else []
    today = context.record.today
    return {
        "spans": shown,
        "always": always,
        "packed": packed(always, time, spans[0], today, LANES) if spans else "",
        **beyond(every, spans, context, values),
    }


def made_of(context: ViewContext, values: Values) -> object:
    """Return all that is shown: what there is of other years is in the packed lanes."""
    return {key: value for key, value in shown_of(context, values).items() if key != "always"}


def kept(every: tuple[Mark, ...]) -> tuple[int, int]:
    """Return how many meetings were held, and how many should have been, up to today."""
    count = Counter(mark.kind for mark in every)
    return count["held"], count["held"] + count["cancelled"] + count["missed"]


def _chart(lanes_: list[Lane], span: Span, context: ViewContext) -> Chart:
    title, scale = f"Cadence, {span_text(span)}", Scale(*span)
    facts = "; ".join(f"{lane.title} {picture.facts(lane.spots)}" for lane in lanes_)
    sentence = f"Weeks in which a meeting was due: {facts}."
    return Chart(
        name="calendar",
        title=title,
        sentence=sentence,
        svg=picture.draw(lanes_, scale, context.record.today, (title, sentence)),
        head=("Series", "Kept", "Cancelled", "Due, but no meeting"),
        rows=tuple(
            (
                lane.title,
                picture.facts(lane.spots),
                _days(lane.spots, "cancelled"),
                _days(lane.spots, "missed"),
            )
            for lane in lanes_
        ),
        legend=picture.legend(lanes_, columns=picture.has_columns(lanes_, scale)),
        span=span_text(span),
    )


def _days(spots: tuple[Spot, ...], kind: str) -> Markup:
    days = []
    for spot in (spot for spot in spots if spot.kind == kind):
        day = f"{spot.day:%-d %b %Y}"
        link = Markup('<a href="{}">{}</a>')
        days.append(link.format(spot.url, day) if spot.url else escape(day))
    return Markup(", ").join(days) or Markup("none")


VIEW = View(
    "calendar",
    "Each series' cadence as a row of weeks: " + ", ".join(WORDS.values()) + ".",
    data,
    (SERIES, MONTHS, PERIOD),
    key=made_of,
)
