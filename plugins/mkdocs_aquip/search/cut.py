"""A rendered page cut into what a search finds: a section below each heading that has an id.

Material's own search does this by an `html.parser`, a fifth of the time of a build. aquip's
pages are well-formed, so a few regular expressions do. What comes out is plain data that
depends on the page alone; a test holds its words to be those that Material would find.
"""

from __future__ import annotations

import html as entities
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

Entry = dict[str, Any]
"""What Material's index holds of a section: `location`, `title`, `text`; `tags` and `boost`
where the page has some. Titles and texts are escaped as in HTML, and hold no tags: a line
is a block, and one that begins with a tab is a list's."""

_UNINDEXED: Final = "data-search-exclude"
_ATTRS: Final = r"[^>\"]*(?:\"[^\"]*\"[^>\"]*)*"
_NAME: Final = re.compile(r"<([a-z][a-z0-9-]*)")
_NEVER: Final = re.compile(r"<(script|style|object)\b.*?</\1>", re.DOTALL)
_HEADING: Final = re.compile(rf"<(h[1-6])\b({_ATTRS})>(.*?)</\1>", re.DOTALL)
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_ID: Final = re.compile(r'\sid="([^"]*)"')
_PERMALINK: Final = re.compile(rf'<a\b[^>]*class="headerlink"{_ATTRS}>.*?</a>', re.DOTALL)
_PRE: Final = re.compile(r"<pre\b.*?</pre>", re.DOTALL)
_LIST_ITEM: Final = re.compile(rf"<li\b{_ATTRS}>")
_BLOCK: Final = re.compile(
    r"</?(?:p|ul|ol|pre|blockquote|div|table|tr|h[1-6]|hr|dl|dt|dd|section|details|summary)"
    rf"\b{_ATTRS}>"
)
_TAG: Final = re.compile(rf"</?[a-z]{_ATTRS}>")
_CUT: Final = "\x01"
"""Stands between titles and texts while tags are taken out."""
_BULLET: Final = "\x02"
"""Stands at the beginning of what is in a list while white space is taken out."""
_OURS: Final = str.maketrans({_CUT: " ", _BULLET: " "})


def entries(content: str, url: str, title: str, meta: Mapping[str, Any]) -> list[Entry]:
    """Return what a search is told of a page; ``title`` is that of text above all headings."""
    common = _common(meta)
    own = str(meta.get("title", title))
    found: list[Entry] = []
    for anchor, heading, text in sections(content):
        location = url if anchor is None else f"{url}#{anchor}"
        found.append({"location": location, "title": heading or own, "text": text, **common})
    return found


def _common(meta: Mapping[str, Any]) -> Entry:
    """Return what front matter says of all sections of a page, as Material takes it."""
    found: Entry = {}
    tags, search = meta.get("tags"), meta.get("search") or {}
    if isinstance(tags, list):
        found["tags"] = [str(t) for t in tags if t and isinstance(t, (str, int, float, bool))]
    if "boost" in search:
        found["boost"] = search["boost"]
    return found


def sections(content: str) -> Iterator[tuple[str | None, str, str]]:
    """Cut well-formed HTML into sections: anchor, title and text of each.

    The first has no anchor: it is the page itself.
    """
    if _CUT in content or _BULLET in content:
        content = content.translate(_OURS)
    content = _without_left_out(content)
    anchors: list[str | None] = [None]
    kept = [True]
    pieces = ["", ""]
    end = 0
    for match in _HEADING.finditer(content):
        level, attrs, title = match.groups()
        identity = _ID.search(attrs)
        if identity is None:
            continue
        pieces[-1] = content[end : match.start()]
        end = match.end()
        title = _PERMALINK.sub("", title)
        if len(anchors) == 1 and level == "h1" and not pieces[-1].strip():
            pieces[-2:] = [title, ""]
            kept[0] = _UNINDEXED not in attrs
            continue
        anchors.append(entities.unescape(identity[1]))
        kept.append(_UNINDEXED not in attrs)
        pieces += [title, ""]
    pieces[-1] = content[end:]
    texts = _text(_CUT.join(pieces)).split(_CUT)
    for anchor, keep, title, text in zip(anchors, kept, texts[::2], texts[1::2], strict=True):
        if keep:
            yield anchor, title.strip(), text.strip("\n")


def _without_left_out(content: str) -> str:
    """Take out the elements that are marked as not to be found, but for headings."""
    kept: list[str] = []
    end = 0
    mark = content.find(_UNINDEXED)
    while mark >= 0:
        start = content.rfind("<", end, mark)
        name = _NAME.match(content, max(start, 0))
        after = content.find(">", mark) + 1 or len(content)
        if start >= 0 and name and name[1] not in _HEADINGS and ">" not in content[start:mark]:
            kept.append(content[end:start])
            after = end = _end_of(name[1], content, after)
        mark = content.find(_UNINDEXED, after)
    kept.append(content[end:])
    content = "".join(kept)
    return _NEVER.sub("", content) if _holds_code(content) else content


def _holds_code(content: str) -> bool:
    return "<script" in content or "<style" in content or "<object" in content


def _end_of(tag: str, content: str, start: int) -> int:
    """Return where an element ends whose content begins at ``start``."""
    bare, opening, closing = f"<{tag}>", f"<{tag} ", f"</{tag}>"
    end = start
    depth = 1
    while depth:
        close = content.find(closing, end)
        if close < 0:
            return len(content)
        depth += content.count(opening, end, close) + content.count(bare, end, close) - 1
        end = close + len(closing)
    return end


def _text(content: str) -> str:
    """Return the words of HTML: a block a line, a tab before what stands in a list."""
    if "<pre" in content:
        content = _PRE.sub(lambda pre: pre[0].replace("\n", "<p>"), content)
    content = content.replace("\n", " ").replace(_CUT, f"\n{_CUT}\n")
    content = _BLOCK.sub("\n", _LIST_ITEM.sub(f"\n{_BULLET}", content))
    content = _TAG.sub("", content)
    while "  " in content:
        content = content.replace("  ", " ")
    content = content.replace(f"{_BULLET} ", _BULLET)
    lines = [line for line in map(str.strip, content.split("\n")) if line]
    return "\n".join(lines).replace(f"{_BULLET}\n", _BULLET).replace(_BULLET, "\t")
