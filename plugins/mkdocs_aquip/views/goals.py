"""Goals: what was done towards each, and what is under way."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import cast

from aquip.core.model import Goal, Meeting, Record, Thread
from aquip.core.rollup import Accomplishment, accomplishments
from mkdocs_aquip.context import ViewContext
from mkdocs_aquip.once import once
from mkdocs_aquip.views.key import notes_key
from mkdocs_aquip.views.options import Option, Values
from mkdocs_aquip.views.view import GOAL, View


@dataclass(frozen=True)
class Row:
    """A goal and its figures; ``rank`` is the highest it now has among priorities."""

    goal: Goal
    url: str | None
    accomplishments: int
    open: int
    rank: int | None
    last: dt.date | None


def data(context: ViewContext, values: Values) -> dict[str, object]:
    """Return a row for each goal, those heard of last first."""
    wanted = values["goal"]
    goals = [
        goal
        for goal in context.record.goals.values()
        if (not wanted or goal.slug in wanted)
        and (values["kind"] == "all" or goal.kind == values["kind"])
    ]
    rows = [_row(goal, context) for goal in goals]
    rows.sort(key=lambda row: (row.last or dt.date.min, row.goal.slug), reverse=True)
    here = context.goal is not None and wanted == (context.goal,)
    return {"rows": rows, "here": here}


def made_of(context: ViewContext, values: Values) -> object:
    """Return the figures, and the goals' notes."""
    notes, shown = notes_key(context.record), data(context, values)
    rows = [
        (notes[row.goal.note.uri], row.accomplishments, row.open, row.rank, row.last)
        for row in cast("list[Row]", shown["rows"])
    ]
    return rows, shown["here"]


def _row(goal: Goal, context: ViewContext) -> Row:
    record = context.record
    won, mine = _won(record).get(goal.slug, ()), _threads(record).get(goal.slug, ())
    ranks = [
        thread.item.rank
        for thread in mine
        if thread.section == "priorities"
        and thread.state == "open"
        and thread.newest.meeting is _newest(record).get(thread.newest.meeting.series)
    ]
    dates = [one.date for one in won]
    dates += [t.newest.meeting.date for t in mine if t.newest.meeting.date <= record.today]
    return Row(
        goal=goal,
        url=context.url_of_goal(goal.slug),
        accomplishments=len(won),
        open=sum(t.section == "actions" and t.state == "open" for t in mine),
        rank=min(ranks, default=None),
        last=max(dates, default=None),
    )


@once
def _won(record: Record) -> dict[str | None, list[Accomplishment]]:
    """Sort the accomplishments by goal."""
    found: dict[str | None, list[Accomplishment]] = {}
    for one in accomplishments(record):
        found.setdefault(one.goal, []).append(one)
    return found


@once
def _threads(record: Record) -> dict[str | None, list[Thread]]:
    """Sort the threads by goal."""
    found: dict[str | None, list[Thread]] = {}
    for thread in record.threads:
        found.setdefault(thread.item.goal, []).append(thread)
    return found


@once
def _newest(record: Record) -> dict[str, Meeting]:
    """Return the meeting of each series whose list of priorities counts now: the last with one."""
    listed = (m for m in record.meetings if any(m.note.items("priorities")))
    return {meeting.series: meeting for meeting in listed}


VIEW = View(
    "goals",
    "Goals as cards: accomplishments, open actions, the rank among priorities, when last heard of.",
    data,
    (
        GOAL,
        Option("kind", "word", "Only these", ("professional", "personal", "all"), "all"),
    ),
    key=made_of,
)
