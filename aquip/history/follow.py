"""Which changes belong to which note, through all the names that it had.

Pure. The commits come newest first, children before their parents. On the way back, a rename says
that what has this name today had another one before.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final

from aquip.history.trails import Change, Commit, Trail

_NOTE: Final = ".md"
_EDITS: Final = frozenset({"changed", "merged"})


class Follower:
    """Collects the trails of the notes below a folder.

    ``prefix`` is the folder's path from the top of the repository, with a slash at its end, empty
    for the top. ``edges`` are the commits at which a shallow clone ends: all files seem to begin
    there, so of these it is only known that they are older. ``pairs`` is how many pairs of texts
    git compares in a commit at most, to find out what was renamed and edited at once. Where there
    are more, a note that comes with the commit may be one of those that go with it.
    """

    def __init__(self, prefix: str = "", edges: Collection[str] = (), *, pairs: int = 0) -> None:
        self.head = ""
        self.shallow = bool(edges)
        self._prefix = prefix
        self._edges = frozenset(edges)
        self._pairs = pairs
        self._today: dict[str, str] = {}  # by a name that a note had, where it has another now
        self._changes: dict[str, list[Change]] = {}
        self._older: set[str] = set()
        self._order: dict[str, int] = {}

    def follow(self, commits: Iterable[tuple[Commit, list[Change]]]) -> dict[str, Trail]:
        """Return the trails by the notes' paths from the folder, as they are today."""
        for commit, changes in commits:
            self.head = self.head or commit.sha
            if commit.sha in self._edges:
                self._cut(changes)
            else:
                self._add(changes)
        return {
            path.removeprefix(self._prefix): self._trail(path)
            for path in {**self._changes, **dict.fromkeys(self._older)}
        }

    def _trail(self, path: str) -> Trail:
        changes = tuple(self._changes.get(path, ()))
        # A merge may have given a note its name, too, and does not tell which one it had.
        begins = bool(changes) and changes[-1].kind == "added"
        return Trail(changes, begins and path not in self._older)

    def _cut(self, changes: Iterable[Change]) -> None:
        today = (self._today.get(change.path, change.path) for change in changes)
        self._older.update(filter(self._wanted, today))

    def _wanted(self, path: str) -> bool:
        return path.endswith(_NOTE) and path.startswith(self._prefix)

    def _add(self, changes: list[Change]) -> None:
        renames: list[tuple[str, str, str]] = []
        for change in changes:
            path = change.path
            today = self._today.get(path, path)
            if self._wanted(today):
                self._changes.setdefault(today, []).append(change)
                self._order.setdefault(change.commit.sha, len(self._order))
            if change.old is not None:
                renames.append((change.old, path, today))
        if len(changes) > 1:
            added = [change for change in changes if change.kind == "added"]
            deleted = sum(change.kind == "deleted" for change in changes)
            if len(added) * deleted > self._pairs:
                self._cut(added)
        # All at once: a commit may give one note the name that it takes from another.
        for _, path, _ in renames:
            self._today.pop(path, None)
        for old, _, today in renames:
            self._adopt(old, today)
            if old != today:
                self._today[old] = today

    def _adopt(self, old: str, today: str) -> None:
        """Give a note what another branch did under its old name while this one renamed it.

        Only where all that this name saw since is edits: else it is the name of a later note.
        """
        astray = self._changes.get(old, [])
        if old == today or not self._wanted(today) or any(c.kind not in _EDITS for c in astray):
            return
        if astray:
            del self._changes[old]
            both = self._changes[today] + astray
            self._changes[today] = sorted(both, key=lambda c: self._order[c.commit.sha])
