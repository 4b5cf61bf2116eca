"""People, and what stands between them and everybody else, in whichever series."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from aquip.core.feedback import Said
from aquip.core.model import Meeting, Record, Series, Thread

OTHERS = 100
"""How many people are known by their actions alone, those who came first; a handle is soon
mistyped, or belongs to somebody whom nobody meets."""


@dataclass
class Acquaintance:
    """All there is of one person.

    ``owes`` are the actions that the person owns, whatever became of them. ``owed`` are those that
    others own, in a series with the person or naming them; ``questions`` the same of questions,
    the person's own as well. ``given`` and ``received`` are feedback, ``meetings`` those of
    the person's series and those the person attended; all of it by date.
    """

    handle: str
    series: list[Series] = field(default_factory=list)
    owes: list[Thread] = field(default_factory=list)
    owed: list[Thread] = field(default_factory=list)
    questions: list[Thread] = field(default_factory=list)
    given: list[Said] = field(default_factory=list)
    received: list[Said] = field(default_factory=list)
    meetings: list[Meeting] = field(default_factory=list)


def acquaintances(record: Record, said: Iterable[Said]) -> Mapping[str, Acquaintance]:
    """Return everybody known, by handle: the owner of the site, then whom there is a series with.

    Known are the people of the settings, those a series is with or owned by, and the first
    `OTHERS` who own an action.
    """
    found = {handle: Acquaintance(handle) for handle in _known(record)}
    between = {name: _pair(series) for name, series in record.series.items()}
    for name, pair in between.items():
        for one in _of(pair, found):
            one.series.append(record.series[name])
    for thread in record.threads:
        _sort(thread, between[thread.newest.meeting.series], found)
    for meeting in record.meetings:
        for one in _of((*between[meeting.series], *meeting.attendees), found):
            one.meetings.append(meeting)
    for each in said:
        giver, receiver = _ends(each, record)
        for one in _of((giver,), found):
            one.given.append(each)
        for one in _of((receiver,), found):
            one.received.append(each)
    return found


def _sort(thread: Thread, pair: tuple[str, ...], found: Mapping[str, Acquaintance]) -> None:
    """Give an action or a question to those it stands between, and those it names."""
    owners, named = thread.item.owners, (*pair, *thread.item.mentions)
    if thread.section == "questions":
        for one in _of((*named, *owners), found):
            one.questions.append(thread)
    elif thread.section == "actions":
        for one in _of(owners, found):
            one.owes.append(thread)
        for one in _of((handle for handle in named if handle not in owners), found):
            one.owed.append(thread)


def _ends(each: Said, record: Record) -> tuple[str | None, str | None]:
    """Return who gave feedback, and who received it; None for who is not said."""
    owner = record.series[each.meeting.series].owner
    if each.feedback.direction is None:
        return (None, None)
    if each.feedback.direction == "from":
        return (each.feedback.handle, owner)
    return (owner, each.feedback.handle)


def _known(record: Record) -> Iterator[str]:
    """Yield the handles of everybody known; some of them more than once."""
    known = [record.settings.me] if record.settings.me else []
    known += [handle for series in record.series.values() for handle in _pair(series)]
    known += record.settings.people
    yield from known
    came: dict[str, tuple[dt.date, str]] = {}
    for thread in record.threads:
        for owner in thread.item.owners if thread.section == "actions" else ():
            first = (thread.first.meeting.date, owner)
            came[owner] = min(came.get(owner, first), first)
    others = came.keys() - set(known)
    yield from sorted(others, key=lambda owner: came[owner])[:OTHERS]


def _pair(series: Series) -> tuple[str, ...]:
    return tuple(dict.fromkeys(h for h in (series.with_, series.owner) if h))


def _of(handles: Iterable[str | None], found: Mapping[str, Acquaintance]) -> Iterator[Acquaintance]:
    """Yield those that are known, each once."""
    for handle in dict.fromkeys(handles):
        if handle is not None and handle in found:
            yield found[handle]
