"""Priorities from meeting to meeting: a line for each, higher is more important."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby, pairwise
from typing import Final
from unicodedata import east_asian_width

from markupsafe import Markup

from aquip.core.gfm import plain
from aquip.core.timeline import Line, Movement
from mkdocs_aquip.charts.svg import WIDTH, el, key, line, number, picture, text

LEFT: Final = 34.0
RIGHT: Final = 330.0
TOP: Final = 34.0
PITCH: Final = 32.0
STYLES: Final = 8
_LOOSE: Final = " ,;:.–-"
ROOM: Final = 46
"""Letters that have room beside a line; a wide one, as in Japanese, takes that of ``WIDE``."""
WIDE: Final = 2.2


def letter(index: int) -> str:
    """Return the letter that stands for a line: A to Z, then A2 and so on."""
    again = index // 26
    return chr(ord("A") + index % 26) + (str(again + 1) if again else "")


def draw(movement: Movement, words: tuple[str, str]) -> Markup:
    """Draw the picture; ``words`` are its title and the sentence that says what it shows."""
    deepest = max(rank for one in movement.lines for rank in one.ranks if rank)
    count = len(movement.meetings)
    step = (WIDTH - LEFT - RIGHT) / max(1, count - 1)
    height = TOP + PITCH * deepest + 4
    children: list[Markup] = []
    for rank in range(1, deepest + 1):
        y = _y(rank)
        children.append(line(LEFT - 8, y, WIDTH - RIGHT + 8, y, "aq-grid"))
        children.append(text(4, y + 4, str(rank), "aq-tick"))
    every = max(1, round(count / 8))
    for index, meeting in enumerate(movement.meetings):
        if (count - 1 - index) % every == 0:
            x = LEFT + index * step
            children.append(text(x, 12, f"{meeting.date:%-d %b}", "aq-tick", "middle"))
    for index, one in reversed(list(enumerate(movement.lines))):
        children += _line(one, index, step)
    return picture(children, height, *words)


def _y(rank: int) -> float:
    return TOP + PITCH * (rank - 0.5)


def _line(one: Line, index: int, step: float) -> Iterable[Markup]:
    class_ = f"aq-s{index % STYLES}"
    points = [(LEFT + i * step, _y(rank) if rank else None) for i, rank in enumerate(one.ranks)]
    parts: list[Markup] = [el("title", f"{letter(index)}: {plain(one.thread.item.text)}")]
    runs = [
        [(x, y) for x, y in run if y is not None]
        for listed, run in groupby(points, key=lambda p: p[1] is not None)
        if listed
    ]
    for run in runs:
        parts.append(el("path", d=_curve(run), class_="aq-bump__line"))
        parts += [el("circle", cx=x, cy=y, r=3.5, class_="aq-bump__dot") for x, y in run]
    first, last = runs[0][0], runs[-1][-1]
    for x, y in {first, last}:
        parts.append(el("circle", cx=x, cy=y, r=9.0, class_="aq-bump__end"))
        parts.append(text(x, y + 4, letter(index), "aq-bump__letter", "middle"))
    if one.ranks[-1]:
        state = one.thread.state
        name = plain(one.thread.item.text)
        parts.append(_name(name if state == "open" else f"{name} ({state})", *last))
    yield el("g", *parts, class_=f"aq-bump {class_}")


def _name(words: str, x: float, y: float) -> Markup:
    """Write a name beside the end of its line, in two lines where it is long."""
    first, rest = _broken(words)
    if not rest:
        return text(x + 18, y + 4, first, "aq-bump__name")
    second, more = _broken(rest)
    if more:
        second = f"{second[:-1].rstrip(_LOOSE)}…"
    placed = ((first, "-0.35em"), (second, "1.15em"))
    lines = [el("tspan", words, x=x + 18, dy=dy) for words, dy in placed]
    return el("text", *lines, y=y + 4, class_="aq-bump__name")


def _broken(words: str) -> tuple[str, str]:
    """Break words where a line of them is full, between two words if there is a place."""
    room, at = 0.0, 0
    while at < len(words) and room <= ROOM:
        room += WIDE if east_asian_width(words[at]) in "WF" else 1
        at += 1
    if room <= ROOM:
        return words, ""
    space = words.rfind(" ", 0, at)
    at = space if space > at // 2 else at - 1
    return words[:at], words[at:].lstrip()


def _curve(run: list[tuple[float, float]]) -> str:
    d = f"M{number(run[0][0])} {number(run[0][1])}"
    for (x0, y0), (x1, y1) in pairwise(run):
        middle = number((x0 + x1) / 2)
        d += f"C{middle} {number(y0)} {middle} {number(y1)} {number(x1)} {number(y1)}"
    return d


def mark(index: int) -> Markup:
    """Return a line's letter as the legend shows it."""
    ring = el("circle", cx=0, cy=0, r=7.5, class_="aq-bump__end")
    name = text(0, 4, letter(index), "aq-bump__letter", "middle")
    return key(el("g", ring, name, class_=f"aq-s{index % STYLES}"))
