"""Follows each item through the meetings that show it.

Identity is the id. Without one, an item is the open item of its series' earlier
meetings with equal text, when there is exactly one; else it is new. What is closed
never reopens by text alone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import pairwise

from aquip.core.gfm import plain
from aquip.core.model import Item, Meeting, Occurrence, Series, State, Thread

TRACKED = ("actions", "questions", "priorities")
"""Sections whose items live on from meeting to meeting."""
CARRIED = ("actions", "questions")
"""Sections whose open items must stand in the next meeting."""


def threads_of(series: Iterable[Series]) -> tuple[Thread, ...]:
    """Make one thread of each tracked item, in order of where it stands now."""
    every = list(series)
    later = {id(m): one.meetings[n + 1 :] for one in every for n, m in enumerate(one.meetings)}
    threads: list[Thread] = []
    for section in TRACKED:
        chains = _chains(section, every)
        threads.extend(_thread(section, tuple(chain), later) for chain in chains)
    return tuple(sorted(threads, key=_place))


def _place(thread: Thread) -> tuple[dt.date, str, str, int]:
    newest = thread.newest
    return (newest.meeting.date, newest.meeting.series, newest.meeting.name, newest.item.line)


def _chains(section: str, series: Iterable[Series]) -> Iterator[list[Occurrence]]:
    by_id: dict[str, list[Occurrence]] = {}
    chains: list[list[Occurrence]] = []
    meetings = sorted(
        (m for one in series for m in one.meetings), key=lambda m: (m.date, m.series, m.name)
    )
    open_by_text: dict[str, dict[str, list[list[Occurrence]]]] = {}
    for meeting in meetings:
        texts = open_by_text.setdefault(meeting.series, {})
        placed: list[list[Occurrence]] = []
        for item in meeting.note.items(section):
            chain = by_id.get(item.id) if item.id else _same_text(item, meeting, texts)
            if chain is None:
                chain = []
                chains.append(chain)
            chain.append(Occurrence(meeting, item))
            if item.id:
                by_id[item.id] = chain
            placed.append(chain)
        for chain in placed:
            _note_text(chain, texts)
    yield from (_one_a_meeting(chain) for chain in chains)


def _same_text(
    item: Item, meeting: Meeting, texts: dict[str, list[list[Occurrence]]]
) -> list[Occurrence] | None:
    """Return the one open item of earlier meetings with this text."""
    same = [
        chain
        for chain in texts.get(plain(item.text), ())
        if _still_open(chain[-1].meeting, chain[-1].item)
    ]
    return same[0] if len(same) == 1 and same[0][-1].meeting is not meeting else None


def _note_text(chain: list[Occurrence], texts: dict[str, list[list[Occurrence]]]) -> None:
    """Remember an open item under its text, as later meetings may show it without its id."""
    newest = chain[-1]
    if not _still_open(newest.meeting, newest.item):
        return
    known = texts.setdefault(plain(newest.item.text), [])
    if not any(one is chain for one in known):
        known.append(chain)


def _one_a_meeting(chain: list[Occurrence]) -> list[Occurrence]:
    """Keep the first occurrence of each meeting: an id that stands twice is the check's to tell."""
    seen: set[str] = set()
    kept = []
    for occurrence in chain:
        if occurrence.meeting.note.path not in seen:
            seen.add(occurrence.meeting.note.path)
            kept.append(occurrence)
    return kept


def carries_on(item: Item) -> bool:
    """Tell whether an item goes to the next meeting while it is open; a mere question does not."""
    if item.section == "questions":
        return item.box is not None and item.state == "open"
    return item.section in TRACKED and item.state == "open"


def _still_open(meeting: Meeting, item: Item) -> bool:
    return state_in(meeting, item) == "open" and (
        item.section != "questions" or item.box is not None
    )


def state_in(meeting: Meeting, item: Item) -> State:
    """Return an item's state where it stands; a question without a box is talked about once."""
    if item.section == "questions" and item.box is None and meeting.status == "held":
        return "done"
    return item.state


def _thread(
    section: str, occurrences: tuple[Occurrence, ...], later: dict[int, tuple[Meeting, ...]]
) -> Thread:
    newest = occurrences[-1]
    state = state_in(newest.meeting, newest.item)
    return Thread(
        section=section,
        occurrences=occurrences,
        state=state,
        lost=section in CARRIED
        and carries_on(newest.item)
        and _passed_over(newest.meeting, later[id(newest.meeting)]),
        done=_done(occurrences) if state == "done" else None,
        due_moves=due_moves(occurrences),
    )


def _passed_over(meeting: Meeting, later: tuple[Meeting, ...]) -> bool:
    """Tell whether the series met on, or plans to, without what this meeting left open."""
    return meeting.status != "planned" and any(m.status != "cancelled" for m in later)


def _done(occurrences: tuple[Occurrence, ...]) -> dt.date | None:
    """Return the done field, else the date of the first meeting that shows it done."""
    written = next((o.item.done for o in reversed(occurrences) if o.item.done), None)
    first = None
    for occurrence in reversed(occurrences):
        if state_in(occurrence.meeting, occurrence.item) != "done":
            break
        first = occurrence.meeting.date
    return written or first


def due_moves(occurrences: Iterable[Occurrence]) -> int:
    """Count how often the due date changed, over ``was`` fields and from meeting to meeting.

    A carried item keeps its ``was``; what was counted before is not counted again.
    """
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
