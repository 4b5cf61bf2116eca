"""A source's text while it is taken apart: what is changed in it, cut out of it, hidden in it.

Changes are splices; a region's lines are read with them as runs of hidden and of shown lines.
"""

from __future__ import annotations

import re
from typing import Final

from aquip.core import edit, grammar, privacy
from aquip.core.carry import CLOSE_MARK, OPEN_MARK
from aquip.core.edit import Edit
from aquip.core.extent import Extent
from aquip.core.text import Lines, Span
from aquip.importing.model import Piece, Run

_GAP: Final = "\0\n"
_WALL: Final = "\n<!-- -->\n\n"
"""Stand where something was cut out, between what must not become one block."""
_GAPS: Final = re.compile(r"(?:[ \t]*\n)*(?:\0\n(?:[ \t]*\n)*)+")


class Sheet:
    """A text, its lines, the edits to it, and the numbers of its hidden lines."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = Lines(text)
        self.hidden = privacy.hidden_lines(self.lines).lines
        self.edits: list[Edit] = []

    def unlist(self, extent: Extent) -> None:
        """Make a paragraph of an item; without a blank line it would be the one before's."""
        self.edits.append(Edit(Span(extent.span.start, extent.head.start), "\n"))

    def runs(self, numbers: range) -> Piece:
        """Return lines, edited, as runs of hidden and of shown ones."""
        runs: list[Run] = []
        start = numbers.start
        while start < numbers.stop:
            hidden = start in self.hidden
            end = start
            while end < numbers.stop and (end in self.hidden) == hidden:
                end += 1
            text = _trimmed(self._edited(start, end - 1))
            if text.strip():
                indent = self.lines.line_text(start)
                runs.append(Run(text, hidden, indent[: len(indent) - len(indent.lstrip())]))
            start = end
        return tuple(runs)

    def _edited(self, first: int, last: int) -> str:
        start, end = self.lines.starts[first - 1], self.lines.line_span(last).end
        shifted = [
            Edit(
                Span(max(one.span.start, start) - start, min(one.span.end, end) - start),
                one.text if one.span.start >= start else _GAP,
            )
            for one in self.edits
            if one.span.start < end and one.span.end > start
        ]
        return _GAPS.sub("\n\n", edit.apply(self.text[start:end], shifted))

    def cut(self, first: int, last: int, *, alone: bool = False) -> None:
        """Take lines out; what was ``alone`` is no part of a list that goes on below it."""
        start, end = self.lines.starts[first - 1], self.lines.line_span(last).end
        after = min(end + 1, len(self.text))
        line = self.lines.line_text(last + 1) if last < len(self.lines) else ""
        below = line.lstrip()
        # Else what comes below would be read as one with what stands above.
        gap = _GAP if below and (alone or not grammar.BULLET.match(below)) else ""
        if alone and gap and line[:1].isspace():
            gap = _WALL
        self.edits.append(Edit(Span(start, after), gap))

    def hides(self, first: int, last: int) -> bool:
        """Tell whether any of these lines is hidden."""
        return any(number in self.hidden for number in range(first, last + 1))

    def drop_markers(self) -> None:
        """Empty the lines of private markers: what they hid gets new ones."""
        cuts = [one.span for one in self.edits if one.text in ("", _GAP, _WALL)]
        for number in self.hidden:
            span = self.lines.line_span(number)
            if is_marker(span.slice(self.text)) and not any(
                cut.start <= span.start < cut.end for cut in cuts
            ):
                self.edits.append(Edit(span, ""))

    def line_within(self, span: Span, number: int) -> str:
        """Return as much of a line as belongs to a paragraph."""
        line = self.lines.line_span(number)
        return self.text[max(span.start, line.start) : line.end]


def is_marker(line: str) -> bool:
    """Tell whether a line opens or closes what is private."""
    return line.strip() in (OPEN_MARK, CLOSE_MARK)


def _trimmed(text: str) -> str:
    """Remove blank lines at either end."""
    lines = text.split("\n")
    while lines and not lines[0].strip():
        lines.pop(0)
    while lines and not lines[-1].strip():
        lines.pop()
    return "\n".join(lines)
