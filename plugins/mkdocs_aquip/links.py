"""Links of a note, resolved and validated as MkDocs does it, warnings and all."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from mkdocs.structure.files import Files
from mkdocs.structure.pages import _RelativePathTreeprocessor

from mkdocs_aquip.render.sanitize import ID_PREFIX
from mkdocs_aquip.render.surroundings import Target, as_browsers_read

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File

    from mkdocs_aquip.site import Site


class LinkResolver:
    """Resolves the links of one page.

    The anchors of the site's GFM notes are known before they are rendered. A link to what is
    not published is no link; a source knows of no pages but its own.
    """

    def __init__(
        self,
        file: File,
        files: Files,
        config: MkDocsConfig,
        site: Site,
    ) -> None:
        self._file = file
        self._notes = site.notes
        self._withheld = site.withheld
        self._mkdocs = _RelativePathTreeprocessor(file, files, config)
        self._below = f"{site.name}/" if site.name else ""
        self._nowhere = _RelativePathTreeprocessor(file, Files([]), config)

    def target(self, url: str) -> Target:
        """Resolve an address as it stands in the note."""
        seen = as_browsers_read(url)
        if seen.startswith("//"):
            return Target(seen, external=True)
        try:
            scheme, _, path, _, anchor = urlsplit(seen)
        except ValueError:  # such as a bracket that opens no IPv6 address
            return Target(None)
        if scheme:
            return Target(url, external=True)
        uri = self._uri(path) if path else self._file.src_uri
        if uri in self._withheld:
            return Target(None)
        if not uri.startswith(self._below):
            return Target(self._nowhere.path_to_url(seen))
        resolved = self._mkdocs.path_to_url(seen)
        if path and anchor and self._is_theirs(uri, unquote(anchor)):
            resolved = resolved.replace(f"#{anchor}", f"#{ID_PREFIX}{anchor}")
        return Target(resolved)

    def _uri(self, path: str) -> str:
        folder = posixpath.dirname(self._file.src_uri)
        return posixpath.normpath(posixpath.join(folder, unquote(path)))

    def _is_theirs(self, uri: str, anchor: str) -> bool:
        """Tell whether a note has an anchor in its own HTML, which carries a prefix on its page."""
        note = self._notes.get(uri)
        if note is None or anchor in note.anchors or f'"{anchor}"' not in note.text:
            return False
        return bool(re.search(rf'\s(?:id|name)="{re.escape(anchor)}"', note.text))

    def links_to_anchors(self) -> dict[File, dict[str, str]]:
        """Return the anchors linked to, decoded, for MkDocs to validate."""
        return {
            file: {unquote(anchor): url for anchor, url in links.items()}
            for file, links in self._mkdocs.links_to_anchors.items()
        }
