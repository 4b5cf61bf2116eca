"""A page's icons, its card where a link to it is shared, and what of that a user sets."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import jinja2
import pytest
from bs4 import BeautifulSoup

from docs import brand
from tests.plugin.conftest import MEETING

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.conftest import ServeDirectory
    from tests.plugin.conftest import Build, Site

URL = "https://example.org/notes/"
PAGES = ("", "actions", "morgan", "morgan/2026-11-13", "goals/latency")


def card(page: BeautifulSoup) -> dict[str, str]:
    """Return what a page's card says."""
    metas = page.select("head meta[property^='og:'], head meta[name^='twitter:']")
    found = [(str(m.get("property") or m["name"]), str(m["content"])) for m in metas]
    assert len(dict(found)) == len(found)
    return dict(found)


def icons(site: Site, path: str = "actions") -> list[str]:
    """Return a page's icons, all of which are there."""
    links = site.page(path).select("head link[rel='icon'], head link[rel='apple-touch-icon']")
    found = [str(link["href"]) for link in links]
    assert all((site.folder / path / href).is_file() for href in found)
    return [href.rpartition("/")[2] for href in found]


def size_of(picture: Path) -> tuple[int, ...]:
    """Return a PNG's width and height."""
    return struct.unpack(">II", picture.read_bytes()[16:24])


def test_icons(site: Site) -> None:
    """A picture for all browsers, a drawing for those that take one, and a tile for phones."""
    assert icons(site) == ["icon-48.png", "icon.svg", "touch-180.png"]
    folder = site.folder / "assets/aquip/brand"
    assert size_of(folder / "icon-48.png") == (48, 48)
    assert size_of(folder / "touch-180.png") == (180, 180)
    assert size_of(folder / "share.png") == (1200, 630)
    logo = site.page("").select_one(".md-header a.md-logo svg path")
    assert logo is not None
    assert logo["d"] == brand.MARK


def test_all_forms_are_of_one_drawing() -> None:
    """What `python -m docs.brand` writes as text is what is there."""
    assert brand.icon() == (brand.BRAND / "icon.svg").read_text("utf-8")
    assert brand.MARK in brand.HEADER.read_text("utf-8")


def test_the_icon_follows_the_browser(
    site: Site, serve_directory: ServeDirectory, page: Page
) -> None:
    """On dark tabs the drawing is light."""
    address = f"{serve_directory(site.folder)}/assets/aquip/brand/icon.svg"
    fills = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.goto(address)
        fills.append(page.evaluate("getComputedStyle(document.querySelector('path')).fill"))
    assert fills == ["rgb(12, 90, 112)", "rgb(116, 196, 218)"]


@pytest.mark.parametrize(
    ("theme", "files", "expected"),
    [
        ({"favicon": "mine.png"}, {"notes/mine.png": b"x"}, ["mine.png"]),
        ({}, {"notes/assets/images/favicon.png": b"x"}, ["favicon.png"]),
        ({"custom_dir": "own"}, {"own/assets/images/favicon.png": b"x"}, ["favicon.png"]),
    ],
)
def test_ones_own_icon(
    make: Build, theme: dict[str, Any], files: dict[str, bytes], expected: list[str]
) -> None:
    """An icon that the user sets, or puts where Material has its own, is the only one."""
    site = make(files, theme={"name": "material", "font": False, **theme})
    assert icons(site) == expected


@pytest.mark.parametrize("theme", [{"logo": "mine.svg"}, {"icon": {"logo": "material/account"}}])
def test_ones_own_logo(make: Build, theme: dict[str, Any]) -> None:
    """A logo that the user sets is the one in the header."""
    files = {"notes/mine.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>"}
    html = make(files, theme={"name": "material", "font": False, **theme}).html("")
    assert brand.MARK not in html


def test_a_card_says_what_the_page_says(make: Build) -> None:
    """Title, description and address are those that the page shows; the picture is one for all."""
    described = MEETING.replace("date:", "description: 'Of \"carts\" & more'\ndate:")
    site = make(
        {"notes/morgan/2026-11-13.md": described}, site_url=URL, site_description="A year's notes"
    )
    cards = {path: card(site.page(path)) for path in PAGES}

    assert {one["og:image"] for one in cards.values()} == {f"{URL}assets/aquip/brand/share.png"}
    assert (site.folder / "assets/aquip/brand/share.png").is_file()
    assert {one["og:site_name"] for one in cards.values()} == {"Notes"}
    assert cards[""]["og:title"] == "Notes"
    assert cards["goals/latency"]["og:title"] == "A fast checkout"
    assert cards["actions"]["og:description"] == "A year's notes"
    meeting = cards["morgan/2026-11-13"]
    assert meeting["og:title"] == "Sam & Morgan, 13 November 2026"
    assert meeting["og:description"] == 'Of "carts" & more'
    assert meeting["og:url"] == f"{URL}morgan/2026-11-13/"
    assert meeting["twitter:card"] == "summary_large_image"


def test_without_an_address_there_is_no_card(site: Site) -> None:
    """Full addresses are unknown then, and half a card is none."""
    assert all(card(site.page(path)) == {} for path in PAGES)


def test_no_card_tells_what_is_hidden(make: Build) -> None:
    """A title with a hidden part, and a page that is not published, are in no page's head."""
    hidden = MEETING.replace("publish", "").replace(
        "# Sam & Morgan, 13 November 2026\n",
        "<!-- private -->\n# About the xylophone\n<!-- /private -->\n",
    )
    site = make({"notes/morgan/2026-11-13.md": hidden}, site_url=URL)
    assert not [name for name, text in site.texts().items() if "xylophone" in text]


def test_ones_own_page_template(make: Build) -> None:
    """A main.html of the user's has the head that they give it, ours if they include it."""
    own = '{% extends "base.html" %}{% block extrahead %}<meta name="x" content="y">{% endblock %}'
    more = own.replace("{% endblock", '{% include "aquip/page/head.html" %}{% endblock')
    theme = {"name": "material", "font": False, "custom_dir": "own"}
    alone = make({"own/main.html": own}, site_url=URL, theme=theme).page("")
    assert card(alone) == {}
    assert alone.select("meta[name=x]")
    both = make({"own/main.html": more}, site_url=URL, theme=theme).page("")
    assert card(both)["og:title"] == "Notes"


@pytest.mark.parametrize("enabled", [True, False])
def test_beside_the_social_plugin(enabled: bool) -> None:
    """Material's plugin of that name makes cards of its own: there are no two of them."""
    social = SimpleNamespace(config=SimpleNamespace(enabled=enabled))
    config = SimpleNamespace(
        theme=SimpleNamespace(favicon=""),
        plugins={"material/social": social},
        site_url=URL,
        site_name="Notes",
        site_description=None,
    )
    page = SimpleNamespace(title="A page", meta={}, canonical_url=URL, is_homepage=False)
    env = jinja2.Environment(loader=jinja2.FileSystemLoader(brand.THEME), autoescape=True)
    env.filters["url"] = str
    html = env.get_template("aquip/page/head.html").render(config=config, page=page)
    assert ("og:image" in html) != enabled
    assert "application/atom+xml" in html


def test_the_share_image_is_small() -> None:
    """No page waits for it, and whoever shows a link fetches it at once: below 100 KB, sound."""
    data = (brand.BRAND / "share.png").read_bytes()
    assert len(data) < 100_000
    length = struct.unpack(">I", data[8:12])[0]
    assert (
        zlib.crc32(data[12 : 16 + length])
        == struct.unpack(">I", data[16 + length : 20 + length])[0]
    )
