"""The HTML of an item's parts: people, fields, boxes, and where the item has been.

All of it is short, quiet and readable without styles; what only labels an item is
kept out of the search index. Signs are written as references: one arrow in a page would
have Python keep two bytes for each of its letters.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import lru_cache
from html import escape
from typing import Final

from aquip.core.model import Field, Item
from aquip.core.settings import Settings
from mkdocs_aquip.render.inline import inline_text
from mkdocs_aquip.render.surroundings import Mention, Step, Surroundings
from mkdocs_aquip.views.people import hue, initials
from mkdocs_aquip.words import day_text, due_word, need_word

UNINDEXED: Final = 'data-search-exclude="1"'
"""Keeps a label out of the search index; Material's search takes it off the page again."""

_DATES: Final = {"due": "due", "done": "done", "dropped": "dropped"}
_PAST: Final = {"since": "since", "was": "was due"}
"""Fields that tell an item's history; they stand in its trail."""

_TOLD: Final = {"feedback": "taken up", "accomplishments": "referred to"}
"""What is said of the items that others refer to, by section."""


def short_date(date: dt.date, day: dt.date | None = None) -> str:
    """Write a date as in 27 Nov 2026; without its year in the year of ``day``."""
    return day_text(date, day)


def time_tag(date: dt.date, day: dt.date | None) -> str:
    """Return a date as ``<time>``."""
    return _time_tag(date, day.year if day else None)


@lru_cache(maxsize=4096)
def _time_tag(date: dt.date, year: int | None) -> str:
    shown = day_text(date, date if date.year == year else None)
    return f'<time datetime="{date.isoformat()}">{shown}</time>'


def person(handle: str, settings: Settings, *, avatar: bool = False) -> str:
    """Return someone's name as HTML; a handle that nobody has stays a handle."""
    name = settings.name(handle)
    picture = ""
    if avatar:
        colour = f"aq-avatar aq-hue-{hue(handle, settings)}"
        picture = (
            f'<span class="{colour}" aria-hidden="true" {UNINDEXED}>{escape(initials(name))}</span>'
        )
    return f'<span class="aq-person" title="@{escape(handle)}">{picture}{escape(name)}</span>'


def owners(item: Item, settings: Settings) -> str:
    """Return the owners of an item."""
    return " ".join(person(handle, settings, avatar=True) for handle in item.owners)


def box(state: str) -> str:
    """Return a task's box; ``state`` is open, done or dropped."""
    return f'<span class="aq-box aq-box--{state}" role="img" aria-label="{state}"></span>'


def chip(kind: str, content: str) -> str:
    """Return a label; ``content`` is HTML."""
    return f'<span class="aq-chip aq-chip--{kind}" {UNINDEXED}>{content}</span>'


def field(found: Field, item: Item, around: Surroundings, *, linked: bool) -> str:
    """Return a field as a label. Inside a link (``linked``) it holds no link of its own."""
    if found.key in _PAST:
        return ""
    if found.key in _DATES:
        return _date(found, item, around)
    if found.key == "goal":
        title, href = around.goal(found.value.removeprefix("#"))
        return _link_chip("goal", escape(title), None if linked else href, "Goal")
    if found.key == "see":
        return see(found.value.removeprefix("^"), around, linked=linked)
    settings = around.settings
    if found.key == "min":
        return chip("min", f"{escape(found.value)} {escape(settings.word('min'))}")
    words = settings.label(found.value, found.value.replace("-", " "))
    if found.key == "need":
        words = need_word(found.value, settings)
    return chip(found.key, escape(words))


def see(item_id: str, around: Surroundings, *, linked: bool) -> str:
    """Return a reference to another item: its text, linked to where it stands now."""
    text, href = around.item(item_id)
    return _link_chip("see", inline_text(text), None if linked else href, "See")


def _link_chip(kind: str, content: str, href: str | None, title: str) -> str:
    if href is None:
        return chip(kind, content)
    return (
        f'<a class="aq-chip aq-chip--{kind}" href="{escape(href)}" title="{title}" {UNINDEXED}>'
        f"{content}</a>"
    )


def _date(found: Field, item: Item, around: Surroundings) -> str:
    word = escape(around.settings.label(found.key, _DATES[found.key]))
    if found.date is None:
        return chip(found.key, f"{word} {escape(found.value)}")
    shown = f"{word} {time_tag(found.date, around.day)}"
    if found.key != "due" or around.current_state(item) != "open":
        return chip(found.key, shown)
    late = " aq-due--overdue" if found.date < around.today else ""
    word = due_word(found.date, around.today)
    return (
        f'<span class="aq-due{late}" data-due="{found.date}" data-state="open" {UNINDEXED}>'
        f'{shown} <small class="aq-due__word">{word}</small></span>'
    )


def trail(item: Item, steps: Iterable[Step], around: Surroundings) -> str:
    """Return where an item came from and went to; empty for one that only this meeting shows."""
    notes = [*_trail(item, steps, around)]
    if not notes:
        return ""
    return f' <span class="aq-trail" {UNINDEXED}>{" &middot; ".join(notes)}</span>'


def _trail(item: Item, steps: Iterable[Step], around: Surroundings) -> Iterator[str]:
    for found in item.fields:
        if word := _PAST.get(found.key):
            date = time_tag(found.date, around.day) if found.date else escape(found.value)
            yield f"{escape(around.settings.label(found.key, word))} {date}"
    if item.id and item.section in _TOLD:
        yield from (_mention(one, item, around) for one in around.referring(item))
    if name := around.brought_by(item):
        yield f'<span class="aq-by">brought by <bdi>{escape(name)}</bdi></span>'
    for step in steps:
        yield _step(step, around)
    if around.lost(item):
        yield '<em class="aq-lost">not taken up in the next meeting</em>'


def _mention(mention: Mention, item: Item, around: Surroundings) -> str:
    """Name an item that refers to this one."""
    words = f"{_TOLD[item.section]} {short_date(mention.date, around.day)}:"
    text = inline_text(mention.text)
    if mention.href:
        text = f'<a href="{escape(mention.href)}">{text}</a>'
    return f"{words} {text}"


def _step(step: Step, around: Surroundings) -> str:
    date = short_date(step.date, around.day)
    if step.direction == "from":
        text, title = f"&larr; {date}", f"Where it stood before, on {date}"
    elif step.state == "open":
        text, title = f"{date} &rarr;", f"Where it went, on {date}"
    else:
        said = around.settings.label(step.state, step.state)
        text, title = f"{escape(said)} {date} &rarr;", f"{step.state.capitalize()} by {date}"
    if step.href is None:
        return text
    return f'<a href="{escape(step.href)}" title="{title}">{text}</a>'
