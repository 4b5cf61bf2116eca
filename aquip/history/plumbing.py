"""Git's own parts, for making a commit that leaves the working tree and the index alone.

What is asked for here runs no hooks and reads no file but those it is given. Talking to another
repository is `aquip.history.remote`'s part.
"""

from __future__ import annotations

import os
import posixpath
import re
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import TYPE_CHECKING, Any, Final

from aquip.errors import AquipError
from aquip.history.repository import hook_environment

if TYPE_CHECKING:
    from collections.abc import Mapping

    from git.cmd import Git

FILE: Final = "100644"

_SETTINGS: Final = (
    *("-c", "core.hooksPath=/dev/null"),
    *("-c", "core.fsmonitor=false"),
    *("-c", "core.splitIndex=false"),
    *("-c", "i18n.commitEncoding=UTF-8"),
)
_SECRET: Final = re.compile(r"://[^/\s]*@")


@dataclass(frozen=True, slots=True)
class Said:
    """What git answered."""

    status: int
    out: bytes
    err: str

    @property
    def text(self) -> str:
        """Its answer as text."""
        return self.out.decode("utf-8", "surrogateescape").rstrip("\n")

    @property
    def why(self) -> str:
        """Its last words, without what nobody else is to read."""
        lines = [line.strip() for line in without_secrets(self.err).splitlines() if line.strip()]
        last = (lines or ["it does not say why"])[-1]
        return re.sub(r"^(?:fatal|error): ", "", last).rstrip(".")


def without_secrets(text: str) -> str:
    """Return text with addresses less the names and passwords in them."""
    return _SECRET.sub("://", text)


