"""Every file of the site, held against what is hidden.

Where another build looked at a file already, and nothing else is hidden since, only its
signature is asked for.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from aquip.files.regular import read_regular
from aquip.workers import Worker, processes, shares
from mkdocs_aquip.incremental.outputs import Signature, signature
from mkdocs_aquip.incremental.standing import files_below
from mkdocs_aquip.leaks.hidden import Hidden, Place, Wanted, not_public
from mkdocs_aquip.leaks.words import Run, is_text, pieces

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from aquip.core.model import Note

_FORMAT: Final = 1
_NOTES, _PIECES = 64, 8192
"""How much is turned into words at a time: a word takes ten times the memory of its letters."""
_HEAD: Final = 8192
"""Bytes that tell whether a file is text."""
_WORTH: Final = 256
"""Files a process must have to look through for its start to be worth it."""


class Looked(msgspec.Struct):
    """Which files were looked at, by their place in the site, and what for: a digest."""

    key: str = ""
    files: dict[str, Signature] = {}


@dataclass(frozen=True)
class Leak:
    """A file of the site, and where what it should not hold stands."""

    dest: str
    place: Place

    def __str__(self) -> str:
        return f"{self.dest} holds what {self.place} hides"


@dataclass
class Search:
    """One look at a site.

    ``public`` are the notes, and ``programs`` the other files, whose text anyone may read.
    """

    hidden: Hidden
    config: MkDocsConfig
    public: Iterable[Note] = ()
    programs: Iterable[Path] = ()

    def leaks(self, looked: Looked) -> list[Leak]:
        """Return what leaks, in the order of its files; note in ``looked`` what does not.

        Raises:
            OSError: a file of the site can't be read.
        """
        site_dir = self.config.site_dir
        before = looked.files if looked.key == self.key() else {}
        now: dict[str, Signature] = {}
        named: list[Leak] = []
        unknown: list[str] = []
        for path in files_below(site_dir, hidden=True):
            dest = os.path.relpath(path, site_dir).replace(os.sep, "/")
            now[dest] = signature(path, settled=False, follow=True)
            if dest in self.hidden.dests:
                named.append(Leak(dest, self.hidden.dests[dest]))
            elif self.hidden.texts and (not now[dest] or now[dest] != before.get(dest)):
                unknown.append(dest)
        found = self._found(unknown)
        told = [found[run] for run in not_public(found, self._public_texts)]
        looked.key, looked.files = self.key(), now
        return sorted({*named, *told}, key=lambda leak: (leak.dest, leak.place))

    def _found(self, dests: Sequence[str]) -> dict[Run, Leak]:
        """Return what stands in some files, looked through by as many processes as there are."""
        own, *others = shares(dests, max(1, min(processes(), len(dests) // _WORTH)))
        _ = self.hidden.runs  # worked out here, for all of them
        workers = [Worker(partial(self._sent, share)) for share in others]
        found = self._found_here(own)
        for worker, share in zip(workers, others, strict=True):
            sent = worker.result()
            if sent is None:
                found |= self._found_here(share)
            else:
                found.update(msgspec.msgpack.decode(sent, type=list[tuple[Run, Leak]]))
        return found

    def _sent(self, dests: Iterable[str]) -> bytes:
        return msgspec.msgpack.encode([*self._found_here(dests).items()])

    def _found_here(self, dests: Iterable[str]) -> dict[Run, Leak]:
        wanted, found, seen = Wanted(self.hidden), dict[Run, Leak](), set[bytes]()
        for dest in dests:
            for text in self._new(dest, seen):
                found.update((run, Leak(dest, place)) for run, place in wanted.found_in(text))
        return found

    def key(self) -> str:
        """Return a digest of all that is hidden together."""
        texts = [(t.path, sorted(t.lines.items()), sorted(t.ids)) for t in self.hidden.texts]
        parts = (_FORMAT, sorted(texts), sorted(self.hidden.dests))
        return hashlib.blake2b(repr(parts).encode("utf-8", "replace"), digest_size=32).hexdigest()

    def _new(self, dest: str, seen: set[bytes]) -> Iterator[bytes]:
        """Yield the pieces of a file, and its name, that are not among those ``seen``."""
        with Path(self.config.site_dir, dest).open("rb") as file:
            head = file.read(_HEAD)
            found = pieces(dest, head + file.read()) if is_text(head) else set()
        found.add(os.fsencode(dest))
        found -= seen
        seen |= found
        new = iter(found)
        while some := [*islice(new, _PIECES)]:
            yield b"\n".join(some)

    def _public_texts(self) -> Iterator[str]:
        notes = iter(self.public)
        while some := [note.text for note in islice(notes, _NOTES)]:
            yield "\n".join(some)
        for path in self.programs:
            with suppress(OSError):
                yield path.read_text("utf-8", "replace")


def load(path: Path) -> Looked:
    """Return what was looked at by the last build; nothing where that can't be told."""
    try:
        return msgspec.json.decode(read_regular(path), type=Looked)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return Looked()


def save(looked: Looked, path: Path) -> None:
    """Note what was looked at; what can't be noted is looked at again."""
    with suppress(OSError, UnicodeEncodeError):
        path.write_bytes(msgspec.json.encode(looked))
