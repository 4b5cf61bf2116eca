"""Which commits' subjects a site may show: they may say anything, so most of it is about others.

A subject is shown where each note that its commit touched is on the site today, under the name
that it had then, and never had a part that is hidden, nor was kept off the site, as far back as it
goes: what is unknown may have been either. That of a merge may name a branch, and is not shown.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cached_property
from hashlib import blake2b

from msgspec import msgpack

from aquip.history.past import hides
from aquip.history.trails import Change, History

Texts = Callable[[Iterable[str]], Iterator[bytes | None]]
"""Returns old texts by the names of their blobs, in their order; None for what is not there."""


class Subjects:
    """Knows of each commit whether its subject may be shown.

    ``plain`` are the paths of the notes that stand on the site as they are, nothing hidden.
    """

    def __init__(self, history: History, texts: Texts, plain: Collection[str]) -> None:
        self._history = history
        self._texts = texts
        self._plain = plain
        self._open: dict[str, bool] = {}
        self._keys: dict[str, bytes] = {}

    def __call__(self, change: Change) -> str:
        """Return the subject of a change's commit; empty where it is not to be shown."""
        sha = change.commit.sha
        if change.kind == "merged" or sha in self._renaming:
            return ""
        shown = all(map(self._is_open, self._touched[sha]))
        return change.commit.subject if shown else ""

    def key(self, change: Change) -> bytes:
        """Return the key of what decides whether a commit's subject is shown."""
        sha = change.commit.sha
        if sha not in self._keys:
            notes = [
                (path, self._history.trail(path).whole, sorted(self._blobs(path)))
                for path in self._touched[sha]
                if path in self._plain
            ]
            told = (len(self._touched[sha]), notes)
            self._keys[sha] = blake2b(msgpack.encode(told), digest_size=16).digest()
        return self._keys[sha]

    def look(self, changes: Iterable[Change]) -> None:
        """Look at all notes that commits touched, many at once."""
        paths = {path for change in changes for path in self._touched[change.commit.sha]}
        self._look(path for path in paths if path in self._plain and path not in self._open)

    @cached_property
    def _touched(self) -> Mapping[str, Collection[str]]:
        """The paths, as they are today, of the notes that each commit touched."""
        found: dict[str, list[str]] = defaultdict(list)
        for path, trail in self._history.trails.items():
            for change in trail.changes:
                found[change.commit.sha].append(path)
        return found

    @cached_property
    def _renaming(self) -> Collection[str]:
        """The commits that knew a note by another name."""
        return {
            change.commit.sha
            for trail in self._history.trails.values()
            for change in trail.changes
            if change.old is not None or change.path != trail.changes[0].path
        }

    def _is_open(self, path: str) -> bool:
        if path in self._plain and path not in self._open:
            self._look([path])
        return self._open.get(path, False)

    def _look(self, paths: Iterable[str]) -> None:
        blobs = {path: self._blobs(path) for path in paths}
        asked = list(dict.fromkeys(blob for names in blobs.values() for blob in names))
        texts = self._texts(asked)
        bare = {
            b for b, text in zip(asked, texts, strict=True) if text is not None and not hides(text)
        }
        whole = {path: self._history.trail(path).whole for path in blobs}
        self._open |= {p: whole[p] and bare.issuperset(names) for p, names in blobs.items()}

    def _blobs(self, path: str) -> set[str]:
        changes = self._history.trail(path).changes
        return {blob for each in changes for blob in (each.before, each.after) if blob}
