"""Questions and issues: what needs talking about, and what from the other person."""

from __future__ import annotations

from aquip.core.vocabulary import VALUES
from mkdocs_aquip.context import ViewContext
from mkdocs_aquip.views.options import NONE, Option, Values
from mkdocs_aquip.views.rows import AGE, STATE
from mkdocs_aquip.views.table import PART, made_of, table
from mkdocs_aquip.views.view import FILTER, GOAL, LIMIT, SERIES, View

KINDS = VALUES["questions"]["kind"]
NEEDS = VALUES["questions"]["need"]
GROUPS = ("kind", "need", "series", "goal", "state", "none")


def data(context: ViewContext, values: Values) -> dict[str, object]:
    """Return the table."""
    return table(context, "questions", values)


def key(context: ViewContext, values: Values) -> object:
    """Return what the table is made of."""
    return made_of(context, "questions", values)


VIEW = View(
    "questions",
    "Questions and issues: what they need, how old they are, how often they were carried.",
    data,
    (
        Option("kind", "word", "Only these kinds", (*KINDS, NONE), many=True),
        Option("need", "word", "Only what needs this", (*NEEDS, NONE), many=True),
        SERIES,
        STATE,
        AGE,
        GOAL,
        Option("group", "word", "Under a heading for each", GROUPS, "none"),
        Option("sort", "word", "In this order", ("age", "carried", "series", "text"), "age"),
        LIMIT,
        PART,
        FILTER,
    ),
    "state: open\ngroup: kind",
    key=key,
)
