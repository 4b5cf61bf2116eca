"""Which item of each old version of a note is the one that somebody asks for.

Its id tells. Where it has none, or had none yet, the versions next to each other do: each item of
one is an item of the other, see `aquip.core.matching`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aquip.core.matching import item_pairs
from aquip.core.model import Item, Note, Occurrence

if TYPE_CHECKING:
    from aquip.history.past import Past
    from aquip.history.trails import Change


@dataclass(frozen=True)
class Sought:
    """An item: its section, the ids it has or had, and where it stands today, by path."""

    section: str
    ids: frozenset[str]
    today: Mapping[str, Occurrence] = field(default_factory=dict)


def sightings(past: Past, sought: Sought, paths: Collection[str]) -> dict[str, dict[str, Item]]:
    """Return the item in each version of each note that ever showed it, by path and blob.

    ``paths`` are the notes that may have shown it.
    """
    return {path: _versions(past, sought, path) for path in _showing(past, sought, paths)}


def ids_in_bytes(ids: Collection[str]) -> re.Pattern[bytes]:
    """Return what finds one of these ids in a note."""
    every = b"|".join(re.escape(one.encode()) for one in sorted(ids))
    return re.compile(rb"\^(?:" + every + rb")(?![a-z0-9-])")


def _showing(past: Past, sought: Sought, paths: Collection[str]) -> list[str]:
    found = [path for path in sought.today if path in past.history.trails]
    if not sought.ids:
        return found
    names = ids_in_bytes(sought.ids)
    rest = [path for path in paths if path not in sought.today]
    blobs = [(path, c.after) for path in rest for c in past.changes(path) if c.after]
    texts = past.known.texts(blob for _, blob in blobs)
    said = zip(blobs, texts, strict=True)
    return [*found, *dict.fromkeys(path for (path, _), t in said if t and names.search(t))]


def _versions(past: Past, sought: Sought, path: str) -> dict[str, Item]:
    changes = [change for change in past.changes(path) if change.after]
    past.read((change, path) for change in changes)
    items = {c.after or "": _items(past.note(c, path), sought.section) for c in changes}
    found = {blob: item for blob, every in items.items() for item in every if item.id in sought.ids}
    today = sought.today.get(path)
    if today is not None and changes and (newest := changes[0].after or "") not in found:
        now = _items(today.meeting.note, sought.section)
        _add(found, newest, _earlier(items[newest], now, today.item))
    neighbours = [*_neighbours(changes)]
    for before, after in neighbours:
        if after in found and before not in found and before in items:
            _add(found, before, _earlier(items[before], items[after], found[after]))
    for before, after in reversed(neighbours):
        if before in found and after not in found:
            _add(found, after, _later(items[before], items[after], found[before]))
    return found


def _neighbours(changes: list[Change]) -> Iterator[tuple[str, str]]:
    """Yield the blobs before and after each change, newest first.

    A merge stands on several: the one that was told before it is as good as any.
    """
    for place, change in enumerate(changes):
        earlier = changes[place + 1].after if place + 1 < len(changes) else None
        before = change.before or earlier
        if before and change.after:
            yield before, change.after


def _items(note: Note | None, section: str) -> list[Item]:
    return [*note.items(section)] if note else []


def _earlier(before: list[Item], after: list[Item], item: Item) -> Item | None:
    return next((old for old, new in item_pairs(before, after) if new is item), None)


def _later(before: list[Item], after: list[Item], item: Item) -> Item | None:
    return next((new for old, new in item_pairs(before, after) if old is item), None)


def _add(found: dict[str, Item], blob: str, item: Item | None) -> None:
    if item is not None:
        found[blob] = item
