"""The timeline: a lane for each series with its meetings, what they told, and their actions.

Where meetings stand too close to be told apart, a column stands for those of a month, a quarter
or a year. `theme/assets/aquip/timeline-draw.js` draws the same for whoever zooms: change both.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from markupsafe import Markup

from aquip.core.timeline import Doing, MarkKind
from mkdocs_aquip.charts.marks import LATE, WORDS, box, shape, triangle
from mkdocs_aquip.charts.scale import LEFT, ROOM, Scale, Unit, grid, spread, today_line
from mkdocs_aquip.charts.svg import WIDTH, el, key, line, picture, said, shorten, text
from mkdocs_aquip.words import day_text, plural

TOP: Final = 26.0
LANE: Final = 92.0
MIDDLE: Final = 60.0
APART: Final = 10.5
"""How far marks of a lane stand apart, from middle to middle."""

CLOSE: Final = 9.0
"""The room that each meeting of a month needs, so that all of them can be drawn."""

DATES: Final = 58
"""The room that a week, and a mark, need for dates, and ``TEXTS`` for what was achieved."""

TEXTS: Final = 120
LETTER: Final = 5.8
CLASSES: Final = {
    "won": "aq-mark aq-mark--won",
    **{name: f"aq-bar-down aq-bar-down--{name}" for name in ("opened", "closed")},
    **{name: f"aq-column aq-column--{name}" for name in ("held", "late", "lost", "planned")},
}
LEGIBLE: Final = 14
"""The width that a number of two digits takes, and ``SIGNED`` with a sign before it."""

SIGNED: Final = 20

MANY: Final = 400
"""Marks of a picture beyond which only its table says what was achieved, and not each mark too."""

STACK: Final = 3
NOTHING: Final = Doing()
COLUMN: Final = 19.0
BAR: Final = 24.0
STEP: Final = 5.0
"""The length of the bar of one action, unless the longest would not fit."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A day of a series, and what its meeting brought; ``won`` are accomplishments in words."""

    day: dt.date
    kind: MarkKind
    url: str | None = None
    late: bool = False
    won: tuple[str, ...] = ()
    doing: Doing = NOTHING
    effective: int | None = None

    @property
    def words(self) -> str:
        """What it is, as the pictures say it to those who point at it."""
        return ". ".join([f"{day_text(self.day)}: {self.status}", *self.facts])

    @property
    def status(self) -> str:
        """What became of the day."""
        return f"{WORDS[self.kind]}{f', {LATE}' if self.late else ''}"

    @property
    def facts(self) -> list[str]:
        """What there is to say of the meeting besides, in the words of timeline-data.js."""
        found = [f"Effective {self.effective} of 5"] if self.effective else []
        found += [plural(len(self.won), "accomplishment")] if self.won else []
        opened, closed = self.doing.opened, self.doing.closed
        if opened or closed:
            found.append(f"{plural(opened, 'action')} opened, {closed} closed")
        return found


@dataclass(frozen=True)
class Lane:
    """A series' name and its days within a picture's span, in their order."""

    title: str
    spots: tuple[Spot, ...]


@dataclass(frozen=True)
class Count:
    """What a unit of time has of each thing."""

    held: int = 0
    late: int = 0
    lost: int = 0
    planned: int = 0
    won: int = 0
    opened: int = 0
    closed: int = 0

    @property
    def meetings(self) -> int:
        """All of them, those that should have been too."""
        return self.held + self.lost + self.planned


def count(spots: Iterable[Spot]) -> Count:
    """Count what some marks stand for."""
    every = list(spots)
    kinds = Counter(spot.kind for spot in every)
    return Count(
        held=kinds["held"],
        late=sum(spot.late for spot in every),
        lost=kinds["cancelled"] + kinds["missed"],
        planned=kinds["planned"],
        won=sum(len(spot.won) for spot in every),
        opened=sum(spot.doing.opened for spot in every),
        closed=sum(spot.doing.closed for spot in every),
    )


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


def draw(lanes: Sequence[Lane], scale: Scale, today: dt.date, words: tuple[str, str]) -> Markup:
    """Draw the picture; ``words`` are its title and the sentence that says what it shows."""
    height = TOP + LANE * len(lanes) + 18
    children: list[Markup] = list(grid(scale, TOP - 6, height - 16))
    unit = unit_for(lanes, scale)
    for index, lane in enumerate(lanes):
        top = TOP + LANE * index
        children += title(lane.title, facts(count(lane.spots)), top + 14)
        children.append(line(LEFT, top + MIDDLE, WIDTH - LEFT, top + MIDDLE, "aq-axis"))
    if unit is None:
        most = max((max(s.doing.opened, s.doing.closed) for o in lanes for s in o.spots), default=0)
        few = sum(len(lane.spots) for lane in lanes) <= MANY
        for index, lane in enumerate(lanes):
            y = TOP + LANE * index + MIDDLE
            children += _marks(lane.spots, scale, y, step(most), at_length=few)
    else:
        counts = [counted(lane.spots, scale, unit) for lane in lanes]
        children += _columns(counts)
    children += today_line(scale, today, TOP - 8, height)
    return picture(children, height, *words)


