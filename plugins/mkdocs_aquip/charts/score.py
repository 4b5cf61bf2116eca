"""Effectiveness over time: a line from 1 to 5, and its small form beside a series' name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from statistics import fmean
from typing import Final

from markupsafe import Markup

from aquip.core.timeline import Point, months
from mkdocs_aquip.charts.svg import WIDTH, circle, el, line, number, picture, said, text
from mkdocs_aquip.words import day_text

LEFT: Final = 34.0
TOP: Final = 14.0
STEP: Final = 26.0
BEST: Final = 5
SPARK: Final = (96.0, 22.0)
RECENT: Final = 12
MANY_DAYS: Final = 500


def draw(
    points: tuple[Point, ...], addresses: Mapping[str, str | None], words: tuple[str, str]
) -> Markup:
    """Draw the line; ``words`` are its title and the sentence that says what it shows."""
    first, last = points[0].meeting.date, points[-1].meeting.date
    days = max(1, (last - first).days)
    height = TOP + STEP * (BEST - 1) + 34

    def x(day: dt.date) -> float:
        return LEFT + (day - first).days / days * (WIDTH - LEFT - 14)

    children: list[Markup] = []
    for value in range(1, BEST + 1):
        y = _y(value)
        children.append(line(LEFT - 10, y, WIDTH - 4, y, "aq-grid"))
        children.append(text(8, y + 4, str(value), "aq-tick"))
        children.append(text(WIDTH, y - 4, str(value), "aq-tick aq-only-narrow", "end"))
    for month in months(first, last):
        if month >= first and month.month % (1 if days < MANY_DAYS else 6) == 0:
            name = month.strftime("%b %Y" if month.month == 1 else "%b")
            children.append(text(x(month), height - 6, name, "aq-tick", "middle"))
    mean = fmean(point.value for point in points)
    children.append(line(LEFT, _y(mean), WIDTH - 4, _y(mean), "aq-mean"))
    path = "M" + "L".join(f"{number(x(p.meeting.date))} {number(_y(p.value))}" for p in points)
    children.append(el("path", d=path, class_="aq-score-line"))
    for point in points:
        told = f"{day_text(point.meeting.date)}: {point.value} of {BEST}"
        dot = circle(x(point.meeting.date), _y(point.value), 4.0, "aq-score-dot")
        children.append(said(told, dot, href=addresses.get(point.meeting.note.uri)))
    return picture(children, height, *words)


def _y(value: float) -> float:
    return TOP + STEP * (BEST - value)


def spark(points: tuple[Point, ...]) -> Markup:
    """Draw the last meetings' values small, to stand in a line of text."""
    recent = points[-RECENT:]
    width, height = SPARK
    step = (width - 6) / max(1, len(recent) - 1)
    at = [
        (3 + i * step, 3 + (height - 6) * (BEST - p.value) / (BEST - 1))
        for i, p in enumerate(recent)
    ]
    path = "M" + "L".join(f"{number(x)} {number(y)}" for x, y in at)
    values = ", ".join(str(point.value) for point in recent)
    drawn = (
        el("path", d=path, class_="aq-score-line"),
        el("circle", cx=at[-1][0], cy=at[-1][1], r=3.0, class_="aq-score-dot"),
    )
    sentence = f"Effectiveness of the last {len(recent)} meetings, from 1 to 5: {values}."
    return picture(drawn, height, "Effectiveness", sentence, width)
