"""Feedback: given and received, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from aquip.core.gfm import plain
from aquip.core.items import feedback_of
from aquip.core.model import Meeting, Record
from mkdocs_aquip.context import ViewContext
from mkdocs_aquip.once import once
from mkdocs_aquip.views.key import of_series
from mkdocs_aquip.views.options import Option, Values
from mkdocs_aquip.views.view import LIMIT, SERIES, View

ROOM: Final = 200
"""Pieces of feedback that a page shows on a side; meetings have them all."""


@dataclass(frozen=True)
class Row:
    """A piece of feedback; ``taken`` is the accomplishment that took it up."""

    text: str
    handle: str | None
    meeting: Meeting
    taken: str | None


@dataclass(frozen=True)
class Side:
    """What was received, or given; ``total`` counts what there is no room for, too."""

    title: str
    rows: tuple[Row, ...]
    total: int


def data(context: ViewContext, values: Values) -> dict[str, object]:
    """Return both sides, newest first; none when nothing is written down at all."""
    record = context.record
    taken = _taken(record)
    found: dict[str, list[Row]] = {"from": [], "to": []}
    named, period = values["series"], values["period"]
    among = record.series[named[0]].meetings if len(named) == 1 else record.meetings
    for meeting in reversed(among):
        if (named and meeting.series not in named) or (period and meeting.date not in period):
            continue
        for item in meeting.note.items("feedback"):
            said = feedback_of(item, record.settings)
            row = Row(said.text, said.handle, meeting, taken.get(item.id or ""))
            found[said.direction or "from"].append(row)
    limit = values["limit"] or ROOM
    sides = [
        Side(title, tuple(found[key][:limit]), len(found[key]))
        for key, title, word in (("from", "Received", "received"), ("to", "Given", "given"))
        if values["direction"] in ("both", word)
    ]
    return {"sides": sides if any(side.rows for side in sides) else []}


def made_of(context: ViewContext, values: Values) -> object:
    """Return what was said, and what took it up, in whichever series."""
    return of_series(context, values), _taken(context.record)


@once
def _taken(record: Record) -> dict[str, str]:
    """Return what took a piece of feedback up, by its id: an accomplishment that refers to it."""
    return {
        one: plain(item.text)
        for meeting in record.meetings
        for item in meeting.note.items("accomplishments")
        for one in item.see
    }


VIEW = View(
    "feedback",
    "Feedback received and given, and which accomplishment took it up.",
    data,
    (
        SERIES,
        Option("direction", "word", "Only this side", ("received", "given", "both"), "both"),
        Option("period", "period", "Only what was said then"),
        LIMIT,
    ),
    key=made_of,
)
