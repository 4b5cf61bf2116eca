"""Which files a change touches: since a revision, or in what is staged to be committed.

Git compares; the old texts are then read from one running git. Paths count from the folder
that is asked about, which may be a part of a larger repository, and what differs outside of
it is left out.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from aquip.errors import AquipError
from aquip.history.calls import comparing
from aquip.history.repository import top_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from git.cmd import Git

_FILE: Final = "100"
"""How the mode of an ordinary file begins; links and submodules have others."""

_NAME: Final = "Name a commit, a branch or a tag, as `git log` has it; fetch it if it is elsewhere."


@dataclass(frozen=True, slots=True)
class Difference:
    """A file before and after: its path, None where there is none.

    ``blob`` names the old text, None where there was no ordinary file.
    """

    old: str | None
    new: str | None
    blob: str | None = None


class Revisions:
    """What git knows of the files in a folder, at different times.

    Files that it does not know are looked for in ``below`` alone.
    """

    def __init__(self, git: Git, below: str) -> None:
        self._git = git
        self._below = below

    def since(self, revision: str) -> list[Difference]:
        """Compare the files with where the history of ``revision`` parted from this one.

        Files that git does not know yet are new, ignored ones are no part of it.

        Raises:
            AquipError: There is no such revision.
        """
        base = self._base(revision)
        return [*self._diff(base), *self._unknown("--exclude-standard")]

    def between(self, asked: str) -> tuple[list[Difference], list[Difference]]:
        """Compare what ``git diff`` would by this name, and the files with the later of the two.

        ``REV`` is compared with the files, ``A..B`` are two revisions, and ``A...B`` counts from
        where the history of B parted from that of A; either may be left out for HEAD.

        Raises:
            AquipError: There is no such revision, or they have nothing in common.
        """
        parted = "..." in asked
        first, dots, last = asked.partition("..." if parted else "..")
        if not dots:
            return [*self._diff(self._commit(asked)), *self._unknown("--exclude-standard")], []
        one, other = (self._commit(revision or "HEAD") for revision in (first, last))
        if parted:
            one = self._say("merge_base", one, other)
            if not one:
                message = (
                    f"git finds no commit that `{first or 'HEAD'}` and `{last or 'HEAD'}` share"
                )
                raise AquipError(
                    message, remedy=self._remedy("`A..B` compares the two as they are.")
                )
        return self._diff(one, other), [*self._diff(other), *self._unknown()]

    def staged(self) -> tuple[list[Difference], list[Difference]]:
        """Compare what is staged with the last commit, and the files with what is staged.

        Before the first commit all that is staged is new. Files that are not staged, be they
        ignored, are new in the second.
        """
        return self._diff("--cached"), [*self._diff(), *self._unknown()]

    def text(self, blob: str) -> bytes:
        """Return the bytes that a difference names.

        Raises:
            AquipError: The repository lacks them, as a damaged one may.
        """
        try:
            return bytes(self._git.get_object_data(blob)[3])
        except ValueError:
            raise AquipError(f"git has lost the text {blob}", remedy="Try `git fsck`.") from None

    def _base(self, revision: str) -> str:
        commit = self._commit(revision)
        # Nothing where the histories have nothing in common, or a shallow clone cuts them off.
        return self._say("merge_base", commit, "HEAD") or commit

    def _commit(self, revision: str) -> str:
        commit = ""
        if not revision.startswith("-"):
            commit = self._say("rev_parse", "--verify", "--quiet", f"{revision}^{{commit}}")
        if not commit or commit.startswith("^"):  # to leave a revision out is no revision
            raise AquipError(f"git knows no revision `{revision}`", remedy=self._remedy())
        return commit

    def _remedy(self, otherwise: str = _NAME) -> str:
        if not self._say("rev_parse", "--verify", "--quiet", "HEAD"):
            return "Nothing is committed here yet: commit the notes first."
        if self._say("rev_parse", "--is-shallow-repository") == "true":
            return "This clone is shallow: fetch the whole history (fetch-depth: 0), or the branch."
        return otherwise

    def _say(self, command: str, *arguments: str) -> str:
        """Return what git answers, empty where it has no answer."""
        from git.exc import GitCommandError

        try:
            return str(getattr(self._git, command)(*arguments))
        except GitCommandError:
            return ""

    def _diff(self, *against: str) -> list[Difference]:
        options = ("--raw", "-z", "--no-abbrev", "-M", "--relative", "--ignore-submodules")
        said = self._git.diff(*options, "--no-ext-diff", "--no-color", *against, "--")
        fields = iter(str(said).split("\0"))
        found = []
        for head in fields:
            if not head:
                continue
            mode, _, blob, _, status = head.removeprefix(":").split(" ")
            first = next(fields)
            second = next(fields) if status[0] == "R" else first
            if status == "U":  # in the midst of a merge; its working file follows on its own
                continue
            old = None if status == "A" else first
            new = None if status == "D" else second
            readable = old is not None and mode.startswith(_FILE)
            found.append(Difference(old, new, blob if readable else None))
        return found

    def _unknown(self, *options: str) -> Iterator[Difference]:
        listed = self._git.ls_files("--others", "-z", *options, "--", self._below)
        for path in str(listed).split("\0"):
            if path:
                yield Difference(None, path)


@contextmanager
def revisions(folder: Path, below: str, remedy: str) -> Iterator[Revisions]:
    """Open the repository around a folder for as long as it is asked.

    ``below`` is the path from it to what may hold files that git does not know yet; ``remedy``
    is what to do where there is no git.

    Raises:
        AquipError: There is no git or no repository, or git can't do what it is asked.
    """
    try:
        from git.exc import GitCommandError, GitError
    except ImportError:
        raise AquipError("git is not installed here", remedy=remedy) from None
    try:
        git = comparing(folder)
        git.rev_parse("--is-inside-work-tree")
    except GitCommandError as error:
        why = last_line(str(error.stderr))
        raise AquipError(f"git finds no repository here: {why}", remedy=remedy) from None
    except (GitError, OSError):
        raise AquipError("git is not installed here", remedy=remedy) from None
    try:
        yield Revisions(git, below)
    except GitCommandError as error:
        raise AquipError(f"git can't compare: {last_line(str(error.stderr))}") from None
    finally:
        git.clear_cache()


def place_in_repository(folder: Path) -> str:
    """Return a folder's path from the top of its git repository, empty at the top or without."""
    top = top_of(folder)
    return "" if top is None or top == folder else folder.relative_to(top).as_posix()


def last_line(stderr: str) -> str:
    """Return git's own last words, without GitPython's quotation."""
    lines = stderr.strip().removeprefix("stderr: '").rstrip("'").strip().splitlines()
    return (lines or ["it does not say why"])[-1].strip().removeprefix("fatal: ").rstrip(".")
