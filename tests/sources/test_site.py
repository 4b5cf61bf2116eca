"""Several repositories in one owner's site."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from tests.incremental.conftest import Twins
from tests.plugin.conftest import FILES
from tests.plugin.repositories import git
from tests.sources.conftest import CLUB_MEETING, club, configure, own, snapshot


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A strict build of two repositories, for the tests that only read it."""
    folder = tmp_path_factory.mktemp("sources")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AQUIP_TODAY", "2026-11-22")
        club(folder / "club")
        twins = own(folder / "own", {"club": "../club"})
        twins.strict = True
        twins.configure()
        said, end = twins.build("site", dirty=False)
    assert ([line for line in said if line.startswith("WARNING")], end) == ([], "")
    return twins.site


def page(site: Path, path: str) -> BeautifulSoup:
    """Return a page by its address."""
    return BeautifulSoup((site / path / "index.html").read_text("utf-8"), "html5lib")


def text(site: Path, path: str) -> str:
    """Return what a page says, less what stands around it."""
    article = page(site, path).select_one("article")
    assert article is not None
    return article.get_text()


def links(soup: BeautifulSoup, part: str = "article") -> set[str]:
    """Return where the links of a part of a page lead."""
    return {str(a["href"]) for a in soup.select(f"{part} a[href]")}


def test_a_source_has_its_pages_below_its_name(site: Path) -> None:
    """Meetings, series, goals, further pages and attachments of a source are on the site."""
    for path in ("club", "club/lee", "club/lee/2026-11-12", "club/goals/latency", "club/council"):
        assert (site / path / "index.html").is_file(), path
    assert (site / "club/lee/assets/plan.svg").is_file()
    assert "Sam & Lee" in page(site, "club").get_text()
    assert "Sam & Morgan" not in text(site, "club")


def test_the_dashboards_show_all(site: Path) -> None:
    """One dashboard has one's own actions and a source's, each with a link to its meeting."""
    found = links(page(site, "actions"))
    assert {"../morgan/2026-11-20/#%5Eact13", "../club/lee/2026-11-12/#%5Eact13"} <= found


def test_ids_are_kept_apart(site: Path) -> None:
    """Two actions of the same id are two: in the lists, in the calendar, and in what they see."""
    data = json.loads((site / "aquip.json").read_text("utf-8"))
    rows = {row["id"]: row for row in data["actions"]}
    assert (rows["act13"]["state"], rows["club/act13"]["state"]) == ("done", "open")
    assert rows["club/act13"]["series"] == "club/lee"
    calendar = (site / "actions.ics").read_text("utf-8")
    named = set(re.findall(r"UID:(\S+)@notes\.example\b", calendar))
    assert {"club/act13", "club/net99"} == named
    seen = page(site, "club/lee/2026-11-12").select_one('article a[href="#%5Eque13"]')
    assert seen is not None
    assert "Who paints the stand?" in seen.get_text()


def test_goals_are_kept_apart(site: Path) -> None:
    """A goal of the same file name is another one: each has what was done towards it."""
    own_goal, theirs = (page(site, f"{p}goals/latency").get_text() for p in ("", "club/"))
    assert "Checkout is fast" in own_goal
    assert "lights" not in own_goal
    assert "The ground has lights" in theirs
    assert "Checkout" not in theirs
    overview = page(site, "goals").get_text()
    assert "A fast checkout" in overview
    assert "A full stand" in overview


def test_links_go_to_the_host_of_each(site: Path) -> None:
    """Edit, source and commit links of a page lead to the host of the repository it is from."""
    found = links(page(site, "club/lee/2026-11-12")) | links(page(site, "club/lee"))
    hosts = {link for link in found if link.startswith("https://")}
    base = "https://gitlab.com/we/club/-/"
    assert f"{base}edit/trunk/notes/lee/2026-11-12.md" in hosts
    assert all(link.startswith(base) for link in hosts)
    rows = links(page(site, "actions"))
    lines = f"{base}blob/trunk/notes/lee/2026-11-12.md?plain=1#L"
    assert any(link.startswith(lines) for link in rows)
    assert any("github.com/me/own/blob/main/notes/morgan/" in link for link in rows)


