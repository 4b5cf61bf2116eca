"""What of a build is shared, and when: only where the result can't be another one.

That is so where every page is made, and where no other plugin's or hook's events have
anything to notice, since each process has its own copy of them. With ``--verbose`` MkDocs
tells all that it does in order, and does all of it.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

from mkdocs.structure.files import InclusionLevel

from mkdocs_aquip.frames.established import stranger
from mkdocs_aquip.page import NotePage
from mkdocs_aquip.workers.progress import Progress
from mkdocs_aquip.workers.reading import Reading
from mkdocs_aquip.workers.writing import Writing

if TYPE_CHECKING:
    from collections.abc import Callable

    import jinja2
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File, Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page

    from mkdocs_aquip.incremental.tracker import Tracker
    from mkdocs_aquip.site import Site

_READING: Final = ("pre_page", "page_read_source", "page_markdown")
"""Events at which a note, or its front matter, can become another."""
_WRITING: Final = ("post_page",)
"""Events at which a page can, beyond those that have to do with its template."""
_ENDING: Final = ("post_page", "post_build")
"""Events at which a page that is written can be looked at."""


class Shared:
    """What other processes do in each build of a site."""

    def __init__(self) -> None:
        self._in_site: Callable[[InclusionLevel], bool] = InclusionLevel.is_included
        self._around: tuple[Files, Navigation, MkDocsConfig] | None = None
        self._progress: Progress | None = None
        self._all = False
        self._lets_go = False
        self._reading: Reading | None = None
        self._writing: Writing | None = None

    def startup(self, command: str) -> None:
        """Note how MkDocs was started: its preview has more pages than the site."""
        if command == "serve":
            self._in_site = InclusionLevel.is_in_serve

    def read(self, site: Site, files: Files, nav: Navigation, tracker: Tracker | None) -> None:
        """Share the reading of pages that begins now; a ``tracker`` may know some already."""
        self.end()
        verbose = logging.getLogger("mkdocs").isEnabledFor(logging.DEBUG)
        self._around = (files, nav, site.config)
        self._all = not verbose and (tracker is None or tracker.whole)
        shared = self._all and stranger(site.config, _READING) is None
        for past in site.pasts:
            # No two processes are to talk to one git.
            past.prepare() if shared else past.close()
        pages = [file.page for file in self._pages(files) if file.page]
        self._progress = Progress("Reading", len(pages))
        self._reading = Reading(pages if shared else [], site, site.config, files)

    def page_was_read(self) -> None:
        """Note that a page is read."""
        if self._progress and self._reading:
            self._progress.step(self._reading.crew.ahead)

    def was_read(self) -> None:
        """Have the chores done, now that all pages are read."""
        if self._reading:
            self._reading.finish()
            self._reading.end()
            self._reading = None

    def write(self, env: jinja2.Environment, *, alone: bool) -> None:
        """Share the writing of pages that begins now, where we are ``alone`` to look at them.

        They are made of the templates of ``env``.
        """
        if self._around is None:
            return
        files, nav, config = self._around
        self._lets_go = stranger(config, _ENDING) is None
        self._progress = Progress("Writing", len(self._pages(files)))
        if self._all and alone and stranger(config, _WRITING) is None:
            self._writing = Writing(files, self._pages(files), config, nav, env)

    def take(self, page: Page, nav: Navigation) -> None:
        """Let a page know that another process has written it, where one has."""
        if self._writing:
            self._writing.take(page, nav)

    def was_written(self, page: Page) -> None:
        """Note that a page is written."""
        if self._progress:
            self._progress.step(self._writing.crew.ahead if self._writing else 0)
        if self._lets_go and isinstance(page, NotePage):
            page.let_go()

    def end(self) -> None:
        """Let all other processes go."""
        for part in (self._reading, self._writing):
            if part:
                part.end()
        self._reading = self._writing = self._around = self._progress = None

    def _pages(self, files: Files) -> list[File]:
        return list(files.documentation_pages(inclusion=self._in_site))
