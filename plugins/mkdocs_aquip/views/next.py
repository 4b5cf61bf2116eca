"""What comes next: each series' next meeting, and whether it is ready."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from aquip.core.model import Meeting
from aquip.core.readiness import Upcoming, upcoming
from mkdocs_aquip.context import ViewContext
from mkdocs_aquip.views.key import of_series
from mkdocs_aquip.views.options import Values
from mkdocs_aquip.views.rows import threads_in
from mkdocs_aquip.views.view import LIMIT, SERIES, View
from mkdocs_aquip.words import plural


@dataclass(frozen=True)
class Row:
    """A coming meeting; ``missing`` are headings with nothing under them.

    ``facts`` say what is on the agenda, ``waiting`` what one that is not there yet would carry.
    """

    series: str
    date: dt.date
    time: str | None
    meeting: Meeting | None
    ready: bool
    missing: tuple[str, ...]
    facts: str
    waiting: str


def data(context: ViewContext, values: Values) -> dict[str, object]:
    """Return the coming meetings, soonest first."""
    names = values["series"] or tuple(context.record.series)
    found = [one for one in upcoming(context.record) if one.series.name in names]
    return {"rows": [_row(one, context) for one in found[: values["limit"]]]}


def _row(one: Upcoming, context: ViewContext) -> Row:
    series, settings = one.series, context.record.settings
    headings = (settings.heading(key) for key in one.missing if one.meeting)
    return Row(
        series=series.name,
        date=one.date,
        time=series.time,
        meeting=one.meeting,
        ready=one.ready,
        missing=tuple(headings),
        facts=agenda_facts(one.meeting) if one.meeting else "",
        waiting=_waiting(series.name, context),
    )


def agenda_facts(meeting: Meeting) -> str:
    """Say in a few words what an agenda holds."""
    items = {key: len(list(meeting.note.items(key))) for key in ("accomplishments", "questions")}
    minutes = sum(item.minutes or 0 for item in meeting.note.items("questions"))
    words = [
        plural(items["accomplishments"], "accomplishment") if items["accomplishments"] else "",
        plural(items["questions"], "question") if items["questions"] else "",
        f"{minutes} min planned" if minutes else "",
    ]
    return " · ".join(word for word in words if word)


def _waiting(name: str, context: ViewContext) -> str:
    """Say what would be carried into an agenda that is not there yet."""
    words = [
        plural(count, noun)
        for noun in ("action", "question")
        if (
            count := sum(t.state == "open" for t in threads_in(context.record, f"{noun}s", (name,)))
        )
    ]
    return f"{' and '.join(words)} to carry over" if words else ""


VIEW = View(
    "next",
    "The next meeting of each series: when it is, whether its agenda is ready, what is missing.",
    data,
    (SERIES, LIMIT),
    key=of_series,
)