def test_each_has_its_own_history(site: Path) -> None:
    """A meeting's trail is told by its own repository, and names its own people."""
    ours = text(site, "morgan/2026-11-20")
    theirs = text(site, "club/lee/2026-11-12")
    assert "Lee Park" in theirs
    assert "agenda shared 1 day ahead" not in ours
    assert "1 commit" in theirs
    assert "gitlab.com/we/club/-/commit/" in str(page(site, "club/lee/2026-11-12"))
    assert "github.com/me/own/commit/" in str(page(site, "morgan/2026-11-20"))


def test_people_of_one_handle_are_two_where_they_have_two_names(site: Path) -> None:
    """A source's @sam, who is somebody else, is neither named nor counted as one's own @sam."""
    people = json.loads((site / "aquip.json").read_text("utf-8"))["people"]
    assert people["@sam"]["name"] == "Sam Reyes"
    assert people["@club.sam"]["name"] == "Samira Okafor"
    actions = text(site, "actions")
    assert "Samira Okafor" in actions
    theirs = text(site, "club/lee/2026-11-12")
    assert "Samira Okafor" in theirs
    assert "Sam Reyes" not in theirs


def test_pages_of_a_source_run_no_script(site: Path) -> None:
    """What a source has for a page is sanitised, as its meetings are."""
    council = page(site, "club/council")
    assert "Open on weekdays." in council.get_text()
    assert not [script for script in council.select("script") if "alert(1)" in script.get_text()]


def test_nothing_hidden_in_a_source_is_shown(site: Path) -> None:
    """Hidden lines and private files of a source are in no byte of the site."""
    for path in site.rglob("*"):
        if path.is_file():
            content = path.read_bytes().lower()
            assert b"marmalade" not in content, path
            assert b"hid42" not in content, path
    assert not [*site.rglob("*secret*")]


def test_where_a_source_lies_is_not_published(site: Path) -> None:
    """No file of the site tells the folder of a repository on this machine."""
    folder = str(site.parent.parent).encode()
    assert not [p for p in site.rglob("*") if p.is_file() and folder in p.read_bytes()]


def test_the_navigation_has_a_source_under_its_title(site: Path) -> None:
    """The source's own site name leads to its pages."""
    nav = page(site, "actions").select_one("nav.md-nav--primary")
    assert nav is not None
    assert "The club" in nav.get_text()
    assert nav.select_one('a[href="../club/lee/"]')


def test_a_build_changes_no_source(both: Twins) -> None:
    """A build leaves all files of a source, and git's view of it, as they are."""
    theirs = both.root.parent / "club"
    before = (
        snapshot(theirs),
        git(theirs, "status", "--porcelain"),
        git(theirs, "rev-parse", "HEAD"),
    )
    both.again()
    after = snapshot(theirs), git(theirs, "status", "--porcelain"), git(theirs, "rev-parse", "HEAD")
    assert before == after


def test_what_is_kept_of_a_source_is_kept_there(both: Twins) -> None:
    """The notes that one's own cache remembers are one's own alone."""
    both.again()
    kept = both.root / ".cache/aquip/notes.sqlite3"
    assert b"Checkout" in kept.read_bytes()
    assert b"Order the nets" not in kept.read_bytes()


def test_a_read_only_source_is_shown(both: Twins) -> None:
    """Where nothing can be kept in a source's folder, it is read all the same."""
    theirs = both.root.parent / "club"
    (theirs / ".cache").write_text("no folder", "utf-8")
    both.again()
    assert "Order the nets" in page(both.site, "actions").get_text()


def test_links_of_a_source_stay_in_it(both: Twins) -> None:
    """A link that leads out of a source's notes is told, though the site has such a page."""
    theirs = both.root.parent / "club/notes/lee/2026-11-12.md"
    theirs.write_text(CLUB_MEETING + "\nSee [ours](../../morgan/index.md).\n", "utf-8")
    said = both.again().said
    assert any("club/lee/2026-11-12.md" in line and "not found" in line for line in said)
    assert "../../../morgan/" not in links(page(both.site, "club/lee/2026-11-12"))


def test_own_pages_can_lead_into_a_source(both: Twins) -> None:
    """One's own notes can link to a source's page by its place on the site."""
    index = FILES["notes/morgan/index.md"] + "\n[Lee](../club/lee/2026-11-12.md#^act13)\n"
    both.write({"notes/morgan/index.md": index})
    assert not [line for line in both.again().said if "club/lee" in line]
    assert "../club/lee/2026-11-12/#%5Eact13" in links(page(both.site, "morgan"))


