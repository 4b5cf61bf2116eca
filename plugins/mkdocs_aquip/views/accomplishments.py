"""Accomplishments: what was achieved, for a review and for good cheer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

from aquip.core.model import Record
from aquip.core.period import Period, quarter_of
from aquip.core.rollup import Accomplishment, accomplishments
from aquip.core.vocabulary import VALUES
from aquip.report.review import WITHIN, grouped, heading, in_order
from mkdocs_aquip.context import ViewContext
from mkdocs_aquip.once import once
from mkdocs_aquip.views.figures import Figure
from mkdocs_aquip.views.key import told_key
from mkdocs_aquip.views.options import NONE, Option, Values
from mkdocs_aquip.views.periods import around, calendars, key_of, months_of, page_of, periods
from mkdocs_aquip.views.review import figures_of, review_of
from mkdocs_aquip.views.view import FILTER, GOAL, LIMIT, SERIES, Link, View

__all__ = ["VIEW", "parts"]

KINDS = VALUES["accomplishments"]["kind"]
GROUPS = ("quarter", *WITHIN, NONE)
LINKS = ("with", "without", "all")

FRONT: Final = 40
"""How many rows the overview shows, and a half or a year that has too many for its page.

Each quarter has a page of its own, a line away.
"""

ROOM: Final = 300
"""Rows that a page shows."""

_NARROWING: Final = ("goal", "kind", "series", "highlights", "limit")


@dataclass(frozen=True)
class Group:
    """Accomplishments under one heading, which is a goal's where ``by`` is that.

    There are ``count`` of them, and ``url`` leads to all; ``at`` is its address in the site.
    ``key`` is what they have in common, ``none`` where that is that they do not say. ``note``
    stands beside the heading.
    """

    title: str
    rows: tuple[Accomplishment, ...]
    count: int
    url: str | None = None
    at: str = ""
    by: str = NONE
    key: str = ""
    note: str = ""


def data(context: ViewContext, values: Values) -> dict[str, object]:
    """Return the accomplishments, grouped, as many as a page has room for."""
    rows = [row for row in _within(context.record, values) if _fits(row, values)]
    shown, folded, pages = rows, False, _pages(len(rows), context, values)
    if values["limit"]:
        shown = rows[: values["limit"]]
    elif values["part"] or (pages and values["period"].unit == "quarter"):
        start = ROOM * ((values["part"] or 1) - 1)
        shown = rows[start : start + ROOM]
    elif values["group"] == "quarter" and not pages:
        folded = True
    else:
        shown = rows[: FRONT if pages else ROOM]
    groups = _grouped(shown, values["group"], context)
    period = values["period"]
    room = FRONT if values["periods"] else ROOM
    asked = bool(rows) or (period and values["filter"])
    whole = asked and len(rows) <= ROOM and not values["limit"]
    counted = _counted(rows, values)
    return {
        "options": values,
        "total": len(rows),
        "shown": min(len(shown), room) if folded else len(shown),
        "groups": _folded(groups, room) if folded else groups,
        "folded": folded,
        "pages": pages,
        "more_url": context.page("accomplishments.md"),
        "nothing": _nothing(period, context),
        "calendars": calendars(context) if values["periods"] and not period else (),
        "around": around(context, period) if values["periods"] else None,
        "review": review_of(context, rows[::-1], period, values["group"]) if whole else None,
        "counted": counted,
        "who": heading(context.record, rows[::-1], period) if counted else "",
        "narrowed": _narrowed(values),
    }


def made_of(context: ViewContext, values: Values) -> object:
    """Return the accomplishments shown, under their headings, and how many there are besides."""
    record = context.record
    rows = [row for row in _within(record, values) if _fits(row, values)]
    start = ROOM * ((values["part"] or 1) - 1)
    room = values["limit"] or ROOM
    quarters = _by_quarter(rows, context) if values["group"] == "quarter" else []
    ways = around(context, values["period"]) if values["periods"] else None
    years = calendars(context) if values["periods"] and not values["period"] else ()
    return (
        told_key(rows[start : start + room], record),
        len(rows),
        [(group.title, group.count) for group in quarters],
        [(goal.slug, goal.kind) for goal in record.goals.values()],
        ways and [key_of(ways.year), key_of((ways.before, ways.after, ways.other))],
        [key_of(year) for calendar in years for year in calendar.years],
        _pages(len(rows), context, values),
        [figure.count for figure in _counted(rows, values)],
    )


def _counted(rows: Sequence[Accomplishment], values: Values) -> list[Figure]:
    """Return the figures of a period that is too long for a page: its rows are on several.

    They lead nowhere, since no page could filter all of them.
    """
    if not values["filter"] or values["period"] is None or values["part"] or len(rows) <= ROOM:
        return []
    return [replace(figure, url=None) for figure in figures_of(rows)]


def parts(count: int) -> range:
    """Return the numbers of the pages that a quarter has besides its first."""
    return range(2, -(-count // ROOM) + 1)


@once
def _by_goal(record: Record) -> dict[str, list[Accomplishment]]:
    """Sort the accomplishments by goal: each goal's page asks for its own."""
    found: dict[str, list[Accomplishment]] = {}
    for one in accomplishments(record):
        found.setdefault(one.goal or NONE, []).append(one)
    return found


