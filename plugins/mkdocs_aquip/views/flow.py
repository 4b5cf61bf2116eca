"""Actions opened against closed, and how many stay open."""

from __future__ import annotations

import datetime as dt
from typing import Final

from markupsafe import Markup

from aquip.core.model import Record
from aquip.core.period import add_months
from aquip.core.timeline import month_of
from aquip.core.trends import Step, cut, step_months, steps, turn
from mkdocs_aquip.charts.plot import (
    Axis,
    Marks,
    Point,
    Sheet,
    columns,
    counting,
    points,
    width,
)
from mkdocs_aquip.charts.svg import Chart, el, key
from mkdocs_aquip.charts.ticks import kept, named
from mkdocs_aquip.context import ViewContext
from mkdocs_aquip.once import asked_last
from mkdocs_aquip.views.options import Option, Values
from mkdocs_aquip.views.rows import threads_in
from mkdocs_aquip.views.spans import PERIOD
from mkdocs_aquip.views.view import SERIES, View
from mkdocs_aquip.words import MONTHS as NAMES
from mkdocs_aquip.words import day_text, plural

MONTHS: Final = Option("months", "number", "The picture goes back this many months", default=12)
_ROOM: Final = 6
_CLEAR: Final = 1.15
"""By how much more was opened than closed, or the other way round, for that to be worth a word."""
_LENGTHS: Final = {1: "month", 3: "quarter", 12: "year"}


def data(context: ViewContext, values: Values) -> dict[str, object]:
    """Return the picture, none where nothing was opened."""
    found, length = _steps(context, values)
    chart = _chart(found, length, context.record.today) if found else None
    return {
        "charts": [chart] if chart else [],
        "nothing": "No actions yet: the first ones begin it.",
    }


def made_of(context: ViewContext, values: Values) -> object:
    """Return the counts."""
    return _steps(context, values)


def span(record: Record, values: Values, first: dt.date) -> tuple[dt.date, dt.date]:
    """Return the first and the last day of a picture, of which there is nothing before ``first``.

    It ends today at the latest. What has just begun has half a year's room.
    """
    today, period = record.today, values["period"]
    end = min(period.end, today) if period else today
    start = period.start if period else add_months(month_of(today), 1 - values["months"])
    return max(start, min(first, add_months(month_of(end), 1 - _ROOM))), end


@asked_last
def _steps(context: ViewContext, values: Values) -> tuple[tuple[Step, ...], int]:
    """Return the steps, and how many months each of them has."""
    record = context.record
    threads = threads_in(record, "actions", values["series"])
    first = min((thread.since for thread in threads), default=record.today)
    start, end = span(record, values, first)
    if not threads or start > end:
        return (), 1
    length = step_months(start, end)
    return steps(threads, cut(start, end, length), record.today), length


def _chart(found: tuple[Step, ...], length: int, today: dt.date) -> Chart:
    unit = _LENGTHS[length]
    title = f"Actions opened and closed, {unit} by {unit}"
    sentence = _sentence(found, today)
    return Chart(
        name="flow",
        title=title,
        sentence=sentence,
        svg=_columns(found, length, title, sentence) + _left(found, length, today),
        head=(unit.capitalize(), "Opened", "Closed", f"Open at the {unit}’s end"),
        rows=tuple(
            (called(step, length), step.opened, step.closed, step.left) for step in reversed(found)
        ),
        legend=tuple((_mark(word), word) for word in ("opened", "closed")),
        heading=title,
        fits=True,
    )


def called(step: Step, length: int) -> str:
    """Name a step: Nov 2026, Oct – Dec 2026, 2026."""
    if length == 12:  # noqa: PLR2004 - a year
        return str(step.start.year)
    names = NAMES[step.start.month - 1], NAMES[step.end.month - 1]
    return f"{' – '.join(dict.fromkeys(names))} {step.end.year}"


def month_name(day: dt.date) -> str:
    """Name a day's month: Nov 2026."""
    return f"{NAMES[day.month - 1]} {day.year}"


def _columns(found: tuple[Step, ...], length: int, title: str, sentence: str) -> Markup:
    labels = named([step.start for step in found])
    sets = [
        Marks(
            f"aq-{word}",
            [
                Point(0, count, f"{called(step, length)}: {count} {word}")
                for step in found
                for count in (step.opened if word == "opened" else step.closed,)
            ],
        )
        for word in ("opened", "closed")
    ]
    many = any(point.y > 1 for one in sets for point in one.points)
    unit = f"action{'s' if many else ''} a {_LENGTHS[length]}"
    sheet = Sheet(165, title, sentence, width(len(labels)))
    return columns(labels, sets, sheet, kept=kept(labels), unit=unit)


def _left(found: tuple[Step, ...], length: int, today: dt.date) -> Markup:
    """Draw what was open when each step was over, in line with the columns."""
    last = len(found) - 1
    dots = [
        Point(
            index + 0.5,
            step.left,
            f"{day_text(min(step.end, today))}: {step.left} open",
            label=str(step.left) if index == last else "",
        )
        for index, step in enumerate(found)
    ]
    unit = f"open at the {_LENGTHS[length]}’s end"
    y = counting(max(step.left for step in found), unit, steps=2)
    title = "Open actions"
    sentence = f"How many are open at the end of each {_LENGTHS[length]}."
    x = Axis((), (0, len(found)))
    marks = [Marks("aq-stock", dots, joined=True)]
    return points(x, y, marks, Sheet(95, title, sentence, width(len(found))))


def _sentence(found: tuple[Step, ...], today: dt.date) -> str:
    """Say how much came and went since it began to rise, or to fall, and over the whole time."""
    opened, closed = sum(step.opened for step in found), sum(step.closed for step in found)
    first, last = found[0], found[-1]
    before, more = first.left - first.opened + first.closed, opened - closed
    start, now = month_name(first.start), last.end >= today
    words = f"Since {start}" if now else f"From {start} to {day_text(last.end)}"
    words += f", {plural(opened, 'action was', 'actions were')} opened and {closed:,} closed; "
    verb = ("is" if now else "was") if last.left == 1 else ("are" if now else "were")
    words += f"{last.left:,} {verb} open"
    if before:
        way = f"{abs(more):,} {'more' if more > 0 else 'fewer'} than" if more else "as many as"
        words += f", {way} before"
    return f"{words}.{_lately(found)}"


def _lately(found: tuple[Step, ...]) -> str:
    at = turn(found)
    late = found[at:]
    opened, closed = sum(step.opened for step in late), sum(step.closed for step in late)
    many, few = max(opened, closed), min(opened, closed)
    if many - few < 2 or many < _CLEAR * few:  # noqa: PLR2004 - one is no trend
        return ""
    more, less = ("opened", "closed") if opened > closed else ("closed", "opened")
    start = month_name(late[0].start)
    return f" Since {start} more was {more} than {less}: {many:,} against {few:,}."


def _mark(word: str) -> Markup:
    bar = el("rect", x=-4, y=-7, width=8, height=14, class_="rect")
    return key(el("g", bar, class_=f"aq-plot aq-{word}"))


VIEW = View(
    "flow",
    "Actions opened against closed, month by month, or by quarter or year where it covers many, "
    "with how many stay open.",
    data,
    (SERIES, MONTHS, PERIOD),
    "months: 24",
    key=made_of,
)
