"""As much of the record as an answer needs: whoever edits one item need not parse every note.

Of every note the bytes are read, to see where an id may stand; notes are parsed by the
folder, as items are told apart within their series. What was asked for is then in the
record as it is in the whole one. Of the other series it has all but their meetings.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from aquip.collector import Pause
from aquip.core.around import feedback_ids, ids_in, joined, may_say, words_in
from aquip.core.record import GOALS, INDEX_STEMS, assemble

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable

    from aquip.core.model import Record
    from aquip.store import Store


class Excerpts:
    """Parts of the record of the notes as they are now: made under the lock where one writes."""

    def __init__(self, store: Store, today: dt.date) -> None:
        self._store = store
        self._today = today
        self._folders: set[str] = set()
        self._record: Record | None = None

    def outline(self) -> Record:
        """Return every series and goal, without a meeting."""
        return self._of(set())

    def around(
        self, series: Iterable[str] = (), ids: Iterable[str] = (), starts: Iterable[str] = ()
    ) -> Record:
        """Return what tells all of these series, and of the items with these ids or beginnings.

        That is their meetings, those that show an item of theirs, and those that refer to
        the series' feedback. ``starts`` are beginnings of texts, case folded.
        """
        names = [name.strip("/") for name in series]
        folders = joined(self._ids, {*names, *self._with(ids), *self._beginning(starts)})
        record = self._of(folders)
        feedback = feedback_ids(record, names)
        return self._of(joined(self._ids, self._naming(feedback))) if feedback else record

    def whole(self) -> Record:
        """Return the whole record."""
        return self._assembled(None)

    def ids(self, start: str) -> list[str]:
        """List all that begins so and may be an item's id."""
        wanted = start.encode("utf-8", "surrogatepass")
        found = {one for own in self._ids.values() for one in own if one.startswith(wanted)}
        return [one.decode() for one in found]

    def has_item(self, identity: str) -> bool:
        """Tell whether an item of any meeting has this id."""
        folders = self._with([identity])
        meetings = self._of(folders).meetings if folders else ()
        return any(item.id == identity for m in meetings for item in m.note.items())

    @cached_property
    def _ids(self) -> dict[str, set[bytes]]:
        """What may be an id, by folder."""
        ids: dict[str, set[bytes]] = defaultdict(set)
        for uri, data in self._sources:
            ids[_folder(uri)].update(ids_in(data))
        return ids

    @cached_property
    def _sources(self) -> list[tuple[str, bytes]]:
        return [*self._store.sources()]

    def _with(self, ids: Iterable[str]) -> set[str]:
        wanted = _encoded(ids)
        return {folder for folder, own in self._ids.items() if not own.isdisjoint(wanted)}

    def _naming(self, ids: Iterable[str]) -> set[str]:
        """Return the folders whose notes have one of these ids in their text, caret or not."""
        wanted = _encoded(ids)
        return {_folder(uri) for uri, data in self._sources if any(one in data for one in wanted)}

    def _beginning(self, starts: Iterable[str]) -> set[str]:
        """Return the folders whose notes have an item that begins so."""
        sought = {start: words_in(start) for start in starts}
        uris = {
            uri
            for uri, data in self._sources
            if any(may_say(data, words) for words in sought.values())
        }
        notes = self._store.notes(only=uris.__contains__) if uris else ()
        return {
            note.folder
            for note in notes
            if any(item.text.casefold().startswith((*sought,)) for item in note.items())
        }

    def _of(self, folders: set[str]) -> Record:
        """Assemble the notes of some folders, and whatever makes a series or a goal.

        What was in the last record is in this one too.
        """
        if self._record is None or not folders <= self._folders:
            self._folders |= folders
            chosen = {*self._folders, GOALS}

            def wanted(uri: str) -> bool:
                folder, _, name = uri.rpartition("/")
                return folder in chosen or name.removesuffix(".md") in INDEX_STEMS

            self._record = self._assembled(wanted)
        return self._record

    def _assembled(self, wanted: Callable[[str], bool] | None) -> Record:
        with Pause():
            notes = self._store.notes(only=wanted)
            return assemble(notes, self._store.config.settings, self._today)


def _encoded(ids: Iterable[str]) -> set[bytes]:
    return {identity.encode("utf-8", "surrogatepass") for identity in ids}


def _folder(uri: str) -> str:
    return uri.rpartition("/")[0]
