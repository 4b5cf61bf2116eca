"""What a merge made itself, of all that is other than in one of the histories it joins.

Pure. What two branches did was told already, each by its own commits. A merge tells the rest:
where it leaves something as none of what was told so far would have it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from aquip.core.events import Event
from aquip.core.gfm import plain

Aspect = tuple[str, str]
"""What of which item, or of the meeting, an event settles."""

_ASPECTS: Final[Mapping[str, str]] = {
    "raised": "there",
    "told": "there",
    "carried": "carries",
    "due_moved": "due",
    "owner_changed": "owner",
    "edited": "text",
    "done": "state",
    "dropped": "state",
    "reopened": "state",
    "reranked": "rank",
    "lost": "lost",
    "held": "status",
    "cancelled": "status",
    "shared": "shared",
    "confirmed": "confirmed",
}
_FINDS: Final = frozenset({"raised", "carried", "done", "dropped", "reopened"})
"""What ends that an item is lost."""
_ONCE: Final = frozenset({"there", "lost", "confirmed"})
"""What is so, or is not."""


def item_name(event: Event) -> str:
    """Return what an item is known by from event to event; empty for the meeting as a whole."""
    item = event.item
    return "" if item is None else item.id or plain(item.text)


Name = Callable[[Event], str]


def own(
    candidates: Sequence[Sequence[Event]], told: Iterable[Event], name: Name = item_name
) -> list[Event]:
    """Return what a merge made itself.

    ``candidates`` are what happened from each of its parents to it, ``told`` what was told of all
    that it stands on, in order. ``name`` tells the items apart.
    """
    settled = settle(told, name)
    in_all = set.intersection(*({_key(event, name) for event in one} for one in candidates))
    found: dict[tuple[Aspect, str | None], Event] = {}
    for event in (event for events in candidates for event in events):
        if event.item is None and event.kind == "edited":
            continue  # texts that git joined differ from each of them
        key = _key(event, name)
        aspect, value = key
        if (settled[aspect] != value) if aspect in settled else key in in_all:
            found.setdefault(key, event)
    return [*found.values()]


def settle(told: Iterable[Event], name: Name = item_name) -> Mapping[Aspect, str | None]:
    """Return how things stand after all that was told, as far as it was."""
    settled: dict[Aspect, str | None] = {}
    for event in told:
        (item, aspect), value = _key(event, name)
        if event.kind == "raised" and event.item:
            for other in _ASPECTS.values():
                settled.pop((item, other), None)
            due, owners = event.item.due, event.item.owners
            settled[item, "state"] = "open"
            settled[item, "due"] = due.isoformat() if due else None
            settled[item, "owner"] = ", ".join(f"@{owner}" for owner in owners) or None
        elif event.kind in _FINDS:
            settled.pop((item, "lost"), None)
            settled[item, "there"] = "yes"
        settled[item, aspect] = value
    return settled


def is_lost(told: Iterable[Event], name: Name = item_name) -> bool:
    """Tell whether the last that was told of an item is that it was lost.

    For a priority it is enough that it was taken out of the order.
    """
    told = [*told]
    settled = settle(told, name)
    ranked = any(event.item and event.item.section == "priorities" for event in told)
    return any(
        aspect == "lost" or (ranked and aspect == "there" and value == "no")
        for (_, aspect), value in settled.items()
    )


def _key(event: Event, name: Name) -> tuple[Aspect, str | None]:
    aspect = _ASPECTS[event.kind]
    if event.item is None:
        return ("", aspect), event.after or event.kind
    if event.kind == "edited" and event.after is None:
        return (name(event), "there"), "no"
    value = "yes" if aspect in _ONCE else event.after
    return (name(event), aspect), value
