"""What each commit of a meeting's note meant: the trail of a meeting, told in events."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Final

from aquip.core.events import Event
from aquip.core.gfm import plain
from aquip.core.grammar import date_in_name
from aquip.core.meeting_events import of_meeting
from aquip.core.model import Item, Meeting, Note, Occurrence
from aquip.core.threads import TRACKED, carries_on
from aquip.history import merging

if TYPE_CHECKING:
    from aquip.history.past import Past
    from aquip.history.replay import State, Step
    from aquip.history.trails import Change

Doing = tuple["Change", list[Event]]
"""What a commit did to a meeting's note, and what that meant; nothing, where only form changed."""

_AT_ONCE: Final = 128
"""Commits whose notes are read at a time."""

_Place = tuple[dt.date, str]


def of_series(past: Past, series: str) -> dict[str, list[Doing]]:
    """Return the doings of every meeting that a series has or had, by path, oldest first.

    Private ones are among them: their events say so. Left out are commits of which nobody can
    tell what they did, as where a clone lacks old texts.
    """
    return _Doings(past, series, past.paths([series])).told()


def of_note(past: Past, path: str) -> list[Doing]:
    """Return the doings of one meeting, of which none has to be there today, oldest first."""
    series = past.series_of(path)
    if series is None:
        return []
    paths = past.paths([series])
    place = _Places(past, paths)
    earlier = [one for one in paths if place[one] <= place[path]]
    return _Doings(past, series, earlier, only=path).told().get(path, [])


def pending(past: Past, path: str) -> list[Event]:
    """Return what happened to a meeting's note since the last commit; all of it, before one."""
    record = past.record
    now = record.meeting_at.get(path)
    state: State = {}
    for step in past.steps([path]):
        state = step.after
    was = past.meeting(state.get(path), path)
    if was and now and was.note.text.splitlines() == now.note.text.splitlines():
        return []

    def earlier(item: Item) -> list[Occurrence]:
        here = item.line if now and any(item is one for one in now.note.items()) else 0
        thread = record.thread_by_id.get(item.id or "") or record.thread_at.get((path, here))
        meeting = now or was
        if thread is None or meeting is None:
            return []
        mine = (meeting.date, meeting.name)
        return [o for o in thread.occurrences if (o.meeting.date, o.meeting.name) < mine]

    return of_meeting(was, now, earlier)


class _Places(dict[str, _Place]):
    """Where meetings stand in their series: by the date they have today, else by their name."""

    def __init__(self, past: Past, paths: Collection[str]) -> None:
        today = past.record.meeting_at
        for path in paths:
            name = path.rpartition("/")[2].removesuffix(".md")
            meeting = today.get(path)
            date = meeting.date if meeting else date_in_name(name)
            self[path] = (date or dt.date.min, name)


