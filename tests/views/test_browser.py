"""The views of the example site in a browser: filters, addresses, clocks, narrow screens."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

from tests.browsing import still
from tests.views.conftest import NOTES, THEME, MakeStage

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.conftest import ServeDirectory

ROOT = Path(__file__).parents[2]
SHOWN = "tr.aq-row:not([hidden])"
WIDE = ("", "actions/", "questions/", "priorities/", "timeline/", "accomplishments/", "morgan/")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, serve_directory: ServeDirectory) -> str:
    """The example site, built for the address it is served at, as instant loading needs."""
    folder = tmp_path_factory.mktemp("site")
    address = serve_directory(folder)
    build(load_config(str(ROOT / "mkdocs.yml"), site_dir=str(folder), site_url=f"{address}/"))
    return address


def count(page: Page) -> int:
    """Return how many rows the page says it shows."""
    return int((page.text_content(".aq-bar__count") or "").split()[0].replace(",", ""))


def test_complete_without_javascript(browser: Browser, site: str) -> None:
    """Without JavaScript there is the whole table, under its headings, and no dead control."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/actions/")
    rows = page.locator("tr.aq-row")
    assert rows.count() > 50
    assert rows.count() == page.locator(SHOWN).count()
    assert [text.split()[0] for text in page.locator(".aq-rows__group").all_text_contents()] == [
        "Open",
        "Done",
        "Dropped",
    ]
    assert page.locator(".aq-view :is(button, input, select)").count() == 0
    context.close()


@pytest.mark.parametrize("width", [320, 390])
@pytest.mark.parametrize("path", [*WIDE, "rules/", "morgan/2026-03-20/"])
def test_nothing_scrolls_sideways(page: Page, site: str, path: str, width: int) -> None:
    """On a narrow screen the page is as wide as the screen."""
    page.set_viewport_size({"width": width, "height": 640})
    page.goto(f"{site}/{path}")
    still(page)
    assert width == page.evaluate("document.documentElement.scrollWidth")


def test_no_complaints(page: Page, site: str) -> None:
    """No view logs an error, or asks anyone else for anything."""
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    for path in WIDE:
        page.goto(f"{site}/{path}", wait_until="networkidle")
    assert said == []
    assert [url for url in asked if not url.startswith((f"{site}/", "data:", "blob:"))] == []


def bare_page(folder: Path, html: str) -> Path:
    """Write a view to a page of its own, with our styles and scripts."""
    assets = THEME / "assets/aquip"
    styles = "".join(
        f"<style>{path.read_text('utf-8')}</style>" for path in sorted(assets.glob("*.css"))
    )
    scripts = "".join(
        f"<script>{path.read_text('utf-8')}</script>" for path in sorted(assets.glob("*.js"))
    )
    path = folder / "index.html"
    path.write_text(
        f'<!doctype html><meta charset="utf-8">{styles}<body class="md-typeset">{html}{scripts}',
        encoding="utf-8",
    )
    return folder


def test_the_viewers_clock(
    stage: MakeStage, tmp_path: Path, serve_directory: ServeDirectory, apart: Page
) -> None:
    """What is overdue is judged on the day the page is looked at; a set today stops that clock."""
    view = stage(NOTES, fixed=False)
    html = view.show("view: actions\nfilter: true") + view.show("view: balance")
    fixed = stage(NOTES).show("view: balance") + stage(NOTES).show("view: actions\nowner: lee")
    page_html = f"<div class=md-content>{html}<div id=fixed>{fixed}</div></div>"
    address = serve_directory(bare_page(tmp_path, page_html))
    apart.clock.set_fixed_time(dt.datetime(2026, 11, 27, 12, tzinfo=dt.UTC))
    apart.goto(f"{address}/?due=overdue")
    assert count(apart) == 3
    rows = apart.locator("tr.aq-row", has_text="Write it up together").all_text_contents()
    assert ["overdue 2 days" in row for row in rows] == [True, False]
    assert apart.locator(".aq-tile--overdue .aq-tile__count").all_text_contents() == ["3", "2"]
