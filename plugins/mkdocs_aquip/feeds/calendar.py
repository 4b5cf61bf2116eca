"""``actions.ics`` and ``tasks.ics``: open actions on the days they are due, as iCalendar.

Calendars that subscribe to an address show events and pass tasks over; task lists take tasks
alone; a program that knows both would show everything twice in one file. So there are two, of
the same actions: days without a time that keep nobody busy, and tasks.

What changes between two readings is told by SEQUENCE, which counts the moves of the due date as
the notes tell them. DTSTAMP is the day of the newest meeting that has shown the action: a calendar
is the same, byte for byte, until there is something new.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, Literal

from icalendar import Calendar, Event, Todo

from aquip import __version__
from aquip.core.gfm import plain
from aquip.core.model import Record, Thread
from mkdocs_aquip.feeds.addresses import Addresses
from mkdocs_aquip.feeds.text import line
from mkdocs_aquip.words import plural

Form = Literal["events", "tasks"]
Due = Iterable[tuple[str, Thread]]
"""Actions with names that no other has."""

FILES: Final[Mapping[Form, str]] = {"events": "actions", "tasks": "tasks"}
"""What the files are called, and the folders with one for each owner."""

_REFRESH: Final = dt.timedelta(hours=6)
"""How often a calendar may ask: a site is built a few times a day."""
_OWNERS: Final = 300
"""Owners with a calendar of their own, at most."""
_DAY: Final = dt.timedelta(days=1)


def calendars(record: Record, where: Addresses, name: str) -> dict[str, bytes]:
    """Return all calendars by their place in the site; ``name`` is the site's."""
    due = [(uid, thread) for uid, thread in _named(record) if _is_due(thread)]
    people = [
        (owner, record.settings.name(owner), [one for one in due if owner in one[1].item.owners])
        for owner in owners(record)
    ]
    found = {}
    for form, file in FILES.items():
        writer = _Writer(form, record, where)
        path = f"{file}.ics"
        found[path] = writer.calendar(path, f"{name}: actions", due)
        for owner, called, own in people:
            path = f"{file}/{owner}.ics"
            found[path] = writer.calendar(path, f"{name}: {called}", own, owner)
    return found


def owners(record: Record) -> list[str]:
    """List the people who have a calendar of their own, be it an empty one.

    Whoever subscribes to theirs finds it there when all is done: so everybody whom the settings or
    a series name has one, and those with something due, as many as is sensible.
    """
    settings, series = record.settings, record.series.values()
    known = [handle for one in series for handle in (one.owner, one.with_) if handle]
    due = Counter(o for thread in record.threads if _is_due(thread) for o in thread.item.owners)
    every = dict.fromkeys((*settings.people, *known, *(owner for owner, _ in due.most_common())))
    return sorted([*every][:_OWNERS])


def _is_due(thread: Thread) -> bool:
    return thread.section == "actions" and thread.state == "open" and thread.item.due is not None


def _named(record: Record) -> Iterator[tuple[str, Thread]]:
    """Yield actions with names that they keep: their ids, else what stays as long as their text."""
    seen: Counter[str] = Counter()
    for thread in record.threads:
        if thread.section != "actions":
            continue
        item, series = thread.item, thread.newest.meeting.series
        if item.id:
            yield item.id, thread
            continue
        text = f"{series}\n{plain(item.text)}"
        seen[text] += 1
        said = f"{text}\n{seen[text]}" if seen[text] > 1 else text
        yield hashlib.blake2b(said.encode("utf-8", "replace"), digest_size=8).hexdigest(), thread


class _Writer:
    """Writes the calendars of one form."""

    def __init__(self, form: Form, record: Record, where: Addresses) -> None:
        self._is_event = form == "events"
        self._record = record
        self._where = where

    def calendar(self, path: str, title: str, due: Due, owner: str | None = None) -> bytes:
        """Return a calendar that will stand at a path, with one owner's actions or with all."""
        calendar = Calendar()
        calendar.add("prodid", f"-//aquip//{__version__}//EN")
        calendar.add("version", "2.0")
        calendar.add("calscale", "GREGORIAN")
        calendar.add("name", line(title))  # RFC 7986; the next is what most programs read
        calendar.add("x-wr-calname", line(title))
        calendar.add("refresh-interval", _REFRESH, parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", "PT6H")
        if source := self._where.of(path):
            calendar.add("source", source, parameters={"VALUE": "URI"})
        for uid, thread in due:
            calendar.add_component(self._component(uid, thread, owner))
        return bytes(calendar.to_ical())

    def _component(self, uid: str, thread: Thread, owner: str | None) -> Event | Todo:
        meeting, today = thread.newest.meeting, self._record.today
        stamp = _seen(thread, today)
        made = Event() if self._is_event else Todo()
        made.add("uid", f"{'' if self._is_event else 'task-'}{uid}@{self._where.scope}")
        made.add("dtstamp", _midnight(stamp))
        made.add("last-modified", _midnight(stamp))
        made.add("created", _midnight(min(thread.since, stamp)))
        made.add("sequence", thread.due_moves)
        made.add("summary", self._summary(thread, owner))
        day = thread.item.due or today
        if self._is_event:
            made.add("dtstart", day)
            made.add("dtend", day + _DAY)
            made.add("transp", "TRANSPARENT")
            made.add("x-microsoft-cdo-busystatus", "FREE")
        else:
            made.add("due", day)
            made.add("status", "NEEDS-ACTION")
        made.add("categories", [line(one) for one in self._categories(thread)])
        series, url = self._record.series[meeting.series], self._where.meeting(meeting, thread.item)
        said = f"{line(series.title)}, open since {thread.since.isoformat()}"
        if thread.due_moves:
            said += f", due date moved {plural(thread.due_moves, 'time')}"
        # Few calendars show a URL; nearly all make one in the description a link.
        made.add("description", f"{said}\n{url}" if url else said)
        if url:
            made.add("url", url)
        return made

    def _summary(self, thread: Thread, owner: str | None) -> str:
        """Return what is due, with those who owe it; in an ``owner``'s own, with the others."""
        text, settings = line(plain(thread.item.text)), self._record.settings
        names = [line(settings.name(one)) for one in thread.item.owners if one != owner]
        if not names:
            return text
        return f"{text} (with {', '.join(names)})" if owner else f"{', '.join(names)}: {text}"

    def _categories(self, thread: Thread) -> Iterator[str]:
        """Yield the series and the goal of an action, as one would group by."""
        yield self._record.series[thread.newest.meeting.series].title
        if goal := self._record.goals.get(thread.item.goal or ""):
            yield goal.title


def _seen(thread: Thread, today: dt.date) -> dt.date:
    """Return the day of the newest meeting that has shown an action by now."""
    dates = (occurrence.meeting.date for occurrence in reversed(thread.occurrences))
    return next((date for date in dates if date <= today), min(thread.since, today))


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), dt.UTC)
