"""Feedback: given and received, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from aquip.core.feedback import Said
from mkdocs_aquip.context import ViewContext
from mkdocs_aquip.views.heard import heard, heard_in
from mkdocs_aquip.views.key import of_series
from mkdocs_aquip.views.options import Option, Values
from mkdocs_aquip.views.said import Row, row_of, said_key
from mkdocs_aquip.views.view import LIMIT, SERIES, View

ROOM: Final = 200
"""Pieces of feedback that a page shows on a side; meetings have them all."""

FIRST: Final = 3
"""Those that are shown before the rest is folded."""


@dataclass(frozen=True)
class Side:
    """What was received, or given, newest first; ``rest`` is folded.

    ``total`` counts what there is no room for, too; nothing took up ``waiting`` of them.
    """

    title: str
    rows: tuple[Row, ...]
    rest: tuple[Row, ...]
    total: int
    waiting: int


def data(context: ViewContext, values: Values) -> dict[str, object]:
    """Return both sides, newest first; none when nothing is written down at all."""
    found: dict[str, list[Row]] = {"from": [], "to": []}
    for row in map(row_of, _among(context, values)):
        found[row.direction].append(row)
    sides = [
        _side(title, found[key][::-1], values["limit"])
        for key, title, word in (("from", "Received", "received"), ("to", "Given", "given"))
        if values["direction"] in ("both", word)
    ]
    return {"sides": sides if any(side.rows for side in sides) else []}


def _side(title: str, rows: list[Row], limit: int | None) -> Side:
    shown = rows[: limit or ROOM]
    # What would be folded for one or two rows is not.
    first = FIRST if len(shown) > FIRST + 2 and not limit else len(shown)
    waiting = sum(row.waits for row in rows)
    return Side(title, tuple(shown[:first]), tuple(shown[first:]), len(rows), waiting)


def _among(context: ViewContext, values: Values) -> Iterator[Said]:
    """Yield the feedback that the options ask for, oldest first."""
    record, named, period = context.record, values["series"], values["period"]
    every = heard_in(record).get(named[0], ()) if len(named) == 1 else heard(record)
    for one in every:
        if (not named or one.meeting.series in named) and (
            period is None or one.meeting.date in period
        ):
            yield one


def made_of(context: ViewContext, values: Values) -> object:
    """Return what was said, and what took it up, in whichever series."""
    return of_series(context, values), said_key(_among(context, values))


VIEW = View(
    "feedback",
    "Feedback received and given, and what took it up: an accomplishment, an action, a question; "
    "or that nobody did.",
    data,
    (
        SERIES,
        Option("direction", "word", "Only this side", ("received", "given", "both"), "both"),
        Option("period", "period", "Only what was said then"),
        LIMIT,
    ),
    key=made_of,
)
