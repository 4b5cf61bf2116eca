"""Waiting for what a page does in its own time, so that a slow machine finds what a fast one does.

An address is there before its page: Material's instant loading changes it first and fetches then.
A search answers each key that is typed. Observers of sizes run when a frame is drawn.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page

T = TypeVar("T")

PATIENCE_S = 30.0
"""How long anything may take that a page does sooner or later, in seconds."""

# In a frame observers of sizes come after what was asked for before it, and may ask for another.
_FRAMES = """() => new Promise(done => {
  const frame = left => left ? requestAnimationFrame(() => frame(left - 1)) : setTimeout(done)
  frame(3)
})"""


def eventually(expected: T, read: Callable[[], T]) -> None:
    """Assert that what is read becomes what is expected."""
    deadline = time.monotonic() + PATIENCE_S
    while (actual := read()) != expected and time.monotonic() < deadline:
        time.sleep(0.02)
    assert expected == actual


def still(page: Page) -> None:
    """Wait until what follows from a change of sizes has been done."""
    page.evaluate(_FRAMES)


def lively(page: Page) -> None:
    """Wait until a click on a link is instant loading's: before, it opens the page anew.

    Material asks for the site map first, by more than one request, and says nothing of it.
    """
    page.wait_for_load_state("networkidle")
    still(page)


def found(page: Page, words: str) -> None:
    """Wait until the search shows what it has for all that was typed; for each key it has some."""
    expect(page.locator(f'aq-excerpt[words="{words}"]').first).to_be_attached()
