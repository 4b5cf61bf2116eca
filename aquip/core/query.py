"""Which rows to show: filters over threads."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from aquip.core.model import Record, State, Thread


@dataclass(frozen=True, slots=True)
class Filter:
    """What a row must be; None asks nothing. Dates are inclusive."""

    owner: str | None = None
    series: str | None = None
    states: frozenset[State] = frozenset({"open"})
    due_by: dt.date | None = None
    overdue: bool = False
    lost: bool = False
    kind: str | None = None
    need: str | None = None
    goal: str | None = None
    text: str | None = None

    def takes(self, thread: Thread, today: dt.date) -> bool:
        """Tell whether a row passes."""
        item = thread.item
        wanted = (
            (self.kind, item.kind),
            (self.need, item.need),
            (self.goal, item.goal),
            (self.series, thread.newest.meeting.series),
        )
        return (
            thread.state in self.states
            and all(asked is None or asked == value for asked, value in wanted)
            and (self.owner is None or self.owner in item.owners)
            and (self.due_by is None or (item.due is not None and item.due <= self.due_by))
            and (not self.overdue or thread.overdue(today))
            and (not self.lost or thread.lost)
            and (self.text is None or self.text.casefold() in item.text.casefold())
        )


def select(record: Record, section: str, wanted: Filter) -> list[Thread]:
    """List a section's rows that pass, the most urgent first: by due date, then age."""
    rows = (t for t in record.threads if t.section == section and wanted.takes(t, record.today))
    return sorted(rows, key=urgency)


def urgency(thread: Thread) -> tuple[dt.date, dt.date, str, int]:
    """Order rows by due date (none is last), then by how long they are open, then by place."""
    newest = thread.newest
    return (
        thread.item.due or dt.date.max,
        thread.since,
        newest.meeting.note.path,
        newest.item.line,
    )


def matching(threads: Iterable[Thread], reference: str) -> list[Thread]:
    """Find what a reference means: the item with this id, else those whose text begins so."""
    every = list(threads)
    wanted = id_in(reference)
    by_id = with_id(every, wanted)
    if by_id or not wanted:
        return by_id
    return [t for t in every if t.item.text.casefold().startswith(wanted)]


def with_id(threads: Iterable[Thread], identity: str) -> list[Thread]:
    """Find the items that have this id, or had it in an earlier meeting."""
    return [t for t in threads if any(o.item.id == identity for o in t.occurrences)]


def id_in(reference: str) -> str:
    """Return the id that a reference means, if it means one."""
    return reference.strip().removeprefix("^").casefold()
