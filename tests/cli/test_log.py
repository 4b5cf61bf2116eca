"""``aquip log``: the life of an item and the commits of a meeting, as a reader sees them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from aquip.cli import main
from tests.cli.conftest import Repository
from tests.cli.test_command import completed
from tests.history.made import git
from tests.history.test_lives import DONE, DRAFT, FIRST, LATER, SECOND, Story, note

if TYPE_CHECKING:
    from pathlib import Path

RAISE = "- [ ] @sam Ask about the raise (due:: 2026-12-01) ^r41se"
HIDDEN = f"<!-- private -->\n{RAISE}\n<!-- /private -->"


@pytest.fixture
def story(tmp_path: Path) -> Story:
    """A rota that was agreed on 6 November, put off on the 13th, and done."""
    made = Story.at(tmp_path / "repository")
    assert isinstance(made, Story)
    made.write(FIRST, note("2026-11-06", DRAFT))
    made.commit("Notes of the 6th", "2026-11-06T12:00:00+01:00")
    planned = note("2026-11-13", DRAFT, status="planned")
    ask = "\n## Questions & Issues\n\n- How long do reviews take?\n"
    made.write(SECOND, planned + ask)
    made.commit("Agenda for the 13th", "2026-11-10T10:00:00+00:00")
    made.write(SECOND, note("2026-11-13", LATER) + ask)
    made.commit("Put off", "2026-11-13T12:00:00+01:00", by="morgan")
    made.write(SECOND, note("2026-11-13", LATER.replace("[ ]", "[x]")) + ask)
    made.commit("Close", "2026-11-19T12:00:00+01:00")
    return made


@pytest.fixture
def repo(story: Story) -> Repository:
    """The command, run on that repository."""
    return Repository(story.root)


def refused(repo: Repository, *arguments: str) -> str:
    """Return what is said of input that is no use; git's own folder may keep what was found."""
    return repo.run(*arguments, status=2).stderr


def test_life(repo: Repository, story: Story) -> None:
    """An item's life is a line an event, oldest first, with day, person, meeting and commit."""
    out = repo.out("log", "k7f3q")
    lines = [re.split(r"\s{2,}", line.strip()) for line in out.splitlines()]
    short = git(story.root, "log", "--reverse", "--format=%h", "--abbrev=7", "--", "notes")
    agreed, agenda, put_off, close = short.split()[-4:]
    assert lines == [
        ["Draft the rota"],
        ["^k7f3q, action of @sam, done, in morgan"],
        [""],
        ["6 Nov", "@sam", "added", "2026-11-06", agreed],
        ["10 Nov", "@sam", "carried over", "2026-11-13", agenda],
        ["13 Nov", "@morgan", "due moved from 13 Nov to 20 Nov", "2026-11-13", put_off],
        ["19 Nov", "@sam", "done", "2026-11-13", close],
    ]


def test_life_as_json(repo: Repository, story: Story) -> None:
    """JSON has every event with its whole commit, its author, and the moment with its offset."""
    rows = repo.json("log", "Draft the")
    assert [row["event"] for row in rows] == ["raised", "carried", "due_moved", "done"]
    moved = rows[2]
    keys = [
        "event",
        "item",
        "text",
        "series",
        "meeting",
        "path",
        "line",
        "commit",
        "author",
        "when",
        "before",
        "after",
    ]
    assert keys == list(moved)[: len(keys)]
    assert {key: moved[key] for key in keys} == {
        "event": "due_moved",
        "item": "k7f3q",
        "text": "Draft the rota",
        "series": "morgan",
        "meeting": "2026-11-13",
        "path": SECOND,
        "line": 8,
        "commit": git(story.root, "rev-parse", "HEAD~1"),
        "author": "@morgan",
        "when": "2026-11-13T12:00:00+01:00",
        "before": "2026-11-13",
        "after": "2026-11-20",
    }
    assert moved["subject"] == "Put off"


def test_newest_first(repo: Repository) -> None:
    """With --reverse the newest comes first, of an item and of a meeting."""
    for what in ("k7f3q", "morgan/2026-11-13"):
        oldest_first = repo.json("log", what)
        newest_first = repo.json("log", what, "--reverse")
        assert oldest_first[0]["commit"] == newest_first[-1]["commit"]
        assert [e["when"] for e in oldest_first] == sorted(e["when"] for e in oldest_first)
        assert [e["when"] for e in newest_first] == sorted(
            (e["when"] for e in newest_first), reverse=True
        )


