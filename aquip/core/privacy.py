"""What is hidden: the lines between private markers, found in raw text before parsing.

Hiding fails closed. A marker that is misspelt or shares its line hides to the end
of the file, as one that is never closed does; one that closes what was never opened
hides all that stands before it. Each is a problem as well, so that the check fails.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import Literal

from aquip.core.model import Problem
from aquip.core.text import Lines, Span

_OPEN = "<!-- private -->"
_CLOSE = "<!-- /private -->"
# Any comment whose first word could be meant as a marker; its rest may be anything. Invisible
# characters and typographic dashes come along when text is pasted.
_COMMENT_WORD = re.compile(
    r"<!-*[^\w>]{0,12}(?:(?:begin|start|end|stop)[^\w>]+)?(?P<word>[a-z]{5,12})\b(?P<rest>[^>]*)",
    re.IGNORECASE,
)
_LIKENESS = 0.75
# A line that says no more than this word; with these signs, it is meant for a marker.
_WORD_ALONE = re.compile(r"([^\w]*+)private([^\w]*+)", re.IGNORECASE)
_SIGNS = re.compile(r"<|!-|[-\u2013\u2014]>")


@dataclass(frozen=True, slots=True)
class Hidden:
    """Line numbers that are hidden, markers included, and what is wrong with the markers."""

    lines: frozenset[int] = frozenset()
    problems: tuple[Problem, ...] = ()


def hidden_lines(lines: Lines) -> Hidden:
    """Find the lines that private markers hide."""
    if "<!" not in lines.text and "private" not in lines.text.casefold():
        return Hidden()
    hidden: set[int] = set()
    problems: list[Problem] = []
    opened: list[int] = []
    sealed = False
    above = 0
    for number in range(1, len(lines) + 1):
        line = lines.line_text(number)
        content = line.strip().removeprefix("\ufeff")
        if content == _OPEN:
            opened.append(number)
        elif content == _CLOSE:
            hidden.add(number)
            if opened:
                opened.pop()
            else:
                above = number
                problems.append(_problem("private-stray-close", lines, number, line))
        elif word := _near_miss(line):
            sealed = True
            span = lines.line_span(number)
            offset = span.start + word.start()
            place = Span(offset, max(offset + 1, min(span.end, span.start + word.end())))
            problems.append(Problem("private-near-miss", word.group().strip(), place))
        if opened or sealed:
            hidden.add(number)
    hidden.update(range(1, above))
    problems.extend(_problem("private-unclosed", lines, n, _OPEN) for n in opened)
    return Hidden(frozenset(hidden), tuple(problems))


def _problem(kind: str, lines: Lines, number: int, text: str) -> Problem:
    return Problem(kind, text.strip(), lines.line_span(number))


def marker_of(comment: str) -> Literal["open", "close"] | None:
    """Return what a comment is as a private marker, be it misspelt; None for any other comment."""
    content = comment.strip()
    if content == _CLOSE:
        return "close"
    # A misspelt one hides all that follows, whichever of the two it was meant to be.
    return "open" if content == _OPEN or _near_miss(content) else None


def _near_miss(line: str) -> re.Match[str] | None:
    """Return what looks like a marker in a line that is none."""
    if "<!" in line:
        found = next((m for m in _COMMENT_WORD.finditer(line) if _means_private(m)), None)
        if found:
            return found
    alone = _WORD_ALONE.fullmatch(line.rstrip("\r\n"))
    return alone if alone and _SIGNS.search(alone[1] + " " + alone[2]) else None


def _means_private(match: re.Match[str]) -> bool:
    word = match["word"].casefold()
    if word == "private":
        return True
    # A longer comment that begins with a similar word ("<!-- Privacy matters -->") is prose.
    alone = not match["rest"].strip("-! \t\r")
    return alone and difflib.SequenceMatcher(None, word, "private").ratio() >= _LIKENESS


def without_markers(line: str) -> str | None:
    """Return a line without what is meant as a marker; None where nothing else stands in it."""
    if line.strip() in {_OPEN, _CLOSE}:
        return None
    rest = line
    while word := _near_miss(rest):
        begin, end = word.start(), rest.find("-->", word.start())
        rest = rest[:begin].rstrip() + (rest[end + len("-->") :] if end >= 0 else "")
    return rest if rest.strip() or rest == line else None


def redact(text: str) -> str:
    """Empty the hidden lines of a text; every other line keeps its number."""
    lines = Lines(text)
    hidden = hidden_lines(lines).lines
    if not hidden:
        return text
    parts: list[str] = []
    kept = 0
    for number in sorted(hidden):
        start, end = lines.line_span(number)
        parts.append(text[kept:start])
        kept = end
    return "".join((*parts, text[kept:]))
