"""A site of notes: its pages, their links, and what a strict build refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup
from mkdocs.exceptions import Abort

from tests.searching import sections

if TYPE_CHECKING:
    from tests.plugin.conftest import Build, Site

PAGES = (
    *("", "actions", "questions", "priorities", "timeline", "accomplishments"),
    *("accomplishments/2026-q4", "goals", "goals/latency", "rules", "rules/aq201"),
    *("morgan", "morgan/2026-11-13", "morgan/2026-11-20"),
)


def test_every_page_is_there_and_a_strict_build_is_quiet(site: Site) -> None:
    """A sound repository builds strictly, and says nothing of meetings outside the nav."""
    for path in PAGES:
        assert "<h1" in site.html(path)
    assert site.warnings == []
    assert not any("not included in the" in message for message in site.infos)


def test_meetings_are_out_of_the_nav_and_series_in_it(site: Site) -> None:
    """The navigation has a place for each relationship, and none for each meeting."""
    page = site.page("")
    labels = [" ".join(link.get_text().split()) for link in page.select(".md-nav--primary a")]
    sections = ["Home", "Actions", "Timeline", "Accomplishments", "Goals", "1:1s"]
    for label in (*sections, "Q4 2026", "A fast checkout", "Sam & Morgan"):
        assert label in labels
    assert not any("November" in label for label in labels)


def test_a_meeting_knows_its_neighbours(site: Site) -> None:
    """Previous and next lead through the series, the header back to it."""
    page = site.page("morgan/2026-11-20")
    head = page.select_one(".aq-head")
    assert head is not None
    assert "Sam & Morgan" in head.get_text()
    assert "held" in head.get_text()
    assert [a["href"] for a in head.select("a[rel=prev]")] == ["../2026-11-13/"]
    assert [a["href"] for a in page.select("link[rel=prev]")] == ["../2026-11-13/"]
    assert head.select("a[rel=next]") == []
    assert "Effective: 4 of 5" in str(head)


def test_items_lead_through_the_meetings(site: Site) -> None:
    """An action's page shows where it went, by its anchor, and that it was done there."""
    page = site.page("morgan/2026-11-13")
    item = page.find(id="^act13")
    assert item is not None
    links = {a["href"]: a.get_text() for a in item.select(".aq-trail a")}
    assert links == {"../2026-11-20/#%5Eact13": "done 20 Nov →"}


def test_an_edit_link_and_a_source_line(make: Build) -> None:
    """The edit button opens the host's editor; a row leads to its line of the source."""
    site = make(repo_url="https://github.com/example/notes", edit_uri="edit/main/notes/")
    edit = "https://github.com/example/notes/edit/main/notes/morgan/2026-11-20.md"
    assert edit in site.html("morgan/2026-11-20")
    line = "https://github.com/example/notes/blob/main/notes/morgan/2026-11-20.md?plain=1#L20"
    assert f"{line[:-3]}" in site.html("questions")
    assert "/edit/" not in site.html("actions")


@pytest.mark.parametrize(
    "link", ["[x](2026-11-14.md)", "[x](2026-11-13.md#nowhere)", "![x](assets/none.png)"]
)
def test_a_broken_link_fails_a_strict_build(make: Build, link: str) -> None:
    """A note's links are validated as any page's are."""
    with pytest.raises(Abort):
        make({"notes/morgan/2026-11-20.md": f"---\ndate: 2026-11-20\n---\n\n{link}\n"}, strict=True)


def test_good_links_of_every_kind_are_no_warning(make: Build) -> None:
    """Anchors of headings, items and a note's own HTML are all known."""
    text = """\
[a](2026-11-13.md#accomplishments) [b](2026-11-13.md#^act13) [c](../goals/latency.md)
[d](#über-uns) [e](index.md) [f](#own) [g](assets/graph.svg) [h](../actions.md)

<a id="own"></a>

## Über uns
"""
    site = make({"notes/morgan/2026-11-20.md": f"---\ndate: 2026-11-20\n---\n\n{text}"})
    assert site.warnings == []
    assert '<a href="../../goals/latency/">c</a>' in site.html("morgan/2026-11-20")


def test_an_error_of_the_check_fails_a_strict_build(make: Build) -> None:
    """What `aquip check` calls an error is MkDocs' warning, with place and code."""
    broken = {"notes/morgan/2026-11-20.md": "---\ndate: [\n---\n\n# x\n"}
    site = make(broken)
    assert any("notes/morgan/2026-11-20.md" in message for message in site.warnings)
    assert any("AQ0" in message for message in site.warnings)


def test_a_warning_of_the_check_is_not_the_builds(make: Build) -> None:
    """Advice is for `aquip check`; the site builds without it."""
    text = "---\ndate: 2026-11-20\nstatus: held\n---\n\n## Actions\n\n- nobody's\n"
    assert make({"notes/morgan/2026-11-20.md": text}).warnings == []


