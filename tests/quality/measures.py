"""What is measured of a page in the browser, each measure a script that lists what is wrong."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

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
LARGE: Final = "html { font-size: 250% !important }"
"""Letters of twice Material's size: text alone grows, as readers let it, and ours is in rem."""


def settled(page: Page, address: str) -> None:
    """Open a page, and wait until its scripts have run and nothing moves."""
    page.goto(address)
    page.add_style_tag(content=STILL)
    page.evaluate("() => new Promise(done => setTimeout(done, 50))")


def listed(page: Page, script: str, argument: object = None) -> list[str]:
    """Run a measure, and return what it finds."""
    found: list[str] = page.evaluate(script, argument)
    return found
