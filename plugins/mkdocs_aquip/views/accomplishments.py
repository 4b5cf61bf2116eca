"""Accomplishments: what was achieved, for a review and for good cheer."""

from __future__ import annotations

from dataclasses import dataclass

from aquip.core.period import Period, quarter_of
from aquip.core.rollup import Accomplishment, accomplishments
from aquip.core.settings import VALUES
from mkdocs_aquip.context import ViewContext
from mkdocs_aquip.views.options import NONE, Option, Values
from mkdocs_aquip.views.page import MONTHS
from mkdocs_aquip.views.view import GOAL, LIMIT, SERIES, View

KINDS = VALUES["accomplishments"]["kind"]
GROUPS = ("quarter", "goal", "kind", "series", NONE)
LINKS = ("with", "without", "all")
TITLES = {
    "outcome": "Outcomes",
    "feedback": "Feedback received",
    "relationship": "Relationships",
    NONE: "No kind stated",
}


@dataclass(frozen=True)
class Group:
    """Accomplishments under one heading; ``goal`` where the heading is one."""

    title: str
    rows: tuple[Accomplishment, ...]
    url: str | None = None
    goal: str | None = None


def data(context: ViewContext, values: Values) -> dict[str, object]:
    """Return the accomplishments, newest first, grouped."""
    rows = [row for row in accomplishments(context.record, values["period"]) if _fits(row, values)]
    rows.reverse()
    shown = rows[: values["limit"]]
    return {
        "options": values,
        "total": len(rows),
        "shown": len(shown),
        "groups": _grouped(shown, values["group"], context),
        "more_url": context.page("accomplishments.md"),
        "nothing": _nothing(values["period"]),
        "copy": "" if values["limit"] else "markdown",
    }


def _fits(row: Accomplishment, values: Values) -> bool:
    series = {telling.meeting.series for telling in row.tellings}
    return (
        (not values["series"] or bool(series.intersection(values["series"])))
        and (not values["goal"] or (row.goal or NONE) in values["goal"])
        and (not values["kind"] or (row.kind or NONE) in values["kind"])
        and (not values["highlights"] or row.highlight)
        and (values["links"] == "all" or (values["links"] == "with") == bool(row.links))
    )


def _nothing(period: Period | None) -> str:
    when = f"in {period_title(period)} " if period else ""
    return f"Nothing is told {when}yet: the next meeting's Accomplishments will be here."


def period_title(period: Period) -> str:
    """Return a period as a heading: a quarter with its months, else its label."""
    if "Q" in period.label and ".." not in period.label:
        year, _, part = period.label.partition("-")
        first, last = MONTHS[period.start.month - 1], MONTHS[period.end.month - 1]
        return f"{part} {year} ({first}–{last})"
    return period.label


def _grouped(rows: list[Accomplishment], by: str, context: ViewContext) -> list[Group]:
    if by == NONE:
        return [Group("", tuple(rows))] if rows else []
    found: dict[str, list[Accomplishment]] = {}
    starts = context.record.settings.fiscal_year_starts
    for row in rows:
        key = {
            "quarter": quarter_of(row.date, starts).label,
            "goal": row.goal or NONE,
            "kind": row.kind or NONE,
            "series": row.tellings[0].meeting.series,
        }[by]
        found.setdefault(key, []).append(row)
    if by != "quarter":
        order = {kind: index for index, kind in enumerate(KINDS)}
        found = dict(sorted(found.items(), key=lambda g: (g[0] == NONE, order.get(g[0], 0), g[0])))
    return [_group(by, key, tuple(every), context) for key, every in found.items()]


def _group(by: str, key: str, rows: tuple[Accomplishment, ...], context: ViewContext) -> Group:
    if by == "quarter":
        period = quarter_of(rows[0].date, context.record.settings.fiscal_year_starts)
        return Group(period_title(period), rows, context.page(f"accomplishments/{period.slug}.md"))
    if by == "kind":
        return Group(TITLES.get(key, key), rows)
    if by == "series":
        return Group(context.record.series[key].title, rows, context.url_of_series(key))
    goal = context.record.goals.get(key)
    title = goal.title if goal else "No goal" if key == NONE else key
    return Group(title, rows, context.url_of_goal(key), key)


VIEW = View(
    "accomplishments",
    "What was achieved, each once, newest first, with its evidence and the meetings that told it.",
    data,
    (
        Option("period", "period", "Only what was first told then"),
        Option("group", "word", "Under a heading for each", GROUPS, "quarter"),
        GOAL,
        Option("kind", "word", "Only these kinds", (*KINDS, NONE), many=True),
        SERIES,
        Option("highlights", "flag", "Only those that opened a meeting", default=False),
        Option("links", "word", "Only those with, or without, evidence", LINKS, "all"),
        LIMIT,
    ),
    "period: 2026-H2\ngroup: goal",
)
