"""A row of actions or questions as HTML: a function, since there are thousands of them.

Jinja takes ten times as long. What rows have in common (a meeting's links, a person, a
chip, a date) is put together once. A site's own ``aquip/views/_row.html`` takes the place
of all this, at its own pace.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import cache, lru_cache
from html import escape
from typing import TYPE_CHECKING, Final

from jinja2 import Template

from aquip.core.model import Item, Meeting, Thread
from aquip.core.threads import first_due
from aquip.core.timeline import closed_on
from mkdocs_aquip.words import day_html, due_word, plural, times

if TYPE_CHECKING:
    from mkdocs_aquip.views.page import Ui

_NOBODY: Final = '<span class="aq-nobody">nobody</span>'
_NO_DATE: Final = '<span class="aq-nobody">no date</span>'
_NO_NEED: Final = '<span class="aq-nobody">not stated</span>'
_NEW: Final = '<span class="aq-nobody">new</span>'
_LOST: Final = '<span class="aq-chip aq-chip--lost">lost</span>'

escaped = lru_cache(maxsize=4096)(escape)


class Rows:
    """The rows of one table; everything they are made of is escaped here."""

    def __init__(self, ui: Ui, section: str, *, goals: bool, one_series: bool) -> None:
        self._ui = ui
        self._today = ui.today
        self._actions = section == "actions"
        self._goals = goals
        self._one_series = one_series
        self._label = ui.settings.label
        self._closed_words = {
            state: escape(self._label(state, state)) for state in ("done", "dropped")
        }
        self._person = cache(lambda handle: str(ui.person(handle)))
        self._goal = cache(lambda slug: str(ui.goal_chip(slug)))
        self._series = cache(lambda name: escape(ui.series_title(name)))

    def by(self, template: Template, rows: Iterable[Thread]) -> str:
        """Return rows as the site's own template has them."""
        shared = {
            "ui": self._ui,
            "actions": self._actions,
            "goals": self._goals,
            "one_series": self._one_series,
        }
        return "".join(template.render(shared, row=row, item=row.item) for row in rows)

    def html(self, row: Thread) -> str:
        """Return a row."""
        newest = row.newest
        item, meeting, state = newest.item, newest.meeting, row.state
        closed = closed_on(row)
        chips = self._chips(row)
        if chips:
            chips = f' <span class="aq-row__chips">{chips}</span>'
        if self._actions:
            who = "".join(map(self._person, item.owners)) or _NOBODY
            when = self._when(row, item.due, closed)
        else:
            who = self._need(item.need)
            when = self._back(row, closed)
        return (
            f'<tr class="aq-row aq-row--{state}" {_data(row, closed)}>\n'
            '<td class="aq-row__text">'
            f'<span class="aq-box aq-box--{state}" role="img" aria-label="{state}"></span>'
            f"<div>{self._ui.linked_html(item, meeting)}{chips}</div></td>\n"
            f'<td class="aq-row__owner">{who}</td>\n'
            f'<td class="aq-row__due">{when}</td>\n'
            f'<td class="aq-row__age">{self._age(row, closed)}</td>\n'
            f'<td class="aq-row__where">{self._where(meeting, item.line)}</td>\n'
            "</tr>\n"
        )

    def _chips(self, row: Thread) -> str:
        """Return what else there is to say of a row, and its id."""
        item = row.item
        chips = _LOST if row.lost else ""
        if item.kind:
            chips += _chip(self._label(item.kind, item.kind), "kind")
        if self._actions and row.carries:
            chips += _chip(times("carried", row.carries), "carried")
        if item.goal and self._goals:
            chips += self._goal(item.goal)
        return chips + _id(item)

    def _need(self, need: str | None) -> str:
        return _chip(self._label(need, need.replace("-", " ")), "need") if need else _NO_NEED

    def _back(self, row: Thread, closed: dt.date | None) -> str:
        """Return how often a question was carried, and when it was closed."""
        when = f'<span class="aq-row__back">{row.carries}×</span>' if row.carries else ""
        if closed:
            return f"{when} {self._closed(row.state, closed)}"
        return when or _NEW

    def _when(self, row: Thread, due: dt.date | None, closed: dt.date | None) -> str:
        """Return when an action is due, or was closed, and how often that moved, and from when."""
        if closed:
            when = self._closed(row.state, closed)
            if due and due != closed:
                when += f' <span class="aq-moved">due {day_html(due, self._today)}</span>'
        else:
            when = _due(due, self._today) if due else _NO_DATE
        if not row.due_moves:
            return when
        first = first_due(row.occurrences)
        moved = times("moved", row.due_moves)
        moved += f" from {day_html(first, self._today)}" if first and first != due else ""
        return f'{when} <span class="aq-moved">{moved}</span>'

    def _closed(self, state: str, day: dt.date) -> str:
        word = self._closed_words[state]
        return f'<span class="aq-donedate">{word} {day_html(day, self._today)}</span>'

    def _age(self, row: Thread, closed: dt.date | None) -> str:
        """Return since when it is on the table, and how long, or how long it was."""
        since = row.since
        counted = f' data-since="{since}"' if row.state == "open" else ""
        days = ((closed or self._today) - since).days
        age = "to come" if since > self._today else plural(max(0, days), "day")
        return f'{day_html(since, self._today)} <span class="aq-age"{counted}>{age}</span>'

    def _where(self, meeting: Meeting, line: int) -> str:
        """Return where an item stands: its meeting, and its line in the source."""
        series = source = ""
        if not self._one_series:
            series = f'<span class="aq-where__series">{self._series(meeting.series)}</span> '
        if parts := self._ui.source_around(meeting.note):
            before, after = parts
            label = f"Source, line {line}"
            source = f' <a class="aq-source" href="{before}{line}{after}" aria-label="{label}"></a>'
        link = self._ui.place(meeting).link
        return f'{series}<span class="aq-where__meeting">{link}{source}</span>'


@lru_cache(maxsize=1024)
def _chip(word: str, kind: str) -> str:
    return f'<span class="aq-chip aq-chip--{kind}">{escape(word)}</span>'


def _data(row: Thread, closed: dt.date | None) -> str:
    """Return what the filter goes by, as attributes."""
    item = row.item
    series = escaped(row.newest.meeting.series)
    data = (
        f'data-state="{row.state}" data-owner="{escaped(" ".join(item.owners))}"'
        f' data-series="{series}" data-since="{row.since}" data-carried="{row.carries}"'
    )
    if item.due:
        data += f' data-due="{item.due}"'
    if closed:
        data += f' data-closed="{closed}"'
    if row.due_moves:
        data += f' data-moved="{row.due_moves}"'
    for name, value in (("kind", item.kind), ("need", item.need), ("goal", item.goal)):
        if value:
            data += f' data-{name}="{escaped(value)}"'
    return f"{data} data-lost" if row.lost else data


def _id(item: Item) -> str:
    """Return an item's id as it is known in its own repository."""
    if not item.id:
        return ""
    return f'<code class="aq-id">{escape(item.id.rpartition("/")[2])}</code>'


@lru_cache(maxsize=16384)
def _due(due: dt.date, today: dt.date) -> str:
    """Return when an open item is due."""
    late = " aq-due--overdue" if due < today else ""
    return (
        f'<span class="aq-due{late}" data-due="{due}" data-state="open">{day_html(due, today)}'
        f' <span class="aq-due__word">{due_word(due, today)}</span></span>'
    )
