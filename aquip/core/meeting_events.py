"""What a change of a meeting's note meant: to its items, and to the meeting as a whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from msgspec import structs

from aquip.core.events import Event, Occurrences, of_item, reranked
from aquip.core.grammar import iso_date
from aquip.core.matching import item_pairs
from aquip.core.model import Item, Meeting, Note, Occurrence
from aquip.core.privacy import redact
from aquip.core.readiness import AGENDA
from aquip.core.threads import TRACKED


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
            if _says_the_same(old, new):
                continue
            shown = new or old
            known = tuple(earlier(shown.item)) if shown else ()
            if after or not known:  # what was carried here goes on where it was before
                found += of_item((*known, old) if old else known, (*known, new) if new else known)
        if section == "priorities":
            found += reranked((old, new) for old, new in pairs if old and new)
    found += told(before, after)
    had = own_items(before, earlier) if before else []
    has = own_items(after, earlier) if after else []
    found += of_the_whole(before, after, shared=() if had else has, otherwise=bool(found))
    return found


_Pair = tuple[Occurrence | None, Occurrence | None]


def _says_the_same(old: Occurrence | None, new: Occurrence | None) -> bool:
    """Tell whether nothing can have happened to an item, as is so of most at each change."""
    if old is None or new is None:
        return False
    was, now = old.item, new.item
    same = was.text == now.text and was.box == now.box and was.owners == now.owners
    return same and was.detail == now.detail and was.due == now.due


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
        if _says_the_same(old, new):
            continue
        for event in of_item((old,) if old else (), (new,) if new else ()):
            yield structs.replace(event, kind="told") if event.kind == "raised" else event


def own_items(meeting: Meeting, earlier: Callable[[Item], object]) -> list[Item]:
    """List what a note has for the agenda that earlier meetings did not have.

    Accomplishments are never carried.
    """
    return [
        item
        for key in AGENDA
        for item in meeting.note.items(key)
        if key == "accomplishments" or not earlier(item)
    ]


def brings_its_own(meeting: Meeting, earlier: Callable[[Item], object]) -> bool:
    """Tell whether a note has something for the agenda that earlier meetings did not have."""
    return bool(own_items(meeting, earlier))


def of_the_whole(
    before: Meeting | None, after: Meeting | None, *, shared: Sequence[Item], otherwise: bool
) -> Iterator[Event]:
    """Tell what happened to a meeting itself.

    ``shared`` are the items of its own where it has an agenda for the first time, ``otherwise``
    says whether there is something to tell already: if not, that its text was edited.
    """
    unpublished = any(not meeting.note.published for meeting in (before, after) if meeting)
    if after is None:
        if before is not None:
            yield Event("edited", before, before=before.name, private=unpublished)
        return
    found = []
    if before and (before.date, before.name) != (after.date, after.name):
        unseen = bool(before.note.hidden or after.note.hidden) and not _is_date(before.name)
        names = _names(before, after)
        found.append(Event("edited", after, None, *names, private=unpublished or unseen))
    if shared and after.status == "planned":
        unseen = all(item.private for item in shared)
        found.append(Event("shared", after, private=unpublished or unseen))
    status = before.status if before else "planned"
    if after.status != "planned" and after.status != status:  # noqa: PLR1714 - narrows its type
        found.append(Event(after.status, after, None, status, after.status, private=unpublished))
    confirmation = _confirmed(after)
    if confirmation and not (before and _confirmed(before)):
        unseen = confirmation.private
        found.append(Event("confirmed", after, confirmation, private=unpublished or unseen))
    if not (found or otherwise):
        if before is None:
            found.append(Event("raised", after, private=unpublished))
        elif before.note.text != after.note.text:
            unseen = _seen(before.note) == _seen(after.note)
            found.append(Event("edited", after, private=unpublished or unseen))
    yield from found


def _names(before: Meeting, after: Meeting) -> tuple[str, str]:
    """Tell two names of a meeting apart, be it by the dates that its note says."""
    if before.name == after.name:
        return before.date.isoformat(), after.date.isoformat()
    return before.name, after.name


def _is_date(name: str) -> bool:
    """Tell whether a name is a date and no more, and so says nothing that could be a secret."""
    return iso_date(name) is not None


def _confirmed(meeting: Meeting) -> Item | None:
    confirmation = meeting.note.confirmation
    return confirmation if confirmation and confirmation.box == "x" else None


def _seen(note: Note) -> str:
    """Return what is not hidden, spacing aside."""
    return " ".join(redact(note.text).split())
