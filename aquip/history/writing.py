"""A history that is made up: commits as one stream, and a repository of them.

The stream is the one that `git fast-import` reads, so that a year of commits takes a fraction
of a second. Nothing of it depends on the machine: the same commits have the same ids everywhere.
"""

from __future__ import annotations

import os
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from aquip.errors import AquipError
from aquip.history.plumbing import no_git
from aquip.history.repository import Committer

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from git.cmd import Git

MAIN: Final = "main"


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit: who, when (with a timezone), why, and the whole of each file it changes.

    It stands on the last one of its ``branch``, which begins at the main one's end. With
    ``merges`` it takes in all that was done on that branch, as a second parent.
    """

    when: dt.datetime
    author: Committer
    message: str
    files: Mapping[str, bytes] = field(default_factory=dict)
    branch: str = MAIN
    merges: str | None = None


def stream(commits: Iterable[Commit]) -> Iterator[bytes]:
    """Write commits, each after those it stands on, as `git fast-import` reads them.

    Branches but the main one leave no name behind: they were deleted once they were merged.
    """
    heads: dict[str, int] = {}
    pending: defaultdict[str, dict[str, bytes]] = defaultdict(dict)
    for mark, commit in enumerate(commits, start=1):
        parents = [heads.get(commit.branch, heads.get(MAIN))]
        files = dict(commit.files)
        if commit.merges:
            # Git takes over the first parent's files alone.
            files = pending.pop(commit.merges) | files
            parents.append(heads.pop(commit.merges))
        if commit.branch != MAIN:
            pending[commit.branch].update(files)
        yield _entry(mark, commit, [parent for parent in parents if parent], files)
        heads[commit.branch] = mark


def _entry(mark: int, commit: Commit, parents: list[int], files: Mapping[str, bytes]) -> bytes:
    author, when = commit.author, commit.when
    who = f"{author.name} <{author.email}> {int(when.timestamp())} {when:%z}"
    # One name for all branches: each commit says itself what it stands on.
    head = f"commit refs/heads/{MAIN}\nmark :{mark}\nauthor {who}\ncommitter {who}\n"
    words = ("from", "merge")
    lines = "".join(f"{word} :{one}\n" for word, one in zip(words, parents, strict=False))
    changed = (b"M 100644 inline %b\n%b" % (p.encode(), _data(d)) for p, d in files.items())
    message = _data(f"{commit.message}\n".encode())
    return b"".join((head.encode(), message, lines.encode(), *changed, b"\n"))


def _data(data: bytes) -> bytes:
    return b"data %d\n%b\n" % (len(data), data)


def make(root: Path, commits: Iterable[Commit]) -> None:
    """Make a repository of commits in a folder, with the files of the last one.

    Whatever git is configured to do elsewhere, such as hooks, signing and templates, it does not
    do here.

    Raises:
        AquipError: There is no git, or it fails; the folder may then hold a part.
    """
    from tempfile import TemporaryFile

    git = _git(root)
    from git.exc import GitCommandError, GitCommandNotFound

    try:
        git.init("--quiet", "--template=")
        git.symbolic_ref("HEAD", f"refs/heads/{MAIN}")
        with TemporaryFile() as file:
            file.writelines(stream(commits))
            file.seek(0)
            git.fast_import("--quiet", istream=file)
        git.reset("--quiet", "--hard")
    except GitCommandNotFound:
        raise no_git() from None
    except GitCommandError as error:
        why = str(error.stderr).strip(" '\n").splitlines()[-1:] or ["it does not say why"]
        raise AquipError(f"git can't make the repository: {why[0]}", path=root) from None


def _git(root: Path) -> Git:
    os.environ.setdefault("GIT_PYTHON_REFRESH", "quiet")
    try:
        from git.cmd import Git
    except ImportError:
        raise no_git() from None
    git = Git(root)
    own = root / ".git"
    # What is set outside, by a hook for one, would lead to another repository.
    git.update_environment(
        GIT_DIR=str(own),
        GIT_COMMON_DIR=str(own),
        GIT_OBJECT_DIRECTORY=str(own / "objects"),
        GIT_INDEX_FILE=str(own / "index"),
        GIT_WORK_TREE=str(root),
        GIT_CONFIG_GLOBAL=os.devnull,
        GIT_CONFIG_SYSTEM=os.devnull,
        GIT_CONFIG_NOSYSTEM="1",
        GIT_CONFIG_COUNT="0",
        GIT_CONFIG_PARAMETERS="",
        GIT_DEFAULT_HASH="sha1",
        GIT_NAMESPACE="",
        LC_ALL="C",
    )
    return git
