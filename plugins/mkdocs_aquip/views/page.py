"""What every template of a view can use: dates, people, links, item text, the environment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from html import escape as html_escape
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import urlencode
from weakref import WeakKeyDictionary

from jinja2 import Environment, Template, TemplateNotFound
from markupsafe import Markup, escape

from aquip.core.model import Item, Meeting, Note, Occurrence, Thread
from aquip.core.rollup import Accomplishment
from aquip.core.settings import Settings
from mkdocs_aquip.context import ViewContext, anchor_of
from mkdocs_aquip.render.inline import inline_html, inline_text
from mkdocs_aquip.views.met import met_html
from mkdocs_aquip.views.people import person_html
from mkdocs_aquip.views.row import Rows
from mkdocs_aquip.views.told import Told
from mkdocs_aquip.words import (
    MONTHS,
    WEEKDAYS,
    day_html,
    day_text,
    due_word,
    in_word,
    need_word,
    plural,
    times,
)

if TYPE_CHECKING:
    from mkdocs_aquip.views.meetings import Row

_OWN_ROW: Final = "aquip/views/_row.html"
_A_LINE: Final = 987_654_321

_overlays: WeakKeyDictionary[Environment, Environment] = WeakKeyDictionary()
_own_rows: WeakKeyDictionary[Environment, Template | None] = WeakKeyDictionary()


def templates(context: ViewContext) -> Environment:
    """Return the theme's environment with escaping on: MkDocs' own leaves it off."""
    env = context.env
    if env not in _overlays:
        overlay = env.overlay(autoescape=True, trim_blocks=True, lstrip_blocks=True)
        overlay.filters = {**env.filters, "day": day_text, "plural": plural, "times": _often}
        _overlays[env] = overlay
    return _overlays[env]


def render(template: str, context: ViewContext, data: Mapping[str, object]) -> Markup:
    """Render a template of ours, or the user's in its place, with ``ui`` and the data."""
    page = templates(context).get_template(f"aquip/views/{template}.html")
    return Markup(page.render(data, ui=Ui(context)).strip())  # noqa: S704 - escaped by Jinja


def own_row(context: ViewContext) -> Template | None:
    """Return the site's own template of a row of actions or questions, where it has one."""
    env = templates(context)
    if env not in _own_rows:
        try:
            _own_rows[env] = env.get_template(_OWN_ROW)
        except TemplateNotFound:
            _own_rows[env] = None
    return _own_rows[env]


def _often(count: int, verb: str) -> str:
    """Say how often something happened, where a template pipes the number: carried 3×."""
    return times(verb, count)


def _html(written: str) -> Markup:
    """Return HTML whose parts are escaped; `Markup.format` does the same, ten times slower."""
    return Markup(written)  # noqa: S704 - escaped where it is put together


class Place(NamedTuple):
    """Where a meeting is, as HTML: its address, and a link with its date."""

    url: str | None
    link: str


