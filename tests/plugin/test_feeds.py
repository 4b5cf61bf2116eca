"""What the site says to other tools."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import feedparser
import pytest
import vobject
from bs4 import BeautifulSoup
from icalendar import Calendar
from lxml import etree

from tests.plugin.conftest import FILES, SERIES
from tests.plugin.repositories import MORGAN, PEOPLE, Repository, git

if TYPE_CHECKING:
    from tests.plugin.conftest import Build, Site

ATOM = "{http://www.w3.org/2005/Atom}"
GRAMMAR = Path(__file__).with_name("atom.rng")
URL = "https://example.org/notes/"
NOTE = "notes/morgan/2026-11-20.md"
PLAN = "notes/morgan/2026-11-27.md"
OPEN = """\
---
date: 2026-11-20
---

## Actions

- [ ] @morgan @sam Ask *Jo* about reviews (due:: 2026-11-27) (was:: 2026-11-21) ^act13
- [ ] @sam No date
- [x] @sam Over (due:: 2026-11-27)
- [ ] @jo Say \N{COMBINING ACUTE ACCENT}é, a; b\\c, 日本語日本語日本語日本語 (due:: 2026-12-01)
"""
AGENDA = """\
---
date: 2026-11-27
---

## Questions & Issues

- [ ] Who tests? ^que27

## Actions

- [ ] @sam Book the room (due:: 2026-12-01) ^act27
"""
WORD = "xylophone"


def feed_of(site: Site) -> Any:  # noqa: ANN401 - feedparser has no types
    """Read a site's feed with a parser of others, hold it to Atom's grammar, and return it."""
    data = (site.folder / "feed.xml").read_bytes()
    grammar = etree.RelaxNG(etree.parse(GRAMMAR))
    grammar.assertValid(etree.fromstring(data))
    found = feedparser.parse(data)
    assert not found.bozo, found.get("bozo_exception")
    assert found.version == "atom10"
    assert len({entry.id for entry in found.entries}) == len(found.entries)
    return found


def calendar_of(site: Site, path: str) -> Calendar:
    """Read a calendar twice, with a parser of others as well, which judges it, and return it."""
    data = (site.folder / path).read_bytes()
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    other = vobject.readOne(data.decode())
    assert other.validate(raiseException=True)
    return Calendar.from_ical(data)


@pytest.fixture
def notes(tmp_path: Path) -> Repository:
    """Two meetings, an agenda of Sam's and what Morgan added to it."""
    made = Repository(tmp_path).begin()
    files = {name: text for name, text in FILES.items() if name != "notes/goals/latency.md"}
    made.commit(files, "Begin", "2026-11-20T17:00:00+01:00")
    made.commit({PLAN: AGENDA.partition("## Actions")[0]}, "Agenda", "2026-11-21T09:00:00+01:00")
    made.commit({PLAN: AGENDA}, "Book it", "2026-11-21T18:30:00-05:00", MORGAN)
    return made


def built(make: Build, **config: Any) -> Site:  # noqa: ANN401 - mkdocs.yml takes anything
    """Build the site of what there is."""
    options = {"people": PEOPLE, **config.pop("options", {})}
    return make(dict.fromkeys(FILES), options, **{"site_url": URL, **config})


def test_aquip_json_holds_what_the_command_prints(site: Site) -> None:
    """Rows have the keys of `--format json`; a question of the record is there once."""
    found = json.loads((site.folder / "aquip.json").read_text("utf-8"))
    assert found["today"] == "2026-11-22"
    (question,) = found["questions"]
    assert question["id"] == "que13"
    assert question["path"] == "notes/morgan/2026-11-20.md"
    assert question["carries"] == 1
    assert found["series"][0]["meetings"][0]["status"] == "held"
    assert [each["text"] for each in found["accomplishments"]] == [
        "Checkout is fast ([graph](assets/graph.svg))"
    ]


