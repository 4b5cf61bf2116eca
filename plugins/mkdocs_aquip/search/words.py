"""What counts as a word, and when two are the same: as in `theme/assets/aquip/search.js`.

A test holds the two to agree. Case, accents and forms of the same letter make no
difference. Where a script sets no spaces between words, every two characters that stand
together are one, and the last of them one more, so that whatever is typed is found inside.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Final

_ASCII: Final = "".join(c.lower() if c.isalnum() else " " for c in map(chr, range(128)))
_ACCENTS: Final = re.compile("[\u0300-\u036f]+")
_TYPOGRAPHY: Final = re.compile(
    "[\xa0\xa7\xab\xb7\xbb\u2010-\u2027\u2030-\u205e\u2190-\u245f\u2500-\u2775\u2794-\u2bff]+"
)
"""Spaces, dashes, quotes, arrows: with none of them, most texts are ASCII, and soon cut."""

_LETTERS: Final = {
    "ß": "ss",
    "æ": "ae",
    "œ": "oe",
    "ø": "o",
    "đ": "d",
    "ð": "d",
    "ħ": "h",
    "ł": "l",
    "þ": "th",
    "ı": "i",
    "ς": "σ",
}
_LETTER: Final = re.compile(f"[{''.join(_LETTERS)}]")
_UNSPACED: Final = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+"
)
_MARKED: Final = range(0x300, 0x3100)
"""Where all scripts are whose words hold marks that are no letters."""


def fold(text: str) -> str:
    """Take out of a text what makes no difference to a search."""
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKC", text).lower()
    text = _ACCENTS.sub("", unicodedata.normalize("NFD", text))
    text = unicodedata.normalize("NFC", text)
    return _LETTER.sub(lambda letter: _LETTERS[letter[0]], text)


def words(text: str) -> list[str]:
    """Return the words of a text in their order, folded."""
    if not text.isascii():
        text = _TYPOGRAPHY.sub(" ", text)
    if text.isascii():
        return text.translate(_ASCII).split()
    text = fold(text)
    runs: list[str] = _any_word().findall(text)
    if not _UNSPACED.search(text):
        return runs
    return [word for run in runs for word in (_split(run) if _UNSPACED.search(run) else (run,))]


def _split(run: str) -> Iterator[str]:
    """Split letters that stand together where the script changes to one without spaces."""
    end = 0
    for match in _UNSPACED.finditer(run):
        if match.start() > end:
            yield run[end : match.start()]
        signs = match[0]
        yield from (signs[i : i + 2] for i in range(len(signs)))
        end = match.end()
    if end < len(run):
        yield run[end:]


@cache
def _any_word() -> re.Pattern[str]:
    marks = "".join(c for c in map(chr, _MARKED) if unicodedata.category(c)[0] == "M")
    return re.compile(f"(?:[^\\W_]+|[{marks}]+)+")


def head(word: str) -> str:
    """Return the beginning by which a word is filed: what must be typed to look for more."""
    return word[:1] if _UNSPACED.match(word) else word[:2]
