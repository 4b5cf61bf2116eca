"""Accessibility as axe-core finds it, on every kind of page and in every state of one.

Every rule that axe has is run, its best practices and its experiments among them, but for

- those of WCAG's level AAA, which no whole site is meant to reach;
- `hidden-content`, which finds no fault and only says that it can't look;
- `p-as-heading`, an experiment that takes each short line in bold for a heading;
- `focus-order-semantics`, an experiment that forbids what `scrollable-region-focusable` asks for.

What axe leaves undecided (text upon pictures) is not counted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests import browsing
from tests.quality.measures import UNFOLD, settled
from tests.quality.sites import listing, only_faulty

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

    from tests.quality.conftest import Opened
    from tests.quality.sites import Site

RUN = """
async ([only, not]) => {
  const without = ["hidden-content", "p-as-heading", "focus-order-semantics", ...not]
  const rules = axe.getRules()
    .filter(({ tags, ruleId }) => !tags.includes("wcag2aaa") && !without.includes(ruleId))
    .map(({ ruleId }) => ruleId)
    .filter(rule => !only || only.includes(rule))
  const options = { runOnly: { type: "rule", values: rules }, resultTypes: ["violations"] }
  const { violations } = await axe.run(document, options)
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) =>
      `${id}: ${target.join(" ")}: ${failureSummary.split("\\n").slice(1).join(" ").trim()}`))
}
"""
# What else than colours could differ between the schemes?
COLOURS = ["color-contrast", "link-in-text-block"]


def faults(
    page: Page, axe: str, only: list[str] | None = None, *, without: tuple[str, ...] = ()
) -> list[str]:
    """Return what axe finds on a page as it stands: rule, place and remedy."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(axe)
    found: list[str] = page.evaluate(RUN, [only, without])
    return found


@pytest.fixture(scope="module")
def judged(
    window: BrowserContext, axe: str, addresses: dict[str, str]
) -> dict[str, dict[str, list[str]]]:
    """Each kind of page's faults: in light, in dark, and there with all that is folded open."""
    found: dict[str, dict[str, list[str]]] = {"light": {}, "dark": {}, "open": {}}
    page = window.new_page()
    for name, address in addresses.items():
        page.emulate_media(color_scheme="light")
        settled(page, address)
        found["light"][name] = faults(page, axe)
        page.emulate_media(color_scheme="dark")
        browsing.still(page)
        if page.evaluate(UNFOLD):
            # What opens above the page covers what is below it.
            found["open"][name] = faults(page, axe, without=("target-size",))
        else:
            found["dark"][name] = faults(page, axe, COLOURS)
    page.close()
    return found


@pytest.mark.parametrize("how", ["light", "dark", "open"])
def test_no_kind_of_page_has_a_fault(judged: dict[str, dict[str, list[str]]], how: str) -> None:
    """A reader who can't see, see colours, or use a mouse finds no barrier that axe knows."""
    found = judged[how]
    assert only_faulty(found) == {}, listing(found)


def test_the_search_has_no_fault(opened: Opened, axe: str, example: Site) -> None:
    """Nor when it is open and has found something, on a wide window and on a phone."""
    found = {}
    for width in (1280, 390):
        with opened(width, 800) as page:
            settled(page, example.address)
            page.keyboard.press("/")
            page.keyboard.type("checkout")
            browsing.found(page, "checkout")
            page.locator("aq-excerpt mark").first.wait_for()
            found[str(width)] = faults(page, axe)
    assert only_faulty(found) == {}, listing(found)


def test_the_drawer_has_no_fault(opened: Opened, axe: str, example: Site) -> None:
    """Nor the navigation of a phone, when it is open."""
    with opened(390, 800) as page:
        settled(page, example.address)
        page.locator(".md-header button[aria-label=Navigation]").click()
        expect(page.locator("#__drawer")).to_be_checked()
        found = {"drawer": faults(page, axe)}
    assert only_faulty(found) == {}, listing(found)


def test_a_fault_is_found(opened: Opened, axe: str) -> None:
    """A picture without a text is not passed over."""
    with opened() as page:
        page.set_content("<!doctype html><html lang=en><title>x</title><img src=data:,>")
        assert any(fault.startswith("image-alt:") for fault in faults(page, axe))
