"""The only reader and writer of notes.

Bytes in, bytes out: what an edit did not mean to change stays as it was. Whoever is to
change a note reads it inside the lock; `aquip.atomic` puts the change in its place.
"""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

from aquip import atomic
from aquip import config as configuration
from aquip.atomic import Change, not_writable
from aquip.cache import NoteCache, make_folder
from aquip.collector import Pause
from aquip.core.model import Note, Problem
from aquip.core.text import Span
from aquip.errors import AquipError, reason_of
from aquip.parsing import Source, notes_of, parsed

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Iterator

    from aquip.config import Config
    from aquip.core.model import Record

_SUFFIX: Final = ".md"
_TEMPLATES: Final = "templates"
_CACHE: Final = PurePosixPath(".cache/aquip")
_OUTSIDE: Final = "this is a link out of the repository, which is not followed"
_PATIENCE: Final = 60.0
"""Seconds to wait for another aquip to finish writing."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """A Markdown file found, or with ``fault`` the reason why it can't be read."""

    path: str
    uri: str
    fault: str | None = None


@dataclass(frozen=True)
class Reading:
    """The notes twice: in full, and less all that is private; the same object where nothing is."""

    full: Record
    public: Record


class Store:
    """The notes of one repository. Paths are relative to its root, with forward slashes."""

    def __init__(self, config: Config) -> None:
        self.config = config

    # --- reading ----------------------------------------------------------------------------

    def note_paths(self) -> tuple[str, ...]:
        """List the Markdown files of the notes folder that can be read, in order."""
        return tuple(entry.path for entry in self._entries if entry.fault is None)

    def read(self, path: str) -> bytes:
        """Return a file's bytes.

        Raises:
            AquipError: It is no file, or can't be read.
        """
        try:
            return self._absolute(path).read_bytes()
        except OSError as error:
            raise AquipError(f"this can't be read: {reason_of(error)}", path=path) from None

    def uri_of(self, path: str) -> str:
        """Return a path as MkDocs has it: relative to the notes folder."""
        return Path(os.path.relpath(self._absolute(path), self.config.docs_dir)).as_posix()

    def path_of(self, uri: str) -> str:
        """Return the path of what ``uri`` names in the notes folder."""
        return self._relative(str(self.config.docs_dir / uri))

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
            notes = iter(notes_of(sources, self.config.settings, self._cache))
            found = tuple(next(notes) if isinstance(one, Source) else one for one in read)
        self._cache.save(everything=only is None)
        return found

    def load(self, *, public: bool = False, today: dt.date | None = None) -> Record:
        """Return the whole record; with ``public``, less all that is private."""
        reading = self.load_both(today=today)
        return reading.public if public else reading.full

    def load_both(self, *, today: dt.date | None = None) -> Reading:
        """Return the whole record, and what of it may be shown to everyone."""
        with Pause():
            return self._load_both(today)

    def _load_both(self, today: dt.date | None) -> Reading:
        from aquip.core.record import assemble

        day = today or configuration.today(self.config)
        settings = self.config.settings
        notes = self.notes()
        full = assemble(notes, settings, day)
        if not any(note.hidden or not note.published for note in notes):
            return Reading(full, full)
        shown = [
            self._shown(entry) if note.hidden else note
            for entry, note in zip(self._entries, notes, strict=True)
            if note.published
        ]
        return Reading(full, assemble(shown, settings, day))

    def _shown(self, entry: _Entry) -> Note:
        """Return a note less what is hidden in it."""
        read = self._read(entry)
        return parsed(read, self.config.settings, public=True) if isinstance(read, Source) else read

    def _read(self, entry: _Entry) -> Source | Note:
        """Read a file; one that can't be read is a note that says why among its problems."""
        if entry.fault is not None:
            return _unreadable(entry, entry.fault)
        try:
            data = self._absolute(entry.path).read_bytes()
        except OSError as error:
            return _unreadable(entry, f"this can't be read: {reason_of(error)}")
        return Source(entry.path, entry.uri, data)

    @cached_property
    def _cache(self) -> NoteCache:
        return NoteCache(self.config.root / _CACHE, self.config.settings)

    @cached_property
    def _entries(self) -> tuple[_Entry, ...]:
        docs_dir = self.config.docs_dir
        if not docs_dir.is_dir():
            raise AquipError(
                f"the notes folder `{self._relative(str(docs_dir))}` is not there",
                path=self.config.path.name,
                remedy="Name the folder of your notes there, as in `docs_dir: notes`.",
            )
        return tuple(sorted(self._walk(str(docs_dir), ""), key=lambda entry: entry.uri))

    def _walk(self, folder: str, uri: str, *, linked: bool = False) -> Iterator[_Entry]:
        """Yield what MkDocs would take for Markdown: no hidden files, not the top's templates.

        A link to a folder is followed, but none in there: links may lead round in a circle.
        """
        try:
            with os.scandir(folder) as found:
                entries = list(found)
        except OSError as error:
            yield self._faulty(folder, uri, f"this folder can't be read: {reason_of(error)}")
            return
        for entry in entries:
            if entry.name.startswith(".") or (not uri and entry.name == _TEMPLATES):
                continue
            below = f"{uri}{entry.name}"
            link = entry.is_symlink()
            if link and (linked or not self._inside(entry.path)):
                if entry.name.endswith(_SUFFIX):
                    yield self._faulty(entry.path, below, _OUTSIDE)
            elif _is_folder(entry):
                if entry.name.endswith(_SUFFIX):
                    yield self._faulty(entry.path, below, "this is a folder, not a file")
                yield from self._walk(entry.path, f"{below}/", linked=linked or link)
            elif entry.name.endswith(_SUFFIX):
                fault = None if os.path.isfile(entry.path) else "this is no file"  # noqa: PTH113
                yield _Entry(self._relative(entry.path), below, fault)

    def _faulty(self, path: str, uri: str, fault: str) -> _Entry:
        return _Entry(self._relative(path), uri.removesuffix("/"), fault)

    def _inside(self, path: str) -> bool:
        """Tell whether a link stays in the repository, and does not lead to a folder it is in."""
        target = os.path.realpath(path)
        above = os.path.realpath(os.path.dirname(path))  # noqa: PTH120 - scandir's strings
        tops = (os.path.realpath(self.config.root), os.path.realpath(self.config.docs_dir))
        within = any(_below(target, top) for top in tops)
        return within and not _below(above, target)

    def _absolute(self, path: str) -> Path:
        return self.config.root / path

    @cached_property
    def _prefix(self) -> tuple[str, str]:
        """The notes folder as scandir's paths begin, and as paths from the root begin."""
        docs_dir = str(self.config.docs_dir)
        return docs_dir, Path(os.path.relpath(docs_dir, self.config.root)).as_posix()

    def _relative(self, absolute: str) -> str:
        """Turn a path below the notes folder into one from the root, without asking the disk."""
        docs_dir, prefix = self._prefix
        rest = absolute.removeprefix(docs_dir).replace(os.sep, "/").strip("/")
        return "/".join(part for part in (prefix, rest) if part not in {"", "."}) or "."

    # --- writing ----------------------------------------------------------------------------

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Keep every other aquip from writing; what is to be changed is read inside."""
        from filelock import FileLock, Timeout

        folder = self.config.root / _CACHE
        try:
            make_folder(folder)
            held = FileLock(folder / "lock", timeout=_PATIENCE)
            held.acquire()
        except Timeout:
            raise AquipError(
                f"another aquip has been writing here for {_PATIENCE:.0f} seconds",
                remedy="Let it finish, or end it, then try again.",
            ) from None
        except OSError as error:
            raise not_writable(str(self.config.root), error) from None
        self.__dict__.pop("_entries", None)
        try:
            yield
        finally:
            held.release()

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
        atomic.apply(self.config.root, changes)
        self.__dict__.pop("_entries", None)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads round to itself
        return False


def _below(path: str, top: str) -> bool:
    return path == top or path.startswith(top.rstrip(os.sep) + os.sep)


def _unreadable(entry: _Entry, message: str) -> Note:
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
