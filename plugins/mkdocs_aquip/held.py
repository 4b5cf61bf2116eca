"""A page's content, held small from when it is read until it is written.

MkDocs reads every page before it writes the first. With thousands of meetings their contents are
the largest part of what a build holds, and shrink to a fifth in a tenth of a millisecond each.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from mkdocs.structure.pages import Page

_FAST: Final = 1


class Held:
    """An attribute of pages, a text or None; what is put into it by `hold` is held small."""

    def __init__(self) -> None:
        self._at_hand: tuple[bytes, str] = b"", ""
        """What was held, or asked for, last: MkDocs takes a content, and gives it back."""

    def __set_name__(self, _owner: type, name: str) -> None:
        self._name = name

    def hold(self, page: Page, text: str) -> None:
        """Put a text there that is not asked for soon."""
        self._at_hand = zlib.compress(text.encode("utf-8", "surrogatepass"), _FAST), text
        vars(page)[self._name] = self._at_hand[0]

    def __get__(self, page: Page, _owner: type) -> str | None:
        held: str | bytes | None = vars(page)[self._name]
        if not isinstance(held, bytes):
            return held
        packed, text = self._at_hand
        if packed is not held:
            text = zlib.decompress(held).decode("utf-8", "surrogatepass")
            self._at_hand = held, text
        return text

    def __set__(self, page: Page, text: str | None) -> None:
        packed, same = self._at_hand
        vars(page)[self._name] = packed if packed and text is same else text
