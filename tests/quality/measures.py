"""What is measured of a page in the browser, each measure a script that lists what is wrong."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from playwright.sync_api import expect

from tests.browsing import still

if TYPE_CHECKING:
    from playwright.sync_api import Page

_SCRIPTS: Final = Path(__file__).with_name("scripts")
FITS: Final = (_SCRIPTS / "fits.js").read_text("utf-8")
FOCUS: Final = (_SCRIPTS / "focus.js").read_text("utf-8")
HEADINGS: Final = (_SCRIPTS / "headings.js").read_text("utf-8")
PRINTED: Final = (_SCRIPTS / "printed.js").read_text("utf-8")
RIGHT: Final = (_SCRIPTS / "right.js").read_text("utf-8")
UNFOLD: Final = (_SCRIPTS / "unfold.js").read_text("utf-8")

# What moves is measured where it comes to rest.
STILL: Final = "*, ::before, ::after { transition: none !important; animation: none !important }"
_LARGE: Final = "html { font-size: 250% !important }"


def settled(page: Page, address: str) -> None:
    """Open a page, and wait until its scripts have run and nothing moves."""
    page.goto(address)
    page.add_style_tag(content=STILL)
    still(page)


def listed(page: Page, script: str, argument: object = None) -> list[str]:
    """Run a measure, and return what it finds."""
    found: list[str] = page.evaluate(script, argument)
    return found


def focused(page: Page) -> list[str]:
    """Return what hides the focus, once what opened for it is closed again."""
    page.keyboard.press("Tab")
    found = listed(page, FOCUS)
    expect(page.locator(".aq-tip:visible")).to_have_count(0)
    page.keyboard.press("Escape")
    return found


def enlarged(page: Page) -> list[str]:
    """Return what does not fit with letters of twice Material's size, and take them back.

    Text alone grows, as readers let it, and ours is in rem.
    """
    sheet = page.add_style_tag(content=_LARGE)
    still(page)
    found = listed(page, FITS)
    sheet.evaluate("node => node.remove()")
    return found
