"""Meetings, newest first: their status, what was on them, how they went."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from aquip.core.model import Meeting
from aquip.core.timeline import effectiveness
from mkdocs_aquip.context import ViewContext
from mkdocs_aquip.views.options import Option, Values
from mkdocs_aquip.views.page import plural
from mkdocs_aquip.views.view import LIMIT, SERIES, View


@dataclass(frozen=True)
class Row:
    """A meeting, what it holds in words, and how effective it was found."""

    meeting: Meeting
    counts: tuple[str, ...]
    score: int | None


def data(context: ViewContext, values: Values) -> dict[str, object]:
    """Return the meetings by year."""
    record = context.record
    names = values["series"] or tuple(record.series)
    found = [
        meeting
        for meeting in record.meetings
        if meeting.series in names and values["status"] in ("all", meeting.status)
    ]
    found.reverse()
    scores = {
        point.meeting.note.uri: point.value
        for name in names
        for point in effectiveness(record.series[name])
    }
    shown = found[: values["limit"]]
    rows = [Row(m, counts(m), scores.get(m.note.uri)) for m in shown]
    by_year = groupby(rows, key=lambda row: row.meeting.date.year)
    return {
        "years": [(year, list(every)) for year, every in by_year],
        "one_series": len(names) == 1,
        "total": len(found),
        "shown": len(shown),
    }


def counts(meeting: Meeting) -> tuple[str, ...]:
    """Say what a meeting holds: accomplishments, questions, actions."""
    nouns = (("accomplishments", "win"), ("questions", "question"), ("actions", "action"))
    found = ((sum(1 for _ in meeting.note.items(key)), noun) for key, noun in nouns)
    return tuple(plural(count, noun) for count, noun in found if count)


VIEW = View(
    "meetings",
    "Meetings, newest first, with what was on them and how effective they were found.",
    data,
    (
        SERIES,
        Option("status", "word", "Only these", ("held", "planned", "cancelled", "all"), "all"),
        LIMIT,
    ),
    "limit: 5",
)
