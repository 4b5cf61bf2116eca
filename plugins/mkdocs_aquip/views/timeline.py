"""The timeline: all series over time, a year at a time, and all years as far as they go."""

from __future__ import annotations

from types import ModuleType
from typing import Any

from markupsafe import Markup

from mkdocs_aquip.charts import lanes as picture
from mkdocs_aquip.charts.columns import counted, has_columns, unit_for
from mkdocs_aquip.charts.lanes import Legend
from mkdocs_aquip.charts.scale import Scale, unit_text
from mkdocs_aquip.charts.spots import Count, Lane, count
from mkdocs_aquip.charts.svg import Chart, el
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
from mkdocs_aquip.views.view import SERIES, View
from mkdocs_aquip.words import day_text, plural

MET = ("held", "planned", "cancelled")
"""Marks that are meetings: a series that has none has no lane."""

HEAD = (
    *("Day", "Series", "Meeting", "Effective", "Accomplishments"),
    *("Actions opened", "Actions closed"),
)


def data(context: ViewContext, values: Values) -> dict[str, object]:
    """Return a picture for each year, the newest first, and one of all years."""
    shown = shown_of(context, values)
    charts = [_chart(lanes_, span, context) for span, lanes_ in shown["spans"] if lanes_]
    always = shown["always"]
    longer = always and shown["whole"] != shown["spans"][0][0]
    met = [lane for lane in always if any(spot.kind in MET for spot in lane.spots)]
    return {
        **shown,
        "charts": charts,
        "overview": _overview(met[:LANES], shown["whole"], context) if longer else None,
        "legends": legends(picture, always),
        "view": "timeline",
    }


def legends(draws: ModuleType, always: list[Lane]) -> dict[str, Legend]:
    """Return what marks and columns mean, whatever zooming may bring to light."""
    return {form: draws.legend(always, columns=form == "columns") for form in ("marks", "columns")}


@asked_last
def shown_of(context: ViewContext, values: Values) -> dict[str, Any]:
    """Return the lanes of each picture with its span, those of all time, and the ways beyond."""
    every, spans = shown_series(context, values), pictured(context.record, values)
    if not spans:
        none = beyond(every, [], context, values)
        return {"spans": [], "always": [], "whole": None, "packed": "", **none}
    time = whole(context.record, values)
    always = lanes(every, time, context)
    return {
        "spans": [(span, lanes(drawn(every, span), span, context)) for span in spans],
        "always": always,
        "whole": time,
        "packed": packed(always, time, spans[0], context.record.today, LANES),
        **beyond(every, spans, context, values),
    }


def made_of(context: ViewContext, values: Values) -> object:
    """Return all that is shown: what there is of other years is in the packed lanes."""
    return {key: value for key, value in shown_of(context, values).items() if key != "always"}


def _chart(lanes_: list[Lane], span: Span, context: ViewContext) -> Chart:
    title, said, scale = f"Timeline, {span_text(span)}", sentence(lanes_), Scale(*span)
    return Chart(
        name="timeline",
        title=title,
        sentence=said,
        svg=picture.draw(lanes_, scale, context.record.today, (title, said)),
        head=HEAD,
        rows=_rows(lanes_),
        legend=picture.legend(lanes_, columns=has_columns(lanes_, scale)),
        span=span_text(span),
    )


def sentence(lanes_: list[Lane]) -> str:
    """Say what a picture shows, in the words of timeline-data.js."""
    spots = [spot for lane in lanes_ for spot in lane.spots]
    total, kinds = count(spots), [spot.kind for spot in spots]
    lost = [f"{n} {kind}" for kind in ("cancelled", "missed") if (n := kinds.count(kind))]
    late = [f"{plural(total.late, 'agenda')} shared late"] if total.late else []
    met = ", ".join([f"{plural(total.held, 'meeting')} held", *lost, *late])
    return (
        f"{met}; {plural(total.won, 'accomplishment')}; "
        f"{plural(total.opened, 'action')} opened, {total.closed:,} closed."
    )


def _rows(lanes_: list[Lane]) -> tuple[tuple[object, ...], ...]:
    """Return the same as a table, a row for each day, the newest first."""
    every = [(spot.day, lane.title, spot) for lane in lanes_ for spot in lane.spots]
    every.sort(key=lambda one: (one[0], one[1]), reverse=True)
    return tuple(
        (
            el("a", day_text(day), href=spot.url) if spot.url else day_text(day),
            title,
            spot.status,
            f"{spot.effective} of 5" if spot.effective else "",
            Markup("<br>").join(spot.won),
            spot.doing.opened or "",
            spot.doing.closed or "",
        )
        for day, title, spot in every
    )


def _overview(lanes_: list[Lane], span: Span, context: ViewContext) -> Chart:
    """Draw all years, however many there are."""
    scale = Scale(*span)
    unit = unit_for(lanes_, scale) or "month"
    title = f"All years, {span_text(span)}"
    said = f"Since {span[0]:%b %Y}: {sentence(lanes_)}"
    columns = [
        {first: one for first, *_, one in counted(lane.spots, scale, unit)} for lane in lanes_
    ]
    units = reversed([first for first, _ in scale.units(unit)])
    return Chart(
        name="timeline",
        title=title,
        sentence=said,
        svg=picture.draw(lanes_, scale, context.record.today, (title, said)),
        head=("Time", *(lane.title for lane in lanes_)),
        rows=tuple(
            (unit_text(first, unit), *(_told(of.get(first, Count())) for of in columns))
            for first in units
        ),
        legend=picture.legend(lanes_, columns=has_columns(lanes_, scale)),
        span=span_text(span),
    )


def _told(one: Count) -> str:
    """Say what a series had in a unit of time."""
    if one == Count():
        return "–"
    numbers = (
        (one.held, "held"),
        (one.lost, "not"),
        (one.planned, "planned"),
        (one.late, "late"),
    )
    met = [f"{number} {word}" for number, word in numbers if number]
    won = [plural(one.won, "accomplishment")] if one.won else []
    acted = (
        [f"{one.opened} actions opened, {one.closed} closed"] if one.opened or one.closed else []
    )
    return ", ".join([*met, *won, *acted])


VIEW = View(
    "timeline",
    "A lane for each series: meetings held, planned and cancelled, days of the cadence without a "
    "meeting, agendas that were shared late, accomplishments, actions opened and closed.",
    data,
    (SERIES, MONTHS, PERIOD),
    key=made_of,
)
