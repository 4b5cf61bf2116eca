"""Questions that keep coming back, each matter once, with every meeting that had it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from aquip.core.model import Occurrence, Thread
from aquip.core.recurring import Matter, recurring
from mkdocs_aquip.context import ViewContext
from mkdocs_aquip.once import once
from mkdocs_aquip.views.options import ALL, Option, Values
from mkdocs_aquip.views.rows import key_title
from mkdocs_aquip.views.view import SERIES, View
from mkdocs_aquip.words import plural, times

PLACES: Final = 24
"""Meetings that are listed for a question, the newest; earlier ones are counted."""

_STATES: Final = ("open", "settled", ALL)
_matters = once(recurring)


@dataclass(frozen=True)
class Way:
    """A question of a matter: the meetings that had it, the newest ``places`` of them listed."""

    thread: Thread
    places: Sequence[Occurrence]
    earlier: int


@dataclass(frozen=True)
class Row:
    """A matter, why it is here and what it needs, in words, and the questions it was."""

    matter: Matter
    why: str
    need: str
    ways: tuple[Way, ...]


@dataclass(frozen=True)
class Block:
    """Matters that are open, or that are settled; ``total`` counts those that are not shown too."""

    key: str
    rows: tuple[Row, ...]
    total: int


def data(context: ViewContext, values: Values) -> dict[str, object]:
    """Return the blocks that the template shows."""
    one_series = len(values["series"]) == 1
    blocks = []
    for name, matters in _chosen(context, values):
        shown = matters[: values["limit"]]
        rows = tuple(_row(matter, context, one_series=one_series) for matter in shown)
        blocks.append(Block(name, rows, len(matters)))
    return {
        "blocks": [block for block in blocks if block.rows],
        "one_series": one_series,
        "options": values,
    }


def key(context: ViewContext, values: Values) -> object:
    """Return what the matters that are shown are made of."""
    return [
        (name, len(matters), [_stands(matter) for matter in matters[: values["limit"]]])
        for name, matters in _chosen(context, values)
    ]


def _stands(matter: Matter) -> object:
    """Return where a matter's questions stand, and stood."""
    return [
        (t.newest.meeting.note.key, t.state, t.done, t.since, [_place(o) for o in t.occurrences])
        for t in matter.threads
    ]


def _place(occurrence: Occurrence) -> tuple[str, str | None, int, str]:
    meeting, item = occurrence.meeting, occurrence.item
    return meeting.note.uri, item.id, item.line, str(meeting.date)


def _chosen(context: ViewContext, values: Values) -> list[tuple[str, list[Matter]]]:
    """Return what is open and what is settled, as far as the view asks for them."""
    wanted = set(values["series"])
    found = [
        matter
        for matter in _matters(context.record)
        if not wanted or not wanted.isdisjoint(matter.series)
    ]
    blocks = (
        ("open", [matter for matter in found if matter.is_open]),
        ("settled", [matter for matter in found if not matter.is_open]),
    )
    return [block for block in blocks if values["state"] in (block[0], ALL)]


def _row(matter: Matter, context: ViewContext, *, one_series: bool) -> Row:
    ways = tuple(
        Way(t, t.occurrences[-PLACES:], max(0, len(t.occurrences) - PLACES)) for t in matter.threads
    )
    why = _why(matter, context, one_series=one_series)
    return Row(matter, why, _need(matter, context), ways)


def _why(matter: Matter, context: ViewContext, *, one_series: bool) -> str:
    """Say why a matter is here: the rule's own reasons."""
    reasons = ["called a pattern"] if matter.is_pattern else []
    if len(matter.threads) > 1:
        reasons.append(times("raised", len(matter.threads)))
    place = f"in {plural(len(matter.meetings), 'meeting')}"
    if not one_series:
        titles = [context.record.series[name].title for name in matter.series]
        place += f" with {_listed(titles)}"
    said = ", ".join([*reasons, place])
    return said[0].upper() + said[1:]


def _need(matter: Matter, context: ViewContext) -> str:
    """Return what a matter needs, in words; nothing where that is not stated."""
    need = matter.newest.item.need
    return key_title("need", need, context) if need else ""


def _listed(words: Sequence[str]) -> str:
    return " and ".join(part for part in (", ".join(words[:-1]), words[-1]) if part)


VIEW = View(
    "recurring",
    "Questions that keep coming back, each matter once: what a note calls a pattern, what was "
    "raised again, what several meetings had.",
    data,
    (
        SERIES,
        Option("state", "word", "Only what is open, or settled", _STATES, ALL),
        Option("limit", "number", "At most this many of each, those that most had", default=10),
    ),
    "state: open",
    key=key,
)
