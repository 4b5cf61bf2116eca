"""The home page: five answers in one screen, and below it what they are made of.

When is the next meeting and is it ready; what do I owe; what do others owe me; what slipped;
what was achieved this quarter. Each figure is a link to exactly the rows that it counts. What
owes whom what is defined in docs/views.md.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from aquip.core.model import Thread
from aquip.core.period import Period, quarter_of
from aquip.core.readiness import Upcoming, upcoming
from aquip.core.rollup import Accomplishment, accomplishments
from mkdocs_aquip.context import ViewContext
from mkdocs_aquip.views.figures import Figure, counted, open_actions, owed_by
from mkdocs_aquip.views.next import agenda, row_of
from mkdocs_aquip.views.options import NONE, OTHERS, Values
from mkdocs_aquip.views.page import render
from mkdocs_aquip.views.priorities import VIEW as PRIORITIES
from mkdocs_aquip.views.rows import sort_key
from mkdocs_aquip.views.view import View

ROWS: Final = 5
"""A panel's rows; its heading leads to all of them."""
LEADS: Final = 3
"""Meetings whose agenda is at hand: while nobody builds the site anew, the first may pass."""
THEN: Final = 3
NAMES: Final = 3


@dataclass(frozen=True)
class Panel:
    """Some of the rows behind a figure: actions, accomplishments, or another view's HTML."""

    key: str
    title: str
    url: str | None
    actions: Sequence[Thread] = ()
    won: Sequence[Accomplishment] = ()
    html: Markup | None = None


def data(context: ViewContext, _: Values) -> dict[str, object]:
    """Return the answers and the panels, in the order they are read on a phone."""
    record, coming = context.record, upcoming(context.record)
    rows = open_actions(context)
    return {
        "begun": bool(record.series),
        "leads": [agenda(one, context) for one in coming[:LEADS]],
        "then": [row_of(one, context) for one in coming[1 : 1 + THEN]],
        "more": max(0, len(coming) - 1 - THEN),
        "more_url": context.page("timeline.md"),
        "figures": _figures(rows, context),
        "panels": [one for one in _panels(rows, coming, context) if _is_something(one)],
        "me": record.settings.me,
    }


def _figures(rows: list[Thread], context: ViewContext) -> list[Figure]:
    me, lost = context.record.settings.me, [row for row in rows if row.lost]
    unowned = owed_by(rows, NONE, context)
    slipped = (
        counted(lost, "lost on the way", context, {"lost": "yes"}, key="lost"),
        counted(unowned, "nobody’s yet", context, {"owner": NONE}, key="nobody"),
    )
    late = counted(rows, "Overdue", context, {}, clock="overdue", parts=slipped)
    return [*_owed(rows, context, me), late, _achieved(context)]


def _owed(rows: list[Thread], context: ViewContext, me: str | None) -> tuple[Figure, Figure]:
    """Return what I owe and what others owe me; where nobody is me, what is open and due soon."""
    if me is None:
        every = counted(rows, "Open", context, {}, key="open", parts=_owners(rows, rows, context))
        return every, counted(rows, "Due within a week", context, {}, clock="week")
    mine, theirs = (owed_by(rows, owner, context) for owner in (me, OTHERS))
    my, their = {"owner": me}, {"owner": OTHERS}
    soon = (
        counted(mine, "overdue", context, my, clock="overdue"),
        counted(mine, "due within a week", context, my, clock="week"),
    )
    named = _owners(rows, theirs, context)
    return (
        counted(mine, "I owe", context, my, key="mine", parts=soon),
        counted(theirs, "Others owe me", context, their, key="theirs", parts=named),
    )


def _owners(rows: list[Thread], among: list[Thread], context: ViewContext) -> list[Figure]:
    """Return what those owe who owe most ``among`` some rows, with what they share with others."""
    me, name = context.record.settings.me, context.record.settings.name
    handles = {owner for row in among for owner in row.item.owners} - {me}
    owed = {handle: owed_by(rows, handle, context) for handle in handles}
    most = sorted(handles, key=lambda handle: (-len(owed[handle]), handle))[:NAMES]
    return [
        counted(owed[handle], name(handle), context, {"owner": handle}, key="owner")
        for handle in most
    ]


def _achieved(context: ViewContext) -> Figure:
    """Return how much was achieved in this quarter and, as its part, in the one before."""
    now = _quarter(context.record.today, context)
    before = _quarter(now.start - dt.timedelta(days=1), context)
    last = _told(before, f"in {before.name}", context)
    return _told(now, f"Achieved in {now.name}", context, (last,))


def _told(
    quarter: Period, label: str, context: ViewContext, parts: tuple[Figure, ...] = ()
) -> Figure:
    count = len(accomplishments(context.record, quarter))
    return Figure("won", label, count, _quarter_url(quarter, context), parts=parts)


def _quarter(day: dt.date, context: ViewContext) -> Period:
    return quarter_of(day, context.record.settings.fiscal_year_starts)


def _quarter_url(quarter: Period, context: ViewContext) -> str | None:
    page = context.page
    if context.name:  # the site's quarters have what every repository tells
        return None
    return page(f"accomplishments/{quarter.slug}.md") or page("accomplishments.md")


def _panels(rows: list[Thread], coming: Sequence[Upcoming], context: ViewContext) -> list[Panel]:
    """Return the rows that come first behind each figure, and the priorities they serve."""
    me = context.record.settings.me
    quarter = _quarter(context.record.today, context)
    order = sort_key("due")

    def panel(key: str, title: str, owner: str | None = None) -> Panel:
        found = owed_by(rows, owner, context) if owner else rows
        link = counted(found, title, context, {"owner": owner} if owner else {}).url
        return Panel(key, title, link, sorted(found, key=order)[:ROWS])

    owed = [panel("open", "Open")]
    if me:
        owed = [panel("mine", "I owe", me), panel("theirs", "Others owe me", OTHERS)]
    won = accomplishments(context.record, quarter)
    title = f"Achieved in {quarter.name}"
    names = [one.series.name for one in coming[:LEADS]]
    return [
        *owed,
        Panel(
            "priorities", "Priorities", context.page("priorities.md"), html=_order(names, context)
        ),
        Panel("won", title, _quarter_url(quarter, context), won=won[::-1][:ROWS]),
    ]


def _order(names: Sequence[str], context: ViewContext) -> Markup | None:
    """Return the first priorities of the series that meet next."""
    written = {"series": list(names) or None, "chart": False, "limit": 3}
    values = {
        option.name: option.read(written[option.name], context)
        if written.get(option.name) is not None
        else option.unset(context)
        for option in PRIORITIES.options
    }
    found = PRIORITIES.data(context, values)
    return render(PRIORITIES.name, context, found) if found["blocks"] else None


def _is_something(panel: Panel) -> bool:
    return bool(panel.actions or panel.won or panel.html)


VIEW = View(
    "home",
    "The whole home page: the next meeting and its agenda, what I owe, what others owe me, what "
    "slipped, what was achieved this quarter; below, the first rows of each.",
    data,
)
