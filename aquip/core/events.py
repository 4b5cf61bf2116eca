"""What happened to the items and the meetings of a record between one time and another.

Whoever asks has the same notes twice: an item wherever it stood at either time (`of_item`), a
meeting's note before and after a commit (`aquip.core.meeting_events`), or all notes at two
revisions (`aquip.core.compare`). The answers are the same events, so that the diff, the log and
the site's trails say the same of the same change.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from msgspec import Struct

from aquip.core.gfm import plain
from aquip.core.model import Item, Meeting, Occurrence, State
from aquip.core.privacy import redact
from aquip.core.threads import TRACKED, due_moves, state_in

Kind = Literal[
    "raised",
    "carried",
    "told",
    "due_moved",
    "owner_changed",
    "done",
    "dropped",
    "reopened",
    "reranked",
    "confirmed",
    "lost",
    "edited",
    "held",
    "cancelled",
    "shared",
]
CLOSED: dict[State, Kind] = {"open": "reopened", "done": "done", "dropped": "dropped"}

Occurrences = Sequence[Occurrence]
"""Where an item stands at one time, oldest meeting first."""


class Event(Struct, frozen=True):
    """One thing that happened, and the meeting that shows it.

    ``item`` is None where it happened to the meeting as a whole. ``before`` and ``after`` say
    what changed: dates, handles, ranks, states, texts. An edit without ``after`` took the item or
    the note away, one to something else than the item's text is one of its details (less what is
    hidden of them), and one of a meeting from a name to another moved it.
    ``carries`` counts the meetings after its first that show the item, ``due_moves`` how often
    its due date has changed by then. It is ``private`` when the item or the meeting is hidden at
    either time.
    """

    kind: Kind
    meeting: Meeting
    item: Item | None = None
    before: str | None = None
    after: str | None = None
    carries: int = 0
    due_moves: int = 0
    private: bool = False

    @property
    def line(self) -> int:
        """The line of the meeting's note to look at, from 1."""
        return self.item.line if self.item else 1


def of_item(before: Occurrences, after: Occurrences) -> Iterator[Event]:
    """Tell what happened to one item, by where it stands at two times; either may be nowhere."""
    private = any(hidden(occurrence) for occurrence in (*before, *after))
    moves = due_moves(after)
    for kind, of, old, new in (*_moves(before, after), *_changes(before, after)):
        carries = next((n for n, one in enumerate(after) if one is of), 0)
        yield Event(kind, of.meeting, of.item, old, new, carries, moves, private)


_Happening = tuple[Kind, Occurrence, str | None, str | None]
"""What happened to an item, where it shows, and what was before and after."""


def _moves(before: Occurrences, after: Occurrences) -> Iterator[_Happening]:
    """Yield where it came and went."""
    if len(before) > len(after):
        for gone in _elsewhere(before[-1:], after):
            yield "edited", gone, gone.item.text, None
    if after and not before:
        yield "raised", after[0], None, after[0].item.text
    times = max(len(before) - 1, 0)
    if len(after) - 1 > times:
        yield "carried", _elsewhere(after, before)[-1], str(times), str(len(after) - 1)


def _elsewhere(some: Occurrences, others: Occurrences) -> list[Occurrence]:
    """Choose those in meetings that the others do not stand in."""
    meetings = {_name(one) for one in others}
    return [one for one in some if _name(one) not in meetings]


def _name(occurrence: Occurrence) -> tuple[str, str]:
    return occurrence.meeting.series, occurrence.meeting.name


def _before(before: Occurrences, after: Occurrences) -> Occurrence:
    """Return what the newest occurrence was: in the same meeting, else at the same place."""
    name = _name(after[-1])
    same = next((one for one in before if _name(one) == name), None)
    return same or before[min(len(before), len(after)) - 1]


def _changes(before: Occurrences, after: Occurrences) -> Iterator[_Happening]:
    """Yield what is other than it was: where it stands now, and in older records."""
    if after:
        was = _before(before, after) if before else after[0]
        state: State = state_in(was.meeting, was.item) if before else "open"
        for kind, old, new in _fields(was, after[-1], state):
            yield kind, after[-1], old, new
    for was, now in _in_place(before, after):
        if now is not after[-1] and was.item.state != now.item.state:
            yield CLOSED[now.item.state], now, was.item.state, now.item.state
        if _reads_on(was.item, now.item) and _details(was.item) != _details(now.item):
            yield "edited", now, _details(was.item), _details(now.item)


def _fields(
    was: Occurrence, now: Occurrence, state: State
) -> Iterator[tuple[Kind, str | None, str | None]]:
    """Yield what is other in what an item says; ``state`` is the one it was in."""
    if was.item.due != now.item.due:
        yield "due_moved", _date(was.item), _date(now.item)
    if was.item.owners != now.item.owners:
        yield "owner_changed", _owners(was.item), _owners(now.item)
    if not _reads_on(was.item, now.item):
        yield "edited", was.item.text, now.item.text
    # A question without a box is done because its meeting was held, which is told of the meeting.
    if now.item.section in TRACKED and (now.item.box or was.item.box):
        ends = state_in(now.meeting, now.item)
        if ends != state:
            yield CLOSED[ends], state, ends


def _in_place(before: Occurrences, after: Occurrences) -> Iterator[tuple[Occurrence, Occurrence]]:
    """Yield an item at both times in each meeting that shows it at both, where it was edited.

    From meeting to meeting its details may well change: finished steps are not carried.
    """
    known = {_name(one): one for one in before}
    for now in after:
        was = known.get(_name(now))
        if was is not None and was.item is not now.item:
            yield was, now


def _reads_on(was: Item, now: Item) -> bool:
    return plain(was.text) == plain(now.text)


def _details(item: Item) -> str:
    """Return what is not hidden of the details, less empty lines and spaces at the end."""
    lines = redact(item.detail).splitlines()
    return "\n".join(line.rstrip() for line in lines if line.strip())


def _date(item: Item) -> str | None:
    return item.due.isoformat() if item.due else None


def _owners(item: Item) -> str | None:
    return ", ".join(f"@{owner}" for owner in item.owners) or None


def hidden(occurrence: Occurrence) -> bool:
    """Tell whether an item may not be shown where it stands."""
    return occurrence.item.private or not occurrence.meeting.note.published


def reranked(pairs: Iterable[tuple[Occurrence, Occurrence]]) -> Iterator[Event]:
    """Tell which priorities changed places; that others came or went moves none."""
    both = [(a, b) for a, b in pairs if a.item.state == b.item.state == "open"]
    old = [id(b) for a, b in sorted(both, key=lambda pair: pair[0].item.rank)]
    new = [id(b) for a, b in sorted(both, key=lambda pair: pair[1].item.rank)]
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    stay = {one for m in matcher.get_matching_blocks() for one in old[m.a : m.a + m.size]}
    for a, b in both:
        if id(b) not in stay:
            private = hidden(a) or hidden(b)
            yield Event("reranked", b.meeting, b.item, _rank(a), _rank(b), private=private)


def _rank(occurrence: Occurrence) -> str:
    """Return a priority's place; hidden ones above count for hidden ones alone."""
    item = occurrence.item
    above = (o for o in occurrence.meeting.note.items("priorities") if o.rank < item.rank)
    return str(item.rank - (0 if item.private else sum(one.private for one in above)))
