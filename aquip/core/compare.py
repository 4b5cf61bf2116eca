"""What happened from one state of all notes to another."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from aquip.core.events import Event, brings_its_own, of_item, of_the_whole, reranked, told
from aquip.core.gfm import plain
from aquip.core.matching import thread_pairs
from aquip.core.model import Item, Occurrence, Record, Thread


def between(
    before: Record, after: Record, renamed: Mapping[str, str] | None = None
) -> tuple[Event, ...]:
    """Tell what happened, in order of meetings and their lines.

    ``renamed`` gives the earlier paths of notes that have others now. Both are whole records,
    private parts included: what is hidden at one time must not be told from the other. Whoever
    shows events to others leaves out the private ones.
    """
    found: list[Event] = []
    ranked: dict[str, list[tuple[Thread, Thread]]] = defaultdict(list)
    for old, new in thread_pairs(before.threads, after.threads):
        found += _of_thread(old, new)
        if old and new and new.section == "priorities":
            ranked[new.newest.meeting.series].append((old, new))
    for pairs in ranked.values():
        found += _of_ranks(pairs)
    found += _of_meetings(before, after, renamed or {}, {e.meeting.note.path for e in found})
    return tuple(sorted(found, key=_place))


def _place(event: Event) -> tuple[dt.date, str, str, int]:
    meeting = event.meeting
    return (meeting.date, meeting.series, meeting.name, event.line)


def _of_thread(old: Thread | None, new: Thread | None) -> Iterator[Event]:
    was = old.occurrences if old else ()
    now = new.occurrences if new else ()
    if _same(was, now):
        return
    yield from of_item(was, now)
    if new and new.lost and not (old and old.lost):
        newest = new.newest
        yield Event("lost", newest.meeting, newest.item, carries=new.carries, private=new.private)


def _same(was: tuple[Occurrence, ...], now: tuple[Occurrence, ...]) -> bool:
    return len(was) == len(now) and all(a.item is b.item for a, b in zip(was, now, strict=True))


def _of_ranks(pairs: Iterable[tuple[Thread, Thread]]) -> Iterator[Event]:
    """Tell which of a series' priorities changed places, by the newest order that it has."""
    newest = [(old.newest, new.newest) for old, new in pairs]
    last = max((b.meeting for _, b in newest), key=lambda meeting: (meeting.date, meeting.name))
    yield from reranked((a, b) for a, b in newest if b.meeting is last)


def _of_meetings(
    before: Record, after: Record, renamed: Mapping[str, str], others: set[str]
) -> Iterator[Event]:
    """Tell what happened to meetings themselves, and what they tell as accomplished."""
    known = _Told(before)
    raised = [frozenset(id(t.first.item) for t in record.threads) for record in (before, after)]
    gone = dict(before.meeting_at)
    for meeting in after.meetings:
        path = meeting.note.path
        old = gone.pop(renamed.get(path, path), None)
        if old is not None and old.note is meeting.note:
            continue
        accomplished = [e for e in told(old, meeting) if not (e.kind == "told" and e.item in known)]
        yield from accomplished
        had = old is not None and brings_its_own(old, lambda item: id(item) not in raised[0])
        has = brings_its_own(meeting, lambda item: id(item) not in raised[1])
        otherwise = bool(accomplished) or path in others
        yield from of_the_whole(old, meeting, shared=has and not had, otherwise=otherwise)
    for old in gone.values():
        yield from of_the_whole(old, None, shared=False, otherwise=False)


class _Told:
    """The accomplishments that some meeting told before."""

    def __init__(self, record: Record) -> None:
        every = [i for m in record.meetings for i in m.note.items("accomplishments")]
        self._ids = {item.id for item in every if item.id}
        self._texts = {plain(item.text).casefold() for item in every}

    def __contains__(self, item: Item | None) -> bool:
        return item is not None and (
            item.id in self._ids or plain(item.text).casefold() in self._texts
        )