def test_meeting(repo: Repository) -> None:
    """A meeting's commits say what each meant, how early its agenda was, and what came too late."""
    out = repo.out("log", "morgan/2026-11-13")
    assert out == repo.out("log", SECOND)
    lines = [" ".join(line.split()) for line in out.splitlines()]
    assert lines[1] == f"{SECOND}, held, agenda shared 3 days before"
    assert [line[8:] for line in lines if re.match("[0-9a-f]{7} ", line)] == [
        "10 Nov 10:00 @sam Agenda for the 13th",
        "13 Nov 12:00 @morgan Put off",
        "19 Nov 12:00 @sam Close (after it was held)",
    ]
    assert "added How long do reviews take?" in lines
    assert "due moved from 13 Nov to Draft the rota" in lines
    assert lines[-1] == "done Draft the rota"


def test_fits_the_terminal(repo: Repository, story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    """Long texts are folded, and no line is wider than 80 columns."""
    monkeypatch.setenv("COLUMNS", "80")
    long = "Draft the rota " + "and talk it over with every team that it concerns " * 3
    story.write(SECOND, note("2026-11-13", f"- [x] @sam {long}(due:: 2026-11-20) ^k7f3q"))
    for what in ("k7f3q", "morgan/2026-11-13"):
        out = repo.out("log", what)
        assert "not committed yet" in out
        assert [line for line in out.splitlines() if len(line) > 80] == []


def test_not_committed_yet(repo: Repository, story: Story) -> None:
    """What nobody has committed is told last, without a commit."""
    story.write(SECOND, note("2026-11-13", LATER))
    last = repo.json("log", "k7f3q")[-1]
    assert (last["event"], last["commit"], last["pending"]) == ("reopened", None, True)
    assert repo.json("log", SECOND)[-1]["pending"] is True


def test_deleted_since(repo: Repository, story: Story) -> None:
    """An id that no note has any more, and a meeting whose note is gone, still have their trail."""
    (story.root / FIRST).unlink()
    (story.root / SECOND).unlink()
    story.commit("Clear away", "2026-11-20T12:00:00+01:00")
    assert "^k7f3q, action of @sam, in no note any more" in repo.out("log", "k7f3q")
    assert repo.json("log", "^k7f3q")[0]["event"] == "raised"
    assert "deleted" in repo.out("log", SECOND).splitlines()[1]
    assert "there is no item `zzzz9`" in refused(repo, "log", "zzzz9")


def test_private_item(repo: Repository, story: Story) -> None:
    """A private item has a life with --private alone, be it public in some version or today."""
    story.write(FIRST, note("2026-11-06", DRAFT, HIDDEN))
    story.commit("About money", "2026-11-20T12:00:00+01:00")
    for what in ("r41se", "Ask about"):
        said = refused(repo, "log", what)
        assert f"`{what}` is a private item\n--private shows its life.\n" in said
    assert repo.json("log", "r41se", "--private")[0]["event"] == "raised"
    story.write(FIRST, note("2026-11-06", DRAFT, RAISE))
    story.commit("No secret any more", "2026-11-20T13:00:00+01:00")
    assert "is a private item" in refused(repo, "log", "r41se")
    story.write(FIRST, note("2026-11-06", DRAFT))
    story.commit("Gone", "2026-11-20T14:00:00+01:00")
    assert "is a private item" in refused(repo, "log", "r41se")
    assert len(repo.json("log", "r41se", "--private")) > 1


def test_private_parts_of_a_meeting(repo: Repository, story: Story) -> None:
    """Of a meeting only what was never hidden is told, the rest is counted, no subject betrays."""
    story.write(FIRST, note("2026-11-06", DONE, RAISE))
    story.commit("Ask about the raise, openly", "2026-11-20T12:00:00+01:00")
    story.write(FIRST, note("2026-11-06", DONE, HIDDEN))
    story.commit("Hide the raise", "2026-11-20T13:00:00+01:00")
    for arguments in ([FIRST], [FIRST, "--format", "json"]):
        out = repo.out("log", *arguments)
        assert "raise" not in out.lower().replace('"raised"', "")
        assert "added  Draft the rota" in out or '"item": "k7f3q"' in out
        assert "r41se" not in out
    assert "1 private change not shown (--private shows them)" in repo.out("log", FIRST)
    everything = repo.out("log", FIRST, "--private")
    assert "Ask about the raise, openly" in everything
    assert "not shown" not in everything


def test_private_meeting(repo: Repository, story: Story) -> None:
    """A meeting that is not published has a trail with --private alone."""
    note_ = note("2026-11-20", DRAFT).replace("---\n", "---\npublish: false\n", 1)
    story.write("notes/morgan/2026-11-20.md", note_)
    story.commit("Off the record", "2026-11-20T12:00:00+01:00")
    said = refused(repo, "log", "morgan/2026-11-20")
    assert "this meeting is private\n--private shows it.\n" in said
    assert "Off the record" in repo.out("log", "morgan/2026-11-20", "--private")


def test_old_name(repo: Repository, story: Story) -> None:
    """The name that a meeting had is told, but not of a note that ever hid something."""
    story.write("notes/morgan/2026-11-20.md", note("2026-11-20", HIDDEN))
    story.write("notes/morgan/2026-11-21-raise.md", note("2026-11-21", "- [ ] Ask"))
    story.commit("Two more", "2026-11-20T12:00:00+01:00")
    git(story.root, "mv", "notes/morgan/2026-11-20.md", "notes/morgan/2026-11-22-a.md")
    git(story.root, "mv", "notes/morgan/2026-11-21-raise.md", "notes/morgan/2026-11-22-b.md")
    story.commit("Moved", "2026-11-21T12:00:00+01:00")
    assert "2026-11-21-raise" in repo.out("log", "morgan/2026-11-22-b", "--format", "json")
    for arguments in ((), ("--format", "json")):
        out = repo.out("log", "morgan/2026-11-22-a", *arguments)
        assert "2026-11-20.md" not in out
        assert '"2026-11-20"' not in out
        assert "edited" in out


def test_shallow_clone(story: Story, tmp_path: Path) -> None:
    """What a shallow clone can't tell has no commit, and the remedy is said once."""
    git(tmp_path, "clone", "-q", "--depth=2", story.root.as_uri(), "shallow")
    shallow = Repository(tmp_path / "shallow")
    rows = shallow.json("log", "k7f3q")
    assert [(row["event"], row["author"]) for row in rows] == [
        ("raised", None),
        ("carried", None),
        ("due_moved", None),
        ("done", "@sam"),
    ]
    assert [row["pending"] for row in rows] == [False] * 4
    for what in ("k7f3q", "morgan/2026-11-13"):
        said = shallow.run("log", what).stderr
        assert said.count("fetch-depth: 0") == 1
    line = shallow.out("log", "k7f3q").splitlines()[3]
    assert line.split() == ["?", "?", "added", "2026-11-06", "?"]


def test_without_git(story: Story, tmp_path: Path) -> None:
    """Without a repository the meetings tell an item's life; a meeting's commits are an error."""
    git(story.root, "checkout-index", "-a", f"--prefix={tmp_path}/exported/")
    exported = Repository(tmp_path / "exported")
    result = exported.run("log", "k7f3q")
    assert "carried over" in result.stdout
    assert "git tells nothing here" in result.stderr
    assert "git tells nothing here" in refused(exported, "log", "morgan/2026-11-13")


def test_repository_of_somebody_else(repo: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where git does not trust a repository, its remedy is passed on."""
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    assert "safe.directory" in repo.run("log", "k7f3q").stderr
    assert "safe.directory" in refused(repo, "log", "morgan/2026-11-13")


def test_what_is_no_meeting(repo: Repository, story: Story) -> None:
    """A series, another page, and a meeting that never was are told apart, with a remedy."""
    assert "as in `aquip log morgan/2026-11-13`" in refused(repo, "log", "morgan")
    story.write("notes/about.md", "# About\n")
    assert "there is no such meeting" in refused(repo, "log", "notes/about.md")
    assert f"Did you mean `{SECOND}`?" in refused(repo, "log", "morgan/2026-11-12")
    assert "there is no such file or folder" in refused(repo, "log", "notes/nobody/2026-11-12.md")


def test_nothing_steers_the_terminal(repo: Repository, story: Story) -> None:
    """An escape sequence in a name or in a subject stays without effect."""
    git(story.root, "config", "user.name", "Eve\x1b[31m")
    git(story.root, "config", "user.email", "eve@example.org")
    story.write(SECOND, note("2026-11-13", LATER))
    git(story.root, "commit", "-q", "-a", "-m", "Look\x1b]0;title\x07")
    for what in ("k7f3q", "morgan/2026-11-13"):
        assert not re.search(r"[\x00-\x09\x0b-\x1f]", repo.out("log", what))
        assert "\x1b" not in repo.out("log", what, "--format", "json")


def test_completion(repo: Repository) -> None:
    """A shell is offered the ids of all items, closed ones too, and a series' meetings."""
    assert completed(repo, "aquip log k7") == ["k7f3q"]
    assert completed(repo, "aquip log morgan/2026-11-1") == ["morgan/2026-11-13"]
    assert completed(repo, "aquip log morgan/") == ["morgan/2026-11-13", "morgan/2026-11-06"]


def test_demo(tmp_path: Path) -> None:
    """In the example year each event is told of a commit that touched the note it names."""
    demo = Repository(tmp_path / "demo")
    demo.root.mkdir()
    CliRunner().invoke(main, ["demo", str(demo.root)])
    for what in ("ep28g", "xy43v", "morgan/2026-11-13"):
        rows = demo.json("log", what)
        assert rows != []
        for row in rows:
            touched = git(demo.root, "show", "--format=%aI %an", "--name-only", row["commit"])
            when, *files = touched.splitlines()
            assert when.partition(" ")[0].replace("Z", "+00:00") == row["when"]
            assert row["event"] == "lost" or row["path"] in files
