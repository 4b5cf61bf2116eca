"""How commits stand on each other, and what a merge made of a file.

The trails of notes do not tell: their commits are in an order, but of two branches none comes
before the other.
"""

from __future__ import annotations

from contextlib import suppress
from functools import cached_property
from subprocess import PIPE
from typing import TYPE_CHECKING, Final, cast

from aquip.history.calls import asking
from aquip.history.stream import ARGUMENTS, parse

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path
    from typing import IO

    from git.cmd import Git

    from aquip.core.settings import Person
    from aquip.history.trails import Commit

Parents = tuple[str, tuple[str, ...]]
"""A commit with those that it stands on."""

_ABSENT: Final = b"missing"
_SETTINGS: Final = ("log.showSignature=false", "mailmap.blob=", "mailmap.file=")


class Graph:
    """The commits of the repository around a folder. Never raises: without git there are none.

    ``people`` are those of the settings, whose addresses tell who wrote what.
    """

    def __init__(self, folder: Path, people: Mapping[str, Person]) -> None:
        self._folder = folder
        self._people = people
        self._process: Git.AutoInterrupt | None = None

    def commits(self, head: str) -> Iterator[Parents]:
        """Yield ``head`` and all that it stands on, parents before their children.

        Beyond that they are in the order of their dates, as the trails are. At the end of a
        shallow clone they have no parents.
        """
        listed = ("--date-order", "--reverse", "--parents", head, "--")
        for line in self._said("rev_list", *listed).decode("ascii", "replace").splitlines():
            sha, *parents = line.split(" ")
            yield sha, tuple(parents)

    @cached_property
    def is_partial(self) -> bool:
        """Whether this clone may lack old texts, which are with whom it was cloned from."""
        keys = r"^(extensions\.partialclone|remote\..*\.promisor)$"
        return bool(self._said("config", "--get-regexp", keys).strip())

    def commit(self, sha: str) -> Commit | None:
        """Return one commit, be it one that no trail has."""
        handles = {email: p.handle for p in self._people.values() for email in p.emails}
        said = self._said("log", *ARGUMENTS, "--no-walk", "--no-show-signature", sha, "--")
        return next((commit for commit, _ in parse([said], handles)), None)

    def _said(self, command: str, *arguments: str) -> bytes:
        try:
            git = asking(self._folder, *_SETTINGS)
            from git.exc import GitError

            try:
                return bytes(getattr(git, command)(*arguments, stdout_as_string=False))
            except GitError:
                return b""
        except (ImportError, OSError, ValueError):
            return b""

    def blob(self, commit: str, path: str) -> str | None:
        """Return the blob that a commit has at a path from the top of the repository.

        Empty where it has none there; None where git can't tell.
        """
        if "\n" in path:
            return None
        try:
            process = self._process = self._process or self._started()
            requests = cast("IO[bytes]", process.stdin)
            requests.write(f"{commit}:{path}\n".encode("utf-8", "surrogateescape"))
            requests.flush()
            answer = cast("IO[bytes]", process.stdout).readline().rstrip(b"\n")
        except (ImportError, OSError, ValueError):
            return None
        if answer.endswith(_ABSENT):
            return ""
        name, _, kind = answer.partition(b" ")
        return name.decode("ascii", "replace") if kind == b"blob" else None

    def close(self) -> None:
        """End the running git."""
        process, self._process = self._process, None
        if process is not None:
            with suppress(OSError, ValueError):
                cast("IO[bytes]", process.stdin).close()
                process.wait()

    def _started(self) -> Git.AutoInterrupt:
        format_ = "--batch-check=%(objectname) %(objecttype)"
        from git.exc import GitError

        try:
            started = asking(self._folder).cat_file(format_, istream=PIPE, as_process=True)
        except GitError as error:
            raise OSError("git does not start") from error
        return cast("Git.AutoInterrupt", started)