def test_the_calendar_holds_open_actions_on_their_days(make: Build) -> None:
    """A day that keeps nobody busy for each open action that is due, with owners and page."""
    site = make({NOTE: OPEN}, site_url=URL)
    event, other = calendar_of(site, "actions.ics").walk("VEVENT")

    assert event["SUMMARY"] == "Morgan Diaz, Sam Reyes: Ask Jo about reviews"
    assert event.decoded("DTSTART") == dt.date(2026, 11, 27)
    assert event.decoded("DTEND") == dt.date(2026, 11, 28)
    assert event["TRANSP"] == "TRANSPARENT"
    assert event["UID"] == "act13@example.org/notes"
    assert event["URL"] == f"{URL}morgan/2026-11-20/#%5Eact13"
    assert event["SEQUENCE"] == 2  # it was due on the 20th, the 21st and the 27th
    assert event.decoded("DTSTAMP") == dt.datetime(2026, 11, 20, tzinfo=dt.UTC)
    assert event.decoded("CREATED") == dt.datetime(2026, 11, 13, tzinfo=dt.UTC)
    assert b"CATEGORIES:Sam & Morgan" in event.to_ical()
    assert f"{URL}morgan/2026-11-20/#%5Eact13" in str(event["DESCRIPTION"])
    assert str(other["SUMMARY"]).endswith("a; b\\c, 日本語日本語日本語日本語")
    assert other["URL"] == f"{URL}morgan/2026-11-20/"


def test_task_lists_have_a_file_of_their_own(make: Build) -> None:
    """The same actions as tasks, apart, so that no program shows both."""
    site = make({NOTE: OPEN}, site_url=URL)
    tasks = calendar_of(site, "tasks.ics")

    assert not tasks.walk("VEVENT")
    assert not calendar_of(site, "actions.ics").walk("VTODO")
    task, _ = tasks.walk("VTODO")
    assert task.decoded("DUE") == dt.date(2026, 11, 27)
    assert task["STATUS"] == "NEEDS-ACTION"
    assert task["UID"] == "task-act13@example.org/notes"


def test_each_owner_has_a_calendar(make: Build) -> None:
    """One's own names the others alone; who owes nothing has an empty one, to subscribe to."""
    people = {"sam": {"name": "Sam Reyes"}, "lee": {"name": "Lee"}, "morgan": {"name": "Morgan"}}
    site = make({NOTE: OPEN}, {"people": people}, site_url=URL)
    own = {
        path.stem: calendar_of(site, f"actions/{path.name}")
        for path in (site.folder / "actions").glob("*.ics")
    }

    assert sorted(own) == ["jo", "lee", "morgan", "sam"]
    assert [e["SUMMARY"] for e in own["sam"].walk("VEVENT")] == [
        "Ask Jo about reviews (with Morgan)"
    ]
    assert not own["lee"].walk("VEVENT")
    assert own["sam"]["X-WR-CALNAME"] == own["sam"]["NAME"] == "Notes: Sam Reyes"
    assert own["sam"]["SOURCE"] == f"{URL}actions/sam.ics"
    assert own["sam"].decoded("REFRESH-INTERVAL") == dt.timedelta(hours=6)
    assert {path.stem for path in (site.folder / "tasks").iterdir()} == set(own)


def test_names_of_events_last(make: Build) -> None:
    """An event keeps its name when its note moves on, its line changes, or a year begins."""

    def names(site: Site) -> list[str]:
        return [str(event["UID"]) for event in calendar_of(site, "actions.ics").walk("VEVENT")]

    first = names(make({NOTE: OPEN}, site_url=URL))
    below = OPEN.replace("## Actions", "## Notes\n\nMore.\n\n## Actions")
    carried = {NOTE: below, PLAN: below.replace("11-20", "11-27")}
    assert first == names(make(carried, site_url=URL))
    assert len(set(first)) == 2


