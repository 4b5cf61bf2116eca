"""One list item's source into an `Item`: box, owners, fields, id and the text between."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from aquip.core import grammar
from aquip.core.extent import Extent
from aquip.core.model import Box, Feedback, Field, FieldStyle, Item
from aquip.core.settings import Settings
from aquip.core.text import Lines, Span

OWNED = frozenset({"actions", "questions"})
"""Sections whose items begin or end with their owners."""


@dataclass(slots=True)
class ItemSource:
    """Where an item stands, in its list and in its section, as the document's structure tells."""

    extent: Extent
    section: str
    rank: int
    ordered: bool
    group: str | None
    private: bool


def parse_item(source: ItemSource, lines: Lines, settings: Settings) -> Item | None:
    """Make an item of its source; None when nothing stands in it but a box."""
    text = lines.text
    box, box_span, head = _box(text, source.extent.head)
    parts = _Parts(head.slice(text), head.start, settings)
    if source.section in OWNED:
        parts.take_owners()
    visible = parts.text()
    if not visible:
        return None
    if box != "x" and any(field.key == "dropped" for field in parts.fields):
        box = "-"
    line, column = lines.position(source.extent.span.start)
    return Item(
        section=source.section,
        span=source.extent.span,
        head=head,
        line=line,
        column=column,
        bullet=source.extent.bullet,
        box=box,
        box_span=box_span,
        text=visible,
        owners=parts.owners,
        owners_span=parts.owners_span,
        mentions=grammar.handles_in(grammar.mask(visible)) if "@" in visible else (),
        fields=parts.fields,
        id=parts.id,
        id_span=parts.id_span,
        rank=source.rank,
        ordered=source.ordered,
        group=source.group,
        private=source.private,
        detail=_detail(text, source, head, lines),
        links=source.extent.links,
        ignores=grammar.ignored_codes(source.extent.span.slice(text)),
    )


def _box(text: str, head: Span) -> tuple[Box | None, Span | None, Span]:
    if not text.startswith("[", head.start):
        return None, None, head
    match = grammar.BOX.match(text, head.start, head.end)
    if match is None:
        return None, None, head
    mark = match["mark"].lower()
    box: Box = "x" if mark == "x" else "-" if mark == "-" else " "
    return box, Span(match.start(), match.start() + 3), Span(match.end(), head.end)


def _detail(text: str, source: ItemSource, head: Span, lines: Lines) -> str:
    """Return what follows the first paragraph, less the indent of the item's content."""
    if source.extent.span.end <= head.end:
        return ""
    rest = text[head.end : source.extent.span.end]
    if not rest.strip():
        return ""
    indent = lines.position(source.extent.head.start).column - 1
    kept = [_dedent(line, indent) for line in rest.splitlines()]
    return "\n".join(kept).strip("\n")


def _dedent(line: str, indent: int) -> str:
    blank = len(line) - len(line.lstrip(" \t"))
    if line[:1] == "\t":
        return line[1:]
    return line[min(blank, indent) :]


