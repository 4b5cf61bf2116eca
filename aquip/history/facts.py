"""What a meeting's trail says of it: when its agenda was first shared, who wrote what, and when.

Pure. Old notes are asked for by the changes that left them so, and no more of them than it takes.

A commit has two dates, and neither tells when it was pushed. The one that counts is when it was
written: it survives a rebase, be it the host's own when it merges a pull request, and what is told
of somebody's agenda then errs in their favour. Where that is the later one, a clock was wrong, and
the other counts.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence

from msgspec import Struct

from aquip.core.matching import item_pairs
from aquip.core.model import Item, Note
from aquip.history.trails import Change, Commit, Trail

Read = Callable[[Change], Note | None]
"""Returns the note as a change left it; None where that can't be told."""


class Shared(Struct, frozen=True):
    """The first commit whose note has something for the agenda that was not just carried over.

    Where that is not ``known``, it is the first in sight, and there may have been an earlier one.
    None where there is none.
    """

    change: Change | None = None
    known: bool = True

    @property
    def when(self) -> dt.datetime | None:
        """When it was written; None where it was not, or is unknown."""
        return written(self.change.commit) if self.change else None

    def ahead(self, begins: dt.datetime) -> dt.timedelta | None:
        """Return how long before the meeting that was, less than nothing after it.

        What is not known to be the first may be told all the same: that long at least.
        """
        return begins - self.when if self.when else None


def written(commit: Commit) -> dt.datetime:
    """Return when a commit was written, as far as its clock can be right."""
    return min(commit.authored, commit.committed)


def first_shared(trail: Trail, read: Read, is_agenda: Callable[[Note], bool]) -> Shared:
    """Find the commit that first shared an agenda.

    Notes are read in the order of time, and no more of them once one is an agenda.
    """
    known = trail.whole
    for change in _texts(trail):
        note = read(change)
        if note is None:
            known = False
        elif is_agenda(note):
            return Shared(change, known)
    return Shared(None, known)


def confirmed(trail: Trail, read: Read) -> Change | None:
    """Find the commit after which the order of priorities is confirmed, and stayed so."""
    found = None
    for change in reversed([*_texts(trail)]):
        note = read(change)
        if note is None or note.confirmation is None or note.confirmation.box != "x":
            return found
        found = change
    return found if trail.whole else None


def edited_since_held(
    trail: Trail, read: Read, is_held: Callable[[Note], bool], ended: dt.datetime
) -> tuple[Change, ...]:
    """Return the changes that were made after the meeting's notes were written, oldest first.

    Its notes are what first says that it was held, else what was first written after it ``ended``.
    What a merge joins was written before, each on its own.
    """
    changes = [*_texts(trail)]
    closing = _first(changes, lambda change: (note := read(change)) is not None and is_held(note))
    if closing is None:
        closing = _first(changes, lambda change: written(change.commit) > ended)
    if closing is None:
        return ()
    return tuple(change for change in changes[closing + 1 :] if change.kind != "merged")


def _first(changes: Sequence[Change], wanted: Callable[[Change], bool]) -> int | None:
    return next((number for number, change in enumerate(changes) if wanted(change)), None)


def raised(trail: Trail, read: Read, now: Note) -> Mapping[int, Change]:
    """Return which change brought each item of a note as it is ``now``, by the item's line.

    An item is known again by its id, its text, or its likeness to what it was. Left out are those
    that nobody has committed, and those of which it can't be told.
    """
    origin: dict[int, Change | None] = {}
    seen: list[Item] = []
    for change, note in (*_versions(trail, read), (None, now)):
        gone: list[Item] = []
        items = [*note.items()]
        for old, new in item_pairs(seen, items):
            if new is None:
                gone += [old] if old else []
            else:
                origin[id(new)] = origin[id(old)] if old else change
        # It may come back: of two branches, neither has what the other brought.
        seen = [*items, *gone]
    return {item.line: one for item in now.items() if (one := origin[id(item)])}


def _versions(trail: Trail, read: Read) -> Iterator[tuple[Change | None, Note]]:
    """Yield the notes, oldest first, each with its change; None where it may be an earlier one."""
    whole = trail.whole
    for change in _texts(trail):
        note = read(change)
        if note is not None:
            yield change if whole else None, note
        whole = note is not None


def _texts(trail: Trail) -> Iterator[Change]:
    """Yield the changes that left another text, oldest first."""
    return (c for c in reversed(trail.changes) if c.after and c.after != c.before)
