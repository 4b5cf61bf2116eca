"""A person: what they owe and are owed, promised, heard and said, and when one meets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from aquip.core.feedback import Said
from aquip.core.model import Meeting, Series, Thread
from aquip.core.people import Acquaintance
from aquip.core.readiness import Upcoming
from aquip.core.timeline import closed_on
from mkdocs_aquip.context import ViewContext
from mkdocs_aquip.views.coming import coming
from mkdocs_aquip.views.figures import url_of_asked, url_of_owed
from mkdocs_aquip.views.key import meetings_key, notes_key, rows_key
from mkdocs_aquip.views.known import everybody
from mkdocs_aquip.views.options import Option, Values
from mkdocs_aquip.views.page import Ui
from mkdocs_aquip.views.rows import sort_key
from mkdocs_aquip.views.said import Row as Quote
from mkdocs_aquip.views.said import row_of, said_key
from mkdocs_aquip.views.view import View

ROWS: Final = 10
"""Rows of a list before the rest is a link away."""

QUOTES: Final = 5
FOLDED: Final = 50
"""Pieces of feedback on a side: those that are shown, and those that are folded below them."""

MET: Final = 5
SERIES: Final = 12
"""Series that are listed before the rest is folded."""

LATELY: Final = dt.timedelta(days=92)
"""How far back promises are counted: a quarter."""


@dataclass(frozen=True)
class Meets:
    """A series with somebody: when one meets next, and when one met last."""

    series: Series
    next: Upcoming | None
    last: Meeting | None


@dataclass(frozen=True)
class Listed:
    """Some of a list's rows, how many there are, and where all of them are."""

    rows: tuple[Thread, ...]
    total: int
    url: str | None = None
    late: int = 0


@dataclass(frozen=True)
class Kept:
    """What became of what somebody promised: of those closed lately, how many done, and in time.

    ``dated`` of those done had a due date to be in time for.
    """

    rows: tuple[Thread, ...]
    done: int
    dated: int
    in_time: int
    dropped: int
    moved: int


@dataclass(frozen=True)
class Heard:
    """Feedback of one side, newest first; ``rest`` is folded."""

    rows: tuple[Quote, ...]
    rest: tuple[Quote, ...]
    total: int
    waiting: int


def data(context: ViewContext, values: Values) -> dict[str, object]:
    """Return all there is of a person; ``handle`` None where none is named, or none has a page."""
    one = _one(context, values)
    if one is None:
        return {"handle": None}
    record, ui = context.record, Ui(context)
    owes, owed, asked = _open(one.owes), _open(one.owed), _open(one.questions, "age")
    today = record.today
    meets = sorted((_meets(series, context) for series in one.series), key=_soonest)
    met = [m for m in one.meetings if m.status == "held" and m.date <= today]
    return {
        "handle": one.handle,
        "meets": meets[:SERIES],
        "meets_rest": meets[SERIES:],
        "owes": _listed(owes, ui.rows_url("actions.md", owner=one.handle), today),
        "owed": _listed(owed, url_of_owed(owed, context), today),
        "kept": _kept(one.owes, today),
        "questions": _listed(asked, url_of_asked(asked, context), today),
        "given": _heard(one.given),
        "received": _heard(one.received),
        "met": met[::-1][:MET],
        "met_total": len(met),
    }


def made_of(context: ViewContext, values: Values) -> object:
    """Return what is said of a person, in whichever series."""
    one, record = _one(context, values), context.record
    if one is None:
        return None
    notes = notes_key(record)
    said = [*one.given, *one.received]
    return (
        [(s.name, notes.get(s.note.uri) if s.note else None) for s in one.series],
        [(c.date, c.status, c.missing) for s in one.series if (c := coming(record).get(s.name))],
        rows_key((*one.owes, *one.owed, *one.questions), record),
        url_of_owed(_open(one.owed), context),
        url_of_asked(_open(one.questions, "age"), context),
        [(notes[each.meeting.note.uri], each.item.line) for each in said],
        said_key(said),
        meetings_key(one.meetings, record),
    )


def _one(context: ViewContext, values: Values) -> Acquaintance | None:
    handle = values["person"] or context.record.settings.me
    return everybody(context.record).get(handle or "")


def _open(rows: Iterable[Thread], order: str = "due") -> list[Thread]:
    return sorted((t for t in rows if t.state == "open"), key=sort_key(order))


def _listed(rows: Sequence[Thread], url: str | None, today: dt.date) -> Listed:
    late = sum(row.overdue(today) for row in rows)
    return Listed(tuple(rows[:ROWS]), len(rows), url, late)


def _meets(series: Series, context: ViewContext) -> Meets:
    today = context.record.today
    held = (m for m in reversed(series.meetings) if m.status == "held" and m.date <= today)
    return Meets(series, coming(context.record).get(series.name), next(held, None))


def _soonest(one: Meets) -> tuple[dt.date, str]:
    """Order series by when they meet next; those that do not come last."""
    return (one.next.date if one.next else dt.date.max, one.series.name)


def _kept(rows: Iterable[Thread], today: dt.date) -> Kept:
    found = [(day, t) for t in rows if (day := closed_on(t)) and today - LATELY <= day <= today]
    found.sort(key=lambda pair: pair[0], reverse=True)
    done = [thread for _, thread in found if thread.state == "done"]
    dated = [t for t in done if t.item.due]
    return Kept(
        rows=tuple(thread for _, thread in found[:ROWS]),
        done=len(done),
        dated=len(dated),
        in_time=sum(t.done <= t.item.due for t in dated if t.done and t.item.due),
        dropped=len(found) - len(done),
        moved=sum(t.due_moves > 0 for _, t in found),
    )


def _heard(every: Sequence[Said]) -> Heard:
    rows = [row_of(one) for one in reversed(every)]
    first = QUOTES if len(rows) > QUOTES + 2 else len(rows)
    return Heard(
        rows=tuple(rows[:first]),
        rest=tuple(rows[first:FOLDED]),
        total=len(rows),
        waiting=sum(row.waits for row in rows),
    )


VIEW = View(
    "person",
    "What stands between one person and everybody else: what they owe and are owed, what became of "
    "what they promised, feedback from and to them, the meetings with them.",
    data,
    (Option("person", "person", "Who; whose site it is where nobody is named"),),
    "person: morgan",
    key=made_of,
)
