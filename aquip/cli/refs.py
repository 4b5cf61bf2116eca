"""Finds the item that someone means: by its id, or by how its text begins."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aquip.core.gfm import plain
from aquip.core.query import matching
from aquip.errors import AquipError, nearest
from aquip.report.text import PRIVATE_ITEM, one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from aquip.core.model import Record, State, Thread

_SHOWN: Final = 8
_NEAR: Final = 3


def find(record: Record, reference: str, states: Iterable[State]) -> Thread:
    """Return the item that a reference means, one in these states where several begin alike.

    Raises:
        AquipError: None is meant, and the nearest are named; or several, and they are listed.
    """
    wanted = set(states)
    found = matching(record.threads, reference) or _by_visible_text(record, reference)
    chosen = [thread for thread in found if thread.state in wanted] or found
    chosen = [thread for thread in chosen if not is_past(record, thread)] or chosen
    whole = " ".join(reference.split()).casefold()
    chosen = [t for t in chosen if plain(t.item.text).casefold() == whole] or chosen
    if len(chosen) == 1:
        return chosen[0]
    if chosen:
        raise AquipError(
            f"`{reference}` may mean {len(chosen)} items:\n{listing(chosen)}",
            remedy="Name one by its id, or type more of its text.",
        )
    raise _unknown(record, reference, wanted)


def is_past(record: Record, thread: Thread) -> bool:
    """Tell whether a priority left the order long ago: open for ever, and meant by nobody."""
    if thread.section != "priorities":
        return False
    meetings = record.series[thread.newest.meeting.series].meetings
    ranked = (m for m in reversed(meetings) if any(m.note.items("priorities")))
    return thread.newest.meeting is not next(ranked, None)


def _by_visible_text(record: Record, reference: str) -> list[Thread]:
    """Match what a reader sees: without link addresses and emphasis."""
    start = " ".join(reference.split()).casefold()
    if not start:
        return []
    return [t for t in record.threads if plain(t.item.text).casefold().startswith(start)]


def _unknown(record: Record, reference: str, states: set[State]) -> AquipError:
    if any(i.id == reference.removeprefix("^") for m in record.meetings for i in m.note.items()):
        return AquipError(
            f"`{reference}` is no action, question or priority",
            remedy="Only those are open, done or dropped.",
        )
    threads = [t for t in record.threads if t.state in states] or [*record.threads]
    near = _nearest(threads, reference)
    remedy = f"Did you mean:\n{listing(near)}" if near else "`aquip actions` lists what is open."
    return AquipError(f"there is no item `{reference}`", remedy=remedy)


def _nearest(threads: Sequence[Thread], reference: str) -> list[Thread]:
    wanted = reference.removeprefix("^").casefold()
    by_name: dict[str, Thread] = {}
    for thread in threads:
        if thread.item.id:
            by_name.setdefault(thread.item.id, thread)
        text = plain(thread.item.text).casefold()
        by_name.setdefault(text[: len(wanted) + 2], thread)
        if len(wanted) > _NEAR and wanted in text:
            return [t for t in threads if wanted in plain(t.item.text).casefold()][:_NEAR]
    names = nearest(wanted, by_name, _NEAR)
    return [*{id(by_name[name]): by_name[name] for name in names}.values()]


def listing(threads: Sequence[Thread]) -> str:
    """List items a line each: id, text, series and meeting."""
    lines = [f"  {_line(thread)}" for thread in threads[:_SHOWN]]
    more = len(threads) - _SHOWN
    return "\n".join([*lines, f"  and {more} more"] if more > 0 else lines)


def _line(thread: Thread) -> str:
    identity = f"^{thread.item.id}" if thread.item.id else "(no id)"
    newest = thread.newest
    place = f"{newest.meeting.note.path}:{newest.item.line}"
    return f"{identity}  {label(thread)}  ({thread.state}, {place})"


def label(thread: Thread) -> str:
    """Name an item to whoever refers to it; what is private stays so."""
    return PRIVATE_ITEM if thread.private else one_line(thread.item.text)
