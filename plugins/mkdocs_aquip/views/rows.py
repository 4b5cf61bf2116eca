"""Actions and questions as rows: which are shown, in which order, under which heading."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from unicodedata import normalize

from aquip.core.grammar import WORD_FIELDS
from aquip.core.model import Goal, Record, Thread
from aquip.core.timeline import closed_on
from mkdocs_aquip.context import ViewContext
from mkdocs_aquip.once import once
from mkdocs_aquip.views.options import ALL, NONE, OTHERS, Option, Values

FAR = dt.date.max
WEEK = 7
STATES = ("open", "done", "dropped")


@dataclass(frozen=True)
class Group:
    """Rows under one heading; ``handle`` where the heading is a person."""

    key: str
    title: str
    rows: tuple[Thread, ...]
    handle: str | None = None


STATE = Option("state", "word", "Only those in this state", (*STATES, "all"), "open")
AGE = Option("age", "number", "Only what is this many days old or older, or was when it was closed")
GROUPS = ("owner", "series", "goal", "due", "state", "none")


def threads_in(record: Record, section: str, series: Sequence[str] = ()) -> Sequence[Thread]:
    """Return the threads of a section that now stand in some series, in any if none is named."""
    sorted_out = _threads(record)
    if len(series) == 1:
        return sorted_out.get((section, series[0]), ())
    every = sorted_out.get((section, None), ())
    return [t for t in every if t.newest.meeting.series in series] if series else every


@once
def _threads(record: Record) -> dict[tuple[str, str | None], list[Thread]]:
    """Sort the threads by section, and by series too: each series' page asks for its own."""
    found: dict[tuple[str, str | None], list[Thread]] = {}
    for thread in record.threads:
        for series in (None, thread.newest.meeting.series):
            found.setdefault((thread.section, series), []).append(thread)
    return found


def chosen(
    context: ViewContext, section: str, values: Values, among: Iterable[Thread] | None = None
) -> list[Thread]:
    """Return the threads that fit the options a view has, of all or of those they are ``among``."""
    series = values["series"]
    if among is None:
        among = threads_in(context.record, section, series)
    elif series:
        among = [t for t in among if t.newest.meeting.series in series]
    state = values["state"]
    rows = [t for t in among if state in (ALL, t.state)]
    for name in ("goal", "kind", "need"):
        if wanted := values.get(name):
            rows = [t for t in rows if (getattr(t.item, name) or NONE) in wanted]
    if owners := values.get("owner"):
        me = context.record.settings.me
        rows = [t for t in rows if owned_by(t, owners, me)]
    if due := values.get("due"):
        rows = [t for t in rows if due_in(t, due, context.record.today)]
    if days := values.get("age"):
        rows = [t for t in rows if _age(t, context.record.today) >= days]
    return rows


def _age(thread: Thread, today: dt.date) -> int:
    """Return how many days an item is on the table, or was until it was closed."""
    return ((closed_on(thread) or today) - thread.since).days


def owned_by(thread: Thread, owners: Iterable[str], me: str | None = None) -> bool:
    """Tell whether any of the owners owns an item.

    ``none`` owns what nobody does, ``others`` what somebody else than ``me`` does, alone or not.
    """
    theirs = thread.item.owners
    return any(
        owner in theirs
        or (owner == NONE and not theirs)
        or (owner == OTHERS and any(each != me for each in theirs))
        for owner in owners
    )


def due_in(thread: Thread, word: str, today: dt.date) -> bool:
    """Tell whether an item is due as the word says; what is closed is due no more."""
    due = thread.item.due
    if thread.state != "open":
        return False
    if due is None:
        return word == NONE
    if word == "overdue":
        return due < today
    soon = today + dt.timedelta(days=WEEK)
    return today <= due <= soon if word == "week" else word == "later" and due > soon


def sort_key(name: str) -> Callable[[Thread], tuple[object, ...]]:
    """Return the order by a column: what is open first, then the column, then the oldest."""
    keys: dict[str, Callable[[Thread], object]] = {
        "due": lambda t: t.item.due or FAR,
        "age": lambda t: t.since,
        "owner": lambda t: t.item.owners or ("~",),
        "series": lambda t: t.newest.meeting.series,
        "text": lambda t: normalize("NFKD", t.item.text).casefold(),
        "carried": lambda t: -t.carries,
    }
    key = keys[name]

    def order(thread: Thread) -> tuple[object, ...]:
        # Closed rows are read newest first: what was done last is what one looks for.
        closed = thread.done or thread.newest.meeting.date
        if thread.state != "open" and name == "due":
            return (STATES.index(thread.state), FAR - closed)
        return (STATES.index(thread.state), key(thread), thread.since, thread.item.line)

    return order


def grouped(rows: list[Thread], by: str, context: ViewContext) -> list[Group]:
    """Sort rows under headings; one with two owners stands under the first."""
    if by == NONE:
        return [Group("", "", tuple(rows))] if rows else []
    record = context.record
    found: dict[str, list[Thread]] = {}
    for row in rows:
        found.setdefault(group_key(row, by, record.today), []).append(row)
    order = list(_TITLES.get(by, {})) or sorted(found, key=lambda key: (key == NONE, key))
    titles = {key: key_title(by, key, context) for key in order}
    handles = {key: key if by == "owner" and key != NONE else None for key in order}
    return [
        Group(key, titles[key], tuple(found[key]), handles[key]) for key in order if key in found
    ]


def group_key(thread: Thread, by: str, today: dt.date) -> str:
    """Return the key of the heading a row stands under."""
    item = thread.item
    if by == "owner":
        return item.owners[0] if item.owners else NONE
    if by == "series":
        return thread.newest.meeting.series
    if by == "due":
        return due_key(thread, today)
    if by == "state":
        return thread.state
    return str(getattr(item, by) or NONE)


def due_key(thread: Thread, today: dt.date) -> str:
    """Return when an item is due, in the steps the due heading has."""
    if thread.state != "open":
        return thread.state
    if thread.item.due is None:
        return NONE
    if thread.item.due < today:
        return "overdue"
    return "week" if due_in(thread, "week", today) else "later"


_TITLES: dict[str, dict[str, str]] = {
    "due": {
        "overdue": "Overdue",
        "week": "Within a week",
        "later": "Later",
        "none": "No due date",
        "done": "Done",
        "dropped": "Dropped",
    },
    "state": {"open": "Open", "done": "Done", "dropped": "Dropped"},
    "kind": {
        "project": "Projects",
        "people": "People",
        "pattern": "Patterns",
        "growth": "Growth",
        "none": "No kind stated",
    },
    "need": {
        "thought-partner": "Needs a thought partner",
        "action": "Needs an action",
        "viewpoint": "Needs another point of view",
        "none": "No need stated",
    },
}


def key_title(by: str, key: str, context: ViewContext) -> str:
    """Return the words for a group's key."""
    if by in _TITLES:
        title = _TITLES[by].get(key, key)
        return context.record.settings.label(key, title) if by in WORD_FIELDS else title
    if key == NONE:
        return {"owner": "Nobody yet", "goal": "No goal"}.get(by, "None")
    if by == "owner":
        settings = context.record.settings
        if key == OTHERS and settings.me:
            return f"Somebody other than {settings.name(settings.me)}"
        return settings.name(key)
    if by == "series":
        return context.record.series[key].title
    goal: Goal | None = context.record.goals.get(key)
    return goal.title if goal else key
