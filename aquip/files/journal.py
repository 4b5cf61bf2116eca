"""What a writer is about to do, noted down, so that the next one can finish it or clear it away.

A process may die at any moment. What it leaves behind is told by the journal: files beside their
targets that are to be removed, or changes of which some were made, and the others are to follow.
Nothing in it is trusted: it names files by their digests, and no change reaches a file that says
anything else.
"""

from __future__ import annotations

import hashlib
import os
import re
from contextlib import suppress
from pathlib import Path
from typing import Final

from msgspec import MsgspecError, Struct, msgpack

from aquip.files.regular import read_regular

_TEMPORARY: Final = re.compile(r"\.aquip-[0-9a-f]{16}(\.private\.md|\.tmp)")


class Entry(Struct, frozen=True):
    """One file to change: its path from the root, what stands in for it, and both texts' digests.

    The path is as the system has it, which need be no text. ``old`` is None for a new file.
    """

    path: bytes
    temporary: str
    old: str | None
    new: str


def temporary_for(target: Path) -> str:
    """Return the name of a new file beside a target.

    Nobody takes it for a note, and where git is told not to look at the target, it does not look
    at this either.
    """
    ending = ".private.md" if target.name.endswith(".private.md") else ".tmp"
    return f".aquip-{os.urandom(8).hex()}{ending}"


def digest(data: bytes) -> str:
    """Return what tells a file's bytes from all others."""
    return hashlib.blake2b(data, digest_size=20).hexdigest()


class Journal:
    """The journal of one repository, in a folder that is there.

    Only who holds the repository's lock may use it.
    """

    def __init__(self, folder: Path) -> None:
        self._begun = folder / "changes.begun"
        self._ready = folder / "changes.ready"

    def begin(self, entries: list[Entry]) -> None:
        """Note which files will be written, before any is."""
        self._begun.unlink(missing_ok=True)
        with self._begun.open("xb") as file:  # through no link, wherever it may lead
            file.write(msgpack.encode(entries))
            file.flush()
            if len(entries) > 1:  # of one, all or none is known without
                os.fsync(file.fileno())

    def ready(self) -> None:
        """Note that all is written that is to take its place: from here on, it will."""
        self._begun.replace(self._ready)

    def back(self) -> None:
        """Note that it will not, after all."""
        with suppress(FileNotFoundError):
            self._ready.replace(self._begun)

    def end(self) -> None:
        """Note that nothing is left to do."""
        for one in (self._begun, self._ready):
            one.unlink(missing_ok=True)

    def left(self) -> tuple[list[Entry], bool] | None:
        """Return what a dead process left, and whether it is to be done; None if nothing."""
        for path, is_ready in ((self._ready, True), (self._begun, False)):
            if path.is_file():
                return _entries(path), is_ready
        return None


def _entries(path: Path) -> list[Entry]:
    """Read a journal; one that was not written to its end says nothing, as nothing was done."""
    try:
        entries = msgpack.decode(read_regular(path), type=list[Entry])
    except (OSError, MsgspecError):
        return []
    return [e for e in entries if _TEMPORARY.fullmatch(e.temporary) and b"\0" not in e.path]
