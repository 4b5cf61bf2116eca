"""The balance: how much is open, late and lost, and who owes it."""

from __future__ import annotations

from dataclasses import dataclass

from aquip.core.model import Thread
from mkdocs_aquip.context import ViewContext
from mkdocs_aquip.views.figures import Figure, counted, open_actions, owed_by
from mkdocs_aquip.views.options import NONE, Option, Values
from mkdocs_aquip.views.page import Ui
from mkdocs_aquip.views.rows import due_in
from mkdocs_aquip.views.view import SERIES, View


@dataclass(frozen=True)
class Owner:
    """What somebody owes; shares are of the longest bar, in percent."""

    handle: str | None
    open: int
    late: int
    open_share: float
    late_share: float
    open_url: str | None
    late_url: str | None


def data(context: ViewContext, values: Values) -> dict[str, object]:
    """Return the tiles and, unless told not to, a bar for each owner."""
    rows = open_actions(context, values["series"])
    named = {"series": values["series"][0]} if len(values["series"]) == 1 else {}
    return {
        "figures": _figures(rows, context, named),
        "owners": _owners(rows, context, named) if values["owners"] else [],
    }


def _figures(rows: list[Thread], context: ViewContext, named: dict[str, str]) -> list[Figure]:
    lost = [row for row in rows if row.lost]
    return [
        counted(rows, "open actions", context, named, key="open"),
        counted(rows, "overdue", context, named, clock="overdue"),
        counted(rows, "due within a week", context, named, clock="week"),
        counted(lost, "lost on the way", context, {**named, "lost": "yes"}, key="lost"),
    ]


def _owners(rows: list[Thread], context: ViewContext, named: dict[str, str]) -> list[Owner]:
    ui, today = Ui(context), context.record.today
    handles = sorted({o for t in rows for o in t.item.owners})
    if any(not t.item.owners for t in rows):
        handles.append(NONE)
    owed = {handle: owed_by(rows, handle, context) for handle in handles}
    late = {h: sum(due_in(t, "overdue", today) for t in every) for h, every in owed.items()}
    most = max((len(every) for every in owed.values()), default=1)
    handles.sort(key=lambda h: (h == NONE, -len(owed[h]), h))
    return [
        Owner(
            handle=None if handle == NONE else handle,
            open=len(owed[handle]),
            late=late[handle],
            open_share=round(100 * (len(owed[handle]) - late[handle]) / most, 1),
            late_share=round(100 * late[handle] / most, 1),
            open_url=ui.rows_url("actions.md", **named, owner=handle),
            late_url=ui.rows_url("actions.md", **named, owner=handle, due="overdue"),
        )
        for handle in handles
    ]


VIEW = View(
    "balance",
    "How many actions are open, overdue, due soon and lost, and who owes them; each figure leads "
    "to its rows.",
    data,
    (
        SERIES,
        Option("owners", "flag", "With a bar for each owner", default=True),
    ),
    key=data,
)
