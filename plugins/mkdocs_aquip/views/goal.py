"""What is open towards a goal: actions and questions, short enough to be read on the way."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from aquip.core.model import Thread
from mkdocs_aquip.context import ViewContext
from mkdocs_aquip.views.goals import threads_of
from mkdocs_aquip.views.key import rows_key
from mkdocs_aquip.views.options import Option, Values
from mkdocs_aquip.views.page import Ui
from mkdocs_aquip.views.rows import sort_key
from mkdocs_aquip.views.view import View

ROWS: Final = 12
"""Rows of a list before the rest is a link away."""


@dataclass(frozen=True)
class Listed:
    """Some of a list's rows, how many there are, and where all of them are."""

    rows: tuple[Thread, ...]
    total: int
    late: int
    url: str | None


def data(context: ViewContext, values: Values) -> dict[str, object]:
    """Return the open actions and questions; ``goal`` None where no goal is named."""
    slug = values["goal"]
    if slug not in context.record.goals:
        return {"goal": None}
    ui, rows = Ui(context), threads_of(slug, context.record)

    def listed(section: str, order: str) -> Listed:
        found = sorted(_open(rows, section), key=sort_key(order))
        late = sum(row.overdue(context.record.today) for row in found)
        url = ui.rows_url(f"{section}.md", goal=slug)
        return Listed(tuple(found[:ROWS]), len(found), late, url)

    return {
        "goal": context.record.goals[slug],
        "actions": listed("actions", "due"),
        "questions": listed("questions", "age"),
    }


def made_of(context: ViewContext, values: Values) -> object:
    """Return the goal's open rows."""
    rows = threads_of(values["goal"] or "", context.record)
    shown = [row for section in ("actions", "questions") for row in _open(rows, section)]
    return rows_key(shown, context.record)


def _open(rows: Iterable[Thread], section: str) -> list[Thread]:
    return [row for row in rows if row.section == section and row.state == "open"]


VIEW = View(
    "goal",
    "What is open towards a goal: actions by due date, questions by age, each with its series.",
    data,
    (Option("goal", "goal", "Of this goal"),),
    "goal: latency",
    key=made_of,
)
