"""The site in a browser: nothing leaves it, nothing in a note runs, everything can be read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browsing import found, still
from tests.render.test_sanitize import HOSTILE

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.conftest import ServeDirectory
    from tests.plugin.conftest import Build, Site

PAGES = ("", "actions/", "timeline/", "priorities/", "morgan/", "morgan/2026-11-13/", "rules/")


@pytest.mark.parametrize("repo", ["https://github.com/example/x", "https://gitlab.com/example/x"])
def test_no_request_leaves_the_site(
    make: Build, serve_directory: ServeDirectory, page: Page, repo: str
) -> None:
    """Fonts, icons, scripts and the repository's link are the site's own."""
    text = (
        "---\ndate: 2026-11-20\n---\n\n![x](https://example.org/x.png) <img src=//example.org/y>\n"
    )
    site = make({"notes/morgan/2026-11-20.md": text}, repo_url=repo)
    address = serve_directory(site.folder)
    asked: list[str] = []
    failed: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("requestfailed", lambda request: failed.append(request.url))
    for path in (*PAGES, "morgan/2026-11-20/"):
        page.goto(f"{address}/{path}", wait_until="networkidle")
    assert [url for url in asked if not url.startswith((f"{address}/", "data:", "blob:"))] == []
    assert failed == []


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("section", ["Accomplishments", "Goals", "1:1s"])
def test_a_section_opens_its_overview(
    site: Site, serve_directory: ServeDirectory, page: Page, section: str, width: int
) -> None:
    """One click on a section's title opens its overview, on a phone too; its pages stay below."""
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{serve_directory(site.folder)}/trends/")
    if width < 400:
        page.locator(".md-header button[for=__drawer]").click()
    nav = page.get_by_role("navigation", name="Navigation")
    nav.get_by_role("link", name=section, exact=True).click()
    expect(page.locator("h1")).to_have_text(section)
    assert page.title().startswith(f"{section} - ")


def test_a_section_unfolds_by_keyboard(
    site: Site, serve_directory: ServeDirectory, page: Page
) -> None:
    """The arrow beside a section's title is reached and pressed by keys, and shows its pages."""
    page.goto(f"{serve_directory(site.folder)}/trends/")
    nav = page.get_by_role("navigation", name="Navigation")
    goal = nav.get_by_role("link", name="A fast checkout")
    expect(goal).to_be_hidden()
    nav.get_by_role("link", name="Goals", exact=True).focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(goal).to_be_visible()


def test_a_hostile_note_runs_no_script(
    make: Build, serve_directory: ServeDirectory, page: Page
) -> None:
    """Every trick of the list, in one meeting, opens no dialog and logs no error."""
    tricks = "\n\n".join(trick for trick in HOSTILE if "textarea" not in trick)
    items = "\n".join(f"- [ ] @sam {trick}" for trick in HOSTILE if "\n" not in trick)
    sections = "\n\n".join(
        f"## {name}\n\n{items}" for name in ("Accomplishments", "Topics", "Priorities", "Actions")
    )
    head = "title: '<img src=x onerror=alert(2)>'\nstatus: held"
    site = make(
        {
            "notes/morgan/2026-11-20.md": f"---\ndate: 2026-11-20\n{head}\n---\n\n{tricks}\n",
            "notes/morgan/2026-11-19.md": f"---\ndate: 2026-11-19\n{head}\n---\n\n{sections}\n",
            "notes/morgan/index.md": f"---\nwith: morgan\n{head}\nrelation: <img src=x>\n---\n",
            "notes/goals/x.md": f"---\n{head}\nkind: '<img src=x onerror=alert(3)>'\n---\n",
        },
        options={"people": {"sam": {"name": "<img src=x onerror=alert(4)>"}}},
    )
    opened: list[str] = []
    page.on("dialog", lambda dialog: (opened.append(dialog.message), dialog.dismiss()))
    address = serve_directory(site.folder)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in (*PAGES, "morgan/2026-11-20/", "morgan/2026-11-19/", "goals/x/", "questions/"):
        page.goto(f"{address}/{path}", wait_until="networkidle")
    assert opened == []
    assert [url for url in asked if not url.startswith((address, "data:", "blob:"))] == []


def test_an_items_anchor_is_where_its_link_leads(
    site: Site, serve_directory: ServeDirectory, page: Page
) -> None:
    """`#^id` finds the item, from an address as from a link on another page."""
    address = serve_directory(site.folder)
    page.goto(f"{address}/morgan/2026-11-13/#^act13")
    assert "Ask Jo" in page.locator("li:target").inner_text()
    page.locator("li:target .aq-trail a").click()
    page.wait_for_url("**/2026-11-20/**")
    expect(page.locator("li:target")).to_contain_text("Ask Jo")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_shows_a_meeting_without_scrolling_sideways(
    site: Site, serve_directory: ServeDirectory, page: Page, scheme: str
) -> None:
    """At 390 pixels nothing of a meeting's page is wider than the screen."""
    page.set_viewport_size({"width": 390, "height": 800})
    page.emulate_media(color_scheme="light" if scheme == "light" else "dark")
    page.goto(f"{serve_directory(site.folder)}/morgan/2026-11-13/")
    still(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_search_finds_a_meeting(site: Site, serve_directory: ServeDirectory, page: Page) -> None:
    """Typing what an action says leads to the meeting."""
    page.goto(f"{serve_directory(site.folder)}/", wait_until="networkidle")
    query = page.locator("[data-md-component=search-query]")
    query.click()
    query.press_sequentially("reviews", delay=20)
    found(page, "reviews")
    results = page.locator(".md-search-result__link")
    assert any("morgan/2026-11-" in (link.get_attribute("href") or "") for link in results.all())


def test_meetings_read_the_same_from_a_file(make: Build, page: Page) -> None:
    """A page opened from the disk, without a server, shows its meeting."""
    site = make(use_directory_urls=False)
    page.goto(Path(site.folder / "morgan/2026-11-13.html").as_uri())
    assert "Ask Jo about reviews" in page.locator("article").inner_text()
