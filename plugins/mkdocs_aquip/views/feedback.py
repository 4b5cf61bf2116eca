"""Feedback: given and received, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass

from aquip.core.gfm import plain
from aquip.core.items import feedback_of
from aquip.core.model import Meeting, Record
from mkdocs_aquip.context import ViewContext
from mkdocs_aquip.once import once
from mkdocs_aquip.views.options import Option, Values
from mkdocs_aquip.views.view import LIMIT, SERIES, View


@dataclass(frozen=True)
class Row:
    """A piece of feedback; ``taken`` is the accomplishment that took it up."""

    text: str
    handle: str | None
    meeting: Meeting
    taken: str | None


@dataclass(frozen=True)
class Side:
    """What was received, or given."""

    title: str
    rows: tuple[Row, ...]


def data(context: ViewContext, values: Values) -> dict[str, object]:
    """Return both sides, newest first; none when nothing is written down at all."""
    record = context.record
    taken = _taken(record)
    found: dict[str, list[Row]] = {"from": [], "to": []}
    for meeting in reversed(record.meetings):
        if values["series"] and meeting.series not in values["series"]:
            continue
        for item in meeting.note.items("feedback"):
            said = feedback_of(item, record.settings)
            row = Row(said.text, said.handle, meeting, taken.get(item.id or ""))
            found[said.direction or "from"].append(row)
    limit = values["limit"]
    sides = [
        Side(title, tuple(found[key][:limit]))
        for key, title, word in (("from", "Received", "received"), ("to", "Given", "given"))
        if values["direction"] in ("both", word)
    ]
    return {"sides": sides if any(side.rows for side in sides) else []}


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
        LIMIT,
    ),
)
