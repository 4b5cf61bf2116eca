"""A goal's rank: where its priorities stood, from meeting to meeting of each series."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from aquip.core.model import Goal, Record, Series, Thread
from aquip.core.timeline import Movement, movement
from mkdocs_aquip.charts import rank as picture
from mkdocs_aquip.charts.svg import Chart
from mkdocs_aquip.context import ViewContext
from mkdocs_aquip.views.goals import threads_of
from mkdocs_aquip.views.key import record_key
from mkdocs_aquip.views.options import Option, Values
from mkdocs_aquip.views.page import Ui
from mkdocs_aquip.views.view import GOAL, View
from mkdocs_aquip.words import day_text, plural

PICTURES: Final = 24
"""Pictures that a page has room for; each series' own page has its priorities."""


def data(context: ViewContext, values: Values) -> dict[str, object]:
    """Return a picture for each goal and each series that ranks it in two meetings or more."""
    record = context.record
    goals = [record.goals[slug] for slug in values["goal"] or record.goals if slug in record.goals]
    charts: list[Chart] = []
    for goal in goals:
        for name, threads in _ranked(goal.slug, record).items():
            moved = movement(threads, record.series[name], values["meetings"])
            charts += _charts(goal, record.series[name], moved, context)
    return {"charts": charts[:PICTURES], "more": len(charts) - PICTURES}


def _ranked(slug: str, record: Record) -> dict[str, list[Thread]]:
    """Return the priorities that serve a goal, by the series where they stand now."""
    found: dict[str, list[Thread]] = {}
    for thread in threads_of(slug, record):
        if thread.section == "priorities":
            found.setdefault(thread.newest.meeting.series, []).append(thread)
    return dict(sorted(found.items()))


def _charts(goal: Goal, series: Series, moved: Movement, context: ViewContext) -> Iterator[Chart]:
    """Yield the picture, if there are two meetings to draw a line between."""
    ranks = [
        min((rank for one in moved.lines if (rank := one.ranks[index])), default=None)
        for index in range(len(moved.meetings))
    ]
    listed = [rank for rank in ranks if rank]
    if len(listed) < 2:  # noqa: PLR2004 - two points make a line
        return
    words = (f"Rank of “{goal.title}” in {series.title}", _sentence(series, ranks))
    ui, today = Ui(context), context.record.today
    yield Chart(
        name="rank",
        title=words[0],
        sentence=words[1],
        svg=picture.draw(moved.meetings, ranks, words),
        head=("Meeting", "Rank"),
        rows=tuple(
            (ui.meeting_link(m, day_text(m.date, today)), rank or "not listed")
            for m, rank in zip(reversed(moved.meetings), reversed(ranks), strict=True)
        ),
        series=series.name,
    )


def _sentence(series: Series, ranks: list[int | None]) -> str:
    """Say where the goal stands now, and between what it moved."""
    listed = [rank for rank in ranks if rank]
    now = f"rank {ranks[-1]} now" if ranks[-1] else "not listed now"
    among = "" if len(listed) == len(ranks) else f", listed in {len(listed)}"
    best, worst = min(listed), max(listed)
    between = f"always {best}" if best == worst else f"between {best} and {worst}"
    return f"{series.title}: {now}, {between} over the last {plural(len(ranks), 'meeting')}{among}."


def made_of(context: ViewContext, values: Values) -> object:
    """Return the whole record: a goal may be ranked in any series."""
    return record_key(context.record), values["meetings"]


VIEW = View(
    "rank",
    "Where a goal stood among the priorities: its highest rank in each meeting, series by series.",
    data,
    (GOAL, Option("meetings", "number", "The picture goes back this many meetings", default=24)),
    "meetings: 12",
    key=made_of,
)
