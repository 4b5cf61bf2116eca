"""One list item's source into an `Item`: box, owners, fields, id and the text between."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from aquip.core import grammar
from aquip.core.model import Box, Feedback, Field, FieldStyle, Item, Link
from aquip.core.settings import Settings
from aquip.core.text import Lines, Span

OWNED = frozenset({"actions", "questions"})
"""Sections whose items begin or end with their owners."""


@dataclass(frozen=True, slots=True)
class ItemSource:
    """Where an item stands, as the document's structure tells."""

    span: Span
    head: Span
    bullet: str
    section: str
    rank: int
    ordered: bool
    group: str | None
    links: tuple[Link, ...]
    private: bool


def parse_item(source: ItemSource, lines: Lines, settings: Settings) -> Item | None:
    """Make an item of its source; None when nothing stands in it but a box."""
    text = lines.text
    box, box_span, head = _box(text, source.head)
    raw = head.slice(text)
    parts = _Parts(raw, settings)
    if source.section in OWNED:
        parts.take_owners()
    if not parts.text:
        return None
    line, column = lines.position(source.span.start)
    return Item(
        section=source.section,
        span=source.span,
        head=head,
        line=line,
        column=column,
        bullet=source.bullet,
        box="-" if box != "x" and any(f.key == "dropped" for f in parts.fields) else box,
        box_span=box_span,
        text=parts.text,
        owners=parts.owners,
        owners_span=_shift(parts.owners_span, head.start),
        mentions=grammar.handles_in(grammar.mask(parts.text)),
        fields=tuple(
            Field(f.key, f.value, Span(f.span.start + head.start, f.span.end + head.start), f.style)
            for f in parts.fields
        ),
        id=parts.id,
        id_span=_shift(parts.id_span, head.start),
        rank=source.rank,
        ordered=source.ordered,
        group=source.group,
        private=source.private,
        detail=_detail(text, source, head, lines),
        links=source.links,
        ignores=grammar.ignored_codes(source.span.slice(text)),
    )


def _shift(span: Span | None, by: int) -> Span | None:
    return Span(span.start + by, span.end + by) if span else None


def _box(text: str, head: Span) -> tuple[Box | None, Span | None, Span]:
    match = grammar.BOX.match(text, head.start, head.end)
    if match is None:
        return None, None, head
    mark = match["mark"].lower()
    box: Box = "x" if mark == "x" else "-" if mark == "-" else " "
    return box, Span(match.start(), match.start() + 3), Span(match.end(), head.end)


def _detail(text: str, source: ItemSource, head: Span, lines: Lines) -> str:
    """Return what follows the first paragraph, less the indent of the item's content."""
    rest = text[head.end : source.span.end]
    if not rest.strip():
        return ""
    indent = lines.position(source.head.start).column - 1
    kept = [_dedent(line, indent) for line in rest.splitlines()]
    return "\n".join(kept).strip("\n")


def _dedent(line: str, indent: int) -> str:
    blank = len(line) - len(line.lstrip(" \t"))
    if line[:1] == "\t":
        return line[1:]
    return line[min(blank, indent) :]


