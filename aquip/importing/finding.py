"""Finds a meeting's actions: what is listed as such, and what is marked so amid other text."""

from __future__ import annotations

import datetime as dt
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from itertools import pairwise

from aquip.core import gfm, grammar
from aquip.core.edit import Edit
from aquip.core.extent import LISTS, Extent, extent_of
from aquip.core.text import Span
from aquip.importing import tables
from aquip.importing.actions import Action, ActionReader, leads, names_owner, says_nothing
from aquip.importing.headings import key_of
from aquip.importing.layout import Region, is_spoken
from aquip.importing.model import Options, Piece, Run
from aquip.importing.sheet import Sheet, is_marker

_LONGEST_LABEL = 40
_LABEL = re.compile(
    r"(?P<label>[^\s:]+(?:\s[^\s:]+){0,3}?)\s*(?P<colon>:)?\s*(?P<rest>\(.*\))?", re.DOTALL
)
_CLOSED = frozenset({"done", "completed", "closed", "finished", "complete"})
_ROLLS = frozenset(
    {"attendees", "present", "participants", "introductions", "announcements", "regrets"}
)


class Finder:
    """Reads regions of a sheet; what it takes out of them for the actions is in ``moved``."""

    def __init__(self, sheet: Sheet, options: Options, date: dt.date) -> None:
        self._sheet = sheet
        self._settings = options.settings
        self._reader = ActionReader(options, date)
        self.moved: list[Piece] = []
        self.strangers: list[str] = []
        self.remarks: list[str] = []

    @property
    def unclear(self) -> list[str]:
        """Due dates that could be two days."""
        return self._reader.unclear

    def actions(self, region: Region) -> None:
        """Read what stands under a heading of actions: items, tables, lines with an owner."""
        owners = self._reader.people.handles(region.title)
        for block in region.blocks:
            if block.tag in LISTS:
                for element in block:
                    self._listed(element, owners)
            elif block.tag == "table":
                self._table(block, region, certain=True)
            elif block.tag == "p":
                owners = self._paragraph(block, owners)

    def _listed(self, element: ET.Element, owners: tuple[str, ...]) -> None:
        """Write an item of the actions; below a mere name are that person's."""
        extent = extent_of(element, self._sheet.lines)
        if extent is None:
            self._drop_empty(element)
            return
        raw = extent.head.slice(self._sheet.text)
        if self._below_label(element, extent, owners):
            return
        action = self._reader.read(raw, owners=owners)
        if action is None:
            if says_nothing(raw):
                self._sheet.unlist(extent)
            return
        self._note_strangers(action, extent.line, extent.line)
        self._sheet.edits.append(Edit(extent.head, action.head))

    def _below_label(self, element: ET.Element, extent: Extent, owners: tuple[str, ...]) -> bool:
        """Read the items below one that says whose they are, or which: Sam, Deferred:, Done."""
        nested = [item for block in element if block.tag in LISTS for item in block]
        label = _LABEL.fullmatch(gfm.plain(extent.head.slice(self._sheet.text)))
        if not nested or label is None:
            return False
        named = self._reader.people.handles(label["label"])
        closed = grammar.fold_title(label["label"]) in _CLOSED
        if not (named or closed or label["colon"]):
            return False
        for item in nested:
            self._nested(item, named or owners, closed=closed)
        if named and not label["rest"]:
            self._sheet.cut(extent.line, extent.line)
        else:
            self._sheet.unlist(extent)
        return True

    def _nested(self, item: ET.Element, owners: tuple[str, ...], *, closed: bool) -> None:
        """Move an item out from below a label."""
        extent = extent_of(item, self._sheet.lines)
        if extent is None:
            return
        action = self._reader.read(
            extent.head.slice(self._sheet.text), owners=owners, closed=closed
        )
        if action:
            self._move_item(extent, action, region=None)

    def _drop_empty(self, element: ET.Element) -> None:
        """Remove a bullet that nothing follows."""
        span = gfm.span_of(element, self._sheet.lines)
        if span and not len(element) and span.slice(self._sheet.text).strip() in ("-", "*", "+"):
            line = self._sheet.lines.position(span.start).line
            self._sheet.cut(line, line)

    def _paragraph(self, block: ET.Element, owners: tuple[str, ...]) -> tuple[str, ...]:
        """Make items of a paragraph's lines that begin as actions; return whom a name sets."""
        span = gfm.span_of(block, self._sheet.lines)
        if span is None:
            return owners
        text = span.slice(self._sheet.text)
        if named := self._reader.people.handles(text.strip().rstrip(":")):
            return named
        people = self._reader.people
        self._lead_lines(
            span, region=None, begins=lambda line: leads(line) or names_owner(line, people)
        )
        return owners

    def within(self, region: Region) -> None:
        """Move what is marked as an action out of another section's text."""
        boxed = region.key in (None, "notes") and not _is_roll(region)
        for block in region.blocks:
            if block.tag in LISTS:
                for element in block:
                    self._search(element, region, boxed=boxed)
            elif block.tag == "table":
                self._table(block, region, certain=False)
            elif block.tag == "p" and (span := gfm.span_of(block, self._sheet.lines)):
                self._lead_lines(span, region, begins=leads)
        if region.key == "accomplishments":
            self._untick(region)

    def _untick(self, region: Region) -> None:
        """Take the ticks off accomplishments: that they are done is what they say."""
        for block in region.blocks:
            for element in block if block.tag in LISTS else ():
                extent = extent_of(element, self._sheet.lines)
                box = grammar.BOX.match(self._sheet.text, extent.head.start) if extent else None
                stays = box and not any(
                    s.start <= box.start() < s.end for s, _ in self._sheet.edits
                )
                if box and stays and box["mark"] in "xX":
                    self._sheet.edits.append(Edit(Span(*box.span()), ""))

    def _search(self, element: ET.Element, region: Region, *, boxed: bool) -> None:
        """Move a list item where it is an action, else those in it that are."""
        extent = extent_of(element, self._sheet.lines)
        if extent is not None:
            raw = extent.head.slice(self._sheet.text)
            action = self._reader.read(raw) if self._is_action(raw, region, boxed=boxed) else None
            if action:
                self._move_item(extent, action, region)
                return
            if self._is_heading(raw):
                for item in (item for inner in element if inner.tag in LISTS for item in inner):
                    self._nested(item, (), closed=False)
            elif "\n" in raw:
                self._lead_lines(extent.head, region, begins=leads)
        for item in (item for block in element if block.tag in LISTS for item in block):
            self._search(item, region, boxed=boxed)

    def _is_action(self, raw: str, region: Region, *, boxed: bool) -> bool:
        """Tell whether an item elsewhere is one: by its words, its box or, in a talk, its owner."""
        if leads(raw) or (boxed and grammar.BOX.match(raw)):
            return not self._is_heading(raw)
        return region.talk and not is_spoken(gfm.plain(raw)) and self._is_task(raw)

    def _is_task(self, raw: str) -> bool:
        """Tell whether a text names somebody, known or not, who is to do something."""
        action = self._reader.read(raw)
        return action is not None and bool(action.owners or action.strangers)

    def _is_heading(self, raw: str) -> bool:
        """Tell whether an item says nothing but that actions follow below it."""
        title = gfm.plain(raw).rstrip(" :")
        return len(title) < _LONGEST_LABEL and key_of(title, self._settings) == "actions"

    def _table(self, block: ET.Element, region: Region, *, certain: bool) -> None:
        span = gfm.span_of(block, self._sheet.lines)
        if span is None:
            return
        rows = tables.actions(span.slice(self._sheet.text), self._reader, certain=certain)
        if rows is None:
            return
        first, last = (
            self._sheet.lines.position(offset).line for offset in (span.start, span.end - 1)
        )
        start = first + rows.skipped
        context = "" if certain else self._context(region, "")
        for item in rows.items:
            self.moved.append((Run(item + context, hidden=self._sheet.hides(first, last)),))
        if not self._sheet.hides(first, last):
            self.strangers += rows.strangers
        self._sheet.cut(start, last, alone=True)
        number = len(rows.items)
        made = "an action" if number == 1 else f"{number} actions"
        self.remarks.append(f"a table became {made}")

    def _lead_lines(self, span: Span, region: Region | None, begins: Callable[[str], bool]) -> None:
        """Move the lines of a paragraph that begin as actions, each with those that follow it."""
        first, last = (
            self._sheet.lines.position(offset).line for offset in (span.start, span.end - 1)
        )
        starts = [
            number
            for number in range(first, last + 1)
            if begins(self._sheet.line_within(span, number))
        ]
        for start, end in pairwise([*starts, last + 1]):
            lines = [self._sheet.lines.line_text(n).strip() for n in range(start, end)]
            action = self._reader.read(" ".join(lines))
            if action is None:
                continue
            self._note_strangers(action, start, end - 1)
            source = f"- {action.head}{self._context(region, '')}"
            self.moved.append((Run(source, hidden=self._sheet.hides(start, end - 1)),))
            self._sheet.cut(start, end - 1, alone=region is not None)

    def _move_item(self, extent: Extent, action: Action, region: Region | None) -> None:
        """Take a list item with all that is in it out of its list."""
        span, head = extent.span, extent.head
        body = self._sheet.text[span.start + len(extent.bullet) : head.start]
        bullet = "-" + " " * (len(extent.bullet) - 1)
        # In another place a line that only goes on could begin something.
        said = " ".join(line.strip() for line in action.head.split("\n"))
        source = f"{bullet}{body}{said}{self._sheet.text[head.end : span.end]}"
        first, last = (
            self._sheet.lines.position(offset).line for offset in (span.start, span.end - 1)
        )
        rest = [
            _dedented(line, extent.column - 1)
            for line in source.split("\n")[1:]
            if not is_marker(line)
        ]
        joined = "\n".join([source.split("\n", maxsplit=1)[0], *rest])
        width = len(bullet) + len(body)
        self._note_strangers(action, first, last)
        self.moved.append(
            (
                Run(
                    joined + self._context(region, " " * (width - 2)),
                    hidden=self._sheet.hides(first, last),
                ),
            )
        )
        self._sheet.cut(first, last)

    def _context(self, region: Region | None, indent: str) -> str:
        """Return a detail that says under which heading an action was said."""
        if region is None or not region.above or region.line in self._sheet.hidden:
            return ""
        return f"\n{indent}  - From: {region.source}"

    def _note_strangers(self, action: Action, first: int, last: int) -> None:
        """Remember the names nobody knows, but for those that are private."""
        if not self._sheet.hides(first, last):
            self.strangers += action.strangers


def _is_roll(region: Region) -> bool:
    """Tell whether a region lists people or news, whose boxes are no actions."""
    return not _ROLLS.isdisjoint(grammar.fold_title(region.title).split())


def _dedented(line: str, width: int) -> str:
    rest = line.lstrip(" \t")
    blank = len(line[: len(line) - len(rest)].expandtabs(4))
    return " " * (blank - width) + rest if width else line
