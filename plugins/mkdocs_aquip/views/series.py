"""Series: the relationships, each with what stands between two people."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import fmean

from markupsafe import Markup

from aquip.core.model import Meeting, Record, Series
from aquip.core.readiness import Upcoming, upcoming
from aquip.core.timeline import effectiveness
from mkdocs_aquip.charts.score import RECENT, spark
from mkdocs_aquip.context import ViewContext
from mkdocs_aquip.once import once
from mkdocs_aquip.views.calendar import kept
from mkdocs_aquip.views.figures import open_actions
from mkdocs_aquip.views.key import of_series
from mkdocs_aquip.views.options import Values
from mkdocs_aquip.views.page import Ui
from mkdocs_aquip.views.rows import due_in, threads_in
from mkdocs_aquip.views.spans import all_marks
from mkdocs_aquip.views.view import SERIES, View


@dataclass(frozen=True)
class Row:
    """A series and its figures."""

    series: Series
    cadence: str
    next: Upcoming | None
    last: Meeting | None
    open: int
    late: int
    open_url: str | None
    questions: int
    questions_url: str | None
    kept: str
    spark: Markup | None
    mean: str


def data(context: ViewContext, values: Values) -> dict[str, object]:
    """Return a card for each series, the next to meet first."""
    record = context.record
    names = values["series"] or tuple(record.series)
    coming = _coming(record)
    rows = [_row(record.series[name], coming.get(name), context) for name in names]
    rows.sort(key=lambda row: (row.next is None, row.next and row.next.date, row.series.name))
    here = context.series is not None and names == (context.series,)
    return {"rows": rows, "here": here}


@once
def _coming(record: Record) -> dict[str, Upcoming]:
    return {one.series.name: one for one in upcoming(record)}


def _row(series: Series, coming: Upcoming | None, context: ViewContext) -> Row:
    record, ui = context.record, Ui(context)
    held = [m for m in series.meetings if m.status == "held"]
    actions = open_actions(context, (series.name,))
    points = effectiveness(series)
    on_time, due = kept(all_marks(record)[series.name])
    return Row(
        series=series,
        cadence=cadence_text(series),
        next=coming,
        last=held[-1] if held else None,
        open=len(actions),
        late=sum(due_in(t, "overdue", record.today) for t in actions),
        open_url=ui.rows_url("actions.md", series=series.name),
        questions=sum(t.state == "open" for t in threads_in(record, "questions", (series.name,))),
        questions_url=ui.rows_url("questions.md", series=series.name),
        kept=f"{on_time} of {due}" if due else "–",
        spark=spark(points) if points[1:] else None,
        mean=f"{fmean(p.value for p in points[-RECENT:]):.1f}" if points else "",
    )


def cadence_text(series: Series) -> str:
    """Say how often, when and how long a series meets; a raw rule stays as it is."""
    words = [
        series.cadence or "",
        f"at {series.time}" if series.time else "",
        f"{series.duration} min" if series.duration else "",
    ]
    return ", ".join(word for word in words if word)


VIEW = View(
    "series",
    "The series as cards: with whom, how often, the next and the last meeting, what is open, how "
    "much of the cadence was kept, how effective it was found.",
    data,
    (SERIES,),
    key=of_series,
)
