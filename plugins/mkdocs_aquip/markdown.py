"""``aquip`` blocks in pages that Python-Markdown renders: those that are no 1:1 notes."""

from __future__ import annotations

import re
from collections.abc import Callable

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

from aquip.core.privacy import redact

_FENCE = re.compile(r"^[ ]{0,3}(?P<marks>`{3,}|~{3,})[ \t]*(?P<info>[^`]*?)[ \t]*$")
_BEFORE_FENCED_CODE = 27
"""Fenced code is taken at 25, after white space is normalised at 30."""
_AFTER_SNIPPETS = 31
"""Files that a page takes in are there after 32."""


class HiddenLines(Preprocessor):
    """Takes out the hidden lines of files that a page takes in; its own are out already."""

    def __init__(self, md: Markdown, hides: Callable[[], bool]) -> None:
        super().__init__(md)
        self._hides = hides

    def run(self, lines: list[str]) -> list[str]:
        """Empty hidden lines."""
        return redact("\n".join(lines)).split("\n") if self._hides() else lines


class ViewBlocks(Preprocessor):
    """Renders each ``aquip`` block and puts its HTML aside; other blocks stay untouched."""

    def __init__(self, md: Markdown, view: Callable[[str, int], str]) -> None:
        super().__init__(md)
        self._view = view

    def run(self, lines: list[str]) -> list[str]:
        """Replace the blocks among a page's lines."""
        out: list[str] = []
        number = 0
        while number < len(lines):
            opening = _FENCE.match(lines[number])
            end = _end(lines, number, opening["marks"]) if opening else None
            if opening is None or end is None:
                out.append(lines[number])
                number += 1
                continue
            if opening["info"] == "aquip":
                html = self._view("\n".join(lines[number + 1 : end]), number + 2)
                out += ["", self.md.htmlStash.store(html), ""]
            else:
                out += lines[number : end + 1]
            number = end + 1
        return out


def _end(lines: list[str], start: int, marks: str) -> int | None:
    """Return the line that closes a block: the same marks, as many or more, and nothing else."""
    for number in range(start + 1, len(lines)):
        line = lines[number].strip()
        if line and set(line) == {marks[0]} and len(line) >= len(marks):
            return number
    return None


class ViewExtension(Extension):
    """Makes Python-Markdown know ``aquip`` blocks.

    ``view`` renders a block's body; it is told the line where the body begins, counted
    from the page's text without front matter. ``hides`` tells whether hidden lines are to be
    taken out.
    """

    def __init__(self, view: Callable[[str, int], str], hides: Callable[[], bool]) -> None:
        super().__init__()
        self._view = view
        self._hides = hides

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Register the preprocessors."""
        md.preprocessors.register(HiddenLines(md, self._hides), "aquip-hidden", _AFTER_SNIPPETS)
        md.preprocessors.register(ViewBlocks(md, self._view), "aquip", _BEFORE_FENCED_CODE)
