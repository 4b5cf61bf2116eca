"""What to know of a series before it meets: what was agreed last time, and what became of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from aquip.core.model import Item, Meeting, Occurrence, Record, Series, Thread
from aquip.core.outcome import outcomes
from aquip.core.settings import Settings
from aquip.core.timeline import closed_on


@dataclass(frozen=True)
class Outcome:
    """What a meeting agreed about a question, as Markdown, and the ids that it refers to."""

    question: Item
    text: str
    refers: tuple[str, ...]


@dataclass(frozen=True)
class LastTime:
    """The last meeting that was held.

    ``before`` is the one before it. ``agreed`` are the actions that it raised, ``closed`` those
    raised earlier that were closed since ``before``; ``outcomes`` what it was the first to say.
    """

    meeting: Meeting
    before: Meeting | None
    agreed: tuple[Thread, ...]
    closed: tuple[Thread, ...]
    outcomes: tuple[Outcome, ...]
    next_time: str | None


def last_time(series: Series, actions: Iterable[Thread], record: Record) -> LastTime | None:
    """Return what the last held meeting brought; None before the first.

    ``actions`` are those that now stand in the series, whatever their state.
    """
    held = [m for m in series.meetings if m.status == "held" and m.date <= record.today]
    if not held:
        return None
    meeting, before = held[-1], held[-2] if held[1:] else None
    agreed, closed = [], []
    for thread in actions:
        day = closed_on(thread)
        if thread.first.meeting.note.uri == meeting.note.uri:
            agreed.append(thread)
        elif day and before and before.date < day <= record.today:
            closed.append(thread)
    return LastTime(
        meeting=meeting,
        before=before,
        agreed=tuple(agreed),
        closed=tuple(sorted(closed, key=_closing, reverse=True)),
        outcomes=tuple(_outcomes(meeting, record)),
        next_time=meeting.answer("next"),
    )


def confirmed(series: Series, today: dt.date) -> tuple[Meeting | None, bool]:
    """Return the last meeting up to today that lists priorities, and whether they are confirmed.

    One whose order was confirmed goes before a later one whose was not.
    """
    listed = [
        m
        for m in series.meetings
        if m.date <= today and m.status != "cancelled" and any(m.note.items("priorities"))
    ]
    for meeting in reversed(listed):
        if meeting.note.confirmation and meeting.note.confirmation.state == "done":
            return meeting, True
    return (listed[-1], False) if listed else (None, False)


def _outcomes(meeting: Meeting, record: Record) -> Iterable[Outcome]:
    for item in meeting.note.items("questions"):
        thread = record.thread_at.get((meeting.note.path, item.line))
        known = _earlier(thread.occurrences, meeting, record.settings) if thread else set()
        for text in outcomes(item.detail, record.settings):
            if text not in known:
                yield _outcome(item, text, record.settings)


def _earlier(every: Sequence[Occurrence], meeting: Meeting, settings: Settings) -> set[str]:
    """Return the outcomes that the series' meeting before had of a question."""
    places = [one for one in every if one.meeting.series == meeting.series]
    here = next(n for n, one in enumerate(places) if one.meeting.note.uri == meeting.note.uri)
    return set(outcomes(places[here - 1].item.detail, settings)) if here else set()


def _outcome(item: Item, text: str, settings: Settings) -> Outcome:
    found = [*settings.references(text)]
    for _, place in reversed(found):
        text = f"{text[: place.start].rstrip()}{text[place.end :]}"
    return Outcome(item, text, tuple(identity for identity, _ in found))


def _closing(thread: Thread) -> dt.date:
    return closed_on(thread) or thread.since
