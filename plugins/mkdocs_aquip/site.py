"""One build: the record, the pages it becomes, and what they know of each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from mkdocs.plugins import get_plugin_logger

from aquip.core.gfm import plain
from aquip.core.model import Goal, Meeting, Note, Record, Series
from aquip.report.source import source_url
from mkdocs_aquip.chores import Chore
from mkdocs_aquip.context import ViewContext
from mkdocs_aquip.render.parts import UNINDEXED
from mkdocs_aquip.views import render_view

if TYPE_CHECKING:
    import jinja2
    from mkdocs.config.defaults import MkDocsConfig

    from mkdocs_aquip.past.late import Ahead
    from mkdocs_aquip.past.past import Past

log = get_plugin_logger("aquip")

Kind = Literal["home", "meeting", "series", "goal", "page"]


@dataclass(frozen=True, eq=False)
class Site:
    """All that pages share. ``record`` is the public one; nothing hidden is reachable from here.

    Only in the owner's ``own`` preview it is the full one, its private parts marked.

    Further repositories are sites of their own within it, ``parts`` by the ``name`` that their
    pages stand below, with the title ``site_name``: their record is theirs alone, and ``config``
    says where they are hosted. The record of the whole has their notes too.

    ``urls`` are pages by source, ``withheld`` the sources that are kept off the site,
    ``env`` finds the user's templates first and escapes what it is given. ``chores`` are
    to be done before pages are written. ``past`` is what git knows of the meetings, None where
    it is not asked.
    """

    config: MkDocsConfig
    record: Record
    env: jinja2.Environment
    urls: dict[str, str] = field(default_factory=dict)
    withheld: frozenset[str] = frozenset()
    chores: list[Chore] = field(default_factory=list)
    past: Past | None = None
    own: bool = False
    name: str = ""
    site_name: str = ""
    parts: Mapping[str, Site] = field(default_factory=dict)

    def of(self, uri: str) -> Site:
        """Return the site that a page is of: one of the parts, else this one."""
        return self.parts.get(uri.partition("/")[0], self) if self.parts else self

    @property
    def pasts(self) -> Iterator[Past]:
        """What git knows of each repository."""
        for site in (self, *self.parts.values()):
            if site.past:
                yield site.past

    @cached_property
    def notes(self) -> Mapping[str, Note]:
        """Notes by uri."""
        return {note.uri: note for note in self.record.notes}

    @cached_property
    def meetings(self) -> Mapping[str, Meeting]:
        """Meetings by their note's uri."""
        return {meeting.note.uri: meeting for meeting in self.record.meetings}

    @cached_property
    def series(self) -> Mapping[str, Series]:
        """Series by the uri of their page, whether someone wrote it or it is made."""
        every = self.record.series.values()
        return {one.note.uri if one.note else f"{one.name}/index.md": one for one in every}

    @cached_property
    def goals(self) -> Mapping[str, Goal]:
        """Goals by their note's uri."""
        return {goal.note.uri: goal for goal in self.record.goals.values()}

    def kind(self, uri: str) -> Kind:
        """Tell what a page is about."""
        if uri in self.meetings:
            return "meeting"
        if uri in self.series:
            return "series"
        if uri in self.goals:
            return "goal"
        return "home" if self._native(uri) in ("index.md", "README.md") else "page"

    def _native(self, uri: str) -> str:
        """Return what a page's source is called in its own repository."""
        return uri.removeprefix(f"{self.name}/") if self.name else uri

    def context(self, uri: str, url: str, *, first_line: int = 0) -> ViewContext:
        """Return the surroundings of a view on a page; its body begins at ``first_line``."""

        def warn(message: str, line: int | None) -> None:
            place = f":{first_line + line - 1}" if line and first_line else ""
            note = self.notes.get(uri)
            log.warning("%s%s: %s", note.path if note else uri, place, message)

        meeting, series = self.meetings.get(uri), self.series.get(uri)
        goal = self.goals.get(uri)
        return ViewContext(
            record=self.record,
            config=self.config,
            env=self.env,
            page_url=url,
            src_uri=uri,
            urls=self.urls,
            source_of=self.source_of,
            warn=warn,
            series=meeting.series if meeting else series.name if series else None,
            goal=goal.slug if goal else None,
            name=self.name,
            ahead=self.ahead,
        )

    def ahead(self, meeting: Meeting) -> Ahead | None:
        """Return how long ahead a meeting's agenda was shared, as far as git is asked."""
        past = self.of(meeting.note.uri).past
        return past.ahead.get(meeting.note.path) if past else None

    def source_of(self, note: Note, line: int | None) -> str | None:
        """Return where a note's source can be read, on the host of its own repository."""
        site = self.of(note.uri)
        path, uri = (site._native(one) for one in (note.path, note.uri))  # noqa: SLF001
        return source_url(site.config, path, uri, line)

    def view(self, uri: str, url: str, source: str, first_line: int = 0) -> str:
        """Render a view for a page; what it shows is not found there by a search.

        Material's search forgets that it is to leave an element out at the first end of a
        tag by the same name inside, so the element has a name of its own.
        """
        view = render_view(source, self.context(uri, url, first_line=first_line))
        return f"<div><aq-view {UNINDEXED}>{view}</aq-view></div>"

    def template(self, name: str, **values: object) -> str:
        """Render one of the plugin's templates, or the user's in its place."""
        return self.env.get_template(f"aquip/page/{name}.html").render(values)


def meeting_title(meeting: Meeting, series: Series) -> str:
    """Return a meeting's title as text: its own, else its series' and its date."""
    if meeting.note.title:
        return plain(meeting.note.title)
    return f"{series.title}, {long_date(meeting)}"


def long_date(meeting: Meeting) -> str:
    """Write a meeting's date in full, as in 27 November 2026."""
    return f"{meeting.date.day} {meeting.date:%B %Y}"
