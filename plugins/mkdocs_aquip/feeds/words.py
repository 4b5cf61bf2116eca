"""What a commit meant, and what a meeting came to, in the words of a feed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Final

from markupsafe import Markup

from aquip.core.gfm import plain
from aquip.core.grammar import iso_date
from aquip.core.model import Item, Meeting, Series
from aquip.core.settings import Settings
from mkdocs_aquip.feeds.addresses import Addresses
from mkdocs_aquip.feeds.text import line, linked, listed
from mkdocs_aquip.past.section import OF_ITEMS, OF_MEETING
from mkdocs_aquip.past.story import Entry, Named
from mkdocs_aquip.site import long_date
from mkdocs_aquip.words import plural

_COUNTED: Final[Mapping[str, tuple[str, str]]] = {
    "told": ("accomplishment", "accomplishments"),
    "raised": ("added", "added"),
    "done": ("done", "done"),
    "dropped": ("dropped", "dropped"),
    "reopened": ("reopened", "reopened"),
    "due_moved": ("due date moved", "due dates moved"),
    "owner_changed": ("handed on", "handed on"),
    "reranked": ("moved in rank", "moved in rank"),
    "edited": ("edited", "edited"),
}
"""How a count of each kind is called."""

_SECTIONS: Final = (
    ("accomplishments", "Accomplishments"),
    ("questions", "Questions & Issues"),
    ("actions", "Actions"),
)
"""What an entry of a meeting lists."""


def title_of(meeting: Meeting, series: Series) -> str:
    """Return what a meeting is called among those of all series."""
    return line(f"{series.title}, {long_date(meeting)}")


def is_news(entry: Entry) -> bool:
    """Tell whether there are words for what a commit meant; that items were carried is no news."""
    items = any(entry.about(kind) for kind in OF_ITEMS)
    return bool(items or entry.removed or any(entry.about(kind) == () for kind in OF_MEETING))


def said_in_short(entry: Entry, settings: Settings) -> str:
    """Say in a few words what a commit meant to a meeting; an item that is alone is named."""
    said = [word for kind, word in OF_MEETING.items() if entry.about(kind) == ()]
    items = [(kind, found) for kind in OF_ITEMS if (found := entry.about(kind))]
    alone = sum(len(found) for _, found in items) == 1
    for kind, found in items:
        own, (one, many) = settings.label(kind, ""), _COUNTED[kind]
        if alone:
            said.append(f"{own or one} \u201c{found[0].text}\u201d")
        else:
            said.append(f"{own}: {len(found)}" if own else plural(len(found), one, many))
    if entry.removed:
        said.append(f"{entry.removed:,} removed")
    return line(", ".join(said))


def said_in_full(entry: Entry, url: str | None, settings: Settings) -> Markup:
    """Return what a commit meant to a meeting on the page at ``url``, item by item."""
    rows = []
    for kind, default in OF_ITEMS.items():
        word = line(settings.label(kind, default))
        rows += [
            Markup("{}: {}").format(word, _named(kind, named, url, settings))
            for named in entry.about(kind) or ()
        ]
    whole = [word for kind, word in OF_MEETING.items() if entry.about(kind) == ()]
    if entry.removed:
        whole.append(f"removed {plural(entry.removed, 'item')}")
    if entry.late:
        whole.append("after the meeting was held")
    first = Markup("<p>{}</p>").format(line(", ".join(whole)).capitalize()) if whole else ""
    return Markup("") + first + (listed(rows) if rows else "")


def _named(kind: str, named: Named, url: str | None, settings: Settings) -> Markup:
    """Return an item, and what is other than it was."""
    text = linked(named.text, _anchored(url, named.anchor))
    if kind == "due_moved":
        days = [(d := iso_date(each)) and _day(d) for each in (named.before, named.after)]
        old, new = days
        moved = f"{old} \u2192 {new}" if old and new else f"to {new}" if new else "to no day"
        return text + line(f", {moved}")
    if kind == "reranked":
        return text + line(f", from {named.before} to {named.after}")
    if kind == "owner_changed":
        handles = [one.lstrip("@") for one in (named.after or "").split(", ") if one]
        return text + line(f", to {', '.join(map(settings.name, handles)) or 'nobody'}")
    return text


def _anchored(url: str | None, anchor: str) -> str | None:
    # An item without an id is found by its line, which is no place to lead to for long.
    return f"{url}#%5E{anchor[1:]}" if url and anchor.startswith("^") else url


def outcome_in_short(meeting: Meeting) -> str:
    """Say in a few words what a meeting came to."""
    told, agreed = (len([*meeting.note.items(key)]) for key in ("accomplishments", "actions"))
    counts = [plural(told, "accomplishment")] if told else []
    counts += [plural(agreed, "action")] if agreed else []
    return ", ".join(counts) or "No accomplishments and no actions"


def outcome(meeting: Meeting, where: Addresses, settings: Settings) -> Markup:
    """Return what a meeting came to: accomplishments, questions, actions."""
    html = Markup("")
    for key, default in _SECTIONS:
        items = [*meeting.note.items(key)]
        if items:
            label = line(settings.section_label(key, default))
            rows = [_row(item, meeting, where, settings) for item in items]
            html += Markup("<p><strong>{}</strong></p>").format(label) + listed(rows)
    return html or Markup("<p>No accomplishments and no actions.</p>")


def _row(item: Item, meeting: Meeting, where: Addresses, settings: Settings) -> Markup:
    said = "".join(f"{word}, " for word in _before(item, settings)).removesuffix(", ")
    text = linked(plain(item.text), where.meeting(meeting, item))
    first = Markup("{}: ").format(line(said)) if said else Markup("")
    due = f" (due {_day(item.due)})" if item.due and item.state == "open" else ""
    return first + text + due


def _before(item: Item, settings: Settings) -> Iterator[str]:
    """Yield who owes an item, and whether it is closed."""
    yield from (settings.name(handle) for handle in item.owners)
    if item.state != "open":
        yield settings.label(item.state, item.state)


def _day(date: dt.date) -> str:
    """Write a date as it is understood years later."""
    return f"{date.day} {date:%b %Y}"
