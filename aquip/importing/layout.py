"""A text as its headings divide it: regions of whole lines, and where each goes."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass, field

from aquip.core import gfm
from aquip.core.references import HEADINGS
from aquip.core.settings import Settings
from aquip.core.text import Lines
from aquip.importing.headings import key_of

_ATX = re.compile(r"[ \t]{0,3}#{1,6}(?:[ \t]+(?P<text>.*?))?(?:[ \t]+#+)?[ \t]*")
_UNDERLINE = re.compile(r"[ \t]{0,3}(?:=+|-+)[ \t]*")


@dataclass
class Region:
    """A heading, or none, and the blocks below it up to the next heading.

    ``lines`` are those of the body, from 1, the end not included. ``level`` is 0 without
    a heading. ``key`` is the section it goes to, None where it has none of its own.
    ``above`` are the titles of the kept headings it stands under, its own the last;
    ``nested`` tells whether it stands under any heading but a title, ``talk`` whether it
    is a conversation below a heading of actions.
    """

    level: int
    title: str
    source: str
    line: int
    lines: range
    blocks: list[ET.Element] = field(default_factory=list)
    key: str | None = None
    known: bool = False
    above: tuple[str, ...] = ()
    nested: bool = False
    talk: bool = False


def regions(text: str, lines: Lines) -> list[Region]:
    """Cut a text at its headings."""
    found = [Region(0, "", "", 1, range(1, 1))]
    for block in gfm.structure(text):
        if block.tag not in HEADINGS:
            found[-1].blocks.append(block)
            continue
        place = gfm.place_of(block, lines)
        if place is None:
            continue
        last = last_line(lines, place)
        found[-1].lines = range(found[-1].lines.start, place.line)
        title = gfm.text_of(block)
        source = heading_source([lines.line_text(n) for n in range(place.line, last + 1)])
        level = HEADINGS[block.tag]
        found.append(Region(level, title, source, place.line, range(last + 1, last + 1)))
    found[-1].lines = range(found[-1].lines.start, len(lines) + 1)
    return found


def last_line(lines: Lines, place: gfm.Place) -> int:
    """Return the line a heading ends in; cmark has one with an underline end behind that."""
    if _ATX.fullmatch(lines.line_text(place.line)):
        return place.line
    end = lines.position(max(place.start, place.end - 1)).line
    below = range(place.line + 1, end + 1)
    return next((n for n in below if _UNDERLINE.fullmatch(lines.line_text(n))), end)


def heading_source(lines: list[str]) -> str:
    """Return what a heading says as it is written, without ``#`` or underline."""
    if len(lines) == 1 and (atx := _ATX.fullmatch(lines[0])):
        return (atx["text"] or "").strip()
    text = lines[:-1] if len(lines) > 1 and _UNDERLINE.fullmatch(lines[-1]) else lines
    return " ".join(line.strip() for line in text)


def place(found: list[Region], settings: Settings) -> None:
    """Settle which section each region goes to, and which kept headings it stands under.

    A heading of its own below a section stays in it, but for discussions below the
    agenda: what is a list of topics with boxes is the agenda, else it is notes.
    """
    open_: list[Region] = []
    for region in found:
        open_ = [one for one in open_ if one.level < region.level] if region.level else []
        region.key = key_of(region.title, settings) if region.level else None
        region.known = region.key is not None
        region.talk = region.key == "actions" and _is_talk(region)
        if region.talk:
            region.key = "notes"
        parent = open_[-1].key if open_ else None
        if region.key is None and parent not in (None, "notes"):
            region.key = parent if parent != "questions" or _has_boxes(region) else None
        region.nested = region.talk or any(one.known or one.level > 1 for one in open_)
        kept = [one.title for one in open_ if not one.known]
        region.above = (*kept, *([] if region.known or not region.level else [region.title]))
        if region.level:
            open_.append(region)


def _has_boxes(region: Region) -> bool:
    return any(
        next(iter(item), item).tag == "input"
        for block in region.blocks
        if block.tag in ("ul", "ol")
        for item in block
    )


_SPEAKER = re.compile(r"[^\W\d_][\w.'’-]{0,15}(?: [A-Z][\w.'’-]{0,15})?: (?P<said>.*)")
# A task is told to nobody: who says I, you or we, or asks, is in conversation.
_REPLY = re.compile(
    r"\?(?:\s|$)|\b(?!I (?:will|can)|I'll)(?:I|we|you|us|me|my|our|your)\b", re.IGNORECASE
)


def is_spoken(text: str) -> bool:
    """Tell whether a text begins as what somebody said does: ``SC: …``."""
    return _SPEAKER.match(text) is not None


def _is_talk(region: Region) -> bool:
    """Tell whether a list is what people said to each other: "Next steps" is a topic too."""
    items = [gfm.text_of(i) for b in region.blocks if b.tag in ("ul", "ol") for i in b]
    spoken = [match["said"] for match in map(_SPEAKER.match, items) if match]
    replies = sum(_REPLY.search(said) is not None for said in spoken)
    return bool(spoken) and 2 * len(spoken) >= len(items) and 4 * replies >= len(items)
