"""Changes files, all of several or none, also where the process dies amid it.

Each new text is written beside its target first. When all of them are there, they change places
with their targets, each only where the target still says what it said when it was read. A file
that is to be new is never put in another one's place. A journal tells the next writer what a
dead one left, which `recover` finishes, or clears away where nothing was changed yet.
"""

from __future__ import annotations

import errno
import os
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from aquip.errors import AquipError, reason_of
from aquip.files.journal import Journal, digest, temporary_for
from aquip.files.step import Step, changed, says, taken

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


@dataclass(frozen=True, slots=True)
class Change:
    """What a file shall say: ``text``, where it said ``expected`` before, or was not there.

    ``data`` is what a new file holds that is no text, such as a picture.
    """

    path: str
    text: str
    expected: str | None = None
    data: bytes | None = None


def apply(root: Path, changes: Iterable[Change], journal: Path) -> None:
    """Make all of the changes, whose paths count from ``root``, or none.

    ``journal`` is the folder where it is noted what is being done, for `recover`; only who holds
    a lock on it may write there.

    Raises:
        AquipError: A file changed since it was read, is there already, or can't be written.
    """
    planned = [(_step(root, change), _data(change)) for change in changes]
    steps = [step for step, _ in planned]
    notes, folders = Journal(journal), list[Path]()
    if not steps:
        return
    try:
        with _writing(steps[0].name):
            notes.begin([step.entry(root) for step in steps])
        for step, data in planned:
            with _writing(step.name):
                _make_folders(step.target.parent, folders)
                step.stage(data)
        for step in steps:
            with _writing(step.name):
                if step is steps[0]:
                    notes.ready()
                step.forth()
    except BaseException:
        _give_up(steps, notes)
        for folder in reversed(folders):
            with suppress(OSError):
                folder.rmdir()
        raise
    _sync({step.target.parent for step in steps})
    with suppress(OSError):  # the next writer clears up
        _clear(steps, notes)


def _give_up(steps: Sequence[Step], notes: Journal) -> None:
    """Take back what was done; where the system refuses that too, the next writer does it."""
    with suppress(OSError):
        notes.back()
        for step in reversed(steps):
            step.back()
        _clear(steps, notes)


def is_left(journal: Path) -> bool:
    """Tell whether a dead process left anything behind."""
    return Journal(journal).left() is not None


def recover(root: Path, journal: Path) -> list[str]:
    """Bring to its end what a dead process left, and return the paths of the files it was to write.

    Where it had begun to put files in their places, the others follow; a file that was changed
    since stays as it is. Where it had not, nothing is left of it. Nothing is returned then.

    Raises:
        AquipError: The system refuses.
    """
    notes = Journal(journal)
    left = notes.left()
    if left is None:
        return []
    entries, ready = left
    steps = [Step.of(root, entry) for entry in entries]
    for step in steps if ready else reversed(steps):
        with _writing(step.name):
            if ready:
                step.forth_again()
            else:
                step.back()
    with _writing(str(journal)):
        _clear(steps, notes)
    return [step.name for step in steps] if ready else []


def _step(root: Path, change: Change) -> Step:
    """Find out what is to be written where, after making sure that it may be."""
    path = root / change.path
    new = digest(_data(change))
    if change.expected is None:
        if os.path.lexists(path):
            raise taken(change.path)
        return Step(change.path, path, path.with_name(temporary_for(path)), None, new)
    target = Path(os.path.realpath(path))
    beside = target.with_name(temporary_for(target))
    old = digest(change.expected.encode())
    with _writing(change.path):
        if says(target) != old:
            raise changed(change.path)
        if not os.access(target, os.W_OK):  # to replace it, its folder's leave would do
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    return Step(change.path, target, beside, old, new)


def _data(change: Change) -> bytes:
    try:
        return change.text.encode() if change.data is None else change.data
    except UnicodeEncodeError:
        # Arguments that are no UTF-8 reach a program as lone surrogates.
        raise AquipError("the new text is no valid Unicode", path=change.path) from None


def _make_folders(folder: Path, made: list[Path]) -> None:
    """Make a folder and those it lies in, and note each: whoever gives up removes them."""
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    for one in reversed(missing):
        one.mkdir(exist_ok=True)
        made.append(one)


def _clear(steps: Iterable[Step], notes: Journal) -> None:
    """Remove what stood beside the targets; what can't be removed stays in the journal."""
    for step in steps:
        step.temporary.unlink(missing_ok=True)
    notes.end()


def _sync(folders: Iterable[Path]) -> None:
    """Have the disk remember the names too, where it can be asked to."""
    for folder in folders:
        with suppress(OSError):
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)


@contextmanager
def _writing(path: str) -> Iterator[None]:
    """Name the file that was to be written, not the one that is written beside it."""
    try:
        yield
    except OSError as error:
        raise not_writable(path, error) from None


def not_writable(path: str, error: OSError) -> AquipError:
    """Return the error for what the system would not write."""
    return AquipError(
        f"this can't be written: {reason_of(error)}; nothing was changed",
        path=path,
        remedy="See that the disk is writable, not full, and the folder yours.",
    )
