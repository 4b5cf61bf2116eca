"""What there is to find: the pages of a site in their order, each with its sections.

The order is by the date in a page's address, then by the address, so that a new meeting
comes last and a page's number says how new it is.
"""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

STRIDE: Final = 16
"""How many numbers a page takes at a time: one for each section, the next page's follow."""

_DATE: Final = re.compile(r"(?<!\d)\d{4}-\d\d-\d\d(?!\d)")
_BREAK: Final = re.compile(r"</?(?:p|ul|ol|pre)>")
_OTHER: Final = re.compile(r"</?(?:li|code|sub|sup)>")
_ITEM: Final = re.compile(r"\s*<li>\s*")
_LINES: Final = re.compile(r" *\n[ \n]*")


@dataclass(slots=True)
class Document:
    """A page: where it is, what it and its sections are called, and what they say.

    The first section is the page itself, without an anchor.
    """

    url: str
    anchors: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    boost: float = 1

    @property
    def slots(self) -> int:
        """How many times ``STRIDE`` numbers the page takes."""
        return -(-len(self.texts) // STRIDE)

    def digest(self) -> str:
        """Return a hash of all that words and texts are filed by."""
        data = "\0".join(self.texts).encode("utf-8", "surrogatepass")
        return hashlib.blake2b(data, digest_size=12).hexdigest()


def documents(entries: Iterable[Mapping[str, Any]]) -> list[Document]:
    """Return the pages that entries of Material's index are of, in order."""
    found: dict[str, Document] = {}
    for entry in entries:
        url, _, anchor = entry["location"].partition("#")
        page = found.get(url)
        if page is None:
            page = found[url] = Document(url)
            page.tags = list(map(plain, entry.get("tags") or ()))
            page.boost = _boost(entry.get("boost", 1))
            if anchor:
                _add(page, "", entry["title"], "")
        # A heading in a part that is left out leaves a section behind, called as the page.
        elif not entry["text"] and plain(entry["title"]) == page.titles[0]:
            continue
        _add(page, anchor, entry["title"], entry["text"])
    return sorted(found.values(), key=_place)


def _add(page: Document, anchor: str, title: str, text: str) -> None:
    page.anchors.append(anchor)
    page.titles.append(plain(title))
    page.texts.append(plain(text))


def _place(page: Document) -> tuple[str, str]:
    dates: list[str] = _DATE.findall(page.url)
    return (dates[-1] if dates else "", page.url)


def _boost(value: object) -> float:
    """Return a page's boost; front matter may say anything."""
    return value if isinstance(value, (int, float)) and value >= 0 else 1


def plain(text: str) -> str:
    """Return the words of an entry's text, a block a line, after a tab where in a list."""
    if "<" in text:
        text = _BREAK.sub("\n", text.replace("\t", " "))
        text = _ITEM.sub("\n\t", text)
        text = _LINES.sub("\n", _OTHER.sub("", text)).strip(" \n")
    if "&" in text:
        text = html.unescape(text)
    # Material's Chinese segmenter sets these; here they would hide what runs across them.
    return text.replace("\u200b", "") if "\u200b" in text else text


def edition(pages: Iterable[Document]) -> str:
    """Return a hash of what numbers mean: which page, and which section, each stands for."""
    key = "".join(f"{page.url}\0{page.slots}\n" for page in pages)
    return hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()
