"""The timeline: a lane for each series with its meetings, what they told, and their actions.

`theme/assets/aquip/timeline-draw.js` draws the same for whoever zooms: change both, and so with
the columns of `columns.py`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

from markupsafe import Markup

from mkdocs_aquip.charts.columns import CLASSES, counted, one_each, outline, step, unit_for
from mkdocs_aquip.charts.columns import draw as draw_columns
from mkdocs_aquip.charts.marks import LATE, WORDS, box, shape, triangle
from mkdocs_aquip.charts.scale import LEFT, Scale, grid, spread, today_line
from mkdocs_aquip.charts.spots import Lane, Spot, count, facts
from mkdocs_aquip.charts.svg import WIDTH, el, key, line, picture, said, shorten, text
from mkdocs_aquip.words import day_text

TOP: Final = 26.0
LANE: Final = 92.0
MIDDLE: Final = 60.0
APART: Final = 10.5
"""How far marks of a lane stand apart, from middle to middle."""

DATES: Final = 58
"""The room that a week, and a mark, need for dates, and ``TEXTS`` for what was achieved."""

TEXTS: Final = 120
LETTER: Final = 5.8
MANY: Final = 400
"""Marks of a picture beyond which only its table says what was achieved, and not each mark too."""

STACK: Final = 3


def draw(lanes: Sequence[Lane], scale: Scale, today: dt.date, words: tuple[str, str]) -> Markup:
    """Draw the picture; ``words`` are its title and the sentence that says what it shows."""
    height = TOP + LANE * len(lanes) + 18
    children: list[Markup] = list(grid(scale, TOP - 6, height - 16))
    unit = unit_for(lanes, scale)
    tops = [TOP + LANE * index for index in range(len(lanes))]
    baselines = [top + MIDDLE for top in tops]
    for lane, top, y in zip(lanes, tops, baselines, strict=True):
        children += title(lane.title, facts(count(lane.spots)), top + 14)
        children.append(line(LEFT, y, WIDTH - LEFT, y, "aq-axis"))
    if unit is None:
        most = max((max(s.doing.opened, s.doing.closed) for o in lanes for s in o.spots), default=0)
        few = sum(len(lane.spots) for lane in lanes) <= MANY
        for lane, y in zip(lanes, baselines, strict=True):
            children += _marks(lane.spots, scale, y, step(most), at_length=few)
    else:
        counts = [counted(lane.spots, scale, unit) for lane in lanes]
        children += draw_columns(counts, baselines)
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
            paths["opened"].append(outline(x - 4, y + 8, 3.5, each * spot.doing.opened))
        if spot.doing.closed:
            paths["closed"].append(outline(x + 0.5, y + 8, 3.5, each * spot.doing.closed))
        if room > DATES:
            yield text(x + 9, y + 4, day_text(spot.day, spot.day), "aq-tick aq-tick--day")
    yield from one_each(paths)


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
