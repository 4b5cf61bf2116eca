"""The repository around the notes: is there one, what is in it, who commits to it."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

    from git import Repo


@dataclass(frozen=True, slots=True)
class Committer:
    """Who git would write down as the author of the next commit."""

    name: str
    email: str


def is_repository(folder: Path) -> bool:
    """Tell whether a folder is part of a git repository's working tree."""
    return _repository(folder) is not None


def tracked(folder: Path) -> frozenset[str] | None:
    """Return the files below a folder that git tracks, as paths from it; None without git."""
    from aquip.history.calls import asking

    try:
        git = asking(folder)
        from git.exc import GitError
    except ImportError:
        return None
    try:
        # From the folder itself, so that its paths come out relative to it.
        listed = git.ls_files("-z")
    except (GitError, OSError):
        return None
    return frozenset(path for path in str(listed).split("\0") if path)


def top_of(folder: Path) -> Path | None:
    """Return the top of the working tree that a folder is in, None where there is none."""
    try:
        return next((top for top in (folder, *folder.parents) if (top / ".git").exists()), None)
    except OSError:
        return None


def hook_environment(folder: Path) -> dict[str, str]:
    """Return what git must be told to find its way in a folder below the top, within a hook.

    Git runs the hooks of a linked worktree with GIT_DIR set, and then takes whatever folder it
    is called from for the top.
    """
    top = top_of(folder)
    if top is None or "GIT_DIR" not in os.environ or "GIT_WORK_TREE" in os.environ:
        return {}
    return {"GIT_WORK_TREE": str(top)}


ELSEWHERE: Final = frozenset(
    {
        *("GIT_DIR", "GIT_COMMON_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"),
        *("GIT_CEILING_DIRECTORIES", "GIT_DISCOVERY_ACROSS_FILESYSTEM"),
    }
)
"""What makes git look elsewhere than in the nearest `.git`."""


def index_digest(folder: Path) -> bytes | None:
    """Return a digest of the file in which git lists what it tracks, without asking git.

    It is empty where there is no repository, and None where only git knows.
    """
    if not ELSEWHERE.isdisjoint(os.environ):
        return None
    top = top_of(folder)
    if top is None:
        return b""
    try:
        return hashlib.blake2b((own_folder(top) / "index").read_bytes(), digest_size=32).digest()
    except (OSError, ValueError):
        return None


def own_folder(top: Path) -> Path:
    """Return git's folder for a working tree: that of a linked one or a submodule is elsewhere."""
    marker = top / ".git"
    if marker.is_file():
        return top / marker.read_text("utf-8").removeprefix("gitdir:").strip()
    return marker


def committer(folder: Path) -> Committer | None:
    """Return who commits here, by git's configuration; None where git has no name for them."""
    try:
        os.environ.setdefault("GIT_PYTHON_REFRESH", "quiet")
        from git.cmd import Git
        from git.exc import GitError
    except ImportError:
        return None
    try:
        name, email = (_setting(Git(folder), key) for key in ("user.name", "user.email"))
    except (GitError, OSError):
        return None
    return Committer(name, email) if name and email else None


def _setting(git: object, key: str) -> str:
    return str(git.config("--get", key, with_exceptions=False))  # type: ignore[attr-defined]


def _repository(folder: Path) -> Repo | None:
    os.environ.setdefault("GIT_PYTHON_REFRESH", "quiet")
    try:
        from git import Repo
        from git.exc import GitError
    except ImportError:
        return None
    try:
        return Repo(folder, search_parent_directories=True)
    except (GitError, OSError, ValueError):
        return None
