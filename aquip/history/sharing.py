"""A note on a branch of its own, pushed for others to read, while the user's work stays as it is.

The commit stands on what the remote has, never on what is checked out here: the main branch's
end, or that of the branch itself where it was pushed before. It holds the files it is given and
no other change. It is made from git's own parts, see `aquip.history.plumbing`; and nothing keeps
it until the remote has taken it.

The branch of that name here remembers what was shared last. What somebody else has added since is
never written over: it has to be in the note first.
"""

from __future__ import annotations

import shlex
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from aquip.errors import AquipError
from aquip.history.plumbing import FILE, Plumbing
from aquip.history.remote import Remote

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

State = Literal["new", "more", "same", "merged"]
"""What a draft would do: begin the branch, add to it, or nothing, as it is there or in main."""

_SHORT = 10


@dataclass(frozen=True, slots=True)
class Draft:
    """What is to be committed: files by path with their blobs, on a parent."""

    state: State
    parent: str
    blobs: Mapping[str, str]


class Sharing:
    """One branch of a remote, and what is known of it here.

    Raises:
        AquipError: Git can't share from here; nothing was changed.
    """

    def __init__(
        self, folder: Path, branch: str, remote: str | None = None, *, interactive: bool = False
    ) -> None:
        self._git = Plumbing(folder)
        self.branch = branch
        self._refuse_name()
        self.remote = Remote(self._git, remote, branch, interactive=interactive)
        self._refuse_main()
        self._theirs = self.remote.tip
        self._ours = self._git.commit_of(f"refs/heads/{branch}")

    @property
    def main(self) -> str:
        """The branch that the request goes into, as it is called here."""
        return f"{self.remote.name}/{self.remote.main}"

    def lacks(self, path: str) -> bool:
        """Tell whether neither the main branch nor the branch itself has a file."""
        commits = filter(None, (self.remote.base, self._theirs))
        return all(self._git.entry(commit, path) is None for commit in commits)

    def behind(self, path: str) -> bool:
        """Tell whether what is checked out lacks a file as the main branch has it."""
        return self._git.blob("HEAD", path) != self._git.blob(self.remote.base, path)

    def ignored(self, path: str) -> bool:
        """Tell whether git is told to leave a file alone."""
        return self._git.ignored(path)

    def draft(self, note: str, files: Mapping[str, bytes]) -> Draft:
        """Work out what sharing files would do; ``note`` is the one that all is about.

        Raises:
            AquipError: It would undo what somebody else did, or take along what is no part of it.
        """
        if self._git.get("ls-files", "-u", "-z", "--", note):
            raise AquipError(
                "git is amid a merge of this note", path=note, remedy="Settle it, `git add` it."
            )
        blobs = {path: self._git.write(path, data) for path, data in files.items()}
        mine = blobs[note]
        if self._merged(note, mine):
            return Draft("merged", self.remote.base, blobs)
        parent = self._parent(note, blobs)
        self._refuse_others(note, parent, mine)
        for path in blobs:
            mode, _ = self._git.entry(parent, path) or (FILE, None)
            if not mode.startswith("100"):
                raise AquipError("git has something else than a file here", path=path)
        same = all(self._git.blob(self._theirs, path) == blob for path, blob in blobs.items())
        if same and parent == self._theirs:
            return Draft("same", parent, blobs)
        begins = parent == self.remote.base or not self._theirs
        return Draft("new" if begins else "more", parent, blobs)

    def publish(self, draft: Draft, message: str) -> tuple[str, tuple[str, ...]]:
        """Commit a draft and push it; return the commit, and the addresses that the host told.

        Where it is there already, the branch here follows.

        Raises:
            AquipError: The commit can't be made, or is refused; nothing was changed.
        """
        held = self._checked_out()
        if held and draft.state != "same":
            raise AquipError(
                f"{self.branch} is checked out in {held}",
                remedy="Commit and push there, or switch to another branch first.",
            )
        commit = draft.parent
        told: tuple[str, ...] = ()
        tree = self._git.tree(commit, draft.blobs)
        if tree != self._git.get("rev-parse", f"{commit}^{{tree}}"):
            commit = self._git.commit(tree, commit, message)
        if commit != self._theirs:
            told = self.remote.push(commit, self.branch)
        if commit != self._ours and not held:
            self._keep(commit)
        return commit, told

    def _keep(self, commit: str) -> None:
        """Have the branch here say what was shared."""
        place = (f"refs/heads/{self.branch}", commit, self._ours or "")
        moved = self._git.ask("update-ref", "-m", "aquip share", "--create-reflog", *place)
        if moved.status:
            raise AquipError(
                f"it is on {self.remote.name}, but the branch can't be kept here: {moved.why}",
                remedy=f"`git branch -f {self.branch} {commit[:_SHORT]}` does, once it can.",
            )

    def _refuse_name(self) -> None:
        ref = f"refs/heads/{self.branch}"
        bad = self.branch.startswith("-") or self.branch == "HEAD"
        if bad or self._git.ask("check-ref-format", ref).status:
            raise AquipError(
                f"`{self.branch}` can't be the name of a branch", remedy="Name one with --branch."
            )

    def _refuse_main(self) -> None:
        if self.branch == self.remote.main:
            raise AquipError(
                f"{self.branch} is what the pull request goes into",
                remedy="Name another branch, or leave --branch out.",
            )

    def _checked_out(self) -> str:
        """Return the folder in which somebody works on the branch, empty without one."""
        place = ""
        for line in self._git.get("worktree", "list", "--porcelain").splitlines():
            word, _, value = line.partition(" ")
            if word == "worktree":
                place = value
            elif word == "branch" and value == f"refs/heads/{self.branch}":
                return place
        return ""

    def _merged(self, note: str, mine: str) -> bool:
        """Tell whether the main branch has the note as it is, and the branch nothing else."""
        git, base, theirs = self._git, self.remote.base, self._theirs
        if git.blob(base, note) != mine:
            return False
        return (
            theirs is None
            or git.is_ancestor(theirs, base)
            or git.blob(theirs, note) == mine
            or self._taken_up(theirs, note)
        )

    def _parent(self, note: str, paths: Iterable[str]) -> str:
        """Choose the commit to go on from."""
        git, base = self._git, self.remote.base
        ours, theirs = self._ours, self._theirs
        if ours and (
            (theirs and git.is_ancestor(ours, theirs))
            or git.is_ancestor(ours, base)
            or self._taken_up(ours, note)
        ):
            ours = None  # it has nothing that was not shared
        if theirs and not git.is_ancestor(theirs, base):
            if git.entry(theirs, note) is None:
                raise AquipError(
                    f"{self.branch} is on {self.remote.name} already, and does not have this note",
                    path=note,
                    remedy="It is for something else: name another with --branch.",
                )
            if self._taken_up(theirs, note):
                raise AquipError(
                    f"{self.main} has got this note otherwise than by merging {self.branch}",
                    path=note,
                    remedy=f"Delete {self.branch} on {self.remote.name} if it was merged there, "
                    "or name another with --branch.",
                )
            if ours is None:
                return theirs
        if ours is None:
            return base
        if theirs and not git.is_ancestor(theirs, ours):
            raise AquipError(
                f"{self.branch} here and on {self.remote.name} went different ways",
                remedy=f"`git branch -f {self.branch} {theirs[:_SHORT]}` takes theirs; "
                "or name another with --branch.",
            )
        changed = git.get("diff", "--name-only", "-z", f"{base}...{ours}", "--").split("\0")
        if set(filter(None, changed)) - set(map(git.place, paths)):
            raise AquipError(
                f"the branch {self.branch} here has other work in it than this note",
                remedy="Push it yourself, or name another with --branch.",
            )
        return ours

    def _taken_up(self, commit: str, note: str) -> bool:
        """Tell whether the main branch changed the note since a branch left it: by a squash."""
        fork = self._git.fork_of(commit, self.remote.base)
        return self._git.blob(self.remote.base, note) != self._git.blob(fork, note)

    def _refuse_others(self, note: str, parent: str, mine: str) -> None:
        """Refuse to undo what somebody else did to the note, which this clone has not seen."""
        git = self._git
        theirs = git.blob(parent, note)
        fork = git.fork_of("HEAD", parent)
        seen = {git.blob(self._ours, note), git.blob(fork, note), None}
        if theirs is None or theirs == mine or theirs in seen:
            return
        before = self._ours if git.blob(self._ours, note) else fork
        base = git.blob(before, note)
        texts = [git.read(blob) if blob else b"" for blob in (base, theirs, mine)]
        if taken_over(*texts):
            return
        where = self.main if parent == self.remote.base else f"{self.remote.name}/{self.branch}"
        if before and base:
            span = f"{before[:_SHORT]} {parent[:_SHORT]}"
            get = f"`git diff {span} -- {shlex.quote(note)} | git apply` takes it in"
        else:
            both = f"{shlex.quote(f'{parent[:_SHORT]}:./{note}')} {shlex.quote(note)}"
            get = f"`git diff {both}` shows what is other"
        raise AquipError(
            f"{self._who(before, parent, note)} changed this note on {where}",
            path=note,
            remedy=f"{get}; then share again. Where you leave out something on purpose, say so by "
            f"`git branch -f {self.branch} {parent[:_SHORT]}`.",
        )

    def _who(self, before: str | None, until: str, note: str) -> str:
        span = f"{before}..{until}" if before else until
        names = self._git.get("log", "--format=%aN", "--no-show-signature", span, "--", note)
        return " and ".join(sorted(set(names.splitlines()))) or "Somebody"


def taken_over(before: bytes, theirs: bytes, mine: bytes) -> bool:
    """Tell whether what another did to a text has come into this one, line by line.

    Lines may stand elsewhere than they put them, and empty ones don't count.
    """
    old, new, own = (_lines(text) for text in (before, theirs, mine))
    came = all(own[line] >= new[line] for line in new - old)
    return came and all(own[line] <= new[line] for line in old - new)


def _lines(text: bytes) -> Counter[bytes]:
    return Counter(line.strip() for line in text.splitlines() if line.strip())
