"""A goal's rank among the priorities, meeting by meeting: higher is more important."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Final

from markupsafe import Markup

from aquip.core.model import Meeting
from mkdocs_aquip.charts.svg import circle, el, line, number, picture, text

WIDTH: Final = 420.0
LEFT: Final = 30.0
TOP: Final = 30.0
PITCH: Final = 24.0
TICKS: Final = 4


def draw(
    meetings: Sequence[Meeting], ranks: Sequence[int | None], words: tuple[str, str]
) -> Markup:
    """Draw the picture; a meeting that does not rank the goal leaves a gap.

    ``words`` are its title and the sentence that says what it shows.
    """
    deepest = max(rank for rank in ranks if rank)
    step = (WIDTH - LEFT - 12) / max(1, len(ranks) - 1)
    drawn: list[Markup] = []
    for rank in range(1, deepest + 1):
        drawn.append(line(LEFT - 8, _y(rank), WIDTH, _y(rank), "aq-grid"))
        drawn.append(text(4, _y(rank) + 4, str(rank), "aq-tick"))
    every = max(1, round(len(ranks) / TICKS))
    for index, meeting in enumerate(meetings):
        if (len(ranks) - 1 - index) % every == 0:
            anchor = "end" if index == len(ranks) - 1 else "middle"
            x = LEFT + index * step + (6 if anchor == "end" else 0)
            drawn.append(text(x, 12, f"{meeting.date:%-d %b}", "aq-tick", anchor))
    points = [(LEFT + i * step, _y(rank) if rank else None) for i, rank in enumerate(ranks)]
    for listed, run in groupby(points, key=lambda point: point[1] is not None):
        if listed:
            drawn += _run([(x, y) for x, y in run if y is not None])
    return picture(drawn, TOP + PITCH * deepest, *words, width=WIDTH)


def _run(points: list[tuple[float, float]]) -> list[Markup]:
    path = "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points)
    dots = [circle(x, y, 3.5, "aq-bump__dot") for x, y in points]
    return [el("g", el("path", d=path, class_="aq-bump__line"), *dots, class_="aq-s0")]


def _y(rank: int) -> float:
    return TOP + PITCH * (rank - 0.5)
