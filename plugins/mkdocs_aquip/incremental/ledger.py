"""What the last build made, and of what: one row for each file of the site.

Plain data in SQLite, safe to delete. Whatever is wrong with it, the site is built whole.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing, suppress
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Final

from mkdocs_aquip.incremental.outputs import Signature, is_inside

_TABLES: Final = """
CREATE TABLE IF NOT EXISTS site (key TEXT NOT NULL, seal TEXT NOT NULL, record TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS made (dest TEXT PRIMARY KEY, data TEXT NOT NULL) WITHOUT ROWID;
"""


@dataclass
class Made:
    """One file of the site.

    ``reading`` is the key of what a meeting's content is made of, ``asked`` the questions
    behind it (`trace`). ``inner`` is the key of a page's content, ``frame`` of the whole page.
    ``title``, ``anchors`` and ``links`` (to anchors, by source) are what others need of it;
    where there is no title, the page is to be read in each build. ``told`` are the
    search entries made when the page was read, and when it was written; ``heard`` says
    whether anything was logged then. A page's ``content`` is the hash of its output;
    another file's ``source`` says what was copied.
    """

    reading: str | None = None
    asked: list[list[Any]] = field(default_factory=list)
    inner: str = ""
    frame: str = ""
    title: str | None = None
    anchors: list[str] = field(default_factory=list)
    links: dict[str, dict[str, str]] = field(default_factory=dict)
    told: list[list[Any]] = field(default_factory=lambda: [[], []])
    heard: list[bool] = field(default_factory=lambda: [False, False])
    content: str = ""
    source: Signature = field(default_factory=list)
    output: Signature = field(default_factory=list)


_NAMES: Final = {each.name for each in fields(Made)}
_DEFAULT: Final = Made()
_STAGES: Final = 2


class Ledger:
    """The rows by the file's place in the site; kept in memory where there is no ``path``.

    ``key`` is what all of them depend on, ``record`` the key of all the notes they were
    made of, ``seal`` the signature of what every build writes: another one means that
    someone else built into the folder.
    """

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self.key = ""
        self.seal = ""
        self.record = ""
        self.made: dict[str, Made] = {}
        self.fault: str | None = None
        if path is not None and path.exists():
            self._load(path)

    def begin(self, key: str) -> None:
        """Forget all rows: a whole build begins, under a key."""
        self.made = {}
        self.key, self.seal, self.record = key, "", ""

        def write(db: sqlite3.Connection) -> None:
            db.execute("DELETE FROM made")
            self._set_site(db)

        self._write(write)

    def announce(self, dests: Iterable[str]) -> None:
        """Note files that are about to be made, so that a build cut short leaves no strays."""
        rows = [(dest, json.dumps({})) for dest in dests]
        self.made |= {dest: Made() for dest, _ in rows}
        if rows:
            insert = "INSERT OR IGNORE INTO made VALUES (?, ?)"
            self._write(lambda db: db.executemany(insert, rows))

    def save(self, changed: Iterable[str], gone: Iterable[str], seal: str, record: str) -> None:
        """Note what was made and what is no more."""
        self.seal, self.record = seal, record
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
        db.execute("INSERT INTO site VALUES (?, ?, ?)", (self.key, self.seal, self.record))

    def _load(self, path: Path) -> None:
        try:
            with closing(sqlite3.connect(path)) as db:
                site = db.execute("SELECT key, seal, record FROM site").fetchall()
                rows = db.execute("SELECT dest, data FROM made").fetchall()
            made = {dest: _load(dest, data) for dest, data in rows}
            ((key, seal, record),) = site
        except (sqlite3.Error, ValueError, TypeError) as error:
            self.fault = str(error)
            return
        self.key, self.seal, self.record, self.made = str(key), str(seal), str(record), made

    def _write(self, write: Callable[[sqlite3.Connection], object]) -> None:
        """Write to the file, made anew where it is none of ours; to none where that fails."""
        if self.path is None:
            return
        try:
            with closing(_opened(self.path)) as db, db:
                write(db)
        except (sqlite3.Error, OSError) as error:
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
        db.execute("SELECT key, seal, record FROM site")
        db.execute("SELECT dest, data FROM made")
    except sqlite3.DatabaseError:
        path.unlink()
        db = sqlite3.connect(path)
        db.executescript(_TABLES)
    # A ledger lost with the power is a whole build, not a wrong one.
    db.execute("PRAGMA synchronous = OFF")
    # A note's text that is taken back is to be in no corner of the file.
    db.execute("PRAGMA secure_delete = ON")
    return db


def _dump(made: Made) -> str:
    """Write a row, less what is as it always is."""
    values = {k: v for k, v in vars(made).items() if v != getattr(_DEFAULT, k)}
    return json.dumps(values, separators=(",", ":"), default=str)


def _load(dest: Any, data: Any) -> Made:  # noqa: ANN401 - what a file holds
    values = json.loads(data)
    if not isinstance(dest, str) or not is_inside(dest) or not isinstance(values, dict):
        raise ValueError("it names a file outside the site")
    if not values.keys() <= _NAMES:
        raise ValueError("it was written by another version")
    made = Made(**values)
    wrong = next((name for name, fits in _FITS.items() if not fits(getattr(made, name))), None)
    if wrong:
        raise ValueError(f"its `{wrong}` is none")
    return made


def _text(value: object) -> bool:
    return isinstance(value, str)


def _text_or_none(value: object) -> bool:
    return value is None or isinstance(value, str)


def _lists(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, list) for each in value)


def _anchors(value: object) -> bool:
    return isinstance(value, dict) and all(map(_text, value.values()))


def _numbers(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, int) for each in value)


_FITS: Final[dict[str, Callable[[object], bool]]] = {
    "reading": _text_or_none,
    "asked": _lists,
    "inner": _text,
    "frame": _text,
    "title": _text_or_none,
    "anchors": lambda value: isinstance(value, list) and all(map(_text, value)),
    "links": lambda value: isinstance(value, dict) and all(map(_anchors, value.values())),
    "told": lambda value: _lists(value) and len(value) == _STAGES,  # type: ignore[arg-type]
    "heard": lambda value: _numbers(value) and len(value) == _STAGES,  # type: ignore[arg-type]
    "content": _text,
    "source": _numbers,
    "output": _numbers,
}
"""What each value of a row may be: the file may hold anything."""
