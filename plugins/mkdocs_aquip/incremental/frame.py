"""What stands on a page around and in its content, as Material's templates show it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from mkdocs_aquip.incremental.key import digest
from mkdocs_aquip.incremental.outputs import hash_of

if TYPE_CHECKING:
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page
    from mkdocs.structure.toc import AnchorLink


def inner_key(page: Page) -> str:
    """Return the key of what a page holds, once it is read."""
    # Long, and so hashed as it is: its ``repr`` would take several times as long.
    content = page.content and hash_of(page.content.encode("utf-8", "surrogatepass"))
    return digest(content, page.title, repr(page.meta), _headings(page.toc))


def frame_key(page: Page, inner: str, nav: str) -> str:
    """Return the key of the whole page: ``inner``, and what stands around it."""
    neighbours = [p and (p.title, p.url) for p in (page.previous_page, page.next_page)]
    above = [_entry(item) for item in page.ancestors]
    where = (page.url, page.edit_url, page.canonical_url, page.file.inclusion.name)
    return digest(inner, nav, neighbours, above, where)


def navigation_key(nav: Navigation) -> str:
    """Return the key of the navigation, which stands on every page."""
    return digest([_tree(item) for item in nav.items], nav.homepage and nav.homepage.url)


def _tree(item: Any) -> object:  # noqa: ANN401 - MkDocs' own classes, unrelated
    return (_entry(item), [_tree(child) for child in item.children or ()])


def _entry(item: Any) -> object:  # noqa: ANN401 - the same
    """Return what templates show of a page, a section or a link that they list."""
    # How a page is to be searched is its own affair, and noted in the middle of a build.
    meta = {k: v for k, v in (getattr(item, "meta", None) or {}).items() if k != "search"}
    url = getattr(item, "url", None)
    return (type(item).__name__, item.title, url, item.is_top_level, repr(meta))


def _headings(toc: Iterable[AnchorLink]) -> object:
    return [(h.title, h.id, h.level, _headings(h.children)) for h in toc]
