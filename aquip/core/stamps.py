"""What the record knows of items that their notes do not say: their ids, and when they were done.

Nothing is guessed. An id holds an item together that had none, so all of its occurrences
get it or none; a done date is the one that the record goes by anyway. Feedback gets an id
so that what takes it up can refer to it.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from itertools import takewhile

from aquip.core.canonical import Stamps
from aquip.core.edit import identity_for
from aquip.core.items import feedback_of
from aquip.core.model import Item, Occurrence, Record, Thread
from aquip.core.threads import CARRIED, state_in


def stamps_for(record: Record, paths: Collection[str]) -> Mapping[str, Stamps]:
    """Return what the items of some notes lack, by the notes' paths."""
    ids: dict[str, dict[int, str]] = defaultdict(dict)
    done: dict[str, dict[int, dt.date]] = defaultdict(dict)
    taken = {item.id for meeting in record.meetings for item in meeting.note.items()}
    alike: Counter[str] = Counter()
    for thread in record.threads:
        if identity := _identity(thread, paths, taken, alike):
            taken.add(identity)
            for path, line in _places(thread, paths):
                ids[path][line] = identity
        closing = _closing(thread)
        if closing and closing.meeting.note.path in paths:
            done[closing.meeting.note.path][closing.item.line] = closing.meeting.date
    for meeting in record.meetings:
        path = meeting.note.path
        for item in meeting.note.items("feedback") if path in paths else ():
            if item.id is None and feedback_of(item, record.settings).direction:
                taken.add(identity := _new(path, item, taken, alike))
                ids[path][item.line] = identity
    return {path: Stamps(ids.get(path, {}), done.get(path, {})) for path in {*ids, *done}}


def _places(thread: Thread, paths: Collection[str]) -> Iterator[tuple[str, int]]:
    for one in thread.occurrences:
        if one.item.id is None and one.meeting.note.path in paths:
            yield one.meeting.note.path, one.item.line


def _identity(
    thread: Thread,
    paths: Collection[str],
    taken: Collection[str | None],
    alike: Counter[str],
) -> str | None:
    """Return the id an item has somewhere, else a new one where all of its places may get it.

    ``alike`` counts the new ones by what they are made of, so that equal texts need not try out
    all that others have taken.
    """
    if thread.section not in CARRIED or thread.item.box is None:
        return None
    known = next((one.item.id for one in reversed(thread.occurrences) if one.item.id), None)
    if known or any(one.meeting.note.path not in paths for one in thread.occurrences):
        return known
    return _new(thread.first.meeting.note.path, thread.first.item, taken, alike)


def _new(path: str, item: Item, taken: Collection[str | None], alike: Counter[str]) -> str:
    """Return an id of a note's item that nothing has."""
    text = f"{path}\0{item.text}"
    number = alike[text]
    alike[text] += 1
    return identity_for(f"{text}\0{number}" if number else text, taken.__contains__)


def _closing(thread: Thread) -> Occurrence | None:
    """Return where an action was first done, unless its date is written somewhere."""
    if thread.section != "actions" or thread.state != "done":
        return None
    if any(one.item.done for one in thread.occurrences):
        return None
    closed = takewhile(
        lambda one: state_in(one.meeting, one.item) == "done", reversed(thread.occurrences)
    )
    first = [*closed][-1]
    return first if first.meeting.status == "held" else None
