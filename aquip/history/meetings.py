"""What git knows of the meetings of a record; see `aquip.history.facts`.

Each question is answered when it is asked, from that meeting's own trail.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property, lru_cache, partial
from typing import Final

from msgspec import structs

from aquip.core import moments
from aquip.core.gfm import plain
from aquip.core.meeting_events import brings_its_own
from aquip.core.model import Item, Meeting, Note, Record
from aquip.core.threads import TRACKED
from aquip.history import facts
from aquip.history.facts import Read, Shared
from aquip.history.known import Known
from aquip.history.trails import Change, Trail
from aquip.history.versions import Versions

Version = Callable[[Change, str, str], Note | None]
"""Returns a note as a change left it, as if it stood at a path and URI of today's."""

Elsewhere = Callable[[str, str], Iterable[Note]]
"""Returns a note as it is on other branches."""

_Place = tuple[dt.date, str]
"""Where a meeting stands among those of its series."""

_MINUTES: Final = 60
"""How long a meeting is taken to last where nothing says it: until then it is being held."""

_AT_ONCE: Final = 256
"""Old notes that are held, for several questions about one meeting."""


def meeting_history(record: Record, known: Known, versions: Versions) -> MeetingHistory | None:
    """Return what git knows of a record's meetings; None where there is no history of theirs.

    That is so without a repository, before the first commit of a note, and where the settings say
    that the history is another's. It is no answer that git can't read it, which is unknown.
    """
    if not record.settings.history or not known.in_repository:
        return None
    history = known.history
    if history.known and not history.trails:
        return None
    return MeetingHistory(record, history.trail, versions.note, versions.elsewhere)


class MeetingHistory:
    """The facts of one record.

    ``trail`` returns a note's trail by its path of today; all paths and URIs are of today.
    """

    def __init__(
        self,
        record: Record,
        trail: Callable[[str], Trail],
        version: Version,
        elsewhere: Elsewhere = lambda _path, _uri: (),
    ) -> None:
        self._record = record
        self._trail = trail
        self._elsewhere = elsewhere
        self._version = lru_cache(_AT_ONCE)(version)
        self._began: dict[str, dt.datetime | None] = {}

    def shared(self, meeting: Meeting) -> Shared:
        """Return when a meeting's agenda was first shared."""

        def is_agenda(note: Note) -> bool:
            return self.brings_its_own(structs.replace(meeting, note=note))

        return facts.first_shared(*self._about(meeting), is_agenda)

    def proposed(self, meeting: Meeting) -> bool:
        """Tell whether the agenda is shared on another branch, such as that of a pull request."""
        notes = self._elsewhere(meeting.note.path, meeting.note.uri)
        return any(self.brings_its_own(structs.replace(meeting, note=note)) for note in notes)

    def brings_its_own(self, meeting: Meeting) -> bool:
        """Tell whether a meeting has something for the agenda that it did not just carry over.

        What a cancelled meeting passed on is its own: it is yet to be talked about.
        """
        return brings_its_own(meeting, partial(self._was_before, meeting))

    def confirmed(self, meeting: Meeting) -> Change | None:
        """Return the change that confirmed the order of priorities, as it is confirmed now."""
        confirmation = meeting.note.confirmation
        if confirmation is None or confirmation.box != "x":
            return None
        return facts.confirmed(*self._about(meeting))

    def raised(self, meeting: Meeting) -> Mapping[int, Change]:
        """Return which change of a meeting's note brought each of its items, by line.

        Carried ones came with the note.
        """
        return facts.raised(*self._about(meeting), meeting.note)

    def authors(self, meeting: Meeting) -> Mapping[int, str]:
        """Return who added the items of a meeting's note, by line, where settings know them.

        Where one person wrote all commits, that tells nothing, and nobody is named.
        """
        trail, _ = self._about(meeting)
        if len({change.commit.author.handle for change in trail.changes}) == 1:
            return {}
        raised = self.raised(meeting).items()
        return {line: who for line, change in raised if (who := change.commit.author.handle)}

    def began(self, series: str) -> dt.datetime | None:
        """Return when the first note of a series' meetings was committed; None where none is."""
        if series not in self._began:  # each of its meetings is asked about it
            self._began[series] = self._first_written(series)
        return self._began[series]

    def _first_written(self, series: str) -> dt.datetime | None:
        paths = (meeting.note.path for meeting in self._record.series[series].meetings)
        firsts = [changes[-1] for path in paths if (changes := self._trail(path).changes)]
        return min((facts.written(change.commit) for change in firsts), default=None)

    def edited(self, meeting: Meeting) -> tuple[Change, ...]:
        """Return the changes after a meeting was held and its notes were written, oldest first."""
        trail, read = self._about(meeting)
        series = self._record.series[meeting.series]
        zone = trail.changes[0].commit.authored.tzinfo if trail.changes else None
        minutes = meeting.duration or series.duration or _MINUTES
        length = dt.timedelta(minutes=minutes if moments.time_of(series.time) else 0)
        ended = moments.begins(series, meeting.date, zone or dt.UTC) + length
        return facts.edited_since_held(trail, read, _says_held, ended)

    def _about(self, meeting: Meeting) -> tuple[Trail, Read]:
        path, uri = meeting.note.path, meeting.note.uri
        return self._trail(path), lambda change: self._version(change, path, uri)

    def _was_before(self, meeting: Meeting, item: Item) -> bool:
        place = (meeting.date, meeting.name)
        if item.id:
            return self._first_by_id.get(item.id, place) < place
        texts = self._first_by_text.get(meeting.series)
        if texts is None:
            shown = self._shown(meeting.series)
            texts = _first((plain(item.text), where) for item, where in shown)
            self._first_by_text[meeting.series] = texts
        return texts.get(plain(item.text), place) < place

    @cached_property
    def _first_by_id(self) -> Mapping[str, _Place]:
        every = (pair for name in self._record.series for pair in self._shown(name))
        return _first((item.id, where) for item, where in every if item.id)

    @cached_property
    def _first_by_text(self) -> dict[str, Mapping[str, _Place]]:
        return {}

    def _shown(self, series: str) -> Iterator[tuple[Item, _Place]]:
        """Yield the items of meetings that may pass them on as talked about, with their places."""
        for meeting in self._record.series[series].meetings:
            if meeting.status != "cancelled":
                for section in meeting.note.sections:
                    if section.key in TRACKED:
                        yield from ((item, (meeting.date, meeting.name)) for item in section.items)


def _first(pairs: Iterable[tuple[str, _Place]]) -> Mapping[str, _Place]:
    found: dict[str, _Place] = {}
    for key, place in pairs:
        if place < found.get(key, (dt.date.max, "")):
            found[key] = place
    return found


def _says_held(note: Note) -> bool:
    return str(note.front.values.get("status")).casefold() == "held"
