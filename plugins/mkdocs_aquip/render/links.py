"""Links and images of a note, as they lead from its page."""

from __future__ import annotations

import html
import re
from collections.abc import Set as AbstractSet
from urllib.parse import unquote

from mkdocs_aquip.render.parts import UNINDEXED
from mkdocs_aquip.render.sanitize import ID_PREFIX
from mkdocs_aquip.render.surroundings import Surroundings

_URL = re.compile(r' (?:href|src)="([^"]*)"')
_ALT = re.compile(r' alt="([^"]*)"')


class Links:
    """Writes the links of one page in order, and knows whether one is open.

    ``ours`` are the anchors of headings and items, ``theirs`` those that the note makes in
    HTML, which carry a prefix on the page.
    """

    def __init__(
        self, around: Surroundings, ours: AbstractSet[str], theirs: AbstractSet[str]
    ) -> None:
        self._around = around
        self._ours = ours
        self._theirs = theirs
        self._closings: list[str] = []

    def __bool__(self) -> bool:
        """Tell whether what comes next stands in a link."""
        return bool(self._closings)

    def begin(self, attrs: str) -> str:
        """Return the start of a link; what is not published is no link."""
        found = _URL.search(attrs)
        if found is None:
            self._closings.append("</a>")
            return f"<a{attrs}>"
        href = self._around.target(html.unescape(found[1])).href
        if href is None:
            self._closings.append("</span>")
            return '<span class="aq-unpublished" title="Not published on this site">'
        if href.startswith("#"):
            href = self._own_anchor(href)
            if href.startswith(f"#{ID_PREFIX}fn"):
                back = href.startswith(f"#{ID_PREFIX}fnref")
                way_back = f' class="footnote-backref" {UNINDEXED}'
                attrs += way_back if back else ' class="footnote-ref"'
        self._closings.append("</a>")
        return f"<a{_with_url(attrs, found[0], 'href', href)}>"

    def end(self) -> str:
        """Return the end of the link that was begun last."""
        return self._closings.pop() if self._closings else "</a>"

    def _own_anchor(self, href: str) -> str:
        """Lead a link within the page to the note's own ids, which carry a prefix here."""
        anchor = unquote(href[1:])
        ours = anchor in self._ours or anchor not in self._theirs
        return href if ours else f"#{ID_PREFIX}{href[1:]}"

    def image(self, attrs: str) -> str:
        """Show an image of the site; only link to one elsewhere: no request leaves the site."""
        found = _URL.search(attrs)
        if found is None:
            return f"<img{attrs}>"
        target = self._around.target(html.unescape(found[1]), image=True)
        alt = _ALT.search(attrs)
        name = (alt[1] if alt else "") or "image"
        if target.href is None:
            return f'<span class="aq-unpublished" title="Not published on this site">{name}</span>'
        if not target.external:
            return f'<img{_with_url(attrs, found[0], "src", target.href)} loading="lazy">'
        href = html.escape(target.href)
        title = "An image that is not on this site"
        if self:
            return f'<span class="aq-remote" title="{title}">{name}</span>'
        return f'<a class="aq-remote" href="{href}" title="{title}">{name}</a>'


def _with_url(attrs: str, old: str, name: str, url: str) -> str:
    return attrs.replace(old, f' {name}="{html.escape(url)}"', 1)