class Plumbing:
    """The repository around a folder. Paths count from that folder.

    Raises:
        AquipError: There is no git, no repository, or no commit.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._git = git_in(folder)
        self._environment = {**hook_environment(folder), "GIT_LITERAL_PATHSPECS": "1"}
        found = self.ask("rev-parse", "--is-inside-work-tree", "--show-prefix")
        inside, _, self.prefix = found.text.partition("\n")
        if found.status or inside != "true":
            raise AquipError(
                "there is no git repository here"
                if "not a git repository" in found.err
                else f"git finds no files to share here: {found.why}",
                path=folder,
                remedy="`git init`, commit your notes, and push them to a host first.",
            )
        if self.ask("rev-parse", "--verify", "--quiet", "HEAD^{commit}").status:
            raise AquipError(
                "nothing is committed here yet",
                remedy="Commit your notes, and push them to a host first.",
            )

    def ask(
        self, command: str, *arguments: str, data: bytes | None = None, **variables: str
    ) -> Said:
        """Run git, and return what it says, be it that it failed."""
        words = (*_SETTINGS, command, *arguments)
        environment = self._environment | variables
        if data is None:
            return said(self._git, *words, env=environment)
        with TemporaryFile() as file:
            file.write(data)
            file.seek(0)
            return said(self._git, *words, env=environment, istream=file)

    def get(
        self, command: str, *arguments: str, data: bytes | None = None, **variables: str
    ) -> str:
        """Run git, and return what it says.

        Raises:
            AquipError: It failed.
        """
        answer = self.ask(command, *arguments, data=data, **variables)
        if answer.status:
            raise AquipError(f"git can't {command.replace('-', ' ')}: {answer.why}")
        return answer.text

    def place(self, path: str) -> str:
        """Return a path as it counts from the top of the repository.

        Raises:
            AquipError: It leads out of it.
        """
        place = posixpath.normpath(self.prefix + path)
        if place.startswith("../"):
            raise AquipError("this is not in the repository", path=path)
        return place

    def commit_of(self, name: str) -> str | None:
        """Return the commit that a revision names, None where there is none."""
        found = self.ask("rev-parse", "--verify", "--quiet", f"{name}^{{commit}}")
        return found.text if not found.status and found.text else None

    def has(self, commit: str) -> bool:
        """Tell whether a commit is in this repository."""
        return not self.ask("cat-file", "-e", f"{commit}^{{commit}}").status

    def is_ancestor(self, older: str, newer: str) -> bool:
        """Tell whether one commit's history has another in it."""
        return not self.ask("merge-base", "--is-ancestor", older, newer).status

    def fork_of(self, one: str, other: str) -> str | None:
        """Return where two histories parted; None where that is not known."""
        return self.ask("merge-base", one, other).text.split("\n")[0] or None

    def entry(self, commit: str | None, path: str) -> tuple[str, str] | None:
        """Return mode and blob of a file in a commit; None without one."""
        if commit is None:
            return None
        listed = self.get("ls-tree", "-z", "--full-tree", commit, "--", self.place(path))
        if not listed:
            return None
        mode, _, blob = listed.split("\t")[0].split(" ")
        return mode, blob

    def blob(self, commit: str | None, path: str) -> str | None:
        """Return the blob of a file in a commit; None without one."""
        found = self.entry(commit, path)
        return found and found[1]

    def ignored(self, path: str) -> bool:
        """Tell whether git is told to leave a file alone, which it does not know yet."""
        # It knows nothing of literal paths, and refuses to do anything where they are asked for.
        answer = self.ask("check-ignore", "--quiet", "--", path, GIT_LITERAL_PATHSPECS="0")
        if answer.status not in {0, 1}:
            raise AquipError(f"git can't tell whether it ignores this: {answer.why}", path=path)
        return answer.status == 0

    def read(self, blob: str) -> bytes:
        """Return the bytes of a blob."""
        answer = self.ask("cat-file", "blob", blob)
        if answer.status:
            raise AquipError(f"git has lost the text {blob}", remedy="Try `git fsck`.")
        return answer.out

    def write(self, path: str, data: bytes) -> str:
        """Put a file's bytes into the repository as `git add` would; return the blob."""
        return self.get("hash-object", "-w", f"--path={path}", "--stdin", data=data)

    def tree(self, parent: str, blobs: Mapping[str, str]) -> str:
        """Return the tree of a commit with some files in it that are other."""
        with TemporaryDirectory(prefix="aquip-") as folder:
            index = str(Path(folder) / "index")
            self.get("read-tree", parent, GIT_INDEX_FILE=index)
            for path, blob in blobs.items():
                mode, _ = self.entry(parent, path) or (FILE, None)
                place = ("--cacheinfo", f"{mode},{blob},{self.place(path)}")
                self.get("update-index", "--add", *place, GIT_INDEX_FILE=index)
            # What a clone without old texts lacks is in the parent's tree, and need not be fetched.
            return self.get("write-tree", "--missing-ok", GIT_INDEX_FILE=index)

    def commit(self, tree: str, parent: str, message: str) -> str:
        """Return a new commit, signed where the user signs theirs.

        Raises:
            AquipError: Git does not know who commits, or can't sign.
        """
        wanted = self.ask("config", "--type=bool", "--get", "commit.gpgsign").text == "true"
        for who in ("GIT_AUTHOR_IDENT", "GIT_COMMITTER_IDENT"):
            if self.ask("var", who).status:
                raise AquipError(
                    "git does not know who you are",
                    remedy="`git config user.name NAME` and `git config user.email ADDRESS`.",
                )
        sign = ("-S",) if wanted else ()
        answer = self.ask("commit-tree", *sign, "-p", parent, tree, data=message.encode())
        if answer.status:
            what = "sign a commit" if wanted else "commit"
            raise AquipError(
                f"git can't {what}: {answer.why}",
                remedy="`git commit` signs the same way: see user.signingkey." if wanted else None,
            )
        return answer.text


def said(git: Git, *arguments: str, **how: Any) -> Said:  # noqa: ANN401 - what `execute` takes
    """Run git, and return what it says."""
    from git.exc import GitCommandNotFound

    try:
        status, out, err = git.execute(
            [git.GIT_PYTHON_GIT_EXECUTABLE or "git", *arguments],
            with_extended_output=True,
            with_exceptions=False,
            stdout_as_string=False,
            strip_newline_in_stdout=False,
            **how,
        )
    except GitCommandNotFound:
        raise no_git() from None
    return Said(int(status), bytes(out), str(err))


def git_in(folder: Path) -> Git:
    """Return what runs git in a folder.

    Raises:
        AquipError: There is none.
    """
    os.environ.setdefault("GIT_PYTHON_REFRESH", "quiet")
    try:
        from git.cmd import Git
    except ImportError:
        raise no_git() from None
    git = Git(folder)
    git.update_environment(LC_ALL="C.UTF-8")  # in words that are known, and no others' letters lost
    return git


def no_git() -> AquipError:
    """Return the error of a machine without git."""
    remedy = "Install it, then try again; the package is called git nearly everywhere."
    return AquipError("git is not installed here", remedy=remedy)
