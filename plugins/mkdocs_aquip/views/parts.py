"""Actions and questions that are too many for a page, in parts.

The first page has what is open and what was closed last. What was closed before stands on a
page for each year, or on several. Where they are cut is counted from the year's first row,
so that what is closed today moves nothing: of all those pages a build makes few again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, groupby
from typing import Final

from aquip.core.model import Record, Thread
from aquip.core.timeline import closed_on
from mkdocs_aquip.once import once
from mkdocs_aquip.words import months_text

FIRST: Final = 600
"""Rows that a page shows before they are cut into parts; all of them, if there are no more."""

PART: Final = 400
KEPT: Final = 100
"""A part has ``PART`` rows; the last one from ``KEPT`` up to both together."""


@dataclass(frozen=True)
class Part:
    """Some of a section's rows, which have a page: those of a year, or the ``number``-th of them.

    ``year`` is None where there are too many open rows. ``alone`` says that the year has one part.
    """

    section: str
    year: int | None
    number: int
    rows: tuple[Thread, ...]
    alone: bool = False

    @property
    def name(self) -> str:
        """Its name in a page's address: 2024, 2024-2."""
        return f"{self.year or 'open'}{f'-{self.number}' if self.number > 1 else ''}"

    @property
    def uri(self) -> str:
        """The source of its page: actions/2024-2.md."""
        return f"{self.section}/{self.name}.md"

    @property
    def span(self) -> str:
        """What is in it, beside its year: Jan – Mar; nothing where it has all of the year."""
        if self.year is None:
            return f"page {self.number}"
        first, last = (closing(row) for row in (self.rows[0], self.rows[-1]))
        return "" if self.alone else months_text(first, last)

    @property
    def title(self) -> str:
        """What is in it: closed in 2024, Jan – Mar."""
        if self.year is None:
            return f"open, {self.span}"
        return f"closed in {self.year}{f', {self.span}' if self.span else ''}"


@dataclass(frozen=True)
class Cut:
    """A section's rows: those of the first page, and the parts, newest first."""

    first: tuple[Thread, ...]
    parts: tuple[Part, ...] = ()

    def rows(self) -> Iterator[Thread]:
        """Yield all rows."""
        return chain(self.first, *(part.rows for part in self.parts))


def closing(row: Thread) -> dt.date:
    """Return the day a row was closed; that of its last meeting while it is open."""
    return closed_on(row) or row.newest.meeting.date


def _pieces(rows: Sequence[Thread]) -> list[tuple[Thread, ...]]:
    """Cut rows, oldest first, into as many as pages hold; the last piece is what is left."""
    cuts = max(0, (len(rows) - KEPT) // PART)
    found = [tuple(rows[n * PART : (n + 1) * PART]) for n in range(cuts)]
    return [*found, tuple(rows[cuts * PART :])]


def cut(record: Record, section: str) -> Cut:
    """Return where the rows of ``actions`` or ``questions`` stand."""
    return _cuts(record)[section]


@once
def _cuts(record: Record) -> dict[str, Cut]:
    sections: dict[str, list[Thread]] = {"actions": [], "questions": []}
    for thread in record.threads:
        if thread.section in sections:
            sections[thread.section].append(thread)
    return {section: _cut(section, rows) for section, rows in sections.items()}


def _cut(section: str, rows: list[Thread]) -> Cut:
    if len(rows) <= FIRST:
        return Cut(tuple(rows))
    still = sorted((r for r in rows if r.state == "open"), key=_urgency)
    first, parts = still[:FIRST], []
    closed = sorted((r for r in rows if r.state != "open"), key=closing)
    newest = closing(closed[-1]).year if closed else None
    for year, group in groupby(closed, key=lambda row: closing(row).year):
        found = _pieces(list(group))
        if year == newest:
            first += found.pop()
        alone = len(found) == 1 and year != newest
        parts += [Part(section, year, n, piece, alone) for n, piece in enumerate(found, 1)]
    for start in range(FIRST, len(still), FIRST):
        piece = tuple(still[start : start + FIRST])
        parts.append(Part(section, None, start // FIRST + 1, piece))
    return Cut(tuple(first), tuple(reversed(parts)))


def _urgency(row: Thread) -> tuple[dt.date, dt.date, int]:
    return (row.item.due or dt.date.max, row.since, row.item.line)
