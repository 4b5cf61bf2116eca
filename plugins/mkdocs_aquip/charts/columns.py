"""The columns of the timeline: what stands for meetings that are too close to be told apart."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from markupsafe import Markup

from mkdocs_aquip.charts.scale import ROOM, Scale, Unit
from mkdocs_aquip.charts.spots import Count, Lane, Spot, count
from mkdocs_aquip.charts.svg import el, text

CLOSE: Final = 9.0
"""The room that each meeting of a month needs, so that all of them can be drawn."""

CLASSES: Final = {
    "won": "aq-mark aq-mark--won",
    **{name: f"aq-bar-down aq-bar-down--{name}" for name in ("opened", "closed")},
    **{name: f"aq-column aq-column--{name}" for name in ("held", "late", "lost", "planned")},
}
LEGIBLE: Final = 14
"""The width that a number of two digits takes, and ``SIGNED`` with a sign before it."""

SIGNED: Final = 20
TALL: Final = 19.0
BAR: Final = 24.0
STEP: Final = 5.0
"""The length of the bar of one action, unless the longest would not fit."""

Column = tuple[dt.date, float, float, Count]
"""A unit's first day, its middle and its width, and what there is in it."""


def unit_for(lanes: Iterable[Lane], scale: Scale) -> Unit | None:
    """Return the unit that columns stand for; None where each meeting has room for a mark."""
    busiest = max((_busiest(lane.spots) for lane in lanes), default=1)
    return None if scale.day * 30.4 >= CLOSE * busiest else scale.unit(ROOM)


def has_columns(lanes: Iterable[Lane], scale: Scale) -> bool:
    """Tell whether there are columns instead of marks."""
    return unit_for(lanes, scale) is not None


def _busiest(spots: Iterable[Spot]) -> int:
    months = Counter((spot.day.year, spot.day.month) for spot in spots)
    return max(months.values(), default=1)


def step(most: int) -> float:
    """Return the length of the bar of one action, where a bar stands for as many as ``most``."""
    return min(STEP, BAR / max(1, most))


def counted(spots: Sequence[Spot], scale: Scale, unit: Unit) -> list[Column]:
    """Count a lane's marks by unit; units without any are left out."""
    found: list[Column] = []
    rest = list(reversed(spots))
    for first, last in scale.units(unit):
        left, right = max(first, scale.start), min(last, scale.end)
        inside = []
        while rest and rest[-1].day <= last:
            inside.append(rest.pop())
        if inside:
            width = scale.edge(right) + scale.day - scale.edge(left)
            found.append((first, scale.edge(left) + width / 2, width, count(inside)))
    return found


def draw(lanes: Sequence[Sequence[Column]], baselines: Iterable[float]) -> Iterable[Markup]:
    """Draw the columns of all lanes, each on its baseline, to one measure.

    Those of a kind are one path, to be light.
    """
    every = [one for lane in lanes for *_, one in lane]
    most = max((one.meetings for one in every), default=1) or 1
    each = step(max((max(one.opened, one.closed) for one in every), default=0))
    for lane, y in zip(lanes, baselines, strict=True):
        paths: dict[str, list[str]] = {}
        numbers: list[Markup] = []
        for _, x, width, one in lane:
            wide = min(26.0, width * 0.62)
            top = y
            segments = (
                ("held", one.held - one.late),
                ("late", one.late),
                ("lost", one.lost),
                ("planned", one.planned),
            )
            for name, size in segments:
                if size:
                    tall = TALL * size / most
                    top -= tall
                    paths.setdefault(name, []).append(outline(x - wide / 2, top, wide, tall))
            half = wide / 2 - 0.5
            for name, size, left in (
                ("opened", one.opened, x - half - 0.5),
                ("closed", one.closed, x + 0.5),
            ):
                if size:
                    paths.setdefault(name, []).append(outline(left, y + 5, half, each * size))
            if one.held and width > LEGIBLE:
                numbers.append(text(x, top - 3, str(one.held), "aq-tick", "middle"))
            if one.won and width > SIGNED:
                numbers.append(text(x, y - 33, f"▲{one.won}", "aq-tick aq-tick--won", "middle"))
        yield from one_each(paths)
        yield from numbers


def one_each(paths: Mapping[str, Sequence[str]]) -> Iterable[Markup]:
    """Draw what is the same for many as one path of each class."""
    for name, pieces in paths.items():
        if pieces:
            yield el("path", d="".join(pieces), class_=CLASSES[name])


def outline(x: float, y: float, width: float, height: float) -> str:
    """Return the path of a box."""
    return f"M{x:.1f} {y:.1f}h{width:.1f}v{height:.1f}h{-width:.1f}z"