def test_a_users_page_takes_the_place_of_the_generated_one(make: Build) -> None:
    """`notes/actions.md` is the user's; views in it work in MkDocs' own Markdown."""
    text = (
        "# Mine\n\nHello\n\n```aquip\nview: actions\nstate: all\n```\n\n````\n```aquip\n```\n````\n"
    )
    page = make({"notes/actions.md": text}).page("actions")
    assert page.select_one("h1") is not None
    assert "Mine" in page.select_one("h1").get_text()
    assert "Ask Jo about reviews" in page.get_text()
    assert "```aquip" in page.select_one("pre").get_text()


def test_the_navigation_lists_a_page_once(make: Build) -> None:
    """A user's own goals page is the goals' overview, and no further entry."""
    site = make({"notes/goals/index.md": "# Goals\n\nThree at most.\n"})
    links = site.page("").select(".md-nav--primary a.md-nav__link[href]")
    assert [a["href"] for a in links].count("goals/") == 1


def test_the_usual_views_follow_a_users_own_text(make: Build) -> None:
    """A home page keeps its text first; a series' text stands between briefing and the rest."""
    site = make({"notes/index.md": "# Hello\n\nWelcome.\n"})
    home = site.page("").select_one("article").get_text()
    assert home.index("Welcome.") < home.index("Sam & Morgan")
    series = site.page("morgan").select_one("article").get_text()
    assert series.index("Last time") < series.index("We meet on Fridays.")
    assert series.index("We meet on Fridays.") < series.index("How it goes")


def test_a_series_without_an_index_gets_a_page(make: Build) -> None:
    """A folder that mkdocs.yml names is a series with a page of its own."""
    site = make(
        {"notes/lee/2026-11-17.md": "---\ndate: 2026-11-17\n---\n\n## Notes\n\nHi\n"},
        {"series": {"lee": {"title": "Lee *&* me", "with": "lee"}}},
    )
    assert site.page("lee").select_one("h1").get_text().startswith("Lee *&* me")
    assert "Lee *&* me, 17 November 2026" in site.page("lee/2026-11-17").select_one("h1").get_text()


def test_a_wrong_view_is_a_warning_with_its_line(make: Build) -> None:
    """A misspelt option is named where it stands, in either kind of page."""
    wrong = "\n\n```aquip\nview: actions\nowmer: sam\n```\n"
    site = make({"notes/index.md": f"---\ntitle: x\n---\n\n# Hi{wrong}"})
    assert any("index.md:9: " in m and "owmer" in m for m in site.warnings)
    site = make({"notes/morgan/index.md": f"{SERIES_HEAD}{wrong}"})
    assert any("morgan/index.md:9: " in m and "owmer" in m for m in site.warnings)


SERIES_HEAD = "---\nwith: morgan\n---\n\n# Hi"


def test_templates_are_replaced_from_the_custom_dir(make: Build) -> None:
    """Any of the plugin's templates gives way to the user's of the same name."""
    template = "<p class='mine'>{{ series.title }} {{ meeting.date }} <b>{{ '<i>' }}</b></p>"
    site = make(
        {
            "overrides/aquip/page/meeting.html": template,
            "overrides/main.html": '{% extends "base.html" %}',
        },
        theme={"name": "material", "font": False, "custom_dir": "overrides"},
    )
    page = site.html("morgan/2026-11-20")
    assert "<p class='mine'>Sam &amp; Morgan 2026-11-20 <b>&lt;i&gt;</b></p>" in page


@pytest.mark.parametrize("directory_urls", [True, False])
def test_links_hold_with_and_without_directory_urls(make: Build, directory_urls: bool) -> None:
    """Every link of every page leads to a file of the site, wherever it is served from."""
    site = make(use_directory_urls=directory_urls, site_url="https://example.org/sub/path/")
    dead = []
    for name in site.texts():
        if not name.endswith(".html") or name == "404.html":
            continue
        page = BeautifulSoup((site.folder / name).read_text("utf-8"), "html5lib")
        for element in page.select("article [href], article [src], .md-nav [href]"):
            url = element.get("href") or element.get("src")
            path = unquote(urlsplit(url).path)
            if urlsplit(url).scheme or not path:
                continue
            target = (site.folder / name).parent / path
            if target.is_dir():
                target /= "index.html"
            if not target.is_file():
                dead.append((name, url))
    assert dead == []


def test_search_finds_meetings_and_not_their_labels(site: Site) -> None:
    """The index holds what was said, once: no dashboards, no ids, no dates of labels."""
    found = [d for d in sections(site.folder) if "Ask Jo about reviews" in d["text"]]
    assert [d["location"] for d in found] == ["morgan/2026-11-20/#actions"]
    assert not any("act13" in d["text"] or "20 Nov" in d["text"] for d in found)


