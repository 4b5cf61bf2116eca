"""Effectiveness beside a series' name: the last values as a small line."""

from __future__ import annotations

from typing import Final

from markupsafe import Markup

from aquip.core.timeline import EFFECTIVE_BEST, Point
from mkdocs_aquip.charts.svg import el, number, picture

SPARK: Final = (96.0, 22.0)
RECENT: Final = 12


def spark(points: tuple[Point, ...]) -> Markup:
    """Draw the last meetings' values small, to stand in a line of text."""
    recent = points[-RECENT:]
    width, height = SPARK
    step = (width - 6) / max(1, len(recent) - 1)
    at = [
        (3 + i * step, 3 + (height - 6) * (EFFECTIVE_BEST - p.value) / (EFFECTIVE_BEST - 1))
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
