"""What stands above a meeting: its facts, the way along the series, the way to edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from bs4 import Tag

from tests.plugin.conftest import FILES, Build, Site

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.conftest import ServeDirectory

PLANNED = "---\ndate: 2027-01-01\n---\n\n# New Year\n\n## Priorities\n\n1. Checkout\n"
LEAVE = "---\ndate: 2026-11-27\nstatus: cancelled\nreason: leave\nmoved_to: 2027-01-01\n---\n"


def head(site: Site, path: str) -> Tag:
    """Return what stands above a meeting."""
    found = site.page(path).select_one(".aq-head")
    assert found is not None
    return found


def test_what_is_to_come(make: Build) -> None:
    """A planned meeting says its time, how far off it is and what its agenda lacks."""
    site = make({"notes/morgan/2027-01-01.md": PLANNED, "notes/morgan/2026-11-27.md": LEAVE})
    text = " ".join(head(site, "morgan/2027-01-01").text.split())
    assert "planned Friday, 1 January 2027, 15:00 in 40 days" in text
    assert "Not ready nothing yet under Accomplishments, Questions & Issues" in text
    assert not head(site, "morgan/2026-11-13").select(".aq-in, .aq-ready")


def test_along_the_series(make: Build) -> None:
    """The ways to the meetings around have their years only where those differ."""
    site = make(
        {"notes/morgan/2027-01-01.md": PLANNED, "notes/morgan/2026-11-27.md": LEAVE},
        repo_url="https://git.example.org/one",
        edit_uri="edit/main/notes/",
    )
    links = site.page("morgan/2026-11-27").select(".aq-pager a")
    assert [a.text for a in links] == ["← 20 Nov", "Sam & Morgan", "1 Jan 2027 →", "Edit"]
    assert links[-1]["href"] == "https://git.example.org/one/edit/main/notes/morgan/2026-11-27.md"


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_facts_in_a_narrow_place(
    make: Build, serve_directory: ServeDirectory, page: Page, direction: str
) -> None:
    """On a narrow screen the facts wrap, and none is cut off or to be scrolled to."""
    long = FILES["notes/morgan/2026-11-20.md"].replace(
        "status: held", "status: held\nattendees: [sam, morgan, a-handle-that-is-rather-long]"
    )
    theme = {"name": "material", "font": False, "direction": direction}
    site = make({"notes/morgan/2026-11-20.md": long}, theme=theme)
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"{serve_directory(site.folder)}/morgan/2026-11-20/")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    for fact in page.locator(".aq-head__facts > li > *").all():
        box = fact.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 320
