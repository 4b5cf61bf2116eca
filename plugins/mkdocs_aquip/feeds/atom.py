"""``feed.xml``: the newest meetings that were held, and what was changed since, as Atom (RFC 4287).

An entry keeps its name for good: a meeting has the address of its page, a commit a tag URI made
of its id. Titles and summaries are text, contents HTML with nothing but paragraphs, lists and
links.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from feedgen.ext.base import BaseEntryExtension
from feedgen.feed import FeedGenerator
from markupsafe import Markup

from aquip import __version__
from aquip.core.model import Meeting, Record, Series
from aquip.core.moments import time_of, zone_of
from mkdocs_aquip.feeds.addresses import Addresses
from mkdocs_aquip.feeds.changes import Change, Origin, newest_changes
from mkdocs_aquip.feeds.text import line, linked
from mkdocs_aquip.feeds.words import (
    outcome,
    outcome_in_short,
    said_in_full,
    said_in_short,
    title_of,
)
from mkdocs_aquip.past.section import OF_MEETING, author_name
from mkdocs_aquip.sources import commit_url
from mkdocs_aquip.theming import ICON

MEDIA_TYPE: Final = "application/atom+xml"

_ATOM: Final = "{http://www.w3.org/2005/Atom}"
_HELD: Final = 30
"""Meetings that are told, the newest ones."""
_NOON: Final = dt.time(12)
"""A day without a time begins when it is the same day nearly everywhere."""


@dataclass(frozen=True)
class Entry:
    """One entry of a feed; ``html`` is safe, all else is text."""

    name: str
    url: str
    title: str
    moment: dt.datetime
    author: str
    summary: str
    html: Markup
    kind: str
    series: Sequence[Series]
    commit: str | None = None


def entries_of(record: Record, origins: Mapping[str, Origin], where: Addresses) -> list[Entry]:
    """Return the feed's entries, newest first.

    ``record`` is the public one; ``origins`` are the repositories that git knows, by name.
    """
    held = [meeting for meeting in record.meetings if meeting.status == "held"][-_HELD:]
    changes = newest_changes(origins, {meeting.note.path for meeting in held})
    entries = [_meeting(meeting, record, where) for meeting in held]
    entries += [_change(one, record, where, origins[one.source]) for one in changes]
    return sorted(entries, key=lambda entry: (entry.moment, entry.name), reverse=True)


def as_feed(
    entries: Sequence[Entry], record: Record, where: Addresses, name: str, description: str | None
) -> bytes:
    """Write a feed, which bears the site's name and description."""
    site, settings = where.site or "", record.settings
    feed = FeedGenerator()
    feed.id(site)
    feed.title(line(name))
    if description:
        feed.subtitle(line(description))
    feed.link([{"href": site}, {"href": f"{site}feed.xml", "rel": "self", "type": MEDIA_TYPE}])
    feed.icon(f"{site}{ICON}")
    feed.generator("aquip", version=__version__)
    feed.author(name=line(settings.name(settings.me) if settings.me else name))
    feed.updated(_told(entries[0].moment if entries else _moment(record.today, None)))
    for each in entries:
        entry = feed.add_entry(order="append")
        entry.id(each.name)
        entry.title(each.title)
        entry.link(href=each.url)
        if each.commit:
            entry.register_extension("related", partial(_Related, each.commit), rss=False)
        entry.published(_told(each.moment))
        entry.updated(_told(each.moment))
        entry.author(name=line(each.author))
        entry.category(term=each.kind)
        for series in each.series:
            entry.category(term=series.name, label=line(series.title))
        entry.summary(each.summary)
        entry.content(str(each.html), type="html")
    return bytes(feed.atom_str(pretty=True))


class _Related(BaseEntryExtension):  # type: ignore[misc]
    """A link to what an entry is about; feedgen's own links in entries lose their relation."""

    def __init__(self, href: str) -> None:
        self._href = href

    def extend_atom(self, entry: Any) -> Any:  # noqa: ANN401 - an element of lxml's
        """Add the link to an entry."""
        entry.append(entry.makeelement(f"{_ATOM}link", {"rel": "related", "href": self._href}))
        return entry


def _told(moment: dt.datetime) -> dt.datetime:
    """Return a moment as Atom can say it (RFC 3339), which knows whole minutes of offset alone."""
    offset = moment.utcoffset() or dt.timedelta()
    even = offset % dt.timedelta(minutes=1) == dt.timedelta()
    return (moment if even else moment.astimezone(dt.UTC)).replace(microsecond=0)


def _meeting(meeting: Meeting, record: Record, where: Addresses) -> Entry:
    """Return the entry of a meeting that was held: what was achieved and agreed."""
    series, settings = record.series[meeting.series], record.settings
    url = where.meeting(meeting) or where.site or ""
    time = meeting.note.front.values.get("time")
    return Entry(
        name=url,
        url=url,
        title=f"{title_of(meeting, series)}: {OF_MEETING['held']}",
        moment=_moment(meeting.date, series, time if isinstance(time, str) else None),
        author=line(settings.name(series.owner) if series.owner else series.title),
        summary=outcome_in_short(meeting),
        html=outcome(meeting, where, settings),
        kind="meeting",
        series=(series,),
    )


def _change(change: Change, record: Record, where: Addresses, origin: Origin) -> Entry:
    """Return the entry of a commit: what it meant, meeting by meeting."""
    settings, when = origin.settings, change.when
    first, entry = change.meant[0]
    others = len(change.meant) - 1 + change.more
    title = f"{title_of(first, record.series[first.series])}: {said_in_short(entry, settings)}"
    html = Markup("<p>{}</p>").format(line(change.subject)) if change.subject else Markup("")
    for meeting, meant in change.meant:
        url = where.meeting(meeting)
        if others:
            head = linked(title_of(meeting, record.series[meeting.series]), url)
            html += Markup("<p><strong>{}</strong></p>").format(head)
        html += said_in_full(meant, url, settings)
    if change.more:
        html += Markup("<p>and {:,} more</p>").format(change.more)
    every = (record.series[meeting.series] for meeting, _ in change.meant)
    source = f"{change.source}/" if change.source else ""
    return Entry(
        name=where.tag(when.date(), f"{source}commit/{change.sha}"),
        url=where.meeting(first) or where.site or "",
        title=f"{title}, and {others:,} more" if others else title,
        moment=when,
        author=line(author_name(change.author, settings)),
        summary=line(change.subject) or said_in_short(entry, settings),
        html=html,
        kind="change",
        series=tuple({series.name: series for series in every}.values()),
        commit=commit_url(origin.config, change.sha),
    )


def _moment(date: dt.date, series: Series | None, time: str | None = None) -> dt.datetime:
    """Return when a meeting was, as exactly as the notes say; a feed wants moments."""
    at = time_of(time) or time_of(series.time if series else None)
    zone = zone_of(series.timezone if series else None) if at else None
    return dt.datetime.combine(date, at or _NOON, zone or dt.UTC)
