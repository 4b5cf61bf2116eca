"""What every template of a view can use: dates, people, links, item text, the environment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final
from urllib.parse import urlencode
from weakref import WeakKeyDictionary

from jinja2 import Environment
from markupsafe import Markup, escape

from aquip.core.model import Item, Meeting, Note, Occurrence, Thread
from aquip.core.settings import Settings
from mkdocs_aquip.context import ViewContext, anchor_of
from mkdocs_aquip.render.inline import inline_html
from mkdocs_aquip.views.people import person_html

MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEEKDAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
WEEK: Final = 7

_overlays: WeakKeyDictionary[Environment, Environment] = WeakKeyDictionary()


def templates(context: ViewContext) -> Environment:
    """Return the theme's environment with escaping on: MkDocs' own leaves it off."""
    env = context.env
    if env not in _overlays:
        overlay = env.overlay(autoescape=True, trim_blocks=True, lstrip_blocks=True)
        overlay.filters = {**env.filters, "day": day_text, "plural": plural}
        _overlays[env] = overlay
    return _overlays[env]


def render(template: str, context: ViewContext, data: Mapping[str, object]) -> Markup:
    """Render a template of ours, or the user's in its place, with ``ui`` and the data."""
    page = templates(context).get_template(f"aquip/views/{template}.html")
    return Markup(page.render(data, ui=Ui(context)).strip())  # noqa: S704 - escaped by Jinja


def day_text(day: dt.date, today: dt.date | None = None) -> str:
    """Write a date for people: 27 Nov, with its year unless that is today's."""
    text = f"{day.day} {MONTHS[day.month - 1]}"
    return text if today and day.year == today.year else f"{text} {day.year}"


@lru_cache(maxsize=4096)
def _time(day: dt.date, today: dt.date) -> Markup:
    return _html(f'<time datetime="{day.isoformat()}">{day_text(day, today)}</time>')


def _html(written: str) -> Markup:
    """Return HTML whose parts are escaped; `Markup.format` does the same, ten times slower."""
    return Markup(written)  # noqa: S704 - escaped where it is put together


def plural(count: int, one: str, many: str | None = None) -> str:
    """Write a count with its noun: 1 action, 2 actions."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def due_word(due: dt.date, today: dt.date) -> str:
    """Say how a due date stands to today, in the words that aquip.js uses."""
    days = (due - today).days
    if days < 0:
        return f"overdue {plural(-days, 'day')}"
    if days == 0:
        return "today"
    return "tomorrow" if days == 1 else f"in {days} days"


def in_word(day: dt.date, today: dt.date) -> str:
    """Say how far off a day is, in the words that aquip.js uses."""
    days = (day - today).days
    if days in (0, 1):
        return ("today", "tomorrow")[days]
    return f"in {days} days" if days > 0 else f"{plural(-days, 'day')} ago"


@dataclass(frozen=True)
class Ui:
    """Pieces of pages, for templates as ``ui``."""

    context: ViewContext

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
        return _time(day, self.today)

    def date(self, day: dt.date) -> str:
        """Return a date as plain text."""
        return day_text(day, self.today)

    def due_word(self, due: dt.date) -> str:
        """Return how a due date stands to today."""
        return due_word(due, self.today)

    def in_word(self, day: dt.date) -> str:
        """Return how far a day ahead is."""
        return in_word(day, self.today)

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

    def name(self, handle: str) -> str:
        """Return a person's name."""
        return self.settings.name(handle)

    def inline(self, text: str, note: Note) -> Markup:
        """Return an item's text as safe HTML, its links as from this page."""
        return Markup(inline_html(text, note, self.context))  # noqa: S704 - sanitised by it

    def linked(self, item: Item, meeting: Meeting) -> Markup:
        """Return an item's text as a link to where it stands, unless it has links of its own."""
        html = self.inline(item.text, meeting.note)
        url = self.item_url(Occurrence(meeting, item))
        if url is None or "<a " in html:
            return html
        return _html(f'<a class="aq-text" href="{escape(url)}">{html}</a>')

    def item_url(self, occurrence: Occurrence) -> str | None:
        """Return the link to an item where one meeting shows it."""
        item = occurrence.item
        return self.context.url_of(occurrence.meeting.note, anchor_of(item.id, item.line))

    def source(self, thread: Thread) -> str | None:
        """Return where an item's source line can be read."""
        newest = thread.newest
        return self.context.source_url(newest.meeting.note, newest.item.line)

    def series_title(self, name: str) -> str:
        """Return a series' title."""
        return self.context.record.series[name].title

    def series_link(self, name: str) -> Markup:
        """Return a series' title, linked where it has a page."""
        return self._link(self.context.url_of_series(name), self.series_title(name))

    def meeting_link(self, meeting: Meeting, text: str | None = None) -> Markup:
        """Return a meeting's date, or a text, linked to its page."""
        inner = escape(text) if text else self.day(meeting.date)
        return self._link(self.context.url_of_meeting(meeting), inner)

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
