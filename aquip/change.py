"""What a change to the notes did: which lines it touched, and which findings it brought.

The record is judged twice, as it was and as it is. A finding counts when the change touches
its lines, or when it was not there before, wherever it stands: an item whose carry was deleted
is lost in a note that nobody touched.
"""

from __future__ import annotations

import difflib
import os
import tempfile
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from aquip.cache import NoteCache
from aquip.collector import Pause
from aquip.config import load_config
from aquip.core.record import assemble
from aquip.errors import AquipError
from aquip.history.differences import Difference, revisions
from aquip.kept import Checked
from aquip.parsing import Source, notes_of
from aquip.rules import Facts, check
from aquip.rules.identity import subject
from aquip.tree import is_note

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from aquip.core.model import Note
    from aquip.core.settings import Settings
    from aquip.core.text import Lines
    from aquip.history.differences import Revisions
    from aquip.rules import Finding
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


class Change:
    """What lies between two states, and what it means for the findings of the later one.

    ``name`` says in words what is compared; ``of_files`` whether the later state is what the
    files say.
    """

    def __init__(  # noqa: PLR0913 - two states, and what is known of how they differ
        self,
        name: str,
        before: State,
        after: State,
        differences: Iterable[Difference],
        today: dt.date,
        *,
        of_files: bool,
    ) -> None:
        self.name = name
        self.after = after
        self.of_files = of_files
        self._before = before
        self._today = today
        self._origin = {d.new: d.old for d in differences if d.new is not None}
        self._lines: dict[str, Sequence[int]] = {}

    def findings(self, found: Iterable[Finding], *, private: bool) -> list[Finding]:
        """Choose those that the change touches or brought."""
        found = list(found)
        if not found or self._before is self.after:
            return []
        known = Counter(
            (one.code, one.severity, one.path, subject(one, self._before.lines_of))
            for one in self._before.checked(self._today, private=private).findings
        )
        chosen = []
        for one in found:
            path = self._origin.get(one.path, one.path)
            key = (one.code, one.severity, path or "", subject(one, self.after.lines_of))
            known[key] -= 1
            if known[key] < 0 or self.touches(one):
                chosen.append(one)
        return chosen

    def touches(self, finding: Finding) -> bool:
        """Tell whether a finding stands in lines that are other than they were."""
        lines = self._lines.get(finding.path)
        if lines is None:
            lines = self._lines[finding.path] = self._touched(finding.path)
        return any(finding.line <= line <= finding.end_line for line in lines)

    def _touched(self, path: str) -> Sequence[int]:
        """Return the lines of a note that are new or other than before, counted from 1."""
        if path not in self._origin:
            return ()
        new = self.after.lines_of(path)
        if new is None:
            return (1,)
        old = self._before.lines_of(self._origin[path] or "")
        if old is None:
            return range(1, len(new) + 1)
        matcher = difflib.SequenceMatcher(None, _texts(old), _texts(new), autojunk=False)
        return [
            line + 1
            for kind, _, _, start, end in matcher.get_opcodes()
            if kind != "equal"
            for line in range(start, end)
        ]


def _texts(lines: Lines) -> list[str]:
    return [lines.line_text(number) for number in range(1, len(lines) + 1)]


class Comparison:
    """Compares the notes, as they were read, with what git has of them.

    ``tracked`` is what it tracks, as paths from the root.

    Its methods raise AquipError where git can't tell: there is none, or no such revision.
    """

    def __init__(
        self,
        store: Store,
        notes: Iterable[Note],
        tracked: frozenset[str] | None,
        today: dt.date,
    ) -> None:
        self._store = store
        self._today = today
        root = str(store.config.root)
        self._files = State(
            {note.path: note for note in notes},
            store.config.settings,
            lambda path: os.path.exists(f"{root}/{path}"),  # noqa: PTH110 - asked often
            tracked,
        )

    def since(self, revision: str) -> Change:
        """Return what the files changed since the history of a revision parted from this one."""
        with revisions(self._store.config.root) as known:
            found = known.since(revision)
            before = _Undoing(self._store, known).undo(self._files, found)
        name = f"changes since {revision}"
        return Change(name, before, self._files, found, self._today, of_files=True)

    def staged(self) -> Change:
        """Return what a commit would change: the later state is what is staged."""
        with revisions(self._store.config.root) as known:
            found, beyond = known.staged()
            undoing = _Undoing(self._store, known)
            after = undoing.undo(self._files, beyond)
            before = undoing.undo(after, found)
        of_files = after is self._files
        return Change("staged changes", before, after, found, self._today, of_files=of_files)


class _Undoing:
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
