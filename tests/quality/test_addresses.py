"""The site at an address with a path, and on a disk: everything works there too."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests import browsing
from tests.quality import sites
from tests.quality.links import dead

if TYPE_CHECKING:
    from playwright.sync_api import Page, Request

    from tests.quality.sites import Site


@pytest.fixture
def heard(page: Page) -> list[str]:
    """What the test's page logs, and what it asks for that is not to be had."""
    found: list[str] = []
    page.on("console", lambda message: found.append(message.text))
    page.on("pageerror", lambda error: found.append(str(error)))

    def failed(request: Request) -> None:
        # A page that is left breaks off what it still waited for.
        if "ERR_ABORTED" not in (request.failure or ""):
            found.append(f"failed: {request.url}")

    page.on("requestfailed", failed)
    return found


@pytest.fixture(scope="module")
def disk(example: Site, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The example built with Material's offline plugin, to be opened as files."""
    root = sites.copied(example.root, tmp_path_factory.mktemp("disk") / "demo")
    config = root / "mkdocs.yml"
    text = config.read_text("utf-8")
    config.write_text(text.replace("  - search\n", "  - search\n  - offline\n"), "utf-8")
    folder = root / "site"
    built = sites.build(root, folder, '""')
    return type(built)(folder, f"{folder.as_uri()}/", root)


def search(page: Page, words: str) -> str:
    """Search, open the first result, and return its address."""
    page.keyboard.press("/")
    page.keyboard.type(words)
    browsing.found(page, words)
    page.locator("aq-excerpt mark").first.wait_for()
    page.locator(".md-search-result__link").first.click()
    page.locator("mark[data-md-highlight]").first.wait_for()
    return page.url


def use(page: Page, site: Site, ending: str) -> None:
    """Do what a reader does: search, go through pages, filter, look at the timeline."""
    assert search(page, "checkout").startswith(site.address)
    page.locator(".md-sidebar").get_by_role("link", name="Actions", exact=True).click()
    page.wait_for_url(f"**/actions{ending}")
    page.locator(".aq-bar").wait_for()
    rows = page.locator("tr.aq-row:visible")
    every = rows.count()
    page.get_by_label("Filter by words").fill("corvid")
    page.wait_for_url("**corvid**")
    filtered = rows.count()
    assert 0 < filtered < every
    rows.first.locator("a").first.click()
    page.locator(".aq-head").wait_for()
    assert page.url.startswith(site.address)
    page.go_back()
    page.wait_for_url(f"**/actions{ending}**corvid**")
    page.locator(".aq-bar").wait_for()
    expect(rows).to_have_count(filtered)
    page.locator(".md-sidebar").get_by_role("link", name="Timeline").click()
    page.wait_for_url(f"**/timeline{ending}")
    page.locator(".aq-time__span").first.wait_for()


def test_every_link_leads_somewhere(example: Site, years: Site) -> None:
    """Below a path, no link leaves the site by accident, and each finds its page and anchor."""
    for site in (example, years):
        found = list(dead(site.folder, site.address))
        assert found == [], "\n".join(found[:20])


def test_a_path_is_kept(example: Site, page: Page, heard: list[str]) -> None:
    """Search, filters, instant loading and the timeline work below a path of an address."""
    page.goto(example.address)
    browsing.lively(page)
    page.evaluate("window.stayed = true")
    use(page, example, "/")
    assert page.evaluate("window.stayed")
    assert heard == []


def test_what_other_tools_read_has_the_path(example: Site) -> None:
    """The feed, the calendar and the site map name pages by their whole address."""
    for name in ("feed.xml", "actions.ics", "sitemap.xml"):
        text = (example.folder / name).read_text("utf-8")
        text = text.replace("\n ", "") if name.endswith(".ics") else text
        found = set(re.findall(r"http://127\.0\.0\.1:\d+/[^\s<\"]*", text))
        assert found
        assert {url for url in found if not url.startswith(example.address)} == set()


def test_a_page_that_is_not_there(example: Site, page: Page, heard: list[str]) -> None:
    """Shown at any depth, as hosts show it, the page of no address has its styles and its links."""
    body = (example.folder / "404.html").read_bytes()
    page.route("**/lost/**", lambda route: route.fulfill(body=body, content_type="text/html"))
    page.goto(f"{example.address}lost/far/below/")
    assert heard == []
    page.get_by_role("link", name="Home").first.click()
    page.wait_for_url(example.address)


def test_every_link_leads_somewhere_on_a_disk(disk: Site) -> None:
    """Built to be opened as files, each link names a file."""
    # Nobody shows the page of no address there.
    found = [one for one in dead(disk.folder, disk.address) if not one.startswith("404.html:")]
    assert found == [], "\n".join(found[:20])


def test_a_disk_will_do(disk: Site, page: Page, heard: list[str]) -> None:
    """Opened as files, without a server: search, filters, links and the timeline work."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{disk.address}index.html")
    use(page, disk, ".html")
    assert heard == []
    assert [url for url in asked if not url.startswith((disk.address, "data:", "blob:"))] == []


def test_a_dead_link_is_found(tmp_path: Path) -> None:
    """A link to nothing, one that leaves the path, and a lost anchor are not passed over."""
    (tmp_path / "a").mkdir()
    page = tmp_path / "a/index.html"
    page.write_text('<a href="../b/">x</a><a href="/">y</a><a href="#z">z</a><a href="./">w</a>')
    found = [line.rpartition(": ")[2] for line in dead(tmp_path, "http://x/below/")]
    assert [one.split(" ", 1)[-1] for one in found] == [
        "leads nowhere",
        "leaves the site",
        "is no such anchor",
    ]
