"""The canonical form of a note, as splices: how `aquip fmt` writes what the format reads.

Only bullets, boxes and the first paragraphs of items are touched. Each change is tried:
where the note would say anything else afterwards, the item stays as it was written.
"""

from __future__ import annotations

import bisect
import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from aquip.core import edit, gfm, grammar
from aquip.core.edit import Edit
from aquip.core.extent import LISTS
from aquip.core.front_matter import blanked
from aquip.core.items import OWNED
from aquip.core.model import Field, Item, Note
from aquip.core.parse import parse
from aquip.core.settings import Settings
from aquip.core.text import Span

_BULLETS = {"*": "-", "+": "-"}


@dataclass(frozen=True)
class Stamps:
    """What items are given that the record knows and their notes do not say, by their lines."""

    ids: Mapping[int, str] = field(default_factory=dict)
    done: Mapping[int, dt.date] = field(default_factory=dict)


def canonical(note: Note, settings: Settings, stamps: Stamps = Stamps()) -> list[Edit]:
    """Return what to change so that a note is in canonical form; nothing where it is.

    A note that can't be understood as a whole stays as it is: one that is not readable,
    or that a merge has left its markers in.
    """
    if not note.whole:
        return []
    changes = [*_bullets(note), *_items(note, settings, stamps)]
    wanted = [change for change in changes if change]
    if not wanted or _keeps(note, settings, wanted):
        return [one for change in wanted for one in change]
    kept: list[list[Edit]] = []
    for change in wanted:
        if _keeps(note, settings, [*kept, change]):
            kept.append(change)
    return [one for change in kept for one in change]


def _keeps(note: Note, settings: Settings, changes: Iterable[list[Edit]]) -> bool:
    """Tell whether a note says the same after some changes."""
    text = edit.apply(note.text, [one for change in changes for one in change])
    after = parse(text, path=note.path, uri=note.uri, settings=settings)
    return says_the_same(note, after)


# --- lists ----------------------------------------------------------------------------------


def _bullets(note: Note) -> Iterator[list[Edit]]:
    """Write ``-`` and ``1.``, list by list: another bullet would begin another list."""
    bodies = [section.body for section in note.sections if section.key]
    begins = [body.start for body in bodies]
    for block in gfm.structure(blanked(note.text, note.front)):
        if block.tag not in LISTS:
            continue
        span = gfm.span_of(block, note.lines)
        above = bisect.bisect_right(begins, span.start) if span else 0
        if span is None or not above or span.start >= bodies[above - 1].end:
            continue
        places = (gfm.span_of(element, note.lines) for element in block)
        found = (grammar.BULLET.match(note.text, place.start) for place in places if place)
        yield [one for bullet in found if bullet for one in _bullet(bullet)]


def _bullet(match: re.Match[str]) -> Iterator[Edit]:
    written = match["bullet"]
    wanted = _BULLETS.get(written, written.replace(")", "."))
    if written != wanted:
        yield Edit(Span(*match.span("bullet")), wanted)


# --- items ----------------------------------------------------------------------------------


def _items(note: Note, settings: Settings, stamps: Stamps) -> Iterator[list[Edit]]:
    """Yield the changes of one item after the other."""
    for item in (*note.items(), *([note.confirmation] if note.confirmation else [])):
        identity = None if item.id else stamps.ids.get(item.line)
        done = None if item.done else stamps.done.get(item.line)
        yield [*_box(note, item), *_head(note, item, settings, identity, done)]


def _box(note: Note, item: Item) -> Iterator[Edit]:
    if item.box_span and item.box:
        inner = Span(item.box_span.start + 1, item.box_span.end - 1)
        if inner.slice(note.text) != item.box:
            yield Edit(inner, item.box)