def title(name: str, told: str, y: float) -> Iterable[Markup]:
    """Yield the name of a lane with its facts: on the left, and on the right where it is narrow."""
    for x, anchor, class_ in ((LEFT, "start", ""), (WIDTH - LEFT, "end", " aq-only-narrow")):
        spans = (
            el("tspan", name, class_="aq-lane__title"),
            el("tspan", f"  {told}", class_="aq-lane__facts"),
        )
        yield el("text", *spans, x=x, y=y, text_anchor=anchor, class_=f"aq-lane{class_}")


def facts(counts: Count) -> str:
    """Say what became of a lane's meetings: 45 held, 6 not held, 9 agendas late."""
    late = f"{plural(counts.late, 'agenda')} late" if counts.late else ""
    lost = f"{counts.lost} not held" if counts.lost else ""
    return ", ".join(filter(None, (f"{counts.held} held", lost, late)))


def step(most: int) -> float:
    """Return the length of the bar of one action, where a bar stands for as many as ``most``."""
    return min(STEP, BAR / max(1, most))


def _marks(
    spots: Sequence[Spot], scale: Scale, y: float, each: float, *, at_length: bool
) -> Iterable[Markup]:
    """Draw a lane's marks; what is the same for many of them is one path, to be light."""
    places = spread([scale.x(spot.day) for spot in spots], APART)
    week = 7 * scale.day
    apart = 11 if week > TEXTS else 8
    paths: dict[str, list[str]] = {"won": [], "opened": [], "closed": []}
    for spot, (x, after) in zip(spots, pairwise([*places, WIDTH + 8]), strict=True):
        room = after - x if week > DATES else 0
        words = "\n".join([spot.words, *(spot.won if at_length else ())])
        yield said(words, shape(spot.kind, x, y, late=spot.late), href=spot.url)
        for number, won in enumerate(spot.won[:STACK]):
            base = y - 9 - apart * number
            paths["won"].append(f"M{x - 4.5:.1f} {base:g}h9l-4.5-7.2z")
            if min(week, room) > TEXTS:
                short = shorten(won, int((room - 14) / LETTER))
                yield text(x + 8, base, short, "aq-tick aq-tick--text")
        if spot.doing.opened:
            paths["opened"].append(_box(x - 4, y + 8, 3.5, each * spot.doing.opened))
        if spot.doing.closed:
            paths["closed"].append(_box(x + 0.5, y + 8, 3.5, each * spot.doing.closed))
        if room > DATES:
            yield text(x + 9, y + 4, day_text(spot.day, spot.day), "aq-tick aq-tick--day")
    yield from _paths(paths)


def _paths(paths: Mapping[str, Sequence[str]]) -> Iterable[Markup]:
    for name, pieces in paths.items():
        if pieces:
            yield el("path", d="".join(pieces), class_=CLASSES[name])


Column = tuple[dt.date, float, float, Count]
"""A unit's first day, its middle and its width, and what there is in it."""


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


def _columns(lanes: Sequence[Sequence[Column]]) -> Iterable[Markup]:
    """Draw the columns of all lanes, to one measure; those of a kind are one path, to be light."""
    every = [one for lane in lanes for *_, one in lane]
    most = max((one.meetings for one in every), default=1) or 1
    each = step(max((max(one.opened, one.closed) for one in every), default=0))
    for index, lane in enumerate(lanes):
        y = TOP + LANE * index + MIDDLE
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
                    tall = COLUMN * size / most
                    top -= tall
                    paths.setdefault(name, []).append(_box(x - wide / 2, top, wide, tall))
            half = wide / 2 - 0.5
            for name, size, left in (
                ("opened", one.opened, x - half - 0.5),
                ("closed", one.closed, x + 0.5),
            ):
                if size:
                    paths.setdefault(name, []).append(_box(left, y + 5, half, each * size))
            if one.held and width > LEGIBLE:
                numbers.append(text(x, top - 3, str(one.held), "aq-tick", "middle"))
            if one.won and width > SIGNED:
                numbers.append(text(x, y - 33, f"▲{one.won}", "aq-tick aq-tick--won", "middle"))
        yield from _paths(paths)
        yield from numbers


def _box(x: float, y: float, width: float, height: float) -> str:
    return f"M{x:.1f} {y:.1f}h{width:.1f}v{height:.1f}h{-width:.1f}z"


Legend = tuple[tuple[Markup, str], ...]


def legend(lanes: Sequence[Lane], *, columns: bool) -> Legend:
    """Return each mark of a picture with its meaning, or of one that has columns."""
    every = [spot for lane in lanes for spot in lane.spots]
    total = count(every)
    if columns:
        segments = (
            ("held", total.held, "held"),
            ("late", total.late, LATE),
            ("lost", total.lost, "cancelled, or due, but no meeting"),
            ("planned", total.planned, "planned"),
        )
        found = [
            (box(-5, -7, 10, 14, CLASSES[name]), words)
            for name, number, words in segments
            if number
        ]
    else:
        used = {spot.kind for spot in every}
        found = [(shape(kind, 0, 0), words) for kind, words in WORDS.items() if kind in used]
        found[1:1] = [(shape("held", 0, 0, late=True), LATE)] if total.late else []
    found += [(triangle(0, 4), "accomplishment")] if total.won else []
    found += [
        (box(-4, -7, 8, 14, CLASSES[name]), f"actions {name}")
        for name, number in (("opened", total.opened), ("closed", total.closed))
        if number
    ]
    return tuple((key(mark), words) for mark, words in found)
