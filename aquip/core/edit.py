"""Changes to a note as splices: what is not meant to change keeps every byte.

Functions return edits; `apply` makes a new text of them. Positions are those of the
note the edits were made for.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from aquip.core import grammar
from aquip.core.model import Box, Item, Note, Section
from aquip.core.settings import Settings
from aquip.core.text import Span, newline_of


class Edit(NamedTuple):
    """Replace what ``span`` covers by ``text``."""

    span: Span
    text: str


def apply(text: str, edits: Iterable[Edit]) -> str:
    """Splice edits into a text.

    Raises:
        ValueError: two edits overlap.
    """
    parts: list[str] = []
    kept = 0
    for span, new in sorted(edits, key=lambda edit: edit.span):
        if span.start < kept:
            message = f"edits overlap at offset {span.start}"
            raise ValueError(message)
        parts += (text[kept : span.start], new)
        kept = span.end
    return "".join((*parts, text[kept:]))


def _insert(offset: int, text: str) -> Edit:
    return Edit(Span(offset, offset), text)


# --- items ----------------------------------------------------------------------------------


def set_box(item: Item, box: Box) -> list[Edit]:
    """Set an item's box, adding one where there is none."""
    if item.box_span is None:
        return [_insert(item.head.start, f"[{box}] ")]
    start = item.box_span.start
    return [Edit(Span(start + 1, start + 2), box)]


def set_field(item: Item, key: str, value: str | dt.date, settings: Settings) -> list[Edit]:
    """Set a field to a value, in place where the item has it, else before its id.

    The key is one of aquip's own; what is written is the repository's word for it.
    """
    existing = next((field for field in item.fields if field.key == key), None)
    if existing:
        return [Edit(existing.span, settings.field(key, value))]
    return add_field(item, key, value, settings)


def add_field(item: Item, key: str, value: str | dt.date, settings: Settings) -> list[Edit]:
    """Add a field behind the others; an item may have several of one key."""
    written = settings.field(key, value)
    if item.id_span:
        return [_insert(item.id_span.start, f"{written} ")]
    return [_insert(item.head.end, f" {written}")]


def remove_field(note: Note, item: Item, key: str) -> list[Edit]:
    """Remove every field called ``key``, each with a space before it: as if it was never added."""
    edits = []
    for field in item.fields:
        if field.key == key:
            before = note.text[item.head.start : field.span.start]
            spaces = len(before) - len(before.rstrip(" \t"))
            if field.span.end < item.head.end:
                spaces = min(spaces, 1)
            edits.append(Edit(Span(field.span.start - spaces, field.span.end), ""))
    return edits


def set_id(item: Item, identity: str) -> list[Edit]:
    """Give an item its id, at the end of its first paragraph."""
    if item.id_span:
        return [Edit(item.id_span, f"^{identity}")]
    return [_insert(item.head.end, f" ^{identity}")]


# --- sections -------------------------------------------------------------------------------


def append_item(note: Note, key: str, source: str, settings: Settings) -> list[Edit]:
    r"""Add a list item to a section, which is made in its place where it is missing.

    ``source`` begins with ``- `` and has ``\n`` line endings; several items, or one
    between private markers, may be given at once.
    """
    newline = newline_of(note.text)
    section = note.section(key)
    if section is None:
        return _add_section(note, key, source, settings, newline)
    siblings = [i for i in section.items if i.group is None] or list(section.items)
    visible = [i for i in siblings if not _hidden(note, i)]
    if visible and visible[-1] is siblings[-1]:
        return [_after(note, visible[-1], visible[-2] if len(visible) > 1 else None, source)]
    if key == "priorities" and not siblings:
        return [_first_priority(note, section, rebulleted(source, "1."), newline)]
    return [_at_end(note, section, source, newline)]


def _hidden(note: Note, item: Item) -> bool:
    """Tell whether the end of an item lies between private markers."""
    return note.lines.position(item.span.end).line in note.hidden


def _after(note: Note, item: Item, before: Item | None, source: str) -> Edit:
    """Continue a list: its bullet, its indents, blank lines where it has them."""
    newline = newline_of(note.text)
    indent = " " * (item.column - 1)
    source = rebulleted(source, _next_bullet(item.bullet), _padding(note, item))
    gap = note.text[before.span.end : item.span.start] if before else ""
    blank = newline if len(re.findall(r"\r\n|\n|\r", gap)) > 1 else ""
    body = newline.join(f"{indent}{line}" if line else "" for line in source.split("\n"))
    # A paragraph right below would be read as a part of what is put before it.
    below = newline if _PARAGRAPH_BELOW.match(note.text, item.span.end) else ""
    return _insert(item.span.end, f"{newline}{blank}{body}{below}")


_PARAGRAPH_BELOW = re.compile(
    rf"[ \t]*(?:\r\n|\n|\r)(?=[ \t]*[^\s#])(?![ \t]*(?:{grammar.BULLET.pattern}|<!--))"
)


def _padding(note: Note, item: Item) -> str:
    """Return the space between an item's bullet and its text, a tab as the spaces it shows."""
    start = item.column - 1 + len(item.bullet)
    end = item.box_span.start if item.box_span else item.head.start
    space = note.text[item.span.start + len(item.bullet) : end]
    return (" " * start + space).expandtabs(4)[start:]