def test_other_plugins_events_still_run(make: Build) -> None:
    """A hook that changes a meeting's Markdown changes its page, items and all."""
    hook = """\
def on_page_markdown(markdown, page, **kwargs):
    return markdown.replace("Ask Jo", "Ask everybody")
"""
    (site) = make({"hook.py": hook}, hooks=["hook.py"])
    item = site.page("morgan/2026-11-13").find(id="^act13")
    assert item is not None
    assert "Ask everybody about reviews" in item.get_text()


def test_a_hostile_title_is_text(make: Build) -> None:
    """Front matter reaches the page's head and heading as text."""
    title = '</title><script>alert(1)</script>"'
    text = (
        f"---\ndate: 2026-11-20\ntitle: '{title}'\ndescription: '{title}'\ntags: ['{title}']\n---\n"
    )
    html = make({"notes/morgan/2026-11-20.md": text}).html("morgan/2026-11-20")
    assert "<script>alert(1)" not in html


@pytest.mark.parametrize("renderer", ["gfm", "mkdocs"])
def test_front_matter_chooses_how_a_page_is_rendered(make: Build, renderer: str) -> None:
    """Pages that are no 1:1 notes are MkDocs' own unless they ask for GitHub's way."""
    text = f"---\nrenderer: {renderer}\n---\n\n# Page\n\ntext\n- list\n\n<b onclick=x>b</b>\n"
    html = make({"notes/about.md": text}).html("about")
    assert ("<li>list</li>" in html) == (renderer == "gfm")
    assert ("onclick" in html) == (renderer == "mkdocs")


def test_a_meeting_is_always_sanitised(make: Build) -> None:
    """No front matter turns a meeting into a page that can run a script."""
    text = "---\ndate: 2026-11-20\nrenderer: mkdocs\n---\n\n# x\n\n<script>alert(1)</script>\n"
    html = make({"notes/morgan/2026-11-20.md": text}).html("morgan/2026-11-20")
    assert "<script>alert(1)" not in html


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\ufeff",
        "---\n",
        "---\ndate: nonsense\n---\n",
        "&#xFFFE;&#1;\x00",
        "---\nwith: @x\n---\n",
    ],
)
def test_no_text_stops_a_build(make: Build, text: str) -> None:
    """Whatever a file holds, the site builds."""
    site = make({"notes/morgan/2026-11-20.md": text, "notes/goals/x.md": text})
    assert (site.folder / "morgan/2026-11-20/index.html").is_file()


def test_bytes_that_are_no_text_do_not_stop_a_build(make: Build) -> None:
    """A file that is no UTF-8 is named, and its page says nothing wrong."""
    site = make({"notes/morgan/2026-11-20.md": b"---\ndate: 2026-11-20\n---\n\xff\xfe"})
    assert any("2026-11-20.md" in message for message in site.warnings)


def test_a_wrong_option_is_named(make: Build, caplog: pytest.LogCaptureFixture) -> None:
    """MkDocs refuses the configuration, and says which of the plugin's options is wrong."""
    with pytest.raises(Abort):
        make(options={"people": ["sam"]})
    assert "Plugin 'aquip' option 'people': this is a mapping, not a list" in caplog.text


@pytest.mark.parametrize("theme", ["mkdocs", "readthedocs"])
def test_other_themes_show_the_same_pages(make: Build, theme: str) -> None:
    """The site is designed for Material, and stands without it."""
    site = make(theme={"name": theme})
    assert "Ask Jo about reviews" in site.html("morgan/2026-11-13")
    assert site.warnings == []


def test_a_note_among_meetings_without_a_date_is_sanitised_too(make: Build) -> None:
    """What stands in a series' folder is a 1:1 note, whether it can be placed or not."""
    site = make({"notes/morgan/ideas.md": "# Ideas\n\n<b onclick=alert(1)>x</b>\n"})
    assert "onclick" not in site.html("morgan/ideas")


def test_a_section_opens_no_page_but_its_own(make: Build) -> None:
    """A page of one's own takes an overview's place; without one, no series stands for all."""
    site = make(
        {
            "notes/accomplishments.md": "# Mine\n",
            "notes/series/index.md": "---\nwith: jo\ntitle: Jo\n---\n",
        }
    )
    heads = site.page("").select(".md-nav--primary .md-nav__container > a")
    assert [(" ".join(head.get_text().split()), head["href"]) for head in heads] == [
        ("Accomplishments", "accomplishments/"),
        ("Goals", "goals/"),
    ]
    folded = site.page("").select(".md-nav--primary label.md-nav__link")
    assert "1:1s" in [label.get_text(strip=True) for label in folded]
