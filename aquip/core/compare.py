"""What happened from one state of all notes to another."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property

from msgspec import structs

from aquip.core.events import Event, hidden, of_item, reranked
from aquip.core.gfm import plain
from aquip.core.matching import thread_pairs
from aquip.core.meeting_events import of_the_whole, own_items, told
from aquip.core.model import Item, Meeting, Occurrence, Record, Thread
from aquip.core.secrets import Secrets


def between(
    before: Record, after: Record, renamed: Mapping[str, str] | None = None
) -> tuple[Event, ...]:
    """Tell what happened, in order of meetings and their lines.

    ``renamed`` gives the earlier paths of notes that have others now. Both are whole records,
    private parts included: what is hidden at one time must not be told from the other. Whoever
    shows events to others leaves out the private ones.
    """
    renamed = renamed or {}
    stay = {*after.meeting_at, *renamed.values()}
    found: list[Event] = []
    orders: dict[str, list[_Pair]] = defaultdict(list)
    series = _renamed_series(before, after, renamed)
    for old, new in thread_pairs(before.threads, after.threads, series):
        if old is new:
            continue
        found += _of_thread(old, new, stay)
        if new and new.section == "priorities":
            orders[new.newest.meeting.series].append((old, new))
    for pairs in orders.values():
        found += _of_order(pairs)
    found += _of_meetings(before, after, renamed, {event.meeting.note.path for event in found})
    return tuple(sorted(_discreet(found, before, after), key=_place))


def _discreet(events: Sequence[Event], before: Record, after: Record) -> Iterator[Event]:
    """Make private what happened in a series that is hidden, or tells what is hidden by now."""
    hides = {
        name
        for record in (before, after)
        for name, series in record.series.items()
        if series.note and not series.note.published
    }
    secrets = Secrets(after.notes)
    for event in events:
        was = event.before if event.kind == "edited" and event.item else None
        hide = event.meeting.series in hides or bool(was and secrets.has(was))
        yield structs.replace(event, private=True) if hide else event


def _renamed_series(before: Record, after: Record, renamed: Mapping[str, str]) -> Mapping[str, str]:
    """Return the names of series today whose folder had another name, by that."""
    moved = (
        (before.meeting_at.get(old), after.meeting_at.get(new)) for new, old in renamed.items()
    )
    pairs = ((old.series, new.series) for old, new in moved if old and new)
    return {old: new for old, new in pairs if old not in after.series}


_Pair = tuple[Thread | None, Thread]


def _place(event: Event) -> tuple[dt.date, str, str, int]:
    meeting = event.meeting
    return (meeting.date, meeting.series, meeting.name, event.line)


def _of_thread(old: Thread | None, new: Thread | None, stay: Collection[str]) -> Iterator[Event]:
    """Tell what happened to an item; ``stay`` are the paths of notes that are still there."""
    was = old.occurrences if old else ()
    now = new.occurrences if new else ()
    if not _same(was, now):
        for event in of_item(was, now):
            # What was carried into a note that is gone goes on where it was before.
            if not (now and _took_away(event) and event.meeting.note.path not in stay):
                yield event
    if new and new.lost and not (old and old.lost):
        yield _lost(new, private=any(map(hidden, was)))


def _same(was: tuple[Occurrence, ...], now: tuple[Occurrence, ...]) -> bool:
    return len(was) == len(now) and all(a.item is b.item for a, b in zip(was, now, strict=True))


def _took_away(event: Event) -> bool:
    return event.kind == "edited" and event.after is None


def _lost(thread: Thread, *, private: bool) -> Event:
    newest = thread.newest
    hide = private or thread.private
    return Event("lost", newest.meeting, newest.item, carries=thread.carries, private=hide)


def _of_order(pairs: Sequence[_Pair]) -> Iterator[Event]:
    """Tell how the newest order of a series' priorities differs from the one before.

    An open one that a new order leaves out is lost, like an action that is not carried.
    """
    both = [(old.newest, new) for old, new in pairs if old]
    last = max((new.newest.meeting for _, new in pairs), key=_date)
    yield from reranked((was, new.newest) for was, new in both if new.newest.meeting is last)
    if not both:
        return
    first = _date(max((was.meeting for was, _ in both), key=_date))
    for was, new in both:
        left = _date(was.meeting) == first == _date(new.newest.meeting) < _date(last)
        if left and new.state == "open":
            yield _lost(new, private=hidden(was))


def _date(meeting: Meeting) -> tuple[dt.date, str]:
    return (meeting.date, meeting.name)


def _of_meetings(
    before: Record, after: Record, renamed: Mapping[str, str], others: set[str]
) -> Iterator[Event]:
    """Tell what happened to meetings themselves, and what they tell as accomplished."""
    known = _Told(before)
    raised = [_Raised(before), _Raised(after)]
    gone = dict(before.meeting_at)
    for meeting in after.meetings:
        path = meeting.note.path
        old = gone.pop(renamed.get(path, path), None)
        if old is not None and old.note is meeting.note:
            continue
        accomplished = [e for e in told(old, meeting) if not (e.kind == "told" and e.item in known)]
        yield from accomplished
        had = own_items(old, raised[0].earlier) if old else []
        has = own_items(meeting, raised[1].earlier)
        otherwise = bool(accomplished) or path in others
        yield from of_the_whole(old, meeting, shared=() if had else has, otherwise=otherwise)
    for old in gone.values():
        yield from of_the_whole(old, None, shared=(), otherwise=False)


class _Raised:
    """What the meetings of a record raised, and did not take over from earlier ones."""

    def __init__(self, record: Record) -> None:
        self._record = record

    @cached_property
    def _first(self) -> frozenset[int]:
        return frozenset(id(thread.first.item) for thread in self._record.threads)

    def earlier(self, item: Item) -> bool:
        """Tell whether an item was known before the meeting that it stands in."""
        return id(item) not in self._first


class _Told:
    """The accomplishments that some meeting told before."""

    def __init__(self, record: Record) -> None:
        self._record = record

    @cached_property
    def _marks(self) -> frozenset[str | None]:
        every = [i for m in self._record.meetings for i in m.note.items("accomplishments")]
        ids = {f"^{item.id}" for item in every if item.id}
        return frozenset(ids | {_folded(item) for item in every})

    def __contains__(self, item: Item | None) -> bool:
        return item is not None and (f"^{item.id}" in self._marks or _folded(item) in self._marks)


def _folded(item: Item) -> str:
    return plain(item.text).casefold()
