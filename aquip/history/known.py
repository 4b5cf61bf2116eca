"""What git knows of one project: its history and its old texts, asked late, and at most once.

What is kept of it from one command to the next stands beside git's own files: in its folder, not
in aquip's. It names people, commits and notes, private ones too, and has texts that were hidden or
deleted since. Whoever has that folder has all of this anyway, while caches travel. Nor does it
come along with a clone, so that nobody can slip in a history of their own making. It is plain
data all the same, and what is amiss is read anew.
"""

from __future__ import annotations

import hashlib
import logging
import os
import posixpath
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import Struct, json

from aquip.collector import Pause
from aquip.files.regular import read_regular
from aquip.history.blobs import Blobs
from aquip.history.calls import tips
from aquip.history.graph import Graph
from aquip.history.log import read
from aquip.history.place import place_of
from aquip.history.repository import top_of
from aquip.history.trails import History

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from aquip.core.settings import Person
    from aquip.history.place import Place

log = logging.getLogger(__name__)

_FOLDER: Final = "aquip"


class _Kept(Struct, frozen=True):
    """A history with a digest of what it depends on."""

    key: str
    history: History


class Known:
    """Git's knowledge of the notes below ``root``. Never raises: what it can't tell is unknown.

    ``people`` are those of the settings, whose addresses tell who wrote what.
    """

    def __init__(self, root: Path, people: Mapping[str, Person]) -> None:
        self._root = root
        self._people = people
        self._blobs = Blobs(root)
        self.graph = Graph(root, people)

    @cached_property
    def history(self) -> History:
        """The trails of all notes."""
        place, folder = self._place, self.folder
        if place is None or folder is None:
            return read(self._root, self._people)
        file = folder / f"history-{_digest(place.prefix)[:8]}.json"
        kept = _load(file)
        if kept is not None and kept.key == self.digest:
            return kept.history
        found = read(self._root, self._people)
        # In a clone without old texts a later fetch makes more known, at the same commit.
        if found.known and not found.partial and found.head == place.head:
            _save(file, _Kept(self.digest, found))
        return found

    @property
    def in_repository(self) -> bool:
        """Tell whether there is a repository around, be it one that git refuses to read."""
        return top_of(self._root) is not None or "GIT_DIR" in os.environ

    @property
    def folder(self) -> Path | None:
        """Where to keep what is made of the history; None where there is none."""
        return self._place.own / _FOLDER if self._place else None

    @cached_property
    def digest(self) -> str:
        """A digest of what the history depends on, told without reading it; empty without one."""
        place = self._place
        if place is None:
            return ""
        people = sorted((e, p.handle) for p in self._people.values() for e in p.emails)
        parts = (_code(), place.prefix, place.head, place.shallow, place.mailmap, people)
        return _digest(repr(parts))

    def text(self, blob: str) -> bytes | None:
        """Return an old text by the name of its blob, None where this clone lacks it."""
        return next(self.texts([blob]))

    def texts(self, blobs: Iterable[str]) -> Iterator[bytes | None]:
        """Yield many old texts, in the order of their names."""
        return self._blobs.texts(blobs)

    @cached_property
    def branches(self) -> tuple[str, ...]:
        """The commits at the ends of all branches in this clone, remote ones too."""
        return tips(self._root)

    @property
    def asked_for_branches(self) -> bool:
        """Tell whether an answer depends on other branches than the one that is checked out."""
        return "branches" in self.__dict__

    def elsewhere(self, path: str) -> Iterator[bytes]:
        """Yield the texts that a file of today has on the branches in this clone."""
        place = self._place
        if place is not None and "\n" not in path:
            within = posixpath.normpath(f"{place.prefix}/{path}")
            names = (f"{tip}:{within}" for tip in self.branches)
            yield from filter(None, self._blobs.texts(names))

    def close(self) -> None:
        """End the running git, which starts anew when it is asked again."""
        self._blobs.close()
        self.graph.close()

    @cached_property
    def _place(self) -> Place | None:
        return place_of(self._root)


def _load(file: Path) -> _Kept | None:
    try:
        with Pause():
            return json.decode(read_regular(file), type=_Kept)
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        log.info("%s is of no use and is passed over: %s", file, error)
        return None


def _save(file: Path, kept: _Kept) -> None:
    new = file.with_name(f"{file.name}.{os.getpid()}")
    try:
        data = json.encode(kept)
        file.parent.mkdir(exist_ok=True)
        new.write_bytes(data)
        new.replace(file)
    except (OSError, ValueError) as error:
        log.debug("nothing is kept in %s: %s", file, error)
        with suppress(OSError):
            new.unlink()


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogateescape"), digest_size=20).hexdigest()


def _code() -> str:
    """Return a digest of what reads the history: it may be read otherwise tomorrow."""
    sources = sorted(Path(__file__).parent.glob("*.py"))
    return _digest("".join(source.read_text("utf-8") for source in sources))
