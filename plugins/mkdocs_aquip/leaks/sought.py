"""Runs of words that are looked for in millions of words, in little more time than these take.

Each is known by its word that is said least: only where that stands is it compared.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain, compress

from mkdocs_aquip.leaks.words import Run, Words


class Sought:
    """Runs of any length that were not found yet."""

    def __init__(self, runs: Iterable[Run]) -> None:
        every = [*dict.fromkeys(runs)]
        said = Counter(chain.from_iterable(every))
        self._signs = {run: min(run, key=said.__getitem__) for run in every}
        self._runs: dict[bytes, list[tuple[int, Run]]] = {}
        """The runs by the word that each is known by, and its place among the run's words."""
        for run, sign in self._signs.items():
            self._runs.setdefault(sign, []).append((run.index(sign), run))

    def __bool__(self) -> bool:
        """Tell whether any is left."""
        return bool(self._signs)

    def __iter__(self) -> Iterator[Run]:
        """Yield those that are left."""
        return iter(self._signs)

    def take(self, said: Words) -> list[Run]:
        """Return those that stand among some words, and look for them no more."""
        found: list[Run] = []
        # Where their signs stand, told without a step of Python's own for each word.
        for place in compress(range(len(said)), map(self._runs.__contains__, said)):
            for before, run in self._runs.get(said[place], ())[:]:
                start = place - before
                if start >= 0 and tuple(said[start : start + len(run)]) == run:
                    found.append(run)
                    self.drop([run])
        return found

    def drop(self, runs: Iterable[Run]) -> None:
        """Look for some runs no more, whether they were looked for or not."""
        for run in runs:
            if sign := self._signs.pop(run, None):
                known = self._runs[sign]
                known.remove((run.index(sign), run))
                if not known:
                    del self._runs[sign]
