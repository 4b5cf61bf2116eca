"""The last check's answer, kept for as long as nothing changes that it depends on.

A file of plain data beside the cache of notes, and as safe to delete. What is private is in no
cache, since caches travel: an answer that says anything about a private place, be it that
there is something to find, is not kept. Of private text there is a digest of all notes together.
"""

from __future__ import annotations

import hashlib
import logging
import os
import sys
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

import cmarkgfm
from msgspec import MsgspecError, Struct, msgpack

import aquip
from aquip.cache import make_folder
from aquip.files.regular import read_regular
from aquip.history.repository import index_digest
from aquip.rules import Facts, Finding

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable

    from aquip.core.model import Note, Record
    from aquip.history.known import Known
    from aquip.rules.facts import History
    from aquip.store import Store

log = logging.getLogger(__name__)

_FILE: Final = "check.msgpack"


class Checked(Struct, frozen=True):
    """What all rules found in all notes.

    ``series`` holds every note's path, with the series that it is a meeting of, or None.
    ``unjudged`` has the codes of rules with the paths of notes whose history they lacked.
    """

    findings: list[Finding]
    series: dict[str, str | None]
    unjudged: frozenset[tuple[str, str]] = frozenset()

    @classmethod
    def of(cls, record: Record, findings: list[Finding], facts: Facts) -> Checked:
        """Put together what a check of a record found by these facts."""
        series: dict[str, str | None] = {note.path: None for note in record.notes}
        series.update((path, meeting.series) for path, meeting in record.meeting_at.items())
        return cls(findings, series, frozenset(facts.unjudged))


class _Kept(Struct, frozen=True):
    """An answer with what it stands on: notes, settings and history, files asked for, the index.

    ``branches`` are those of the clone, where any but the one that is checked out mattered.

    ``series`` is in the order of the notes, whose names are not kept: they may be private.
    """

    key: bytes
    asked: dict[str, bool]
    branches: tuple[str, ...] | None
    index: bytes | None
    tracked: bytes
    findings: list[Finding]
    series: list[str | None]


class KeptCheck:
    """The answer of one repository on one day.

    ``known`` is what git knows of the notes, None where that does not count. ``tracked`` asks
    git, which takes longer than all else, and is called only if it has to be.
    """

    def __init__(
        self,
        store: Store,
        today: dt.date,
        known: Known | None,
        tracked: Callable[[], frozenset[str] | None],
    ) -> None:
        self._store = store
        self._today = today
        self._known = known
        self._ask_git = tracked
        self._asked: dict[str, bool] = {}

    def facts(self, history: Callable[[], History | None]) -> Facts:
        """Return what is known; what is asked of the file system is remembered with the answer."""
        return Facts(exists=self._exists, tracked=self._git[1], history=history)

    def get(self) -> Checked | None:
        """Return the answer; None where it may be another by now, or is not known."""
        kept, paths = self._read(), self._store.paths()
        if kept is None or len(kept.series) != len(paths):
            return None
        if kept.key != self._key(paths, self._store.sources()):
            return None
        if any(self._is_there(path) is not was for path, was in kept.asked.items()):
            return None
        known = self._known
        if known is not None and kept.branches not in (None, known.branches):
            return None
        # Git writes its index anew without a change: only then is it asked.
        same = kept.index is not None and kept.index == index_digest(self._store.config.root)
        if not same and kept.tracked != _digest(self._git[1]):
            return None
        return Checked(kept.findings, dict(zip(paths, kept.series, strict=True)))

    def put(self, record: Record, checked: Checked) -> None:
        """Keep an answer that was given by `facts`."""
        notes = record.notes
        if checked.unjudged:  # git may tell another time
            return
        if any(finding.withheld for finding in checked.findings) or any(map(_is_in_the_way, notes)):
            return
        # Of the very texts that were checked: a file may have changed in the meantime.
        sources = ((note.uri, note.text.encode()) for note in notes)
        key = self._key([note.path for note in notes], sources)
        index, tracked = self._git
        if tracked is None and index:
            index = None  # there is one, and git can't tell what is in it: it may another time
        series = [checked.series[note.path] for note in notes]
        known = self._known
        branches = known.branches if known is not None and known.asked_for_branches else None
        kept = _Kept(key, self._asked, branches, index, _digest(tracked), checked.findings, series)
        try:
            make_folder(self._store.cache_folder)
            new = self._file.with_name(f"{_FILE}.{os.getpid()}")
            new.write_bytes(msgpack.encode(kept))
            new.replace(self._file)
        except (OSError, UnicodeError) as error:
            log.debug("nothing is kept in %s: %s", self._file, error)

    def _read(self) -> _Kept | None:
        try:
            return msgpack.decode(read_regular(self._file), type=_Kept)
        except FileNotFoundError:
            return None
        except (OSError, MsgspecError) as error:
            log.info("%s is of no use and is passed over: %s", self._file, error)
            return None

    @property
    def _file(self) -> Path:
        return self._store.cache_folder / _FILE

    def _exists(self, path: str) -> bool:
        found = self._asked[path] = self._is_there(path)
        return found

    def _is_there(self, path: str) -> bool:
        return os.path.exists(f"{self._store.config.root}/{path}")  # noqa: PTH110 - asked often

    @cached_property
    def _git(self) -> tuple[bytes | None, frozenset[str] | None]:
        """A digest of git's index, taken before git is asked, and what git says is in it."""
        return index_digest(self._store.config.root), self._ask_git()

    def _key(self, paths: Iterable[str], sources: Iterable[tuple[str, bytes]]) -> bytes:
        """Return a digest of the code, the settings, the day, the history and every note."""
        config = self._store.config
        digest = hashlib.blake2b(_code(), digest_size=32)
        folder = os.path.relpath(config.docs_dir, config.root)
        history = "" if self._known is None else self._known.digest
        digest.update(repr((config.settings, self._today, folder, history, list(paths))).encode())
        for uri, data in sources:
            digest.update(f"\0{uri}\0{len(data)}\0".encode("utf-8", "surrogateescape"))
            digest.update(data)
        return digest.digest()


def _is_in_the_way(note: Note) -> bool:
    """Tell whether an answer would tell what a private link of this note leads to.

    One that can't be read is not kept either, as its bytes are not at hand.
    """
    private = (not note.published or link.line in note.hidden for link in note.links)
    return not note.readable or any(private)


def _code() -> bytes:
    """Return a digest of what judges: aquip, cmark and Python."""
    digest = hashlib.blake2b(sys.version.encode(), digest_size=32)
    for source in sorted(Path(aquip.__file__).parent.rglob("*.py")):
        digest.update(source.read_bytes())
    digest.update(repr(Path(cmarkgfm.__file__).stat().st_mtime_ns).encode())
    return digest.digest()


def _digest(tracked: frozenset[str] | None) -> bytes:
    names = None if tracked is None else sorted(tracked)
    return hashlib.blake2b(repr(names).encode(), digest_size=32).digest()
