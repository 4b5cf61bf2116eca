"""Pages are built and written in several processes, while MkDocs builds them in turn.

Another process calls the very function that MkDocs calls. When MkDocs comes to a page that
is written already, it is given an empty one, which it does not write; what the page tells
the search, and what was said of it, comes here.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from mkdocs.commands.build import _build_page
from msgspec import Struct, msgpack

from mkdocs_aquip.page import NotePage
from mkdocs_aquip.search.material import search_of
from mkdocs_aquip.workers.crew import LEAST, Crew
from mkdocs_aquip.workers.said import Keeper, Said, say

if TYPE_CHECKING:
    import jinja2
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File, Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page

_mkdocs_log: Final = logging.getLogger("mkdocs.commands.build")


class _Built(Struct):
    content: str
    told: list[Any]
    said: list[Said]


class Writing:
    """The pages of a build, written here or elsewhere."""

    def __init__(
        self,
        files: Files,
        pages: Sequence[File],
        config: MkDocsConfig,
        nav: Navigation,
        env: jinja2.Environment,
    ) -> None:
        self._pages = pages
        self._config = config
        self._nav = nav
        self._env = env
        self._search = search_of(config)
        self._written = False
        # Where files share an address, the last one written counts.
        dests = Counter([*(f.dest_uri for f in files), *config.theme.static_templates])
        dests.update(config.extra_templates)
        own = all(dests[file.dest_uri] == 1 for file in pages)
        notes = (file.page for file in pages if own)
        self._shared = [page for page in notes if isinstance(page, NotePage)]
        self._numbers = {id(page): number for number, page in enumerate(self._shared)}
        self.crew = Crew(self._build, [1] * len(self._shared), worth=len(self._shared) >= LEAST)
        _mkdocs_log.addFilter(self._is_news)

    def end(self) -> None:
        """Let all other processes go."""
        _mkdocs_log.removeFilter(self._is_news)
        self.crew.close()

    @cached_property
    def _keeper(self) -> Keeper:
        return Keeper()

    def _entries(self) -> list[Any]:
        return self._search.search_index.entries if self._search else []

    def _build(self, number: int) -> bytes:
        """Build and write a page, in another process."""
        page = self._shared[number]
        said, told = self._keeper.begin(), self._entries()
        told.clear()  # of what was told before, this page is no part
        _build_page(
            page,
            self._config,
            self._pages,
            self._nav,
            self._env,
            excluded=page.file.inclusion.is_excluded(),  # type: ignore[no-untyped-call]
        )
        return msgpack.encode(_Built(page.made, told, said))

    def take(self, page: Page, nav: Navigation) -> None:
        """Let a page know that another process has written it, where one has."""
        self._written = False
        number = self._numbers.get(id(page)) if nav is self._nav else None
        data = None if number is None else self.crew.take(number)
        if number is None or data is None:
            return
        page = self._shared[number]
        built = msgpack.decode(data, type=_Built)
        say(built.said)
        self._entries().extend(built.told)
        self._written = True
        page.written = built.content
        page.content = ""
        page.meta = {**page.meta, "search": {"exclude": True}}

    def _is_news(self, record: logging.LogRecord) -> bool:
        """Tell whether MkDocs says more than that an empty page was not written."""
        return not (self._written and record.getMessage().startswith("Page skipped: "))
