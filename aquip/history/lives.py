"""An item's life: what happened to it, across all meetings that ever showed it, by which commit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from msgspec import Struct

from aquip.core.events import Event, hidden
from aquip.core.model import Item, Note, Occurrence
from aquip.core.threads import TRACKED, carries_on
from aquip.history import merging
from aquip.history.between import (
    NOW,
    Occurrences,
    by_date,
    by_meeting,
    goes_on,
    lost_event,
    put_right,
)
from aquip.history.past import Past, day_of, may_be_after
from aquip.history.sightings import Sought, ids_in_bytes, sightings

if TYPE_CHECKING:
    from aquip.core.model import Thread
    from aquip.history.replay import State, Step
    from aquip.history.trails import Change, Commit


class Told(Struct, frozen=True):
    """An event and the commit that made it.

    Without a commit it is ``pending``, not committed yet, or older than all that can be told.
    """

    event: Event
    commit: Commit | None = None
    pending: bool = False


class Life(Struct, frozen=True):
    """What happened to an item, in the order of its history.

    ``last`` is where it stands, or stood last where no note shows it any more. ``private`` says
    whether it, or a meeting that shows it, was ever hidden; ``paths`` are the notes that show it,
    or did.
    """

    told: tuple[Told, ...]
    last: Occurrence
    private: bool
    paths: tuple[str, ...] = ()


def life_of(past: Past, thread: Thread) -> Life:
    """Tell the life of an item of today's record."""
    ids = frozenset(o.item.id for o in thread.occurrences if o.item.id)
    today = {o.meeting.note.path: o for o in thread.occurrences}
    series = {o.meeting.series for o in thread.occurrences}
    sought = Sought(thread.section, ids, today)
    while True:
        life = _Life(past, sought, series).tell(thread)
        assert life is not None  # noqa: S101 - it stands somewhere today
        came_from = _came_from(past, sought, life) - series
        if not came_from:
            return life
        series |= came_from


def _came_from(past: Past, sought: Sought, life: Life) -> set[str]:
    """Return the series from whose notes an item was taken by the commit that brought it here."""
    first = life.told[0].commit
    if first is None or not sought.ids:
        return set()
    names = ids_in_bytes(sought.ids)
    changed = past.changed_by(first)
    texts = past.known.texts(change.before or "" for change, _ in changed if change.before)
    paths = [path for change, path in changed if change.before]
    found = (p for p, text in zip(paths, texts, strict=True) if text and names.search(text))
    return {series for path in found if (series := past.series_of(path))}


def life_of_id(past: Past, identity: str) -> Life | None:
    """Tell the life of an item that no note shows any more; None where none ever did."""
    names = ids_in_bytes([identity])
    newest: dict[str, tuple[Change, str]] = {}
    for path, trail in past.history.trails.items():
        if past.series_of(path) is None:
            continue
        for change in trail.changes:
            if change.after:
                newest.setdefault(change.after, (change, path))
    order = sorted(newest, key=lambda blob: newest[blob][0].commit.committed, reverse=True)
    for blob, text in zip(order, past.known.texts(order), strict=True):
        if text is None or not names.search(text):
            continue
        change, path = newest[blob]
        note = past.note(change, path)
        item = next((i for i in _tracked(note) if i.id == identity), None)
        series = past.series_of(path)
        if item is not None and series is not None:
            sought = Sought(item.section, frozenset([identity]))
            return _Life(past, sought, {series}).tell(None)
    return None


def _tracked(note: Note | None) -> Iterator[Item]:
    for section in TRACKED:
        yield from note.items(section) if note else ()


