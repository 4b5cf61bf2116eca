"""What comes next: each series' next meeting, whether it is ready, and what is on its agenda."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Final

from aquip.core.model import Item, Meeting, Series
from aquip.core.readiness import Upcoming, upcoming
from mkdocs_aquip.context import ViewContext
from mkdocs_aquip.views.figures import Figure, counted, open_actions, owed_by
from mkdocs_aquip.views.key import of_series
from mkdocs_aquip.views.options import Values
from mkdocs_aquip.views.page import Ui
from mkdocs_aquip.views.rows import threads_in
from mkdocs_aquip.views.view import LIMIT, SERIES, View
from mkdocs_aquip.words import plural

ITEMS: Final = 4
"""So much of an agenda is read on the way to the meeting."""


@dataclass(frozen=True)
class Row:
    """A coming meeting; ``missing`` are headings with nothing under them.

    ``facts`` say what is on the agenda, ``waiting`` what one that is not there yet would carry.
    """

    series: Series
    date: dt.date
    meeting: Meeting | None
    ready: bool
    missing: tuple[str, ...]
    facts: str
    waiting: str

    @property
    def time(self) -> str | None:
        """At what time: as the note says, else as the series has it."""
        own = self.meeting.note.front.values.get("time") if self.meeting else None
        return str(own) if own else self.series.time

    @property
    def duration(self) -> int | None:
        """How many minutes: as the note says, else as the series has it."""
        return (self.meeting.duration if self.meeting else None) or self.series.duration


@dataclass(frozen=True)
class Agenda:
    """A coming meeting with the questions on its agenda, and who owes what in its series.

    Each of ``items`` is a question and the meeting that shows it; there are ``more``.
    """

    row: Row
    items: tuple[tuple[Item, Meeting], ...]
    more: int
    owed: tuple[Figure, ...]


def data(context: ViewContext, values: Values) -> dict[str, object]:
    """Return the coming meetings, soonest first."""
    names = values["series"] or tuple(context.record.series)
    found = [one for one in upcoming(context.record) if one.series.name in names]
    return {"rows": [row_of(one, context) for one in found[: values["limit"]]]}


def row_of(one: Upcoming, context: ViewContext) -> Row:
    """Return a coming meeting as it is listed."""
    settings = context.record.settings
    headings = (settings.heading(key) for key in one.missing if one.meeting)
    return Row(
        series=one.series,
        date=one.date,
        meeting=one.meeting,
        ready=one.ready,
        missing=tuple(headings),
        facts=agenda_facts(one.meeting) if one.meeting else "",
        waiting=_waiting(one.series.name, context),
    )


def agenda(one: Upcoming, context: ViewContext) -> Agenda:
    """Return a coming meeting as it is looked at just before."""
    every = list(_questions(one, context))
    return Agenda(
        row=row_of(one, context),
        items=tuple(islice(every, ITEMS)),
        more=max(0, len(every) - ITEMS),
        owed=_owed(one.series, context),
    )


def _questions(one: Upcoming, context: ViewContext) -> Iterable[tuple[Item, Meeting]]:
    """Return what is to be talked about: as the agenda has it, else what would be carried there."""
    if one.meeting:
        items = one.meeting.note.items("questions")
        return [(item, one.meeting) for item in items if item.state == "open"]
    threads = threads_in(context.record, "questions", (one.series.name,))
    return [(t.item, t.newest.meeting) for t in threads if t.state == "open"]


def _owed(series: Series, context: ViewContext) -> tuple[Figure, ...]:
    """Return what the two of a series owe in it, the one whose notes these are first."""
    ui, rows = Ui(context), open_actions(context, (series.name,))
    pair = dict.fromkeys(h for h in (ui.settings.me, series.owner, series.with_) if h)
    return tuple(
        counted(
            owed_by(rows, handle, context),
            ui.owes(handle),
            context,
            {"series": series.name, "owner": handle},
            key="owed",
        )
        for handle in pair
    )


def agenda_facts(meeting: Meeting) -> str:
    """Say in a few words what an agenda holds."""
    items = {key: len(list(meeting.note.items(key))) for key in ("accomplishments", "questions")}
    minutes = sum(item.minutes or 0 for item in meeting.note.items("questions"))
    words = [
        plural(items["accomplishments"], "accomplishment") if items["accomplishments"] else "",
        plural(items["questions"], "question") if items["questions"] else "",
        f"{minutes}\N{NO-BREAK SPACE}min planned" if minutes else "",
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
