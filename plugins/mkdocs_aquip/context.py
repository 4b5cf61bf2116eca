"""What a view knows of the page that shows it: the record, the theme, and the ways out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.utils import get_relative_url

from aquip.core.model import Meeting, Note, Record, Thread

if TYPE_CHECKING:
    from mkdocs_aquip.past.late import Ahead


@dataclass(frozen=True)
class ViewContext:
    """One page's surroundings, handed to `mkdocs_aquip.views.render_view`.

    ``record`` is the public one: nothing hidden is in it. ``env`` finds the
    user's templates before the plugin's. ``page_url`` and every URL of
    ``urls`` is relative to the site's root, as MkDocs' ``File.url`` is; what
    the methods return is relative to the page.

    ``urls`` holds the URL of every page of the site by its source's name: a
    note's ``uri``, or that of a page the plugin makes (``actions.md``).
    ``series`` and ``goal`` are what the page is about, and so the defaults of
    its views; a series may be called without the ``name`` of the repository it is
    from. ``ahead`` tells how long before a meeting its agenda was shared, None where git is not
    asked. ``warn`` takes a message and the line in the page's source where it
    applies, None when unknown, and becomes a warning of the build.
    """

    record: Record
    config: MkDocsConfig
    env: Environment
    page_url: str
    src_uri: str
    urls: dict[str, str]
    source_of: Callable[[Note, int | None], str | None]
    warn: Callable[[str, int | None], None]
    series: str | None = None
    goal: str | None = None
    name: str = ""
    ahead: Callable[[Meeting], Ahead | None] = lambda _: None

    def late(self, meeting: Meeting) -> bool:
        """Tell whether a meeting's agenda was shared less than a day ahead, as far as git knows."""
        ahead = self.ahead(meeting)
        return ahead is not None and ahead.late

    def link(self, url: str) -> str:
        """Return a URL of the site (``actions/``, ``assets/x.svg``) as this page links to it."""
        return _relative(url, self.page_url)

    def page(self, uri: str) -> str | None:
        """Return the link to a page by its source (``actions.md``); None where there is none."""
        url = self.urls.get(uri)
        return None if url is None else self.link(url)

    def url_of(self, note: Note, anchor: str | None = None) -> str | None:
        """Return the link to a note's page, and to an anchor (``^a81kd``) in it."""
        url = self.page(note.uri)
        return url if url is None or anchor is None else f"{url}#{anchor}"

    def url_of_meeting(self, meeting: Meeting, anchor: str | None = None) -> str | None:
        """Return the link to a meeting's page."""
        return self.url_of(meeting.note, anchor)

    def url_of_thread(self, thread: Thread) -> str | None:
        """Return the link to where an item stands now, to its line where it has an id."""
        newest = thread.newest
        anchor = anchor_of(newest.item.id, newest.item.line)
        return self.url_of(newest.meeting.note, anchor)

    def url_of_series(self, name: str) -> str | None:
        """Return the link to a series' page."""
        note = self.record.series[name].note if name in self.record.series else None
        return self.page(note.uri if note else f"{name}/index.md")

    def url_of_goal(self, slug: str) -> str | None:
        """Return the link to a goal's page; None for an unknown goal."""
        goal = self.record.goals.get(slug)
        return None if goal is None else self.url_of(goal.note)

    def url_of_person(self, handle: str) -> str | None:
        """Return the link to a person's page; None where there is none.

        On a page of a further repository the handle is the one that it has there.
        """
        names = [f"{self.name}.{handle}", handle] if self.name else [handle]
        uris = (uri for name in names if (uri := person_uri(name)))
        return next((url for uri in uris if (url := self.page(uri))), None)

    def source_url(self, note: Note, line: int | None = None) -> str | None:
        """Return where a note's source, and a line of it, can be read, None when unknown."""
        return self.source_of(note, line)


_relative = lru_cache(maxsize=4096)(get_relative_url)
"""A page leads to the same few others again and again: its series, the meetings around it."""


def person_uri(handle: str) -> str | None:
    """Return the source of a person's page; None where no file can have that name.

    A handle is made of letters, digits, dots, hyphens and underscores, of any script.
    """
    if len(handle.encode("utf-8", "surrogatepass")) > _NAME_BYTES:
        return None
    return f"people/{handle}{'-' if handle in _FOLDERS else ''}.md"


_FOLDERS: Final = frozenset({"index", "readme"})
"""Names of pages that stand for their folder; no handle ends with a hyphen."""

_NAME_BYTES: Final = 200
"""What file systems take for a name, less what is added to it."""


def anchor_of(item_id: str | None, line: int) -> str:
    """Return the anchor (without ``#``) of an item on its meeting's page.

    An item's id is its anchor, ``^a81kd``, less the name of the repository that it is from. One
    without is found by its line in the source: ``aq-L23``. That one moves when the note is
    edited, so only the site's own pages, made in the same build, may use it.
    """
    return f"^{item_id.rpartition('/')[2]}" if item_id else f"aq-L{line}"