class _Doings:
    """Replays the commits of a series."""

    def __init__(
        self, past: Past, series: str, paths: Collection[str], only: str | None = None
    ) -> None:
        self._past = past
        self._series = series
        self._paths = paths
        self._only = only
        self._place = _Places(past, paths)
        self._shown = _Shown()
        self._told: dict[str, list[tuple[int, list[Event]]]] = defaultdict(list)

    def told(self) -> dict[str, list[Doing]]:
        """Return what commits meant, by path."""
        found: dict[str, list[Doing]] = {path: [] for path in self._paths}
        for step in self._read_ahead(self._past.steps(self._paths)):
            wanted = step.changes if self._only is None else step.changes.keys() & {self._only}
            for path in wanted:
                if self._is_doubtful(step, path):
                    continue
                events = sorted(self._events(step, path), key=lambda event: event.line)
                self._told[path].append((step.number, events))
                found[path].append((step.changes[path], events))
        return found

    def _read_ahead(self, steps: Iterator[Step]) -> Iterator[Step]:
        """Yield steps, their notes read many at once."""
        while some := [*islice(steps, _AT_ONCE)]:
            changes = ((c, path) for step in some for path, c in step.changes.items())
            self._past.read((c, p) for c, p in changes if self._only in {None, p})
            yield from some

    def _is_doubtful(self, step: Step, path: str) -> bool:
        """Tell whether it takes texts to say what a commit did that nobody has here."""
        if self._past.is_doubtful(path, step.changes[path]):
            return True
        if not self._past.lacks_texts:
            return False
        here = self._place[path]
        needed = [(one, c) for one, c in step.after.items() if self._place[one] <= here]
        needed += [(path, state[path]) for state in step.before if path in state]
        return any(self._past.is_missing(change, one) for one, change in needed)

    def _events(self, step: Step, path: str) -> list[Event]:
        change = step.changes[path]
        after = self._past.meeting(step.after.get(path), path)
        candidates = [self._between(before, step.after, path, after) for before in step.before]
        if len(candidates) == 1:
            return [*candidates[0], *_renamed(change, after, candidates[0])]
        before = [e for n, events in self._told[path] if step.past >> n & 1 for e in events]
        return merging.own(candidates, before)

    def _between(
        self, before: State, after: State, path: str, now: Meeting | None
    ) -> Sequence[Event]:
        self._look_into(path, after)
        was = self._past.meeting(before.get(path), path)
        return of_meeting(was, now, lambda item: self._earlier(item, path, after))

    def _earlier(self, item: Item, path: str, state: State) -> list[Occurrence]:
        """Return where an item stands in earlier meetings, in a state of the notes."""
        here = self._place[path]
        paths = self._shown.paths(item)
        earlier = sorted((p for p in paths if self._place[p] < here), key=self._place.__getitem__)
        found = [
            Occurrence(meeting, shown)
            for p in earlier
            if (meeting := self._past.meeting(state.get(p), p))
            for shown in _same(meeting.note, item)
        ]
        if item.id:
            return [*self._elsewhere(item, here), *found]
        newest = [o for o in found if o.meeting is found[-1].meeting]
        if len(newest) != 1 or not carries_on(newest[0].item):
            return []
        last = newest[0].item
        return self._earlier(last, path, state) if last.id else found

    def _elsewhere(self, item: Item, here: _Place) -> Iterator[Occurrence]:
        """Yield where an item stood in other series, as they tell today."""
        thread = self._past.record.thread_by_id.get(item.id or "")
        for one in thread.occurrences if thread and thread.section == item.section else ():
            if one.meeting.series != self._series and (one.meeting.date, one.meeting.name) < here:
                yield one

    def _look_into(self, path: str, state: State) -> None:
        """Take note of what earlier meetings show."""
        here = self._place[path]
        new = [
            (change, one)
            for one, change in state.items()
            if not self._shown.knows(one, change) and self._place[one] < here
        ]
        if not new:
            return
        self._past.read(new)
        for change, one in new:
            self._shown.add(one, change, self._past.note(change, one))


class _Shown:
    """Which notes show an item in some version: by its id, else by its text."""

    def __init__(self) -> None:
        self._seen: set[tuple[str, str | None]] = set()
        self._by_id: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._by_text: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._texts: list[tuple[str, Item]] = []

    def knows(self, path: str, change: Change) -> bool:
        return (path, change.after) in self._seen

    def add(self, path: str, change: Change, note: Note | None) -> None:
        self._seen.add((path, change.after))
        for section in TRACKED:
            for item in note.items(section) if note else ():
                self._texts.append((path, item))
                if item.id:
                    self._by_id[section, item.id].add(path)

    def paths(self, item: Item) -> Collection[str]:
        if item.id:
            return self._by_id.get((item.section, item.id), ())
        # Texts are rendered when an item without an id asks for them, which few do.
        for path, shown in self._texts:
            self._by_text[shown.section, plain(shown.text)].add(path)
        self._texts.clear()
        return self._by_text.get((item.section, plain(item.text)), ())


def _same(note: Note, item: Item) -> Iterator[Item]:
    if item.id:
        # What stands twice in a meeting counts once.
        yield from [i for i in note.items(item.section) if i.id == item.id][:1]
    else:
        text = plain(item.text)
        yield from (i for i in note.items(item.section) if plain(i.text) == text)


def _renamed(change: Change, meeting: Meeting | None, told: Sequence[Event]) -> Iterator[Event]:
    """Tell that a note has another name, where it does not say so itself."""
    if meeting is None or change.kind != "renamed" or change.old is None:
        return
    if any(event.item is None and event.before and event.kind == "edited" for event in told):
        return
    old, new = (path.rpartition("/")[2].removesuffix(".md") for path in (change.old, change.path))
    if old != new:
        yield Event("edited", meeting, None, old, new, private=not meeting.note.published)
