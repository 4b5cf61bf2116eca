"""Actions: what was agreed, who does it, by when."""

from __future__ import annotations

from mkdocs_aquip.context import ViewContext
from mkdocs_aquip.views.options import Option, Values
from mkdocs_aquip.views.rows import AGE, GROUPS, STATE
from mkdocs_aquip.views.table import PART, made_of, table
from mkdocs_aquip.views.view import FILTER, GOAL, LIMIT, SERIES, View

SORTS = ("due", "age", "owner", "series", "text", "carried")


def data(context: ViewContext, values: Values) -> dict[str, object]:
    """Return the table."""
    return table(context, "actions", values)


def key(context: ViewContext, values: Values) -> object:
    """Return what the table is made of."""
    return made_of(context, "actions", values)


VIEW = View(
    "actions",
    "Actions, one row each: what, who, due when and how often that moved, since when, where.",
    data,
    (
        Option("owner", "person", "Only what these people owe", many=True),
        SERIES,
        STATE,
        Option("due", "word", "Only what is due then", ("overdue", "week", "later", "none")),
        AGE,
        GOAL,
        Option("group", "word", "Under a heading for each", GROUPS, "none"),
        Option("sort", "word", "In this order", SORTS, "due"),
        LIMIT,
        PART,
        FILTER,
    ),
    'owner: "@sam"\nstate: open\ngroup: due',
    key=key,
)
