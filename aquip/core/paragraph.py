"""An item's first paragraph into its parts: fields, owners, id and the text between."""

from __future__ import annotations

import re

from msgspec import Struct

from aquip.core import grammar
from aquip.core.model import Field, FieldStyle
from aquip.core.settings import Settings
from aquip.core.text import Span

_CLOSING = {"(": ")", "[": "]"}
_LINKED = ("(", "[", grammar.MASK)
_LEADING = ("*", "_", "A", "a")
"""What a lead-in or a name in bold begins with."""
_AT_ONCE = 4096
"""Paragraphs that are remembered: those of some hundred meetings."""


class Parts(Struct, frozen=True, gc=False):
    """What an item's first paragraph consists of. Spans count from where that begins."""

    text: str
    fields: tuple[Field, ...]
    owners: tuple[str, ...]
    owners_span: Span | None
    id: str | None
    id_span: Span | None
    mentions: tuple[str, ...]

    @property
    def bare(self) -> bool:
        """Whether there is nothing but text."""
        return not (self.owners or self.fields or self.id)


def parts_of(raw: str, settings: Settings, *, owned: bool) -> Parts | None:
    """Take an item's first paragraph apart; None where no text is left.

    Items are carried from meeting to meeting, most of them word for word: what was read of one
    holds for the next.
    """
    known = settings.known_heads
    try:
        return known[raw, owned]
    except KeyError:
        if len(known) >= _AT_ONCE:
            known.clear()
        parts = known[raw, owned] = _Paragraph(raw, settings).parts(owned=owned)
        return parts


class _Paragraph:
    """Takes an item's first paragraph apart; spans count from where it begins.

    ``_rest`` is the paragraph with everything blotted out that is not its text, at equal
    length: what holds no fields first, then each part that was found.
    """

    def __init__(self, raw: str, settings: Settings) -> None:
        self._raw = raw
        self._settings = settings
        self._rest = rest = grammar.mask(raw)
        self._cuts: list[tuple[int, int]] = []
        self.owners: tuple[str, ...] = ()
        self.owners_span: Span | None = None
        self.fields: tuple[Field, ...] = ()
        self.id: str | None = None
        self.id_span: Span | None = None
        if ":" in rest or not rest.isascii():
            self._take_fields()
        if "^" in self._rest:
            self._take_id()

    def parts(self, *, owned: bool) -> Parts | None:
        """Return what it consists of; None where that is no text."""
        if owned:
            self._take_owners()
        text = self._text()
        if not text:
            return None
        mentions = grammar.handles_in(grammar.mask(text)) if "@" in text else ()
        return Parts(
            text, self.fields, self.owners, self.owners_span, self.id, self.id_span, mentions
        )

    def _text(self) -> str:
        """Return what is left: the text, its lines joined."""
        raw = self._raw
        if self._cuts:
            parts: list[str] = []
            kept = 0
            for start, end in sorted(self._cuts):
                parts += (raw[kept:start], " ")
                kept = end
            raw = "".join((*parts, raw[kept:]))
        return _joined(grammar.without_comments(raw))

    def _cut(self, start: int, end: int) -> Span:
        """Take a part out of the rest."""
        self._cuts.append((start, end))
        rest = self._rest
        self._rest = f"{rest[:start]}{' ' * (end - start)}{rest[end:]}"
        return Span(start, end)

    def _take_fields(self) -> None:
        fields = self._bracketed() if "::" in self._rest else []
        if not self._rest.isascii():
            for match in grammar.EMOJI_FIELD.finditer(self._rest):
                key = grammar.emoji_key(match["emoji"])
                fields.append(Field(key, match["value"], self._cut(*match.span()), "emoji"))
        if ":2" in self._rest or ":1" in self._rest:
            for match in self._settings.colon_field.finditer(self._rest):
                span = self._cut(*match.span())
                key = self._settings.meaning(match["key"])
                fields.append(Field(key, match["value"], span, "colon"))
        if len(fields) > 1:
            fields.sort(key=_span_of)
        self.fields = tuple(fields)

    def _bracketed(self) -> list[Field]:
        meanings = self._settings.meanings
        masked = self._rest
        fields: list[Field] = []
        taken = 0
        for match in grammar.FIELD_START.finditer(masked):
            start, inner = match.span()
            bracket, key, flat = match.groups()
            key = key.casefold()
            if meanings:
                key = meanings.get(grammar.fold_title(key), key)
            if start < taken or key not in grammar.FIELD_KEYS:
                continue
            end = inner + len(flat) + 1
            if masked[end - 1 : end] != _CLOSING[bracket]:
                end = grammar.closing(masked, start)
                if end < 0:
                    continue
            if bracket == "[" and masked[end : end + 1] in _LINKED:
                continue  # a link whose text looks like a field
            taken = end
            value = _joined(self._raw[inner : end - 1])
            style: FieldStyle = "bracket" if bracket == "[" else "canonical"
            if not masked.isascii():
                style = _style(self._raw, start, inner)
            if meanings and key in grammar.WORD_FIELDS:
                value = meanings.get(grammar.fold_title(value), value)
            elif key in grammar.NUMERIC_FIELDS and not value.isascii():
                value = grammar.narrow(value)
            fields.append(Field(key, value, self._cut(start, end), style))
        return fields

    def _take_id(self) -> None:
        # An id has no further caret in it, and nothing comes after it.
        match = grammar.TRAILING_ID.search(self._rest, self._rest.rindex("^"))
        if match:
            self.id = match[1]
            self.id_span = self._cut(match.start(), match.end(1))

    def _take_owners(self) -> None:
        """Take the leading or trailing owners out of the text."""
        start = 0
        if self._rest.lstrip()[:1] in _LEADING:
            lead = grammar.LEAD_IN.match(self._rest)
            if lead:
                start = lead.end()
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


def _style(raw: str, start: int, inner: int) -> FieldStyle:
    """Tell how a field is written that begins at ``start``, its value at ``inner``."""
    if not raw.endswith("::", start, inner):
        return "wide"
    return "canonical" if raw[start] == "(" else "bracket"


def _joined(text: str) -> str:
    """Join soft line breaks and hard ones, and collapse white space."""
    return " ".join((_HARD_BREAK.sub("", text) if "\\" in text else text).split())


_HARD_BREAK = re.compile(r"\\(?=[\r\n])")
