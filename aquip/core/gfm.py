"""GitHub Flavored Markdown through cmark-gfm, GitHub's own engine.

`to_html` is what GitHub shows; `structure` is the same parse as an element tree
whose ``data-sourcepos`` attributes tell where each block stands.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from functools import lru_cache
from typing import NamedTuple

from cmarkgfm import cmark

from aquip.core.engine import render
from aquip.core.text import Lines, Span

_FOOTNOTES = cmark.Options.CMARK_OPT_FOOTNOTES
_UNSAFE = cmark.Options.CMARK_OPT_UNSAFE
_SOURCEPOS = cmark.Options.CMARK_OPT_SOURCEPOS

# References to U+FFFE and U+FFFF come out of cmark as bytes that are no UTF-8.
_REFERENCE = re.compile(r"&#(?:[xX]([0-9a-fA-F]{1,6})|([0-9]{1,7}));")
_NONCHARACTERS = frozenset({0xFFFE, 0xFFFF})


def to_html(text: str, *, unsafe: bool = False) -> str:
    """Render GitHub Flavored Markdown; raw HTML is left out unless ``unsafe``."""
    options = _FOOTNOTES | (_UNSAFE if unsafe else 0)
    return render(_decodable(text), options)


def _decodable(text: str) -> str:
    return _REFERENCE.sub(_replaced, text) if "&#" in text else text


def _replaced(match: re.Match[str]) -> str:
    """Write U+FFFD for a noncharacter, at equal length so that columns hold."""
    code = int(match[1], 16) if match[1] else int(match[2])
    if code not in _NONCHARACTERS:
        return match.group()
    width = len(match[1] or match[2])
    return f"&#x{'fffd':0>{width}};" if match[1] else f"&#{65533:0>{width}};"


# What XML 1.0 refuses, replaced at equal length in bytes: columns are counted in bytes.
_CONTROLS = {code: "\x7f" for code in range(32) if code not in (9, 10, 13)}
_XML_SAFE = {**_CONTROLS, 0xFFFE: "\ufffd", 0xFFFF: "\ufffd"}
_REFUSED = tuple(map(chr, _XML_SAFE))
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# Footnotes carry attributes without a value, which XML does not know.
_BARE = re.compile(
    r'(<section class="footnotes"| id="fnref-[^"]*"| class="footnote-backref")'
    r" data-footnote(?:s|-ref|-backref)(?=[ >])"
)
# A paragraph that a table follows at once has lost its place.
_NOWHERE = ' data-sourcepos="0:0-0:0"'


def structure(text: str) -> ET.Element:
    """Parse into an element tree: HTML as cmark renders it, raw HTML left out.

    Every byte of the tree is cmark's own, so no note can forge a position.
    """
    # Looked for one by one, which is ten times faster than by a pattern.
    source = text.translate(_XML_SAFE) if any(char in text for char in _REFUSED) else text
    options = _FOOTNOTES | _SOURCEPOS
    html = render(_decodable(source), options)
    if "&#" in source:  # a reference may have yielded what XML refuses
        html = _ILLEGAL.sub("\ufffd", html)
    if "footnote" in html:
        html = _BARE.sub(r"\1", html)
    html = html.replace(_NOWHERE, "")
    return ET.fromstring(f"<body>{html}</body>")


class Place(NamedTuple):
    """Where a block stands: its line, counted from 1, and its offsets."""

    line: int
    start: int
    end: int


_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)[ \t]*")


def place_of(element: ET.Element, lines: Lines) -> Place | None:
    """Return where a block stands; None for elements that carry no position.

    The end of a list item may lie in the blank lines after it.
    """
    position = element.get("data-sourcepos")
    if position is None:
        return None
    line, column, end_line, end_column = map(int, position.replace("-", ":").split(":"))
    start = lines.offset(line, column)
    # A list that only footnotes or comments follow may claim to end past the last line.
    known = end_line <= len(lines.starts)
    end = lines.offset(end_line, end_column + 1) if known else len(lines.text)
    return Place(line, start, max(start, end))


def span_of(element: ET.Element, lines: Lines) -> Span | None:
    """Return where a block stands, as `place_of` has it."""
    place = place_of(element, lines)
    return Span(place.start, place.end) if place else None


def heading_span(element: ET.Element, lines: Lines) -> Span | None:
    """Return where a heading stands; cmark takes the line below an underlined one along."""
    place = place_of(element, lines)
    if place is None:
        return None
    line, start, end = place
    # Most headings are one line, with nothing taken along.
    if lines.text.find("\n", start, end) >= 0 or "\r" in lines.text:
        for number in range(line + 1, lines.position(end).line):
            if _UNDERLINE.fullmatch(lines.line_text(number)):
                return Span(start, lines.line_span(number).end)
    return Span(start, end)


def text_of(element: ET.Element) -> str:
    """Return an element's visible text, white space collapsed."""
    text = "".join(element.itertext()) if len(element) else element.text or ""
    return " ".join(text.split())


@lru_cache(maxsize=131072)
def plain(markdown: str) -> str:
    """Return the visible text of a piece of Markdown, white space collapsed."""
    # Most texts that hold markup hold code, of which the signs around it are all.
    is_line = "\n" not in markdown and "\r" not in markdown
    text = _CODE.sub(",", markdown) if is_line and "`" in markdown else markdown
    if not _MARKUP.search(text):
        return " ".join(markdown.replace("`", "").split())
    return text_of(structure(markdown))


_CODE = re.compile(r"`(?<!``)\w(?:[\w ,;'%/()?.-]*\w)?`(?!`)")
_MARKUP = re.compile(
    r"[^\w\s,;'%/()?$€.-]|\b_|_\b|https?:|www\.|^\s*(?:-|\d+[.)])\s|^ {4}", re.MULTILINE
)
