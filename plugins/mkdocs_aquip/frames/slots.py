"""What of a page differs from meeting to meeting, and the marks that stand in for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import markupsafe
from mkdocs.utils import normalize_url

if TYPE_CHECKING:
    from mkdocs.structure.pages import Page

Form = Callable[[str], str]
"""A way in which templates write a value."""


def _stripped(value: str) -> str:
    return markupsafe.Markup(value).striptags()  # noqa: S704 - as Jinja's own striptags does


def _escaped(value: str) -> str:
    return str(markupsafe.escape(value))


def _as_is(value: str) -> str:
    return value


def _raw(value: str) -> str:
    """Write the address of an editor as that of the plain text, as Material does."""
    return value.replace("blob" if "/blob/" in value else "edit", "raw")


@dataclass(frozen=True)
class Slot:
    """A value: how its mark is made from a word that nobody could guess, and its forms."""

    mark: Callable[[str, str], str]
    forms: tuple[Form, ...] = (_as_is,)


def _text(word: str, value: str) -> str:  # noqa: ARG001 - texts are all alike
    # Tags, quotes and references, so that each form of a text looks different.
    return f'{word}<b title="x">&amp;</b>{word}'


def _address(word: str, value: str) -> str:
    way = next((way for way in ("/blob/", "/edit/") if way in value), "/")
    return f"https://{word}{way}"


_TEXT: Final = Slot(_text, (_as_is, _stripped, _escaped, lambda text: _escaped(_stripped(text))))
_ADDRESS: Final = Slot(_address)

SLOTS: Final[Mapping[str, Slot]] = {
    "title": _TEXT,
    "content": Slot(lambda word, value: f"{word}<h1" if "<h1" in value else word),
    "canonical_url": _ADDRESS,
    "edit_url": Slot(_address, (_as_is, _raw)),
    "previous.title": _TEXT,
    "previous.url": _ADDRESS,
    "next.title": _TEXT,
    "next.url": _ADDRESS,
    "first.title": _TEXT,
    "first.url": Slot(lambda word, _: f"#{word}"),
}

Values = dict[str, str | None]
"""What a page has for each slot; None or empty where it has nothing."""


def values_of(page: Page, base_url: str) -> Values:
    """Return what a page has for each slot, addresses as its templates write them."""
    before, after = page.previous_page, page.next_page
    first = next(iter(page.toc), None)
    return {
        "title": page.title,
        "content": page.content,
        "canonical_url": page.canonical_url,
        "edit_url": page.edit_url,
        "previous.title": before and before.title,
        "previous.url": before and normalize_url(before.url, page, base_url),
        "next.title": after and after.title,
        "next.url": after and normalize_url(after.url, page, base_url),
        "first.title": first and first.title,
        "first.url": first and first.url,
    }


def marks_for(values: Values, nonce: str) -> Values:
    """Return a mark for each value; what has no value keeps that."""
    return {
        name: SLOTS[name].mark(f"{nonce}{name.replace('.', '')}", value) if value else value
        for name, value in values.items()
    }
