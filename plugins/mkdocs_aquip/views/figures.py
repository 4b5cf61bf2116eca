"""Figures that lead to their rows: counts of open actions, in the words of a home page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from aquip.core.model import Thread
from mkdocs_aquip.context import ViewContext
from mkdocs_aquip.views.options import NONE
from mkdocs_aquip.views.page import Ui
from mkdocs_aquip.views.rows import due_in, owned_by, threads_in


@dataclass(frozen=True)
class Figure:
    """A count, and the link to exactly the rows it counts; ``parts`` are about some of them.

    Where ``clock`` says that the viewer's day decides (``overdue``, ``week``), ``dues`` are the
    dates that it decides by.
    """

    key: str
    label: str
    count: int
    url: str | None
    clock: str = ""
    dues: str = ""
    parts: tuple[Figure, ...] = ()


def open_actions(context: ViewContext, series: Sequence[str] = ()) -> list[Thread]:
    """Return the open actions of some series, of all where none is named."""
    return [
        thread for thread in threads_in(context.record, "actions", series) if thread.state == "open"
    ]


def owed_by(rows: Iterable[Thread], owner: str, context: ViewContext) -> list[Thread]:
    """Return the rows that somebody owes; ``others`` and ``none`` are somebody here."""
    me = context.record.settings.me
    return [row for row in rows if owned_by(row, (owner,), me)]


def counted(  # noqa: PLR0913 - what a figure says, and where it leads
    rows: Sequence[Thread],
    label: str,
    context: ViewContext,
    filters: Mapping[str, str],
    *,
    key: str = "",
    clock: str = "",
    parts: Sequence[Figure] = (),
) -> Figure:
    """Return a figure of open actions, which the dashboard shows by the same ``filters``."""
    today = context.record.today
    url = Ui(context).rows_url
    count = sum(due_in(row, clock, today) for row in rows) if clock else len(rows)
    where = {**filters, "due": clock} if clock else dict(filters)
    if context.name and "series" not in where:
        where["series"] = ",".join(context.record.series)
    return Figure(
        key=key or clock,
        label=label,
        count=count,
        # A source's dashboards are those of all, where its people may go by other handles.
        url=None if context.name and "owner" in where else url("actions.md", **where),
        clock=clock,
        dues=" ".join(sorted(t.item.due.isoformat() for t in rows if clock and t.item.due)),
        parts=tuple(parts),
    )


def url_of_owed(owed: Sequence[Thread], context: ViewContext) -> str | None:
    """Return the link to some open actions, by their series and owners.

    None where that would show others as well: a figure leads to its rows, or nowhere.
    """
    if not owed:
        return None
    owners = {owner for row in owed for owner in row.item.owners or (NONE,)}
    series = {row.newest.meeting.series for row in owed}
    if sum(owned_by(row, owners) for row in _still("actions", series, context)) != len(owed):
        return None
    where = {"series": ",".join(sorted(series)), "owner": ",".join(sorted(owners))}
    return Ui(context).rows_url("actions.md", **where)


def url_of_asked(asked: Sequence[Thread], context: ViewContext) -> str | None:
    """Return the link to some open questions, by their series; None where it shows others too."""
    series = {row.newest.meeting.series for row in asked}
    if not asked or sum(1 for _ in _still("questions", series, context)) != len(asked):
        return None
    return Ui(context).rows_url("questions.md", series=",".join(sorted(series)))


def _still(section: str, series: Iterable[str], context: ViewContext) -> Iterator[Thread]:
    """Yield what is open in some series: of each its own, as they are few among all."""
    for name in series:
        every = threads_in(context.record, section, (name,))
        yield from (row for row in every if row.state == "open")
