"""A meeting's page tells its history, and nothing that is hidden or gone comes back in it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup, Tag
from playwright.sync_api import expect

from tests.plugin.conftest import FILES, SERIES
from tests.plugin.repositories import MORGAN, PEOPLE, Repository, git

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.conftest import ServeDirectory
    from tests.plugin.conftest import Build, Site

NOTE = "notes/morgan/2026-11-20.md"
HEAD = "---\ndate: 2026-11-20\nstatus: planned\n---\n\n# Sam & Morgan\n"
WON = "\n## Accomplishments\n\n- The cut-over is rehearsed ^won1\n"
ASKED = "\n## Questions & Issues\n\n- [ ] Who reviews? ^que1\n"
AGENDA = f"{HEAD}{WON}{ASKED}\n## Priorities\n\n1. Checkout ^pri1\n2. Hiring ^pri2\n"
REMARK = AGENDA.replace("\n## Priorities", "- [ ] And who tests? ^que2\n\n## Priorities")
ACTION = "\n## Actions\n\n- [ ] @sam Ask Jo (due:: 2026-11-27) ^act1\n"
NOTES = (
    REMARK.replace("planned", "held")
    .replace("- [ ] Who reviews", "- [x] Who reviews")
    .replace("1. Checkout ^pri1\n2. Hiring ^pri2\n", "1. Hiring ^pri2\n2. Checkout ^pri1\n")
    + f"\n- [x] Order confirmed with @morgan\n{ACTION}"
)
OTHERS = {name: None for name in FILES if name.startswith("notes/morgan/20")}
WORD = "xylophone"


@pytest.fixture
def notes(tmp_path: Path) -> Repository:
    """An agenda, a remark of Morgan's on it, and the notes."""
    made = Repository(tmp_path).begin()
    made.commit({"notes/morgan/index.md": SERIES}, "Begin", "2026-11-01T09:00:00+00:00")
    made.commit({NOTE: AGENDA}, "Agenda", "2026-11-18T13:00:00+00:00")
    made.commit({NOTE: REMARK}, "A remark", "2026-11-19T18:00:00+00:00", MORGAN)
    made.commit({NOTE: NOTES}, "Notes", "2026-11-20T17:00:00+00:00")
    return made


def built(make: Build, **config: object) -> Site:
    """Build the site of what there is."""
    present = dict.fromkeys(FILES)
    options = {"people": PEOPLE, **dict(config.pop("options", {}))}  # type: ignore[call-overload]
    return make(present, options, **config)


def history(site: Site, path: str = "morgan/2026-11-20") -> Tag | None:
    """Return the history on a meeting's page."""
    return site.page(path).select_one("details.aq-past")


def told(section: Tag | None) -> list[list[str]]:
    """Return what each commit says, line by line, newest first."""
    assert section is not None
    entries = section.select("ol > li")
    parts = [e.select(".aq-past__who, .aq-past__late, .aq-past__subject, ul > li") for e in entries]
    return [[" ".join(part.get_text(" ").split()) for part in each] for each in parts]


def test_what_each_commit_meant(make: Build, notes: Repository) -> None:
    """Who did what stands there in the words of 1:1s, the newest commit first."""
    site = built(make, strict=True)

    assert told(history(site)) == [
        [
            *("Sam Reyes", "Notes", "held · order of priorities confirmed"),
            *("added Ask Jo", "done Who reviews?", "moved in rank Hiring from 2 to 1"),
        ],
        ["Morgan Diaz", "A remark", "added And who tests?"],
        [
            *("Sam Reyes", "Agenda", "agenda shared", "accomplishments The cut-over is rehearsed"),
            "added Who reviews? · Checkout · Hiring",
        ],
    ]
    section = history(site)
    assert section is not None
    assert section.summary is not None
    assert "3 commits · agenda shared 2 days ahead" in section.summary.get_text()
    assert {"#%5Eque2"} == {
        a["href"] for a in section.select("a") if a.get_text() == "And who tests?"
    }


def test_who_brought_an_item(make: Build, notes: Repository) -> None:
    """An item that somebody else than the owner brought says so; others do not."""
    page = built(make).page("morgan/2026-11-20")
    by = {
        item["id"]: found.get_text()
        for item in page.select("li.aq-item")
        if (found := item.select_one(".aq-by"))
    }

    assert by == {"^que2": "brought by Morgan Diaz"}


def test_edits_after_the_meeting(make: Build, notes: Repository) -> None:
    """What was changed after the meeting's notes were written is marked, and so is the summary."""
    notes.commit({NOTE: NOTES.replace("Ask Jo", "Ask Jo and Lee")}, "Later", "2026-11-21T09:00:00Z")
    section = history(built(make))

    assert told(section)[:1] == [
        ["Sam Reyes", "after the meeting", "Later", "edited Ask Jo and Lee"]
    ]
    assert "edited after the meeting" in str(section)


