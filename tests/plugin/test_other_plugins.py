"""Two popular plugins beside aquip: their page events run on meetings, and privacy holds.

include-markdown changes a page's Markdown before it is rendered, glightbox its content and
the finished file after; between them they use every page event that plugins commonly do.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.conftest import ServeDirectory
    from tests.plugin.conftest import Build, Site

PLUGINS = ["search", "include-markdown", "glightbox"]
SECRET = "xylophone"  # noqa: S105 - a word that stands nowhere else

SHARED = f"""\
- [ ] @morgan Read the *handbook* (due:: 2026-11-27) ^incl1

<!-- private -->
Nobody hears of the {SECRET}.
<!-- /private -->

![graph](morgan/assets/graph.svg)
"""

MEETING = """\
---
date: 2026-11-20
status: held
---

# Sam & Morgan, 20 November 2026

## Actions

- [ ] @sam Their own (due:: 2026-11-24) ^own11
{% include-markdown "../common.md" %}

## Notes

![graph](assets/graph.svg "A graph")
"""


@pytest.fixture
def site(make: Build) -> Site:
    """A site with both plugins: a meeting and a page that include another page."""
    page = '# About\n\n{% include-markdown "common.md" %}\n'
    files = {
        "notes/common.md": SHARED,
        "notes/about.md": page,
        "notes/morgan/2026-11-20.md": MEETING,
    }
    options = {"me": "sam", "people": {"sam": {"name": "Sam"}, "morgan": {"name": "Morgan Diaz"}}}
    return make(files, plugins=[*PLUGINS, {"aquip": options}])


def test_included_text_is_part_of_the_meeting(site: Site) -> None:
    """What another plugin puts into a meeting is rendered like the rest, items and links too."""
    item = site.page("morgan/2026-11-20").find(id="^incl1")
    assert item is not None
    assert "Morgan Diaz Read the handbook" in " ".join(item.get_text().replace("MD", "").split())
    assert item.find("em") is not None
    sources = {image["src"] for image in site.page("morgan/2026-11-20").select("article img")}
    assert {"../assets/graph.svg"} == sources


def test_content_is_changed_after_it_is_rendered(site: Site) -> None:
    """Images of a meeting open in a light box, and its files are on the page."""
    page = site.page("morgan/2026-11-20")
    assert page.select_one("article a.glightbox > img") is not None
    assert "glightbox" in str(page.select("link[rel=stylesheet]"))


def test_what_is_included_stays_private(site: Site) -> None:
    """Text that is hidden where it stands is hidden where it is included, in either renderer."""
    for path in ("common", "about", "morgan/2026-11-20"):
        assert SECRET not in site.html(path)
    assert [name for name, text in site.texts().items() if SECRET in text] == []


def test_a_browser_opens_the_light_box(
    site: Site, page: Page, serve_directory: ServeDirectory
) -> None:
    """The plugin's own script finds what it expects, and no request leaves the site."""
    address = serve_directory(Path(site.folder))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}/morgan/2026-11-20/")
    page.locator("article a.glightbox").last.click()
    page.locator(".glightbox-container img").first.wait_for()
    assert [url for url in asked if not url.startswith((address, "data:"))] == []
