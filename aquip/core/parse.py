"""Text into a `Note`. Never raises: what is wrong is data, in ``Note.problems``.

cmark says where blocks stand, `aquip.core.grammar` what is inside an item. Front
matter is blanked before cmark sees the text, so every position counts in the file.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass, field

from msgspec.structs import replace

from aquip.core import front_matter, gfm, grammar, privacy
from aquip.core.extent import LISTS, Extent, extent_of
from aquip.core.items import ItemSource, answer_of, parse_item
from aquip.core.model import Answer, FrontMatter, Item, LinkTarget, Note, Problem, Section
from aquip.core.references import HEADINGS, references
from aquip.core.settings import Settings
from aquip.core.text import Lines, Span

_SECTION_LEVELS = (2, 3)


def parse(
    data: bytes | str, *, path: str, uri: str, settings: Settings, public: bool = False
) -> Note:
    """Parse one Markdown file.

    ``path`` is relative to the repository's root, ``uri`` to the notes folder.
    With ``public``, hidden lines are emptied first, so that nothing of them is
    in the note. Bytes that are no UTF-8 give a note that is not readable.
    """
    raw = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        note = _unreadable(raw, error, path, uri)
        return _redacted(note) if public else note
    lines = Lines(text)
    hidden = privacy.hidden_lines(lines)
    if public and hidden.lines:
        text = privacy.redact(text)
        lines = Lines(text)
    front, problems = front_matter.read(text)
    document = _Document(lines, settings, hidden.lines)
    document.read(gfm.structure(front_matter.blanked(text, front)))
    return Note(
        path=path,
        uri=uri,
        text=text,
        front=front,
        sections=tuple(document.sections),
        answers=tuple(document.answers),
        confirmation=document.confirmation,
        links=document.links,
        anchors=document.anchors,
        title=_title(front) or document.title,
        hidden=hidden.lines,
        problems=(*problems, *hidden.problems, *_conflicts(lines)),
        ignores=_file_ignores(text, document.first_heading),
    )


def _unreadable(data: bytes, error: UnicodeDecodeError, path: str, uri: str) -> Note:
    text = data.decode("utf-8", "replace")
    start = len(data[: error.start].decode("utf-8", "replace"))
    message = f"byte {data[error.start]:#04x} is no UTF-8"
    problem = Problem("encoding", message, Span(start, start + 1))
    lines = Lines(text)
    hidden = privacy.hidden_lines(lines).lines
    note = Note(path=path, uri=uri, text=text, hidden=hidden, readable=False)
    return replace(note, problems=(problem,))


def _redacted(note: Note) -> Note:
    """Empty the hidden lines of a note that can't be read; its problem stays in its line."""
    text = privacy.redact(note.text)
    lines = Lines(text)
    (problem,) = note.problems
    line, column = note.lines.position(problem.span.start)
    start, end = lines.line_span(line)
    offset = min(start + column - 1, end)
    moved = replace(problem, span=Span(offset, min(offset + 1, end)))
    return replace(note, text=text, problems=(moved,))


def _title(front: FrontMatter) -> str | None:
    title = front.values.get("title")
    return str(title) if isinstance(title, str | int | float) else None


def _conflicts(lines: Lines) -> Iterator[Problem]:
    """Find what a merge left behind: a line of git's markers, and no mere rule of signs."""
    if "<<<<<<<" not in lines.text and ">>>>>>>" not in lines.text:
        return
    for number in range(1, len(lines) + 1):
        if grammar.CONFLICT.match(lines.line_text(number)):
            message = lines.line_text(number)[:7]
            yield Problem("conflict-marker", message, lines.line_span(number))


def _file_ignores(text: str, first_heading: int | None) -> frozenset[str]:
    return grammar.ignored_codes(text if first_heading is None else text[:first_heading])


@dataclass
class _Open:
    """A section that is being read."""

    key: str | None
    title: str
    level: int
    heading: Span
    items: list[Item] = field(default_factory=list)
    group: str | None = None
    rank: int = 0


class _Document:
    """Walks the structure of one document, top to bottom."""

    def __init__(self, lines: Lines, settings: Settings, hidden: frozenset[int]) -> None:
        self._lines = lines
        self._settings = settings
        self._hidden = hidden
        self._open: _Open | None = None
        self.sections: list[Section] = []
        self.answers: list[Answer] = []
        self.confirmation: Item | None = None
        self.links: tuple[LinkTarget, ...] = ()
        self.anchors: frozenset[str] = frozenset()
        self.title: str | None = None
        self.first_heading: int | None = None

    def read(self, root: ET.Element) -> None:
        """Read sections, items, links and anchors out of the tree."""
        for block in root:
            if block.tag in HEADINGS:
                self._heading(block)
            elif block.tag in LISTS and self._open:
                self._list(block, self._open)
        self._close(len(self._lines.text))
        self.links, anchors = references(root, self._lines)
        self.anchors = anchors | {f"^{i.id}" for s in self.sections for i in s.items if i.id}

    def _heading(self, block: ET.Element) -> None:
        level = HEADINGS[block.tag]
        span = gfm.heading_span(block, self._lines) or Span(0, 0)
        title = gfm.text_of(block)
        if self.first_heading is None:
            self.first_heading = span.start
        if level == 1 and self.title is None:
            self.title = title
        key = None
        if level in _SECTION_LEVELS:
            key = self._settings.section_by_title.get(grammar.fold_title(title))
        ends = self._open is None or key is not None or level <= self._open.level
        if not ends and self._open:
            self._open.group = title
            return
        self._close(span.start)
        if level in _SECTION_LEVELS:
            self._open = _Open(key, title, level, span)

    def _close(self, end: int) -> None:
        if self._open is None:
            return
        opened, self._open = self._open, None
        body = Span(opened.heading.end, end)
        section = Section(
            opened.key, opened.title, opened.level, opened.heading, body, tuple(opened.items)
        )
        self.sections.append(section)

    def _list(self, block: ET.Element, opened: _Open) -> None:
        if opened.key is None:
            return
        for element in block:
            extent = extent_of(element, self._lines)
            if extent is None:
                continue
            source = ItemSource(
                extent=extent,
                section=opened.key,
                rank=opened.rank + 1,
                ordered=block.tag == "ol",
                group=opened.group,
                private=self._hides(extent),
            )
            item = parse_item(source, self._lines, self._settings)
            if item is None:
                continue
            if opened.key == "priorities" and self._settings.confirms(item.text):
                self.confirmation = item
                continue
            opened.items.append(item)
            opened.rank += 1
            if opened.key == "reflection":
                self._answer(item)

    def _hides(self, extent: Extent) -> bool:
        if not self._hidden:
            return False
        first = self._lines.position(extent.span.start).line
        last = self._lines.position(extent.head.end).line
        return any(line in self._hidden for line in range(first, last + 1))

    def _answer(self, item: Item) -> None:
        answer = answer_of(item, self._settings)
        if answer and answer[1]:
            self.answers.append(Answer(*answer, item.span, item.line, item.private))
