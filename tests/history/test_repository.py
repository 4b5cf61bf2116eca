"""What git tells of the folder the notes are in, and what is answered without git."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from aquip.history.repository import Committer, committer, is_repository, tracked

if TYPE_CHECKING:
    from pathlib import Path


def git(folder: Path, *arguments: str) -> None:
    """Run git in a folder."""
    subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    """A folder of notes inside a repository, with one file that git tracks and one it doesn't."""
    git(tmp_path, "init", "-q")
    folder = tmp_path / "sub" / "nötes"
    folder.mkdir(parents=True)
    (folder / "raise.private.md").touch()
    (folder / "loose.md").touch()
    (tmp_path / "elsewhere.md").touch()
    git(tmp_path, "add", "sub/nötes/raise.private.md", "elsewhere.md")
    return folder


def test_tracked(notes: Path) -> None:
    """The files below a folder are named as paths from it, with their own letters."""
    assert tracked(notes) == {"raise.private.md"}
    assert tracked(notes.parent) == {"nötes/raise.private.md"}
    assert is_repository(notes)


def test_no_repository(tmp_path: Path) -> None:
    """Outside of a repository nothing is known."""
    assert tracked(tmp_path) is None
    assert not is_repository(tmp_path)


def test_committer(notes: Path) -> None:
    """Git's configuration names who commits, the repository's before the user's."""
    assert committer(notes) is None
    git(notes, "config", "--global", "user.name", "Someone Else")
    git(notes, "config", "user.name", "Sam Reyes")
    git(notes, "config", "user.email", "sam@example.org")
    assert committer(notes) == Committer("Sam Reyes", "sam@example.org")


def test_without_git(notes: Path) -> None:
    """Where no git is installed, nothing is known, and nothing fails."""
    code = (
        "import pathlib\n"
        "from aquip.history.repository import *\n"
        "here = pathlib.Path.cwd()\n"
        "print(tracked(here), committer(here))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=notes,
        env={"PATH": "/nonexistent"},
        check=True,
        capture_output=True,
        text=True,
    )
    assert done.stdout == "None None\n"
    assert done.stderr == ""
