"""A meeting's sections in their order, and the headings that are missing, as splices."""

from __future__ import annotations

from collections import Counter

from aquip.core import edit, gfm
from aquip.core.edit import Edit
from aquip.core.front_matter import blanked
from aquip.core.model import Item, Note, Section
from aquip.core.parse import parse
from aquip.core.references import HEADINGS
from aquip.core.settings import Settings
from aquip.core.text import Span, newline_of


def with_heading(note: Note, key: str, settings: Settings) -> list[Edit]:
    """Add a section's heading where it belongs: before the first that comes later.

    Nothing where it would be no heading there, as in a fence that is never closed.
    """
    edits = [_heading(note, key, settings)]
    text = edit.apply(note.text, edits)
    after = parse(text, path=note.path, uri=note.uri, settings=settings)
    return edits if after.section(key) else []


def _heading(note: Note, key: str, settings: Settings) -> Edit:
    order = [spec.key for spec in settings.sections]
    later = [s for s in note.sections if s.key and order.index(s.key) > order.index(key)]
    newline = newline_of(note.text)
    heading = f"## {settings.heading(key)}{newline}"
    if later:
        start = later[0].heading.start
        return Edit(Span(start, start), f"{heading}{newline}")
    end = len(note.text.rstrip())
    gap = newline * 2 if end else ""
    return Edit(Span(end, len(note.text)), f"{gap}{heading}")


def in_order(note: Note, settings: Settings) -> list[Edit]:
    """Put the sections that are recognised in order; others stay where they are.

    Each is moved whole, with all that stands in it. Nothing where they are in order, or
    where moving them would change more than their order: sections of several levels, one
    that is there twice, private markers that reach from one into the next.
    """
    known = [section for section in note.sections if section.key]
    keys = [spec.key for spec in settings.sections]
    wanted = sorted(known, key=lambda section: keys.index(str(section.key)))
    levels = {section.level for section in known}
    if wanted == known or len(levels) > 1 or len({s.key for s in known}) < len(known):
        return []
    if _parted(note, known):
        return []
    edits = [
        Edit(_content(note, old), _content(note, new).slice(note.text))
        for old, new in zip(known, wanted, strict=True)
        if old is not new
    ]
    after = edit.apply(note.text, edits)
    moved = parse(after, path=note.path, uri=note.uri, settings=settings)
    return edits if _said(note) == _said(moved) else []


def _parted(note: Note, known: list[Section]) -> bool:
    """Tell whether a heading of a higher level stands between sections."""
    first, last = known[0].heading.start, known[-1].heading.start
    for block in gfm.structure(blanked(note.text, note.front)):
        level = HEADINGS.get(block.tag)
        place = gfm.place_of(block, note.lines) if level and level < known[0].level else None
        if place and first < place.start < last:
            return True
    return False


def _content(note: Note, section: Section) -> Span:
    """Return a section's span, less the blank lines that part it from the next."""
    start, end = section.heading.start, section.body.end
    return Span(start, start + len(note.text[start:end].rstrip()))


def _said(note: Note) -> tuple[object, ...]:
    """Return what a note says, in whatever order."""
    items = Counter(map(_item, note.items()))
    sections = Counter((s.key, s.title, s.level, len(s.items)) for s in note.sections)
    problems = Counter(problem.kind for problem in note.problems)
    links = Counter((link.url, link.image) for link in note.links)
    hidden = Counter(note.lines.line_text(line) for line in note.hidden)
    return (items, sections, problems, links, hidden, note.anchors)


def _item(item: Item) -> tuple[object, ...]:
    return (item.section, item.text, item.box, item.id, item.detail, item.private, item.group)