@dataclass(frozen=True)
class Ui:
    """Pieces of pages, for templates as ``ui``."""

    context: ViewContext
    _places: dict[str, Place] = field(default_factory=dict, compare=False)
    _sources: dict[str, tuple[str, str] | None] = field(default_factory=dict, compare=False)

    @property
    def settings(self) -> Settings:
        """What the repository has set."""
        return self.context.record.settings

    @property
    def today(self) -> dt.date:
        """The day the site was built on, or the one that was set."""
        return self.context.record.today

    @property
    def fixed_today(self) -> str:
        """The day that was set, for the scripts to go by; empty when the viewer's clock counts."""
        return self.today.isoformat() if self.settings.today else ""

    def day(self, day: dt.date) -> Markup:
        """Return a date as a time element."""
        return _html(day_html(day, self.today))

    def date(self, day: dt.date) -> str:
        """Return a date as plain text."""
        return day_text(day, self.today)

    def due_word(self, due: dt.date) -> str:
        """Return how a due date stands to today."""
        return due_word(due, self.today)

    def in_word(self, day: dt.date) -> str:
        """Return how far a day ahead is."""
        return in_word(day, self.today)

    def need_word(self, need: str) -> str:
        """Return what a question needs: needs a thought partner."""
        return need_word(need, self.settings)

    def age_word(self, thread: Thread) -> str:
        """Return an age; what only a coming meeting raises has none."""
        if thread.since > self.today:
            return "to come"
        return plural(thread.age_days(self.today), "day")

    @staticmethod
    def month(day: dt.date) -> str:
        """Return a day's month, in short."""
        return MONTHS[day.month - 1]

    @staticmethod
    def weekday(day: dt.date) -> str:
        """Return a day's weekday, in short."""
        return WEEKDAYS[day.weekday()]

    @staticmethod
    def code(text: str) -> Markup:
        """Return a line of ours whose only Markdown is code spans."""
        pieces = str(escape(text)).split("`")
        pieces[1::2] = [f"<code>{piece}</code>" for piece in pieces[1::2]]
        return Markup("".join(pieces))  # noqa: S704 - escaped above

    def person(self, handle: str) -> Markup:
        """Return a person's initials and name."""
        return person_html(handle, self.settings)

    def person_link(self, handle: str) -> Markup:
        """Return a person's initials and name, linked to the person's page, where there is one."""
        url, shown = self.context.url_of_person(handle), person_html(handle, self.settings)
        return (
            shown if url is None else _html(f'<a class="aq-who" href="{escape(url)}">{shown}</a>')
        )

    def name(self, handle: str) -> str:
        """Return a person's name."""
        return self.settings.name(handle)

    def owes(self, handle: str) -> str:
        """Return who owes, as a heading: I owe, Morgan Diaz owes."""
        return "I owe" if handle == self.settings.me else f"{self.name(handle)} owes"

    def whom(self, handle: str) -> str:
        """Return somebody to whom something is owed or said: me, Morgan Diaz."""
        return "me" if handle == self.settings.me else self.name(handle)

    @staticmethod
    def overdue(url: str | None) -> str | None:
        """Return the link to those rows of a dashboard's link that are overdue."""
        return url and f"{url}{'&' if '?' in url else '?'}due=overdue"

    def rows(
        self, rows: Iterable[Thread], section: str, *, goals: bool = True, one_series: bool = False
    ) -> Markup:
        """Return rows of a table of actions or questions, with their goals and series or not."""
        one = Rows(self, section, goals=goals, one_series=one_series)
        own = own_row(self.context)
        return _html("".join(map(one.html, rows)) if own is None else one.by(own, rows))

    def told(
        self,
        rows: Iterable[Accomplishment],
        *,
        goals: bool = True,
        places: Mapping[int, int] | None = None,
    ) -> Markup:
        """Return accomplishments as items of a list, with their goals or not.

        ``places`` are their numbers in the text of a review: with them goes what a filter needs.
        """
        return _html("".join(map(Told(self, goals=goals, places=places).html, rows)))

    def met(self, rows: Iterable[Row], *, one_series: bool = False) -> Markup:
        """Return meetings as items of a list, with their series or not."""
        return _html("".join(met_html(row, self, one_series=one_series) for row in rows))

    def inline(self, text: str, note: Note) -> Markup:
        """Return an item's text as safe HTML, its links as from this page."""
        return _html(inline_html(text, note, self.context))

    def linked(self, item: Item, meeting: Meeting) -> Markup:
        """Return an item's text as a link to where it stands, unless it has links of its own."""
        return _html(self.linked_html(item, meeting))

    def linked_html(self, item: Item, meeting: Meeting) -> str:
        """Return the same as a plain string, for those that write thousands."""
        html = inline_html(item.text, meeting.note, self.context)
        url = self.place(meeting).url
        if url is None or "<a " in html:
            return html
        return f'<a class="aq-text" href="{url}#{anchor_of(item.id, item.line)}">{html}</a>'

    def place(self, meeting: Meeting) -> Place:
        """Return where a meeting is; asked for each of its items, worked out once."""
        uri = meeting.note.uri
        if uri not in self._places:
            url = self.context.url_of_meeting(meeting)
            day = day_html(meeting.date, self.today)
            href = None if url is None else html_escape(url)
            link = f"<span>{day}</span>" if href is None else f'<a href="{href}">{day}</a>'
            self._places[uri] = Place(href, link)
        return self._places[uri]

    def source_around(self, note: Note) -> tuple[str, str] | None:
        """Return the address of a note's lines, as what stands before and after the number."""
        if note.uri not in self._sources:
            source = self.context.source_url(note, _A_LINE)
            before, mark, after = html_escape(source or "").partition(str(_A_LINE))
            self._sources[note.uri] = (before, after) if mark else None
        return self._sources[note.uri]

    def item_url(self, occurrence: Occurrence) -> str | None:
        """Return the link to an item where one meeting shows it."""
        item = occurrence.item
        return self.context.url_of(occurrence.meeting.note, anchor_of(item.id, item.line))

    def reference(self, item_id: str) -> Markup:
        """Return the item with this id as a chip that leads to it; nothing where there is none."""
        record = self.context.record
        thread = record.thread_by_id.get(item_id)
        found = thread.newest if thread else record.told_by_id.get(item_id)
        if found is None:
            return _html("")
        return self.mention(found)

    def mention(self, one: Occurrence) -> Markup:
        """Return an item in plain words as a chip that leads to it."""
        text, url = inline_text(one.item.text), self.item_url(one)
        if url is None:
            return _html(f'<span class="aq-chip aq-chip--see">{text}</span>')
        return _html(f'<a class="aq-chip aq-chip--see" href="{escape(url)}">{text}</a>')

    def source(self, thread: Thread) -> str | None:
        """Return where an item's source line can be read."""
        newest = thread.newest
        return self.context.source_url(newest.meeting.note, newest.item.line)

    @staticmethod
    def table_rows(rows: Iterable[Iterable[object]]) -> Markup:
        """Return the rows of a plain table, the first cell of each its heading."""
        found = []
        for first, *others in rows:
            cells = "".join([f"<td>{escape(cell)}</td>" for cell in others])
            found.append(f'<tr><th scope="row">{escape(first)}</th>{cells}</tr>\n')
        return _html("".join(found))

    def series_title(self, name: str) -> str:
        """Return a series' title."""
        return self.context.record.series[name].title

    def series_link(self, name: str) -> Markup:
        """Return a series' title, linked where it has a page."""
        return self._link(self.context.url_of_series(name), self.series_title(name))

    def meeting_link(self, meeting: Meeting, text: str | None = None) -> Markup:
        """Return a meeting's date, or a text, linked to its page."""
        if text is None:
            return _html(self.place(meeting).link)
        return self._link(self.context.url_of_meeting(meeting), text)

    def goal_chip(self, slug: str) -> Markup:
        """Return a goal as a chip that leads to its page."""
        goal = self.context.record.goals.get(slug)
        url = self.context.url_of_goal(slug)
        name = goal.title if goal else slug
        if url is None:
            return _html(f'<span class="aq-chip aq-chip--goal">{escape(name)}</span>')
        return _html(f'<a class="aq-chip aq-chip--goal" href="{escape(url)}">{escape(name)}</a>')

    def rows_url(self, page: str, **filters: str) -> str | None:
        """Return the link to a dashboard (``actions.md``) with filters; None without the page."""
        url = self.context.page(page)
        return f"{url}?{urlencode(filters)}" if url is not None and filters else url

    @cached_property
    def actions_page(self) -> str | None:
        """The link to the actions dashboard."""
        return self.context.page("actions.md")

    @staticmethod
    def _link(url: str | None, inner: str) -> Markup:
        if url is None:
            return _html(f"<span>{escape(inner)}</span>")
        return _html(f'<a href="{escape(url)}">{escape(inner)}</a>')
