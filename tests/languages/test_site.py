"""The site of German and Japanese notes: what a reader finds on it is in the notes' words."""

from __future__ import annotations

import json

from tests.languages.conftest import HELD, Site
from tests.searching import sections


def test_the_pages_have_the_sections_names(site: Site) -> None:
    """Dashboards are called as the sections are, on the page and in the navigation."""
    language = site.language
    nav = [
        entry.get_text(strip=True)
        for entry in site.page("").select(".md-nav--primary .md-ellipsis")
    ]
    for address, name in (
        ("accomplishments", language.accomplishments),
        ("questions", language.questions),
        ("priorities", language.priorities),
        ("actions", language.actions),
    ):
        heading = site.page(address).select_one("h1")
        assert heading is not None
        assert name == heading.get_text(strip=True).removesuffix("¶")
        assert name in nav


def test_a_series_shows_its_sections_by_name(site: Site) -> None:
    """What a series' page shows of its meetings is called as its meetings call it."""
    titles = [h.get_text(strip=True) for h in site.page(site.language.series).select("h2")]
    assert site.language.priorities in titles
    assert "Priorities" not in titles


def test_a_meeting_shows_kinds_and_needs_in_its_own_words(site: Site) -> None:
    """Labels of items say what the note says."""
    language = site.language
    chips = {
        chip.get_text(" ", strip=True)
        for chip in site.page(f"{language.series}/{HELD}").select(".aq-chip")
    }
    assert {language.outcome, language.people, language.thought_partner, language.minutes} <= chips
    assert not {"outcome", "people", "needs thought partner"} & chips
    due = site.page(f"{language.series}/{HELD}").select_one(".aq-due")
    assert due is not None
    assert due.get_text(strip=True).startswith(language.due)


def test_an_outcome_leads_to_its_action(site: Site) -> None:
    """A reference in an item's detail is a link, whatever its word and its brackets."""
    page = site.page(f"{site.language.series}/2026-11-13")
    link = page.select_one(".aq-item .aq-chip--see")
    assert link is not None
    assert site.language.answered == link.get_text(strip=True)


def test_questions_are_filtered_by_the_repositorys_words(site: Site) -> None:
    """The dashboard's filters and chips name kinds and needs as the notes do."""
    language = site.language
    view = site.page("questions").select_one("[data-aq-rows=questions]")
    assert view is not None
    names = json.loads(str(view["data-names"]))
    assert language.people == names["kind"]["people"]
    assert language.thought_partner == names["need"]["thought-partner"]
    assert {language.people, language.thought_partner} <= {
        chip.get_text(strip=True) for chip in view.select(".aq-chip")
    }


def test_the_reflection_is_understood_and_shown_as_it_was_answered(site: Site) -> None:
    """Effectiveness is a line over meetings, with the answers in the repository's words."""
    table = site.page(site.language.series).select_one(".aq-chart--score table")
    assert table is not None
    cells = [td.get_text(strip=True) for td in table.select("tbody td")]
    assert ["5", site.language.partly, "–", "4", site.language.yes, site.language.yes] == cells


def test_feedback_is_received(site: Site) -> None:
    """Feedback that says from whom it is stands on the right side, under its name."""
    received = site.page(site.language.series).select_one(".aq-sides .aq-block")
    assert received is not None
    assert len(received.select(".aq-quote")) == 1
    assert received.select_one(".aq-person") is not None


def test_the_theme_speaks_the_language(site: Site) -> None:
    """Material's own words follow `theme.language`, and the page says which that is."""
    page = site.page("")
    assert {"german": "de", "japanese": "ja"}[site.language.name] == page.html["lang"]  # type: ignore[index]
    box = page.select_one("[data-md-component=search-query]")
    assert box is not None
    assert {"german": "Suche", "japanese": "検索"}[site.language.name] == box["placeholder"]


def test_sections_can_be_found(site: Site) -> None:
    """The search knows the sections of meetings by their own headings and anchors."""
    found = {one["location"]: one["title"] for one in sections(site.folder)}
    page = site.page(f"{site.language.series}/{HELD}")
    headings = {str(h["id"]): h.get_text(strip=True) for h in page.select("h2[id]")}
    assert site.language.actions in headings.values()
    where = f"{site.language.series}/{HELD}/#"
    assert headings == {
        location.removeprefix(where): title
        for location, title in found.items()
        if location.startswith(where) and not location.startswith(f"{where}^")
    }


def test_json_keeps_aquips_words(site: Site) -> None:
    """Other tools read the same words whatever the language."""
    data = json.loads((site.folder / "aquip.json").read_text("utf-8"))
    kinds = {one["kind"] for one in data["questions"]}
    assert {"people", "project"} == kinds


def test_views_take_the_repositorys_words(site: Site) -> None:
    """A view in a page of one's own is told what to show in the words of the notes."""
    rows = [row.get_text(strip=True) for row in site.page("open").select(".aq-row .aq-text")]
    assert rows == [site.language.question]