def test_a_calendar_stays_as_it_is_from_day_to_day(
    make: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing in it tells the day on which it was made."""
    files = {NOTE: OPEN, PLAN: OPEN.replace("11-20", "11-27")}
    first = (make(files, site_url=URL).folder / "actions.ics").read_bytes()
    monkeypatch.setenv("AQUIP_TODAY", "2026-11-24")
    assert first == (make(files, site_url=URL).folder / "actions.ics").read_bytes()


def test_the_feed_holds_held_meetings_newest_first(make: Build) -> None:
    """An entry for each, with its address and what came of it; the same in every build."""
    site = make(site_url=URL)
    feed = feed_of(site)

    assert [entry.link for entry in feed.entries] == [
        f"{URL}morgan/2026-11-20/",
        f"{URL}morgan/2026-11-13/",
    ]
    assert [entry.id for entry in feed.entries] == [entry.link for entry in feed.entries]
    newest = feed.entries[0]
    assert newest.title == "Sam & Morgan, 20 November 2026: held"
    assert newest.updated == "2026-11-20T15:00:00+00:00"
    text = BeautifulSoup(newest.content[0].value, "html5lib").get_text(" ", strip=True)
    assert "Checkout is fast (graph)" in text
    assert "Morgan Diaz, done: Ask Jo about reviews" in text
    before = (site.folder / "feed.xml").read_bytes()
    assert before == (make(site_url=URL).folder / "feed.xml").read_bytes()


def test_a_meeting_is_told_at_its_hour(make: Build) -> None:
    """The series' time zone counts where it is known; else it is the same day for all."""
    zoned = SERIES.replace('time: "15:00"', 'time: "09:30"\ntimezone: America/New_York')
    untimed = SERIES.replace('time: "15:00"\n', "")
    one = feed_of(make({"notes/morgan/index.md": zoned}, site_url=URL))
    other = feed_of(make({"notes/morgan/index.md": untimed}, site_url=URL))

    assert one.entries[0].updated == "2026-11-20T09:30:00-05:00"
    assert other.entries[0].updated == "2026-11-20T12:00:00+00:00"


def test_the_feed_tells_of_changes(make: Build, notes: Repository) -> None:
    """Commits stand among the meetings, in the words of 1:1s, with their authors and moments."""
    feed = feed_of(built(make, repo_url="https://github.com/a/b"))
    head = git(notes.root, "rev-parse", "HEAD")
    newest, agenda, *_ = feed.entries

    assert newest.title == "Sam & Morgan, 27 November 2026: added \u201cBook the room\u201d"
    assert newest.author == "Morgan Diaz"
    assert newest.updated == "2026-11-21T18:30:00-05:00"
    assert newest.id == f"tag:example.org,2026-11-21:notes/commit/{head}"
    assert [(link.rel, link.href) for link in newest.links] == [
        ("alternate", f"{URL}morgan/2026-11-27/"),
        ("related", f"https://github.com/a/b/commit/{head}"),
    ]
    assert newest.summary == "Book it"
    links = BeautifulSoup(newest.content[0].value, "html5lib").select("a")
    assert [link["href"] for link in links] == [f"{URL}morgan/2026-11-27/#%5Eact27"]
    assert agenda.title.endswith("27 November 2026: agenda shared, added \u201cWho tests?\u201d")
    assert {tag.term for tag in newest.tags} == {"change", "morgan"}
    moments = [entry.updated_parsed for entry in feed.entries]
    assert moments == sorted(moments, reverse=True)
    assert feed.feed.updated == newest.updated


def test_that_a_meeting_was_held_is_told_once(make: Build, notes: Repository) -> None:
    """The commit that closes a meeting whose own entry stands there is not told of it again."""
    held = AGENDA.replace("2026-11-27", "2026-11-21").replace("date:", "status: held\ndate:")
    planned = held.replace("held", "planned")
    early = "notes/morgan/2026-11-21.md"
    notes.commit(
        {early: planned.replace("27 ", "21 ").replace("e27", "e21").replace("t27", "t21")},
        "Plan",
        "2026-11-21T19:00:00Z",
    )
    notes.commit(
        {early: held.replace("e27", "e21").replace("t27", "t21")}, "Hold it", "2026-11-21T20:00:00Z"
    )
    titles = [entry.title for entry in feed_of(built(make)).entries]

    told = [title for title in titles if "held" in title and ", 21" in title]
    assert told == ["Sam & Morgan, 21 November 2026: held"]


@pytest.mark.parametrize("way", ["off", "no repository", "no commits"])
def test_without_history_there_are_meetings_alone(
    make: Build, tmp_path: Path, notes: Repository, way: str
) -> None:
    """Where git is not asked, or knows nothing, the feed has the meetings that were held."""
    if way != "off":
        (notes.root / ".git").rename(tmp_path / "git")
    if way == "no commits":
        git(notes.root, "init", "-q")
    feed = feed_of(built(make, options={"history": False} if way == "off" else {}))

    assert [tag.term for entry in feed.entries for tag in entry.tags[:1]] == ["meeting", "meeting"]


HIDDEN = f"\n<!-- private -->\n\n## Notes\n\n{WORD}\n\n<!-- /private -->\n"
WAYS = {
    "a part": {PLAN: AGENDA + HIDDEN},
    "an item": {
        PLAN: f"{AGENDA}<!-- private -->\n- [ ] @sam {WORD} (due:: 2026-12-02) ^{WORD}\n"
        "<!-- /private -->\n"
    },
    "the note": {PLAN: AGENDA.replace("date:", "publish: false\ndate:")},
    "another note": {PLAN: f"{AGENDA}\nMore.\n", "notes/plan.md": "---\npublish: false\n---\n"},
}


@pytest.mark.parametrize("way", WAYS)
def test_nothing_hidden_is_told(make: Build, notes: Repository, way: str) -> None:
    """What a note hides, or ever hid, is in no feed and no calendar, and in no commit's subject."""
    notes.commit({PLAN: f"{AGENDA}- [ ] @sam Call {WORD} (due:: 2026-12-02) ^x{WORD}\n"},
                 f"Raise the {WORD}", "2026-11-22T08:00:00Z")  # fmt: skip
    notes.commit(WAYS[way], f"Hide the {WORD}", "2026-11-22T09:00:00Z")
    site = built(make)

    feed_of(site)
    for path in ("feed.xml", "aquip.json", "actions.ics", "tasks.ics", "actions/sam.ics"):
        assert WORD not in (site.folder / path).read_text("utf-8"), path


def test_a_commit_with_nothing_to_tell_is_left_out(make: Build, notes: Repository) -> None:
    """One that changed what is hidden alone has no entry, not even with its date."""
    before = feed_of(built(make)).entries
    notes.commit({PLAN: AGENDA + HIDDEN}, "Hide", "2026-11-22T09:00:00Z")
    notes.commit({PLAN: AGENDA + HIDDEN.replace(WORD, "other")}, "More", "2026-11-22T10:00:00Z")
    after = feed_of(built(make)).entries

    assert [entry.id for entry in before] == [entry.id for entry in after]
    assert "Book it" not in [entry.summary for entry in after]


def test_hostile_names_and_subjects(make: Build, notes: Repository) -> None:
    """What an author or a note says is text in the feed, whatever signs it has."""
    author = '"onload=alert(1)&\u202e <x@example.org>'
    subject = "<script>alert(2)</script> \u202etxt\u0007 & ]]>"
    text = f"{AGENDA}- [ ] @sam <script>alert(1)</script> &amp; `]]>` [x](javascript:alert(1))\n"
    notes.commit({PLAN: text}, subject, "2026-11-22T08:00:00Z", author)
    newest, *_ = feed_of(built(make)).entries
    data = (notes.root / "site/feed.xml").read_text("utf-8")

    assert "\u202e" not in data
    raw = etree.fromstring(data.encode()).find(f"{ATOM}entry/{ATOM}content")
    assert raw is not None
    soup = BeautifulSoup(raw.text or "", "html5lib")
    assert {element.name for element in soup.body.find_all(True)} <= {"p", "ul", "li", "a"}  # type: ignore[union-attr]
    assert all(str(link["href"]).startswith(URL) for link in soup.select("a"))
    assert newest.summary.startswith("<script>alert(2)</script>")


def test_a_commit_of_many_meetings_is_one_entry(make: Build, notes: Repository) -> None:
    """What one commit did to several meetings is told once; of very many, the newest are named."""
    days = range(1, 10)
    files = {
        f"notes/morgan/2026-12-0{day}.md": AGENDA.replace("2026-11-27", f"2026-12-0{day}")
        .replace("que27", f"que0{day}")
        .replace("act27", f"act0{day}")
        for day in days
    }
    notes.commit(files, "A whole month", "2026-11-22T08:00:00Z")
    newest, *_ = feed_of(built(make)).entries

    assert newest.title.startswith("Sam & Morgan, 9 December 2026: ")
    assert newest.title.endswith(", and 8 more")
    assert len(BeautifulSoup(newest.content[0].value, "html5lib").select("strong")) == 6


def test_the_feed_is_bounded(make: Build, notes: Repository) -> None:
    """However many commits there are, the feed has the newest ones."""
    for number in range(60):
        text = AGENDA.replace("room", f"room {number}")
        notes.commit({PLAN: text}, f"Room {number}", f"2026-11-22T08:{number:02}:00Z")
    entries = feed_of(built(make)).entries

    assert len([e for e in entries if e.tags[0].term == "change"]) == 50
    assert entries[0].summary == "Room 59"


def test_a_source_tells_of_its_own_commits(make: Build, tmp_path: Path) -> None:
    """Commits of another repository stand in the same feed, named apart, linked to its own host."""
    club = Repository(tmp_path / "club").begin()
    club.write(
        {"mkdocs.yml": "site_name: Club\nrepo_url: https://gitlab.com/c/d\ndocs_dir: notes\n"}
    )
    files = {"notes/lee/index.md": "---\nwith: lee\n---\n", "notes/lee/2026-11-27.md": AGENDA}
    sha = club.commit(files, "Lee's", "2026-11-21T10:00:00Z")
    newest, *_ = feed_of(make({}, {"sources": {"club": "club"}}, site_url=URL)).entries

    assert newest.id == f"tag:example.org,2026-11-21:notes/club/commit/{sha}"
    assert newest.link == f"{URL}club/lee/2026-11-27/"
    assert newest.links[1].href == f"https://gitlab.com/c/d/-/commit/{sha}"


def test_pages_lead_to_the_feed(make: Build) -> None:
    """Each page names the feed for programs, where there is one."""
    selector = "link[rel=alternate][type='application/atom+xml']"
    site = make(site_url=URL)
    found = {
        path: [link["href"] for link in site.page(path).select(f"head {selector}")]
        for path in ("", "morgan/2026-11-20", "actions")
    }

    assert found == {
        "": ["feed.xml"],
        "morgan/2026-11-20": ["../../feed.xml"],
        "actions": ["../feed.xml"],
    }
    assert not make(site_url="").page("").select(selector)


def test_without_an_address_there_is_no_feed(site: Site) -> None:
    """A feed's links are absolute: a site that does not know its address has none."""
    assert not (site.folder / "feed.xml").exists()
    event = Calendar.from_ical((site.folder / "actions.ics").read_bytes())
    assert "SOURCE" not in event


@pytest.mark.parametrize("path", ["aquip.json", "feed.xml", "actions.ics", "actions/sam.ics"])
def test_a_users_file_of_the_name_stays(make: Build, path: str) -> None:
    """What the notes folder holds is not written over."""
    site = make({f"notes/{path}": "mine"}, site_url=URL)
    assert (site.folder / path).read_text("utf-8") == "mine"
