"""The only reader and writer of notes.

Bytes in, bytes out: what an edit did not mean to change stays as it was. Whoever is to
change a note reads it inside the lock; `aquip.files.atomic` puts the change in its place.
"""

from __future__ import annotations

import logging
import os
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

from aquip import config as configuration
from aquip.cache import NoteCache, clear_strangers, make_folder
from aquip.collector import Pause
from aquip.core.model import Note, Problem
from aquip.core.text import Span
from aquip.errors import AquipError, reason_of
from aquip.files import atomic
from aquip.files.atomic import Change, not_writable
from aquip.files.regular import read_regular
from aquip.files.tree import Entry, Tree
from aquip.parsing import Source, notes_of, public_notes_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from filelock import BaseFileLock

    from aquip.config import Config
    from aquip.core.model import Record
    from aquip.core.settings import Settings
    from aquip.memory import Memory

log = logging.getLogger(__name__)

_CACHE: Final = PurePosixPath(".cache/aquip")
_LARGEST: Final = 8_000_000
"""Bytes of a note: a thousand times what is written in one, and its tree takes far more."""
_PATIENCE: Final = 60.0
"""Seconds to wait for another aquip to finish writing."""
_POLL: Final = 0.02
"""Seconds until it is asked again whether it has: about as long as it takes to write a note."""


@dataclass(frozen=True)
class Reading:
    """The notes twice: in full, and less all that is private; the same where nothing is.

    Either becomes a record when it is asked for.
    """

    notes: tuple[Note, ...]
    shown: tuple[Note, ...]
    settings: Settings
    today: dt.date
    memory: Memory | None = None

    @cached_property
    def full(self) -> Record:
        """Everything."""
        return self._record(self.notes, public=False)

    @cached_property
    def public(self) -> Record:
        """What may be shown to everyone; the same object as in full where nothing is private."""
        return self.full if self.shown is self.notes else self._record(self.shown, public=True)

    def _record(self, notes: tuple[Note, ...], *, public: bool) -> Record:
        from aquip.core.record import assemble

        records = self.memory.records if self.memory else {}
        with Pause():
            made = assemble(notes, self.settings, self.today, records.get(public))
        records[public] = made
        return made


