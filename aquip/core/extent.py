"""Where a list item stands: all of it, and its first paragraph, which is the item itself.

cmark gives a tight paragraph no position, so its end is found by what comes after it.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from aquip.core import gfm, grammar
from aquip.core.model import Link
from aquip.core.references import HEADINGS
from aquip.core.text import Lines, Span

LISTS: Final = ("ul", "ol")
_BLOCKS: Final = frozenset({*LISTS, "pre", "blockquote", "table", "hr", "p", *HEADINGS})
_INTERRUPTING = re.compile(r"[\r\n][ \t]*[<\[]")


class Extent(Struct, gc=False):
    """A list item: from its bullet to its last visible character, and its first paragraph.

    ``line`` and ``column`` of the bullet count from 1. ``head`` begins behind it, a box
    included; ``links`` are those of the head.
    """

    span: Span
    head: Span
    line: int
    column: int
    bullet: str
    links: tuple[Link, ...]


def extent_of(element: ET.Element, lines: Lines) -> Extent | None:
    """Find where a list item stands; None where it begins with another block than a paragraph."""
    place = gfm.place_of(element, lines)
    bullet = grammar.BULLET.match(lines.text, place.start) if place else None
    if place is None or bullet is None:
        return None
    line, first, last = place
    loose, following = _paragraph(element)
    if loose is None and following is None:
        return None
    text, start = lines.text, bullet.end()
    if loose is not None:
        span = gfm.span_of(loose, lines)
        end = span.end if span else grammar.table_start(text, start, last)
    else:
        end = _block_start(following, lines, start, last) if following else last
        end = _interrupted(lines, start, end)
    head = Span(start, start + len(text[start:end].rstrip()))
    last = first + len(text[first : max(last, head.end)].rstrip())
    linking = loose if loose is not None else element
    links = tuple(_links(linking)) if len(linking) else ()
    column = first - lines.starts[line - 1] + 1
    return Extent(Span(first, last), head, line, column, bullet["bullet"], links)


def _block_start(blocks: list[ET.Element], lines: Lines, start: int, end: int) -> int:
    """Return where the first of the blocks behind a tight paragraph begins, else ``end``."""
    for block in blocks:
        if block.tag == "table":
            # cmark has a table begin where the paragraph does whose last line is its header.
            return grammar.table_start(lines.text, start, end)
        if place := gfm.span_of(block, lines):
            return max(start, min(place.start, end))
    return end


def _interrupted(lines: Lines, start: int, end: int) -> int:
    """End a tight paragraph at a block that cmark gives no position for."""
    if not _INTERRUPTING.search(lines.text, start, end):
        return end
    first, last = lines.position(start).line, lines.position(end).line
    for number in range(first + 1, last + 1):
        line = lines.line_span(number)
        if line.start < end and grammar.INTERRUPTS.match(lines.text, line.start, line.end):
            return line.start
    return end


def _paragraph(element: ET.Element) -> tuple[ET.Element | None, list[ET.Element] | None]:
    """Tell an item's first paragraph: its ``p`` when loose; when tight, the blocks after its text.

    Both are None where the item does not begin with a paragraph.
    """
    text = element.text or ""
    if not len(element):
        return None, [] if text.strip() else None
    children = list(element)
    if children and children[0].tag == "input":
        text += children[0].tail or ""
        children = children[1:]
    if not text.strip() and children and children[0].tag == "p":
        return children[0], None
    if text.strip() or (children and children[0].tag not in _BLOCKS):
        return None, [child for child in children if child.tag in _BLOCKS]
    return None, None


def _links(element: ET.Element) -> Iterator[Link]:
    """Yield the links of an item's first paragraph."""
    for child in element.iter():
        if child.tag in LISTS:
            return
        if child.tag == "a" and child.get("id") is None:
            yield Link(gfm.text_of(child), child.get("href", ""))