def test_what_is_gone_is_only_counted(make: Build, notes: Repository) -> None:
    """An item that was taken out is named nowhere, and an old wording neither."""
    gone = NOTES.replace("- [ ] And who tests? ^que2\n", "").replace("Ask Jo", "Ask Lee")
    notes.commit({NOTE: gone}, "Less", "2026-11-20T18:00:00Z")
    site = built(make)
    section = history(site)

    assert ["Morgan Diaz", "A remark", "no longer here 1 item"] in told(section)
    assert "removed 1 item" in told(section)[0]
    texts = "".join(site.texts().values())
    assert "who tests" not in texts
    assert "Ask Jo" not in texts


HIDDEN = f"<!-- private -->\n- [ ] {WORD} ^{WORD}\n<!-- /private -->\n"
WAYS = {
    "hidden today": lambda text: text.replace(f"- [ ] {WORD} ^{WORD}\n", HIDDEN),
    "unpublished between": lambda text: text.replace("status:", "publish: false\nstatus:"),
    "marker misspelt": lambda text: text.replace(f"- [ ] {WORD}", f"<!-- Private\n- [ ] {WORD}"),
}


@pytest.mark.parametrize("way", WAYS)
def test_what_is_hidden_is_not_told(make: Build, notes: Repository, way: str) -> None:
    """What an earlier version shows and a later one hides is in no history, and in no subject."""
    shown = NOTES.replace("- [ ] And who", f"- [ ] {WORD} ^{WORD}\n- [ ] And who")
    assert WORD in shown
    notes.commit({NOTE: shown}, f"Raise the {WORD}", "2026-11-20T18:00:00Z")
    notes.commit({NOTE: WAYS[way](shown)}, f"Hide the {WORD}", "2026-11-20T19:00:00Z")
    if way == "unpublished between":
        notes.commit({NOTE: NOTES}, f"Without the {WORD}", "2026-11-20T20:00:00Z")
    site = built(make)
    section = history(site)

    assert section is not None
    assert len(section.select("ol > li")) >= 5
    assert not section.select(".aq-past__subject")
    assert not [name for name, text in site.texts().items() if WORD in text]


def test_hidden_text_alone(make: Build, notes: Repository) -> None:
    """A commit that changed what is hidden is there with its date and author, and no word more."""
    hidden = f"{NOTES}\n<!-- private -->\n{WORD}\n<!-- /private -->\n"
    notes.commit({NOTE: hidden}, "Hidden", "2026-11-20T18:00:00Z")
    notes.commit({NOTE: hidden.replace(WORD, f"{WORD}\n{WORD}")}, "More", "2026-11-20T19:00:00Z")
    first, *_ = told(history(built(make)))

    assert first == ["Sam Reyes", "after the meeting"]


def test_a_commit_that_touched_a_private_note(make: Build, notes: Repository) -> None:
    """A subject may be about another note of its commit: one that is no public page hides it."""
    private = {"notes/morgan/plan.md": f"---\npublish: false\n---\n\n{WORD}\n"}
    later = {NOTE: f"{NOTES}\nMore.\n", **private}
    notes.commit(later, f"Plan the {WORD}", "2026-11-20T18:00:00Z")
    gone = {NOTE: f"{NOTES}\nMore and more.\n", "notes/morgan/plan.md": None}
    notes.commit(gone, f"No {WORD}", "2026-11-20T19:00:00Z")
    site = built(make)

    subjects = [entry.get_text() for entry in history(site).select(".aq-past__subject")]  # type: ignore[union-attr]
    assert subjects == ["Notes", "A remark", "Agenda"]
    assert not [name for name, text in site.texts().items() if WORD in text]


def test_a_renamed_note(make: Build, notes: Repository) -> None:
    """A note's old name is nowhere, not even in the subjects of the time when it had that."""
    git(notes.root, "mv", NOTE, f"notes/morgan/2026-11-20-{WORD}.md")
    notes.commit({}, f"Call it {WORD}", "2026-11-20T18:00:00Z")
    git(notes.root, "mv", f"notes/morgan/2026-11-20-{WORD}.md", NOTE)
    notes.commit({}, f"No more {WORD}", "2026-11-20T19:00:00Z")
    site = built(make)

    assert [
        entry.get_text()
        for entry in history(site).select(".aq-past__subject")  # type: ignore[union-attr]
    ] == ["Notes", "A remark", "Agenda"]
    assert not [name for name, text in site.texts().items() if WORD in text]


