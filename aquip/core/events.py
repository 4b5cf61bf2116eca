"""What happened to the items and the meetings of a record between one time and another.

Whoever asks has the same notes twice: an item wherever it stood at either time (`of_item`), a
meeting's note before and after a commit (`of_meeting`), or all notes at two revisions
(`aquip.core.compare`). The answers are the same events, so that the diff, the log and the site's
trails say the same of the same change.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Literal

from msgspec import Struct, structs

from aquip.core.gfm import plain
from aquip.core.matching import item_pairs
from aquip.core.model import Item, Meeting, Note, Occurrence, State
from aquip.core.readiness import AGENDA
from aquip.core.threads import TRACKED, state_in

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
_CLOSED: dict[State, Kind] = {"open": "reopened", "done": "done", "dropped": "dropped"}

Occurrences = Sequence[Occurrence]
"""Where an item stands at one time, oldest meeting first."""


class Event(Struct, frozen=True):
    """One thing that happened, and the meeting that shows it.

    ``item`` is None where it happened to the meeting as a whole. ``before`` and ``after`` say
    what changed: dates, handles, ranks, states, texts; an edit without ``after`` took it away.
    ``carries`` counts the meetings after its first that show the item. It is ``private`` when
    the item or the meeting is hidden at either time.
    """

    kind: Kind
    meeting: Meeting
    item: Item | None = None
    before: str | None = None
    after: str | None = None
    carries: int = 0
    private: bool = False

    @property
    def line(self) -> int:
        """The line of the meeting's note to look at, from 1."""
        return self.item.line if self.item else 1


def of_item(before: Occurrences, after: Occurrences) -> Iterator[Event]:
    """Tell what happened to one item, by where it stands at two times; either may be nowhere."""
    private = any(_hidden(occurrence) for occurrence in (*before, *after))
    if not after:
        yield from _gone(before, private=private)
        return
    meeting, item = after[-1].meeting, after[-1].item
    carries = len(after) - 1

    def event(kind: Kind, old: str | None = None, new: str | None = None) -> Event:
        return Event(kind, meeting, item, old, new, carries, private)

    if not before:
        raised = after[0]
        yield Event("raised", raised.meeting, raised.item, after=raised.item.text, private=private)
    if carries > max(len(before) - 1, 0):
        yield event("carried", str(max(len(before) - 1, 0)), str(carries))
    was = before[-1] if before else after[0]
    for kind, old, new in _changes(was, after[-1], new=not before):
        yield event(kind, old, new)


def _changes(
    was: Occurrence, now: Occurrence, *, new: bool
) -> Iterator[tuple[Kind, str | None, str | None]]:
    """Yield what is other than it was; of a ``new`` item, what it has been through at once."""
    if was.item.due != now.item.due:
        yield "due_moved", _date(was.item), _date(now.item)
    if was.item.owners != now.item.owners:
        yield "owner_changed", _owners(was.item), _owners(now.item)
    if plain(was.item.text) != plain(now.item.text):
        yield "edited", was.item.text, now.item.text
    state: State = "open" if new else state_in(was.meeting, was.item)
    # A question without a box is done because its meeting was held, which is told of the meeting.
    if now.item.section in TRACKED and (now.item.box or was.item.box):
        ends = state_in(now.meeting, now.item)
        if ends != state:
            yield _CLOSED[ends], state, ends


def _gone(before: Occurrences, *, private: bool) -> Iterator[Event]:
    if before:
        last = before[-1]
        yield Event("edited", last.meeting, last.item, before=last.item.text, private=private)


def _date(item: Item) -> str | None:
    return item.due.isoformat() if item.due else None


def _owners(item: Item) -> str | None:
    return ", ".join(f"@{owner}" for owner in item.owners) or None


def _hidden(occurrence: Occurrence) -> bool:
    return occurrence.item.private or not occurrence.meeting.note.published


