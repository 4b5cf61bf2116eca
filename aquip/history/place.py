"""Where a folder stands in its repository, read from git's own files where they say it plainly.

All that decides which history the notes have is found this way without starting git.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from aquip.history.repository import ELSEWHERE, hook_environment, own_folder, top_of

_COMMIT: Final = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a folder is in a repository, and what decides which history it has there.

    ``own`` is git's folder for this working tree, ``prefix`` the path to the folder from its top.
    ``shallow`` lists where a shallow clone ends, ``mailmap`` is the repository's own.
    """

    own: Path
    prefix: str
    head: str
    shallow: bytes
    mailmap: bytes


def place_of(folder: Path) -> Place | None:
    """Find a folder's place; None where there is no repository, no commit, or git can't tell.

    What git's files say plainly is read there, which takes no time; else git is asked.
    """
    try:
        if not ELSEWHERE.isdisjoint(os.environ):
            return _asked_place(folder)
        top = top_of(folder)
        return None if top is None else _read_place(folder, top) or _asked_place(folder)
    except (OSError, ValueError):
        return None


def _read_place(folder: Path, top: Path) -> Place | None:
    own = own_folder(top)
    linked = _bytes(own / "commondir").decode().strip()
    common = own / linked if linked else own
    head = _bytes(own / "HEAD").decode("ascii", "replace").strip()
    if head.startswith("ref: "):
        head = _commit_of(head.removeprefix("ref: "), common)
    if not _COMMIT.fullmatch(head):
        return None
    return _place(own, common, top, folder, head)


def _commit_of(ref: str, common: Path) -> str:
    """Return what a branch points to, empty where that is not told in a plain file."""
    if not ref.startswith("refs/heads/") or ".." in ref:
        return ""
    loose = _bytes(common / ref)
    if loose:
        return loose.decode("ascii", "replace").strip()
    packed = _bytes(common / "packed-refs").splitlines()
    line = next((line for line in packed if line.endswith(b" " + os.fsencode(ref))), b"")
    return line.partition(b" ")[0].decode("ascii", "replace")


def _asked_place(folder: Path) -> Place | None:
    os.environ.setdefault("GIT_PYTHON_REFRESH", "quiet")
    try:
        from git.cmd import Git
        from git.exc import GitError
    except ImportError:
        return None
    git = Git(folder)
    git.update_environment(**hook_environment(folder))
    try:
        asked = ("--show-toplevel", "--git-dir", "--git-common-dir", "HEAD")
        top, own, common, head = str(git.rev_parse(*asked)).split("\n")
    except GitError:
        return None
    return _place(folder / own, folder / common, Path(top), folder, head)


def _place(own: Path, common: Path, top: Path, folder: Path, head: str) -> Place:
    prefix = os.path.relpath(os.path.realpath(folder), os.path.realpath(top))
    return Place(own, prefix, head, _bytes(common / "shallow"), _bytes(top / ".mailmap"))


def _bytes(file: Path) -> bytes:
    """Return what a file says, nothing where it is none."""
    return file.read_bytes() if file.is_file() else b""
