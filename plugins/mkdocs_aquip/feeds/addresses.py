"""Full addresses, as those need who read a feed elsewhere, and names for what is in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from aquip.core.model import Item, Meeting
from mkdocs_aquip.context import anchor_of

_PORTLESS = "aquip"


@dataclass(frozen=True)
class Addresses:
    """Where a site and its pages are: ``site`` ends with a slash, None where that is not known.

    ``urls`` are those of pages within the site, by their source.
    """

    site: str | None
    urls: Mapping[str, str]

    def of(self, path: str) -> str | None:
        """Return the full address of a file of the site."""
        return None if self.site is None else f"{self.site}{path}"

    def meeting(self, meeting: Meeting, item: Item | None = None) -> str | None:
        """Return the full address of a meeting's page, and of one of its items there.

        One without an id is found by its line, which holds for this build alone: that would lead
        astray later, so the address is the page's.
        """
        page = self.urls.get(meeting.note.uri)
        if page is None or self.site is None:
            return None
        anchor = f"#{quote(anchor_of(item.id, item.line))}" if item and item.id else ""
        return f"{self.site}{'' if page == './' else page}{anchor}"

    @property
    def scope(self) -> str:
        """Return what tells this site's names from those of all others, as far as it can."""
        parts = urlsplit(self.site or "")
        return f"{parts.hostname}{parts.path.rstrip('/')}" if parts.hostname else _PORTLESS

    def tag(self, day: dt.date, name: str) -> str:
        """Return a name that stays the same wherever the thing is read (RFC 4151).

        It was given on a ``day`` by whoever had the site's host name then.
        """
        host, _, path = self.scope.partition("/")
        specific = quote(f"{path}/{name}" if path else name, safe="/-._~")
        return f"tag:{host},{day.isoformat()}:{specific}"
