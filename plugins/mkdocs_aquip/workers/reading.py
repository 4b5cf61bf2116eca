"""Notes become content in several processes, while MkDocs reads their pages in turn.

A site's chores are done by the same processes; they come last in the row, so that others
begin with them. They may be all that there is to share.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING, Final

from msgspec import Struct, msgpack

from mkdocs_aquip.page import Content, NotePage
from mkdocs_aquip.workers.crew import LEAST, Crew
from mkdocs_aquip.workers.said import Keeper, Said, say

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

    from mkdocs_aquip.site import Site

_COST_OF_VIEWS: Final = 16
"""How much longer than a meeting a page takes that may show the whole record."""


class _Made(Struct):
    content: Content
    said: list[Said]


class Reading:
    """What notes become, made here or elsewhere."""

    def __init__(
        self, pages: Sequence[Page], site: Site, config: MkDocsConfig, files: Files
    ) -> None:
        self._chores = site.chores
        self._config = config
        self._files = files
        # Of the others, only the front matter tells whether they are rendered here.
        self._pages = [page for page in pages if isinstance(page, NotePage) and page.gfm]
        costs = [1 if page.kind == "meeting" else _COST_OF_VIEWS for page in self._pages]
        costs += [_COST_OF_VIEWS] * len(self._chores)
        self.crew = Crew(self._make, costs, worth=len(site.record.notes) >= LEAST)
        for number, page in enumerate(self._pages if self.crew else ()):
            page.elsewhere = partial(self._take, number)

    def finish(self) -> None:
        """Have all chores done, now that the pages are read."""
        for number, chore in enumerate(self._chores, len(self._pages)):
            data = self.crew.take(number)
            chore.use(chore.make() if data is None else msgpack.decode(data))

    def end(self) -> None:
        """Let all other processes go."""
        self.crew.close()

    @cached_property
    def _keeper(self) -> Keeper:
        return Keeper()

    def _make(self, number: int) -> bytes:
        """Make a page's content, or do a chore, in another process."""
        if number >= len(self._pages):
            return msgpack.encode(self._chores[number - len(self._pages)].make())
        said = self._keeper.begin()
        page = self._pages[number]
        self._config._current_page = page  # noqa: SLF001 - as MkDocs does
        page.read(page.note.text)
        content = page.make(page.note, self._config, self._files)
        return msgpack.encode(_Made(content, said))

    def _take(self, number: int) -> Content | None:
        """Return what another process made of a page, and say what it said."""
        data = self.crew.take(number)
        if data is None:
            return None
        made = msgpack.decode(data, type=_Made)
        say(made.said)
        return made.content
