"""The site by the keyboard alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests import browsing
from tests.quality.measures import settled
from tests.quality.sites import listing, only_faulty

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.quality.conftest import Opened
    from tests.quality.sites import Site

FOCUSED = """
() => {
  const node = document.activeElement
  if (!node || node === document.body) return null
  window.seen ??= new Map()
  if (!window.seen.has(node)) window.seen.set(node, window.seen.size)
  // A box without a size is shown by its label.
  const label = node.matches("input") ? node.nextElementSibling : null
  const seen = [node, label].some(one => {
    if (!one?.checkVisibility({ checkVisibilityCSS: true })) return false
    const { width, height, right, bottom } = one.getBoundingClientRect()
    return width * height > 0 && right > 0 && bottom > 0
  })
  return [window.seen.get(node), `${node.localName}.${node.className}`, seen]
}
"""
MOST = 400


def press_until(page: Page, key: str, wanted: str, most: int = MOST) -> None:
    """Press a key until what has the focus matches a selector."""
    for _ in range(most):
        page.keyboard.press(key)
        if page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
            return
    pytest.fail(f"{key} never gets to {wanted}")


def test_a_walk(page: Page, example: Site) -> None:
    """From home to the actions, a filter, a row's meeting, and back, without a mouse."""
    settled(page, example.address)
    press_until(page, "Tab", ".md-sidebar a[href$='actions/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/actions/")
    page.locator(".aq-bar").wait_for()
    press_until(page, "Tab", "input[type=search], input[aria-label='Filter by words']")
    rows = page.locator("tr.aq-row:visible")
    every = rows.count()
    page.keyboard.type("corvid")
    page.wait_for_url("**corvid**")
    filtered = rows.count()
    assert 0 < filtered < every
    press_until(page, "Tab", "tr.aq-row a.aq-text")
    page.keyboard.press("Enter")
    page.locator(".aq-head").wait_for()
    expect(page.locator("li:target")).to_have_count(1)
    page.go_back()
    page.wait_for_url("**/actions/**corvid**")
    page.locator(".aq-bar").wait_for()
    expect(rows).to_have_count(filtered)


def test_the_way_past_the_navigation(page: Page, example: Site) -> None:
    """The first thing that takes the focus leads to the text, and the next is in it."""
    settled(page, f"{example.address}morgan/2026-11-20/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.md-skip')")
    assert page.evaluate("document.activeElement.getBoundingClientRect().top >= 0")
    page.keyboard.press("Enter")
    # Instant loading changes the address first, and then goes to what it names.
    expect(page.locator(":target")).to_have_count(1)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('article') !== null")


def test_nothing_holds_the_focus(opened: Opened, example: Site) -> None:
    """Tab goes through each page to its end, and never to a thing that can't be seen."""
    found: dict[str, list[str]] = {}
    with opened(1280) as page:
        for path in ("", "actions/", "timeline/", "morgan/", "morgan/2026-11-20/", "own/"):
            settled(page, example.address + path)
            found[path] = _tabbed(page)
    assert only_faulty(found) == {}, listing(found)


def _tabbed(page: Page) -> list[str]:
    faults, last, steps = [], -1, 0
    while (focused := (page.keyboard.press("Tab"), page.evaluate(FOCUSED))[1]) is not None:
        number, name, is_seen = focused
        if not is_seen:
            faults.append(f"{name} can't be seen")
        if number <= last:
            if number == last:
                faults.append(f"{name} keeps the focus")
            break
        last = number
        steps += 1
        if steps == MOST:
            page.evaluate("document.querySelector('.md-footer a')?.focus()")
    assert steps > 20
    return faults


@pytest.mark.parametrize("width", [1280, 390])
def test_the_search(opened: Opened, example: Site, width: int) -> None:
    """It opens by a key and by its button, goes through results by arrows, and closes by Escape."""
    with opened(width, 800) as page:
        settled(page, example.address)
        page.keyboard.press("/")
        box = page.locator("[data-md-component=search-query]")
        expect(box).to_be_focused()
        page.keyboard.type("checkout")
        browsing.found(page, "checkout")
        page.keyboard.press("ArrowDown")
        first = page.evaluate("document.activeElement.href")
        assert first.startswith(example.address)
        page.keyboard.press("Escape")
        expect(page.locator("#__search")).not_to_be_checked()
        page.wait_for_function("() => document.activeElement.closest('.md-search') === null")


def test_the_drawer(opened: Opened, example: Site) -> None:
    """Enlarged until it has a phone's layout, a page's navigation opens and closes by key."""
    with opened(390, 800) as page:
        settled(page, example.address)
        press_until(page, "Tab", ".md-header button", 12)
        page.keyboard.press("Enter")
        page.locator(".md-sidebar--primary .md-nav__link").first.wait_for()
        expect(page.locator("#__drawer")).to_be_checked()
        press_until(page, "Tab", ".md-sidebar--primary a[href$='actions/']")
        page.keyboard.press("Escape")
        expect(page.locator("#__drawer")).not_to_be_checked()
