"""Places in a source text: spans, and the lines and columns people speak of."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from msgspec import Struct

# CommonMark's line endings, and no others: str.splitlines would also break at
# form feeds and U+2028, and every line number after one would be wrong.
_LINE_ENDING = re.compile(r"\r\n|\n|\r")


class Span(Struct, frozen=True, order=True, array_like=True, gc=False):
    """A half-open range of character offsets into a note's text, in order of where it begins."""

    start: int
    end: int

    def __iter__(self) -> Iterator[int]:
        """Yield both offsets."""
        yield self.start
        yield self.end

    def slice(self, text: str) -> str:
        """Return what the span covers in ``text``."""
        return text[self.start : self.end]


class Position(NamedTuple):
    """A place as editors show it: line and column, both counted from 1."""

    line: int
    column: int


@dataclass(frozen=True)
class Lines:
    """Turns offsets into lines and columns, and cmark's byte columns into offsets."""

    text: str

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Where each line begins."""
        if "\r" in self.text:
            return (0, *(match.end() for match in _LINE_ENDING.finditer(self.text)))
        *lines, _ = self.text.split("\n")
        return tuple(accumulate((len(line) + 1 for line in lines), initial=0))

    @cached_property
    def bytewise(self) -> bool:
        """Whether bytes and characters are the same."""
        return self.text.isascii()

    def __len__(self) -> int:
        """Count the lines; a final line ending begins one more, empty line."""
        return len(self.starts)

    def position(self, offset: int) -> Position:
        """Return the line and column, from 1 and in characters, of an offset."""
        line = bisect.bisect_right(self.starts, offset)
        return Position(line, offset - self.starts[line - 1] + 1)

    def line_span(self, line: int) -> Span:
        """Return the span of a line, counted from 1, without its line ending."""
        start = self.starts[line - 1]
        end = self.starts[line] if line < len(self.starts) else len(self.text)
        return Span(start, start + len(self.text[start:end].rstrip("\r\n")))

    def line_text(self, line: int) -> str:
        """Return a line, counted from 1, without its line ending."""
        return self.line_span(line).slice(self.text)

    def offset(self, line: int, byte_column: int) -> int:
        """Return the offset of cmark's position: a line and a column in bytes, both from 1."""
        starts = self.starts
        if self.bytewise:
            offset = starts[line - 1] + byte_column - 1
            limit = starts[line] if line < len(starts) else len(self.text)
            return min(limit, offset)
        start, end = self.line_span(line)
        head = self.text[start:end].encode()[: byte_column - 1]
        return min(start + len(head.decode("utf-8", "ignore")), end)


def newline_of(text: str) -> str:
    r"""Return the line ending that ``text`` uses first, ``\n`` when it has none."""
    match = _LINE_ENDING.search(text)
    return match.group() if match else "\n"
