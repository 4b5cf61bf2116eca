"""What happened to an item or a meeting, in words and as plain data.

The diff, the log and the site's trails say the same of the same event. Words are plain text: the
texts of notes, handles and file names in them are to be escaped for where they go
(`aquip.report.text.visible`, `aquip.report.mentions.inert`, HTML's own way).
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from aquip.core.gfm import plain
from aquip.core.grammar import date_in_name
from aquip.report.text import count, day, flat

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from aquip.core.events import Event

NOUNS: Final = {
    "questions": ("question", "questions"),
    "actions": ("action", "actions"),
    "priorities": ("priority", "priorities"),
    "accomplishments": ("accomplishment", "accomplishments"),
}
"""What an item of a section is called, and several are."""
OFTEN: Final = 3
"""From so many times on, what is carried deserves a word of its own."""

_AGAIN: Final = 2
"""From so many times on, the number is worth saying."""


def row(
    event: Event, commit: str | None = None, author: str | None = None, when: str | None = None
) -> dict[str, Any]:
    """Return an event as ``diff`` and ``log`` print it as JSON: keys are a promise.

    ``author`` is a handle with its ``@`` where it is known, else a name; ``when`` is ISO's form.
    """
    meeting, item = event.meeting, event.item
    return {
        "event": event.kind,
        "item": item.id if item else None,
        "text": item.text if item else None,
        "series": meeting.series,
        "meeting": meeting.name,
        "path": meeting.note.path,
        "line": event.line,
        "commit": commit,
        "author": author,
        "when": when,
        "before": event.before,
        "after": event.after,
        "section": item.section if item else None,
        "carries": event.carries if item else None,
        "due_moves": event.due_moves if item else None,
    }


def item_text(event: Event) -> str:
    """Return the visible words of the item on one line; empty for a meeting as a whole."""
    return flat(plain(event.item.text)) if event.item else ""


def ordinal(number: int) -> str:
    """Say a number as a place in a row: 1st, 2nd, 3rd, 11th."""
    teens = number // 10 % 10 == 1
    return f"{number}{'th' if teens else _ENDINGS.get(number % 10, 'th')}"


_ENDINGS: Final = {1: "st", 2: "nd", 3: "rd"}


def carries_order(event: Event) -> bool:
    """Tell whether an event is no more than the order of priorities going on as it was."""
    return event.kind == "carried" and event.item is not None and event.item.section == "priorities"


def phrase(event: Event, today: dt.date | None = None) -> str:
    """Say what happened, without the item's text: `due moved from 20 Nov to 27 Nov`.

    Dates are said without the year of ``today``.
    """
    said = (_OF_ITEM if event.item else _OF_NOTE)[event.kind]
    return said if isinstance(said, str) else said(event, today)


def _carried(event: Event, _: dt.date | None) -> str:
    often = event.carries >= _AGAIN
    return f"carried for the {ordinal(event.carries)} time" if often else "carried over"


def _due(event: Event, today: dt.date | None) -> str:
    if event.after is None:
        return f"no longer due {_day(event.before, today)}"
    if event.before is None:
        return f"now due {_day(event.after, today)}"
    times = f", for the {ordinal(event.due_moves)} time" if event.due_moves >= _AGAIN else ""
    return f"due moved from {_day(event.before, today)} to {_day(event.after, today)}{times}"


def _day(iso: str | None, today: dt.date | None) -> str:
    return day(dt.date.fromisoformat(iso or ""), today)


def _owner(event: Event, _: dt.date | None) -> str:
    if event.after is None:
        return f"taken from {event.before}, now nobody's"
    return f"handed from {event.before} to {event.after}" if event.before else f"to {event.after}"


def _rank(event: Event, _: dt.date | None) -> str:
    before, after = int(event.before or 0), int(event.after or 0)
    if before == after:
        return f"changed places, still number {after}"
    return f"moved {'up' if after < before else 'down'} from {before} to {after}"


def _edited(event: Event, _: dt.date | None = None) -> str:
    if event.after is None:
        return "taken out"
    return "details edited" if of_details(event) else "reworded"


def of_details(event: Event) -> bool:
    """Tell whether an item's details were edited, which ``before`` and ``after`` then hold."""
    edited = event.kind == "edited" and event.after is not None
    return edited and event.item is not None and event.after != event.item.text


def _lost(event: Event, _: dt.date | None) -> str:
    ranked = event.item is not None and event.item.section == "priorities"
    return "left out of the next order" if ranked else "lost: open, but not in the next meeting"


def _cancelled(event: Event, today: dt.date | None) -> str:
    moved = event.meeting.moved_to
    return f"cancelled, moved to {day(moved, today)}" if moved else "cancelled"


