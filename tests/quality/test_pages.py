"""Every kind of page, opened once: what it logs and asks for, how it fits, prints, and is used."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from tests.browsing import still
from tests.quality.measures import (
    FITS,
    FOCUS,
    HEADINGS,
    PRINTED,
    UNFOLD,
    enlarged,
    focused,
    listed,
    settled,
)
from tests.quality.sites import listing, only_faulty

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

    from tests.quality.conftest import Opened

WIDTHS = (1280, 900, 700, 390, 320)
PAPER = {"width": 680, "height": 1000}
"""What is left of A4 between a browser's usual margins, in pixels."""


@dataclass
class Measured:
    """What was found on one page, by what was measured."""

    logged: list[str] = field(default_factory=list)
    astray: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    focus: list[str] = field(default_factory=list)
    wide: list[str] = field(default_factory=list)
    large: list[str] = field(default_factory=list)
    printed: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def measured(window: BrowserContext, addresses: dict[str, str]) -> dict[str, Measured]:
    """Each kind of page with what was found on it."""
    page = window.new_page()
    found = {name: _measured(page, address) for name, address in addresses.items()}
    page.close()
    return found


def _measured(page: Page, address: str) -> Measured:
    one = Measured()
    logged, asked = [], []
    page.on("console", log := lambda message: logged.append(f"{message.type}: {message.text}"))
    page.on("pageerror", fail := lambda error: logged.append(str(error)))
    page.on("request", ask := lambda request: asked.append(request.url))
    page.emulate_media(media="screen", color_scheme="dark")
    page.set_viewport_size({"width": WIDTHS[0], "height": 900})
    settled(page, address)
    one.headings = listed(page, HEADINGS)
    one.focus = focused(page)
    page.evaluate(UNFOLD)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        still(page)
        one.wide += [f"{width}: {fault}" for fault in listed(page, FITS)]
    page.set_viewport_size({"width": WIDTHS[0], "height": 900})
    one.large = enlarged(page)
    page.set_viewport_size(PAPER)
    still(page)
    listed(page, PRINTED, "mark")
    page.emulate_media(media="print")
    still(page)
    one.printed = [*listed(page, PRINTED, "print"), *listed(page, FITS)]
    for event, handler in (("console", log), ("pageerror", fail), ("request", ask)):
        page.remove_listener(event, handler)
    one.logged = logged
    host = "/".join(address.split("/")[:3])
    one.astray = [url for url in asked if not url.startswith((f"{host}/", "data:", "blob:"))]
    return one


@pytest.mark.parametrize(
    ("what", "_why"),
    [
        ("logged", "no script fails, and nothing that a page asks for is refused"),
        ("astray", "no request leaves the site"),
        ("headings", "one heading of level 1, and none out of order"),
        ("focus", "whatever takes the keyboard's focus shows it"),
        ("wide", "nothing scrolls sideways or is cut off from 1280 down to 320 pixels"),
        ("large", "nor with letters of twice the size"),
        ("printed", "on paper: all of the text, dark upon white, nothing to press, nothing cut"),
    ],
)
def test_every_kind_of_page(measured: dict[str, Measured], what: str, _why: str) -> None:
    """On every kind of page: what the parameter says."""
    found = {name: getattr(one, what) for name, one in measured.items()}
    assert only_faulty(found) == {}, listing(found)


def test_what_is_too_wide_is_found(opened: Opened) -> None:
    """A page that is too wide is not passed over, nor text that is cut off."""
    wide = '<article><p style="width: 500px">x</p><div style="height: 9px; overflow: hidden">y'
    with opened(320) as page:
        page.set_content(f"<!doctype html>{wide}")
        first, *others = listed(page, FITS)
    assert first.startswith("the page is")
    assert any("cuts off its text" in other for other in others)


def test_a_hidden_focus_is_found(opened: Opened) -> None:
    """A link that looks the same with the focus on it is not passed over."""
    with opened() as page:
        page.set_content(
            "<style>.x:focus { outline: none }</style><a href=#>y</a> <a href=# class=x>z"
        )
        page.keyboard.press("Tab")
        [fault] = listed(page, FOCUS)
    assert "looks the same" in fault


def test_what_does_not_print_is_found(opened: Opened) -> None:
    """Text that paper loses, a button, and white letters on paper are not passed over."""
    style = "@media print { #x { display: none } } #y { color: #ddd }"
    with opened() as page:
        page.set_content(
            f"<style>{style}</style><article><p id=x>a<p id=y>b<p>c</article><button>d</button>"
        )
        listed(page, PRINTED, "mark")
        page.emulate_media(media="print")
        found = listed(page, PRINTED, "print")
    assert [f.split(":")[0] for f in found] == ["not printed", "printed", "pale on paper (1.4)"]
