"""Pieces of feedback as rows: what was said, by whom, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from aquip.core.feedback import Said
from aquip.core.model import Item, Meeting, Occurrence


@dataclass(frozen=True)
class Row:
    """A piece of feedback; ``taken`` are the items that took it up, ``waits`` that none did."""

    item: Item
    text: str
    handle: str | None
    direction: str
    meeting: Meeting
    taken: tuple[Occurrence, ...]
    waits: bool


def row_of(one: Said) -> Row:
    """Return a row; what does not say who told whom counts as received."""
    said = one.feedback
    direction = said.direction or "from"
    return Row(said.item, said.text, said.handle, direction, one.meeting, one.taken, one.waits)


def said_key(every: Iterable[Said]) -> list[object]:
    """Return what rows show of feedback beyond its own meetings: what took it up."""
    return [
        (
            one.meeting.note.uri,
            one.item.line,
            [(t.meeting.note.key, t.item.line) for t in one.taken],
        )
        for one in every
        if one.taken
    ]
