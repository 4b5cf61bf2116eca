"""Notes as plain data and back, for a cache: lists, strings, numbers, nothing that acts.

The text itself is not part of it: it is read from the file, whose hash is the key.
What has another shape than was written raises; a cache that is no good is no cache.
"""

from __future__ import annotations

from typing import Any

from aquip.core.model import (
    Answer,
    Field,
    FrontMatter,
    Item,
    Link,
    LinkTarget,
    Note,
    Problem,
    Section,
)
from aquip.core.text import Lines, Span

Data = list[Any]


def note_to_data(note: Note) -> Data:
    """Turn a note into what JSON can hold.

    Raises:
        TypeError: its front matter holds what JSON has no form for.
    """
    front = note.front
    return [
        [front.values, front.keys, front.places, front.span, front.block],
        [_section_to_data(section) for section in note.sections],
        [[a.key, a.value, a.span, a.line, a.private] for a in note.answers],
        _item_to_data(note.confirmation) if note.confirmation else None,
        [[link.url, link.line, link.image] for link in note.links],
        sorted(note.anchors),
        note.title,
        sorted(note.hidden),
        [[p.kind, p.message, p.span] for p in note.problems],
        sorted(note.ignores),
        note.readable,
    ]


def _section_to_data(one: Section) -> Data:
    items = [_item_to_data(item) for item in one.items]
    return [one.key, one.title, one.level, one.heading, one.body, items]


def _item_to_data(item: Item) -> Data:
    return [
        item.section,
        item.span,
        item.head,
        item.line,
        item.column,
        item.bullet,
        item.box,
        item.box_span,
        item.text,
        item.owners,
        item.owners_span,
        item.mentions,
        [[f.key, f.value, f.span, f.style] for f in item.fields],
        item.id,
        item.id_span,
        item.rank,
        item.ordered,
        item.group,
        item.private,
        item.detail,
        [[link.text, link.url] for link in item.links],
        sorted(item.ignores),
    ]


def note_of_data(data: Data, *, path: str, uri: str, text: str) -> Note:
    """Make a note of its data and its text.

    Raises:
        TypeError, ValueError, LookupError: the data has another shape.
    """
    front, sections, answers, confirmation, links, anchors, title, hidden, problems, *rest = data
    ignores, readable = rest
    return Note(
        path=path,
        uri=uri,
        text=text,
        lines=Lines(text),
        front=_front(front),
        sections=tuple([_section(one) for one in sections]),
        answers=tuple([Answer(k, v, Span(*s), line, p) for k, v, s, line, p in answers]),
        confirmation=_item(confirmation) if confirmation else None,
        links=tuple([LinkTarget(*link) for link in links]),
        anchors=frozenset(anchors),
        title=title,
        hidden=frozenset(hidden),
        problems=tuple([Problem(kind, message, Span(*s)) for kind, message, s in problems]),
        ignores=frozenset(ignores),
        readable=readable,
    )


def _front(data: Data) -> FrontMatter:
    values, keys, places, span, block = data
    spans = {key: Span(*place) for key, place in keys.items()}
    value_spans = {key: Span(*place) for key, place in places.items()}
    return FrontMatter(values, spans, value_spans, _span(span), _span(block))


def _span(data: Data | None) -> Span | None:
    return Span(*data) if data else None


def _section(data: Data) -> Section:
    key, title, level, heading, body, items = data
    found = tuple([_item(item) for item in items])
    return Section(key, title, level, Span(*heading), Span(*body), found)


def _item(data: Data) -> Item:
    section, span, head, line, column, bullet, box, box_span, text, owners, *more = data
    owners_span, mentions, fields, identity, id_span, rank, ordered, *last = more
    group, private, detail, links, codes = last
    # As in `parse_item`: field by field would take longer than all the rest.
    item = object.__new__(Item)
    item.__dict__.update(
        section=section,
        span=Span(*span),
        head=Span(*head),
        line=line,
        column=column,
        bullet=bullet,
        box=box,
        box_span=_span(box_span),
        text=text,
        owners=tuple(owners),
        owners_span=_span(owners_span),
        mentions=tuple(mentions),
        fields=tuple([Field(key, value, Span(*at), style) for key, value, at, style in fields]),
        id=identity,
        id_span=_span(id_span),
        rank=rank,
        ordered=ordered,
        group=group,
        private=private,
        detail=detail,
        links=tuple([Link(*link) for link in links]),
        ignores=frozenset(codes),
    )
    return item
