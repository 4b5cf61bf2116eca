"""What a meeting looks like in a picture: its shape says its status, colour only repeats it."""

from __future__ import annotations

from typing import Final

from markupsafe import Markup

from mkdocs_aquip.charts.svg import circle, el, number

WORDS: Final = {
    "held": "held",
    "planned": "planned",
    "cancelled": "cancelled",
    "missed": "due, but no meeting",
    "expected": "to come",
}
LATE: Final = "agenda shared late"


def shape(kind: str, x: float, y: float, size: float = 5.0, *, late: bool = False) -> Markup:
    """Return the mark of a status, centred: a dot, a ring, a cross, a gap, a speck.

    Where the agenda was late it is half full.
    """
    if kind == "cancelled":
        across = number(2 * size)
        corner = f"{number(x - size)} {number(y - size)}"
        d = f"M{corner}l{across} {across}m0-{across}l-{across} {across}"
        return el("path", d=d, class_="aq-mark aq-mark--cancelled")
    if kind == "missed":
        half = number(size + 1)
        d = f"M{number(x)} {number(y - size - 1)}l{half} {half}l-{half} {half}l-{half}-{half}z"
        return el("path", d=d, class_="aq-mark aq-mark--missed")
    if late:
        half = f"M{number(x)} {number(y - size)}a{number(size)} {number(size)} 0 0 1 0 "
        d = f"{half}{number(2 * size)}z"
        ring = circle(x, y, size, f"aq-mark aq-mark--{kind} aq-mark--late")
        return ring + el("path", d=d, class_="aq-mark aq-mark--half")
    radius = 2.0 if kind == "expected" else size
    return circle(x, y, radius, f"aq-mark aq-mark--{kind}")


def triangle(x: float, y: float, size: float = 4.5) -> Markup:
    """Return the mark of an accomplishment, its base at ``y``."""
    d = f"M{number(x - size)} {number(y)}h{number(2 * size)}l-{number(size)}-{number(1.6 * size)}z"
    return Markup(f'<path d="{d}" class="aq-mark aq-mark--won"/>')  # noqa: S704 - numbers


def box(x: float, y: float, width: float, height: float, class_: str) -> Markup:
    """Return a rectangle; ``class_`` is one of ours."""
    at = f'x="{number(x)}" y="{number(y)}" width="{number(width)}" height="{number(height)}" rx="1"'
    return Markup(f'<rect {at} class="{class_}"/>')  # noqa: S704 - numbers, and a word of ours
