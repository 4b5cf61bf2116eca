"""What happened to one item between two states of the notes, meeting by meeting.

Pure.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from aquip.core.events import CLOSED, Event, Kind, hidden, of_item, reranked
from aquip.core.matching import item_pairs
from aquip.core.model import Meeting, Occurrence
from aquip.core.threads import CARRIED, due_moves
from aquip.history import merging

Occurrences = Sequence[Occurrence]

NOW: Final = "now"
"""What an item is called where it stands newest, when its events are settled."""


def put_right(settled: Mapping[merging.Aspect, str | None], stands: Occurrences) -> Iterator[Event]:
    """Tell how an item stands after a merge where that is not what was told last.

    ``settled`` is how it stands after all that was told, under the name of ``now``.
    """
    if not stands:
        return
    newest = stands[-1]
    now = newest.item
    owners = ", ".join(f"@{owner}" for owner in now.owners) or None
    aspects: list[tuple[Kind, str, str | None]] = [
        ("due_moved", "due", now.due.isoformat() if now.due else None),
        ("owner_changed", "owner", owners),
        (CLOSED[now.state], "state", now.state if now.box else None),
    ]
    private = any(map(hidden, stands))
    for kind, aspect, value in aspects:
        before = settled.get((NOW, aspect), value)
        if before != value and not (aspect == "state" and value is None):
            times = (len(stands) - 1, due_moves(stands))
            yield Event(kind, newest.meeting, now, before, value, *times, private=private)


def goes_on(newest: Occurrence, meetings: Iterable[Meeting]) -> bool:
    """Tell whether a series met on, or plans to; for a priority, whether there is a later order."""
    ranked = newest.item.section not in CARRIED
    if newest.meeting.status == "planned" and not ranked:
        return False
    later = (
        meeting
        for meeting in meetings
        if meeting.series == newest.meeting.series
        and (meeting.date, meeting.name) > by_date(newest)
    )
    return any(
        any(m.note.items("priorities")) if ranked else m.status != "cancelled" for m in later
    )


def by_meeting(before: Occurrences, after: Occurrences) -> Iterator[Event]:
    """Tell what happened to an item, meeting by meeting where it came to several at once."""
    known = {o.meeting.note.path for o in before}
    stands = [o for o in after if o.meeting.note.path in known]
    new = [o for o in after if o.meeting.note.path not in known]
    if new and not stands:
        # It was taken from all meetings to another one, as when it is handed to somebody else.
        yield from _happened(before, [*before, new[0]])
        stands, new = new[:1], new[1:]
    else:
        yield from _happened(before, stands)
    for one in new:
        following = sorted([*stands, one], key=by_date)
        yield from _happened(stands, following)
        stands = following


def _happened(before: Occurrences, after: Occurrences) -> Iterator[Event]:
    yield from of_item(before, after)
    if not before or not after or after[-1].item.section != "priorities":
        return
    was, now = before[-1].meeting, after[-1].meeting
    if was.note is now.note:
        return
    pairs = item_pairs([*was.note.items("priorities")], [*now.note.items("priorities")])
    both = [(Occurrence(was, a), Occurrence(now, b)) for a, b in pairs if a and b]
    yield from (event for event in reranked(both) if event.item is after[-1].item)


def lost_event(stands: Occurrences) -> Event:
    """Tell that an item is lost where it stands newest."""
    newest = stands[-1]
    private = any(map(hidden, stands))
    return Event("lost", newest.meeting, newest.item, carries=len(stands) - 1, private=private)


def by_date(occurrence: Occurrence) -> tuple[dt.date, str]:
    """Order where an item stands."""
    return occurrence.meeting.date, occurrence.meeting.name
