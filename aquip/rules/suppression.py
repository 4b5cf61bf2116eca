"""Inline silence: ``<!-- aquip: ignore AQ301 -->`` in an item, or before the first heading.

Before the first heading of a series' own page it goes for all of the series: a habit is said at
the next meeting, whichever that will be.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from aquip.core.model import Note, Series
from aquip.core.text import Span


def begins(code: str, prefixes: Iterable[str]) -> bool:
    """Tell whether a rule's code is among codes and beginnings of codes."""
    return any(code.startswith(prefix.upper()) for prefix in prefixes)


@dataclass(frozen=True, slots=True)
class Suppression:
    """What one note silences: for all of it, and from span to span."""

    everywhere: frozenset[str] = frozenset()
    within: tuple[tuple[Span, frozenset[str]], ...] = ()

    @classmethod
    def of(cls, note: Note, series: Series | None = None) -> Suppression:
        """Collect a note's ignore comments, and those for all of the series it is a meeting of."""
        within = tuple((item.span, item.ignores) for item in note.items() if item.ignores)
        above = series.note.ignores if series and series.note else frozenset()
        return cls(note.ignores | above, within)

    def silences(self, code: str, offset: int) -> bool:
        """Tell whether a finding with this code, beginning at this offset, is silenced."""
        if begins(code, self.everywhere):
            return True
        return any(
            begins(code, codes) for span, codes in self.within if span.start <= offset < span.end
        )
