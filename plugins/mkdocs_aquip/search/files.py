"""The files of the index, as text: what pages there are, what they say, where words stand.

Each is a script that hands over plain data, so that it can be loaded from a server and
from a disk alike, in a page and in a worker. A list of numbers is written as the steps
between them, each in as few characters as it takes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from operator import sub
from pathlib import Path
from typing import Any, Final

from mkdocs_aquip.search.documents import STRIDE, Document
from mkdocs_aquip.search.words import head

PAGES: Final = "pages.js"
SHELF: Final = 16
"""Slots of pages whose texts share a file."""

_FEWEST, _MOST = 4, 256
_DIGITS: Final = "".join(chr(c) for c in range(35, 128) if c not in {92, 127})
"""Characters that need no escape in JSON; all but the first 45 say that more follows."""
_LAST: Final = 45
_MORE: Final = len(_DIGITS) - _LAST
_SHARED: Final = "0123456789abcdefghijklmnopqrstuvwxyz"
_SCRIPT: Final = "aquipSearch("


class _Codes(dict[int, str]):
    """Steps as text, each worked out once."""

    def __missing__(self, step: int) -> str:
        rest = step
        code = ""
        while rest >= _LAST:
            rest -= _LAST
            code += _DIGITS[_LAST + rest % _MORE]
            rest //= _MORE
        self[step] = code = code + _DIGITS[rest]
        return code


_codes: Final = _Codes()
_values: Final = {digit: value for value, digit in enumerate(_DIGITS)}


def encode(numbers: Sequence[int]) -> str:
    """Write rising numbers as the steps between them."""
    steps = map(sub, numbers, (0, *numbers[:-1]))
    return "".join(map(_codes.__getitem__, steps))


def decode(text: str) -> list[int]:
    """Read what `encode` wrote.

    Raises:
        KeyError: it did not write this.
    """
    found: list[int] = []
    number, step, weight = 0, 0, 1
    for value in map(_values.__getitem__, text):
        if value >= _LAST:
            step += (value - _LAST) * weight + _LAST * weight
            weight *= _MORE
        else:
            number += step + value * weight
            found.append(number)
            step, weight = 0, 1
    return found


def buckets(slots: int) -> int:
    """Return how many files the words of so many slots are spread over."""
    count = _FEWEST
    while count < _MOST and count * SHELF < slots:
        count *= 2
    return count


def bucket(word: str, count: int) -> int:
    """Return the number of the file in which a word is."""
    number = 0
    for character in head(word):
        number = number * 37 + ord(character)
    return number % count


def _script(name: str, data: object) -> str:
    """Return the script that hands data over under a name."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    # Half of a surrogate pair, which a note may hold, has no place in a file.
    text = text.encode("utf-8", "replace").decode()
    return f"{_SCRIPT}{json.dumps(name)},{text})\n"


def _read(folder: Path, name: str) -> Any:  # noqa: ANN401 - whatever the file holds
    text = (folder / f"{name}.js").read_text("utf-8")
    return json.loads(text[len(f"{_SCRIPT}{json.dumps(name)},") : -2])


def texts_file(number: int, shelf: Mapping[int, list[str]], edition: str) -> tuple[str, str]:
    """Return name and content of the file with the texts of some pages, by their slots."""
    name = f"texts-{number}"
    return f"{name}.js", _script(name, {"edition": edition, "texts": shelf})


def read_texts(folder: Path, number: int) -> dict[int, list[str]]:
    """Return what a file of texts holds, which `texts_file` is known to have written."""
    texts = _read(folder, f"texts-{number}")["texts"]
    return {int(slot): sections for slot, sections in texts.items()}


def words_file(number: int, postings: Mapping[str, str], edition: str) -> tuple[str, str]:
    """Return name and content of a file of words: each with the places where it is."""
    name = f"words-{number}"
    ordered = dict(sorted(postings.items()))
    return f"{name}.js", _script(name, {"edition": edition, "words": ordered})


def read_words(folder: Path, number: int) -> dict[str, str]:
    """Return what a file of words holds, which `words_file` is known to have written."""
    found: dict[str, str] = _read(folder, f"words-{number}")["words"]
    return found


def pages_file(pages: Sequence[Document], edition: str) -> str:
    """Return the file that says where and what all pages are, and their headings.

    Addresses and titles are written less what they share with the one before. Sections of
    many pages have the same headings: a page's ``shape`` is a list of numbers of headings.
    """
    headings: dict[tuple[str, str], int] = {}
    shapes: dict[tuple[int, ...], int] = {}
    of: list[int] = []
    for page in pages:
        pairs = zip(page.anchors[1:], page.titles[1:], strict=True)
        shape = tuple(headings.setdefault(pair, len(headings)) for pair in pairs)
        of.append(shapes.setdefault(shape, len(shapes)))
    data = {
        "edition": edition,
        "buckets": buckets(sum(page.slots for page in pages)),
        "stride": STRIDE,
        "shelf": SHELF,
        "urls": _front_coded(page.url for page in pages),
        "titles": _front_coded(page.titles[0] for page in pages),
        "headings": [list(pair) for pair in headings],
        "shapes": [list(shape) for shape in shapes],
        "shape": of,
        "tags": {i: page.tags for i, page in enumerate(pages) if page.tags},
        "boosts": {i: page.boost for i, page in enumerate(pages) if page.boost != 1},
    }
    return _script("pages", data)


def _front_coded(values: Iterable[str]) -> list[str]:
    """Write each value as how much it shares with the one before, and the rest."""
    found: list[str] = []
    last = ""
    for value in values:
        shared = 0
        for one, other in zip(value, last[: len(_SHARED) - 1], strict=False):
            # Beyond these, a browser counts one character as two.
            if one != other or one > "\uffff":
                break
            shared += 1
        found.append(_SHARED[shared] + value[shared:])
        last = value
    return found