class _Life:
    """Replays the commits of one item's series."""

    def __init__(self, past: Past, sought: Sought, series: Iterable[str]) -> None:
        self._past = past
        self._paths = past.paths(series)
        self._shown = sightings(past, sought, self._paths)
        self._steps: list[tuple[int, list[Event]]] = []
        self._latest: Occurrences = ()
        self._began = 0
        self._older: dict[int, Event] = {}

    def tell(self, thread: Thread | None) -> Life | None:
        """Tell it from the beginning to what is not committed yet; None where it never was."""
        today = thread.occurrences if thread else ()
        if not self._past.history.known:
            # Git has nothing to say: the meetings tell what they show.
            events = [*by_meeting((), today)]
            lost = [lost_event(today)] if thread and self._is_lost_today(thread) else []
            return self._life([Told(event) for event in [*events, *lost]], today)
        state = self._past.begin(self._paths)
        self._latest = self._stands(state, self._past.record.today)
        told = [Told(event) for event in self._begin(state)]
        self._began = len(told)
        for step in self._past.steps(self._paths):
            state = step.after
            new = [*self._step(step, told)]
            if new:
                self._steps.append((step.number, [one.event for one in new]))
                told += new
        stood = self._stands(state, self._past.record.today)
        so_far = [one.event for one in told]
        now = [*by_meeting(stood, today)]
        if (
            thread
            and self._is_lost_today(thread)
            and not merging.is_lost([*so_far, *now], self._name)
        ):
            now.append(lost_event(today))
        told += [Told(event, pending=True) for event in now]
        return self._life(told, today or self._latest)

    def _life(self, told: list[Told], last: Occurrences) -> Life | None:
        if not last:
            return None
        every = [*last, *self._everywhere()]
        private = any(map(hidden, every)) or any(one.event.private for one in told)
        private = private or any(self._past.is_hidden(one.meeting.series) for one in every)
        return Life(tuple(told), last[-1], private, tuple(self._shown))

    def _everywhere(self) -> Iterator[Occurrence]:
        """Yield the item in every version of every note."""
        for path in self._shown:
            for change in self._past.changes(path):
                yield from self._stands({path: change}, self._past.record.today)

    def _begin(self, state: State) -> list[Event]:
        """Tell what had happened before all that git tells here."""
        today = self._past.record.today
        known = self._stands(state, today)
        events = [*by_meeting((), known)]
        if self._is_lost(known, state, today):
            events.append(lost_event(known))
        return events

    def _step(self, step: Step, told: Sequence[Told]) -> Iterator[Told]:
        """Tell what a commit did to the item."""
        if not self._is_known(step.after):
            return
        day = day_of(step.commit) or self._past.record.today
        stands, stood = self._stands(step.after, day), self._latest
        self._latest = stands or stood
        before = [state for state in step.before if self._is_known(state)]
        candidates = [self._between(state, step.after, day) for state in before]
        past = self._before(step, told) if len(step.before) > 1 else None
        if not candidates:
            events = self._noted(by_meeting(stood, stands), stands)
        elif past is None:
            events = candidates[0]
        else:
            events = merging.own(candidates, past, self._name)
            events += put_right(merging.settle([*past, *events], self._name), stands)
        commit = None
        if events and candidates and not self._is_doubtful(step):
            commit = self._commit(step)
        yield from (Told(event, commit) for event in events)
        if self._is_lost(stands, step.after, day):
            past = self._before(step, told) if past is None else past
            if not merging.is_lost([*past, *events], self._name):
                yield Told(
                    lost_event(stands), None if self._past.lacks_texts else self._commit(step)
                )

    def _is_known(self, state: State) -> bool:
        """Tell whether this clone has the texts of all notes that may show the item."""
        return not any(self._past.is_missing(state.get(path), path) for path in self._shown)

    def _is_doubtful(self, step: Step) -> bool:
        shown = ((path, c) for path, c in step.changes.items() if path in self._shown)
        return any(self._past.is_doubtful(path, change) for path, change in shown)

    def _commit(self, step: Step) -> Commit | None:
        return step.commit or self._past.known.graph.commit(step.sha)

    def _name(self, event: Event) -> str:
        """Tell what happened to the item from what was put right in an older meeting's note."""
        return f"in {event.meeting.name}" if id(event) in self._older else NOW

    def _noted(self, events: Iterable[Event], stands: Occurrences) -> list[Event]:
        """Take note of the events that are about older meetings than the newest of their time."""
        noted = [*events]
        for event in noted:
            at = (event.meeting.date, event.meeting.name)
            if stands and at < by_date(stands[-1]):
                self._older[id(event)] = event
        return noted

    def _before(self, step: Step, told: Sequence[Told]) -> list[Event]:
        """Return what was told of all that a commit stands on."""
        began = [one.event for one in told[: self._began]]
        steps = (events for number, events in self._steps if step.past >> number & 1)
        return [*began, *chain.from_iterable(steps)]

    def _between(self, before: State, after: State, day: dt.date) -> list[Event]:
        if all(before.get(path) is after.get(path) for path in self._shown):
            return []
        stands = self._stands(after, day)
        return self._noted(by_meeting(self._stands(before, day), stands), stands)

    def _stands(self, state: State, day: dt.date) -> list[Occurrence]:
        """Return where the item stands in a state of the notes, oldest meeting first."""
        found = []
        for path, items in self._shown.items():
            change = state.get(path)
            item = items.get(change.after or "") if change else None
            meeting = self._past.meeting(change, path, day) if item else None
            if item and meeting:
                found.append(Occurrence(meeting, item))
        return sorted(found, key=by_date)

    def _is_lost(self, stands: Occurrences, state: State, day: dt.date) -> bool:
        """Tell whether the item is open, and a later meeting goes on without it."""
        if not stands or not carries_on(stands[-1].item):
            return False
        date = stands[-1].meeting.date
        later = (one for one in state.items() if may_be_after(one[0], date))
        meetings = (self._past.meeting(change, path, day) for path, change in later)
        return goes_on(stands[-1], filter(None, meetings))

    def _is_lost_today(self, thread: Thread) -> bool:
        series = self._past.record.series[thread.newest.meeting.series]
        return carries_on(thread.item) and goes_on(thread.newest, series.meetings)
