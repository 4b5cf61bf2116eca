"""The headings inside views, where views stand."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from mkdocs_aquip.views.levels import under
from tests.plugin.conftest import build_site

FENCE = "```aquip\nview: rules\nsection: actions\n```\n"
PAGE = f"# Board\n\n{FENCE}\n## Some\n\nText\n\n### More\n\n{FENCE}\n## Others\n\n{FENCE}"


def headings(soup: BeautifulSoup) -> list[str]:
    """Return the levels of a page's headings, in order."""
    return [str(h.name) for h in soup.select("article :is(h1, h2, h3, h4, h5, h6)")]


@pytest.mark.parametrize("renderer", ["gfm", "mkdocs"])
def test_below_their_section(tmp_path: Path, renderer: str) -> None:
    """A view's headings are one level below the section it stands in, whoever renders the page."""
    site = build_site(tmp_path, {"notes/board.md": f"---\nrenderer: {renderer}\n---\n\n{PAGE}"})
    assert headings(site.page("board")) == ["h1", "h2", "h2", "h3", "h4", "h2", "h3"]


def test_no_lower_than_there_is() -> None:
    """There is no seventh level; what is no heading stays as it is."""
    html = '<header><h2 class="a">One</h2><h3>Two</h3><hr></header>'
    assert under(html, 1) == html
    assert under(html, 5) == '<header><h6 class="a">One</h6><h6>Two</h6><hr></header>'
