"""What a view is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from mkdocs_aquip.context import ViewContext
from mkdocs_aquip.views.options import Option, Values


@dataclass(frozen=True)
class Link:
    """A page with more of what a view shows; ``at`` is its address in the site, for paper.

    The page at hand has no ``url``.
    """

    title: str
    url: str | None
    at: str


@dataclass(frozen=True)
class View:
    """A name, its options, and what its template is given.

    ``summary`` is a sentence for the documentation, ``example`` the options of
    one that is worth trying. ``key`` tells what the view is made of, in values whose
    ``repr`` says all (see `mkdocs_aquip.views.key`); without it, it is the whole record.
    """

    name: str
    summary: str
    data: Callable[[ViewContext, Values], dict[str, object]]
    options: tuple[Option, ...] = ()
    example: str = ""
    key: Callable[[ViewContext, Values], object] | None = None


SERIES = Option("series", "series", "Only these series", many=True)
GOAL = Option("goal", "goal", "Only what serves these goals", many=True)
LIMIT = Option("limit", "number", "At most this many; the rest is a link away")
FILTER = Option(
    "filter",
    "flag",
    "With controls to filter and sort, whose choices stand in the page's address",
    default=False,
)
