"""People: who there is, what each owes and is owed, and when one meets."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from aquip.core.model import Thread
from aquip.core.people import Acquaintance
from mkdocs_aquip.context import ViewContext
from mkdocs_aquip.views.coming import coming
from mkdocs_aquip.views.figures import url_of_owed
from mkdocs_aquip.views.known import everybody
from mkdocs_aquip.views.options import Values
from mkdocs_aquip.views.page import Ui
from mkdocs_aquip.views.view import SERIES, View

ROOM: Final = 200
"""People that a page shows, those one meets first."""


@dataclass(frozen=True)
class Row:
    """Somebody's series and figures; ``next`` and ``last`` are days one meets in any of them."""

    handle: str
    series: tuple[str, ...]
    next: dt.date | None
    last: dt.date | None
    open: int
    late: int
    owed: int
    done: int
    open_url: str | None
    owed_url: str | None
    done_url: str | None


def data(context: ViewContext, values: Values) -> dict[str, object]:
    """Return a row for everybody known: whom one meets, the next first; then who owes most."""
    names = set(values["series"] or context.record.series)
    rows = [_row(one, names, context) for one in everybody(context.record).values()]
    if values["series"]:
        rows = [row for row in rows if row.series or row.open or row.done]
    rows.sort(key=lambda row: (not row.series, row.next or dt.date.max, -row.open, row.handle))
    return {
        "rows": rows[:ROOM],
        "total": len(rows),
        "actions": context.page("actions.md"),
    }


def _row(one: Acquaintance, names: set[str], context: ViewContext) -> Row:
    record, ui = context.record, Ui(context)

    def here(rows: list[Thread]) -> list[Thread]:
        return [row for row in rows if row.newest.meeting.series in names]

    owes = here(one.owes)
    owed = [row for row in here(one.owed) if row.state == "open"]
    where = {"owner": one.handle}
    if len(names) < len(record.series):
        where["series"] = ",".join(sorted(names))
    still = [row for row in owes if row.state == "open"]
    series = [each.name for each in one.series if each.name in names]
    met = (m.date for m in reversed(one.meetings) if m.status == "held" and m.series in names)
    ahead = [found.date for name in series if (found := coming(record).get(name))]
    return Row(
        handle=one.handle,
        series=tuple(series),
        next=min(ahead, default=None),
        last=next((day for day in met if day <= record.today), None),
        open=len(still),
        late=sum(row.overdue(record.today) for row in still),
        owed=len(owed),
        done=sum(row.state == "done" for row in owes),
        open_url=ui.rows_url("actions.md", **where),
        owed_url=url_of_owed(owed, context),
        done_url=ui.rows_url("actions.md", **where, state="done"),
    )


VIEW = View(
    "people",
    "Everybody the notes know: when one meets, what they owe and are owed; each leads to a page.",
    data,
    (SERIES,),
    key=data,
)