def _head(
    note: Note, item: Item, settings: Settings, identity: str | None, done: dt.date | None
) -> Iterator[Edit]:
    """Write an item's owners first, then its text, its fields, and its id."""
    raw = item.head.slice(note.text)
    fields = [_field(one, note, settings) for one in item.fields]
    fields += [settings.field("done", done)] if done else []
    mark = identity or item.id
    tail = [*fields, *([f"^{mark}"] if mark else [])]
    owners, lead = _owners(note, item)
    taken = [one.span for one in item.fields]
    taken += [item.id_span] if item.id_span else []
    if owners and item.owners_span:
        taken.append(item.owners_span)
    if lead:
        taken.append(lead)
    text = _without(raw, [Span(s - item.head.start, e - item.head.start) for s, e in taken])
    written = " ".join([*owners, text, *tail])
    # Where only fields and id follow, as they should, the space between them is one's own.
    if written.split() != raw.split():
        yield Edit(item.head, written)


def _field(one: Field, note: Note, settings: Settings) -> str:
    """Write a field in parentheses, its words as they are."""
    if one.style in ("emoji", "colon"):
        return settings.field(one.key, one.value)
    source = one.span.slice(note.text)[1:-1]
    colons = grammar.narrow(source).index("::")
    key, value = source[:colons].strip(), source[colons + 2 :].strip()
    return f"({key}:: {one.value if one.key in grammar.NUMERIC_FIELDS else value})"


def _owners(note: Note, item: Item) -> tuple[list[str], Span | None]:
    """Return the handles to write first, none where they stand there, and a lead-in to remove."""
    if item.section not in OWNED:
        return [], None
    raw = item.head.slice(note.text)
    match = grammar.LEAD_IN.match(grammar.mask(raw))
    start = item.head.start
    # Among actions it says nothing; a question that is called an action stays one.
    lead = Span(start, start + match.end()) if match and item.section == "actions" else None
    begins = lead.end if lead else start + len(raw) - len(raw.lstrip())
    if item.owners_span is None:
        return [], lead
    plain = item.owners_span.slice(note.text).startswith("@")
    if item.owners_span.start == begins and plain:
        return [], lead
    return [f"@{owner}" for owner in item.owners], lead


def _without(raw: str, spans: Iterable[Span]) -> str:
    """Take parts out, each with the space around it but one; line breaks stay."""
    parts: list[str] = []
    kept = 0
    for start, end in sorted(spans):
        before = raw[kept:start]
        parts.append(before.rstrip(" \t") if parts or before.strip() else "")
        kept = end
        if parts[-1] and not raw[kept : kept + 1].isspace():
            parts.append(" ")
    return "".join((*parts, raw[kept:])).strip()


# --- meaning --------------------------------------------------------------------------------

_BLOCKS = frozenset(
    {"p", "ul", "ol", "li", "pre", "blockquote", "table", "tr", "th", "td", "hr", "section"}
    | {f"h{level}" for level in range(1, 7)}
)


def says_the_same(before: Note, after: Note) -> bool:
    """Tell whether two notes mean the same: blocks, sections, items, answers, what is hidden.

    An item may have an id and a done date that it did not have.
    """
    return _meaning(before) == _meaning(after) and all(
        map(_same_item, before.items(), after.items())
    )


def _meaning(note: Note) -> tuple[object, ...]:
    tree = gfm.structure(blanked(note.text, note.front))
    blocks = [element.tag for element in tree.iter() if element.tag in _BLOCKS]
    confirmed = note.confirmation and (note.confirmation.text, note.confirmation.box)
    headings = [(section.key, section.title, section.level) for section in note.sections]
    answers = [(answer.key, answer.value, answer.private) for answer in note.answers]
    anchors = {anchor for anchor in note.anchors if not anchor.startswith("^")}
    kinds = [problem.kind for problem in note.problems]
    counts = [len(section.items) for section in note.sections]
    links = [(link.url, link.image) for link in note.links]
    return (blocks, headings, counts, answers, confirmed, anchors, kinds, links, note.hidden)


def _same_item(before: Item, after: Item) -> bool:
    return (
        _essence(before) == _essence(after)
        and before.id in (None, after.id)
        and before.done in (None, after.done)
    )


def _essence(item: Item) -> tuple[object, ...]:
    said = [(one.key, one.value) for one in item.fields if one.key != "done"]
    listed = (item.text, item.owners, item.mentions, item.detail, item.links, item.ignores)
    place = (item.section, item.rank, item.ordered, item.group, item.private)
    return (item.state, item.box, sorted(said), listed, place)
