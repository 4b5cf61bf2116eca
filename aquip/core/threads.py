"""Follows each item through the meetings that show it.

Identity is the id. Without one, an item is the open item of its series' earlier
meetings with equal text, when there is exactly one; else it is new. What is closed
never reopens by text alone.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import merge
from itertools import islice, pairwise

from aquip.core.gfm import plain
from aquip.core.model import Item, Meeting, Occurrence, Record, Series, State, Thread

TRACKED = ("actions", "questions", "priorities")
"""Sections whose items live on from meeting to meeting."""
CARRIED = ("actions", "questions")
"""Sections whose open items must stand in the next meeting."""
_DUE = frozenset({"due", "was"})

_Chain = list[Occurrence]


def threads_of(series: Iterable[Series]) -> tuple[Thread, ...]:
    """Make one thread of each tracked item, in order of where it stands now."""
    every = list(series)
    met = sorted((m for one in every for m in one.meetings), key=_by_date)
    place = {id(meeting): number for number, meeting in enumerate(met)}
    passed_over = {id(m) for one in every for m in _passed_over(one.meetings)}
    threads = [_thread(tuple(chain), passed_over) for chain in _chains(met)]
    threads.sort(key=lambda thread: (place[id(thread.newest.meeting)], thread.item.line))
    return tuple(threads)


def threads_again(series: Mapping[str, Series], before: Record) -> tuple[Thread, ...]:
    """Return what `threads_of` does; threads that can't have changed are those of ``before``.

    The record is of the same settings and day. Only an id leads from one series to another:
    threads are made anew in the series that changed, and in those that share one with these.
    """
    changed = {name for name, one in series.items() if before.series.get(name) is not one}
    changed |= before.series.keys() - series.keys()
    if not changed:
        return before.threads
    said = {
        item.id
        for name in changed & series.keys()
        for meeting in series[name].meetings
        for item in meeting.note.items()
    } - {None}
    ties: set[frozenset[str]] = set()
    for thread in before.threads:
        names = {occurrence.meeting.series for occurrence in thread.occurrences}
        if not said.isdisjoint({occurrence.item.id for occurrence in thread.occurrences}):
            changed |= names
        elif len(names) > 1:
            ties.add(frozenset(names))
    while reached := {names for names in ties if not names.isdisjoint(changed)}:
        ties -= reached
        changed = changed.union(*reached)
    kept = [t for t in before.threads if t.occurrences[0].meeting.series not in changed]
    made = threads_of(series[name] for name in series if name in changed)
    return tuple(merge(kept, made, key=by_place))


def by_place(thread: Thread) -> tuple[tuple[dt.date, str, str], int]:
    """Return what threads are in order of: where each stands now."""
    newest = thread.occurrences[-1]
    return _by_date(newest.meeting), newest.item.line


def _by_date(meeting: Meeting) -> tuple[dt.date, str, str]:
    return (meeting.date, meeting.series, meeting.name)


def _chains(meetings: Iterable[Meeting]) -> list[_Chain]:
    """Link up the occurrences of each item, meeting by meeting.

    An id that stands twice in a meeting counts once there: the rest is the check's to tell.
    """
    chains: list[_Chain] = []
    by_id: dict[str, dict[str, _Chain]] = {section: {} for section in TRACKED}
    by_text: dict[tuple[str, str], _OpenByText] = defaultdict(_OpenByText)
    for meeting in meetings:
        placed: list[tuple[_OpenByText, _Chain, Item]] = []
        for part in meeting.note.sections:
            if part.key not in by_id:
                continue
            known = by_id[part.key]
            open_ = by_text[meeting.series, part.key]
            for item in part.items:
                chain = known.get(item.id) if item.id else open_.find(item, meeting)
                if chain is None:
                    chain = []
                    chains.append(chain)
                    if item.id:
                        known[item.id] = chain
                elif chain[-1].meeting is meeting:
                    continue
                chain.append(Occurrence(meeting, item))
                if carries_on(item):
                    placed.append((open_, chain, item))
        for open_, chain, item in placed:
            open_.remember(chain, item)
    return chains


class _OpenByText:
    """The open items of a section of a series by their text: later ones may lack the id.

    Texts are rendered when an item without an id asks for them, which few or none do.
    """

    def __init__(self) -> None:
        self._waiting: list[tuple[_Chain, Item]] = []
        self._chains: dict[str, dict[int, _Chain]] = {}

    def remember(self, chain: _Chain, item: Item) -> None:
        """Take note of an open item that a meeting shows."""
        self._waiting.append((chain, item))

    def find(self, item: Item, meeting: Meeting) -> _Chain | None:
        """Return the one open item of earlier meetings with this text."""
        for chain, shown in self._waiting:
            self._chains.setdefault(plain(shown.text), {})[id(chain)] = chain
        self._waiting.clear()
        known = self._chains.get(plain(item.text), {}).values()
        same = [*islice((chain for chain in known if carries_on(chain[-1].item)), 2)]
        return same[0] if len(same) == 1 and same[0][-1].meeting is not meeting else None


def carries_on(item: Item) -> bool:
    """Tell whether an item goes to the next meeting while it is open; a mere question does not."""
    if item.section == "questions":
        return item.box is not None and item.state == "open"
    return item.section in TRACKED and item.state == "open"


def state_in(meeting: Meeting, item: Item) -> State:
    """Return an item's state where it stands; a question without a box is talked about once."""
    if item.section == "questions" and item.box is None and meeting.status == "held":
        return "done"
    return item.state


