"""A site with more actions than a page holds: all are there, found, quick and printed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup
from mkdocs.commands.build import build
from mkdocs.config import load_config
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.conftest import ServeDirectory

MANY = 10_000
A_MEETING = 20
READ = 200
SHOWN_AT_ONCE = 300
HEAVIEST = 1_000_000
SHOWN = "tr.aq-row"
CONFIG = """\
site_name: Many
docs_dir: notes
theme: {name: material, font: false}
plugins:
  - search
  - aquip:
      today: 2026-11-20
      people:
        sam: {name: Sam Reyes}
        morgan: {name: Morgan Diaz}
        lee: {name: Lee Okafor}
"""


def notes() -> Iterator[tuple[str, str]]:
    """Yield ten years of weekly meetings with 10,000 actions, those of the last eight open."""
    yield "morgan/index.md", "---\ntitle: Morgan\nwith: morgan\n---\n"
    meetings = MANY // A_MEETING
    for number in range(meetings):
        day = dt.date(2026, 11, 20) - dt.timedelta(weeks=meetings - 1 - number)
        box = " " if number >= meetings - 8 else "x"
        items = "".join(
            f"- [{box}] @{('sam', 'morgan', 'lee')[one % 3]} Do t{number}x{one} about "
            f"{('checkout', 'payments')[one % 2]} (due:: {day}) ^i{number}x{one}\n"
            for one in range(A_MEETING)
        )
        yield f"morgan/{day}.md", f"---\ndate: {day}\n---\n## Actions\n\n{items}"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built for a sub-path of whatever serves its folder's parent."""
    root = tmp_path_factory.mktemp("many")
    (root / "mkdocs.yml").write_text(CONFIG, "utf-8")
    for uri, text in notes():
        path = root / "notes" / uri
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    site = root / "served" / "notes"
    build(load_config(str(root / "mkdocs.yml"), site_dir=str(site)))
    return site


@pytest.fixture(scope="module")
def address(folder: Path, serve_directory: ServeDirectory) -> str:
    """Where the site is served: below a path."""
    return f"{serve_directory(folder.parent)}/notes"


@pytest.fixture
def actions(page: Page, address: str) -> Page:
    """The dashboard, its controls at work."""
    page.goto(f"{address}/actions/")
    page.wait_for_selector(".aq-bar")
    return page


def count(page: Page) -> int:
    """Return how many rows the page says it shows, once it has them all."""
    expect(page.locator(".aq-bar__count")).not_to_contain_text("loading")
    return int((page.text_content(".aq-bar__count") or "").split()[0].replace(",", ""))


def test_every_row_once(folder: Path) -> None:
    """The pages that the dashboard links to have each action once; what is open comes first."""
    first = BeautifulSoup((folder / "actions/index.html").read_text("utf-8"), "html.parser")
    pages = [first]
    for link in first.select(".aq-parts a"):
        path = folder / "actions" / str(link["href"]) / "index.html"
        pages.append(BeautifulSoup(path.read_text("utf-8"), "html.parser"))
        assert int(str(link["data-rows"])) == len(pages[-1].select(SHOWN))
    seen = [str(a["href"]).rpartition("#")[2] for one in pages for a in one.select("a.aq-text")]
    assert len(seen) == MANY
    assert len(set(seen)) == MANY
    assert len(first.select("tr.aq-row--open")) == 8 * A_MEETING
    assert not any(one.select("tr.aq-row--open") for one in pages[1:])
    back = pages[-1].select_one(".aq-parts a")
    assert back
    assert back["href"] == "../"


def test_no_page_is_heavy(folder: Path) -> None:
    """No page of the site weighs more than a megabyte, whatever it lists."""
    heavy = {path: path.stat().st_size for path in folder.rglob("*.html")}
    assert {path: size for path, size in heavy.items() if size > HEAVIEST} == {}


