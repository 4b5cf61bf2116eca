"""The timeline: a lane for each series with its meetings and what they told, months below."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from aquip.core.timeline import Flow, Mark, months
from mkdocs_aquip.charts.marks import WORDS, shape, triangle
from mkdocs_aquip.charts.svg import WIDTH, el, key, line, picture, said, text
from mkdocs_aquip.words import day_text

LEFT: Final = 10.0
TOP: Final = 30.0
LANE: Final = 82.0
FLOW: Final = 108.0
BAR: Final = 44.0
STACK: Final = 3
TOLD: Final = ("held", "cancelled", "missed")


@dataclass(frozen=True)
class Lane:
    """A series' name, its marks, and the days of its accomplishments with their text.

    All of them are within the picture's span. ``addresses`` are links, by the note's place.
    """

    title: str
    marks: tuple[Mark, ...]
    won: tuple[tuple[dt.date, str], ...]
    addresses: dict[str, str]


@dataclass(frozen=True)
class Scale:
    """Days of a span on the width of the picture."""

    start: dt.date
    end: dt.date

    def x(self, day: dt.date) -> float:
        """Return where the middle of a day stands."""
        days = (self.end - self.start).days + 1
        return LEFT + ((day - self.start).days + 0.5) / days * (WIDTH - 2 * LEFT)

    def has(self, day: dt.date) -> bool:
        """Tell whether a day is in the span."""
        return self.start <= day <= self.end


def draw(
    lanes: list[Lane], flow: tuple[Flow, ...], scale: Scale, today: dt.date, words: tuple[str, str]
) -> Markup:
    """Draw the picture; ``words`` are its title and the sentence that says what it shows."""
    height = TOP + LANE * len(lanes) + FLOW
    children: list[Markup] = list(_months(scale, height))
    for index, lane in enumerate(lanes):
        children += _lane(lane, scale, TOP + LANE * index)
    children += _flow(flow, scale, TOP + LANE * len(lanes))
    if scale.has(today):
        x = scale.x(today)
        children.append(line(x, TOP - 8, x, height - 18, "aq-today"))
        children.append(text(x, height - 4, "today", "aq-tick aq-tick--today", "middle"))
    return picture(children, height, *words)


def _months(scale: Scale, height: float) -> Iterable[Markup]:
    for index, month in enumerate(months(scale.start, scale.end)):
        x = scale.x(month) if index else LEFT
        yield line(x, TOP - 6, x, height - 18, "aq-grid")
        name = month.strftime("%b") if index and month.month > 1 else month.strftime("%b %Y")
        yield text(x + 4, 12, name, "aq-tick")


def _lane(lane: Lane, scale: Scale, top: float) -> Iterable[Markup]:
    middle = top + 56
    count = Counter(mark.kind for mark in lane.marks)
    told = ", ".join(f"{count[kind]} {kind}" for kind in TOLD if count[kind])
    for x, anchor, class_ in ((LEFT, "start", ""), (WIDTH - LEFT, "end", " aq-only-narrow")):
        name = el("tspan", lane.title, class_="aq-lane__title")
        facts = el("tspan", f"  {told}", class_="aq-lane__facts")
        yield el(
            "text", name, facts, x=x, y=top + 16, text_anchor=anchor, class_=f"aq-lane{class_}"
        )
    yield line(LEFT, middle, WIDTH - LEFT, middle, "aq-axis")
    stacked: Counter[dt.date] = Counter()
    for day, words in lane.won:
        if stacked[day] < STACK:
            y = middle - 9 - 8 * stacked[day]
            yield said(words, triangle(scale.x(day), y))
            stacked[day] += 1
    for mark in lane.marks:
        words = f"{day_text(mark.date)}: {WORDS[mark.kind]}"
        address = lane.addresses.get(mark.meeting.note.uri) if mark.meeting else None
        yield said(words, shape(mark.kind, scale.x(mark.date), middle), href=address)


def _flow(flow: tuple[Flow, ...], scale: Scale, top: float) -> Iterable[Markup]:
    most = max([1, *(max(f.opened, f.closed) for f in flow)])
    base = top + FLOW - 22
    yield text(LEFT, top + 20, "Actions a month", "aq-lane__title")
    yield line(LEFT, base, WIDTH - LEFT, base, "aq-axis")
    for month in flow:
        start = max(scale.x(month.month), LEFT)
        for offset, count, name in ((8, month.opened, "opened"), (28, month.closed, "closed")):
            tall = BAR * count / most
            words = f"{month.month:%b %Y}: {count} {name}"
            bar = _column(start + offset, base - tall, 18, tall, name)
            yield said(words, bar)
            if count:
                yield text(start + offset + 9, base - tall - 4, str(count), "aq-tick", "middle")


def _column(x: float, y: float, width: float, height: float, name: str) -> Markup:
    return el(
        "rect",
        x=x,
        y=y,
        width=width,
        height=height,
        rx=2,
        class_=f"aq-column aq-column--{name}",
    )


def legend(lanes: list[Lane]) -> tuple[tuple[Markup, str], ...]:
    """Return each mark that the picture has with its meaning."""
    used = {mark.kind for lane in lanes for mark in lane.marks}
    bars = (
        (key(_column(-5, -8, 10, 16, name)), f"actions {name}") for name in ("opened", "closed")
    )
    return (
        *((key(shape(kind, 0, 0)), words) for kind, words in WORDS.items() if kind in used),
        (key(triangle(0, 4)), "accomplishment"),
        *bars,
    )
