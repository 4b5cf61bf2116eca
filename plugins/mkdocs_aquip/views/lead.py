"""How long before each meeting its agenda was shared, as git knows it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from statistics import median, quantiles
from typing import Final, NamedTuple

from markupsafe import Markup

from aquip.core.model import Meeting
from aquip.core.timeline import month_of
from mkdocs_aquip.charts.ahead import DAY, Scale
from mkdocs_aquip.charts.plot import Axis, Marks, Point, Sheet, points
from mkdocs_aquip.charts.svg import Chart, circle, el, key
from mkdocs_aquip.charts.ticks import kept, month_ticks
from mkdocs_aquip.context import ViewContext
from mkdocs_aquip.once import asked_last
from mkdocs_aquip.views.flow import MONTHS, month_name, span
from mkdocs_aquip.views.options import Values
from mkdocs_aquip.views.page import Ui
from mkdocs_aquip.views.spans import PERIOD
from mkdocs_aquip.views.view import SERIES, View
from mkdocs_aquip.words import day_text, plural

_HOUR: Final = dt.timedelta(hours=1)
_EACH: Final = 120
"""Meetings that have a dot each; of more, each month has its median and its middle half."""
_HALF_MONTH: Final = 14
_NONE: Final = "No meeting was held yet: how early its agenda was shared will be here."
_UNKNOWN: Final = (
    "Git does not tell when these agendas were shared. It can for meetings of the last 366 days, "
    "where notes are committed before they take place, and the clone has its history."
)


@dataclass(frozen=True)
class Lead:
    """A meeting, and how many hours ahead its agenda was shared; less than 0 where it had begun."""

    meeting: Meeting
    hours: float
    late: bool


def data(context: ViewContext, values: Values) -> dict[str, object]:
    """Return the picture, none where git knows of no agenda."""
    known, unknown = _leads(context, values)
    chart = _chart(known, unknown, context) if known else None
    nothing = _UNKNOWN if _begun(context, values) else _NONE
    return {"charts": [chart] if chart else [], "nothing": nothing}


def made_of(context: ViewContext, values: Values) -> object:
    """Return the hours, and the notes that they are of."""
    known, unknown = _leads(context, values)
    found = [(one.meeting.note.uri, one.meeting.date, one.hours, one.late) for one in known]
    return found, unknown, _begun(context, values)


def _begun(context: ViewContext, values: Values) -> bool:
    """Tell whether any meeting was held, whose agenda could have been shared ahead."""
    names = values["series"] or tuple(context.record.series)
    series = (context.record.series[name] for name in names)
    return any(meeting.status == "held" for one in series for meeting in one.meetings)


@asked_last
def _leads(context: ViewContext, values: Values) -> tuple[list[Lead], int]:
    """Return the meetings in order of their dates, and of how many git does not know it.

    Meetings that had no agenda of their own are none of them.
    """
    record, names = context.record, values["series"]
    start, end = span(record, values, dt.date.min)
    found, unknown = [], 0
    for meeting in record.meetings:
        if start <= meeting.date <= end and (not names or meeting.series in names):
            ahead = context.ahead(meeting)
            if ahead is not None and ahead.span is not None:
                found.append(Lead(meeting, ahead.span / _HOUR, ahead.late))
            unknown += ahead is not None and ahead.span is None
    return found, unknown


def _chart(known: list[Lead], unknown: int, context: ViewContext) -> Chart:
    title, sentence = "How long before a meeting its agenda was shared", _sentence(known, unknown)
    first, last = known[0].meeting.date, known[-1].meeting.date
    ticks = month_ticks(first, last)
    ends = (min(first.toordinal(), last.toordinal() - 30), last.toordinal())
    x = Axis(ticks, ends, kept(label for _, label in ticks))
    drawn = _each(known, context) if len(known) <= _EACH else _monthly(known)
    rule = [Point(end, drawn.scale.height(DAY), "a day ahead") for end in ends]
    sets = [Marks("aq-day", rule, joined=True), *drawn.sets]
    return Chart(
        name="lead",
        title=title,
        sentence=sentence,
        svg=points(x, drawn.scale.axis, sets, Sheet(215, title, sentence)),
        head=drawn.head,
        rows=drawn.rows,
        legend=tuple(
            (_mark(one.style), words) for one, words in zip(drawn.sets, drawn.words, strict=True)
        ),
        heading=title,
        fits=True,
    )


class _Drawn(NamedTuple):
    """What is drawn, each set with words for it, and the same as a table."""

    scale: Scale
    sets: Sequence[Marks]
    words: Sequence[str]
    head: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]


def _each(known: Sequence[Lead], context: ViewContext) -> _Drawn:
    """Draw a dot for each meeting, hollow where its agenda was late."""
    ui, scale = Ui(context), Scale.of([one.hours for one in known])

    def dot(one: Lead) -> Point:
        meeting = one.meeting
        words = f"{day_text(meeting.date)}, {ui.series_title(meeting.series)}: {_said(one.hours)}"
        url = context.url_of_meeting(meeting)
        return Point(meeting.date.toordinal(), scale.height(one.hours), words, url)

    sets = [
        Marks("aq-late" if late else "aq-intime", [dot(one) for one in known if one.late is late])
        for late in (False, True)
    ]
    rows = ((ui.meeting_link(one.meeting), _said(one.hours)) for one in reversed(known))
    head = ("Meeting", "Agenda shared")
    return _Drawn(scale, sets, ("a day or more ahead", "later"), head, tuple(rows))


def _monthly(known: Sequence[Lead]) -> _Drawn:
    """Draw each month's median, and a line through the middle half of its meetings."""
    by_month = groupby(known, key=lambda one: month_of(one.meeting.date))
    months = {month: [*ones] for month, ones in by_month}
    quarters = {month: _quarters([one.hours for one in ones]) for month, ones in months.items()}
    scale = Scale.of([hours for every in quarters.values() for hours in every])
    first, last = (one.meeting.date.toordinal() for one in (known[0], known[-1]))
    dots, rows = [], []
    for month, ones in months.items():
        name, (_, middle, _) = month_name(month), quarters[month]
        words = f"{name}: {_said(middle)} at the median of {len(ones)}"
        low, height, high = map(scale.height, quarters[month])
        x = min(max(month.toordinal() + _HALF_MONTH, first), last)
        dots.append(Point(x, height, words, low=low, high=high))
        rows.append((name, len(ones), sum(not one.late for one in ones), _said(middle)))
    words_ = ("the median of a month, on the middle half of its agendas",)
    head = ("Month", "Agendas", "A day or more ahead", "Median")
    return _Drawn(scale, [Marks("aq-intime", dots)], words_, head, tuple(reversed(rows)))


