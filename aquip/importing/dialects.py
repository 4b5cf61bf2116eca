"""What editors write that Markdown does not know, evened out: no line is lost or added.

Obsidian's comments, Google Docs' escaped boxes, headings that are only bold or end in a colon.
"""

from __future__ import annotations

import re
from itertools import zip_longest

from aquip.core import gfm
from aquip.core.extent import extent_of
from aquip.core.settings import Settings
from aquip.core.text import Lines
from aquip.importing import dates
from aquip.importing.actions import leads
from aquip.importing.headings import key_of

_COMMENT = re.compile(r"%%(?P<text>(?:(?!%%)[^\n])*|\n(?:(?!%%).)*?\n)%%", re.DOTALL)
_PRIVATE_LIKE = re.compile(r"\bpriv", re.IGNORECASE)
_ESCAPED_BOX = re.compile(r"^(\s*(?:[-*+]|\d+[.)])\s+)\\\[\s?([xX ]?)\s?\\?\]", re.MULTILINE)
_BOLD = re.compile(
    r"\s{0,3}(?P<marks>\*\*|__)(?P<title>(?:(?!(?P=marks))[^\n])+)(?P=marks)\s*:?\s*"
)
_COLON = re.compile(r"\s{0,3}(?P<title>\w[^\n]{0,60}?)\s*:\s*")
_LISTS = ("ul", "ol", "table")
_LONGEST_TITLE = 80


def with_line_feeds(text: str) -> str:
    """Return a text without byte order mark, its lines ended by line feeds."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def normalised(text: str, settings: Settings) -> str:
    """Return a text, its front matter blanked, with the dialects' forms in those of GitHub."""
    if "%%" in text:
        text = _COMMENT.sub(_comment, text)
    if "\\[" in text:
        text = _ESCAPED_BOX.sub(lambda m: f"{m[1]}[{m[2] or ' '}]", text)
    return _headings(_own_lines(text), settings)


def _own_lines(text: str) -> str:
    """Give an action that follows a list's item without a blank line a bullet of its own.

    Markdown takes such a line for more of the item; who wrote ``ACTION:`` meant another one.
    """
    written = text.split("\n")
    if not any(line[:1].isalpha() and leads(line) for line in written):
        return text
    lines = Lines(text)
    for element in gfm.structure(text).iter("li"):
        extent = extent_of(element, lines)
        last = lines.position(extent.head.end).line if extent else 0
        for number in range(extent.line if extent else 0, last):
            if written[number][:1].isalpha() and leads(written[number]):
                written[number] = f"- {written[number]}"
    return "\n".join(written)


def _comment(match: re.Match[str]) -> str:
    """Write Obsidian's comment as HTML's, which does not show either."""
    inside = match["text"]
    if "-->" in inside:
        return match.group()
    # A comment that begins as a private marker does would be taken for one.
    lead = " Hidden:" if _PRIVATE_LIKE.match(inside.strip()) else ""
    return f"<!--{lead}{inside}-->"


def _headings(text: str, settings: Settings) -> str:
    """Write paragraphs that are headings in all but form as headings.

    Where one that is bold, or ends in a colon above a list, is a name that opens a section,
    all of that form are headings: another one ends the section.
    """
    if "**" not in text and "__" not in text and ":" not in text:
        return text
    lines = Lines(text)
    blocks = [*gfm.structure(text)]
    deepest = 6 if any(re.fullmatch("h[1-6]", block.tag) for block in blocks) else 2
    rows = text.split("\n")
    found: dict[str, dict[int, str]] = {"bold": {}, "colon": {}}
    for block, following in zip_longest(blocks, blocks[1:]):
        place = gfm.place_of(block, lines) if block.tag == "p" else None
        if place is None or "\n" in text[place.start : place.end].strip("\n"):
            continue
        row = rows[place.line - 1]
        if (bold := _BOLD.fullmatch(row)) and len(row) <= _LONGEST_TITLE:
            found["bold"][place.line] = bold["title"].strip().rstrip(":").strip()
        elif following is not None and following.tag in _LISTS and (colon := _COLON.fullmatch(row)):
            found["colon"][place.line] = colon["title"]
    for titles in found.values():
        first = next((n for n, title in titles.items() if _opens(title, settings)), None)
        for number, title in titles.items():
            if first is not None and number >= first:
                rows[number - 1] = f"{'#' * deepest} {title}"
    return "\n".join(rows)


def _opens(title: str, settings: Settings) -> bool:
    """Tell whether a title opens a section, or dates a meeting."""
    dated = any(f.date and f.end - f.start > len(title) // 2 for f in dates.find(title))
    return dated or key_of(title, settings) is not None
