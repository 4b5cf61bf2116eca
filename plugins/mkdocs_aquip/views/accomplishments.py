"""Accomplishments: what was achieved, for a review and for good cheer."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby
from typing import Final, cast

from aquip.core.model import Record
from aquip.core.period import Period, quarter_of
from aquip.core.rollup import Accomplishment, accomplishments
from aquip.core.vocabulary import VALUES
from mkdocs_aquip.context import ViewContext
from mkdocs_aquip.once import once
from mkdocs_aquip.views.key import told_key
from mkdocs_aquip.views.options import NONE, Option, Values
from mkdocs_aquip.views.view import GOAL, LIMIT, SERIES, Link, View
from mkdocs_aquip.words import MONTHS

KINDS = VALUES["accomplishments"]["kind"]
GROUPS = ("quarter", "goal", "kind", "series", NONE)
LINKS = ("with", "without", "all")
TITLES = {
    "outcome": "Outcomes",
    "feedback": "Feedback received",
    "relationship": "Relationships",
    NONE: "No kind stated",
}


ROOM: Final = 300
"""Rows that a page shows."""

_NARROWING: Final = ("goal", "kind", "series", "highlights", "limit")


@dataclass(frozen=True)
class Group:
    """Accomplishments under one heading; ``goal`` where the heading is one.

    There are ``count`` of them, and ``url`` leads to all; ``at`` is its address in the site.
    """

    title: str
    rows: tuple[Accomplishment, ...]
    count: int
    url: str | None = None
    goal: str | None = None
    at: str = ""


def data(context: ViewContext, values: Values) -> dict[str, object]:
    """Return the accomplishments, newest first, grouped, as many as a page has room for."""
    rows = [row for row in _within(context.record, values["period"]) if _fits(row, values)]
    shown, folded, pages = rows, False, _pages(len(rows), context, values)
    if values["limit"]:
        shown = rows[: values["limit"]]
    elif pages or values["part"]:
        start = ROOM * ((values["part"] or 1) - 1)
        shown = rows[start : start + ROOM]
    elif values["group"] == "quarter":
        folded = True
    else:
        shown = rows[:ROOM]
    groups = _grouped(shown, values["group"], context)
    return {
        "options": values,
        "total": len(rows),
        "shown": min(len(shown), ROOM) if folded else len(shown),
        "groups": _folded(groups) if folded else groups,
        "folded": folded,
        "pages": pages,
        "more_url": context.page("accomplishments.md"),
        "nothing": _nothing(values["period"]),
        "copy": "" if values["limit"] else "markdown",
    }


def made_of(context: ViewContext, values: Values) -> object:
    """Return the accomplishments shown, under their headings, and how many there are besides."""
    shown = data(context, values)
    groups = cast("list[Group]", shown["groups"])
    rows = [(g.title, g.count, told_key(g.rows, context.record)) for g in groups]
    return rows, shown["total"], shown["pages"]


def parts(count: int) -> range:
    """Return the numbers of the pages that a quarter has besides its first."""
    return range(2, -(-count // ROOM) + 1)


@once
def by_quarter(record: Record) -> dict[Period, tuple[Accomplishment, ...]]:
    """Sort the accomplishments by quarter, newest first."""
    starts = record.settings.fiscal_year_starts
    quarter = lru_cache(maxsize=None)(lambda first: quarter_of(first, starts))
    found: dict[Period, list[Accomplishment]] = {}
    for one in reversed(accomplishments(record)):
        found.setdefault(quarter(one.date.replace(day=1)), []).append(one)
    return {period: tuple(rows) for period, rows in found.items()}


def _within(record: Record, period: Period | None) -> Iterable[Accomplishment]:
    """Return the accomplishments of a period, newest first."""
    found = by_quarter(record).get(period) if period else None
    return reversed(accomplishments(record, period)) if found is None else found


def _pages(count: int, context: ViewContext, values: Values) -> tuple[Link, ...]:
    """Return the pages of a quarter that is too long for one."""
    period = values["period"]
    narrowed = values["links"] != "all" or any(values[name] for name in _NARROWING)
    if period is None or narrowed or count <= ROOM:
        return ()
    uris = [
        f"accomplishments/{period.slug}.md",
        *(f"accomplishments/{period.slug}-{n}.md" for n in parts(count)),
    ]
    if any(uri not in context.urls for uri in uris):
        return ()
    here = values["part"] or 1
    return tuple(
        Link(f"Page {n}", None if n == here else context.page(uri), context.urls[uri])
        for n, uri in enumerate(uris, 1)
    )


def _folded(groups: list[Group]) -> list[Group]:
    """Leave the rows of quarters out that a page has no room for, and their headings in."""
    left, found = ROOM, []
    for group in groups:
        found.append(replace(group, rows=group.rows[:left]) if group.url else group)
        left = max(0, left - group.count)
    return found


def _fits(row: Accomplishment, values: Values) -> bool:
    series = values["series"]
    return (
        (not series or any(telling.meeting.series in series for telling in row.tellings))
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
        return [Group("", tuple(rows), len(rows))] if rows else []
    if by == "quarter":
        return _by_quarter(rows, context)
    key_of = _KEYS[by]
    found: dict[str, list[Accomplishment]] = {}
    for row in rows:
        found.setdefault(key_of(row) or NONE, []).append(row)
    order = {kind: index for index, kind in enumerate(KINDS)}
    found = dict(sorted(found.items(), key=lambda g: (g[0] == NONE, order.get(g[0], 0), g[0])))
    return [_group(by, key, tuple(every), context) for key, every in found.items()]


_KEYS: Final[dict[str, Callable[[Accomplishment], str | None]]] = {
    "goal": lambda row: row.goal,
    "kind": lambda row: row.kind,
    "series": lambda row: row.tellings[0].meeting.series,
}


def _by_quarter(rows: Iterable[Accomplishment], context: ViewContext) -> list[Group]:
    """Sort rows, newest first, under their quarters."""
    starts = context.record.settings.fiscal_year_starts
    found: dict[Period, list[Accomplishment]] = {}
    for month, some in groupby(rows, key=lambda row: row.date.replace(day=1)):
        found.setdefault(quarter_of(month, starts), []).extend(some)
    groups = []
    for quarter, told in found.items():
        uri = f"accomplishments/{quarter.slug}.md"
        url, at = context.page(uri), context.urls.get(uri, "")
        groups.append(Group(period_title(quarter), tuple(told), len(told), url, at=at))
    return groups


def _group(by: str, key: str, rows: tuple[Accomplishment, ...], context: ViewContext) -> Group:
    count = len(rows)
    if by == "kind":
        title = context.record.settings.label(key, TITLES.get(key, key))
        return Group(title, rows, count)
    if by == "series":
        return Group(context.record.series[key].title, rows, count, context.url_of_series(key))
    goal = context.record.goals.get(key)
    title = goal.title if goal else "No goal" if key == NONE else key
    return Group(title, rows, count, context.url_of_goal(key), key)


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
        Option("part", "number", "Of a period that is too long for a page, this part"),
    ),
    "period: 2026-H2\ngroup: goal",
    key=made_of,
)
