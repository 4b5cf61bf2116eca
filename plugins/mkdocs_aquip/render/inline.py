"""A piece of Markdown from an item, as safe HTML that stands within a line."""

from __future__ import annotations

import html
import posixpath
import re
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urlsplit

from aquip.core import gfm
from aquip.core.model import Note
from mkdocs_aquip.render import sanitize
from mkdocs_aquip.render.emoji import SHORTCODE, emoji, with_emoji

if TYPE_CHECKING:
    from mkdocs_aquip.context import ViewContext

_WORD = r"""(?:[^\W_]|[\s,;'"()%/!?€$.=+#–—-]|:(?!//)|(?<![\w.+:/-])@|&(?=\s))"""
_CODE = r"`(?! )[ -_a-~\w]+(?<! )`(?!`)"
_HOST = r"https?://(?:[a-z0-9]+(?:-[a-z0-9]+)*\.)+[a-z]{2,}"
_PATH = r"(?:/[\w~.=+-]*+)*+(?:\?[\w~./=+-]*+)?(?:\#[\w~./=+-]*+)?"
_NEAR = r"(?:\.\./)*+\w[\w-]*+(?:[./][\w-]+)*+"
_SIMPLE = re.compile(
    rf"(?:{_WORD}|{_CODE}|(?<!!)\[{_WORD}*\]\((?a:{_HOST}{_PATH}|{_NEAR}{_PATH})\))*",
)
"""Words, code and links of which cmark, and what cleans after it, make nothing else."""
_MARKED = re.compile(r"`([^`]+)`|\[([^]]*)\]\(([^)]*)\)")
_PIECE = re.compile(
    r"<code>.*?</code>|<a(?P<attrs> [^>]*)?>|(?P<out></a>)|<img [^>]*>|<[^>]+>"
    rf"|(?<![\w@./])@(?P<handle>\w(?:[\w.-]*\w)?)|(?P<emoji>{SHORTCODE})",
    re.DOTALL,
)
_HREF = re.compile(r' href="([^"]*)"')
_ALT = re.compile(r' alt="([^"]*)"')


# As many as the items of 10,000 meetings: a cache that is too small for them helps with none.
@lru_cache(maxsize=131_072)
def safe(markdown: str) -> str:
    """Return a line of Markdown as `rendered` does, where it is plain enough without cmark."""
    if _SIMPLE.fullmatch(markdown) and "www." not in markdown:
        return _MARKED.sub(_marked, html.escape(markdown, quote=False))
    return rendered(markdown)


def rendered(markdown: str) -> str:
    """Return a line of Markdown as HTML by cmark, less whatever could do harm."""
    line = " ".join(markdown.split())
    found = gfm.to_html(line, unsafe=True).strip()
    if not found.startswith("<p>"):
        # A zero-width space keeps what begins like a block (`1.`, `#`, `>`) a line of text.
        found = gfm.to_html(f"\u200b{line}", unsafe=True).strip().replace("\u200b", "", 1)
    paragraph = found.removeprefix("<p>").partition("</p>")[0]
    return sanitize.sanitize(paragraph, markdown).strip()


def _marked(found: re.Match[str]) -> str:
    code, words, url = found.groups()
    return f"<code>{code}</code>" if code else f'<a href="{url}">{words}</a>'


def inline_text(markdown: str) -> str:
    """Return Markdown as escaped text without any markup."""
    return html.escape(with_emoji(gfm.plain(markdown)), quote=False)


def inline_html(markdown: str, note: Note, ctx: ViewContext) -> str:
    """Return an item's text as it shows on another page than its note's.

    Links lead to where they lead from the note; images become their description, so
    that a list of items stays one; people get their names.
    """
    people = ctx.record.settings.people
    link = False

    def piece(match: re.Match[str]) -> str:
        nonlocal link
        text = match.group()
        if match["attrs"]:
            link = True
            found = _HREF.search(match["attrs"])
            href = rebased(html.unescape(found[1]), note, ctx) if found else None
            return "<a>" if href is None else f'<a href="{html.escape(href)}">'
        if match["out"]:
            link = False
        elif text.startswith("<img"):
            alt = _ALT.search(text)
            return alt[1] if alt else ""
        elif match["emoji"]:
            return emoji(text)
        elif match["handle"] and not link and match["handle"].casefold() in people:
            handle = match["handle"].casefold()
            name = html.escape(people[handle].name)
            return f'<span class="aq-person" title="@{html.escape(handle)}">{name}</span>'
        return text

    found = safe(markdown)
    # Nothing else is replaced; most have no more than code.
    some = "<a" in found or "<img" in found or "@" in found or found.count(":") > 1
    return _PIECE.sub(piece, found) if some else found


def rebased(url: str, note: Note, ctx: ViewContext) -> str | None:
    """Return a note's link as another page has to write it; None where there is no such page."""
    if url.startswith(("https://", "http://", "/")):
        return url
    parts = urlsplit(url)
    if parts.scheme:
        return url
    anchor = f"#{parts.fragment}" if parts.fragment else ""
    uri = note.uri
    if parts.path:
        uri = posixpath.normpath(posixpath.join(posixpath.dirname(note.uri), unquote(parts.path)))
    if uri.endswith(".md"):
        page = ctx.page(uri)
        return None if page is None else page + anchor
    return None if uri.startswith("../") else ctx.link(quote(uri)) + anchor
