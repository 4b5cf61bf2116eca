"""One list item's source into an `Item`: where it stands, its box, its paragraph, what follows."""

from __future__ import annotations

from msgspec import Struct

from aquip.core import grammar
from aquip.core.extent import Extent
from aquip.core.model import Box, Feedback, Field, Item
from aquip.core.paragraph import parts_of
from aquip.core.settings import Settings
from aquip.core.text import Lines, Span

OWNED = frozenset({"actions", "questions"})
"""Sections whose items begin or end with their owners."""


class ItemSource(Struct, gc=False):
    """Where an item stands, in its list and in its section, as the document's structure tells."""

    extent: Extent
    section: str
    rank: int
    ordered: bool
    group: str | None
    private: bool


def parse_item(source: ItemSource, lines: Lines, settings: Settings) -> Item | None:
    """Make an item of its source; None where it is but a box, or says that there is none."""
    text, extent = lines.text, source.extent
    box, box_span, head = _box(text, extent.head)
    parts = parts_of(text[head.start : head.end], settings, owned=source.section in OWNED)
    if parts is None or (box is None and parts.bare and settings.says_none(parts.text)):
        return None
    fields = parts.fields
    if box != "x" and any(field.key == "dropped" for field in fields):
        box = "-"
    base = head.start
    return Item(
        section=source.section,
        span=extent.span,
        head=head,
        line=extent.line,
        column=extent.column,
        bullet=extent.bullet,
        box=box,
        box_span=box_span,
        text=parts.text,
        owners=parts.owners,
        owners_span=_moved(parts.owners_span, base),
        mentions=parts.mentions,
        fields=tuple(
            [
                Field(f.key, f.value, Span(f.span.start + base, f.span.end + base), f.style)
                for f in fields
            ]
        ),
        id=parts.id,
        id_span=_moved(parts.id_span, base),
        rank=source.rank,
        ordered=source.ordered,
        group=source.group,
        private=source.private,
        detail=_detail(text, extent, head),
        links=extent.links,
        ignores=grammar.ignored_codes(text[extent.span.start : extent.span.end]),
    )


def _moved(span: Span | None, by: int) -> Span | None:
    return Span(span.start + by, span.end + by) if span else None


def _box(text: str, head: Span) -> tuple[Box | None, Span | None, Span]:
    if not text.startswith("[", head.start):
        return None, None, head
    match = grammar.BOX.match(text, head.start, head.end)
    if match is None:
        return None, None, head
    mark = match["mark"].lower()
    box: Box = "x" if mark == "x" else "-" if mark == "-" else " "
    return box, Span(match.start(), match.start() + 3), Span(match.end(), head.end)


def _detail(text: str, extent: Extent, head: Span) -> str:
    """Return what follows the first paragraph, less the indent of the item's content."""
    rest = text[head.end : extent.span.end]
    if not rest or rest.isspace():
        return ""
    indent = extent.column - 1 + extent.head.start - extent.span.start
    kept = [_dedent(line, indent) for line in rest.splitlines()]
    return "\n".join(kept).strip("\n")


def _dedent(line: str, indent: int) -> str:
    blank = len(line) - len(line.lstrip(" \t"))
    if line[:1] == "\t":
        return line[1:]
    return line[min(blank, indent) :]


def answer_of(item: Item, settings: Settings) -> tuple[str, str] | None:
    """Read ``Effective: 4`` in a reflection: the question's key, and its answer, empty or not."""
    parts = grammar.answer_parts(item.text)
    if parts is None:
        return None
    question, answer = parts
    key = grammar.ANSWERS.get(settings.meaning(question))
    if key is None:
        return None
    if key == "effective":
        answer = grammar.narrow(answer)
    elif (meant := settings.meaning(answer)) in grammar.CHOICES.get(key, ()):
        answer = meant
    return key, answer


def feedback_of(item: Item, settings: Settings) -> Feedback:
    """Read an item of a feedback section, ``From @morgan: …`` or ``To @morgan: …``."""
    words = settings.directions
    parts = grammar.feedback_parts(item.text, words)
    if parts is None:
        return Feedback(None, None, item.text, item)
    word, who, text = parts
    name = who.removeprefix("@").casefold()
    handle = settings.handle_by_name.get(name) or (name if who.startswith("@") else None)
    if handle is None:
        return Feedback(None, None, item.text, item)
    return Feedback("from" if words[word] == "from" else "to", handle, text, item)
