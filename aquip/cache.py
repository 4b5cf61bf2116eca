"""What notes yielded when they were parsed, kept by the hash of their bytes.

A file of plain data that is safe to delete: whatever is amiss with it, the notes are
parsed as if it were not there. What is private is in no cache, since caches travel.
"""

from __future__ import annotations

import hashlib
import logging
import os
import sqlite3
from contextlib import suppress
from dataclasses import asdict
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

import cmarkgfm

from aquip import core
from aquip.core.plain_data import note_of_data, note_to_data

if TYPE_CHECKING:
    from aquip.core.model import Note
    from aquip.core.settings import Settings

log = logging.getLogger(__name__)

_TABLE: Final = "CREATE TABLE IF NOT EXISTS notes (key BLOB PRIMARY KEY, data BLOB)"
_OLDER: Final = "DELETE FROM notes WHERE rowid <= (SELECT max(rowid) FROM notes) - ?"
_SURPLUS: Final = 1000
"""How many rows of notes as they were before are kept, beside those in use.

None, once a note is private: the row of a note as it was may say what is hidden by now.
"""


class NoteCache:
    """Parsed notes of one repository.

    They are in a file of this ``name`` in ``folder``, which is made when there is something to
    keep. With ``most`` it holds no more than that, the last ones.
    """

    def __init__(
        self, folder: Path, settings: Settings, *, name: str = "notes", most: int | None = None
    ) -> None:
        self._folder = folder
        self._settings = settings
        self._name = name
        self._most = most
        self._new: dict[bytes, bytes] = {}
        self._used: set[bytes] = set()
        self._gone: set[bytes] = set()
        self._surplus = _SURPLUS

    def get(self, data: bytes, *, path: str, uri: str) -> Note | None:
        """Return what these bytes yielded before; None when that is not known."""
        if self._database is None:
            return None
        key = self._key(data)
        try:
            row = self._database.execute("SELECT data FROM notes WHERE key = ?", (key,)).fetchone()
            if row is None:
                return None
            note = note_of_data(row[0], path=path, uri=uri, text=data.decode())
        except (sqlite3.Error, ValueError, TypeError, RecursionError) as error:
            log.info("%s is of no use and is passed over: %s", self._file, error)
            return None
        self._used.add(key)
        return note

    def put(self, data: bytes, note: Note, row: bytes | None = None) -> None:
        """Remember what a note's bytes yielded, unless a part of it is private or it is broken.

        ``row`` is the note as plain data, where that is known already.
        """
        if note.hidden or not note.published:
            self._surplus = 0
            return
        if not note.readable:
            return
        with suppress(TypeError, ValueError, OverflowError, RecursionError):
            self._new[self._key(data)] = row or note_to_data(note)

    def forget(self, data: bytes) -> None:
        """Let go of what these bytes yielded: no note has them any more."""
        self._gone.add(self._key(data))

    def save(self, *, everything: bool) -> None:
        """Write what is new; after ``everything`` was asked for, forget what is out of use."""
        if not self._new and not ((everything or self._gone) and self._database):
            return
        try:
            database = self._database or self._made()
            with database:
                gone = ((key,) for key in self._gone)
                database.executemany("DELETE FROM notes WHERE key = ?", gone)
                database.executemany(
                    "INSERT OR REPLACE INTO notes VALUES (?, ?)", self._new.items()
                )
                if everything:
                    self._prune(database)
                if self._most is not None:
                    database.execute(_OLDER, (self._most,))
        except (OSError, sqlite3.Error) as error:
            log.debug("nothing is kept in %s: %s", self._file, error)
        self._used.update(self._new)
        self._new.clear()
        self._gone.clear()

    def _prune(self, database: sqlite3.Connection) -> None:
        used = self._used | self._new.keys()
        (rows,) = database.execute("SELECT count(*) FROM notes").fetchone()
        if rows <= len(used) + self._surplus:
            return
        database.execute("CREATE TEMP TABLE used (key BLOB PRIMARY KEY)")
        database.executemany("INSERT INTO used VALUES (?)", ((key,) for key in used))
        database.execute("DELETE FROM notes WHERE key NOT IN (SELECT key FROM used)")
        database.execute("DROP TABLE used")

    @property
    def _file(self) -> Path:
        return self._folder / f"{self._name}.sqlite3"

    @cached_property
    def _database(self) -> sqlite3.Connection | None:
        """The file that is there; one that is no database of ours is taken away."""
        if not self._file.is_file():
            return None
        try:
            return self._opened()
        except (OSError, sqlite3.Error) as error:
            log.info("%s is of no use and is made anew: %s", self._file, error)
            with suppress(OSError):
                self._file.unlink()
            return None

    def _made(self) -> sqlite3.Connection:
        make_folder(self._folder)
        return self._opened()

    def _opened(self) -> sqlite3.Connection:
        database = sqlite3.connect(self._file, timeout=1)
        # It may be lost at any time, so it need not be waited for.
        database.execute("PRAGMA synchronous = OFF")
        # What a row said is to be in no corner of the file once it is gone.
        database.execute("PRAGMA secure_delete = ON")
        database.execute(_TABLE)
        return database

    def _key(self, data: bytes) -> bytes:
        return hashlib.blake2b(data, digest_size=20, key=self._version).digest()

    @cached_property
    def _version(self) -> bytes:
        """Whatever else decides what a note yields: the code, cmark, and the settings."""
        digest = hashlib.blake2b(digest_size=20)
        for source in sorted(Path(core.__path__[0]).glob("*.py")):
            digest.update(source.read_bytes())
        digest.update(repr(Path(cmarkgfm.__file__).stat().st_mtime_ns).encode())
        settings = self._settings
        heard = [asdict(section) for section in settings.sections]
        digest.update(repr((heard, settings.handle_by_name, settings.words)).encode())
        return digest.digest()


def clear_strangers(folder: Path) -> None:
    """Take away what aquip never puts where it keeps things: links, pipes and the like.

    A repository may bring a link along, and what is kept would be written to where it leads.
    """
    for link in (folder.parent, folder):
        if link.is_symlink():
            link.unlink()
    with suppress(FileNotFoundError, NotADirectoryError), os.scandir(folder) as entries:
        for entry in entries:
            known = entry.is_file(follow_symlinks=False) or entry.is_dir(follow_symlinks=False)
            if not known:
                Path(entry.path).unlink()


def make_folder(folder: Path) -> None:
    """Make the folder that aquip keeps beside the notes, which git is not to see.

    Raises:
        OSError: it can't be made.
    """
    folder.mkdir(parents=True, exist_ok=True)
    ignore = folder / ".gitignore"
    if not (ignore.is_file() and ignore.stat().st_size):  # a full disk leaves an empty one
        ignore.write_text("*\n", encoding="utf-8")
