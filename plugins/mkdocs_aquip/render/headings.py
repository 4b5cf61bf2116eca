"""The headings of a page, and the anchors that GitHub gives them."""

from __future__ import annotations

import html
import re
from functools import lru_cache

from msgspec import Struct

from aquip.core import grammar
from aquip.core.references import numbered
from mkdocs_aquip.render.emoji import SHORTCODE, emoji

_HEADING = re.compile(r"<h([1-6])(?: [^>]*)?>(.*?)</h\1>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_NAMED = re.compile(rf"<code>.*?</code>|{SHORTCODE}", re.DOTALL)


class Heading(Struct, frozen=True, gc=False):
    """A heading of the page: its level (1 to 6), its text as HTML, and its anchor."""

    level: int
    text: str
    anchor: str


def headings(safe: str) -> tuple[Heading, ...]:
    """List the headings of sanitised HTML in order.

    Anchors are made of the text as written: on GitHub, too, ``:tada:`` gives `tada`.
    """
    counts: dict[str, int] = {}
    found = ((int(level), *_read(inner)) for level, inner in _HEADING.findall(safe))
    return tuple(Heading(level, text, numbered(slug, counts)) for level, text, slug in found)


@lru_cache(maxsize=4096)
def _read(inner: str) -> tuple[str, str]:
    """Return a heading's text and its anchor, before numbering; most notes have the same ones."""
    return _text(inner), grammar.slug(_written(inner))


def _written(inner: str) -> str:
    return html.unescape(_TAG.sub("", inner))


def _text(inner: str) -> str:
    if ":" in inner:
        inner = _NAMED.sub(lambda m: m[0] if m[0].startswith("<") else emoji(m[0]), inner)
    return " ".join(_TAG.sub("", inner).split())
