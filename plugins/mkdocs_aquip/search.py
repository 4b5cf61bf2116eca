"""What Material's search is told of a page, without its reading every tag in Python.

Material cuts a page into sections by an `html.parser`, a fifth of the time of a build.
aquip's pages are well-formed, so one regular expression finds the same sections; a test
holds them to be the same, page by page.
"""

from __future__ import annotations

import html as entities
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page

_PLUGINS: Final = ("material/search", "search")
_PIECE = re.compile(
    r"<(?P<end>/?)(?P<tag>[a-z][a-z0-9]*)(?P<attrs>(?:[^>\"]|\"[^\"]*\")*)>|(?P<text>[^<]+)"
)
_ID = re.compile(r'\sid="([^"]*)"')
_VOID: Final = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "wbr"}
)
_NEVER: Final = frozenset({"object", "script", "style"})
_KEPT: Final = frozenset({"p", "code", "pre", "li", "ol", "ul", "sub", "sup"})
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


@dataclass
class Section:
    """A heading and what stands below it, as Material's index takes it."""

    id: str | None = None
    title: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    excluded: bool = False


def index(page: Page, config: MkDocsConfig) -> None:
    """Tell Material's index a page's sections, and that it need not look for itself.

    Another search, or a page that is to be left out of it, is left alone.
    """
    plugins: Any = config.plugins
    searches = (plugins[name] for name in _PLUGINS if name in plugins)
    search: Any = next((s for s in searches if type(s).__module__.startswith("material.")), None)
    options = page.meta.get("search") or {}
    if page.content is None or search is None or not search.config.enabled:
        return
    if not isinstance(options, dict) or options.get("exclude"):
        return
    for section in sections(page.content):
        # Empty is what a heading leaves behind that stands in a part to leave out.
        if not section.excluded and (section.title or section.text):
            search.search_index.create_entry_for_section(section, page.toc, page.url, page)
    page.meta = {**page.meta, "search": {**options, "exclude": True}}


def sections(html: str) -> list[Section]:
    """Cut well-formed HTML into sections, each below a heading that has an id."""
    walk = _Walk()
    for match in _PIECE.finditer(html):
        if match["text"] is not None:
            walk.text(match["text"])
        elif match["end"]:
            walk.close(match["tag"])
        elif match["tag"] not in _VOID:
            walk.open(match["tag"], match["attrs"])
    return walk.done


class _Walk:
    """Where a walk through a page is: open tags, and what of them is left out."""

    def __init__(self) -> None:
        self.done: list[Section] = []
        self._tags: list[str] = []
        self._section: Section | None = None
        self._titled = False
        self._left_out: int | None = None
        self._preformatted = 0
        self._permalink = 0

    @property
    def _current(self) -> Section:
        if self._section is None:
            self._section = Section()
            self.done.append(self._section)
        return self._section

    def open(self, tag: str, attrs: str) -> None:
        """Enter an element."""
        self._tags.append(tag)
        if self._left_out is not None:
            return
        excluded = "data-search-exclude" in attrs
        if tag in _HEADINGS and (identity := _ID.search(attrs)):
            if tag != "h1" and not self.done:
                self.done.append(Section())
            first = not self.done
            name = None if first else entities.unescape(identity[1])
            self._section = Section(name, excluded=excluded)
            self.done.append(self._section)
            self._titled = True
        current = self._current
        if excluded or tag in _NEVER:
            self._left_out = len(self._tags)
            return
        self._preformatted += tag == "pre"
        self._permalink += tag == "a" and 'class="headerlink"' in attrs
        if tag in _KEPT:
            (current.title if self._titled else current.text).append(f"<{tag}>")

    def close(self, tag: str) -> None:
        """Leave an element; one that held nothing is forgotten."""
        if not self._tags or self._tags[-1] != tag:
            return
        depth = len(self._tags)
        self._tags.pop()
        if self._left_out is not None:
            if depth == self._left_out:
                self._left_out = None
                self._titled = self._titled and tag not in _HEADINGS
            return
        self._preformatted -= tag == "pre"
        if tag == "a" and self._permalink:
            self._permalink -= 1
        if tag in _HEADINGS:
            self._titled = False
        if tag in _KEPT:
            _close(self._current.title if self._titled else self._current.text, tag)

    def text(self, raw: str) -> None:
        """Take text in, white space collapsed but in preformatted blocks."""
        if self._left_out is not None:
            return
        data = entities.unescape(raw)
        if not self._preformatted:
            data = " " if data.isspace() else data.replace("\n", " ")
        current = self._current
        if self._titled:
            if not self._permalink:
                current.title.append(entities.escape(data, quote=False))
        elif not data.isspace():
            current.text.append(entities.escape(data, quote=False))
        elif not current.text or not current.text[-1].isspace() or self._preformatted:
            current.text.append(data)


def _close(pieces: list[str], tag: str) -> None:
    """Close a tag, or take it back where only white space came after it."""
    opening = f"<{tag}>"
    try:
        start = pieces.index(opening)
    except ValueError:
        return
    if all(piece.isspace() for piece in pieces[start + 1 :]):
        del pieces[start:]
    else:
        pieces.append(f"</{tag}>")
