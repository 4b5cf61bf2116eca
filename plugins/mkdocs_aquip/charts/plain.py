"""A picture as pygal draws it, less all but its marks, guides and labels.

What is left has classes alone: `axis`, `guides`, `line` of its axes, `dot` and `rect` of its marks,
and on each set of marks a style of ours. pygal's styles, script, ids and numbers of twelve digits
are gone, so the same marks are the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final
from xml.etree.ElementTree import Element, SubElement, tostring

from markupsafe import Markup

if TYPE_CHECKING:
    from mkdocs_aquip.charts.plot import Sheet

_DIGITS: Final = re.compile(r"-?\d+\.\d+")
_KEPT: Final = frozenset(
    ("text-overlay", "axis", "x", "y", "guides", "major", "line", "series", "rect", "dot")
)
"""The classes that plots.css knows."""
_SHIFT: Final = re.compile(r"translate\((\d+), ")
_GUIDE: Final = re.compile(r"M0(?:\.0+)? (\S+) h(\S+)")


def plain_picture(root: Element, styles: Sequence[str], sheet: Sheet, unit: str) -> Markup:
    """Return a picture's markup.

    ``styles`` are those of its sets, and ``unit`` is what the topmost label counts.
    """
    width, height = str(sheet.width), str(sheet.height)
    drawn = Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {width} {height}",
            "width": width,
            "height": height,
            "role": "img",
            "aria-label": f"{sheet.title}. {sheet.sentence}",
            "class": "aq-svg aq-plot",
            "style": f"--aq-wide: {width}",
        },
    )
    SubElement(drawn, "title").text = sheet.title
    SubElement(drawn, "desc").text = sheet.sentence
    for graph in root.findall("g"):
        for part in graph:
            if _is_kept(part) and "titles" not in part.get("class", ""):
                drawn.append(part)
                _strip(part, styles)
    _widen(drawn, unit)
    return Markup(tostring(drawn, "unicode"))  # noqa: S704 - escaped as it is written


def _is_kept(part: Element) -> bool:
    """Tell whether a part shows something: backgrounds and empty groups do not."""
    names = part.get("class", "").split()
    if "background" in names or "tooltip-overlay" in names or part.tag == "desc":
        return False
    return len(part) > 0 if part.tag == "g" else part.tag != "text" or bool(part.text)


def _strip(part: Element, styles: Sequence[str]) -> None:
    said = next((d.text for d in part if d.tag == "desc" and d.get("class") == "value"), None)
    hrefs = [child.attrib.pop("data-href") for child in part if "data-href" in child.attrib]
    for child in list(part):
        guided = child.tag == "title" and "guides" in part.get("class", "")
        if guided or not _is_kept(child):
            part.remove(child)
        else:
            _strip(child, styles)
    for child in [child for child in part if child.tag == "g" and not len(child)]:
        part.remove(child)
    if said:
        title = part.makeelement("title", {})
        title.text = said
        part.insert(0, title)
    for corner in ("rx", "ry"):
        part.attrib.pop(corner, None)
    for name, value in part.attrib.items():
        part.attrib[name] = _DIGITS.sub(_short, value)
    for href in hrefs:
        part.set("data-href", href)
    names = part.attrib.pop("class", "").split()
    shown = [name for name in names if name in _KEPT]
    if "series" in names:
        shown.append(styles[int(names[1].removeprefix("serie-"))])
    if shown:
        part.set("class", " ".join(shown))


def _short(found: re.Match[str]) -> str:
    return f"{float(found[0]):.1f}".removesuffix(".0")


def _widen(drawn: Element, unit: str) -> None:
    """Draw the guides across the whole picture: their labels stand upon them, at its edge."""
    for plot in drawn:
        shift = _SHIFT.match(plot.get("transform", ""))
        for axis in plot:
            if shift and "axis y" in axis.get("class", ""):
                left = int(shift[1])
                for guide in axis.iter("path"):
                    guide.set("d", _across(guide.get("d", ""), left))
                labels = [*axis.iter("text")]
                for label in labels:
                    label.set("x", str(-left))
                if unit and labels:
                    labels[-1].text = f"{labels[-1].text} {unit}"


def _across(guide: str, left: int) -> str:
    """Begin a guide further to the left."""
    found = _GUIDE.fullmatch(guide)
    return f"M-{left} {found[1]} h{float(found[2]) + left:g}" if found else guide