def rebulleted(source: str, bullet: str, padding: str | None = None) -> str:
    """Give list items another bullet, counting on, and further lines the indent that one asks."""
    lines = source.split("\n")
    wider = 0
    for index, line in enumerate(lines):
        old = grammar.BULLET.match(line)
        if old:
            space = line[len(old["bullet"]) : old.end()] if padding is None else padding
            wider = len(bullet) + len(space) - old.end()
            lines[index] = f"{bullet}{space}{line[old.end() :]}"
            bullet = _next_bullet(bullet)
        elif line[:1] == " ":
            lines[index] = _moved(line, wider)
    return "\n".join(lines)


def _moved(line: str, by: int) -> str:
    return " " * by + line if by > 0 else line[min(-by, len(line) - len(line.lstrip(" "))) :]


def _next_bullet(bullet: str) -> str:
    return f"{int(bullet[:-1]) + 1}{bullet[-1]}" if bullet[:-1].isdecimal() else bullet


def _first_priority(note: Note, section: Section, source: str, newline: str) -> Edit:
    """Start a ranked list, above the line that says that the order is confirmed."""
    confirmation = note.confirmation
    if confirmation is None or confirmation.span.start < section.body.start:
        return _at_end(note, section, source, newline)
    block = source.replace("\n", newline)
    return _insert(confirmation.span.start, f"{block}{newline}{newline}")


def _at_end(note: Note, section: Section, source: str, newline: str) -> Edit:
    """Start a list at the end of what a section says, before any heading of its own."""
    content = note.text[section.body.start : _own_end(note, section)]
    end = section.body.start + len(content.rstrip())
    return _insert(end, f"{newline}{newline}{source.replace(chr(10), newline)}")


def _own_end(note: Note, section: Section) -> int:
    inner = re.compile(r"^ {0,3}#{3,6}[ \t]", re.MULTILINE)
    match = inner.search(note.text, section.body.start, section.body.end)
    return match.start() if match and not section.items else section.body.end


def _add_section(note: Note, key: str, source: str, settings: Settings, newline: str) -> list[Edit]:
    order = [spec.key for spec in settings.sections]
    later = [s for s in note.sections if s.key and order.index(s.key) > order.index(key)]
    block = f"## {settings.heading(key)}\n\n{source}".replace("\n", newline)
    if later:
        return [_insert(later[0].heading.start, f"{block}{newline}{newline}")]
    end = len(note.text.rstrip())
    gap = newline * 2 if end else ""
    tail = "" if note.text[end:].strip(" \t") else newline
    return [_insert(end, f"{gap}{block}{tail}")]


# --- front matter ---------------------------------------------------------------------------

_FIRST_KEY = re.compile(r"(?<![^\r\n])(?P<indent> *)(?=[^\s#])")
_BARE = re.compile(r"[A-Za-z0-9][\w .,'()/-]*", re.ASCII)
_WORDS = frozenset({"yes", "no", "on", "off", "true", "false", "null", "y", "n"})


def set_meta(note: Note, key: str, value: str | dt.date | int) -> list[Edit]:
    """Set a key of the front matter, which is made where there is none."""
    newline = newline_of(note.text)
    front = note.front
    source = front.span.slice(note.text) if front.span else ""
    inline = source.lstrip().startswith("{")
    written = _scalar(value, inline=inline)
    if front.block is None or front.span is None:
        start = 1 if note.text.startswith("\ufeff") else 0
        block = newline.join(("---", f"{key}: {written}", "---", "", ""))
        return [_insert(start, block)]
    if key in front.keys:
        place = front.places[key]
        old = place.slice(note.text)
        end = place.start + len(old.rstrip())
        space = "" if note.text[place.start - 1 : place.start].isspace() else " "
        return [Edit(Span(place.start, end), space + written)]
    if inline:
        comma = ", " if front.keys else ""
        return [_insert(front.span.start + source.rindex("}"), f"{comma}{key}: {written}")]
    lead = "" if source.endswith(("\n", "\r")) else newline
    first = _FIRST_KEY.search(source)
    lead += first["indent"] if first else ""
    return [_insert(front.span.end, f"{lead}{key}: {written}{newline}")]


def _scalar(value: str | dt.date | int, *, inline: bool) -> str:
    """Write a value; between braces a comma would end one that has no quotes."""
    if not isinstance(value, str):
        return str(value)
    plain = (
        not inline
        and _BARE.fullmatch(value)
        and value.casefold() not in _WORDS
        and not value.isdecimal()
    )
    # JSON's strings are YAML's double-quoted ones.
    return value if plain else json.dumps(value, ensure_ascii=False)


def identity_for(text: str, taken: Callable[[str], bool]) -> str:
    """Return a short id for an item: five of [a-z0-9], from its text, not taken yet."""
    import hashlib

    for attempt in range(10_000):
        digest = hashlib.sha256(f"{text}\0{attempt}".encode("utf-8", "replace")).digest()
        number = int.from_bytes(digest[:8])
        identity = ""
        for _ in range(5):
            number, digit = divmod(number, len(_ALPHABET))
            identity += _ALPHABET[digit]
        if grammar.ID.fullmatch(identity) and not identity.isdecimal() and not taken(identity):
            return identity
    message = "no id is free"
    raise ValueError(message)


# No l, o, 0 or 1: ids are read aloud in meetings and typed by hand.
_ALPHABET = "23456789abcdefghijkmnpqrstuvwxyz"
