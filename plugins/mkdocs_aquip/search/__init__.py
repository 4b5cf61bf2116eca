"""The search: what it is told of each page, and the files in which it is found.

`cut` takes the sections from a page, `folder` writes what they say, `material` knows whom
all of it stands in for. The browser's half is `theme/assets/aquip/search.js`, and
`search/worker.js` beside it. See docs/search.md.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from aquip import __version__
from mkdocs_aquip.search.cut import entries
from mkdocs_aquip.search.folder import write
from mkdocs_aquip.search.material import our_worker, search_of, worker_of
from mkdocs_aquip.search.written import Written, load, save

if TYPE_CHECKING:
    import jinja2
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page

_WRITTEN: Final = Path(".cache/aquip/search.json")


class Search:
    """The search of one site, from one build to the next."""

    def __init__(self) -> None:
        self._written = Written()
        self._keep = False
        self._serving = False
        self._theirs: str | None = None
        self._ours = ""

    def startup(self, command: str, *, dirty: bool) -> None:
        """Note how MkDocs was started: builds that stand on the last one remember it."""
        self._keep, self._serving = dirty, command == "serve"
        self._written = Written()

    def begin(self, config: MkDocsConfig, env: jinja2.Environment) -> None:
        """Note whose worker the pages will ask."""
        self._theirs = worker_of(config, env)
        self._ours = our_worker()

    def page(self, output: str) -> str:
        """Return a page that asks aquip's worker."""
        return output.replace(self._theirs, self._ours) if self._theirs else output

    def write(self, config: MkDocsConfig) -> None:
        """Write the index of all that Material's search was told, and leave it nothing."""
        if self._theirs is None:
            return
        told = search_of(config).search_index
        before = self._before(config)
        self._written = write(told.entries, config.site_dir, before)
        told.entries = []
        if self._keep and not self._serving:
            save(self._written, _path(config), __version__)

    def _before(self, config: MkDocsConfig) -> Written:
        if not self._keep:
            return Written()
        return self._written if self._serving else load(_path(config), __version__)


def index(page: Page, config: MkDocsConfig) -> None:
    """Tell Material's index a page's sections, and that it need not look for itself.

    Another search, or a page that is to be left out of it, is left alone.
    """
    search = search_of(config)
    options = page.meta.get("search") or {}
    if page.content is None or search is None:
        return
    if not isinstance(options, dict) or options.get("exclude"):
        return
    title = str(page.title)
    search.search_index.entries.extend(entries(page.content, page.url, title, page.meta))
    page.meta = {**page.meta, "search": {**options, "exclude": True}}


def _path(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path or "mkdocs.yml").absolute().parent / _WRITTEN
