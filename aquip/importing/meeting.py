"""One meeting's text into a draft: what goes to which section, and under which heading."""

from __future__ import annotations

import datetime as dt

from aquip.importing.finding import Finder
from aquip.importing.headings import is_exact, says_more
from aquip.importing.layout import Region, place, regions
from aquip.importing.model import Draft, Kept, Options, Piece, Run
from aquip.importing.sheet import Sheet

_NO_SECTION = "no section of aquip's is called so"
_DISCUSSED = "discussed below a heading of its own"
_PREAMBLE = "it stands before any heading"


def draft(
    text: str, *, date: dt.date, title: str | None, options: Options, offset: int = 0
) -> Draft:
    """Sort a text, its front matter blanked, into sections.

    ``title`` is Markdown; without one it is the first heading of level 1. ``offset`` is
    added to the line numbers in what is told.
    """
    return _Sorter(text, date, options, offset).sorted(title)


class _Sorter:
    def __init__(self, text: str, date: dt.date, options: Options, offset: int) -> None:
        self._date = date
        self._options = options
        self._offset = offset
        self._sheet = Sheet(text)
        self._finder = Finder(self._sheet, options, date)

    def sorted(self, title: str | None) -> Draft:
        """Return the draft."""
        found = regions(self._sheet.text, self._sheet.lines)
        place(found, self._options.settings)
        if title is None:
            title = self._take_title(found)
        for region in found:
            if region.key == "actions":
                self._finder.actions(region)
            else:
                self._finder.within(region)
        self._sheet.drop_markers()
        pieces, kept = self._pieces(found)
        if self._finder.moved:
            actions = pieces.setdefault("actions", [])
            at = _before_headings(actions)
            actions[at:at] = self._finder.moved
        return Draft(
            date=self._date,
            title=title or f"{self._date.day} {self._date:%B %Y}",
            meta={},
            pieces=pieces,
            kept=kept,
            strangers=self._finder.strangers,
            remarks=[
                *self._finder.remarks,
                *(f"a due date could be two days: {one}" for one in self._finder.unclear),
            ],
        )

    def _take_title(self, found: list[Region]) -> str | None:
        """Take the first heading of level 1 for the title; its text then has no heading."""
        first = next((r for r in found if r.level == 1 and not r.known and r.source), None)
        if first is None or first.line in self._sheet.hidden:
            return None
        for region in found:
            region.above = tuple(one for one in region.above if one != first.title)
        first.level = 0
        return first.source

    def _pieces(self, found: list[Region]) -> tuple[dict[str, list[Piece]], list[Kept]]:
        """Give each region's lines to its section; headings that open one are left out."""
        pieces: dict[str, list[Piece]] = {}
        kept: list[Kept] = []
        first: dict[str, Region] = {}
        for region in sorted(found, key=lambda r: not is_exact(r.title, self._options.settings)):
            if region.known and region.key and not (region.key == "notes" and region.nested):
                first.setdefault(region.key, region)
        later: list[tuple[str, Piece]] = []
        for region in found:
            key = region.key or "notes"
            body = self._sheet.runs(region.lines)
            main = region is first.get(key) or (region.level == 0 and region.key is None)
            heading = self._heading(region, main=main)
            # A section that says nothing is not begun for the sake of its mere name.
            more = says_more(region.title, self._options.settings)
            if heading and (body or more or not region.known):
                run = Run(heading, hidden=region.line in self._sheet.hidden)
                body = (run, *body) if body else (run,)
            if not body:
                continue
            if main:
                pieces.setdefault(key, []).append(body)
            else:
                later.append((key, body))
            if region.key is None or (region.key == "notes" and region.nested):
                self._keep(region, kept)
        for key, body in later:
            pieces.setdefault(key, []).append(body)
        return pieces, kept

    def _keep(self, region: Region, kept: list[Kept]) -> None:
        line = region.line + self._offset
        if region.line in self._sheet.hidden:
            kept.append(Kept(line, "a private part", _NO_SECTION))
        elif region.level == 0:
            kept.append(Kept(line, "the text at the top", _PREAMBLE))
        elif len(region.above) > 1 or region.level > 2:  # noqa: PLR2004 - below another heading
            kept.append(Kept(line, region.title, _DISCUSSED))
        else:
            kept.append(Kept(line, region.title, _NO_SECTION))

    def _heading(self, region: Region, *, main: bool) -> str | None:
        """Return the heading to write above a region's text, if any."""
        more = region.known and says_more(region.title, self._options.settings)
        if region.level == 0 or (main and not more):
            return None
        if main and region.key == "accomplishments":
            # As words: below a heading of their own, they would be highlights no more.
            return region.source
        depth = max(len(region.above), 1)
        if region.known and is_exact(region.title, self._options.settings):
            if region.key != "notes":
                return None
            depth += 1  # at level 3 it would open the section again
        return f"{'#' * min(2 + depth, 6)} {region.source}".rstrip()


def _before_headings(pieces: list[Piece]) -> int:
    """Return how many pieces stand before the first that has a heading of its own."""
    return next((n for n, p in enumerate(pieces) if p[0].text.startswith("#")), len(pieces))
