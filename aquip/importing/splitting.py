"""One file with many meetings: cut at its dated headings."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from aquip.core import gfm, privacy
from aquip.core.carry import CLOSE_MARK, OPEN_MARK
from aquip.core.references import HEADINGS
from aquip.core.text import Lines
from aquip.importing import dates
from aquip.importing.layout import heading_source, last_line
from aquip.importing.meeting import draft
from aquip.importing.model import Draft, Options

_MOSTLY = 0.4
"""The part of a heading that its date must make up, where other words come first."""


@dataclass(frozen=True)
class _Mark:
    """A dated heading: its lines, what it says as Markdown, and the date."""

    line: int
    last: int
    source: str
    date: dt.date


@dataclass(frozen=True)
class Part:
    """One of many meetings in a file, after ``offset`` lines; what comes first has no date."""

    title: str | None
    date: dt.date | None
    text: str
    offset: int


def drafts_of(parts: list[Part], options: Options) -> list[Draft]:
    """Return the drafts of a file's parts; what stands before them is kept with the first."""
    drafts = [
        draft(one.text, date=one.date, title=one.title, options=options, offset=one.offset)
        for one in parts
        if one.date
    ]
    first = drafts[0]
    for one in parts:
        if one.date is None:
            before = draft(one.text, date=first.date, title="", options=options)
            for key, pieces in before.pieces.items():
                first.pieces.setdefault(key, []).extend(pieces)
            first.kept.extend(before.kept)
    return drafts


def parts_of(body: str, path: tuple[str, ...], options: Options) -> list[Part]:
    """Cut a text at the dated headings of one level, where it has two or more.

    What stands before the first is a part without a date. Definitions of links go to all
    parts that use them; what is private in the whole is private in its parts.
    """
    marks = _marks(body, dates.year_of_path(path), options)
    level = min((n for n, own in marks.items() if len({m.date for m in own}) > 1), default=0)
    if not level:
        return []
    rows = body.split("\n")
    hidden = privacy.hidden_lines(Lines(body)).lines
    definitions = _definitions(rows)
    found = []
    ends = [*(mark.line - 1 for mark in marks[level][1:]), len(rows)]
    first = marks[level][0]
    starts = [
        (None, 0, first.line - 1),
        *zip(marks[level], (m.last for m in marks[level]), ends, strict=True),
    ]
    for mark, start, end in starts:
        secret = mark is not None and mark.line in hidden
        own = rows[mark.line - 1 if mark and secret else start : end]
        text = "\n".join(own)
        own = [OPEN_MARK, *own] if secret else own
        own = [*own, CLOSE_MARK] if end in hidden and end + 1 in hidden else own
        own += [""] + [
            d for n, label, d in definitions if not start < n <= end and label in text.casefold()
        ]
        if mark or text.strip():
            title = mark.source if mark and not secret else None
            found.append(Part(title, mark.date if mark else None, "\n".join(own), start))
    return found


def _marks(body: str, year: int | None, options: Options) -> dict[int, list[_Mark]]:
    """Return the dated headings by their level; a heading that is a year dates those below."""
    lines = Lines(body)
    marks: dict[int, list[_Mark]] = {}
    for block in gfm.structure(body):
        level = HEADINGS.get(block.tag, 0)
        place = gfm.place_of(block, lines) if level else None
        if place is None:
            continue
        title = gfm.text_of(block)
        if found := re.fullmatch(r"\D*((?:19|20)\d\d)\D*", title):
            year = int(found[1])
        if date := _dates_heading(title, year, options):
            last = last_line(lines, place)
            source = heading_source([lines.line_text(n) for n in range(place.line, last + 1)])
            marks.setdefault(level, []).append(_Mark(place.line, last, source, date))
    return marks


def _dates_heading(title: str, year: int | None, options: Options) -> dt.date | None:
    """Return the date that a heading mostly says, unless it is that of another meeting."""
    for found in dates.find(title, day_first=options.day_first, near=year):
        rest = re.sub(r"\W+", "", title[: found.start] + title[found.end :])
        begins = not re.search(r"\w", title[: found.start])
        if found.date and (begins or len(rest) <= (found.end - found.start) / _MOSTLY):
            about_another = re.search(r"\b(?:last|previous|next|prior)\b", title, re.IGNORECASE)
            return None if about_another else found.date
    return None


_DEFINITION = re.compile(r" {0,3}(\[\^?[^\]\n]+\]):[ \t]*\S.*")


def _definitions(rows: list[str]) -> list[tuple[int, str, str]]:
    """Return the lines that define links and footnotes: number, label, line."""
    found = ((n, _DEFINITION.fullmatch(row)) for n, row in enumerate(rows, 1))
    return [(n, match[1].casefold(), match.group()) for n, match in found if match]
