"""The notes at one time or another: as the files are, and as they were before git's differences."""

from __future__ import annotations

import os
import posixpath
import tempfile
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from aquip.cache import NoteCache
from aquip.collector import Pause
from aquip.config import load_config
from aquip.core.record import assemble
from aquip.errors import AquipError
from aquip.files.tree import is_note
from aquip.kept import Checked
from aquip.parsing import Source, notes_of
from aquip.rules import Facts, check

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from aquip.core.model import Note, Record
    from aquip.core.settings import Settings
    from aquip.core.text import Lines
    from aquip.history.differences import Difference, Revisions
    from aquip.rules.facts import History
    from aquip.store import Store


@dataclass(frozen=True)
class State:
    """The notes at one time, by path, with the settings and the facts of that time.

    ``folder`` is the notes folder's path from the root. ``assembled`` makes the record of them,
    and ``history`` tells what git knows of its meetings, where that is to be judged.
    """

    notes: Mapping[str, Note]
    folder: str
    settings: Settings
    exists: Callable[[str], bool]
    tracked: frozenset[str] | None
    assembled: Callable[[], Record]
    history: Callable[[Record], History | None] = lambda _: None

    @cached_property
    def record(self) -> Record:
        """The whole record, private parts included."""
        return self.assembled()

    def checked(self, *, private: bool) -> Checked:
        """Judge it by all rules."""
        facts = Facts(self.exists, self.tracked, lambda: self.history(self.record))
        findings = check(self.record, self.settings, facts=facts, private=private)
        return Checked.of(self.record, findings, facts)

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
        settings, folder = self._configured(differences) or (state.settings, state.folder)
        texts = {d.old: partial(self._known.text, d.blob) for d in differences if d.old and d.blob}
        if (settings, folder) != (state.settings, state.folder):
            texts.update((n.path, partial(n.text.encode)) for n in notes.values() if n.readable)
            notes = {path: note for path, note in notes.items() if not note.readable}
        notes.update(self._parsed(texts, settings, folder))
        tracked = state.tracked
        if tracked is not None:
            tracked = (tracked - gone) | back
        return replace(
            state,
            notes=notes,
            folder=folder,
            settings=settings,
            exists=_existed(state.exists, gone - back, back),
            tracked=tracked,
            assembled=lambda: _like(state, notes, settings),
        )

    def _parsed(
        self, texts: Mapping[str, Callable[[], bytes]], settings: Settings, folder: str
    ) -> dict[str, Note]:
        """Parse what is in the notes folder; other texts are not asked for."""
        uris = {path: posixpath.relpath(path, folder) for path in texts}
        sources = [Source(p, uri, texts[p]()) for p, uri in uris.items() if is_note(uri)]
        # Read from, but not written to: what was public then may be hidden now, and caches travel.
        cache = NoteCache(self._store.cache_folder, settings)
        return {note.path: note for note in notes_of(sources, settings, cache)}

    def _configured(self, differences: Iterable[Difference]) -> tuple[Settings, str] | None:
        """Return the settings and the notes folder of a usable configuration that was another."""
        name = self._config.path.name
        for one in differences:
            if one.old == name and one.blob is not None:
                return _read(name, self._known.text(one.blob))
        return None


def _like(other: State, notes: Mapping[str, Note], settings: Settings) -> Record:
    """Assemble notes most of which are those of another state."""
    with Pause():
        return assemble(notes.values(), settings, other.record.today, other.record)


def _read(name: str, data: bytes) -> tuple[Settings, str] | None:
    with tempfile.TemporaryDirectory(prefix="aquip-") as folder:
        Path(folder, name).write_bytes(data)
        try:
            config = load_config(Path(folder))
        except AquipError:
            return None
        return config.settings, Path(os.path.relpath(config.docs_dir, config.root)).as_posix()


def _existed(
    exists: Callable[[str], bool], gone: frozenset[str] | set[str], back: set[str]
) -> Callable[[str], bool]:
    """Tell what was there: files that came are not, files that went are, with their folders."""
    there = {*back, *(str(above) for path in back for above in Path(path).parents)}
    return lambda path: path in there or (path not in gone and exists(path))
