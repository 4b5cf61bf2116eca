"""People: what each owes, and where they meet."""

from __future__ import annotations

from dataclasses import dataclass

from mkdocs_aquip.context import ViewContext
from mkdocs_aquip.views.options import Values
from mkdocs_aquip.views.page import Ui
from mkdocs_aquip.views.rows import due_in, owned_by, threads_in
from mkdocs_aquip.views.view import SERIES, View


@dataclass(frozen=True)
class Row:
    """Somebody's series and figures."""

    handle: str
    series: tuple[str, ...]
    open: int
    late: int
    done: int
    open_url: str | None
    late_url: str | None


def data(context: ViewContext, values: Values) -> dict[str, object]:
    """Return a row for everybody who is named or owns an action, the most owing first."""
    record, ui = context.record, Ui(context)
    names = values["series"] or tuple(record.series)
    threads = threads_in(record, "actions", names)
    handles = {owner for thread in threads for owner in thread.item.owners}
    handles |= set(record.settings.people) if not values["series"] else set()
    rows = []
    for handle in handles:
        mine = [t for t in threads if owned_by(t, [handle])]
        series = (record.series[name] for name in names)
        rows.append(
            Row(
                handle=handle,
                series=tuple(s.name for s in series if s.with_ == handle),
                open=sum(t.state == "open" for t in mine),
                late=sum(due_in(t, "overdue", record.today) for t in mine),
                done=sum(t.state == "done" for t in mine),
                open_url=ui.rows_url("actions.md", owner=handle),
                late_url=ui.rows_url("actions.md", owner=handle, due="overdue"),
            )
        )
    rows.sort(key=lambda row: (-row.open, row.handle))
    return {"rows": rows}


VIEW = View(
    "people",
    "Everybody the notes know, with their series and what they owe.",
    data,
    (SERIES,),
    key=data,
)
