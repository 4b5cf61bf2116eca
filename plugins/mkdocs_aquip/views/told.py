"""Accomplishments as HTML: a function, since there are thousands of them (see `row`)."""

from __future__ import annotations

from functools import cache
from html import escape
from typing import TYPE_CHECKING

from aquip.core.model import Occurrence
from aquip.core.rollup import Accomplishment

if TYPE_CHECKING:
    from mkdocs_aquip.views.page import Ui


class Told:
    """Accomplishments of one list; ``goals`` says whether each names its goal."""

    def __init__(self, ui: Ui, *, goals: bool) -> None:
        self._ui = ui
        self._goals = goals
        self._goal = cache(lambda slug: str(ui.goal_chip(slug)))

    def html(self, row: Accomplishment) -> str:
        """Return one, with its kind, its goal and the meetings that told it."""
        newest = row.tellings[-1]
        highlight = " aq-won__row--highlight" if row.highlight else ""
        kind = row.kind and escape(self._ui.settings.label(row.kind, row.kind))
        kind = f'<span class="aq-chip aq-chip--kind">{kind}</span>' if kind else ""
        goal = self._goal(row.goal) if self._goals and row.goal else ""
        alone = len(row.tellings) == 1
        told = " · ".join(self._telling(telling, alone=alone) for telling in row.tellings)
        return (
            f'<li class="aq-won__row{highlight}">\n'
            f'<span class="aq-won__date">{self._ui.day(row.date)}</span>\n'
            f'<div class="aq-won__text">{self._ui.linked_html(newest.item, newest.meeting)}\n'
            f'<span class="aq-row__chips">{kind}{goal}<span class="aq-told">{told}</span>\n'
            "</span></div>\n</li>\n"
        )

    def _telling(self, telling: Occurrence, *, alone: bool) -> str:
        meeting = telling.meeting
        title = escape(self._ui.series_title(meeting.series))
        words = title if alone else f"{title}, {self._ui.date(meeting.date)}"
        url = self._ui.place(meeting).url
        return f"<span>{words}</span>" if url is None else f'<a href="{url}">{words}</a>'
