"""The briefing: what two people need to know of each other's promises before they meet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from aquip.core.briefing import LastTime, confirmed, last_time
from aquip.core.feedback import Said, waiting
from aquip.core.model import Item, Meeting, Record, Series, Thread
from aquip.core.readiness import Upcoming
from mkdocs_aquip.context import ViewContext
from mkdocs_aquip.views.coming import coming
from mkdocs_aquip.views.heard import heard_in
from mkdocs_aquip.views.key import of_series
from mkdocs_aquip.views.next import agenda_facts
from mkdocs_aquip.views.options import NONE, Option, Values
from mkdocs_aquip.views.page import Ui
from mkdocs_aquip.views.rows import owned_by, sort_key, threads_in
from mkdocs_aquip.views.said import Row, row_of, said_key
from mkdocs_aquip.views.series import cadence_text
from mkdocs_aquip.views.view import View

ROWS: Final = 7
"""Rows of a list before the rest is a link away: what is read on the way to a meeting."""

RANKS: Final = 5
REMINDED: Final = 3
"""Pieces of feedback that one is reminded of."""


@dataclass(frozen=True)
class Point:
    """Something on the next agenda, or waiting to be: an item, and where it stands."""

    item: Item
    meeting: Meeting
    carries: int


@dataclass(frozen=True)
class Coming:
    """The next meeting: its ``points``, of ``total``; ``left`` are open questions not on it."""

    one: Upcoming
    missing: tuple[str, ...]
    facts: str
    points: tuple[Point, ...]
    total: int
    left: tuple[Point, ...]


@dataclass(frozen=True)
class Side:
    """What somebody owes, the most urgent first; ``handle`` is None for everybody else."""

    handle: str | None
    rows: tuple[Thread, ...]
    total: int
    late: int
    url: str | None


@dataclass(frozen=True)
class Order:
    """Priorities as a meeting had them, and whether both agreed."""

    meeting: Meeting
    confirmed: bool
    items: tuple[Item, ...]
    total: int


def data(context: ViewContext, values: Values) -> dict[str, object]:
    """Return what stands between two people; nothing but ``series`` None where none is named."""
    name = values["series"]
    if name is None:
        return {"series": None}
    record, series = context.record, context.record.series[name]
    actions = threads_in(record, "actions", (name,))
    last = last_time(series, actions, record)
    said = heard_in(record).get(name, [])
    lately = [one for one in said if last and one.meeting is last.meeting]
    waits = [row_of(one) for one in waiting(said, record.today) if one not in lately]
    return {
        "series": series,
        "cadence": cadence_text(series),
        "coming": _coming(series, context),
        "sides": sides(series, [t for t in actions if t.state == "open"], context),
        "fresh": {(t.newest.meeting.note.uri, t.item.line) for t in last.agreed} if last else (),
        "last": last,
        "closed": [t for t in (*last.agreed, *last.closed) if t.state != "open"] if last else [],
        "stars": _stars(last),
        "said": [row_of(one) for one in lately],
        "order": _order(series, context),
        "waiting": waits[::-1][:REMINDED],
        "waiting_total": len(waits),
        "rows": ROWS,
    }


def made_of(context: ViewContext, values: Values) -> object:
    """Return what is in the series, and what became of its feedback elsewhere."""
    name = values["series"]
    if name is None:
        return None
    said: Sequence[Said] = heard_in(context.record).get(name, [])
    return of_series(context, {"series": (name,)}), said_key(said)


def _coming(series: Series, context: ViewContext) -> Coming | None:
    record = context.record
    one = coming(record).get(series.name)
    if one is None:
        return None
    questions = threads_in(record, "questions", (series.name,))
    still = sorted((t for t in questions if t.state == "open"), key=sort_key("age"))
    if one.meeting is None:
        points, left = [_point(thread) for thread in still], []
    else:
        note = one.meeting.note
        points = [_listed(item, one.meeting, record) for item in note.items("questions")]
        left = [_point(t) for t in still if t.newest.meeting.note.uri != note.uri]
    return Coming(
        one=one,
        missing=tuple(record.settings.heading(key) for key in one.missing if one.meeting),
        facts=agenda_facts(one.meeting) if one.meeting else "",
        points=tuple(points[:ROWS]),
        total=len(points),
        left=tuple(left[:ROWS]),
    )


def _listed(item: Item, meeting: Meeting, record: Record) -> Point:
    thread = record.thread_at.get((meeting.note.path, item.line))
    here = thread is not None and thread.newest.meeting.series == meeting.series
    return Point(item, meeting, thread.carries if thread and here else 0)


def _point(thread: Thread) -> Point:
    return Point(thread.item, thread.newest.meeting, thread.carries)


def sides(series: Series, rows: Sequence[Thread], context: ViewContext) -> list[Side]:
    """Sort open actions by who owes them: the owner, the other, everybody else."""
    pair = [handle for handle in (series.owner, series.with_) if handle]
    found = [_side(h, [t for t in rows if owned_by(t, [h])], series.name, context) for h in pair]
    others = [t for t in rows if not owned_by(t, pair)]
    return [*found, *([_side(None, others, series.name, context)] if others else [])]


def _side(handle: str | None, rows: list[Thread], name: str, context: ViewContext) -> Side:
    rows.sort(key=sort_key("due"))
    ui, owners = Ui(context), {owner for t in rows for owner in t.item.owners}
    filters = {"series": name, **({"owner": handle} if handle else {})}
    if handle is None and not owners:
        filters["owner"] = NONE
    return Side(
        handle=handle,
        rows=tuple(rows[:ROWS]),
        total=len(rows),
        late=sum(t.overdue(context.record.today) for t in rows),
        url=ui.rows_url("actions.md", **filters),
    )


def _order(series: Series, context: ViewContext) -> Order | None:
    meeting, agreed = confirmed(series, context.record.today)
    if meeting is None:
        return None
    items = [item for item in meeting.note.items("priorities") if item.state == "open"]
    return Order(meeting, agreed, tuple(items[:RANKS]), len(items))


def _stars(last: LastTime | None) -> int | None:
    said = ((last.meeting.answer("effective") if last else None) or "").strip()[:1]
    return int(said) if said.isdecimal() and 1 <= int(said) <= RANKS else None


VIEW = View(
    "briefing",
    "What to know before the next meeting of a series: its agenda, what each owes the other, what "
    "was agreed last time and what became of it, the priorities, the feedback nobody took up.",
    data,
    (Option("series", "series", "Of this series"),),
    key=made_of,
)

__all__ = ["VIEW", "Row", "Side", "sides"]
