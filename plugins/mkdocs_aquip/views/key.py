"""What a view shows, as a key: made without the HTML, so that an unchanged view is found cheaply.

Equal keys mean equal HTML, as long as programs, templates and configuration are the same
too. A key may change though the HTML does not; never the other way round. So a view says
what it is made of (`View.key`) only where that is less than the whole record.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Final
from weakref import WeakKeyDictionary

from aquip.core.model import Meeting, Occurrence, Record, Thread
from aquip.core.rollup import Accomplishment
from aquip.core.threads import first_due
from mkdocs_aquip.context import ViewContext
from mkdocs_aquip.once import of_threads, once
from mkdocs_aquip.views.options import Values

_SIZE: Final = 16

_around: WeakKeyDictionary[Record, tuple[int, int, str]] = WeakKeyDictionary()


def digest(*parts: object) -> str:
    """Return a hash of values whose ``repr`` tells all of them."""
    return hashlib.blake2b(repr(parts).encode("utf-8", "replace"), digest_size=_SIZE).hexdigest()


def surroundings_key(context: ViewContext) -> str:
    """Return the key of what any view may show besides notes: titles, people, addresses."""
    record, urls = context.record, context.urls
    known = _around.get(record)
    if known is None or known[:2] != (id(urls), len(urls)):
        named = [
            *((s.name, s.title, s.with_, s.note and s.note.uri) for s in record.series.values()),
            *((goal.slug, goal.title, goal.note.uri) for goal in record.goals.values()),
        ]
        key = digest(record.settings, record.today, named, sorted(urls.items()))
        known = _around[record] = (id(urls), len(urls), key)
    return known[2]


@once
def notes_key(record: Record) -> Mapping[str, str]:
    """Return the key of each note, its place and its text, by its place."""
    return {note.uri: note.key for note in record.notes}


@once
def record_key(record: Record) -> str:
    """Return the key of all notes: what depends on any of them."""
    return digest(sorted(notes_key(record).items()))


def rows_key(rows: Iterable[Thread], record: Record) -> str:
    """Return what rows show: where each stands, and what its other meetings make of it."""
    known = _row_keys(record)
    return digest([known[id(row)] for row in rows])


@of_threads
def _row_keys(row: Thread, _: Record) -> str:
    newest, rest = row.newest, len(row.occurrences)
    moved = row.due_moves and (row.due_moves, first_due(row.occurrences))
    state = (row.state, row.lost, row.done, moved, rest, row.since)
    return f"{newest.meeting.note.key} {newest.item.line} {state}"


def told_key(rows: Iterable[Accomplishment], record: Record) -> list[object]:
    """Return what accomplishments show: their tellings, and what they took up."""
    notes, known = notes_key(record), record.told_by_id

    def of(told: Occurrence) -> object:
        taken = [known[one] for one in told.item.see if one in known]
        own = notes[told.meeting.note.uri], told.item.line
        return own, [(one.meeting.note.uri, one.item.line, one.item.text) for one in taken]

    return [(row.date, [of(told) for told in row.tellings]) for row in rows]


def meetings_key(meetings: Iterable[Meeting], record: Record) -> list[str]:
    """Return the key of meetings' notes."""
    notes = notes_key(record)
    return [notes[meeting.note.uri] for meeting in meetings]


@once
def series_key(record: Record) -> Mapping[str, str]:
    """Return the key of each series: its page, its meetings, and the items that stand in it now."""
    threads: dict[str, list[Thread]] = {name: [] for name in record.series}
    for thread in record.threads:
        threads[thread.newest.meeting.series].append(thread)
    notes = notes_key(record)
    return {
        name: digest(
            one.note and notes.get(one.note.uri),
            meetings_key(one.meetings, record),
            rows_key(threads[name], record),
        )
        for name, one in record.series.items()
    }


def of_series(context: ViewContext, values: Values) -> object:
    """Return what a view of one series is made of; one of several is made of the whole record."""
    record, names = context.record, values["series"]
    return series_key(record)[names[0]] if len(names) == 1 else record_key(record)
