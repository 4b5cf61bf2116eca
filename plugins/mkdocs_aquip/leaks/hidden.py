"""What hidden text can be known by: runs of words that stand there and nowhere in public.

Not all of it can: a line such as "Talked about pay" is made of words that any page may have,
so that to look for it would fail builds for nothing. What is looked for is

- four words in a row with fourteen letters together, names of people and months aside,
- two in a row with eight letters, where a line, or what stands between two marks in it, has no
  more than three words, if one of the two stands nowhere in public,
- one word of sixteen bytes, or of eight with letters and digits, if it stands nowhere in public,
- the ids of hidden items, and where a hidden file would have its place.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final

from mkdocs_aquip.leaks.sought import Sought
from mkdocs_aquip.leaks.words import Run, Words, runs, words

if TYPE_CHECKING:
    from aquip.core.model import Note
    from aquip.core.settings import Settings

_LONG, _SHORT = 4, 2
"""Words of a run in a text, and in a line of hardly any more."""
_LETTERS: Final = {_LONG: 14, _SHORT: 8}
_ALONE, _MIXED = 16, 8
"""Bytes of a word that is looked for alone: of any, and of letters and digits mixed."""
# What a renderer takes away: where a link leads, fields, tags, ids.
_UNSHOWN: Final = re.compile(
    # Within bounds, else each of a million openings would be followed to the line's end.
    r"\]\([^)\n]{0,500}\)|[(\[]\w+::[^)\]\n]{0,500}[)\]]|<[^<>\n]*>|\^[a-z0-9-]{4,}"
    r"|^[ \t]*@[\w.-]+",
    re.MULTILINE,
)
_MARKS: Final = re.compile(r"[\[\]()|`*_~<>\"“”:;,]+")
_MARKER: Final = re.compile(r"^\s*<!-- /?private -->\s*$")
_HEX: Final = re.compile(rb"[0-9a-f]+")
_LETTER: Final = re.compile(rb"[a-z\x80-\xff]")
_DIGIT: Final = re.compile(rb"[0-9]")
_CARET: Final = b"^"
"""The first word of an item's id, and of nothing else."""
_ID: Final = re.compile(rb"(?:\^|%5[Ee])([a-z0-9-]{4,})")


@dataclass(frozen=True, order=True)
class Place:
    """Where hidden text stands; ``line`` 0 is the name of the file."""

    path: str
    line: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}" if self.line else self.path


@dataclass(frozen=True)
class Text:
    """Lines that are hidden, by number, and the lines of the items in them, by id."""

    path: str
    lines: Mapping[int, str]
    ids: Mapping[str, int] = field(default_factory=dict)


def hidden_text(note: Note) -> Text | None:
    """Return what a note hides: all of it where it is not published; None for nothing."""
    if note.published and not note.hidden:
        return None
    numbers: Iterable[int] = (
        sorted(note.hidden) if note.published else range(1, len(note.lines) + 1)
    )
    lines = {number: note.lines.line_text(number) for number in numbers}
    lines = {number: line for number, line in lines.items() if not _MARKER.match(line)}
    if not note.published:
        lines[0] = note.uri.rpartition("/")[2]
    ids = {item.id: item.line for item in note.items() if item.id and item.line in lines}
    return Text(note.path, lines, ids)


