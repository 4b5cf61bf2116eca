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

from aquip.core.model import Meeting, Thread
from mkdocs_aquip.words import day_html, day_text, due_word, plural

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
        self._done_word = escape(self._label("done", "done"))
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
        since, carries, owners = row.since, row.carries, item.owners
        due, kind, need, goal = item.due, item.kind, item.need, item.goal
        # What the filter goes by.
        data = (
            f'data-state="{state}" data-owner="{escaped(" ".join(owners))}"'
            f' data-series="{escaped(meeting.series)}" data-since="{since}"'
            f' data-carried="{carries}"'
        )
        chips = ""
        if due:
            data += f' data-due="{due}"'
        if row.lost:
            data += " data-lost"
            chips = _LOST
        if kind:
            data += f' data-kind="{escaped(kind)}"'
            chips += _chip(self._label(kind, kind), "kind")
        if need:
            data += f' data-need="{escaped(need)}"'
        if self._actions and carries:
            chips += _chip(f"carried {carries}×", "carried")
        if goal:
            data += f' data-goal="{escaped(goal)}"'
            chips += self._goal(goal) if self._goals else ""
        if chips:
            chips = f' <span class="aq-row__chips">{chips}</span>'
        if self._actions:
            who = "".join(map(self._person, owners)) or _NOBODY
            when = self._when(row, due)
        else:
            who = _NO_NEED
            if need:
                who = _chip(self._label(need, need.replace("-", " ")), "need")
            when = plural(carries, "time") if carries else _NEW
            when += f" {self._done(row.done)}" if row.done else ""
        return (
            f'<tr class="aq-row aq-row--{state}" role="row" {data}>\n'
            '<td role="cell" class="aq-row__text">'
            f'<span class="aq-box aq-box--{state}" role="img" aria-label="{state}"></span>'
            f"<div>{self._ui.linked_html(item, meeting)}{chips}</div></td>\n"
            f'<td role="cell" class="aq-row__owner">{who}</td>\n'
            f'<td role="cell" class="aq-row__due">{when}</td>\n'
            f'<td role="cell" class="aq-row__age">{self._age(row, since)}</td>\n'
            f'<td role="cell" class="aq-row__where">{self._where(meeting, item.line)}</td>\n'
            "</tr>\n"
        )

    def _when(self, row: Thread, due: dt.date | None) -> str:
        """Return when an action is due, or was done, and how often that moved."""
        if row.done:
            when = self._done(row.done)
        else:
            when = _due(due, row.state, self._today) if due else _NO_DATE
        moves = row.due_moves
        return f'{when} <span class="aq-moved">moved {moves}×</span>' if moves else when

    def _done(self, day: dt.date) -> str:
        return f'<span class="aq-donedate">{self._done_word} {day_html(day, self._today)}</span>'

    def _age(self, row: Thread, since: dt.date) -> str:
        counted = f' data-since="{since}"' if row.state == "open" else ""
        title = day_text(since, self._today)
        days = ((row.done or self._today) - since).days
        age = "to come" if since > self._today else plural(max(0, days), "day")
        return f'<span class="aq-age"{counted} title="since {title}">{age}</span>'

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


@lru_cache(maxsize=16384)
def _due(due: dt.date, state: str, today: dt.date) -> str:
    late = " aq-due--overdue" if state == "open" and due < today else ""
    word = f' <span class="aq-due__word">{due_word(due, today)}</span>' if state == "open" else ""
    return (
        f'<span class="aq-due{late}" data-due="{due}" data-state="{state}">'
        f"{day_html(due, today)}{word}</span>"
    )
