"""One file on its way to another text: what stands in for it, and how the two change places.

Every step can be taken, taken back, and, by whoever finds what a dead process left, taken again.
What a file said is looked at when it has changed places, so that nothing can come in between.
"""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from aquip.errors import AquipError
from aquip.files.journal import Entry, digest
from aquip.files.swap import settle, swap


class ChangedError(AquipError):
    """Somebody else wrote a file in the meantime, or made one."""


@dataclass(slots=True)
class Step:
    """A file to write, links followed, and the one that stands in for it.

    ``old`` and ``new`` are digests of what it says and will say; ``old`` is None for a file that
    is to be new. ``moved`` is set where no stand-in is left behind. ``name`` is the user's.
    """

    name: str
    target: Path
    temporary: Path
    old: str | None
    new: str
    moved: bool = False

    @classmethod
    def of(cls, root: Path, entry: Entry) -> Step:
        """Return a step as the journal has it."""
        name = os.fsdecode(entry.path)
        target = root / name
        return cls(name, target, target.parent / entry.temporary, entry.old, entry.new)

    def entry(self, root: Path) -> Entry:
        """Return the step as the journal is to have it."""
        path = os.fsencode(os.path.relpath(self.target, root))
        return Entry(path, self.temporary.name, self.old, self.new)

    def stage(self, data: bytes) -> None:
        """Write the new text down to the disk, beside its target."""
        handle = os.open(self.temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
            if self.old is not None:
                self.temporary.chmod(stat.S_IMODE(self.target.stat().st_mode))

    def forth(self) -> None:
        """Put the new text in its place, where that is still as it was.

        Raises:
            ChangedError: It is not.
        """
        if self.old is None:
            self._place()
            return
        swap(self.temporary, self.target)
        if says(self.temporary) != self.old:  # an editor saved it in that very moment
            self._swap_back()
            raise changed(self.name)

    def forth_again(self) -> None:
        """Put a text in its place, unless that was done before, or there is another by now."""
        settle(self.temporary)
        beside, there = says(self.temporary), says(self.target)
        if beside == self.new and there == self.old:
            with suppress(ChangedError):
                self.forth()
        elif beside not in {None, self.old, self.new} and there == self.new:
            self._swap_back()  # an editor saved it amid the change

    def back(self) -> None:
        """Take a change back that was made, unless the file was changed again since."""
        settle(self.temporary)
        if says(self.target) != self.new:
            return
        if self.old is not None:
            if says(self.temporary) not in {None, self.new}:
                self._swap_back()
        elif self.moved or (self.temporary.exists() and self.temporary.samefile(self.target)):
            self.target.unlink()

    def _place(self) -> None:
        """Put a new file where there still is none."""
        try:
            os.link(self.temporary, self.target)
        except FileExistsError:
            raise taken(self.name) from None
        except OSError:  # a file system without hard links
            if self.target.exists():
                raise taken(self.name) from None
            self.temporary.replace(self.target)
            self.moved = True

    def _swap_back(self) -> None:
        """Give a file back what it said, unless something newer is saved in that very moment."""
        swap(self.temporary, self.target)
        if says(self.temporary) != self.new:
            swap(self.temporary, self.target)


def says(path: Path) -> str | None:
    """Return the digest of what a file says; None where there is no file."""
    with suppress(FileNotFoundError):
        return digest(path.read_bytes()) if path.is_file() else None
    return None


def changed(path: str) -> AquipError:
    """Return the error for a file that is not as it was read."""
    return ChangedError(
        "this file changed while aquip was at work, so nothing was written",
        path=path,
        remedy="Save and close it in your editor, then try again.",
    )


def taken(path: str) -> AquipError:
    """Return the error for a new file that is there already."""
    return ChangedError("this is there already, and is not overwritten", path=path)
