"""Whether words that were once shown are hidden by now, be it in no item.

Somebody who puts markers around what everyone could read means that it is not to be told any
more, from old versions neither. It may have been reworded, moved and joined with other lines:
letters and digits alone are compared, and in doubt it is a secret.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Final

from aquip.core.model import Note

_MARKS: Final = re.compile(r"\(\w+::[^)]*\)|\[\w+::[^\]]*\]|[@^][\w-]+")
"""What stands in a line and not in an item's text: fields, owners, its id."""
_SHORT: Final = 4
"""Letters from which on a hidden line, or what stands between its fields, says something."""
_LONG: Final = 16
"""The same in notes that are hidden as a whole, which have lines like all others, too."""


class Secrets:
    """What is hidden in notes; each is looked at once words are asked for."""

    def __init__(self, notes: Iterable[Note]) -> None:
        self._notes = notes

    def has(self, words: str) -> bool:
        """Tell whether something of this is hidden, or all of it is part of what is."""
        said = _letters(words)
        text, pieces = self._hidden
        return bool(said) and (said in text or any(piece in said for piece in pieces))

    @cached_property
    def _hidden(self) -> tuple[str, frozenset[str]]:
        notes = [note for note in self._notes if note.hidden or not note.published]
        texts = ("".join(_letters(piece) for line in _lines(n) for piece in line) for n in notes)
        return "\n".join(texts), frozenset(piece for note in notes for piece in _pieces(note))


def _lines(note: Note) -> Iterator[list[str]]:
    """Yield the hidden lines of a note, in what is left of them without fields."""
    numbers = sorted(note.hidden) if note.published else range(1, len(note.lines) + 1)
    return (_MARKS.split(note.lines.line_text(number)) for number in numbers)


def _pieces(note: Note) -> Iterator[str]:
    least = _SHORT if note.published else _LONG
    for line in _lines(note):
        for piece in map(_letters, line):
            if len(piece) >= least and piece != "private":
                yield piece


def _letters(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())
