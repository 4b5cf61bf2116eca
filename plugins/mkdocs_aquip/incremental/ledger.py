"""What the last build made, and of what: one row for each file of the site.

Plain data in SQLite, safe to delete. Whatever is wrong with it, the site is built whole.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing, suppress
from pathlib import Path
from typing import Annotated, Any, Final, TypeVar

import msgspec

from mkdocs_aquip.incremental.finished import Finished
from mkdocs_aquip.incremental.known import Keys
from mkdocs_aquip.incremental.outputs import Signature, is_inside

A = TypeVar("A")
Stages = Annotated[list[A], msgspec.Meta(min_length=2, max_length=2)]
"""What holds of a page when it is read, and when it is written."""

_TABLES: Final = """
CREATE TABLE IF NOT EXISTS site (key TEXT NOT NULL, seal TEXT NOT NULL, keys BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS made (dest TEXT PRIMARY KEY, data BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS finished (data BLOB NOT NULL);
"""


class Made(msgspec.Struct, omit_defaults=True, forbid_unknown_fields=True):
    """One file of the site.

    ``inside`` and ``elsewhere`` are the keys of what a note's content is made of, ``asked``
    the questions behind them (`trace`). ``inner`` is the key of a page's content, ``frame``
    of the whole page. ``title``, ``anchors`` and ``links`` (to anchors, by source) are what
    others need of it; where there is no title, the page is to be read in each build.
    ``told`` are the search entries made when the page was read, and when it was written;
    ``heard`` says whether anything was logged then. A page's ``content`` is the hash of its
    output; another file's ``source`` says what was copied.
    """

    inside: str | None = None
    elsewhere: str = ""
    asked: list[list[Any]] = []
    inner: str = ""
    frame: str = ""
    title: str | None = None
    anchors: list[str] = []
    links: dict[str, dict[str, str]] = {}
    told: Stages[list[Any]] = msgspec.field(default_factory=lambda: [[], []])
    heard: Stages[bool] = msgspec.field(default_factory=lambda: [False, False])
    content: str = ""
    source: Signature = []
    output: Signature = []


_decode_made: Final = msgspec.json.Decoder(Made).decode
_decode_keys: Final = msgspec.json.Decoder(Keys).decode
_decode_finished: Final = msgspec.json.Decoder(Finished).decode


class Ledger:
    """The rows by the file's place in the site; kept in memory where there is no ``path``.

    ``key`` is what all of them depend on, ``keys`` are those of the notes that they were
    made of, ``seal`` the signature of what every build writes: another one means that
    someone else built into the folder. ``finished`` tells of the last build, once it came
    to its end.
    """

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self.key = ""
        self.seal = ""
        self.keys = Keys()
        self.made: dict[str, Made] = {}
        self.finished: Finished | None = None
        self.fault: str | None = None
        if path is not None and path.exists():
            self._load(path)

    def begin(self, key: str) -> None:
        """Forget all rows: a whole build begins, under a key."""
        self.made = {}
        self.key, self.seal, self.keys = key, "", Keys()

        def write(db: sqlite3.Connection) -> None:
            db.execute("DELETE FROM made")
            self._set_site(db)

        self._write(write)

    def announce(self, dests: Iterable[str]) -> None:
        """Note files that are about to be made, so that a build cut short leaves no strays."""
        rows = [(dest, b"{}") for dest in dests]
        self.made |= {dest: Made() for dest, _ in rows}
        self.finished = None

        def write(db: sqlite3.Connection) -> None:
            db.execute("DELETE FROM finished")
            db.executemany("INSERT OR IGNORE INTO made VALUES (?, ?)", rows)

        self._write(write)

    def finish(self, finished: Finished) -> None:
        """Note that a build came to its end."""
        self.finished = finished

        def write(db: sqlite3.Connection) -> None:
            db.execute("INSERT INTO finished VALUES (?)", (msgspec.json.encode(finished),))

        self._write(write)

    def save(self, changed: Iterable[str], gone: Iterable[str], seal: str, keys: Keys) -> None:
        """Note what was made and what is no more."""
        self.seal, self.keys = seal, keys
        gone = list(gone)
        for dest in gone:
            self.made.pop(dest, None)

        def write(db: sqlite3.Connection) -> None:
            rows = ((dest, _dump(self.made[dest])) for dest in changed)
            db.executemany("INSERT OR REPLACE INTO made VALUES (?, ?)", rows)
            db.executemany("DELETE FROM made WHERE dest = ?", [(dest,) for dest in gone])
            self._set_site(db)

        self._write(write)

    def _set_site(self, db: sqlite3.Connection) -> None:
        db.execute("DELETE FROM site")
        keys = msgspec.json.encode(self.keys)
        db.execute("INSERT INTO site VALUES (?, ?, ?)", (self.key, self.seal, keys))

    def _load(self, path: Path) -> None:
        try:
            with closing(sqlite3.connect(path)) as db:
                site = db.execute("SELECT key, seal, keys FROM site").fetchall()
                rows = db.execute("SELECT dest, data FROM made").fetchall()
                last = db.execute("SELECT data FROM finished").fetchall()
            made = {_checked(dest): _decode_made(data) for dest, data in rows}
            finished = _decode_finished(last[-1][0]) if last else None
            ((key, seal, found),) = site
            keys = _decode_keys(found)
        except (sqlite3.Error, ValueError, TypeError) as error:
            self.fault = str(error)
            return
        self.finished = finished
        self.key, self.seal, self.keys, self.made = str(key), str(seal), keys, made

    def _write(self, write: Callable[[sqlite3.Connection], object]) -> None:
        """Write to the file, made anew where it is none of ours; to none where that fails."""
        if self.path is None:
            return
        try:
            with closing(_opened(self.path)) as db, db:
                write(db)
        except (sqlite3.Error, OSError, UnicodeEncodeError) as error:
            # What is not noted is built again.
            self.fault = str(error)
            with suppress(OSError):
                self.path.unlink(missing_ok=True)
            self.path = None


def _opened(path: Path) -> sqlite3.Connection:
    path.parent.mkdir(parents=True, exist_ok=True)
    ignore = path.parent / ".gitignore"
    if not ignore.exists():
        ignore.write_text("*\n", encoding="utf-8")
    try:
        db = sqlite3.connect(path)
        db.executescript(_TABLES)
        db.execute("SELECT key, seal, keys FROM site")
        db.execute("SELECT dest, data FROM made")
        db.execute("SELECT data FROM finished")
    except sqlite3.DatabaseError:
        path.unlink()
        db = sqlite3.connect(path)
        db.executescript(_TABLES)
    # A ledger lost with the power is a whole build, not a wrong one.
    db.execute("PRAGMA synchronous = OFF")
    # A note's text that is taken back is to be in no corner of the file.
    db.execute("PRAGMA secure_delete = ON")
    return db


def _checked(dest: object) -> str:
    if not isinstance(dest, str) or not is_inside(dest):
        raise ValueError("it names a file outside the site")
    return dest


def _dump(made: Made) -> bytes:
    """Write a row; one with characters that are no text is made again each time."""
    try:
        return msgspec.json.encode(made)
    except UnicodeEncodeError:
        return b"{}"