def _quarters(hours: list[float]) -> list[float]:
    """Return the ends of the middle half, and the median between them."""
    return quantiles(hours, method="inclusive") if hours[1:] else hours * 3


def _sentence(known: Sequence[Lead], unknown: int) -> str:
    """Say how many were shared in time, and how many were not."""
    late, after = sum(one.late for one in known), sum(one.hours <= 0 for one in known)
    agendas = plural(len(known), "agenda was", "agendas were")
    words = f"{len(known) - late} of {agendas} shared a day or more ahead"
    if late > after:
        words += f", {late - after} later"
    if after:
        words += f", {after} only after the meeting had begun"
    words += f". The median is {_said(median(one.hours for one in known))}."
    return f"{words} Of {unknown} more, git does not tell." if unknown else words


def _said(hours: float) -> str:
    """Say how long ahead an agenda was shared."""
    if hours <= 0:
        return "after it had begun"
    if hours >= 2 * DAY:
        return f"{plural(int(hours // DAY), 'day')} ahead"
    word = plural(int(hours), "hour") if hours >= 1 else "less than an hour"
    return f"{word} ahead"


def _mark(style: str) -> Markup:
    return key(el("g", circle(0, 0, 4.5, "dot"), class_=f"aq-plot {style}"))


VIEW = View(
    "lead",
    "How long before each meeting its agenda was shared, as git knows it, with the line of one "
    "day. Git is asked about the meetings of the last 366 days.",
    data,
    (SERIES, MONTHS, PERIOD),
    key=made_of,
)
