"""The repository around the notes: is there one, what is in it, who commits to it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

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
    repository = _repository(folder)
    if repository is None:
        return None
    from git.exc import GitError

    try:
        # From the folder itself, so that its paths come out relative to it.
        listed = repository.git(C=str(folder)).ls_files("-z")
    except (GitError, OSError):
        return None
    return frozenset(path for path in str(listed).split("\0") if path)


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