class _Parts:
    """Takes an item's first paragraph apart; spans count in the note, where it starts at ``base``.

    ``_rest`` is the paragraph with everything blotted out that is not its text, at equal
    length: what holds no fields first, then each part that was found.
    """

    def __init__(self, raw: str, base: int, settings: Settings) -> None:
        self._raw = raw
        self._base = base
        self._settings = settings
        self._rest = grammar.mask(raw)
        self._cuts: list[tuple[int, int]] = []
        self.owners: tuple[str, ...] = ()
        self.owners_span: Span | None = None
        fields = list(self._fields())
        if len(fields) > 1:
            fields.sort(key=_span_of)
        self.fields = tuple(fields)
        self.id: str | None = None
        self.id_span: Span | None = None
        self._take_id()

    def text(self) -> str:
        """Return what is left: the text, its lines joined."""
        parts: list[str] = []
        kept = 0
        for start, end in sorted(self._cuts):
            parts += (self._raw[kept:start], " ")
            kept = end
        return _joined(grammar.without_comments("".join((*parts, self._raw[kept:]))))

    def _cut(self, start: int, end: int) -> Span:
        """Take a part out of the rest."""
        self._cuts.append((start, end))
        blank = " " * (end - start)
        self._rest = f"{self._rest[:start]}{blank}{self._rest[end:]}"
        return Span(self._base + start, self._base + end)

    def _fields(self) -> Iterator[Field]:
        if "::" in self._rest:
            yield from self._bracketed()
        if not self._rest.isascii():
            for match in grammar.EMOJI_FIELD.finditer(self._rest):
                key = grammar.emoji_key(match["emoji"])
                yield Field(key, match["value"], self._cut(*match.span()), "emoji")
        if ":2" in self._rest or ":1" in self._rest:
            for match in grammar.COLON_FIELD.finditer(self._rest):
                yield Field(match["key"], match["value"], self._cut(*match.span()), "colon")

    def _bracketed(self) -> Iterator[Field]:
        words = self._settings.words
        masked = self._rest
        taken = 0
        for match in grammar.FIELD_START.finditer(masked):
            start = match.start()
            key = match["key"].casefold()
            key = words.get(key, key)
            if start < taken or key not in grammar.FIELD_KEYS:
                continue
            end = grammar.closing(masked, start)
            if end < 0:
                continue
            bracketed = match["open"] == "["
            if bracketed and masked[end : end + 1] in ("(", "[", grammar.MASK):
                continue  # a link whose text looks like a field
            value = _joined(self._raw[match.end() : end - 1])
            taken = end
            style: FieldStyle = "bracket" if bracketed else "canonical"
            yield Field(key, words.get(value.casefold(), value), self._cut(start, end), style)

    def _take_id(self) -> None:
        match = grammar.TRAILING_ID.search(self._rest) if "^" in self._rest else None
        if match:
            self.id = match[1]
            self.id_span = self._cut(match.start(), match.end(1))

    def take_owners(self) -> None:
        """Take the leading or trailing owners out of the text."""
        lead = grammar.LEAD_IN.match(self._rest)
        start = lead.end() if lead else 0
        if lead:
            self._cut(0, start)
        if named := self._named_owner(start):
            self.owners, place = named
            self.owners_span = self._cut(*place)
            return
        if "@" not in self._rest:
            return
        match = grammar.LEADING_OWNERS.match(self._rest, start)
        if match and not self._rest[match.end() :].strip():
            match = None  # a handle alone is the text
        match = match or grammar.TRAILING_OWNERS.search(self._rest)
        if match:
            self.owners = grammar.handles_in(match["in"] or match["on"])
            found = match.group()
            begin = match.start() + len(found) - len(found.lstrip())
            self.owners_span = self._cut(begin, match.start() + len(found.rstrip()))

    def _named_owner(self, start: int) -> tuple[tuple[str, ...], tuple[int, int]] | None:
        """Read ``**Sam:**`` for people that are known."""
        match = grammar.BOLD_OWNER.match(self._rest, start)
        if match is None:
            return None
        name = match["name"].strip().removeprefix("@").casefold()
        handle = self._settings.handle_by_name.get(name)
        if handle is None:
            return None
        return (handle,), (match.start("marks"), match.start() + len(match.group().rstrip()))


def _span_of(field: Field) -> Span:
    return field.span


def _joined(text: str) -> str:
    """Join soft line breaks and hard ones, and collapse white space."""
    return " ".join((_HARD_BREAK.sub("", text) if "\\" in text else text).split())


_HARD_BREAK = re.compile(r"\\(?=[\r\n])")


def answer_of(item: Item, settings: Settings) -> tuple[str, str] | None:
    """Read ``Effective: 4`` in a reflection: the question's key, and its answer, empty or not."""
    parts = grammar.answer_parts(item.text)
    if parts is None:
        return None
    key = grammar.ANSWERS.get(settings.words.get(parts[0], parts[0]))
    return (key, parts[1]) if key else None


def feedback_of(item: Item, settings: Settings) -> Feedback:
    """Read an item of a feedback section, ``From @morgan: …`` or ``To @morgan: …``."""
    parts = grammar.feedback_parts(item.text)
    if parts is None:
        return Feedback(None, None, item.text, item)
    word = settings.words.get(parts[0], parts[0])
    name = parts[1].removeprefix("@").casefold()
    handle = settings.handle_by_name.get(name) or (name if parts[1].startswith("@") else None)
    if word not in ("from", "to") or handle is None:
        return Feedback(None, None, item.text, item)
    return Feedback("from" if word == "from" else "to", handle, parts[2], item)