def _note(event: Event, today: dt.date | None) -> str:
    if event.before is None:
        return "text edited"
    if event.after is None:
        return "note deleted"
    dates = [date_in_name(name) for name in (event.before, event.after)]
    old, new = (day(date, today) if date else None for date in dates)
    if old == new or not (old and new):
        return f"renamed from {event.before} to {event.after}"
    return f"moved from {old} to {new}"


_Phrase = str | Callable[["Event", dt.date | None], str]
_OF_ITEM: Final[Mapping[str, _Phrase]] = {
    "raised": "added",
    "told": "added",
    "done": "done",
    "dropped": "dropped",
    "reopened": "reopened",
    "carried": _carried,
    "due_moved": _due,
    "owner_changed": _owner,
    "reranked": _rank,
    "confirmed": "confirmed",
    "edited": _edited,
    "lost": _lost,
}
_OF_NOTE: Final[Mapping[str, _Phrase]] = {
    "raised": "planned",
    "cancelled": _cancelled,
    "held": "held",
    "shared": "agenda shared",
    "edited": _note,
}


def summary(events: Iterable[Event], today: dt.date | None = None) -> str:
    """Say in a line what happened to one meeting: `held, 2 questions added, 5 carried`.

    Empty where nothing did. What is carried is questions and actions that are still open.
    """
    every = list(events)
    whole = [phrase(one, today) for one in every if one.item is None]
    return ", ".join([*dict.fromkeys(whole), *_sums(every)])


def summary_of_many(events: Iterable[Event]) -> str:
    """Say in a line what happened to several meetings: `2 meetings held, 3 questions added`."""
    every = list(events)
    number = Counter(_of_whole(one) for one in every if one.item is None)
    whole = [f"{count(number[k], noun)} {verb}" for k, (noun, verb) in _WHOLE.items() if number[k]]
    return ", ".join([*whole, *_sums(every)])


def _of_whole(event: Event) -> str:
    """Return the kind of what happened to a meeting, edits by what they did."""
    if event.kind != "edited" or event.before is None:
        return event.kind
    return "deleted" if event.after is None else "moved"


def _sums(events: Iterable[Event]) -> Iterator[str]:
    items = [one for one in events if one.item is not None]
    for kind, words in _SUMS.items():
        of_kind = [one for one in items if one.kind == kind]
        yield from words(of_kind) if of_kind else ()


def _by_noun(verb: str) -> _Words:
    def words(events: Sequence[Event]) -> Iterator[str]:
        number = Counter(one.item.section for one in events if one.item)
        for section, (noun, nouns) in NOUNS.items():
            if number[section]:
                yield f"{count(number[section], noun, nouns)} {verb}"

    return words


def _as(one: str, many: str | None = None) -> _Words:
    def words(events: Sequence[Event]) -> Iterator[str]:
        yield one if many is None else count(len(events), one, many)

    return words


def _carries(events: Sequence[Event]) -> Iterator[str]:
    open_ = [one for one in events if stays_open(one)]
    often = [one.carries for one in open_ if one.carries >= OFTEN]
    if len(set(often)) == 1:
        many = "one" if len(often) == 1 else str(len(often))
        yield f"{len(open_)} carried ({many} for the {ordinal(often[0])} time)"
    elif often:
        yield f"{len(open_)} carried ({len(often)} for the {ordinal(min(often))} time or more)"
    elif open_:
        yield f"{len(open_)} carried"


def stays_open(event: Event) -> bool:
    """Tell whether a question or an action goes on, to be told as carried."""
    return event.item is not None and event.item.state == "open" and not carries_order(event)


def _edits(events: Sequence[Event]) -> Iterator[str]:
    number = Counter(map(_edited, events))
    if number["reworded"]:
        yield f"{number['reworded']} reworded"
    if number["details edited"]:
        yield f"details of {number['details edited']} edited"
    if number["taken out"]:
        yield f"{number['taken out']} taken out"


_Words = Callable[[Sequence["Event"]], "Iterable[str]"]
_SUMS: Final[Mapping[str, _Words]] = {
    "raised": _by_noun("added"),
    "told": _by_noun("added"),
    "done": _by_noun("done"),
    "dropped": _by_noun("dropped"),
    "reopened": _by_noun("reopened"),
    "carried": _carries,
    "due_moved": _as("due date moved", "due dates moved"),
    "owner_changed": _as("owner changed", "owners changed"),
    "reranked": _as("priorities re-ranked"),
    "confirmed": _as("priorities confirmed"),
    "edited": _edits,
    "lost": _as("item lost", "items lost"),
}
"""What happens to items, in the order of a summary."""
_WHOLE: Final = {
    "cancelled": ("meeting", "cancelled"),
    "held": ("meeting", "held"),
    "shared": ("agenda", "shared"),
    "raised": ("meeting", "planned"),
    "moved": ("meeting", "moved"),
    "deleted": ("note", "deleted"),
    "edited": ("note", "edited"),
}
