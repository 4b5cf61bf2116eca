"""The history of a site's meetings, asked page by page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from hashlib import blake2b
from typing import TYPE_CHECKING, Final

from msgspec import msgpack, structs

from aquip.core.model import Meeting, Note, Record
from aquip.core.moments import begins
from aquip.history.facts import Shared
from aquip.history.known import Known
from aquip.history.meetings import MeetingHistory
from aquip.history.trails import Change, History, Trail
from aquip.rules import RULES, severity_of
from mkdocs_aquip.past.late import Ahead, OldNotes, shared_agendas
from mkdocs_aquip.past.story import Story, Teller, Versions, entry_of
from mkdocs_aquip.past.subjects import Subjects

if TYPE_CHECKING:
    from pathlib import Path

    from aquip.core.settings import Settings

IN_FULL: Final = dt.timedelta(days=366)
"""How far back it is told what commits meant, which takes their texts: older ones are listed."""

_MOST: Final = 100
"""Commits that a page lists at most, the newest ones."""


def known_to(root: Path, settings: Settings) -> Known | None:
    """Return what git knows of a repository's notes; None where their history is not theirs."""
    return Known(root, settings.people) if settings.history else None


def history_key(root: Path, settings: Settings) -> str:
    """Return the key of all that a build knows from git, told without asking it for that."""
    known = known_to(root, settings)
    if known is None:
        return ""
    # A rule that looks at branches tells of them, if it is to be heard in a build at all.
    branches = severity_of(RULES["AQ602"], settings) == "error" and known.branches
    return f"{known.digest} {branches}"


