"""The example in a browser, under its own Content-Security-Policy: it works, and alone runs."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from playwright.sync_api import expect

from tests import browsing
from tests.conftest import TODAY

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.conftest import ServeDirectory
    from tests.plugin.conftest import Build

ROOT = Path(__file__).parents[2]
EVIL = """\
# A page of MkDocs' own

<script>document.title = "caught"</script>
<script src="https://example.org/x.js"></script>
<img src="x" onerror="document.title = 'caught'">
<a id="trap" href="javascript:document.title='caught'">a</a>
<iframe srcdoc="<script>parent.document.title = 'caught'</script>"></iframe>
<form id="out" action="https://example.org/"><button>Send</button></form>
<base href="https://example.org/">
<object data="https://example.org/x"></object>
"""
LISTEN = """
window.violations = []
addEventListener("securitypolicyviolation", event =>
  violations.push(`${event.effectiveDirective} ${event.blockedURI}`))
"""


@dataclass(frozen=True)
class Example:
    """The built example: its folder, and its address, which has a path."""

    folder: Path
    address: str


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory, serve_directory: ServeDirectory) -> Example:
    """The example, built for the address that it is served at."""
    top = tmp_path_factory.mktemp("example")
    shutil.copy(ROOT / "mkdocs.yml", top)
    shutil.copytree(ROOT / "notes", top / "notes")
    (top / "served").mkdir()
    address = f"{serve_directory(top / 'served')}/below/"
    folder = top / "served/below"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AQUIP_TODAY", TODAY)
        build(load_config(str(top / "mkdocs.yml"), site_dir=str(folder), site_url=address))
    return Example(folder, address)


@pytest.fixture
def watched(page: Page) -> Page:
    """A page that notes what its policy refuses, from one address to the next."""
    page.add_init_script(LISTEN)
    return page


def violations(page: Page) -> list[str]:
    """Return what was refused since the page was loaded."""
    found: list[str] = page.evaluate("window.violations")
    return found


def test_every_page_works_under_it(example: Example, watched: Page) -> None:
    """Nothing that a page of the example loads or runs is refused, below a path of its address."""
    site = example.folder
    said: list[str] = []
    watched.on("console", lambda message: said.append(message.text))
    pages = [path for path in site.rglob("*.html") if len(path.relative_to(site).parts) < 3]
    meetings = sorted(site.glob("morgan/*/index.html"))[:2]
    for path in [*pages, *meetings]:
        watched.goto(f"{example.address}{path.relative_to(site)}")
        assert violations(watched) == [], path
    assert len(pages) > 10
    assert said == []


def test_what_a_reader_does_works_under_it(example: Example, browser: Browser) -> None:
    """Search, instant loading, the palette, filters, the timeline and copying go on as ever."""
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.add_init_script(LISTEN)
    page.goto(example.address)
    browsing.lively(page)
    page.evaluate("window.stayed = true")
    body = page.locator("body")
    before = body.get_attribute("data-md-color-media") or ""
    page.locator("form[data-md-component=palette] label:not([hidden])").click()
    expect(body).not_to_have_attribute("data-md-color-media", before)
    box = page.locator("[data-md-component=search-query]")
    box.click()
    box.press_sequentially("checkout")
    browsing.found(page, "checkout")
    page.locator("aq-excerpt mark").first.wait_for()
    page.keyboard.press("Escape")
    page.locator(".md-tabs, .md-sidebar").get_by_role("link", name="Actions").first.click()
    page.locator(".aq-bar").first.wait_for()
    page.get_by_label("Filter by words").fill("corvid")
    page.wait_for_url("**corvid**")
    page.locator(".md-sidebar").get_by_role("link", name="Timeline").first.click()
    page.wait_for_url("**/timeline/")
    page.locator(".aq-time__span").first.wait_for()
    assert page.evaluate("window.stayed")
    assert violations(page) == []
    page.goto(f"{example.address}accomplishments/2026-q4/")
    page.get_by_role("button", name="Copy as Markdown").click()
    page.get_by_role("button", name="Copied").wait_for()
    assert violations(page) == []
    context.close()


@pytest.mark.parametrize("from_disk", [False, True])
def test_a_script_in_a_page_does_not_run(
    make: Build, serve_directory: ServeDirectory, watched: Page, *, from_disk: bool
) -> None:
    """HTML that MkDocs lets through runs no script and sends nothing, from a disk neither."""
    site = make({"notes/evil.md": EVIL, "notes/safe.md": "# Safe\n"})
    answered: list[str] = []
    watched.on("requestfinished", lambda request: answered.append(request.url))
    address = site.folder.as_uri() if from_disk else serve_directory(site.folder)
    watched.goto(f"{address}/evil/index.html", wait_until="load")
    watched.evaluate("document.querySelector('#trap').click()")
    watched.evaluate("document.querySelector('#out').submit()")
    expected = {"script-src-elem", "script-src-attr", "base-uri", "form-action", "object-src"}
    browsing.eventually(
        expected, lambda: expected & {found.split()[0] for found in violations(watched)}
    )
    # What is to do no harm is given time for it.
    watched.wait_for_timeout(300)
    assert "caught" not in watched.title()
    assert [url for url in answered if "example.org" in url] == []
    watched.goto(f"{address}/safe/index.html")
    assert violations(watched) == []


def test_instant_loading_brings_no_script_along(
    make: Build, serve_directory: ServeDirectory, watched: Page
) -> None:
    """A script in a page that is loaded into another one does not run there either."""
    theme = {"name": "material", "font": False, "features": ["navigation.instant"]}
    site = make({"notes/evil.md": EVIL, "notes/safe.md": "# Safe\n\n[Go](evil.md)\n"}, theme=theme)
    address = serve_directory(site.folder)
    # Instant loading asks the site map, which has full addresses.
    site = make(
        {"notes/evil.md": EVIL, "notes/safe.md": "# Safe\n\n[Go](evil.md)\n"},
        theme=theme,
        site_url=f"{address}/",
    )
    watched.goto(f"{address}/safe/")
    browsing.lively(watched)
    watched.evaluate("window.stayed = true")
    watched.get_by_role("link", name="Go", exact=True).click()
    watched.get_by_role("heading", name="A page of MkDocs' own").wait_for()
    watched.wait_for_function("() => violations.length > 0")
    watched.wait_for_timeout(300)
    assert watched.evaluate("window.stayed")
    assert "caught" not in watched.title()
