"""The calendar of the cadence: a row for each series, a cell for each week.

Where weeks have no room, a cell stands for a month, a quarter or a year, as full as that was kept.
`theme/assets/aquip/timeline-draw.js` draws the same for whoever zooms: change both.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Final

from markupsafe import Markup

from aquip.core.timeline import STRONGEST, MarkKind
from mkdocs_aquip.charts.lanes import Legend, title
from mkdocs_aquip.charts.marks import WORDS, box
from mkdocs_aquip.charts.scale import Scale, Unit, grid, today_line, unit_text
from mkdocs_aquip.charts.spots import Lane, Spot
from mkdocs_aquip.charts.svg import el, key, number, picture, said
from mkdocs_aquip.words import MONTHS, WEEKDAYS, day_text

TOP: Final = 26.0
ROW: Final = 50.0
CELL: Final = 13.0
"""The height of a cell."""

PART: Final = 0.72
"""How much of a unit its cell covers, and `WIDEST` how much of the picture at most."""

WIDEST: Final = 60.0
ROOM: Final[dict[Unit, float]] = {"week": 8, "month": 12, "quarter": 12, "year": 0}


def draw(lanes: Sequence[Lane], scale: Scale, today: dt.date, words: tuple[str, str]) -> Markup:
    """Draw the picture; ``words`` are its title and the sentence that says what it shows."""
    height = TOP + ROW * len(lanes) + 14
    unit = scale.unit(ROOM)
    children: list[Markup] = list(grid(scale, TOP - 6, height - 16))
    for index, lane in enumerate(lanes):
        top = TOP + ROW * index
        children += title(lane.title, facts(lane.spots), top + 14)
        rest = list(reversed(lane.spots))
        idle: list[str] = []
        for first, last in scale.units(unit):
            inside = []
            while rest and rest[-1].day <= last:
                inside.append(rest.pop())
            left, right = max(first, scale.start), min(last, scale.end)
            width = scale.edge(right) + scale.day - scale.edge(left)
            x, y = scale.edge(left) + width / 2, top + 30
            if not inside:
                idle.append(f"M{x - 1:.1f} {y - 1:g}h2v2h-2z")
                continue
            url = next((s.url for s in inside if s.url), None) if unit == "week" else None
            wide = min(WIDEST, width * PART)
            drawn = cell(inside, x, y, wide) if unit == "week" else share(inside, x, y, wide)
            children.append(said(told(inside, first, unit), *drawn, href=url))
        children.append(el("path", d="".join(idle), class_="aq-cell aq-cell--none"))
    children += today_line(scale, today, TOP - 8, height)
    return picture(children, height, *words)


def told(spots: Sequence[Spot], first: dt.date, unit: Unit) -> str:
    """Say what a unit of time has."""
    if unit != "week":
        held, due = kept(spots)
        name = unit_text(first, unit)
        return f"{name}: {held} of {due} kept" if due else f"{name}: nothing due"
    days = ", ".join(f"{_day(spot.day)} {WORDS[spot.kind]}" for spot in spots)
    return f"Week of {day_text(first)}" + (f": {days}" if days else "")


def facts(spots: Iterable[Spot]) -> str:
    """Say how a series kept its cadence."""
    held, due = kept(spots)
    return f"{held} of {due} kept" if due else "nothing due yet"


def kept(spots: Iterable[Spot]) -> tuple[int, int]:
    """Return how many meetings were held, and how many should have been, up to today."""
    kinds = [spot.kind for spot in spots]
    held = kinds.count("held")
    return held, held + kinds.count("cancelled") + kinds.count("missed")


def _day(day: dt.date) -> str:
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"


def strongest(spots: Iterable[Spot]) -> MarkKind:
    """Return the one word for a time in which there is something."""
    kinds = {spot.kind for spot in spots}
    return next(kind for kind in STRONGEST if kind in kinds)


def cell(spots: Sequence[Spot], x: float, y: float, wide: float = CELL) -> Iterable[Markup]:
    """Return a week's cell around a point: full, ring, crossed or broken."""
    kind = strongest(spots)
    yield _filled(x, y, wide, CELL, kind)
    if kind == "cancelled":
        d = f"M{number(x - 3)} {number(y - 3)}l6 6m0-6l-6 6"
        yield el("path", d=d, class_="aq-cell__cross")
    if kind == "missed":
        yield el("path", d=f"M{number(x - 3.5)} {number(y)}h7", class_="aq-cell__dash")


def share(spots: Sequence[Spot], x: float, y: float, wide: float = CELL) -> Iterable[Markup]:
    """Return the cell of a longer time, as full as the cadence was kept."""
    held, due = kept(spots)
    if not due:
        yield from cell(spots, x, y, wide)
        return
    yield _filled(x, y, wide, CELL, "share")
    if held:
        tall = CELL * held / due
        yield _filled(x, y + (CELL - tall) / 2, wide, tall, "held")


def _filled(x: float, y: float, width: float, height: float, kind: str) -> Markup:
    return box(x - width / 2, y - height / 2, width, height, f"aq-cell aq-cell--{kind}")


def legend(lanes: Sequence[Lane], *, columns: bool) -> Legend:
    """Return each cell of a picture with its meaning, or of one whose cells are no weeks."""
    day = dt.date.min
    if columns:
        some = (Spot(day, "held"), Spot(day, "missed"))
        return ((key(Markup().join(share(some, 0, 0))), "as full as the cadence was kept"),)
    used = {spot.kind for lane in lanes for spot in lane.spots}
    return tuple(
        (key(Markup().join(cell((Spot(day, kind),), 0, 0))), WORDS[kind])
        for kind in STRONGEST
        if kind in used
    )


def has_columns(_: Sequence[Lane], scale: Scale) -> bool:
    """Tell whether cells stand for more than a week."""
    return scale.unit(ROOM) != "week"
