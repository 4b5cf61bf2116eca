"""Which item of one time is which of another: by its id, else by its text, else by likeness.

Ids settle it. An item without one, or that had none at one of the two times, is the one of equal
text; one that was reworded, the one most like it.
"""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from typing import TypeVar

from aquip.core.gfm import plain
from aquip.core.model import Item, Thread

T = TypeVar("T")
Pair = tuple[T | None, T | None]

_ALIKE = 0.6
"""What share of two texts must be common for one to be the other reworded, from 0 to 1."""
_MANY = 400
"""Pairs that are looked at for likeness; beyond them nobody could say which became which."""


def item_pairs(before: Sequence[Item], after: Sequence[Item]) -> list[Pair[Item]]:
    """Pair the items of a section of one note at two times, in the order of the later one.

    Those that are gone follow, paired with None.
    """
    return _pairs(before, after, _marks_of_item, _marks_of_item)


def thread_pairs(
    before: Iterable[Thread], after: Iterable[Thread], series: Mapping[str, str]
) -> list[Pair[Thread]]:
    """Pair the items of a record at two times, as `item_pairs` does those of a section.

    ``series`` gives the later names of series that had others before.
    """

    def marks(thread: Thread, names: Mapping[str, str]) -> _Marks:
        name = thread.newest.meeting.series
        group = f"{names.get(name, name)}\0{thread.section}"
        return _Marks(group, [occurrence.item for occurrence in thread.occurrences])

    return _pairs(list(before), list(after), partial(marks, names=series), partial(marks, names={}))


class _Marks:
    """What an item is known by, as far as it is asked: its ids, where it belongs, its texts."""

    def __init__(self, group: str, items: Sequence[Item]) -> None:
        self.group = group
        self.items = items

    @cached_property
    def ids(self) -> frozenset[str]:
        """Its ids, in this section: in another it is another item."""
        return frozenset(f"{item.section}^{item.id}" for item in self.items if item.id)

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """What it says in visible words, the newest first."""
        return tuple(dict.fromkeys(plain(item.text) for item in reversed(self.items)))

    def may_be(self, other: _Marks) -> bool:
        """Tell whether text may decide: what has two ids is two items."""
        return not (self.ids and other.ids)


def _marks_of_item(item: Item) -> _Marks:
    return _Marks("", (item,))


def _pairs(
    before: Sequence[T],
    after: Sequence[T],
    marks_before: Callable[[T], _Marks],
    marks_after: Callable[[T], _Marks],
) -> list[Pair[T]]:
    place_of = {id(one): place for place, one in enumerate(before)}
    same = ((place_of.get(id(one)), here) for here, one in enumerate(after))
    origin = {here: there for there, here in same if there is not None}
    known = set(origin.values())
    old = {place: marks_before(one) for place, one in enumerate(before) if place not in known}
    new = {place: marks_after(one) for place, one in enumerate(after) if place not in origin}
    for way in (_by_identity, _by_id, _by_text, _by_likeness):
        for there, here in way(old, new):
            origin[here] = there
            del old[there], new[here]
    pairs: list[Pair[T]] = [
        (before[origin[place]] if place in origin else None, one) for place, one in enumerate(after)
    ]
    return [*pairs, *((before[place], None) for place in old)]


_Places = dict[int, _Marks]


def _by_identity(old: _Places, new: _Places) -> list[tuple[int, int]]:
    """Pair what stands in a note that did not change."""
    place_of = {id(item): place for place, marks in old.items() for item in marks.items}
    found: dict[int, int] = {}
    for place, marks in new.items():
        there = next((place_of[id(i)] for i in marks.items if id(i) in place_of), None)
        if there is not None:
            found.setdefault(there, place)
    return list(found.items())


def _by_id(old: _Places, new: _Places) -> list[tuple[int, int]]:
    place_of = {identity: place for place, marks in old.items() for identity in marks.ids}
    found: dict[int, int] = {}
    for place, marks in new.items():
        there = next((place_of[i] for i in sorted(marks.ids) if i in place_of), None)
        if there is not None:
            found.setdefault(there, place)
    return list(found.items())


def _by_text(old: _Places, new: _Places) -> list[tuple[int, int]]:
    """Pair equal texts in the order in which they stand."""
    waiting: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, marks in reversed(old.items()):
        for text in marks.texts:
            waiting[marks.group, text].append(place)
    found: dict[int, int] = {}
    for place, marks in new.items():
        for text in marks.texts:
            alike = waiting[marks.group, text]
            while alike and alike[-1] in found:
                alike.pop()
            there = next(
                (t for t in reversed(alike) if t not in found and marks.may_be(old[t])), None
            )
            if there is not None:
                found[there] = place
                break
    return list(found.items())


def _by_likeness(old: _Places, new: _Places) -> list[tuple[int, int]]:
    """Pair what is most alike, the likest first."""
    found: dict[int, int] = {}
    taken: set[int] = set()
    for _, there, place in sorted(_alike(old, new)):
        if there not in found and place not in taken:
            found[there] = place
            taken.add(place)
    return list(found.items())


def _alike(old: _Places, new: _Places) -> Iterator[tuple[float, int, int]]:
    """Yield how unlike two are, and which: those alone that are alike enough."""
    groups: dict[str, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for side, places in enumerate((old, new)):
        for place, marks in places.items():
            groups[marks.group][side].append(place)
    for theres, heres in groups.values():
        if len(theres) * len(heres) > _MANY:
            continue
        for here in heres:
            for there in theres:
                share = _likeness(old[there].texts[0], new[here].texts[0])
                if share >= _ALIKE and new[here].may_be(old[there]):
                    yield -share, there, here


def _likeness(one: str, other: str) -> float:
    matcher = difflib.SequenceMatcher(None, one, other, autojunk=False)
    quick = matcher.real_quick_ratio() >= _ALIKE and matcher.quick_ratio() >= _ALIKE
    return matcher.ratio() if quick else 0.0
