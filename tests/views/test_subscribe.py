"""The way to calendars and feed: everybody's, each owner's, from each page."""

from __future__ import annotations

import pytest

from tests.plugin.conftest import build_site
from tests.views.conftest import MakeStage

URL = "https://example.org/notes/"


def test_links(stage: MakeStage) -> None:
    """Everybody's due dates and each owner's, for calendars and for task lists, and the record."""
    soup = stage().soup("view: subscribe")
    rows = {row.th.get_text(" ", strip=True): row.select("a") for row in soup.select("tbody tr")}  # type: ignore[union-attr]

    assert list(rows) == ["Everybody", "LO Lee Okafor", "MD Morgan Diaz", "SR Sam Reyes"]
    assert [link["href"] for link in rows["SR Sam Reyes"]] == [
        "../actions/sam.ics",
        "../tasks/sam.ics",
    ]
    assert [link["href"] for link in rows["Everybody"]] == ["../actions.ics", "../tasks.ics"]
    assert "../aquip.json" in [link["href"] for link in soup.select("li a")]


@pytest.mark.parametrize(
    ("written", "names"),
    [("owner: me", ["Sam Reyes"]), ("owner: [lee, morgan]", ["Lee Okafor", "Morgan Diaz"])],
)
def test_of_some(stage: MakeStage, written: str, names: list[str]) -> None:
    """In one line, and for whom the view names."""
    line = stage().soup(f"view: subscribe\nbrief: true\n{written}").select_one("p.aq-follow")
    assert line is not None
    assert [link.get_text() for link in line.select("a")] == names


def test_nobody(stage: MakeStage) -> None:
    """Where there is no such calendar, it says who has one."""
    assert "Nobody here" in stage().soup("view: subscribe\nowner: none").get_text()


def test_a_click_subscribes(tmp_path_factory: pytest.TempPathFactory) -> None:
    """With an address of its own, a site's links open the calendar program; all lead somewhere."""
    site = build_site(tmp_path_factory.mktemp("site"), site_url=URL)
    page = site.page("subscribe")
    links = [str(link["href"]) for link in page.select("article a[href]")]

    assert "webcal://example.org/notes/actions/sam.ics" in links
    files = [link for link in links if link.endswith((".ics", ".json", ".xml")) and ":" not in link]
    assert len(files) >= 8
    assert all((site.folder / "subscribe" / link).is_file() for link in files)
    foot = site.page("morgan/2026-11-13").select_one("footer .aq-foot")
    assert foot is not None
    assert [link["href"] for link in foot.select("a")] == ["../../subscribe/", "../../feed.xml"]
    brief = site.page("actions").select_one("p.aq-follow")
    assert brief is not None
    assert "webcal://example.org/notes/actions.ics" in [a["href"] for a in brief.select("a")]
