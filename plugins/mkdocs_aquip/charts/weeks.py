"""The calendar of the cadence: a row for each series, a cell for each week."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from aquip.core.timeline import Week
from mkdocs_aquip.charts.marks import WORDS
from mkdocs_aquip.charts.svg import WIDTH, el, key, line, number, picture, said, square, text
from mkdocs_aquip.words import MONTHS, WEEKDAYS, day_text

TOP: Final = 28.0
ROW: Final = 54.0
CELL: Final = 13.0
HALF: Final = 14


@dataclass(frozen=True)
class Row:
    """A series' name, how it kept its cadence in words, and its weeks."""

    title: str
    facts: str
    weeks: tuple[Week, ...]
    addresses: dict[str, str]


def draw(rows: list[Row], today: dt.date, words: tuple[str, str]) -> Markup:
    """Draw the picture; ``words`` are its title and the sentence that says what it shows."""
    count = max(len(row.weeks) for row in rows)
    pitch = min((WIDTH - 16) / count, 22.0)
    children: list[Markup] = list(_months(rows[0].weeks, pitch))
    for index, row in enumerate(rows):
        children += _row(row, TOP + ROW * index, pitch)
    height = TOP + ROW * len(rows) + 10
    for index, week in enumerate(rows[0].weeks):
        if week.start <= today < week.start + dt.timedelta(days=7):
            x = 8 + index * pitch + CELL / 2
            children.append(line(x, TOP - 6, x, height - 16, "aq-today"))
            children.append(text(x, height - 4, "this week", "aq-tick aq-tick--today", "middle"))
    return picture(children, height, *words)


def _months(weeks: tuple[Week, ...], pitch: float) -> Iterable[Markup]:
    before = None
    for index, week in enumerate(weeks):
        if (week.start.year, week.start.month) != before and (before or week.start.day <= HALF):
            year = before is None or week.start.month == 1
            name = week.start.strftime("%b %Y" if year else "%b")
            yield text(8 + index * pitch, 12, name, "aq-tick")
        before = (week.start.year, week.start.month)


def _row(row: Row, top: float, pitch: float) -> Iterable[Markup]:
    for x, anchor, class_ in ((8, "start", ""), (WIDTH - 8, "end", " aq-only-narrow")):
        name = el("tspan", row.title, class_="aq-lane__title")
        facts = el("tspan", f"  {row.facts}", class_="aq-lane__facts")
        yield el(
            "text", name, facts, x=x, y=top + 14, text_anchor=anchor, class_=f"aq-lane{class_}"
        )
    for index, week in enumerate(row.weeks):
        meeting = next((m.meeting for m in week.marks if m.meeting), None)
        days = ", ".join(f"{_day(m.date)} {WORDS[m.kind]}" for m in week.marks)
        words = f"Week of {day_text(week.start)}" + (f": {days}" if days else "")
        address = row.addresses.get(meeting.note.uri) if meeting else None
        yield said(words, *cell(week.kind, 8 + index * pitch, top + 24), href=address)


def _day(day: dt.date) -> str:
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"


def cell(kind: str | None, x: float, y: float) -> Iterable[Markup]:
    """Return a week's cell: full, ring, crossed, broken or next to nothing."""
    if kind is None:
        yield _square(x + CELL / 2, y + CELL / 2, 1, "none")
        return
    yield _square(x + CELL / 2, y + CELL / 2, (CELL - 1) / 2, kind)
    if kind == "cancelled":
        d = f"M{number(x + 3.5)} {number(y + 3.5)}l6 6m0-6l-6 6"
        yield el("path", d=d, class_="aq-cell__cross")
    if kind == "missed":
        yield el("path", d=f"M{number(x + 3)} {number(y + CELL / 2)}h7", class_="aq-cell__dash")


def _square(x: float, y: float, half: float, kind: str) -> Markup:
    return square(x, y, half, f"aq-cell aq-cell--{kind}")


def legend(rows: list[Row]) -> tuple[tuple[Markup, str], ...]:
    """Return each cell that the picture has with its meaning."""
    used = {week.kind for row in rows for week in row.weeks}
    half = -CELL / 2
    return tuple(
        (key(Markup().join(cell(kind, half, half))), words)
        for kind, words in WORDS.items()
        if kind in used
    )
