"""Where calendars, task lists and feed readers find the record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from mkdocs_aquip.context import ViewContext
from mkdocs_aquip.feeds.calendar import FILES, owners
from mkdocs_aquip.views.options import Option, Values
from mkdocs_aquip.views.view import View

_OPENS: Final = ("http", "https")
"""Addresses for which programs have one of their own that subscribes, ``webcal:``."""


@dataclass(frozen=True)
class Row:
    """The files of an owner's due dates, or of everybody's, as the page links to them.

    ``open`` makes a calendar subscribe; None where the site does not know its address.
    """

    handle: str | None
    calendar: str
    tasks: str
    open: str | None


def data(context: ViewContext, values: Values) -> dict[str, object]:
    """Return a row for everybody together, where nobody is named, and one for each owner."""
    known = owners(context.record)
    named = [handle for handle in known if handle in values["owner"]]
    rows = [_row(context, handle) for handle in (named if values["owner"] else (None, *known))]
    site = context.config.site_url
    return {
        "rows": rows,
        "brief": values["brief"],
        "feed": context.link("feed.xml") if site else None,
        "data": context.link("aquip.json"),
        "page": context.page("subscribe.md"),
    }


def _row(context: ViewContext, handle: str | None) -> Row:
    events, tasks = (f"{name}/{handle}.ics" if handle else f"{name}.ics" for name in FILES.values())
    return Row(handle, context.link(events), context.link(tasks), _subscribing(context, events))


def _subscribing(context: ViewContext, path: str) -> str | None:
    site = context.config.site_url or ""
    scheme = urlsplit(site).scheme
    return f"webcal{site.removeprefix(scheme)}{path}" if scheme in _OPENS else None


VIEW = View(
    "subscribe",
    "Due dates for calendars and task lists, everybody's and each owner's; and the feed of "
    "meetings and changes.",
    data,
    (
        Option("owner", "person", "Only what these people owe", many=True),
        Option("brief", "flag", "In one line", default=False),
    ),
    example='owner: "@sam"',
    key=data,
)
