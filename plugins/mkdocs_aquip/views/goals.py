"""Goals: what was done towards each, what is under way, and what nobody speaks of any more."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, cast

from aquip.core.model import Goal, Meeting, Record, Thread
from aquip.core.period import Period, PeriodError, parse_period
from aquip.core.rollup import Accomplishment, accomplishments
from mkdocs_aquip.context import ViewContext
from mkdocs_aquip.once import once
from mkdocs_aquip.views.key import notes_key
from mkdocs_aquip.views.options import Option, Values
from mkdocs_aquip.views.page import Ui
from mkdocs_aquip.views.view import GOAL, View
from mkdocs_aquip.words import plural

QUIET: Final = 42
"""Days after which a goal is one that nobody speaks of."""

_OVER: Final = frozenset(
    ("done", "met", "achieved", "reached", "dropped", "abandoned", "cancelled", "closed", "missed")
)
"""What a goal's status says when it is over; it is free text, and whatever else it says goes on."""


@dataclass(frozen=True)
class Row:
    """A goal and its figures.

    ``period`` is as people read it. ``ranks`` are the highest it now has, with the series;
    ``last`` is the meeting that spoke of it last, ``left`` the days its period still has, and
    ``stale`` what speaks for looking at it.
    """

    goal: Goal
    period: str | None
    url: str | None
    accomplishments: int
    won_last: dt.date | None
    open: int
    late: int
    open_url: str | None
    questions: int
    questions_url: str | None
    ranks: tuple[tuple[str, int], ...]
    last: Meeting | None
    left: int | None
    stale: tuple[str, ...]


def data(context: ViewContext, values: Values) -> dict[str, object]:
    """Return a row for each goal, heard of last first; those that are over come last."""
    wanted = values["goal"]
    goals = [
        goal
        for goal in context.record.goals.values()
        if (not wanted or goal.slug in wanted)
        and (values["kind"] == "all" or goal.kind == values["kind"])
    ]
    rows = [_row(goal, context) for goal in goals]
    rows.sort(key=lambda row: (row.last.date if row.last else dt.date.min, row.goal.slug))
    rows.reverse()
    rows.sort(key=lambda row: is_over(row.goal))
    here = context.goal is not None and wanted == (context.goal,)
    return {"rows": rows, "here": here}


def made_of(context: ViewContext, values: Values) -> object:
    """Return the figures, and the goals' notes."""
    notes, shown = notes_key(context.record), data(context, values)
    rows = [
        (
            notes[row.goal.note.uri],
            (row.accomplishments, row.won_last, row.open, row.late, row.questions, row.ranks),
            row.last and (row.last.note.uri, row.last.date),
            row.stale,
        )
        for row in cast("list[Row]", shown["rows"])
    ]
    return rows, shown["here"]


def is_over(goal: Goal) -> bool:
    """Tell whether nothing more is to be done for a goal, by its status."""
    return (goal.status or "").strip().casefold() in _OVER


def threads_of(slug: str, record: Record) -> Sequence[Thread]:
    """Return the actions, questions and priorities that serve a goal."""
    return _threads(record).get(slug, ())


def _row(goal: Goal, context: ViewContext) -> Row:
    record, ui = context.record, Ui(context)
    won, mine = _won(record).get(goal.slug, ()), threads_of(goal.slug, record)
    still = [thread for thread in mine if thread.state == "open"]
    actions = [thread for thread in still if thread.section == "actions"]
    last, period = _spoken(record).get(goal.slug), _period(goal, record)
    left = (period.end - record.today).days if period and not is_over(goal) else None
    return Row(
        goal=goal,
        period=period.name if period else goal.period,
        url=context.url_of_goal(goal.slug),
        accomplishments=len(won),
        won_last=max((one.date for one in won), default=None),
        open=len(actions),
        late=sum(thread.overdue(record.today) for thread in actions),
        open_url=ui.rows_url("actions.md", goal=goal.slug),
        questions=sum(thread.section == "questions" for thread in still),
        questions_url=ui.rows_url("questions.md", goal=goal.slug),
        ranks=tuple(sorted(_ranks(still, record).items(), key=lambda pair: pair[1])),
        last=last,
        left=left,
        stale=() if is_over(goal) else tuple(_stale(last, left, actions, record.today)),
    )


def _ranks(still: Sequence[Thread], record: Record) -> dict[str, int]:
    """Return the goal's highest rank now in each series that ranks it."""
    ranks: dict[str, int] = {}
    for thread in still:
        meeting = thread.newest.meeting
        if thread.section == "priorities" and meeting is _newest(record).get(meeting.series):
            rank = thread.item.rank
            ranks[meeting.series] = min(rank, ranks.get(meeting.series, rank))
    return ranks


def _stale(
    last: Meeting | None, left: int | None, actions: Sequence[Thread], today: dt.date
) -> Iterator[str]:
    """Say why a goal that is not over wants looking at."""
    if last is None:
        yield "no meeting has spoken of it yet"
    elif (days := (today - last.date).days) > QUIET:
        yield f"nobody has spoken of it for {plural(days, 'day')}"
    if left is not None and left < 0:
        yield f"its period ended {plural(-left, 'day')} ago"
    if not actions:
        yield "no action is open for it"


def _period(goal: Goal, record: Record) -> Period | None:
    try:
        return parse_period(goal.period or "", record.settings.fiscal_year_starts)
    except PeriodError:
        return None


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
def _spoken(record: Record) -> dict[str, Meeting]:
    """Return the last meeting, up to today, that has an item for a goal, by goal."""
    return {
        item.goal: meeting
        for meeting in record.meetings
        if meeting.date <= record.today and meeting.status != "cancelled"
        for item in meeting.note.items()
        if item.goal
    }


@once
def _newest(record: Record) -> dict[str, Meeting]:
    """Return the meeting of each series whose list of priorities counts now: the last with one."""
    listed = (m for m in record.meetings if any(m.note.items("priorities")))
    return {meeting.series: meeting for meeting in listed}


VIEW = View(
    "goals",
    "Goals as cards: what was done and is open, the rank among priorities, when a meeting spoke of "
    "it last, and what is stale.",
    data,
    (
        GOAL,
        Option("kind", "word", "Only these", ("professional", "personal", "all"), "all"),
    ),
    key=made_of,
)
