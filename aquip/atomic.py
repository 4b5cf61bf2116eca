"""Changes files, all of several or none: each new text is written beside its target first.

Then it takes the target's place in one step, and only where the target still says what
it said when it was read. A file that is to be new is never put in another one's place.
"""

from __future__ import annotations

import os
import stat
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from aquip.errors import AquipError, reason_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


@dataclass(frozen=True, slots=True)
class Change:
    """What a file shall say: ``text``, where it said ``expected`` before, or was not there.

    ``data`` is what a new file holds that is no text, such as a picture.
    """

    path: str
    text: str
    expected: str | None = None
    data: bytes | None = None


def apply(root: Path, changes: Iterable[Change]) -> None:
    """Make all of the changes, whose paths count from ``root``, or none.

    Raises:
        AquipError: A file changed since it was read, is there already, or can't be written.
    """
    staged: list[tuple[Change, Path, Path]] = []
    settled: list[tuple[Change, Path]] = []
    folders: list[Path] = []
    try:
        for change in changes:
            with _writing(change.path):
                target = _target(root, change)
                _make_folders(target.parent, folders)
                staged.append((change, _stage(change, target), target))
        for change, temporary, target in staged:
            with _writing(change.path):
                _settle(change, temporary, target)
            settled.append((change, target))
    except BaseException:
        for change, target in reversed(settled):
            _take_back(change, target)
        _clear(staged)
        for folder in reversed(folders):
            with suppress(OSError):
                folder.rmdir()
        raise
    _clear(staged)


def _clear(staged: Iterable[tuple[Change, Path, Path]]) -> None:
    for _, temporary, _ in staged:
        temporary.unlink(missing_ok=True)


def _make_folders(folder: Path, made: list[Path]) -> None:
    """Make a folder and those it lies in, and note each: whoever gives up removes them."""
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    for one in reversed(missing):
        one.mkdir(exist_ok=True)
        made.append(one)


@contextmanager
def _writing(path: str) -> Iterator[None]:
    """Name the file that was to be written, not the one that is written beside it."""
    try:
        yield
    except OSError as error:
        raise not_writable(path, error) from None


def _take_back(change: Change, target: Path) -> None:
    """Undo a change that was made before another could not be."""
    with suppress(OSError):
        if change.expected is None:
            target.unlink()
        else:
            _stage(Change(change.path, change.expected, change.text), target).replace(target)


def _target(root: Path, change: Change) -> Path:
    """Return the file to write, links followed, after making sure that it may be."""
    path = root / change.path
    if change.expected is None:
        if os.path.lexists(path):
            raise _taken(change.path)
        return path
    target = Path(os.path.realpath(path))
    if not target.is_file() or target.read_bytes() != change.expected.encode():
        raise AquipError(
            "this file changed while aquip was at work, so nothing was written",
            path=change.path,
            remedy="Save and close it in your editor, then try again.",
        )
    return target


def _stage(change: Change, target: Path) -> Path:
    """Write the text to a file beside its target, down to the disk."""
    try:
        data = change.text.encode() if change.data is None else change.data
    except UnicodeEncodeError:
        # Arguments that are no UTF-8 reach a program as lone surrogates.
        raise AquipError("the new text is no valid Unicode", path=change.path) from None
    temporary = target.with_name(f".{target.name}.{os.urandom(4).hex()}.tmp")
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
            if change.expected is not None:
                temporary.chmod(stat.S_IMODE(target.stat().st_mode))
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def _settle(change: Change, temporary: Path, target: Path) -> None:
    """Put the finished file in its place; a new one only where there still is none."""
    if change.expected is not None:
        temporary.replace(target)
        return
    try:
        os.link(temporary, target)
    except FileExistsError:
        raise _taken(change.path) from None
    except OSError:  # a file system without hard links
        if target.exists():
            raise _taken(change.path) from None
        temporary.replace(target)


def _taken(path: str) -> AquipError:
    return AquipError("this is there already, and is not overwritten", path=path)


def not_writable(path: str, error: OSError) -> AquipError:
    """Return the error for what the system would not write."""
    return AquipError(
        f"this can't be written: {reason_of(error)}; nothing was changed",
        path=path,
        remedy="See that the disk is writable, not full, and the folder yours.",
    )
