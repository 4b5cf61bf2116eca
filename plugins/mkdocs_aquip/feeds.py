"""The record for other tools: JSON, a calendar of what is due, a feed of meetings.

All of it is the public record's, and the same for the same notes and day.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any, Final

from feedgen.feed import FeedGenerator
from icalendar import Calendar, Todo
from msgspec import Raw, json

from aquip import __version__
from aquip.core.gfm import plain
from aquip.core.model import Meeting, Record, Thread
from aquip.core.readiness import upcoming
from aquip.core.rollup import accomplishments
from aquip.report.data import accomplishment_row, thread_row, upcoming_row
from mkdocs_aquip.context import anchor_of
from mkdocs_aquip.once import of_threads

_json: Final = json.Encoder().encode

UrlOf = Callable[[Meeting, str], str | None]
"""The full address of a meeting's page and an anchor in it; None on a site without ``site_url``."""

_NEWEST = 30


def as_json(record: Record) -> bytes:
    """Return the record's rows, as ``--format json`` prints them, with people and series."""
    rows = _thread_rows(record)
    document: dict[str, Any] = {
        "version": __version__,
        "today": record.today.isoformat(),
        "people": {f"@{p.handle}": {"name": p.name} for p in record.settings.people.values()},
        "series": [
            {
                "name": one.name,
                "title": one.title,
                "with": f"@{one.with_}" if one.with_ else None,
                "relation": one.relation,
                "cadence": one.cadence,
                "meetings": [
                    {
                        "name": meeting.name,
                        "date": meeting.date.isoformat(),
                        "status": meeting.status,
                        "path": meeting.note.path,
                    }
                    for meeting in one.meetings
                ],
            }
            for one in record.series.values()
        ],
        "goals": [
            {name: getattr(goal, name) for name in ("slug", "title", "kind", "period", "status")}
            for goal in record.goals.values()
        ],
        "next": [upcoming_row(each) for each in upcoming(record)],
        **{
            section: [rows[id(t)] for t in record.threads if t.section == section]
            for section in ("actions", "questions", "priorities")
        },
        "accomplishments": [accomplishment_row(each) for each in accomplishments(record)],
    }
    entries = (_json(name) + b": " + _rows(value) for name, value in document.items())
    return b"{\n" + b",\n".join(entries) + b"\n}\n"


@of_threads
def _thread_rows(thread: Thread, record: Record) -> Raw:
    return Raw(_json(thread_row(thread, record.today)))


def _rows(value: object) -> bytes:
    """Write a list with a row on each line: as fast as in one line, and good to compare."""
    if not isinstance(value, list) or not value:
        return _json(value)
    return b"[\n " + b",\n ".join(map(_json, value)) + b"\n]"


def as_calendar(record: Record, url_of: UrlOf, name: str) -> bytes:
    """Return the open actions with a due date as tasks in iCalendar (RFC 5545)."""
    calendar = Calendar()
    calendar.add("prodid", f"-//aquip//{__version__}//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"{name}: actions")
    stamp = dt.datetime.combine(record.today, dt.time(), dt.UTC)
    for thread in record.threads:
        item, meeting = thread.item, thread.newest.meeting
        if thread.section != "actions" or thread.state != "open" or item.due is None:
            continue
        owners = ", ".join(record.settings.name(handle) for handle in item.owners)
        text = plain(item.text)
        task = Todo()
        task.add("uid", f"{item.id or f'{meeting.note.path}-{item.line}'}@aquip")
        task.add("dtstamp", stamp)
        task.add("summary", f"{owners}: {text}" if owners else text)
        task.add("due", item.due)
        task.add("status", "NEEDS-ACTION")
        if url := url_of(meeting, anchor_of(item.id, item.line) if item.id else ""):
            task.add("url", url)
        calendar.add_component(task)
    return bytes(calendar.to_ical())


def as_feed(record: Record, url_of: UrlOf, name: str, site_url: str) -> bytes:
    """Return the newest held meetings as an Atom feed (RFC 4287), newest first."""
    held = [meeting for meeting in record.meetings if meeting.status == "held"][-_NEWEST:]
    feed = FeedGenerator()
    feed.id(site_url)
    feed.title(name)
    feed.link(href=site_url)
    feed.link(href=f"{site_url}feed.xml", rel="self")
    feed.generator("aquip", version=__version__)
    feed.updated(_moment(held[-1].date if held else record.today))
    for meeting in held:
        entry = feed.add_entry(order="prepend")
        url = url_of(meeting, "") or site_url
        entry.id(url)
        entry.link(href=url)
        entry.title(_readable(f"{record.series[meeting.series].title}, {meeting.date:%d %B %Y}"))
        entry.updated(_moment(meeting.date))
        entry.author(name=record.settings.name(record.series[meeting.series].owner or "aquip"))
        entry.summary(_readable(_summary(meeting)))
    return bytes(feed.atom_str(pretty=True))


def _moment(date: dt.date) -> dt.datetime:
    """Return a day's start: a feed wants moments, where notes have days."""
    return dt.datetime.combine(date, dt.time(), dt.UTC)


def _summary(meeting: Meeting) -> str:
    """Say in a few lines what was achieved and agreed."""
    lines = [f"Accomplished: {plain(item.text)}" for item in meeting.note.items("accomplishments")]
    lines += [f"Action: {plain(item.text)}" for item in meeting.note.items("actions")]
    return "\n".join(lines) or "No accomplishments and no actions."


_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def _readable(text: str) -> str:
    """Drop the characters that XML cannot hold."""
    return _ILLEGAL.sub("", text)
