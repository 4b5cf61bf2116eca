"""Everybody's page on a built site, and feedback on meetings' pages with what became of it."""

from __future__ import annotations

import pytest

from tests.plugin.conftest import FILES, MEETING, NEXT, Site, build_site

FIRST, SECOND = "notes/morgan/2026-11-13.md", "notes/morgan/2026-11-20.md"
FEEDBACK = "## Feedback\n\n- From @morgan: Ask before you answer ^fee13\n- To @morgan: Thanks\n"
SAID = f"{MEETING}\n{FEEDBACK}"
TAKEN = NEXT.replace("^acc13", "(see:: fee13) ^acc20")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site on which feedback is taken up a week later."""
    return build_site(tmp_path_factory.mktemp("people"), {**FILES, FIRST: SAID, SECOND: TAKEN})


def test_feedback_leads_to_what_took_it_up(site: Site) -> None:
    """On the meeting's page the item says when and by what; that leads back to it."""
    trail = site.page("morgan/2026-11-13").find(id="^fee13").select_one(".aq-trail")
    assert "taken up 20 Nov: Checkout is fast" in trail.get_text()
    assert "morgan" not in trail.a["href"]
    assert trail.a["href"].startswith("../2026-11-20/#")
    back = site.page("morgan/2026-11-20").find(id="^acc20").select_one("a.aq-chip--see")
    assert back.get_text() == "Ask before you answer"
    assert back["href"].startswith("../2026-11-13/#")


def test_everybody_has_a_page(site: Site) -> None:
    """One entry of the navigation leads to the list, the list to the pages, these back to it."""
    home = site.page("")
    entries = [a["href"] for a in home.select(".md-nav--primary a[href]")]
    assert [href for href in entries if href.startswith("people")] == ["people/"]
    listed = {a["href"] for a in site.page("people").select("a.aq-who")}
    assert listed == {"sam/", "morgan/"}
    morgan = site.page("people/morgan")
    assert morgan.select_one("h1").get_text().startswith("Morgan Diaz")
    assert morgan.select_one(".md-nav--primary .md-nav__item--active a[href='../']")


def test_meetings_lead_to_people(site: Site) -> None:
    """The names above a meeting are links; those in rows of actions are not, to stay light."""
    head = site.page("morgan/2026-11-20").select_one(".aq-head")
    people = {a.get_text(strip=True): a["href"] for a in head.select("a.aq-person")}
    assert people == {"Sam Reyes": "../../people/sam/", "Morgan Diaz": "../../people/morgan/"}
    assert not site.page("actions").select("td a.aq-who")


def test_a_page_of_ones_own_replaces_the_one_made(tmp_path_factory: pytest.TempPathFactory) -> None:
    """A file people/morgan.md is Morgan's page, and a view in it may be hers."""
    own = "# My manager\n\n```aquip\nview: person\nperson: morgan\n```\n"
    site = build_site(tmp_path_factory.mktemp("own"), {"notes/people/morgan.md": own})
    page = site.page("people/morgan")
    assert "My manager" in page.h1.get_text()
    assert page.select_one(".aq-view--person")
    assert site.page("people").select_one("a.aq-who[href='morgan/']")