def test_errors_of_a_source_are_told_with_the_way_to_it(both: Twins) -> None:
    """A source's notes are judged by its own settings, and a finding names the file to open."""
    theirs = both.root.parent / "club"
    (theirs / "notes/lee/2026-11-13.md").write_text("---\ndate: nonsense\n---\n", "utf-8")
    said = [line for line in both.again().said if "AQ005" in line]
    assert len(said) == 1
    assert "../club/notes/lee/2026-11-13.md:2:" in said[0]
    configure(theirs, {"rules": {"AQ005": "off"}})
    assert not [line for line in both.again().said if "AQ005" in line]


def test_views_on_a_sources_pages_show_it_alone(both: Twins) -> None:
    """A view in a source's own page knows its series by the name that they have there."""
    theirs = both.root.parent / "club/notes/council.md"
    theirs.write_text("# Council\n\n```aquip\nview: actions\nseries: lee\n```\n", "utf-8")
    assert not [line for line in both.again().said if "council" in line]
    assert "Order the nets" in text(both.site, "club/council")
    theirs.write_text("# Council\n\n```aquip\nview: actions\nstate: all\n```\n", "utf-8")
    both.again()
    shown = text(both.site, "club/council")
    assert "Order the nets" in shown
    assert "Ask Jo" not in shown


def test_what_a_source_leaves_out_of_its_site_stays_out(both: Twins) -> None:
    """`exclude_docs` of a source holds here too, and so does a link out of its repository."""
    theirs = both.root.parent / "club"
    (both.root.parent / "outside.txt").write_text("canary-outside", "utf-8")
    (theirs / "notes/outside.txt").symlink_to(both.root.parent / "outside.txt")
    configure(theirs, exclude_docs="council.md\n")
    said = both.again().said
    assert not (both.site / "club/council").exists()
    assert not (both.site / "club/outside.txt").exists()
    assert any("outside.txt" in line for line in said)


def test_a_source_may_name_sources_of_its_own(both: Twins) -> None:
    """What a source names as its sources is no part of this site, be it this very repository."""
    configure(both.root.parent / "club", {"sources": {"back": "../own", "gone": "../nowhere"}})
    both.again()
    assert (both.site / "club/lee/index.html").is_file()
    assert not (both.site / "club/back").exists()
    assert not (both.site / "back").exists()


def test_the_last_look_knows_what_a_source_hides(both: Twins) -> None:
    """A file of one's own that gives away what a source hides fails the build, and names both."""
    both.write({"notes/copy.txt": "Ask about quixotic-marmalade\n"})
    rebuilt = both.again()
    (said,) = (line for line in rebuilt.said if line.startswith("ERROR: "))
    assert "copy.txt holds what club/notes/lee/2026-11-12.md:" in said
    assert not (both.site / "copy.txt").exists()


def test_feedback_is_from_whom_the_source_says(both: Twins) -> None:
    """On a page of the whole, feedback from a source's @sam is not from one's own."""
    both.write({"notes/index.md": "# Home\n\n```aquip\nview: feedback\n```\n"})
    both.again()
    shown = text(both.site, ".")
    assert "Samira Okafor" in shown
    assert "Sam Reyes" not in shown


def test_several_sources(both: Twins) -> None:
    """Any number of sources stand side by side, each below its name."""
    club(both.root.parent / "board")
    both.options["sources"] = {"club": "../club", "board": str(both.root.parent / "board")}
    both.again()
    data = json.loads((both.site / "aquip.json").read_text("utf-8"))
    assert [goal["slug"] for goal in data["goals"]] == ["latency", "club/latency", "board/latency"]
    assert "Samira Okafor" in text(both.site, "board/lee/2026-11-12")
    assert [handle for handle in data["people"] if "sam" in handle] == [
        "@sam",
        "@club.sam",
        "@board.sam",
    ]


def test_people_of_a_source_have_pages(site: Path) -> None:
    """Somebody of one's own handle has a page of their own, which the source's meetings lead to."""
    samira = page(site, "people/club.sam")
    assert samira.h1.get_text().startswith("Samira Okafor")
    assert "Order the nets" in samira.get_text()
    assert "Order the nets" not in text(site, "people/sam")
    head = page(site, "club/lee/2026-11-12").select_one(".aq-head")
    assert "../../../people/club.sam/" in {a["href"] for a in head.select("a.aq-person")}
