"""Actions: what was agreed, who does it, by when."""

from __future__ import annotations

from mkdocs_aquip.context import ViewContext
from mkdocs_aquip.views.options import NONE, Option, Values
from mkdocs_aquip.views.rows import GROUPS, STATE, chosen, due_in, grouped, owned_by, sort_key
from mkdocs_aquip.views.view import FILTER, GOAL, LIMIT, SERIES, View

SORTS = ("due", "age", "owner", "series", "text", "carried")


def data(context: ViewContext, values: Values) -> dict[str, object]:
    """Return the rows, grouped, and how many there would be without a limit."""
    today = context.record.today
    rows = chosen(context, "actions", values)
    if values["owner"]:
        rows = [t for t in rows if owned_by(t, values["owner"])]
    if values["due"]:
        rows = [t for t in rows if due_in(t, values["due"], today)]
    rows.sort(key=sort_key(values["sort"]))
    shown = rows[: values["limit"]]
    group = "state" if values["filter"] and values["group"] == NONE else values["group"]
    return {
        "options": values,
        "total": len(rows),
        "shown": len(shown),
        "group": group,
        "groups": grouped(shown, group, context),
        "one_series": len(values["series"]) == 1,
        "more": _more(values),
    }


def _more(values: Values) -> dict[str, str]:
    """Return the filters, as the dashboard's address says them, for the link to all rows."""
    named = {"owner": values["owner"], "series": values["series"]}
    filters = {name: every[0] for name, every in named.items() if len(every) == 1}
    if values["due"]:
        filters["due"] = values["due"]
    if values["state"] != "open":
        filters["state"] = values["state"]
    return filters


VIEW = View(
    "actions",
    "Actions, one row each: what, who, due when and how often that moved, since when, where.",
    data,
    (
        Option("owner", "person", "Only what these people owe", many=True),
        SERIES,
        STATE,
        Option("due", "word", "Only what is due then", ("overdue", "week", "none")),
        GOAL,
        Option("group", "word", "Under a heading for each", GROUPS, "none"),
        Option("sort", "word", "In this order", SORTS, "due"),
        LIMIT,
        FILTER,
    ),
    'owner: "@sam"\nstate: open\ngroup: due',
)
