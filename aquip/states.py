"""The notes at one time or another: as the files are, and as they were before git's differences."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from aquip.cache import NoteCache
from aquip.collector import Pause
from aquip.config import load_config
from aquip.core.record import assemble
from aquip.errors import AquipError
from aquip.kept import Checked
from aquip.parsing import Source, notes_of
from aquip.rules import Facts, check
from aquip.tree import is_note

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from aquip.core.model import Note
    from aquip.core.settings import Settings
    from aquip.core.text import Lines
    from aquip.history.differences import Difference, Revisions
    from aquip.store import Store


@dataclass(frozen=True)
class State:
    """The notes at one time, by path, with the settings and the facts of that time."""

    notes: Mapping[str, Note]
    settings: Settings
    exists: Callable[[str], bool]
    tracked: frozenset[str] | None

    def checked(self, today: dt.date, *, private: bool) -> Checked:
        """Judge it by all rules."""
        with Pause():
            notes = sorted(self.notes.values(), key=lambda note: note.uri)
            record = assemble(notes, self.settings, today)
        facts = Facts(exists=self.exists, tracked=self.tracked)
        return Checked.of(record, check(record, self.settings, facts=facts, private=private))

    def lines_of(self, path: str) -> Lines | None:
        """Return the lines of a note, None where there is none that can be read."""
        note = self.notes.get(path)
        return note.lines if note is not None and note.readable else None


class Undoing:
    """Takes differences back: from a state of the notes to the one before."""

    def __init__(self, store: Store, known: Revisions) -> None:
        self._store = store
        self._config = store.config
        self._known = known

    def undo(self, state: State, differences: Iterable[Difference]) -> State:
        """Return the state before the differences; the same one where there are none."""
        differences = list(differences)
        if not differences:
            return state
        gone = {one.new for one in differences if one.new is not None}
        back = {one.old for one in differences if one.old is not None}
        notes = {path: note for path, note in state.notes.items() if path not in gone | back}
        settings = self._settings(differences, state.settings)
        sources = [*self._sources(differences)]
        if settings != state.settings:
            sources += [_source(note) for note in notes.values() if note.readable]
        notes.update(self._parsed(sources, settings))
        tracked = state.tracked
        if tracked is not None:
            tracked = (tracked - gone) | back
        return replace(
            state,
            notes=notes,
            settings=settings,
            exists=_existed(state.exists, gone - back, back),
            tracked=tracked,
        )

    def _sources(self, differences: Iterable[Difference]) -> Iterable[Source]:
        for one in differences:
            if one.old is not None and one.blob is not None:
                uri = self._store.uri_of(one.old)
                if is_note(uri):
                    yield Source(one.old, uri, self._known.text(one.blob))

    def _parsed(self, sources: Sequence[Source], settings: Settings) -> dict[str, Note]:
        cache = NoteCache(self._store.cache_folder, settings)
        notes = notes_of(sources, settings, cache)
        cache.save(everything=False)
        return {note.path: note for note in notes}

    def _settings(self, differences: Iterable[Difference], now: Settings) -> Settings:
        """Return the settings of a configuration that was another, where it was usable."""
        name = self._config.path.name
        for one in differences:
            if one.old == name and one.blob is not None:
                return _settings_of(name, self._known.text(one.blob)) or now
        return now


def _settings_of(name: str, data: bytes) -> Settings | None:
    with tempfile.TemporaryDirectory(prefix="aquip-") as folder:
        Path(folder, name).write_bytes(data)
        try:
            return load_config(Path(folder)).settings
        except AquipError:
            return None


def _source(note: Note) -> Source:
    return Source(note.path, note.uri, note.text.encode())


def _existed(
    exists: Callable[[str], bool], gone: frozenset[str] | set[str], back: set[str]
) -> Callable[[str], bool]:
    """Tell what was there: files that came are not, files that went are, with their folders."""
    there = {*back, *(str(above) for path in back for above in Path(path).parents)}
    return lambda path: path in there or (path not in gone and exists(path))
