"""Columns and points on two axes, drawn by pygal and dressed as the site's other pictures.

pygal scales, places and labels. What it would style, script and explain by itself is left out
(`mkdocs_aquip.charts.plain`): colours, dashes and sizes are those of plots.css, which knows
light, dark, paper and narrow screens.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from mkdocs_aquip.charts.plain import plain_picture

if TYPE_CHECKING:
    from markupsafe import Markup

WIDTH: Final = 560
"""Units across; a narrow screen still shows them at half their size, and larger letters."""
_LETTER: Final = 10
_COLUMN: Final = 64
"""Width that the columns of a label have at most: of a few, the picture is narrower."""
_ALONE: Final = 0.25
"""Share of its room that is left free on each side of a column that stands alone."""
_SPACE: Final = 6
_LEFT: Final = 20
_TOP: Final = 18
"""Room above the topmost guide for its label."""


@dataclass(frozen=True)
class Point:
    """A point, or a column, at ``x`` and as high as ``y``; ``words`` tell what it stands for.

    ``low`` and ``high`` are the ends of a line through it, ``href`` is where it leads to, and
    ``label`` is written beside it.
    """

    x: float
    y: float
    words: str
    href: str | None = None
    low: float | None = None
    high: float | None = None
    label: str = ""


@dataclass(frozen=True)
class Marks:
    """Points that look alike, by a style of ours, ``joined`` by a line or not."""

    style: str
    points: Sequence[Point]
    joined: bool = False


@dataclass(frozen=True)
class Axis:
    """Where an axis has its ticks, each with its label; ``ends`` are its first and last value.

    Labels that are ``kept`` stay where there is room for a few. The topmost label has the
    ``unit`` behind it.
    """

    ticks: Sequence[tuple[float, str]]
    ends: tuple[float, float]
    kept: frozenset[str] = frozenset()
    unit: str = ""


@dataclass(frozen=True)
class Sheet:
    """What a picture is drawn upon, with its title and the sentence that says what it shows."""

    height: int
    title: str
    sentence: str
    width: int = WIDTH


def columns(
    labels: Sequence[str],
    sets: Sequence[Marks],
    sheet: Sheet,
    *,
    kept: frozenset[str] = frozenset(),
    unit: str = "",
) -> Markup:
    """Draw columns side by side, those of each label together; ``x`` of a point is not looked at.

    ``unit`` is what the upright axis counts; without one there is none, and columns have labels of
    their own.
    """
    most = max((point.y for one in sets for point in one.points), default=0)
    counts = counting(most, unit) if unit else Axis([(0, "")], (0, max(1, most)))
    chart = _pygal().Bar(
        **_looks(sheet, [label for _, label in counts.ticks]),
        x_labels=list(labels),
        x_labels_major=[label for label in labels if label in kept],
        y_labels=_ticks(counts.ticks),
        range=counts.ends,
        print_labels=True,
        print_values_position="top",
    )
    if len(sets) == 1:
        chart._series_margin = _ALONE  # noqa: SLF001 - which it has no option for
    for one in sets:
        chart.add(one.style, [_value(point, point.y) for point in one.points])
    return plain_picture(chart.render_tree(), [one.style for one in sets], sheet, unit)


def points(x: Axis, y: Axis, sets: Sequence[Marks], sheet: Sheet) -> Markup:
    """Draw points where they are on two axes."""
    chart = _pygal().XY(
        **_looks(sheet, [label for _, label in y.ticks]),
        x_labels=_ticks(x.ticks),
        show_x_labels=bool(x.ticks),
        x_labels_major=[label for _, label in x.ticks if label in x.kept],
        y_labels=_ticks(y.ticks),
        xrange=x.ends,
        range=y.ends,
        print_labels=True,
    )
    styles = []
    for one in sets:
        values = [_value(point, (point.x, point.y)) for point in one.points]
        chart.add(one.style, values, stroke=one.joined)
        styles.append(one.style)
        if ranges := [end for point in one.points for end in _range(point)]:
            # Its own way of drawing them is not made for points on two axes.
            chart.add("", ranges, show_dots=False, allow_interruptions=True)
            styles.append(f"{one.style} aq-range")
    return plain_picture(chart.render_tree(), styles, sheet, y.unit)


def width(labels: int) -> int:
    """Return how wide a picture of columns with so many labels is to be."""
    return min(WIDTH, (labels + 3) * _COLUMN)


def counting(most: float, unit: str, steps: int = 4) -> Axis:
    """Return an axis from 0 to ``most`` or the next round number, in so many steps at most."""
    step = next(
        n * 10**power for power in range(12) for n in (1, 2, 5) if most <= steps * n * 10**power
    )
    top = (int(-(-most // step)) or 1) * step
    return Axis([(value, str(value)) for value in range(0, top + 1, step)], (0, top), unit=unit)


def _ticks(ticks: Sequence[tuple[float, str]]) -> list[dict[str, Any]]:
    return [{"value": value, "label": label} for value, label in ticks]


def _value(point: Point, value: object) -> dict[str, Any]:
    """Return a point as pygal takes it."""
    found: dict[str, Any] = {"value": value, "formatter": lambda _: point.words}
    if point.label:
        found["label"] = point.label
    if point.href:
        found["node"] = {"data-href": point.href}
    return found


def _range(point: Point) -> list[tuple[float, float] | None]:
    """Return the ends of the line through a point, and where it stops."""
    if point.low is None or point.high is None:
        return []
    return [(point.x, point.low), (point.x, point.high), None]


@cache
def _pygal() -> Any:  # noqa: ANN401 - it tells no types
    """Return the library; a build that draws nothing does not wait for it."""
    import pygal  # type: ignore[import-untyped]
    from pygal.etree import etree  # type: ignore[import-untyped]

    # It adds one for maps of its own, so old that Python warns of it with each import from then on.
    # That of importlib_metadata, which pygal imports, stays: it takes the place of Python's own.
    sys.meta_path[:] = [one for one in sys.meta_path if type(one).__name__ != "PluginImportFixer"]
    etree.to_etree()  # it would take lxml where that is installed, which writes otherwise
    return pygal


@cache
def _style() -> Any:  # noqa: ANN401 - the same
    from pygal.style import Style  # type: ignore[import-untyped]

    sizes = dict.fromkeys(("label_font_size", "major_label_font_size", "value_font_size"), _LETTER)
    # Of its colours none is shown; more of them than a picture has sets, or it works out others.
    return Style(colors=("#000",) * 8, **sizes)


def _looks(sheet: Sheet, labels: Sequence[str]) -> dict[str, Any]:
    """Return how all pictures are laid out; ``labels`` are those of the upright axis."""
    # pygal makes room for labels by their length; pictures that stand together are to be in line.
    longest = max(map(len, labels), default=0)
    room = _SPACE + max(_LETTER, int(0.6 * _LETTER * longest))
    return {
        "style": _style(),
        "css": (),
        "js": (),
        "width": sheet.width,
        "height": sheet.height,
        "margin": 0,
        "margin_top": _TOP,
        "margin_left": max(_LEFT, room) - room,
        "margin_right": _LEFT,
        "margin_bottom": 4,
        "spacing": _SPACE,
        "dots_size": 3,
        "show_legend": False,
        "truncate_label": -1,
        "no_data_text": "",
    }