class _Parts:
    """Takes an item's first paragraph apart; offsets count from its start."""

    def __init__(self, raw: str, settings: Settings) -> None:
        self._raw = raw
        self._settings = settings
        self._masked = grammar.mask(raw)
        self.owners: tuple[str, ...] = ()
        self.owners_span: Span | None = None
        self.fields = tuple(sorted(self._fields(), key=lambda f: f.span))
        for field in self.fields:
            self._blot(field.span, "\n" if "\n" in field.span.slice(raw) else " ")
        self.id, self.id_span = self._id()
        if self.id_span:
            self._blot(self.id_span, " ")

    def _blot(self, span: Span, filler: str) -> None:
        """Take a part out of the text that is left, at equal length."""
        width = span.end - span.start
        self._raw = self._raw[: span.start] + filler * width + self._raw[span.end :]
        self._masked = self._masked[: span.start] + filler * width + self._masked[span.end :]

    @property
    def text(self) -> str:
        """What is left: the text, its lines joined."""
        return _joined(grammar.without_comments(self._raw))

    def _fields(self) -> Iterator[Field]:
        if "::" in self._masked:
            yield from self._bracketed()
        if not self._masked.isascii():
            for match in grammar.EMOJI_FIELD.finditer(self._masked):
                key = grammar.emoji_key(match["emoji"])
                yield Field(key, match["value"], Span(*match.span()), "emoji")
        if ":2" in self._masked or ":1" in self._masked:
            for match in grammar.COLON_FIELD.finditer(self._masked):
                if not self._inside(match.start()):
                    yield Field(match["key"], match["value"], Span(*match.span()), "colon")

    def _bracketed(self) -> Iterator[Field]:
        words = self._settings.words
        taken = 0
        for match in grammar.FIELD_START.finditer(self._masked):
            if match.start() < taken:
                continue
            key = words.get(match["key"].casefold(), match["key"].casefold())
            end = grammar.closing(self._masked, match.start())
            if key not in grammar.FIELD_KEYS or end < 0:
                continue
            bracketed = match["open"] == "["
            if bracketed and self._masked[end : end + 1] in ("(", "[", grammar.MASK):
                continue  # a link whose text looks like a field
            value = _joined(self._raw[match.end() : end - 1])
            taken = end
            style: FieldStyle = "bracket" if bracketed else "canonical"
            yield Field(key, words.get(value.casefold(), value), Span(match.start(), end), style)

    def _inside(self, offset: int) -> bool:
        """Tell whether an offset lies in a bracketed field, whose value it then is."""
        starts = grammar.FIELD_START.finditer(self._masked)
        return any(m.start() < offset < grammar.closing(self._masked, m.start()) for m in starts)

    def _id(self) -> tuple[str | None, Span | None]:
        match = grammar.TRAILING_ID.search(self._masked) if "^" in self._masked else None
        return (match[1], Span(match.start(), match.end(1))) if match else (None, None)

    def take_owners(self) -> None:
        """Take the leading or trailing owners out of the text."""
        lead = grammar.LEAD_IN.match(self._masked)
        start = lead.end() if lead else 0
        if lead:
            self._blot(Span(0, start), " ")
        named = self._named_owner(start)
        leading = grammar.LEADING_OWNERS.match(self._masked, start)
        if leading and not self._masked[leading.end() :].strip(" \n"):
            leading = None  # a handle alone is the text
        match = leading
        if match is None and "@" in self._masked:
            match = grammar.TRAILING_OWNERS.search(self._masked)
        if named:
            self.owners, self.owners_span = named
        elif match:
            self._take(match)
        if self.owners_span:
            self._blot(self.owners_span, " ")

    def _take(self, match: re.Match[str]) -> None:
        group = "in" if match["in"] else "on"
        self.owners = grammar.handles_in(match[group])
        start = match.start() + len(match.group()) - len(match.group().lstrip())
        self.owners_span = Span(start, match.start() + len(match.group().rstrip()))

    def _named_owner(self, start: int) -> tuple[tuple[str, ...], Span] | None:
        """Read ``**Sam:**`` for people that are known."""
        match = grammar.BOLD_OWNER.match(self._masked, start)
        if match is None:
            return None
        name = match["name"].strip().removeprefix("@").casefold()
        handle = self._settings.handle_by_name.get(name)
        if handle is None:
            return None
        return (handle,), Span(match.start("marks"), match.start() + len(match.group().rstrip()))


def _joined(text: str) -> str:
    """Join soft line breaks and hard ones, and collapse white space."""
    return " ".join((_HARD_BREAK.sub("", text) if "\\" in text else text).split())


_HARD_BREAK = re.compile(r"\\(?=\r?\n)")


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