def test_found_by_filter_on_whichever_page(actions: Page, address: str) -> None:
    """The filter looks at all rows, also at those of further pages, and counts them right."""
    assert count(actions) == 8 * A_MEETING
    assert "of 10,000" in (actions.text_content(".aq-bar__count") or "")
    actions.locator(".aq-seg").get_by_text("All").click()
    assert count(actions) == MANY
    actions.get_by_label("Filter by words").fill("T17x4 checkout")
    assert count(actions) == 1
    link = actions.locator(SHOWN).get_by_role("link", name="Do t17x4 about checkout")
    target = str(link.get_attribute("href"))
    assert target.startswith(f"{address}/morgan/2017-")
    assert actions.request.get(target).ok


def test_an_address_with_a_filter(page: Page, address: str) -> None:
    """An address that asks for closed rows brings those of all pages, sorted and grouped."""
    page.goto(f"{address}/actions/?state=done&owner=lee&group=owner&sort=since")
    page.wait_for_selector(".aq-bar")
    closed = MANY - 8 * A_MEETING
    assert count(page) == closed * 6 // A_MEETING
    ages = page.eval_on_selector_all(SHOWN, "rows => rows.map(row => row.dataset.since)")
    assert ages == sorted(ages)
    assert ages[0].startswith("2017-")
    assert "Lee Okafor" in (page.text_content(".aq-rows__group") or "")


# How often a filter reads the text of anything on the page, or puts something into it.
TOUCHED = """words => {
  const text = Object.getOwnPropertyDescriptor(Node.prototype, "textContent")
  const input = document.querySelector(".aq-bar input[type=search]")
  let reads = 0
  Object.defineProperty(Node.prototype, "textContent", {
    ...text, get() { reads++; return text.get.call(this) },
  })
  input.value = words
  input.dispatchEvent(new Event("input"))
  Object.defineProperty(Node.prototype, "textContent", text)
  return [reads, document.querySelectorAll("tr.aq-row").length]
}"""


def test_ten_thousand_rows(actions: Page) -> None:
    """Ten thousand rows are filtered without reading the page; some hundred are put into it.

    How long that takes is for the benchmarks to tell.
    """
    actions.locator(".aq-seg").get_by_text("All").click()
    assert count(actions) == MANY
    actions.evaluate(TOUCHED, "warm")
    for words, fitting in (("checkout", MANY // 2), ("nothing", 0), ("", MANY), ("lee", 3_000)):
        reads, shown = actions.evaluate(TOUCHED, words)
        assert count(actions) == fitting
        assert reads < READ
        assert shown == min(fitting, SHOWN_AT_ONCE)
    actions.evaluate(TOUCHED, "checkout")
    actions.get_by_role("button", name="Show all").click()
    assert actions.locator(SHOWN).count() == MANY // 2


def test_without_javascript(browser: Browser, address: str) -> None:
    """Without JavaScript the pages are complete tables, linked to each other."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/actions/")
    first = page.locator(SHOWN).count()
    assert first > 8 * A_MEETING
    page.locator(".aq-parts a").first.click()
    page.wait_for_url("**/actions/20*/")
    assert page.locator(SHOWN).count() > 100
    assert page.locator("h1", has_text="Actions closed in 20").count() == 1
    page.get_by_role("link", name="Open and latest").click()
    page.wait_for_url("**/actions/")
    assert page.locator(SHOWN).count() == first
    context.close()


def test_from_disk(browser: Browser, folder: Path) -> None:
    """Opened from disk, the page filters what it has and says where the others are."""
    page = browser.new_page()
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(f"file://{folder}/actions/index.html")
    page.locator(".aq-seg").get_by_text("All").click()
    here = page.eval_on_selector_all(
        ".aq-parts a", "all => all.reduce((sum, a) => sum + Number(a.dataset.rows), 0)"
    )
    assert count(page) == MANY - here
    assert page.get_by_text(f"{here:,} more are on the pages below").is_visible()
    assert said == []
    page.close()


def test_on_paper(actions: Page) -> None:
    """Paper says how many rows there are besides, and the addresses of the pages with them."""
    actions.emulate_media(media="print")
    assert actions.get_by_text("of 10,000 actions: what is open").is_visible()
    after = actions.eval_on_selector(".aq-parts a", "a => getComputedStyle(a, '::after').content")
    assert "actions/20" in after
    assert not actions.locator(".aq-bar").is_visible()
    assert not actions.get_by_role("button", name="Copy link").is_visible()
