"""Where the relative links of a note lead: shared by the rules on links and anchors."""

from __future__ import annotations

import posixpath
import re
from functools import lru_cache
from typing import Final

from aquip.core.model import LinkTarget, Note
from aquip.core.text import Span

# Pages that the site makes where the notes folder has none.
_GENERATED: Final = re.compile(
    r"(?:index|timeline|actions|questions|priorities|accomplishments|rules)\.md"
    r"|accomplishments/[\w-]+\.md|rules/aq\d{3}\.md|[^/]+/index\.md"
    r"|aquip\.json|actions\.ics|feed\.xml"
)


def target(note: Note, link: LinkTarget) -> tuple[str | None, str]:
    """Return the path a link leads to, relative to the root, and its anchor.

    The path is None for an address that begins at the site's root, which only the
    site knows.
    """
    path, anchor = _resolved(note.path.rpartition("/")[0], link.url)
    return path if path != "" else note.path, anchor


# Asked by each rule on links, and the notes of a folder lead to the same places.
@lru_cache(maxsize=65536)
def _resolved(folder: str, url: str) -> tuple[str | None, str]:
    """Return path and anchor of an address in a folder; no path at all is the page itself."""
    address, _, anchor = url.partition("#")
    address = address.partition("?")[0]
    if address.startswith("/"):
        return None, anchor
    return posixpath.normpath(posixpath.join(folder, address)) if address else "", anchor


def generated(note: Note, path: str) -> bool:
    """Tell whether the site will make this page."""
    folder = note.path.removesuffix(note.uri)
    return path.startswith(folder) and bool(_GENERATED.fullmatch(path.removeprefix(folder)))


def span_of(note: Note, link: LinkTarget) -> Span:
    """Return where the address stands in its line, the line where it is written otherwise."""
    line = note.lines.line_span(link.line)
    start = note.text.find(link.url, line.start, line.end)
    return Span(start, start + len(link.url)) if start >= 0 else line
