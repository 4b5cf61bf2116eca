"""The views of the example site in a browser: filters, addresses, clocks, narrow screens."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

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


@pytest.fixture
def actions(page: Page, site: str) -> Page:
    """The dashboard, its controls at work."""
    page.goto(f"{site}/actions/")
    page.wait_for_selector(".aq-bar")
    return page


def count(page: Page) -> int:
    """Return how many rows the page says it shows."""
    return int((page.text_content(".aq-bar__count") or "").split()[0].replace(",", ""))


def test_opens_on_what_is_open(actions: Page) -> None:
    """The dashboard begins with the open actions, and every other is one choice away."""
    assert {"open"} == set(
        actions.eval_on_selector_all(SHOWN, "rows => rows.map(row => row.dataset.state)")
    )
    shown = count(actions)
    assert actions.locator(SHOWN).count() == shown
    actions.get_by_text("All", exact=True).click()
    assert count(actions) > shown
    assert actions.url.endswith("/actions/?state=all")


def test_filters_stand_in_the_address(actions: Page) -> None:
    """What is chosen is in the address; the address brings it back; clearing takes it away."""
    actions.get_by_label("Owner", exact=True).select_option("morgan")
    actions.get_by_label("Due", exact=True).select_option("overdue")
    assert actions.url.endswith("?owner=morgan&due=overdue")
    rows = actions.locator(SHOWN).all_text_contents()
    assert rows
    assert all("Morgan Diaz" in row and "overdue" in row for row in rows)
    actions.reload()
    actions.wait_for_selector(".aq-bar")
    assert rows == actions.locator(SHOWN).all_text_contents()
    assert actions.get_by_label("Owner", exact=True).input_value() == "morgan"
    actions.locator(".aq-bar").get_by_role("button", name="Clear").click()
    assert actions.url.endswith("/actions/")
    assert count(actions) > len(rows)


def test_words(actions: Page) -> None:
    """Words filter rows that hold all of them; none that fits is said in a sentence."""
    actions.get_by_text("All", exact=True).click()
    actions.get_by_label("Filter by words").fill("CORVID list")
    rows = actions.locator(SHOWN).all_text_contents()
    assert rows
    assert all("corvid" in row.lower() and "list" in row.lower() for row in rows)
    actions.get_by_label("Filter by words").fill("zebra crossing")
    assert count(actions) == 0
    assert actions.get_by_text("Nothing fits these filters.").is_visible()


def test_sorting(actions: Page) -> None:
    """A column's header sorts by it, then the other way, then not at all, and says so."""
    head = actions.get_by_role("columnheader", name="Age")
    ages = "rows => rows.map(row => row.dataset.since)"
    before = actions.eval_on_selector_all(SHOWN, ages)
    head.get_by_role("button").click()
    assert sorted(before) == actions.eval_on_selector_all(SHOWN, ages)
    assert head.get_attribute("aria-sort") == "ascending"
    head.get_by_role("button").click()
    assert sorted(before, reverse=True) == actions.eval_on_selector_all(SHOWN, ages)
    head.get_by_role("button").click()
    assert before == actions.eval_on_selector_all(SHOWN, ages)
    assert head.get_attribute("aria-sort") is None


def test_groups(actions: Page) -> None:
    """Groups stand under headings whose counts follow the filter."""
    actions.get_by_label("Group").select_option("owner")
    heads = "heads => heads.map(head => Number(head.querySelector('.aq-count').textContent))"
    counts = actions.eval_on_selector_all(".aq-rows__group:not([hidden])", heads)
    assert len(counts) > 1
    assert count(actions) == sum(counts)
    actions.get_by_label("Due", exact=True).select_option("overdue")
    fewer = actions.eval_on_selector_all(".aq-rows__group:not([hidden])", heads)
    assert count(actions) == sum(fewer) < sum(counts)


def test_figures_lead_to_their_rows(page: Page, site: str) -> None:
    """Each figure on the home page is as many rows as its link shows, by instant loading too."""
    page.goto(f"{site}/")
    tiles = page.eval_on_selector_all(
        ".aq-tile a",
        "all => all.map(a => [a.href, a.querySelector('.aq-tile__count').textContent])",
    )
    assert len(tiles) == 4
    for address, figure in tiles:
        page.goto(f"{site}/")
        page.evaluate("window.stayed = true")
        page.locator(f".aq-tile a[href='{address}']").or_(
            page.locator(f".aq-tile a[href='{address.removeprefix(site + '/')}']")
        ).click()
        page.wait_for_selector(".aq-bar")
        assert int(figure) == count(page), address


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
    stage: MakeStage, tmp_path: Path, serve_directory: ServeDirectory, page: Page
) -> None:
    """What is overdue is judged on the day the page is looked at; a set today stops that clock."""
    view = stage(NOTES, fixed=False)
    html = view.show("view: actions\nfilter: true") + view.show("view: balance")
    fixed = stage(NOTES).show("view: balance") + stage(NOTES).show("view: actions\nowner: lee")
    page_html = f"<div class=md-content>{html}<div id=fixed>{fixed}</div></div>"
    address = serve_directory(bare_page(tmp_path, page_html))
    page.clock.set_fixed_time(dt.datetime(2026, 11, 27, 12, tzinfo=dt.UTC))
    page.goto(f"{address}/?due=overdue")
    assert count(page) == 3
    rows = page.locator("tr.aq-row", has_text="Write it up together").all_text_contents()
    assert ["overdue 2 days" in row for row in rows] == [True, False]
    assert page.locator(".aq-tile--overdue .aq-tile__count").all_text_contents() == ["3", "2"]


def test_copied_as_markdown(browser: Browser, site: str) -> None:
    """A list of accomplishments is copied as Markdown, with its headings, links and dates."""
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{site}/accomplishments/2026-q4/")
    page.get_by_role("button", name="Copy as Markdown").click()
    page.get_by_role("button", name="Copied").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "## From Corvid to Marlin\n\n- " in copied
    assert "([report](https://example.org/reports/peak-test)) (outcome, 2026-11-06)\n" in copied
    context.close()