def of_meeting(
    before: Meeting | None, after: Meeting | None, earlier: Callable[[Item], Occurrences]
) -> list[Event]:
    """Tell what a change of a meeting's note meant; None where there was, or is, no such note.

    ``earlier`` names where an item stands in earlier meetings, none where it was raised here.
    """
    found: list[Event] = []
    for section in TRACKED:
        pairs = _pairs(before, after, section)
        for old, new in pairs:
            shown = new or old
            known = tuple(earlier(shown.item)) if shown else ()
            found += of_item((*known, old) if old else known, (*known, new) if new else ())
        if section == "priorities":
            found += reranked((old, new) for old, new in pairs if old and new)
    found += told(before, after)
    had = before is not None and brings_its_own(before, earlier)
    shared = after is not None and not had and brings_its_own(after, earlier)
    found += of_the_whole(before, after, shared=shared, otherwise=bool(found))
    return found


_Pair = tuple[Occurrence | None, Occurrence | None]


def _pairs(before: Meeting | None, after: Meeting | None, section: str) -> list[_Pair]:
    old = list(before.note.items(section)) if before else []
    new = list(after.note.items(section)) if after else []
    return [
        (
            Occurrence(before, was) if before and was else None,
            Occurrence(after, now) if after and now else None,
        )
        for was, now in item_pairs(old, new)
    ]


def told(before: Meeting | None, after: Meeting | None) -> Iterator[Event]:
    """Tell the accomplishments that a note has more, fewer, or in other words."""
    for old, new in _pairs(before, after, "accomplishments"):
        for event in of_item((old,) if old else (), (new,) if new else ()):
            yield structs.replace(event, kind="told") if event.kind == "raised" else event


def brings_its_own(meeting: Meeting, earlier: Callable[[Item], object]) -> bool:
    """Tell whether a note has something for the agenda that earlier meetings did not have.

    Accomplishments are never carried.
    """
    return any(
        key == "accomplishments" or not earlier(item)
        for key in AGENDA
        for item in meeting.note.items(key)
    )


def of_the_whole(
    before: Meeting | None, after: Meeting | None, *, shared: bool, otherwise: bool
) -> Iterator[Event]:
    """Tell what happened to a meeting itself.

    ``shared`` says whether it has an agenda of its own for the first time, ``otherwise`` whether
    there is something to tell already: if not, that its text was edited.
    """
    if after is None:
        if before is not None:
            hidden = not before.note.published
            yield Event("edited", before, before=before.name, private=hidden)
        return
    hidden = not all(meeting.note.published for meeting in (before, after) if meeting)
    found = []
    if shared and after.status == "planned":
        found.append(Event("shared", after, private=hidden))
    status = before.status if before else "planned"
    if after.status != "planned" and after.status != status:  # noqa: PLR1714 - narrows its type
        found.append(Event(after.status, after, None, status, after.status, private=hidden))
    confirmation = _confirmed(after)
    if confirmation and not (before and _confirmed(before)):
        hide = hidden or confirmation.private
        found.append(Event("confirmed", after, confirmation, private=hide))
    if before and not found and not otherwise and before.note.text != after.note.text:
        unseen = _seen(before.note) == _seen(after.note)
        found.append(Event("edited", after, private=hidden or unseen))
    yield from found


def _confirmed(meeting: Meeting) -> Item | None:
    confirmation = meeting.note.confirmation
    return confirmation if confirmation and confirmation.box == "x" else None


def _seen(note: Note) -> list[str]:
    """Return the lines that are not hidden."""
    lines = note.lines
    return [lines.line_text(n) for n in range(1, len(lines) + 1) if n not in note.hidden]


def reranked(pairs: Iterable[tuple[Occurrence, Occurrence]]) -> Iterator[Event]:
    """Tell which priorities changed places; that others came or went moves none."""
    both = [(a, b) for a, b in pairs if a.item.state == b.item.state == "open"]
    old = [id(b) for a, b in sorted(both, key=lambda pair: pair[0].item.rank)]
    new = [id(b) for a, b in sorted(both, key=lambda pair: pair[1].item.rank)]
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    stay = {one for m in matcher.get_matching_blocks() for one in old[m.a : m.a + m.size]}
    for a, b in both:
        if id(b) not in stay:
            ranks = (str(a.item.rank), str(b.item.rank))
            yield Event("reranked", b.meeting, b.item, *ranks, private=_hidden(a) or _hidden(b))
