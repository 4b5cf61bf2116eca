"""What rendering asks of the rest of the site, and what it does without an answer."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from aquip.core.model import Item, State
from aquip.core.settings import Settings

_READ_OVER = re.compile(r"[\t\n\r]+|^[\x00-\x20]+")
_ELSEWHERE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|.*//")


def as_browsers_read(url: str) -> str:
    """Return an address as browsers take it: a backslash is a slash, tabs and line ends nothing.

    Otherwise two backslashes and a host would pass for a path of this site.
    """
    return _READ_OVER.sub("", url).replace("\\", "/")


@dataclass(frozen=True, slots=True)
class Target:
    """Where a link leads: the address to write; None where there is nothing to lead to."""

    href: str | None
    external: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """Another meeting that shows an item: the one before, the one after, or where it ended.

    ``again`` tells of the one after that it has a page, and says the same in the same words.
    """

    direction: Literal["from", "to"]
    date: dt.date
    state: State
    href: str | None
    again: bool = False


@dataclass(frozen=True, slots=True)
class Mention:
    """An item that refers to another: its text, as Markdown, and where it stands."""

    text: str
    date: dt.date
    href: str | None


@dataclass(frozen=True)
class Surroundings:
    """The site around one note. This one knows nothing but the settings: for text on its own.

    ``day`` is the note's date; dates of its year are shown without the year. ``today``
    is the day that due dates are judged by.
    """

    settings: Settings = field(default_factory=Settings)
    day: dt.date | None = None
    today: dt.date = dt.date.min

    def target(self, url: str, *, image: bool = False) -> Target:  # noqa: ARG002 - nothing is known here
        """Resolve the address of a link or image, as it stands in the note, unescaped."""
        seen = as_browsers_read(url)
        return Target(seen, external=bool(_ELSEWHERE.match(seen)))

    def goal(self, slug: str) -> tuple[str, str | None]:
        """Return a goal's title and the link to its page."""
        return slug, None

    def item(self, item_id: str) -> tuple[str, str | None]:
        """Return the text of the item with this id, as Markdown, and the link to it."""
        return f"^{item_id}", None

    def steps(self, item: Item) -> Sequence[Step]:  # noqa: ARG002 - the same
        """List where an item came from and went to."""
        return ()

    def current_state(self, item: Item) -> State | None:  # noqa: ARG002 - the same
        """Return an item's state today where it stands newest, None in older notes."""
        return None

    def lost(self, item: Item) -> bool:  # noqa: ARG002 - the same
        """Tell whether the next meeting dropped an item without closing it."""
        return False

    def referring(self, item: Item) -> Sequence[Mention]:  # noqa: ARG002 - the same
        """List what refers to an item: what took feedback up."""
        return ()

    def brought_by(self, item: Item) -> str | None:  # noqa: ARG002 - the same
        """Return the name of who brought an item, where that is somebody else than the owner."""
        return None

    def view(self, source: str, line: int) -> str:  # noqa: ARG002 - the same
        """Render an ``aquip`` block whose body begins at a line of the page's text."""
        return ""

    def view_key(self, source: str) -> str | None:  # noqa: ARG002 - the same
        """Return the key of what an ``aquip`` block shows; None where only rendering tells."""
        return None
