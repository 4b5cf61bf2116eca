"""The notes as they were, at any commit: what the stories of items and of meetings are made of."""

from __future__ import annotations

import datetime as dt
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Final

from msgspec import structs

from aquip.core.grammar import PUBLISH_KEY, date_in_name, is_private_name
from aquip.core.model import Meeting, Note
from aquip.core.privacy import hidden_lines
from aquip.core.record import INDEX_STEMS, meeting_date, meeting_of
from aquip.core.text import Lines
from aquip.history.facts import written
from aquip.history.replay import Order, State, Step, replay
from aquip.history.trails import Author, Change, Commit, Trail

if TYPE_CHECKING:
    from aquip.core.model import Record
    from aquip.history.known import Known
    from aquip.history.versions import Versions

_HELD: Final = 1500
"""Old notes that are held at a time."""

_MANY: Final = 500
"""Notes that a commit touched, beyond which nobody looks whether they all are public."""

_LONG_AGO: Final = dt.datetime.min.replace(tzinfo=dt.UTC)
_OLDER: Final = Commit("", Author("", ""), _LONG_AGO, _LONG_AGO, "")
"""Stands for the commits that this clone can't tell."""


class Past:
    """The notes of one project at any time that git knows of.

    ``record`` is the whole one of today, private parts included: it says what the series are.
    ``uri_of`` returns the URI of a path.
    """

    def __init__(
        self, known: Known, versions: Versions, record: Record, uri_of: Callable[[str], str]
    ) -> None:
        self.known = known
        history = known.history
        self.lacks_texts = history.known and known.graph.is_partial
        self.history = structs.replace(history, partial=True) if self.lacks_texts else history
        self.record = record
        self._uri_of = uri_of
        self._folders: dict[str, str] = {}
        self._hidden: dict[str, bool] = {}
        self._versions = versions
        self._notes: OrderedDict[tuple[str, str], Note | None] = OrderedDict()
        self._meetings: OrderedDict[tuple[str, str, dt.date], Meeting | None] = OrderedDict()

    # --- notes ------------------------------------------------------------------------------

    @cached_property
    def _by_folder(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for path in self.history.trails:
            folder, name = self._place(path)
            if name.removesuffix(".md") not in INDEX_STEMS:
                found[folder].append(path)
        return found

    def paths(self, series: Iterable[str]) -> list[str]:
        """List the notes that these series have, or had."""
        return sorted(path for name in series for path in self._by_folder.get(name, ()))

    def series_of(self, path: str) -> str | None:
        """Return the series that a note belongs to, or did; None where that is none."""
        folder, _ = self._place(path)
        return folder if folder in self.record.series else None

    def is_hidden(self, series: str) -> bool:
        """Tell whether a series is private as a whole."""
        index = self.record.series[series].note if series in self.record.series else None
        return index is not None and not index.published

    def _place(self, path: str) -> tuple[str, str]:
        """Return the folder below the notes folder, and the file."""
        above, _, name = path.rpartition("/")
        folder = self._folders.get(above)
        if folder is None:
            # There are many notes in few folders.
            folder = self._folders[above] = self._uri_of(path).rpartition("/")[0]
        return folder, name

    def note(self, change: Change, path: str) -> Note | None:
        """Return a note as a change left it, where this clone has its text."""
        key = (path, change.after or "")
        if key not in self._notes:
            self.read([(change, path)])
        return self._notes.get(key)

    def read(self, wanted: Iterable[tuple[Change, str]]) -> None:
        """Parse old notes ahead, many at once."""
        unknown = {(path, change.after or ""): change for change, path in wanted}
        asked = [(key, c) for key, c in unknown.items() if key not in self._notes]
        places = ((path, c, self._place(path)) for (path, _), c in asked)
        notes = self._versions.notes((c, p, "/".join(filter(None, uri))) for p, c, uri in places)
        for (key, _), note in zip(asked, notes, strict=True):
            self._notes[key] = note
            if len(self._notes) > _HELD:
                self._notes.popitem(last=False)

    def is_missing(self, change: Change | None, path: str) -> bool:
        """Tell whether a note was there, and this clone lacks what it said."""
        if not self.lacks_texts or change is None or not change.after:
            return False
        return self.note(change, path) is None

    def meeting(
        self, change: Change | None, path: str, day: dt.date | None = None
    ) -> Meeting | None:
        """Return a meeting as a change left it, and as it was judged on a day.

        Without one, that is the day of the change.
        """
        if change is None:
            return None
        judged = day or day_of(change.commit) or self.record.today
        key = (path, change.after or "", judged)
        if key not in self._meetings:
            note, series = self.note(change, path), self.series_of(path)
            date = meeting_date(note) if note and series else None
            made = meeting_of(note, series, date, judged) if note and series and date else None
            self._meetings[key] = made
            if len(self._meetings) > _HELD:
                self._meetings.popitem(last=False)
        return self._meetings[key]

    def changes(self, path: str) -> list[Change]:
        """List the changes that left a note other than before, newest first.

        Where its trail is not whole, the last one stands for what it said before all these.
        """
        trail = self.history.trail(path)
        begin = self._begin(path, trail)
        return [*trail.changes, *([begin] if begin and begin not in trail.changes else [])]

    # --- commits ----------------------------------------------------------------------------

    def begin(self, paths: Collection[str]) -> State:
        """Return what notes said before all that this clone can tell of them."""
        found = {}
        for path in paths:
            change = self._begin(path, self.history.trail(path))
            if change is not None:
                found[path] = change
        return found

    def _begin(self, path: str, trail: Trail) -> Change | None:
        if trail.whole or not self.history.head:
            return None
        if not trail.changes:
            blob = self.known.graph.blob(self.history.head, f"./{path}")
            return Change(_OLDER, "changed", path, after=blob) if blob else None
        first = trail.changes[-1]
        if first.before is None:
            return None
        return Change(_OLDER, "changed", first.old or first.path, after=first.before)

    def is_doubtful(self, path: str, change: Change) -> bool:
        """Tell whether a change may have had something before it that nobody knows of."""
        trail = self.history.trail(path)
        return change.before is None and not trail.whole and change is trail.changes[-1]

    def steps(self, paths: Collection[str]) -> Iterator[Step]:
        """Yield what commits made of notes, parents before their children; see `replay`."""
        if not self.history.head or not paths:
            return iter(())
        trails = {path: self.history.trail(path) for path in paths}
        look = _unknown if self.lacks_texts else self.known.graph.blob
        return replay(self._order, trails, self.begin(paths), look)

    def changed_by(self, commit: Commit) -> Sequence[tuple[Change, str]]:
        """Return what a commit did to notes, with their paths of today."""
        return self._by_commit.get(commit.sha, ())

    @cached_property
    def _order(self) -> Order:
        return Order(self.known.graph.commits(self.history.head))

    # --- what is private --------------------------------------------------------------------

    def is_discreet(self, commit: Commit) -> bool:
        """Tell whether no version of any note that a commit touched has anything private.

        Its subject may be shown then. A merge's may not: it may name a branch that did.
        """
        changes = self.changed_by(commit)
        if not changes or len(changes) > _MANY:
            return False
        merged = any(change.kind == "merged" for change, _ in changes)
        return not merged and not any(self.hid(path) for _, path in changes)

    def hid(self, path: str) -> bool:
        """Tell whether any version of a note is private or has private parts, today's included."""
        if path not in self._hidden:
            now = self.record.note_at.get(path)
            changes = self.changes(path)
            names = {path, *(n for c in changes for n in (c.path, c.old) if n)}
            blobs = dict.fromkeys(b for c in changes for b in (c.before, c.after) if b)
            self._hidden[path] = (
                any(map(is_private_name, names))
                or (now is not None and (bool(now.hidden) or not now.published))
                or any(text is None or hides(text) for text in self.known.texts(blobs))
            )
        return self._hidden[path]

    @cached_property
    def _by_commit(self) -> Mapping[str, list[tuple[Change, str]]]:
        found: dict[str, list[tuple[Change, str]]] = defaultdict(list)
        for path, trail in self.history.trails.items():
            for change in trail.changes:
                found[change.commit.sha].append((change, path))
        return found


def day_of(commit: Commit | None) -> dt.date | None:
    """Return the day on which a commit was written, by its author's clock; None where unknown."""
    return written(commit).date() if commit is not None and commit.sha else None


def _unknown(_commit: str, _path: str) -> None:
    """Say of what a merge has at a path that nobody can tell."""


def may_be_after(path: str, date: dt.date) -> bool:
    """Tell whether a note may be of a later day, as far as its name tells."""
    named = date_in_name(path.rpartition("/")[2].removesuffix(".md"))
    return named is None or named >= date


def hides(text: bytes) -> bool:
    """Tell whether a note as it was may have private parts, or may have been no public one."""
    if b"<!" not in text and b"publish" not in text.lower():
        return False
    said = text.decode("utf-8", "replace")
    return PUBLISH_KEY.search(said) is not None or bool(hidden_lines(Lines(said)).lines)