def _within(record: Record, values: Values) -> Iterable[Accomplishment]:
    """Return the accomplishments of a period, or of a goal, newest first."""
    goals = values["goal"]
    if len(goals) == 1 and values["period"] is None:
        return reversed(_by_goal(record).get(goals[0], ()))
    return reversed(accomplishments(record, values["period"]))


def _pages(count: int, context: ViewContext, values: Values) -> tuple[Link, ...]:
    """Return the pages of a period that is too long for one: its parts, or its quarters."""
    period = values["period"]
    if period is None or _narrowed(values) or count <= ROOM:
        return ()
    if period.unit in ("half", "year"):
        return _quarters(period, context)
    uris = [page_of(period), *(f"accomplishments/{period.slug}-{n}.md" for n in parts(count))]
    if any(uri not in context.urls for uri in uris):
        return ()
    here = values["part"] or 1
    return tuple(
        Link(f"Page {n}", None if n == here else context.page(uri), context.urls[uri])
        for n, uri in enumerate(uris, 1)
    )


def _narrowed(values: Values) -> bool:
    """Tell whether there may be more in the period than is asked for."""
    return values["links"] != "all" or any(values[name] for name in _NARROWING)


def _quarters(period: Period, context: ViewContext) -> tuple[Link, ...]:
    """Return the pages of a half's or a year's quarters."""
    starts = context.record.settings.fiscal_year_starts if period.fiscal else 1
    year = quarter_of(period.start, starts).label.partition("-")[0]
    return tuple(
        Link(one.name, context.page(page_of(one)), context.urls.get(page_of(one), ""))
        for one in periods(context.record)
        if one.unit == "quarter" and one.label.startswith(f"{year}-") and one.start in period
    )[::-1]


def _folded(groups: list[Group], room: int) -> list[Group]:
    """Leave the rows of quarters out that a page has no room for, and their headings in."""
    left, found = room, []
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


def _nothing(period: Period | None, context: ViewContext) -> str:
    if period and period.end < context.record.today:
        return f"Nothing was told in {period.name}. Only meetings that were held count."
    when = f"in {period.name} " if period else ""
    return f"Nothing is told {when}yet: the next meeting's Accomplishments will be here."


def _grouped(rows: list[Accomplishment], by: str, context: ViewContext) -> list[Group]:
    if by == NONE:
        return [Group("", tuple(rows), len(rows))] if rows else []
    if by == "quarter":
        return _by_quarter(rows, context)
    return [
        Group(
            group.title,
            tuple(in_order(context.record, group.rows, by)),
            len(group.rows),
            _url(group.key, by, context),
            by=by,
            key=group.key or NONE,
        )
        for group in grouped(context.record, rows[::-1], by)
    ]


def _url(key: str | None, by: str, context: ViewContext) -> str | None:
    if key is None or by == "kind":
        return None
    return context.url_of_goal(key) if by == "goal" else context.url_of_series(key)


def _by_quarter(rows: Sequence[Accomplishment], context: ViewContext) -> list[Group]:
    """Sort rows, newest first, under their quarters."""
    starts = context.record.settings.fiscal_year_starts
    found: dict[Period, list[Accomplishment]] = {}
    for month, some in groupby(rows, key=lambda row: row.date.replace(day=1)):
        found.setdefault(quarter_of(month, starts), []).extend(some)
    groups = []
    for quarter, told in found.items():
        url, at = context.page(page_of(quarter)), context.urls.get(page_of(quarter), "")
        title, note = quarter.name, months_of(quarter)
        groups.append(Group(title, tuple(told), len(told), url, at, note=note))
    return groups


VIEW = View(
    "accomplishments",
    "What was achieved, each once, with its evidence and the meetings that told it; with a period, "
    "also as Markdown, as `aquip review` prints it.",
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
        Option("periods", "flag", "With the ways to other periods", default=False),
        Option("part", "number", "Of a period that is too long for a page, this part"),
        replace(
            FILTER,
            summary="With figures, and controls to group and filter, whose choices stand in the "
            "page's address",
        ),
    ),
    "period: 2026-H2\ngroup: goal",
    key=made_of,
)
