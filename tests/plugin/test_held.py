"""The contents of pages between reading and writing."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import pytest

from mkdocs_aquip.held import Held

if TYPE_CHECKING:
    from mkdocs.structure.pages import Page

TEXTS = ("", "<p>x</p>", "<p>Größe → 🎉</p>" * 500, "half a pair: \ud83d " * 100, None)


class _Page(SimpleNamespace):
    content = cast("Any", Held())


@pytest.mark.parametrize("text", TEXTS)
def test_what_is_put_is_what_is_read(text: str | None) -> None:
    """Whatever a page's content is, whoever asks for it later gets the same text."""
    page, other = _Page(), _Page()
    page.content = text
    other.content = "another one"
    assert text == page.content


@pytest.mark.parametrize("text", [text for text in TEXTS if text is not None])
def test_what_is_held_is_what_is_read(text: str) -> None:
    """A content that is held comes back as it was, also after MkDocs has put it back itself."""
    page, other = _Page(), _Page()
    held = vars(_Page)["content"]
    held.hold(cast("Page", page), text)
    page.content = page.content
    held.hold(cast("Page", other), "another one")
    assert text == page.content
    page.content = ""
    assert not page.content
    assert other.content == "another one"


def test_a_content_is_held_small() -> None:
    """Of a long content a page holds less than a tenth while it waits to be written."""
    page, text = _Page(), "<li>the same again and again</li>" * 1000
    vars(_Page)["content"].hold(cast("Page", page), text)
    assert len(vars(page)["content"]) * 10 < len(text)
