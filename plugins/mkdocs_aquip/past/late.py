"""How long ahead agendas were shared, as rule AQ602 sees it, from what the site may tell.

Old versions are read without their hidden parts, so that what is hidden neither makes an agenda
early nor late. They are remembered where the rule remembers them, beside git's own files.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from aquip.cache import NoteCache
from aquip.core.model import Meeting, Note, Record
from aquip.core.moments import begins, late_by
from aquip.history.meetings import MeetingHistory
from aquip.history.past import hides
from aquip.history.trails import Change, Trail
from aquip.history.versions import MOST
from aquip.parsing import Source, notes_of, parsed

if TYPE_CHECKING:
    from aquip.history.known import Known

_DAY: Final = dt.timedelta(days=1)


class Ahead(Struct, frozen=True):
    """How long before its meeting an agenda was shared, less than nothing if after it began.

    None where git does not know it, as before the notes of the series were in git; ``late`` where
    it was less than a day.
    """

    span: dt.timedelta | None = None
    late: bool = False


def shared_agendas(
    meetings: Iterable[Meeting], record: Record, old: OldNotes, trail: Callable[[str], Trail]
) -> dict[str, Ahead]:
    """Return how long ahead each of the meetings was told what it is about, by its path.

    ``record`` is the public one. Left out are meetings that were cancelled, that are more than a
    day away, and those that have nothing of their own to share.
    """
    facts = MeetingHistory(record, trail, old.note)
    found = {
        meeting.note.path: _ahead(meeting, record, facts)
        for meeting in meetings
        if _is_due(meeting, record) and facts.brings_its_own(meeting)
    }
    old.save()
    return found


def _is_due(meeting: Meeting, record: Record) -> bool:
    coming = meeting.status == "planned" and meeting.date > record.today + _DAY
    return not coming and meeting.status != "cancelled"


def _ahead(meeting: Meeting, record: Record, facts: MeetingHistory) -> Ahead:
    shared, began = facts.shared(meeting), facts.began(meeting.series)
    if not shared.known or shared.when is None or began is None:
        return Ahead()
    series = record.series[meeting.series]
    start = begins(series, meeting.date, shared.when.tzinfo or dt.UTC)
    if began >= start:
        return Ahead()
    late = late_by(series, meeting.date, shared.when, began) is not None
    return Ahead(start - shared.when, late)


class OldNotes:
    """Old versions of notes less what is hidden in them; no two processes are to share one."""

    def __init__(self, known: Known, record: Record) -> None:
        self._known = known
        self._record = record
        folder = known.folder
        self._cache = (
            NoteCache(folder, record.settings, name="versions", most=MOST) if folder else None
        )

    def expect(self, wanted: Iterable[tuple[Change, Note]]) -> None:
        """Have the notes parsed by all cores that will be asked for as a change left them."""
        if self._cache is None:
            return
        asked = [(change.after, note) for change, note in wanted if change.after]
        texts = self._known.texts(blob for blob, _ in asked)
        sources = [
            Source(f"{blob}/{note.path}", note.uri, text)  # which tells the versions apart
            for (blob, note), text in zip(asked, texts, strict=True)
            if text is not None and not hides(text) and text != _bytes(note)
        ]
        notes_of(sources, self._record.settings, self._cache)
        self.save()

    def note(self, change: Change, path: str, uri: str) -> Note | None:
        """Return a note as a change left it, and remember it; None where this clone lacks that."""
        text = self._known.text(change.after) if change.after else None
        return None if text is None else self.read(text, path, uri, keep=True)

    def read(self, text: bytes, path: str, uri: str, *, keep: bool = False) -> Note:
        """Return a note with that text; one that was kept off the site is as good as empty."""
        current = self._record.note_at.get(path)
        if current is not None and text == _bytes(current):
            return current
        # What may be hidden is in no cache, which has notes with all their parts.
        cache = None if hides(text) else self._cache
        note = cache.get(text, path=path, uri=uri) if cache else None
        if note is None:
            note = parsed(Source(path, uri, text), self._record.settings, public=True)
            if cache and keep:
                cache.put(text, note)
        return note if note.published else Note(path, uri, "")

    def save(self) -> None:
        """Keep what is new."""
        if self._cache is not None:
            self._cache.save(everything=False)


def _bytes(note: Note) -> bytes:
    return note.text.encode("utf-8", "surrogatepass")
