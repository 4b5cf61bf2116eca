"""Stand-ins for the parts of items, so that Markdown is rendered around them.

A token carries a hash of the note's own text. No note can contain its own hash, so
no note can forge a token. It keeps the punctuation class of what it stands for
(a field begins and ends with a bracket), so that emphasis around it is read alike.
"""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal

from aquip.core.model import Field, Item
from aquip.core.text import Span

_BARE = r"aq[0-9a-f]{24}n\d+"
START_TOKEN: Final = rf"{_BARE}b"
TOKEN: Final = rf"[(\[@^]?{_BARE}[bz](?: [.][)\]])?"
_TOKEN = re.compile(r"[(\[@^]?aq(?P<mark>[0-9a-f]{24})n(?P<index>\d+)[bz](?: [.][)\]])?")
# A link definition at an item's start is no text, and must go on to be none.
_DEFINITION = re.compile(r"\[[^\]]*\]:")
# What may stand before an item's paragraph: white space, comments, a block of HTML.
_BEFORE = re.compile(r"(?:\s*<!--.*?-->[^\n]*\n|\s*<.*\n[ \t]*\r?\n)*\s*", re.DOTALL)
# A line that would begin a list if any more text stood in it.
_BULLET = re.compile(r"(?:[*+-]|[0-9]{1,9}[.)])\Z")


@dataclass(frozen=True, slots=True)
class Part:
    """What one token stands for, and the source that it replaced."""

    kind: Literal["start", "end", "box", "owners", "field", "id"]
    item: Item
    source: str = ""
    field: Field | None = None
    wrap: str = "{}"
    """What stands around the token, so that the line keeps its meaning."""


class Tokens:
    """The tokens of one note."""

    def __init__(self, text: str) -> None:
        digest = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12)
        self.mark = digest.hexdigest()
        self._parts: list[Part] = []

    def splice(self, text: str, items: Iterable[Item], start: int) -> str:
        """Return ``text`` from ``start`` on, with tokens for the parts of its items."""
        out: list[str] = []
        for span, part in sorted(
            ((s, p) for item in items for s, p in _parts(item, text)), key=lambda pair: pair[0]
        ):
            if span.start < start:
                continue
            out.append(text[start : span.start])
            out.append(part.wrap.format(self._token(len(self._parts), part)))
            self._parts.append(part)
            start = span.end
        out.append(text[start:])
        return "".join(out)

    def _token(self, index: int, part: Part) -> str:
        return f"aq{self.mark}n{index}{'b' if part.kind in ('start', 'box') else 'z'}"

    def part(self, token: str) -> Part | None:
        """Return what a token stands for; None for what merely looks like one."""
        match = _TOKEN.fullmatch(token)
        if match is None or match["mark"] != self.mark:
            return None
        index = int(match["index"])
        return self._parts[index] if index < len(self._parts) else None

    def end_after(self, token: str) -> str:
        """Return the token that ends the item that ``token`` begins."""
        begun = self.part(token)
        for index, part in enumerate(self._parts):
            if begun and part.kind == "end" and part.item is begun.item:
                return self._token(index, part)
        return token

    def restore(self, fragment: str) -> str:
        """Put the source back, escaped, where a token ended up in code or an attribute."""
        return _TOKEN.sub(self._source, fragment) if self.mark in fragment else fragment

    def _source(self, match: re.Match[str]) -> str:
        part = self.part(match.group())
        return match.group() if part is None else html.escape(part.source)


def _parts(item: Item, text: str) -> Iterator[tuple[Span, Part]]:
    head = item.head
    if item.box == "-" and item.box_span:
        yield item.box_span, Part("box", item, item.box_span.slice(text))
    before = _BEFORE.match(text, head.start, head.end)
    begin = before.end() if before else head.start
    if not _DEFINITION.match(text, begin):
        yield Span(begin, begin), Part("start", item, wrap="{} ")
    if span := item.owners_span:
        # A field between two owners stays a label of its own.
        end = min(
            (f.span.start for f in item.fields if f.span.start > span.start), default=span.end
        )
        span = Span(span.start, min(span.end, end))
        yield span, Part("owners", item, span.slice(text), wrap="@{}")
    for field in item.fields:
        source = field.span.slice(text)
        # Two words in brackets are no link, whatever stands before them.
        wrap = f"{source[0]}{{}} .{source[-1]}" if source[0] in "([" else "{}"
        yield field.span, Part("field", item, source, field, wrap)
    if item.id_span:
        yield item.id_span, Part("id", item, item.id_span.slice(text), wrap="^{}")
    last_line = head.slice(text).rpartition("\n")[2].strip()
    wrap = "{}" if _BULLET.match(last_line) else " {}"
    yield Span(head.end, head.end), Part("end", item, wrap=wrap)