@dataclass(frozen=True, eq=False)
class Hidden:
    """All that is hidden in a site.

    ``dests`` are the places that hidden files would have in it. ``common`` are words that
    any line of a page may have, such as the names of people.
    """

    texts: Collection[Text]
    dests: Mapping[str, Place]
    common: frozenset[bytes] = frozenset()

    def __bool__(self) -> bool:
        """Tell whether anything is hidden."""
        return bool(self.texts or self.dests)

    @cached_property
    def ids(self) -> Mapping[bytes, Place]:
        """The ids of hidden items."""
        return {
            name.encode(): Place(text.path, line)
            for text in self.texts
            for name, line in text.ids.items()
        }

    @cached_property
    def runs(self) -> Mapping[int, dict[Run, Place]]:
        """What to look for, by the number of words: runs, each with a place where it stands."""
        found: dict[int, dict[Run, Place]] = {_LONG: {}, _SHORT: {}, 1: {}}
        for text in self.texts:
            for number, line in text.lines.items():
                place = Place(text.path, number)
                for run in self._runs(line):
                    found[len(run)].setdefault(run, place)
        return found

    def _runs(self, line: str) -> Iterator[Run]:
        shown = _UNSHOWN.sub(" ", line)
        for form in dict.fromkeys((line, shown)):
            found = _words(form)
            yield from (run for run in runs(found, _LONG) if self._tells(run))
            yield from ((word,) for word in found if _stands_alone(word))
        for part in (shown, *_MARKS.split(line)):
            found = _words(part)
            if _SHORT <= len(found) < _LONG:
                yield from (run for run in runs(found, _SHORT) if self._tells(run))

    def _tells(self, run: Run) -> bool:
        """Tell whether a run has letters enough to be no accident."""
        of = (word for word in run if len(run) == _SHORT or word not in self.common)
        return sum(len(word) for word in of if _LETTER.search(word)) >= _LETTERS[len(run)]


class Wanted:
    """What of the hidden text was not found yet; the first place where it is will do."""

    def __init__(self, hidden: Hidden) -> None:
        self._places = {
            run: place for found in hidden.runs.values() for run, place in found.items()
        }
        self._runs = Sought(self._places)
        self._ids = dict(hidden.ids)

    def found_in(self, text: bytes) -> Iterator[tuple[Run, Place]]:
        """Yield what stands in a text, be it there by accident or not."""
        for run in self._runs.take(words(text)):
            yield run, self._places[run]
        if self._ids and (b"^" in text or b"%5" in text):
            for name in self._ids.keys() & set(_ID.findall(text)):
                yield (_CARET, name), self._ids.pop(name)


def not_public(found: Iterable[Run], texts: Callable[[], Iterable[str]]) -> set[Run]:
    """Leave out what one of some public texts says in the same words.

    Of short runs those are left that have a word which stands in none of the texts, which are
    gone through once more, as they are shown, where they don't say all of it as they are written.
    """
    left = Sought(found)
    unheard = {word for run in left for word in run if len(run) < _LONG}
    for form in (_as_written, _as_shown):
        for text in texts() if left else ():
            data = form(text)
            said = words(data)
            unheard.difference_update(said)
            left.take(said)
            left.drop((_CARET, name) for name in _ID.findall(data))
            if not left:
                break
    return {run for run in left if len(run) == _LONG or not unheard.isdisjoint(run)}


def _as_written(text: str) -> bytes:
    return text.encode("utf-8", "replace")


def _as_shown(text: str) -> bytes:
    """Return the lines of which a renderer takes something away, without that."""
    shown = {*_UNSHOWN.sub(" ", text).split("\n")}.difference(text.split("\n"))
    return "\n".join(shown).encode("utf-8", "replace")


def common_words(settings: Settings, titles: Iterable[str]) -> frozenset[bytes]:
    """Return the words that aquip puts beside others: names, titles, months and weekdays."""
    people = settings.people.items()
    named = [text for handle, person in people for text in (handle, person.name)]
    days = [*calendar.month_name, *calendar.month_abbr, *calendar.day_name, *calendar.day_abbr]
    return frozenset(_words("\n".join((*named, *titles, *days))))


def _words(text: str) -> Words:
    return words(text.encode("utf-8", "replace"))


def _stands_alone(word: bytes) -> bool:
    if _HEX.fullmatch(word):
        return False  # a commit, or part of a hash
    mixed = _LETTER.search(word) and _DIGIT.search(word)
    return len(word) >= _ALONE or bool(len(word) >= _MIXED and mixed)
