"""Accomplishments as HTML: a function, since there are thousands of them (see `row`)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from html import escape
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from aquip.core.items import feedback_of
from aquip.core.model import Link, Occurrence
from aquip.core.rollup import Accomplishment
from aquip.report.review import whole
from mkdocs_aquip.render.inline import rebased

if TYPE_CHECKING:
    from mkdocs_aquip.views.page import Ui

_STAR: Final = (
    '<span class="aq-won__star" role="img" aria-label="Highlight" title="Highlight">★</span>'
)
_FOLLOWED: Final = ("http", "https", "mailto", "")


class Told:
    """Accomplishments of one list; ``goals`` says whether each names its goal.

    With ``places``, their numbers in the text of a review, by identity, they have what a filter
    goes by, what they lack, and the way to where that can be mended.
    """

    def __init__(self, ui: Ui, *, goals: bool, places: Mapping[int, int] | None = None) -> None:
        self._ui = ui
        self._goals = goals
        self._places = places
        self._goal = cache(lambda slug: str(ui.goal_chip(slug)))

    def html(self, row: Accomplishment) -> str:
        """Return one, with its kind, its goal, the meetings that told it and its evidence."""
        newest = row.tellings[-1]
        kind = row.kind and escape(self._ui.settings.label(row.kind, row.kind))
        kind = f'<span class="aq-chip aq-chip--kind">{kind}</span>' if kind else ""
        goal = self._goal(row.goal) if row.goal else ""
        if goal and not self._goals:
            goal = f'<span class="aq-won__goal">{goal}</span>' if self._places is not None else ""
        alone = len(row.tellings) == 1
        told = " · ".join(self._telling(telling, alone=alone) for telling in row.tellings)
        filtered = "" if self._places is None else self._filtered(row, self._places)
        return (
            f'<li class="aq-won__row"{filtered}>\n'
            f'<span class="aq-won__date">{self._ui.day(row.date)}'
            f"{_STAR if row.highlight else ''}</span>\n"
            f'<div class="aq-won__text">{self._ui.linked_html(newest.item, newest.meeting)}\n'
            f'<span class="aq-row__chips">{kind}{goal}<span class="aq-won__told">{told}</span>'
            f"{self._taken(newest)}{self._mending(row, newest)}\n"
            f"</span>{self._evidence(row)}</div>\n</li>\n"
        )

    def _telling(self, telling: Occurrence, *, alone: bool) -> str:
        meeting = telling.meeting
        title = escape(self._ui.series_title(meeting.series))
        words = title if alone else f"{title}, {self._ui.date(meeting.date)}"
        url = self._ui.place(meeting).url
        return f"<span>{words}</span>" if url is None else f'<a href="{url}">{words}</a>'

    def _taken(self, newest: Occurrence) -> str:
        """Say whose feedback it took up."""
        record = self._ui.context.record
        found = []
        for see in newest.item.see:
            one = record.told_by_id.get(see)
            if one is None or one.item.section != "feedback":
                continue
            said = feedback_of(one.item, record.settings)
            if said.direction == "from" and said.handle:
                url, name = self._ui.item_url(one), escape(self._ui.name(said.handle))
                words = f"feedback from {name}"
                linked = f'<a href="{escape(url)}">{words}</a>' if url else words
                found.append(f'<span class="aq-won__told">· takes up {linked}</span>')
        return "".join(found)

    def _filtered(self, row: Accomplishment, places: Mapping[int, int]) -> str:
        series = dict.fromkeys(telling.meeting.series for telling in row.tellings)
        data = {
            "n": str(places[id(row)]),
            "goal": row.goal or "none",
            "kind": row.kind or "none",
            "series": "\n".join(series),
            "links": "with" if row.evidence else "without",
            "highlights": "yes" if row.highlight else "no",
        }
        return "".join(f' data-{name}="{escape(value)}"' for name, value in data.items())

    def _mending(self, row: Accomplishment, newest: Occurrence) -> str:
        """Say what is lacking, and lead to the line where it can be said."""
        if self._places is None:
            return ""
        line = newest.item.line
        around = self._ui.source_around(newest.meeting.note)
        lack = "" if row.evidence else '<span class="aq-lack">no evidence yet</span>'
        if around is None:
            path = escape(newest.meeting.note.path)
            return f'{lack}<code class="aq-line">{path}:{line}</code>'
        href = f"{around[0]}{line}{around[1]}"
        return f'{lack}<a class="aq-source" href="{href}" aria-label="Source, line {line}"></a>'

    def _evidence(self, row: Accomplishment) -> str:
        """List what is linked: what the newest words link already is for paper alone."""
        newest = row.tellings[-1]
        links = [self._link(link, told, here=told is newest) for link, told in row.evidence]
        return f'<ul class="aq-evidence">{"".join(links)}</ul>' if any(links) else ""

    def _link(self, link: Link, told: Occurrence, *, here: bool) -> str:
        note = told.meeting.note
        parts = urlsplit(link.url) if "[" not in link.url else None
        href = rebased(link.url, note, self._ui.context) if parts else None
        if parts is None or href is None or parts.scheme not in _FOLLOWED:
            return ""
        relative = not (parts.scheme or parts.netloc)
        at = whole(link.url, note, self._ui.context.source_of) if relative else link.url
        paper = ' class="aq-paper"' if here else ""
        return (
            f'<li{paper}><a href="{escape(href)}">{escape(link.text or at)}</a> '
            f'<span class="aq-evidence__at">{escape(at)}</span></li>'
        )
