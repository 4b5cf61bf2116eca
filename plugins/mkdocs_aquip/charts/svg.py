"""SVG elements as escaped markup, and what every picture is made of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from html import escape
from typing import Final

from markupsafe import Markup

WIDTH: Final = 960
"""Width of a wide picture, in its own units: about the pixels of a page's text column."""


@dataclass(frozen=True)
class Chart:
    """A picture, the sentence that says what it shows, its legend, and the same as a table.

    ``span`` names the time it covers, ``series`` what it is about, where a view
    shows several. ``heading`` stands above it where nothing else says what it is
    of. One that ``fits`` needs no scrolling on any screen.
    """

    name: str
    title: str
    sentence: str
    svg: Markup
    head: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]
    legend: tuple[tuple[Markup, str], ...] = ()
    span: str = ""
    series: str = ""
    heading: str = ""
    fits: bool = False


def number(value: float) -> str:
    """Write a coordinate, in tenths at most."""
    return f"{value:.1f}".removesuffix(".0")


def el(name: str, *children: object, **attributes: object) -> Markup:
    """Return an element; ``class_`` and ``data_x`` become class and data-x, None is left out."""
    pairs = "".join(
        f' {_named(key)}="{number(value) if isinstance(value, float) else escape(str(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    if not children:
        return Markup(f"<{name}{pairs}/>")  # noqa: S704 - escaped above
    inner = "".join([c if isinstance(c, Markup) else escape(str(c), quote=False) for c in children])
    return Markup(f"<{name}{pairs}>{inner}</{name}>")  # noqa: S704 - escaped above


@cache
def _named(key: str) -> str:
    return key.rstrip("_").replace("_", "-")


def said(words: str, *drawn: Markup, href: str | None = None) -> Markup:
    """Return marks with what they say to those who point at them, and the page they lead to."""
    inner = "".join(drawn)
    data = f' data-href="{escape(href)}"' if href else ""
    title = escape(words, quote=False)
    return Markup(f"<g{data}><title>{title}</title>{inner}</g>")  # noqa: S704 - escaped above


def circle(x: float, y: float, radius: float, class_: str) -> Markup:
    """Return a circle around a point; ``class_`` is one of ours."""
    at = f'cx="{number(x)}" cy="{number(y)}" r="{number(radius)}"'
    return Markup(f'<circle {at} class="{class_}"/>')  # noqa: S704 - numbers, and a word of ours


def square(x: float, y: float, half: float, class_: str) -> Markup:
    """Return a square around a point, its corners rounded; ``class_`` is one of ours."""
    side, corner = number(2 * half), number(min(half, 2.5))
    at = f'x="{number(x - half)}" y="{number(y - half)}" width="{side}" height="{side}"'
    return Markup(f'<rect {at} rx="{corner}" class="{class_}"/>')  # noqa: S704 - the same


def picture(
    children: Iterable[object], height: float, title: str, sentence: str, width: float = WIDTH
) -> Markup:
    """Return the whole picture, with the words that stand for it."""
    # Named by its own words, not by ids: a page may show the same picture twice.
    return el(
        "svg",
        el("title", title),
        el("desc", sentence),
        *children,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {number(width)} {number(height)}",
        width=number(width),
        height=number(height),
        role="img",
        aria_label=f"{title}. {sentence}",
        class_="aq-svg",
    )


def line(x1: float, y1: float, x2: float, y2: float, class_: str) -> Markup:
    """Return a straight line."""
    return el("path", d=f"M{number(x1)} {number(y1)}L{number(x2)} {number(y2)}", class_=class_)


def text(x: float, y: float, words: str, class_: str, anchor: str | None = None) -> Markup:
    """Return a line of text; ``anchor`` is start, middle or end."""
    return el("text", words, x=float(x), y=float(y), class_=class_, text_anchor=anchor)


def shorten(words: str, room: int) -> str:
    """Cut words to the room they have, in characters."""
    return words if len(words) <= room else words[: room - 1].rstrip(" ,;:.–-") + "…"


def key(children: Markup) -> Markup:
    """Return a mark as the legend shows it, alone and small."""
    return el(
        "svg", children, viewBox="-9 -9 18 18", width=18, height=18, class_="aq-svg aq-key",
        aria_hidden="true",
    )  # fmt: skip
