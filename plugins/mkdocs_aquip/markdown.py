"""``aquip`` blocks in pages that Python-Markdown renders: those that are no 1:1 notes."""

from __future__ import annotations

import re
from collections.abc import Callable

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

from aquip.core.privacy import redact
from mkdocs_aquip.views.levels import under

_FENCE = re.compile(
    r"^(?P<before>(?:[ ]{0,3}>)*[ ]*)(?P<marks>`{3,}|~{3,})[ \t]*(?P<info>[^`]*?)[ \t]*$"
)
_CONTAINER = re.compile(r"(?:[*+-]|\d+\.)[ ]|(?:!!!|\?\?\?\+?|===|///)[ ]|\[\^[^\]]+\]:|:[ ]")
"""What takes indented lines in: items, admonitions, tabs, footnotes, definitions."""
_CODE = 4
"""Spaces that make a line code where nothing takes it in."""
_HEADING = re.compile(r"^(?P<marks>#{1,6})(?:[ \t]|$)")
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
    """Renders each ``aquip`` block and puts its HTML aside; other blocks stay untouched.

    A block may stand in a quote, an item of a list and the like, with what stands before its lines.
    """

    def __init__(self, md: Markdown, view: Callable[[str, int], str]) -> None:
        super().__init__(md)
        self._view = view

    def run(self, lines: list[str]) -> list[str]:
        """Replace the blocks among a page's lines."""
        out: list[str] = []
        around = _Around()
        number = level = 0
        while number < len(lines):
            opening = _FENCE.match(lines[number])
            opening = opening if opening and around.takes_in(opening["before"]) else None
            end = _end(lines, number, opening) if opening else None
            if opening is None or end is None:
                heading = _HEADING.match(lines[number])
                level = len(heading["marks"]) if heading else level
                around.see(lines[number])
                out.append(lines[number])
                number += 1
                continue
            if opening["info"].split()[:1] == ["aquip"]:
                before = opening["before"]
                body = "\n".join(_without(before, line) for line in lines[number + 1 : end])
                html = self.md.htmlStash.store(under(self._view(body, number + 2), level))
                out += [before.rstrip(), f"{before}{html}", before.rstrip()]
            else:
                out += lines[number : end + 1]
            number = end + 1
        return out


class _Around:
    """What the lines above a line say of it: whether indentation puts it into something."""

    def __init__(self) -> None:
        self._containers: list[int] = []

    def see(self, line: str) -> None:
        """Go on by a line that is no part of a block."""
        text = line.lstrip(" ")
        if text:
            indent = len(line) - len(text)
            while self._containers and self._containers[-1] >= indent:
                self._containers.pop()
            if _CONTAINER.match(text):
                self._containers.append(indent)

    def takes_in(self, before: str) -> bool:
        """Tell whether a block may stand behind this; what is indented further is code."""
        if ">" in before:
            return True
        return len(before) < _CODE or any(indent < len(before) for indent in self._containers)


def _end(lines: list[str], start: int, opening: re.Match[str]) -> int | None:
    """Return the line that closes a block: the same marks, as many or more, and nothing else."""
    marks, quotes = opening["marks"], opening["before"].count(">")
    for number in range(start + 1, len(lines)):
        line = lines[number]
        if quotes and not line.lstrip(" ").startswith(">"):
            return None
        line = line.strip(" \t>" if quotes else None)
        if line and set(line) == {marks[0]} and len(line) >= len(marks):
            return number
    return None


def _without(before: str, line: str) -> str:
    """Return a line of a block less what stands before all of them."""
    for _ in range(before.count(">")):
        line = line.lstrip(" ").removeprefix(">")
    width = len(before) - len(before.rstrip(" "))
    return line[min(width, len(line) - len(line.lstrip(" "))) :]


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
