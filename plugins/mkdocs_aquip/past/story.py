"""A meeting's trail: each commit, and what it meant to what its page shows today."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, Final

from msgspec import Struct, structs

from aquip.core.events import Event, Occurrences
from aquip.core.gfm import plain
from aquip.core.matching import item_pairs
from aquip.core.meeting_events import of_meeting
from aquip.core.model import Item, Meeting, Note, Record
from aquip.core.record import meeting_date, meeting_of
from aquip.core.threads import TRACKED
from aquip.history.facts import written
from aquip.history.trails import Author, Change
from mkdocs_aquip.context import anchor_of

_TOLD: Final = (*TRACKED, "accomplishments")
"""Sections whose items are followed."""

_TITLE: Final = 80
"""Characters of an item that tell which it is."""


class Named(Struct, frozen=True):
    """An item that the note shows today, and what changed about it: dates, handles, ranks."""

    text: str
    anchor: str
    before: str | None = None
    after: str | None = None


class Entry(Struct, frozen=True):
    """One commit.

    ``meant`` has the kinds of its events, and the items that each happened to, none where that was
    the meeting itself; empty where the texts are not there to tell, or are not looked at. ``gone``
    counts the items that it was about and that the note no longer has, ``removed`` those that it
    took away. ``late`` says that the meeting was held and written down before.
    """

    sha: str
    author: Author
    when: dt.datetime
    subject: str = ""
    meant: dict[str, tuple[Named, ...]] = {}
    gone: int = 0
    removed: int = 0
    late: bool = False

    def about(self, kind: str) -> tuple[Named, ...] | None:
        """Return the items that an event of this kind happened to; None where there was none."""
        return self.meant.get(kind)


class Story(Struct, frozen=True):
    """A meeting's commits, newest first; ``whole`` unless there may be some before them.

    ``earlier`` counts those that are not among them. ``ahead`` is how long before the meeting its
    agenda was shared, None where it was not, or is unknown.
    """

    entries: tuple[Entry, ...]
    whole: bool
    earlier: int = 0
    ahead: dt.timedelta | None = None

    def authors(self) -> dict[str, Author]:
        """Return who brought each item, by its anchor, as far as that is known."""
        found: dict[str, Author] = {}
        for entry in reversed(self.entries):
            for kind in ("raised", "told"):
                for named in entry.meant.get(kind, ()):
                    found.setdefault(named.anchor, entry.author)
        return found


Versions = Mapping[str, Note | None]
"""The public notes of a trail's blobs; those that are not in this clone are None."""


class Teller:
    """Tells what the changes of one meeting's note meant, newest first as they are."""

    def __init__(
        self, record: Record, meeting: Meeting, changes: Sequence[Change], versions: Versions
    ) -> None:
        self._record = record
        self._meeting = meeting
        self._changes = changes
        self._versions = versions
        self._today = self._followed()

    def entries(self) -> list[Entry]:
        """Return an entry for each change."""
        return [self._entry(change) for change in self._changes]

    def _entry(self, change: Change) -> Entry:
        entry = entry_of(change)
        blobs = [blob for blob in (change.before, change.after) if blob]
        # What a merge joins was told of each of its branches.
        if change.kind == "merged" or any(self._versions.get(blob) is None for blob in blobs):
            return entry
        before, after = self._as_met(change.before, change), self._as_met(change.after, change)
        events = of_meeting(before, after, self._earlier)
        return structs.replace(entry, **self._meant([e for e in events if not e.private]))

    def _as_met(self, blob: str | None, change: Change) -> Meeting | None:
        """Return a version as the meeting that it was on the day of a commit."""
        note = self._versions[blob] if blob else None
        if note is None:
            return None
        date = meeting_date(note) or self._meeting.date
        return meeting_of(note, self._meeting.series, date, written(change.commit).date())

    def _followed(self) -> dict[int, Item]:
        """Return which items of all versions are which of today's, by their identity.

        From version to version, so that what was reworded time and again is still known.
        """
        newer = self._meeting.note
        found = {id(item): item for item in newer.items()}
        for blob in dict.fromkeys(b for c in self._changes for b in (c.after, c.before) if b):
            note = self._versions.get(blob)
            if note is None or note is newer:
                continue
            for key in _TOLD:
                for old, new in item_pairs([*note.items(key)], [*newer.items(key)]):
                    if old and new and id(new) in found:
                        found[id(old)] = found[id(new)]
            newer = note
        return found

    def _earlier(self, item: Item) -> Occurrences:
        """Return where an item stood last before this meeting, as the notes tell today.

        Of one that is gone, and has no id, that is not told: it is only counted.
        """
        if item.id:
            thread = self._record.thread_by_id.get(item.id)
        else:
            today = self._today.get(id(item))
            place = (self._meeting.note.path, today.line) if today else None
            thread = self._record.thread_at.get(place) if place else None
        if thread is None or thread.section != item.section:
            return ()
        here = (self._meeting.date, self._meeting.name)
        for occurrence in reversed(thread.occurrences):
            meeting = occurrence.meeting
            if meeting.date <= here[0] and (meeting.date, meeting.name) < here:
                return (occurrence,)
        return ()

    def _meant(self, events: Sequence[Event]) -> dict[str, Any]:
        """Group events by their kind; name what of them is still there, and count what is not."""
        found: dict[str, dict[str, Named]] = {}
        gone: set[tuple[str, int]] = set()
        removed = 0
        for event in events:
            if event.kind == "shared":
                continue
            if event.item is None or event.kind == "confirmed":
                moved = event.kind == "edited" and event.before and event.after
                found.setdefault("moved" if moved else event.kind, {})
                continue
            item = self._today.get(id(event.item))
            if event.kind == "edited" and event.after is None:
                removed += 1
            elif item is None:
                gone.add((event.item.section, event.item.line))
            else:
                named = _named(item, event)
                found.setdefault(event.kind, {})[named.anchor] = named
        # What happened to an item besides is more than that it was written on.
        others = {anchor for kind, named in found.items() if kind != "edited" for anchor in named}
        edited = found.pop("edited", None)
        if edited is not None:
            edited = {anchor: named for anchor, named in edited.items() if anchor not in others}
            found |= {"edited": edited} if edited or not found else {}
        meant = {kind: tuple(named.values()) for kind, named in found.items()}
        return {"meant": meant, "gone": len(gone), "removed": removed}


def entry_of(change: Change) -> Entry:
    """Return no more than when a commit was made, and by whom."""
    commit = change.commit
    return Entry(commit.sha, commit.author, commit.authored)


def _named(item: Item, event: Event) -> Named:
    text = plain(item.text)
    if len(text) > _TITLE:
        text = f"{text[:_TITLE].rsplit(' ', 1)[0]}…"
    shown = event.kind in ("due_moved", "owner_changed", "reranked")
    sides = (event.before, event.after) if shown else (None, None)
    return Named(text, anchor_of(item.id, item.line), *sides)