class Store:
    """The notes of one repository. Paths are relative to its root, with forward slashes.

    With a ``memory``, notes that were read with it before are not parsed again.
    """

    def __init__(self, config: Config, memory: Memory | None = None) -> None:
        self.config = config
        self._memory = memory
        with suppress(OSError):  # where nothing can be taken away, nothing is written either
            clear_strangers(self.cache_folder)
        self._recovered: frozenset[str] = frozenset()

    # --- reading ----------------------------------------------------------------------------

    def note_paths(self) -> tuple[str, ...]:
        """List the Markdown files of the notes folder that can be read, in order."""
        return tuple(entry.path for entry in self._entries if entry.fault is None)

    def read(self, path: str) -> bytes:
        """Return a file's bytes.

        Raises:
            AquipError: It is no file, can't be read, or is a link out of the repository.
        """
        if fault := self._faults.get(path):
            raise AquipError(fault, path=path)
        try:
            return read_regular(self._absolute(path))
        except OSError as error:
            raise AquipError(f"this can't be read: {reason_of(error)}", path=path) from None

    def uri_of(self, path: str) -> str:
        """Return a path as MkDocs has it: relative to the notes folder."""
        return Path(os.path.relpath(self._absolute(path), self.config.docs_dir)).as_posix()

    def path_of(self, uri: str) -> str:
        """Return the path of what ``uri`` names in the notes folder."""
        return self._tree.relative(str(self.config.docs_dir / uri))

    def paths(self) -> tuple[str, ...]:
        """List every Markdown file of the notes folder, those too that can't be read."""
        return tuple(entry.path for entry in self._entries)

    def sources(self) -> Iterator[tuple[str, bytes]]:
        """Yield the URI and the bytes of every note that can be read."""
        root = str(self.config.root)
        for entry in self._entries:
            if entry.fault is None:
                # Thousands of them: a path's own methods take longer than the reading.
                with suppress(OSError), open(f"{root}/{entry.path}", "rb", 0) as file:  # noqa: PTH123
                    yield entry.uri, file.read()

    def notes(self, *, only: Callable[[str], bool] | None = None) -> tuple[Note, ...]:
        """Return every note, or those whose URI is asked for, in order of path."""
        entries = (entry for entry in self._entries if only is None or only(entry.uri))
        with Pause():
            read = [self._read(entry) for entry in entries]
            sources = [one for one in read if isinstance(one, Source)]
            notes = iter(self._notes_of(sources))
            found = tuple(next(notes) if isinstance(one, Source) else one for one in read)
        # What a memory spares the cache is no less in use.
        self._cache.save(everything=only is None and self._memory is None)
        return found

    def _notes_of(self, sources: Sequence[Source]) -> Sequence[Note]:
        settings = self.config.settings
        read = partial(notes_of, settings=settings, cache=self._cache)
        if self._memory is None:
            return read(sources)
        for data in self._memory.replaced(sources):
            self._cache.forget(data)
        return self._memory.notes(sources, settings, read)

    def load(self, *, public: bool = False, today: dt.date | None = None) -> Record:
        """Return the whole record; with ``public``, less all that is private."""
        reading = self.load_both(today=today)
        return reading.public if public else reading.full

    def load_both(self, *, today: dt.date | None = None) -> Reading:
        """Return the notes, and those that may be shown to everyone, as records."""
        notes = shown = self.notes()
        if any(note.hidden or not note.published for note in notes):
            pairs = [*zip(self._entries, notes, strict=True)]
            less = self._shown([e for e, note in pairs if note.hidden and note.published])
            shown = tuple(less.get(e.path, note) for e, note in pairs if note.published)
        day = today or configuration.today(self.config)
        return Reading(notes, shown, self.config.settings, day, self._memory)

    def _shown(self, entries: Iterable[Entry]) -> dict[str, Note]:
        """Return notes less what is hidden in them, by path."""
        read = {entry.path: self._read(entry) for entry in entries}
        sources = [one for one in read.values() if isinstance(one, Source)]
        settings = self.config.settings
        make = partial(public_notes_of, settings=settings)
        held = self._memory
        notes = held.notes(sources, settings, make, public=True) if held else make(sources)
        made = {one.path: note for one, note in zip(sources, notes, strict=True)}
        return {path: one if isinstance(one, Note) else made[path] for path, one in read.items()}

    def _read(self, entry: Entry) -> Source | Note:
        """Read a file; one that can't be read is a note that says why among its problems."""
        if entry.fault is not None:
            return _unreadable(entry, entry.fault)
        try:
            data = read_regular(self._absolute(entry.path))
        except OSError as error:
            return _unreadable(entry, f"this can't be read: {reason_of(error)}")
        if len(data) > _LARGEST:
            message = f"this has {len(data) // 1_000_000} MB, which is more than notes have"
            return _unreadable(entry, message)
        return Source(entry.path, entry.uri, data)

    @property
    def cache_folder(self) -> Path:
        """The folder of what is kept from one command to the next."""
        return self.config.root / _CACHE

    @cached_property
    def _cache(self) -> NoteCache:
        return NoteCache(self.cache_folder, self.config.settings)

    @cached_property
    def _tree(self) -> Tree:
        return Tree(self.config)

    @cached_property
    def _entries(self) -> tuple[Entry, ...]:
        return self._tree.entries()

    @cached_property
    def _faults(self) -> dict[str, str]:
        return {entry.path: entry.fault for entry in self._entries if entry.fault is not None}

    def _absolute(self, path: str) -> Path:
        return self.config.root / path

    # --- writing ----------------------------------------------------------------------------

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Keep every other aquip from writing; what is to be changed is read inside.

        What one that died while it wrote left behind is finished first, or cleared away. The
        system gives the lock of a dead process back. Who holds it may ask for it again.
        """
        from filelock import Timeout

        held = self._lock
        try:
            if not held.is_locked:
                make_folder(self.cache_folder)
            held.acquire(timeout=_PATIENCE, poll_interval=_POLL)
        except Timeout:
            raise AquipError(
                f"another aquip has been writing here for {_PATIENCE:.0f} seconds",
                remedy="Let it finish, or end it, then try again.",
            ) from None
        except OSError as error:
            raise not_writable(str(self.config.root), error) from None
        try:
            if held.lock_counter == 1:
                self._begin()
            yield
        finally:
            held.release()

    @cached_property
    def _lock(self) -> BaseFileLock:
        from filelock import FileLock

        return FileLock(self.cache_folder / "lock")

    def recover(self) -> frozenset[str]:
        """Finish or clear away what a writer that died left; return the paths it was to write.

        Whoever takes the lock does so before anything else.
        """
        if not atomic.is_left(self.cache_folder):
            return frozenset()
        with self.lock():
            return self._recovered

    def _begin(self) -> None:
        """See what there is, now that nobody else changes it."""
        self._recovered = frozenset(atomic.recover(self.config.root, self.cache_folder))
        for path in sorted(self._recovered):
            log.warning("%s: an earlier command died amid its writing; it is finished now", path)
        self.__dict__.pop("_entries", None)

    def write(self, path: str, text: str, *, expected: str) -> None:
        """Replace what a file says, where it still says ``expected``."""
        self.apply([Change(path, text, expected)])

    def create(self, path: str, text: str) -> None:
        """Make a file, and the folders it needs; never put it in another one's place."""
        self.apply([Change(path, text)])

    def apply(self, changes: Iterable[Change]) -> None:
        """Make several changes, or none where one of them can't be made.

        Raises:
            AquipError: A file changed since it was read, is there already, or can't be written.
        """
        with self.lock():
            atomic.apply(self.config.root, changes, self.cache_folder)
        self.__dict__.pop("_entries", None)


def _unreadable(entry: Entry, message: str) -> Note:
    problem = Problem("unreadable", message, Span(0, 0))
    return Note(
        path=entry.path,
        uri=entry.uri,
        text="",
        problems=(problem,),
        readable=False,
    )


def load(
    root: Path | str | None = None, *, public: bool = False, today: dt.date | None = None
) -> Record:
    """Return the whole record of the repository at ``root``, or around the current folder.

    With ``public``, all that is private is left out. ``today`` is the day to judge by;
    else AQUIP_TODAY, the configuration or the clock says.
    """
    found = configuration.find_root(Path.cwd()) if root is None else Path(root)
    return Store(configuration.load_config(found)).load(public=public, today=today)