def _thread(occurrences: tuple[Occurrence, ...], passed_over: set[int]) -> Thread:
    newest = occurrences[-1]
    section = newest.item.section
    state = state_in(newest.meeting, newest.item)
    return Thread(
        section=section,
        occurrences=occurrences,
        state=state,
        lost=section in CARRIED and carries_on(newest.item) and id(newest.meeting) in passed_over,
        done=_done(occurrences) if state == "done" else None,
        due_moves=due_moves(occurrences),
    )


def _passed_over(meetings: Sequence[Meeting]) -> Iterator[Meeting]:
    """Yield those after which the series met on, or plans to: what went no further is lost."""
    met_on = False
    for meeting in reversed(meetings):
        if met_on and meeting.status != "planned":
            yield meeting
        met_on = met_on or meeting.status != "cancelled"


def _done(occurrences: tuple[Occurrence, ...]) -> dt.date | None:
    """Return the done field, else the date of the first meeting that shows it done."""
    written = next((done for o in reversed(occurrences) if (done := o.item.done)), None)
    if written:
        return written
    first = None
    for occurrence in reversed(occurrences):
        if state_in(occurrence.meeting, occurrence.item) != "done":
            break
        first = occurrence.meeting.date
    return first


def due_moves(occurrences: Sequence[Occurrence]) -> int:
    """Count how often the due date changed, over ``was`` fields and from meeting to meeting.

    A carried item keeps its ``was``; what was counted before is not counted again.
    """
    if len({f.value for o in occurrences for f in o.item.fields if f.key in _DUE}) <= 1:
        return 0
    moves = 0
    previous: dt.date | None = None
    for occurrence in occurrences:
        due = occurrence.item.due
        chain = [*occurrence.item.was, *([due] if due else [])]
        if previous is not None and due == previous:
            continue
        if previous in chain:
            last = len(chain) - 1 - chain[::-1].index(previous)
            chain = chain[last:]
        elif previous is not None:
            chain = [previous, *chain]
        moves += sum(a != b for a, b in pairwise(chain))
        previous = chain[-1] if chain else previous
    return moves


def first_due(occurrences: Iterable[Occurrence]) -> dt.date | None:
    """Return the date an item was first due by: its oldest ``was``, else its oldest due date."""
    for occurrence in occurrences:
        item = occurrence.item
        if first := next(iter(item.was), item.due):
            return first
    return None
