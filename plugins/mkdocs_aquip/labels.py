"""Takes off a page what tells Material's search to leave labels out, as Material does.

Material looks for it at every character of a page, 4 % of a build. A page is kept aside
while Material's search has its event, and comes back as that would have left it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from mkdocs_aquip.frames.established import stranger
from mkdocs_aquip.search.material import search_of

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page

_NAME: Final = "data-search-"
_REST: Final = re.compile(r'\w+="[^"]+"')


class Aside:
    """Keeps a page's content aside, where nobody else asks for it."""

    def __init__(self) -> None:
        self._possible = False
        self._content: str | None = None

    def begin(self, config: MkDocsConfig) -> None:
        """Note whether Material's search is there, and alone."""
        alone = stranger(config, ("page_context",)) is None
        self._possible = alone and search_of(config) is not None

    def put(self, page: Page) -> None:
        """Put a page's content aside."""
        if self._possible:
            self._content, page.content = page.content, ""

    def back(self, page: Page) -> None:
        """Put it back, without labels."""
        if self._content is not None:
            page.content, self._content = without_labels(self._content), None


def without_labels(html: str) -> str:
    """Return a page's content as Material's search leaves it."""
    first, *rest = html.split(_NAME)
    out = [first]
    for piece in rest:
        label = _REST.match(piece)
        if label is None:
            out.append(f"{_NAME}{piece}")
            continue
        if out[-1][-1:].isspace():
            out[-1] = out[-1][:-1]
        out.append(piece[label.end() :])
    return "".join(out)
