"""The site folder: whether it is still as the last build left it, and what is to go.

A file's signature says that it was not touched; where it was, its content decides.
"""

from __future__ import annotations

import filecmp
import hashlib
import os
import stat
import time
from pathlib import Path, PurePosixPath
from typing import Final

from aquip.files.regular import read_regular

Signature = list[int]
"""Size, times in nanoseconds and number of a file; empty where it says nothing."""

_RECENT: Final = 2_000_000_000
"""Nanoseconds in which a file can change again and keep its times, on a coarse file system."""


def signature(path: str, *, settled: bool = True, follow: bool = False) -> Signature:
    """Return a regular file's signature; empty for none, or one so new that it may still change.

    Raises:
        NotADirectoryError: a file stands where a folder should.
    """
    try:
        found = os.stat(path, follow_symlinks=follow)  # noqa: PTH116 - thousands of them
    except FileNotFoundError:
        return []
    if not stat.S_ISREG(found.st_mode):
        raise NotADirectoryError(path)
    return [] if settled and not _is_settled(found) else _signature(found)


def stamp(path: str) -> tuple[Signature, bool]:
    """Return the signature of whatever a path leads to, and whether it is old enough to go by.

    Nothing, and what can't be asked, has an empty one.
    """
    try:
        found = os.stat(path)  # noqa: PTH116 - thousands of them
    except OSError:
        return [], True
    return _signature(found), _is_settled(found)


def _signature(found: os.stat_result) -> Signature:
    return [found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino]


def _is_settled(found: os.stat_result) -> bool:
    return max(found.st_mtime_ns, found.st_ctime_ns) <= time.time_ns() - _RECENT


def hash_of(data: bytes) -> str:
    """Return the hash by which an output is known again."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def hash_of_file(path: str) -> str:
    """Return the hash of what a file holds, empty where it can't be read."""
    try:
        return hash_of(read_regular(path))
    except OSError:
        return ""


def holds(path: str, content_hash: str) -> bool:
    """Tell whether a file has the content that was written."""
    return bool(content_hash) and hash_of_file(path) == content_hash


def alike(one: str, other: str) -> bool:
    """Tell whether two files have the same content."""
    try:
        return filecmp.cmp(one, other, shallow=False)
    except OSError:
        return False


def is_inside(dest: str) -> bool:
    """Tell whether a name read from a file is one that can stand in a site folder."""
    parts = PurePosixPath(dest).parts
    return bool(parts) and not dest.startswith("/") and "\\" not in dest and ".." not in parts


def remove(site_dir: str, dest: str) -> None:
    """Remove an output, and the folders that are empty without it."""
    path = Path(site_dir, dest)
    try:
        path.unlink(missing_ok=True)
        for folder in path.relative_to(site_dir).parents[:-1]:
            Path(site_dir, folder).rmdir()
    except OSError:
        return  # a folder that holds something else, or nothing to remove
