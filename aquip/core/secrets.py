"""Whether words that were once shown are hidden by now, be it in no item.

Somebody who puts markers around what everyone could read means that it is not to be told any
more, from old versions neither. It may have been reworded, moved and joined with other lines:
only letters and digits are compared, of single lines words, and in doubt it is a secret.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Final, NamedTuple

from aquip.core.model import Note

_MARKS: Final = re.compile(r"\(\w+::[^)]*\)|\[\w+::[^\]]*\]|[@^][\w-]+")
"""What stands in a line and not in an item's text: fields, owners, its id."""
_WORD: Final = re.compile(r"\w{4,}")
"""A word that says something; shorter ones are in every line."""
_LONG: Final = 16
"""Letters from which on a line of a note that is hidden as a whole, like others, says something."""


class Secrets:
    """What is hidden in notes; each is looked at once words are asked for."""

    def __init__(self, notes: Iterable[Note]) -> None:
        self._notes = notes

    def has(self, words: str) -> bool:
        """Tell whether some of this is hidden, all of it is part of what is, or much is alike."""
        said = _letters(words)
        if not said or not self._lines:
            return False
        if said in self._text or any(line.letters in said for line in self._lines):
            return True
        lines = [_words(line) for line in words.splitlines()]
        return any(line.is_like(some) for line in self._lines for some in lines if some)

    @cached_property
    def _text(self) -> str:
        """All of it, so that what is spread over several lines is found."""
        return "".join(_letters(line) for note in self._hidden for line in _lines(note))

    @cached_property
    def _lines(self) -> frozenset[_Line]:
        made = (_Line.of(line, note) for note in self._hidden for line in _lines(note))
        return frozenset(line for line in made if line.words and len(line.letters) >= line.least)

    @cached_property
    def _hidden(self) -> list[Note]:
        return [note for note in self._notes if note.hidden or not note.published]


class _Line(NamedTuple):
    """A hidden line: its letters, its words, and of how many letters it must be."""

    letters: str
    words: frozenset[str]
    least: int

    @classmethod
    def of(cls, line: str, note: Note) -> _Line:
        return cls(_letters(line), _words(line), 0 if note.published else _LONG)

    def is_like(self, words: frozenset[str]) -> bool:
        """Tell whether it shares half of its words, or of those of the other."""
        shared = len(self.words & words)
        enough = 2 * shared >= min(len(self.words), len(words))
        return enough and shared > (1 if self.least else 0)


def _lines(note: Note) -> Iterator[str]:
    """Yield what is hidden in a note, less markers and fields."""
    numbers = sorted(note.hidden) if note.published else range(1, len(note.lines) + 1)
    for number in numbers:
        line = note.lines.line_text(number)
        if _letters(line) != "private":
            yield _MARKS.sub(" ", line)


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.casefold()))


def _letters(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())
