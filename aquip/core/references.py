"""Where a document leads, and where it can be led to: relative links, and anchors of headings."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import Final
from urllib.parse import unquote, urlsplit

from aquip.core import gfm, grammar
from aquip.core.model import LinkTarget
from aquip.core.text import Lines

HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
"""The level of each heading's element."""

_LINKING: Final = ("a", "img")
_PATIENCE: Final = 50_000_000
"""Characters of one document that are gone through in all to find the lines of its links."""


def references(root: ET.Element, lines: Lines) -> tuple[tuple[LinkTarget, ...], frozenset[str]]:
    """Return a document's relative links with their lines, and the anchors of its headings."""
    links: list[LinkTarget] = []
    anchors: set[str] = set()
    counts: dict[str, int] = {}
    places = _Places(lines)
    block = root
    for element in root.iter():
        if "data-sourcepos" in element.attrib:
            block = element
        if element.tag in HEADINGS:
            # With every space as it is written: GitHub's anchors keep the plain ones alone.
            anchors.add(numbered(grammar.slug("".join(element.itertext())), counts))
        elif element.tag in _LINKING and "class" not in element.attrib:
            links.extend(_link(element, block, places))
    return tuple(links), frozenset(anchors)


class _Places:
    """Finds the lines where a document's links are written: cmark tells only their blocks'."""

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self._patience = _PATIENCE

    def line(self, target: str, block: ET.Element) -> int:
        """Return the line of a target, or the block's own where it is written otherwise.

        So it is for the last of very many, since each may have to be looked for to the end.
        """
        lines = self._lines
        place = gfm.span_of(block, lines)
        offset = place.start if place else 0
        found = lines.text.find(target, offset) if self._patience > 0 else -1
        self._patience -= (found if found >= 0 else len(lines.text)) - offset
        return lines.position(max(found, offset)).line


def _link(element: ET.Element, block: ET.Element, places: _Places) -> tuple[LinkTarget, ...]:
    """Return where an element leads, unless that is off the site."""
    image = element.tag == "img"
    url = element.get("src" if image else "href", "")
    parts = urlsplit(url) if url and "[" not in url else None
    if parts is None or parts.scheme or parts.netloc:
        return ()
    decoded = unquote(url)
    return (LinkTarget(decoded, places.line(decoded, block), image=image),)


def numbered(slug: str, counts: dict[str, int]) -> str:
    """Number a heading's anchor as GitHub does when it occurs again: a, a-1, a-2."""
    count = counts.get(slug, 0)
    counts[slug] = count + 1
    return f"{slug}-{count}" if count else slug
