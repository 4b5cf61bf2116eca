"""Stand-ins for the parts of items, so that Markdown is rendered around them.

A token carries a hash of the note's own text. No note can contain its own hash, so
no note can forge a token. It keeps the punctuation class of what it stands for
(a field begins and ends with a bracket), so that emphasis around it is read alike.
"""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Iterable
from operator import itemgetter
from typing import Final, Literal

from msgspec import Struct

from aquip.core.model import Field, Item
from aquip.core.text import Span

BARE: Final = r"aq[0-9a-f]{24}n\d+[bz]"
"""A token without what stands around it."""
AFTER: Final = r"(?: [.][)\]])?"
BEGUN: Final = r"aq[0-9a-f]{24}n\d+b"
"""One that an item begins with."""
_AROUND: Final = "([@^ .)]"
_TOKEN = re.compile(rf"[(\[@^]?{BARE}{AFTER}")
# A link definition at an item's start is no text, and must go on to be none.
_DEFINITION = re.compile(r"\[[^\]]*\]:")
# What may stand before an item's paragraph: white space, comments, a block of HTML.
_BEFORE = re.compile(r"(?:\s*<!--.*?-->[^\n]*\n|\s*<.*\n[ \t]*\r?\n)*\s*", re.DOTALL)
# A line that would begin a list if any more text stood in it.
_BULLET = re.compile(r"(?:[*+-]|[0-9]{1,9}[.)])\Z")


class Part(Struct, frozen=True, gc=False):
    """What one token stands for, and the source that it replaced.

    ``before`` and ``after`` stand around the token, so that the line keeps its meaning.
    """

    kind: Literal["start", "end", "box", "owners", "field", "id"]
    item: Item
    source: str = ""
    field: Field | None = None
    before: str = ""
    after: str = ""


class Tokens:
    """The tokens of one note."""

    def __init__(self, text: str) -> None:
        digest = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12)
        self.mark = digest.hexdigest()
        self._parts: dict[str, Part] = {}
        self._ends: dict[int, str] = {}

    def splice(self, text: str, items: Iterable[Item], start: int) -> str:
        """Return ``text`` from ``start`` on, with tokens for the parts of its items."""
        out: list[str] = []
        found = [pair for item in items for pair in _parts(item, text)]
        for (begin, end), part in sorted(found, key=itemgetter(0)):
            if begin < start:
                continue
            kind = "b" if part.kind in ("start", "box") else "z"
            token = f"aq{self.mark}n{len(self._parts)}{kind}"
            self._parts[token] = part
            if part.kind == "end":
                self._ends[id(part.item)] = token
            out.append(f"{text[start:begin]}{part.before}{token}{part.after}")
            start = end
        out.append(text[start:])
        return "".join(out)

    def part(self, token: str) -> Part | None:
        """Return what a token stands for; None for what merely looks like one."""
        return self._parts.get(token.strip(_AROUND))

    def end_after(self, token: str) -> str:
        """Return the token that ends the item that ``token`` begins."""
        begun = self.part(token)
        return self._ends.get(id(begun.item), token) if begun else token

    def restore(self, fragment: str) -> str:
        """Put the source back, escaped, where a token ended up in code or an attribute."""
        return _TOKEN.sub(self._source, fragment) if self.mark in fragment else fragment

    def _source(self, match: re.Match[str]) -> str:
        part = self.part(match.group())
        return match.group() if part is None else html.escape(part.source)


def _parts(item: Item, text: str) -> list[tuple[Span, Part]]:
    head = item.head
    found: list[tuple[Span, Part]] = []
    if item.box == "-" and item.box_span:
        found.append((item.box_span, Part("box", item, item.box_span.slice(text))))
    begin = head.start
    if not text[begin : begin + 1].isalnum() and (before := _BEFORE.match(text, begin, head.end)):
        begin = before.end()
    if not _DEFINITION.match(text, begin):
        found.append((Span(begin, begin), Part("start", item, after=" ")))
    if span := item.owners_span:
        # A field between two owners stays a label of its own.
        end = min(
            (f.span.start for f in item.fields if f.span.start > span.start), default=span.end
        )
        span = Span(span.start, min(span.end, end))
        found.append((span, Part("owners", item, span.slice(text), before="@")))
    for field in item.fields:
        source = field.span.slice(text)
        # Two words in brackets are no link, whatever stands before them.
        around = (source[0], f" .{source[-1]}") if source[0] in "([" else ("", "")
        found.append((field.span, Part("field", item, source, field, *around)))
    if item.id_span:
        found.append((item.id_span, Part("id", item, item.id_span.slice(text), before="^")))
    last_line = head.slice(text).rpartition("\n")[2].strip()
    space = "" if _BULLET.match(last_line) else " "
    found.append((Span(head.end, head.end), Part("end", item, before=space)))
    return found