def test_hostile_names_and_subjects(make: Build, notes: Repository) -> None:
    """What an author typed is text: no markup, and no sign that turns the rest of a line around."""
    author = '"onload=alert(1)&\u202e <x@example.org>'
    subject = "<script>alert(2)</script> \u202etxt\u0007"
    extra = f"{NOTES}- [ ] @sam <b>Try</b> (see:: act1) ^act2\n"
    notes.commit({NOTE: extra}, subject, "2026-11-20T18:00:00Z", author)
    html = built(make).html("morgan/2026-11-20")
    page = BeautifulSoup(html, "html5lib")

    assert "\u202e" not in html
    assert "\u0007" not in html
    assert not page.select("details.aq-past :is(script, img)")
    assert "<script>alert(2)</script>" in page.select_one(".aq-past__subject").get_text()  # type: ignore[union-attr]


def test_old_meetings_are_listed(make: Build, notes: Repository) -> None:
    """Of a meeting more than a year ago there are author and date of each commit, and no texts."""
    old = AGENDA.replace("2026-11-20", "2025-11-20")
    old = old.replace("won1", "won9").replace("que1", "que9").replace("pri", "pro")
    notes.commit({"notes/morgan/2025-11-20.md": old}, "Old one", "2025-11-19T18:00:00Z")
    site = built(make)

    assert told(history(site, "morgan/2025-11-20")) == [["Sam Reyes"]]


def test_links_to_the_host(make: Build, notes: Repository) -> None:
    """Each commit leads to the host of the repository; without one there is no link."""
    head = git(notes.root, "rev-parse", "HEAD")
    linked = history(built(make, repo_url="https://github.com/a/b"))
    plain = history(built(make))

    assert linked is not None
    assert plain is not None
    assert f"https://github.com/a/b/commit/{head}" in [a["href"] for a in linked.select("a")]
    assert not plain.select("a.aq-past__commit")


@pytest.mark.parametrize("state", ["no repository", "no commits", "no git", "off"])
def test_without_history(
    make: Build, tmp_path: Path, state: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The site is built, strict or not, has no trails, and it is said once why."""
    Repository(tmp_path).write({"notes/morgan/index.md": SERIES, NOTE: NOTES})
    if state != "no repository":
        Repository(tmp_path).begin()
    if state == "no git":
        Repository(tmp_path).commit({}, "Begin")
        monkeypatch.setenv("PATH", str(tmp_path))
    off = {"history": False} if state == "off" else {}
    site = built(make, strict=True, options=off)

    assert history(site) is None
    assert (state != "off") == (
        len([said for said in site.infos if "without their history" in said]) == 1
    )


def test_a_shallow_clone(make: Build, notes: Repository, tmp_path: Path) -> None:
    """What came before the clone is unknown: the page says so, and the build names the remedy."""
    elsewhere = tmp_path / "elsewhere"
    git(tmp_path, "clone", "-q", "--depth=1", f"file://{notes.root}", str(elsewhere))
    for path in (NOTE, "notes/morgan/index.md"):
        (notes.root / path).unlink()
    (notes.root / ".git").rename(notes.root / "git")
    (elsewhere / ".git").rename(notes.root / ".git")
    git(notes.root, "checkout", "-q", ".")
    site = built(make, strict=True)
    section = history(site)

    assert section is not None
    assert "earlier history is not in this clone" in section.get_text()
    assert "ahead" not in section.get_text()
    assert len([said for said in site.infos if "fetch-depth: 0" in said]) == 1


def test_rules_know_the_history(make: Build, notes: Repository) -> None:
    """A rule about when agendas are shared is heard in a build as it is in a check."""
    late = REMARK.replace("2026-11-20", "2026-11-21").replace("won1", "won2")
    late = late.replace("que", "qua").replace("pri", "pra")
    files = {"notes/morgan/2026-11-21.md": late}
    notes.commit(files, "Late", "2026-11-21T14:00:00Z")
    site = built(make, options={"rules": {"AQ602": "error"}})

    found = [said for said in site.warnings if "AQ602" in said]
    assert len(found) == 1
    assert "2026-11-21.md" in found[0]


def test_in_the_browser(
    make: Build, notes: Repository, serve_directory: ServeDirectory, page: Page
) -> None:
    """The history opens from the keyboard, leads to items, and is no trouble to the console."""
    address = serve_directory(built(make).folder)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(f"{address}/morgan/2026-11-20/", wait_until="networkidle")
    link = page.locator("details.aq-past a", has_text="And who tests?")
    expect(link).not_to_be_visible()
    page.locator("details.aq-past > summary").focus()
    page.keyboard.press("Enter")
    expect(link).to_be_visible()
    link.focus()
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile(r"#(%5E|\^)que2$"))
    assert said == []