class Past:
    """What may be told of the meetings of ``record``, the public one.

    ``plain`` are the paths of notes that are on the site as they stand, nothing hidden in them.
    Notes of a source stand ``below`` its name there; git knows them without.
    """

    def __init__(
        self, known: Known, record: Record, plain: Collection[str], below: str = ""
    ) -> None:
        self._known = known
        self._below = below
        self._record = record
        self._subjects = Subjects(self.history, known.texts, plain)
        self._facts = MeetingHistory(record, self._known_trail, self._note_after)
        self._versions: Versions = {}
        self._last: tuple[str, Story | None] = ("", None)

    @cached_property
    def history(self) -> History:
        """All trails, by the paths that notes have on the site."""
        found = self._known.history
        if not self._below:
            return found
        trails = {f"{self._below}/{path}": trail for path, trail in found.trails.items()}
        return structs.replace(found, trails=trails)

    @property
    def flaw(self) -> str:
        """What is not known, and why; empty where all is."""
        if not self.history.known:
            return f"meetings are shown without their history: {self.history.why}"
        if not self.history.head:
            return "meetings are shown without their history: nothing is committed yet"
        remedy = self.history.remedy
        return f"earlier history is not in this clone. {remedy}" if remedy else ""

    @property
    def settled(self) -> bool:
        """Whether at this commit the same will be known; git may come, and so may old texts."""
        known = self.history.known and not self.history.partial
        return known or not self._known.digest

    def key(self, note: Note) -> str:
        """Return the key of all in git that a meeting's story is made of; empty without any."""
        meeting, trail = self._record.meeting_at.get(note.path), self._trail(note)
        if meeting is None or trail is None:
            return ""
        detail = self._is_in_full(meeting)
        subjects = [self._subjects.key(each) for each in trail.changes] if detail else None
        try:
            data = msgpack.encode((trail, subjects))
        except UnicodeEncodeError:  # a path that is no text
            data = repr((trail, subjects)).encode("utf-8", "backslashreplace")
        return blake2b(data, digest_size=16).hexdigest()

    def changes(self) -> Iterator[tuple[Meeting, Change]]:
        """Yield the changes of all meetings of which it is told what commits meant."""
        for meeting in self._record.meetings:
            if self._is_in_full(meeting):
                for change in self.history.trail(meeting.note.path).changes[:_MOST]:
                    yield meeting, change

    def prepare(self) -> None:
        """Look at what all stories need, and views; then several processes may tell them."""
        told = [m.note for m in self._record.meetings if self._is_in_full(m)]
        trails = [(note, self.history.trail(note.path).changes) for note in told]
        self._subjects.look(change for _, changes in trails for change in changes)
        # The first version is an agenda of most meetings, and then no other is asked for.
        self._old.expect((changes[-1], note) for note, changes in trails if changes)
        _ = self.ahead
        self.close()

    def close(self) -> None:
        """End the running git, and let go of what is remembered: each process has its own."""
        self._known.close()
        self.__dict__.pop("_old", None)

    def story(self, note: Note) -> Story | None:
        """Return a meeting's story; None for other notes, and where there is none."""
        if self._last[0] != note.key:
            self._last = note.key, self._story(note)
        return self._last[1]

    @cached_property
    def ahead(self) -> Mapping[str, Ahead]:
        """How long ahead agendas were shared, by meetings' paths, as far as stories go back."""
        if not self.history.known:
            return {}
        told = (meeting for meeting in self._record.meetings if self._is_in_full(meeting))
        return shared_agendas(told, self._record, self._old, self._known_trail)

    @cached_property
    def _old(self) -> OldNotes:
        return OldNotes(self._known, self._record)

    def _story(self, note: Note) -> Story | None:
        meeting, trail = self._record.meeting_at.get(note.path), self._trail(note)
        if meeting is None or trail is None:
            return None
        if not self._is_in_full(meeting):
            listed = (entry_of(change) for change in trail.changes[:_MOST])
            return Story(tuple(listed), trail.whole, len(trail.changes[_MOST:]))
        return self._in_full(meeting, trail)

    def _in_full(self, meeting: Meeting, trail: Trail) -> Story:
        changes = trail.changes[:_MOST]
        self._versions = self._versions_of(meeting.note, changes)
        shared = self._facts.shared(meeting)
        ahead = self._ahead(meeting, shared)
        agenda = shared.change if ahead is not None and ahead >= dt.timedelta() else None
        late = {change.commit.sha for change in self._facts.edited(meeting)}
        teller = Teller(self._record, meeting, changes, self._versions)
        entries = (
            structs.replace(
                entry,
                subject=self._subjects(change),
                meant={**entry.meant, **({"shared": ()} if change is agenda else {})},
                late=change.commit.sha in late,
            )
            for change, entry in zip(changes, teller.entries(), strict=True)
        )
        return Story(tuple(entries), trail.whole, len(trail.changes[_MOST:]), ahead)

    def _trail(self, note: Note) -> Trail | None:
        """Return a note's trail, None where there is nothing to tell: nobody committed it."""
        trail = self.history.trail(note.path)
        return trail if self.history.known and (trail.changes or not trail.whole) else None

    def _is_in_full(self, meeting: Meeting) -> bool:
        return self._record.today - meeting.date <= IN_FULL

    def _ahead(self, meeting: Meeting, shared: Shared) -> dt.timedelta | None:
        if not shared.known or shared.when is None:
            return None
        series = self._record.series[meeting.series]
        return shared.ahead(begins(series, meeting.date, shared.when.tzinfo or dt.UTC))

    def _known_trail(self, path: str) -> Trail:
        """Return as much of a trail as is told."""
        trail = self.history.trail(path)
        whole = trail.whole and len(trail.changes) <= _MOST
        return structs.replace(trail, changes=trail.changes[:_MOST], whole=whole)

    def _note_after(self, change: Change, _path: str, _uri: str) -> Note | None:
        return self._versions.get(change.after or "")

    def _versions_of(self, note: Note, changes: Sequence[Change]) -> Versions:
        """Return a note's old versions less what is hidden in them, by their blobs."""
        blobs = (blob for each in changes for blob in (each.after, each.before) if blob)
        asked = list(dict.fromkeys(blobs))
        texts = self._known.texts(asked)
        return {
            blob: None if text is None else self._old.read(text, note.path, note.uri)
            for blob, text in zip(asked, texts, strict=True)
        }
