"""The commits of some notes once more, oldest first: what stood before each, and what after.

Pure. A commit's trail tells what it did to a note; what the other notes said at that time, on
that branch, is what it stands on. Of a merge, that is several.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from aquip.history.trails import Change, Commit, Trail

State = Mapping[str, Change]
"""Which change left each note as it stands, by the notes' paths of today."""

Look = Callable[[str, str], str | None]
"""Returns what a commit has at a path: a blob, empty for none, None where that can't be told."""


class Step(NamedTuple):
    """A commit after which the notes are others than before.

    ``before`` has what stood in each of its parents, ``changes`` what it did to notes itself.
    ``number`` counts the steps from 0; ``past`` has a bit for each earlier one that is part of
    what this one stands on.
    """

    number: int
    sha: str
    commit: Commit | None
    changes: Mapping[str, Change]
    before: tuple[State, ...]
    after: State
    past: int


class _At(NamedTuple):
    state: State
    past: int


class Order:
    """Commits with their parents, which come before them."""

    def __init__(self, commits: Iterable[tuple[str, tuple[str, ...]]]) -> None:
        self.commits = [*commits]
        self.children = Counter(parent for _, parents in self.commits for parent in parents)
        self.place = {sha: number for number, (sha, _) in enumerate(self.commits)}


def replay(order: Order, trails: Mapping[str, Trail], begin: State, look: Look) -> Iterator[Step]:
    """Yield the commits that made something of the notes, parents before their children.

    ``begin`` is what stood before the first commit in sight. A merge that only joins what others
    did is a step, too, where it brings together what stood in different places before; its
    ``commit`` is then None. To ask what a merge took over, ``look`` is called as rarely as can be.
    """
    made = _by_commit(trails)
    merging = _Merging(order.place, look)
    waiting = dict(order.children)
    at: dict[str, _At] = {}
    root = _At(begin, 0)
    number = 0
    for sha, parents in order.commits:
        below = [at[parent] for parent in parents if parent in at] or [root]
        changes = made.get(sha)
        here = below[0]
        if changes or len(below) > 1:
            after, past = _after(merging, sha, below, changes or {})
            if any(one.state is not after for one in below):
                commit = next(iter(changes.values())).commit if changes else None
                before = tuple(one.state for one in below)
                yield Step(number, sha, commit, changes or {}, before, after, past)
                past |= 1 << number
                number += 1
            if after is not here.state or past != here.past:
                here = _At(after, past)
        at[sha] = here
        for parent in parents:
            waiting[parent] -= 1
            if not waiting[parent]:
                at.pop(parent, None)


def _after(merging: _Merging, sha: str, below: Sequence[_At], changes: Mapping[str, Change]) -> _At:
    after, past = below[0]
    if len(below) > 1:
        for one in below[1:]:
            past |= one.past
        after = merging.joined(sha, [one.state for one in below], changes)
    return _At(_with(after, changes) if changes else after, past)


def _by_commit(trails: Mapping[str, Trail]) -> Mapping[str, dict[str, Change]]:
    made: dict[str, dict[str, Change]] = defaultdict(dict)
    for path, trail in trails.items():
        for change in trail.changes:
            made[change.commit.sha][path] = change
    return made


def _with(state: State, changes: Mapping[str, Change]) -> State:
    joined = {**state, **changes}
    return {path: change for path, change in joined.items() if change.after}


class _Merging:
    """Finds out what a merge took over from whom, where its parents disagree."""

    def __init__(self, place: Mapping[str, int], look: Look) -> None:
        self._place = place
        self._look = look

    def joined(self, sha: str, states: Sequence[State], changes: Mapping[str, Change]) -> State:
        """Return what stands after a merge, one of ``states`` itself where it is just that."""
        first, *others = states
        apart = {
            path
            for other in others
            if other is not first
            for path in {**first, **other}
            if _blob(first.get(path)) != _blob(other.get(path))
        }
        if not apart:
            return first
        chosen = dict(first)
        for path in apart - changes.keys():
            found = [state[path] for state in states if path in state]
            one = self._chosen(sha, found)
            if one is None:
                chosen.pop(path, None)
            else:
                chosen[path] = one
        return next((state for state in states if state == chosen), chosen)

    def _chosen(self, sha: str, found: list[Change]) -> Change | None:
        """Choose the version that the merge has; else, where that can't be told, the last one."""
        likely = sorted(found, key=lambda one: self._place.get(one.commit.sha, -1), reverse=True)
        seen = {path: self._look(sha, path) for path in dict.fromkeys(one.path for one in likely)}
        exact = next((one for one in likely if seen[one.path] == one.after), None)
        if exact is not None:
            return exact
        return None if all(blob == "" for blob in seen.values()) else likely[0]


def _blob(change: Change | None) -> str | None:
    return change.after if change else None
