"""The table of actions or of questions: which of its rows a page has, and where the others are."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from aquip.core.model import Record, Thread
from mkdocs_aquip.context import ViewContext
from mkdocs_aquip.once import of_threads
from mkdocs_aquip.views.key import rows_key
from mkdocs_aquip.views.options import ALL, NONE, OTHERS, Option, Values
from mkdocs_aquip.views.parts import FIRST, Part, closing, cut
from mkdocs_aquip.views.rows import chosen, grouped, key_title, sort_key
from mkdocs_aquip.views.view import Link

PART: Final = Option("part", "part", "Of the dashboard's further pages, the rows of this one")

_FILTERS: Final = ("owner", "series", "due", "age", "goal", "kind", "need")
_NARROWING: Final = (*_FILTERS, "limit", "part")
_KEYS: Final = ("owner", "series", "kind", "need", "goal")
_NAMED: Final = {
    "actions": ("owner", "series", "goal"),
    "questions": ("kind", "need", "series", "goal"),
}


@dataclass(frozen=True)
class PartLink(Link):
    """A page with a part, and how many open or closed rows it has."""

    rows: int
    state: str


@dataclass(frozen=True)
class Pages:
    """The pages of a table, those besides the first by year; ``front`` leads back to that."""

    front: str | None
    years: tuple[tuple[str, tuple[PartLink, ...]], ...]


def table(context: ViewContext, section: str, values: Values) -> dict[str, object]:
    """Return what the template shows: rows sorted and grouped, and the ways to further ones."""
    every = cut(context.record, section)
    part, whole, rows = _chosen(context, section, values)
    rows.sort(key=sort_key(values["sort"]))
    total = len(rows)
    if whole:
        total = sum(1 for _ in every.rows())
    elif not values["part"]:
        rows = rows[: values["limit"] or FIRST]
    group = "state" if values["filter"] and values["group"] == NONE else values["group"]
    return {
        "options": values,
        "more": address(values),
        "total": total,
        "shown": len(rows),
        "group": group,
        "groups": grouped(rows, group, context),
        "one_series": len(values["series"]) == 1,
        "pages": _pages(every.parts, part, context) if whole or part else None,
        "span": _span(rows) if whole or part else None,
        "names": _names(every.rows() if whole else rows, section, context)
        if values["filter"]
        else "",
    }


def address(values: Values) -> dict[str, str]:
    """Return the filters of a table as the dashboard's address says them."""
    said = {name: values.get(name) for name in _FILTERS}
    filters = {
        name: ",".join(value) if isinstance(value, tuple) else str(value)
        for name, value in said.items()
        if value
    }
    return filters if values["state"] == "open" else {**filters, "state": values["state"]}


def made_of(context: ViewContext, section: str, values: Values) -> object:
    """Return the rows of a table, and the pages and names besides, for the view's key."""
    every = cut(context.record, section)
    part, whole, rows = _chosen(context, section, values)
    pages = [(one.name, one.span, len(one.rows)) for one in every.parts] if whole or part else []
    names = _names(every.rows(), section, context) if whole else ""
    return rows_key(rows, context.record), pages, names


def _chosen(
    context: ViewContext, section: str, values: Values
) -> tuple[Part | None, bool, list[Thread]]:
    """Return the part a table shows, whether it is the first page of all, and the rows."""
    every = cut(context.record, section)
    part = next((part for part in every.parts if part.name == values["part"]), None)
    whole = _is_whole(values) and _all_have_pages(every.parts, context)
    if whole:
        return None, True, list(every.first)
    among = None if not values["part"] else part.rows if part else ()
    return part, False, chosen(context, section, values, among)


def _is_whole(values: Values) -> bool:
    """Tell whether a table is to have all rows that there are, as the dashboard has."""
    narrowed = any(values.get(name) for name in _NARROWING)
    return values["filter"] and values["state"] == ALL and not narrowed


def _all_have_pages(parts: Sequence[Part], context: ViewContext) -> bool:
    return bool(parts) and all(part.uri in context.urls for part in parts)


def _pages(parts: Sequence[Part], here: Part | None, context: ViewContext) -> Pages:
    """Return the ways to the parts; from the first page their rows can be loaded too."""
    front = context.page(f"{parts[0].section}.md") if here else None
    years = groupby(parts, key=lambda part: str(part.year or "Open"))
    return Pages(
        front,
        tuple((year, tuple(_link(part, here, context) for part in every)) for year, every in years),
    )


def _link(part: Part, here: Part | None, context: ViewContext) -> PartLink:
    return PartLink(
        title=part.span or str(part.year),
        url=None if part is here else context.page(part.uri),
        at=context.urls.get(part.uri, ""),
        rows=len(part.rows),
        state="closed" if part.year else "open",
    )


def _span(rows: Sequence[Thread]) -> tuple[dt.date, dt.date] | None:
    """Return when the first and the last of the closed rows were closed."""
    days = [closing(row) for row in rows if row.state != "open"]
    return (min(days), max(days)) if days else None


def _names(rows: Iterable[Thread], section: str, context: ViewContext) -> str:
    """Return, as JSON, what the filter can choose from: by key, each value with its name."""
    known = _found_by(context.record)
    # Thousands of rows have a few hundred combinations of values.
    together = {known[id(row)] for row in rows}
    columns = ((key, _KEYS.index(key)) for key in _NAMED[section])
    found = {key: {v for values in together for v in values[n]} for key, n in columns}
    me = context.record.settings.me
    if me and found.get("owner", set()) - {me, NONE}:
        found["owner"].add(OTHERS)
    named = {
        key: {value: key_title(key, value, context) for value in sorted(values)}
        for key, values in found.items()
    }
    return json.dumps(named, ensure_ascii=False, separators=(",", ":"))


@of_threads
def _found_by(row: Thread, _: Record) -> tuple[tuple[str, ...], ...]:
    """Return what a row is found by, in the order of ``_KEYS``."""
    item, series = row.item, row.newest.meeting.series
    rest = ((value or NONE,) for value in (item.kind, item.need, item.goal))
    return (item.owners or (NONE,), (series,), *rest)
