"""Feedback, and what became of it: the items that refer to it have taken it up.

An accomplishment, an action, a question, a priority takes feedback up with ``(see:: id)``, in
its text or in its details. The page, the next meeting's note and the files for other
tools all ask here.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from aquip.core.gfm import plain
from aquip.core.items import feedback_of
from aquip.core.model import Feedback, Item, Meeting, Occurrence, Record
from aquip.core.settings import Settings

Referring = Mapping[str, tuple[Occurrence, ...]]
"""The items that refer to others, by the ids of these."""

FRESH: Final = dt.timedelta(days=92)
"""How long one is reminded of what nobody has taken up: a quarter."""


@dataclass(frozen=True)
class Said:
    """A piece of feedback, the meeting that tells it, and what took it up, oldest first.

    What took it up counts once, where it first did, however many meetings carried it.
    """

    feedback: Feedback
    meeting: Meeting
    taken: tuple[Occurrence, ...] = ()

    @property
    def item(self) -> Item:
        """The item that tells it."""
        return self.feedback.item

    @property
    def waits(self) -> bool:
        """True when nothing took it up, though something could: it says who told whom."""
        return not self.taken and self.feedback.direction is not None


def said(record: Record, referring: Referring | None = None) -> tuple[Said, ...]:
    """List all feedback of a record, by date, with what became of it.

    ``referring`` is what `referring_to` says of it, where that is known.
    """
    found = [
        (meeting, item) for meeting in record.meetings for item in meeting.note.items("feedback")
    ]
    if referring is None:
        referring = referring_to({item.id for _, item in found if item.id}, record)
    return tuple(
        Said(feedback_of(item, record.settings), meeting, referring.get(item.id or "", ()))
        for meeting, item in found
    )


def waiting(every: Iterable[Said], onto: dt.date) -> Iterator[Said]:
    """Yield the feedback of a quarter's meetings before a day that nothing has taken up."""
    for one in every:
        held = one.meeting.status == "held" and one.meeting.date < onto
        if held and one.waits and onto - one.meeting.date <= FRESH:
            yield one


def referring_to(wanted: Iterable[str], record: Record) -> Referring:
    """Return the items that refer to others by these ids, but feedback, by the ids.

    Each is there once, where it first did; they are ordered by date.
    """
    ids = frozenset(wanted)
    found: dict[str, dict[object, Occurrence]] = defaultdict(dict)
    for meeting in record.meetings if ids else ():
        for item in meeting.note.items():
            if item.section == "feedback":
                continue
            for identity in ids.intersection(references(item, record.settings)):
                thread = record.thread_at.get((meeting.note.path, item.line))
                same = id(thread) if thread else _same(item)
                found[identity].setdefault(same, Occurrence(meeting, item))
    return {identity: tuple(one.values()) for identity, one in found.items()}


def references(item: Item, settings: Settings) -> Sequence[str]:
    """List the ids that an item refers to, in its text and in its details."""
    if not item.detail:
        return item.see
    return [*item.see, *(identity for identity, _ in settings.references(item.detail))]


def _same(item: Item) -> object:
    """Return what holds the tellings of one item together, as `aquip.core.rollup` does."""
    return (item.section, item.id or plain(item.text).casefold())
