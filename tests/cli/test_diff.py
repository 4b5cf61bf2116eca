"""``aquip diff``: what changed in 1:1 terms between two states that git knows, or the files."""

from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from conftest import Repository

HELD = "notes/morgan/2026-11-20.md"
NEXT = "notes/morgan/2026-11-27.md"
LATER = "notes/morgan/2026-12-04.md"
NOTHING = "Nothing changed in 1:1 terms.\n"
PLANNED = """\
---
date: 2026-11-27
status: planned
---

## Questions & Issues

- [ ] Reviews take a week (kind:: people) (need:: thought-partner) (min:: 10) ^q7a2x
- [ ] Who takes the rota in May? (kind:: project) (need:: action) (min:: 5) ^n3wq1

## Actions

- [ ] @morgan Talk to the data team's lead (due:: 2026-11-21) ^a81kd
- [ ] @sam Draft the rota proposal (due:: 2026-12-04) ^k7f3q
"""


def git(repo: Repository, *arguments: str) -> str:
    """Run git in the repository and return what it says."""
    done = subprocess.run(
        ["git", "-c", "init.defaultBranch=main", *arguments],
        cwd=repo.root,
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout.strip()


def commit(repo: Repository, message: str = "notes") -> None:
    """Commit all there is."""
    git(repo, "add", "-A")
    git(repo, "commit", "-q", "-m", message)


def told(repo: Repository, *arguments: str) -> list[tuple[str, str | None, str]]:
    """Return kind, item and meeting of what is told, findings aside."""
    return [
        (row["event"], row["item"], row["meeting"][5:])
        for row in rows(repo, *arguments)
        if row["event"] not in {"found", "mended"}
    ]


def rows(repo: Repository, *arguments: str) -> list[dict[str, Any]]:
    """Return what is told as JSON."""
    found: list[dict[str, Any]] = repo.json("diff", *arguments)
    return found


@pytest.fixture
def committed(repo: Repository) -> Repository:
    """One commit: a meeting that was held, with three open items, one of them private."""
    repo.write(".gitignore", ".cache/\n*.private.md\n")
    git(repo, "init", "-q")
    commit(repo)
    return repo


ADDED = [
    ("shared", None, "11-27"),
    ("carried", "q7a2x", "11-27"),
    ("raised", "n3wq1", "11-27"),
    ("carried", "a81kd", "11-27"),
    ("carried", "k7f3q", "11-27"),
    ("due_moved", "k7f3q", "11-27"),
]
"""What the next agenda brings."""


def test_nothing_changed(committed: Repository) -> None:
    """A clean tree has nothing to tell, in any format, nor has what is no note."""
    committed.write("README.md", "# Notes\n")
    assert committed.out("diff") == NOTHING
    assert committed.out("diff", "--format", "md") == f"**{NOTHING.strip()}**\n"
    assert rows(committed) == []


def test_the_next_agenda_before_it_is_committed(committed: Repository) -> None:
    """A note that git does not know yet is told: a line for all of it, then item by item."""
    committed.write(NEXT, PLANNED)
    said = committed.out("diff").splitlines()
    assert said[0].startswith(
        "Agenda for Fri 27 Nov with Morgan Diaz: agenda shared, 1 question added, 3 carried, "
        "1 due date moved"
    )
    assert "  - Question added: Who takes the rota in May?" in said
    moved = "due moved from 27 Nov to 4 Dec"
    assert f"  - Action carried over, {moved}: Draft the rota proposal (@sam)" in said
    assert "  - 2 carried without change" in said
    assert told(committed) == ADDED


def test_events_as_data(committed: Repository) -> None:
    """Each event names its item, its meeting and its line, and what was before and after."""
    committed.write(NEXT, PLANNED)
    (event,) = (row for row in rows(committed) if row["event"] == "due_moved")
    expected = {
        "event": "due_moved",
        "item": "k7f3q",
        "text": "Draft the rota proposal",
        "series": "morgan",
        "meeting": "2026-11-27",
        "path": NEXT,
        "line": 14,
        "commit": None,
        "author": None,
        "when": None,
        "before": "2026-11-27",
        "after": "2026-12-04",
    }
    assert expected == {key: event[key] for key in expected}


def test_findings_that_are_new_and_that_are_gone(committed: Repository) -> None:
    """What the change brings and mends follows the events, with rule, severity and message."""
    committed.write(NEXT, PLANNED.replace(" ^k7f3q", " ^a81kd"))
    found = [row for row in rows(committed) if row["event"] == "found"]
    doubled = next(row for row in found if row["code"] == "AQ508")
    assert (doubled["severity"], doubled["path"], doubled["series"]) == ("error", NEXT, "morgan")
    assert "a81kd" in doubled["message"]
    commit(committed)
    committed.write(NEXT, PLANNED)
    gone = [row for row in rows(committed) if row["event"] == "mended"]
    assert "AQ508" in {row["code"] for row in gone}
    assert "Gone: AQ508" in committed.out("diff")


def test_a_finding_that_goes_along_with_its_item_is_not_new(committed: Repository) -> None:
    """An overdue action that is carried is as overdue as before."""
    committed.write(NEXT, PLANNED)
    assert "AQ506" not in {row.get("code") for row in rows(committed)}


@pytest.fixture
def branched(committed: Repository) -> Repository:
    """A branch with the next agenda, and main, on which an action was closed meanwhile."""
    git(committed, "checkout", "-q", "-b", "agenda")
    committed.write(NEXT, PLANNED)
    commit(committed, "Agenda")
    git(committed, "checkout", "-q", "main")
    text = committed.read(HELD)
    committed.write(HELD, text.replace("- [ ] @morgan Talk", "- [x] @morgan Talk"))
    commit(committed, "Done")
    return committed


CLOSED = [("done", "a81kd", "11-20")]


def test_revisions_as_git_has_them(branched: Repository) -> None:
    """REV is compared with the files, A..B are two states, A...B counts from where B parted."""
    assert told(branched, "HEAD") == told(branched, "main..") == []
    assert told(branched, "HEAD~1") == told(branched, "HEAD~1..main") == CLOSED
    assert told(branched, "agenda...") == told(branched, "agenda...main") == CLOSED
    assert ADDED == told(branched, "main...agenda") == told(branched, "...agenda")
    opened = [("reopened" if kind == "carried" else kind, *rest) for kind, *rest in ADDED]
    assert ("reopened", "a81kd", "11-27") in opened
    assert ("reopened", "a81kd", "11-27") in told(branched, "main..agenda")
    git(branched, "checkout", "-q", "--detach", "agenda")
    assert told(branched, "main...HEAD") == ADDED


def test_the_working_tree_is_left_out_between_revisions(branched: Repository) -> None:
    """Two revisions are compared as they are, whatever the files say, ignored ones too."""
    branched.write(LATER, PLANNED.replace("2026-11-27", "2026-12-04"))
    branched.write(HELD, "---\ndate: 2026-11-20\n---\n")
    branched.write(".gitignore", "2026-12-04.md\n")
    assert told(branched, "main...agenda") == ADDED
    assert told(branched, "HEAD~1..HEAD") == CLOSED


def test_closed_on_one_branch_and_carried_on_the_other(branched: Repository) -> None:
    """Merged, it is open again for those who closed it, and closed before for those who carried."""
    assert ("carried", "a81kd", "11-27") in told(branched, "main...agenda")
    git(branched, "merge", "-q", "--no-edit", "agenda")
    after = told(branched, "HEAD^1..HEAD")
    assert [kind for kind, item, _ in after if item == "a81kd"] == ["carried", "reopened"]
    assert told(branched, "HEAD^2..HEAD") == CLOSED


def test_merged_squashed_or_rebased_is_the_same_change(branched: Repository) -> None:
    """How an agenda came to main makes no difference to what it means."""
    found = {}
    for name, command in (
        ("merged", ("merge", "-q", "--no-edit", "agenda")),
        ("squashed", ("merge", "-q", "--squash", "agenda")),
        ("picked", ("cherry-pick", "agenda")),
    ):
        git(branched, "checkout", "-q", "-b", name, "main")
        git(branched, *command)
        if name == "squashed":
            commit(branched)
        found[name] = told(branched, f"main..{name}")
    assert found["merged"] == found["squashed"] == found["picked"]
    assert ("raised", "n3wq1", "11-27") in found["merged"]


def test_two_branches_each_add_the_next_meeting(committed: Repository) -> None:
    """Each carries the item once; merged it stands in both, and is carried for the 2nd time."""
    item = "- [ ] @sam Draft the rota proposal (due:: 2026-11-27) ^k7f3q"
    for branch, path in (("one", NEXT), ("two", LATER)):
        git(committed, "checkout", "-q", "-b", branch, "main")
        date = path[-13:-3]
        committed.write(path, f"---\ndate: {date}\nstatus: planned\n---\n\n## Actions\n\n{item}\n")
        commit(committed)
    assert ("carried", "k7f3q", "11-27") in told(committed, "main...one")
    assert ("carried", "k7f3q", "12-04") in told(committed, "main...two")
    git(committed, "merge", "-q", "--no-edit", "one")
    (carried,) = (row for row in rows(committed, "main..HEAD") if row["event"] == "carried")
    assert (carried["before"], carried["after"], carried["carries"]) == ("0", "2", 2)


def test_amid_a_merge_that_does_not_work_out(committed: Repository) -> None:
    """Where both branches wrote the same note the files are told as they are, and the conflict."""
    for branch, text in (("one", PLANNED), ("two", PLANNED.replace("May", "June"))):
        git(committed, "checkout", "-q", "-b", branch, "main")
        committed.write(NEXT, text)
        commit(committed)
    with pytest.raises(subprocess.CalledProcessError):
        git(committed, "merge", "-q", "one")
    found = rows(committed)
    assert "AQ010" in {row.get("code") for row in found}


def test_a_meeting_that_moves_is_renamed(branched: Repository) -> None:
    """A note under another date is the same meeting, and nothing in it is new."""
    git(branched, "checkout", "-q", "agenda")
    git(branched, "mv", NEXT, LATER)
    branched.write(LATER, PLANNED.replace("date: 2026-11-27", "date: 2026-12-04"))
    assert "moved from 27 Nov to 4 Dec" in branched.out("diff")
    assert told(branched) == [("edited", None, "12-04")]


def test_a_series_in_another_folder(committed: Repository) -> None:
    """The folder has another name: its items, be they without ids, are those that they were."""
    text = committed.read(HELD)
    for identity in (" ^q7a2x", " ^a81kd", " ^k7f3q", " ^b00km"):
        text = text.replace(identity, "")
    committed.write(HELD, text)
    commit(committed)
    git(committed, "mv", "notes/morgan", "notes/manager")
    assert told(committed) == []


def test_notes_in_another_folder(committed: Repository) -> None:
    """Where `docs_dir` was another, the notes below it are the same."""
    git(committed, "mv", "notes", "texts")
    config = committed.read("mkdocs.yml")
    committed.write("mkdocs.yml", config.replace("docs_dir: notes", "docs_dir: texts"))
    assert told(committed) == []


def test_a_note_that_is_deleted(branched: Repository) -> None:
    """It is told as such, with what was raised there; what it carried goes on before."""
    git(branched, "checkout", "-q", "agenda")
    (branched.root / NEXT).unlink()
    assert told(branched) == [("edited", None, "11-27"), ("edited", "n3wq1", "11-27")]
    assert "note deleted" in branched.out("diff")


def test_each_side_is_read_by_its_own_settings(committed: Repository) -> None:
    """Headings renamed together with the settings mean what they did: nothing changed."""
    committed.write(
        "mkdocs.yml",
        committed.read("mkdocs.yml")
        + "      sections: {questions: {heading: Fragen}, actions: {heading: Aufgaben}}\n",
    )
    text = committed.read(HELD)
    german = text.replace("## Questions & Issues", "## Fragen").replace("## Actions", "## Aufgaben")
    committed.write(HELD, german)
    assert told(committed) == [("edited", None, "11-20")]
    commit(committed)
    assert told(committed, "HEAD~1..HEAD") == [("edited", None, "11-20")]


def test_a_folder_of_a_larger_repository(tmp_path: Any) -> None:  # noqa: ANN401
    """Paths count from the notes' own root, and what lies elsewhere is no part of it."""
    from tests.cli.conftest import HELD as TEXT
    from tests.cli.conftest import INDEX, MKDOCS, Repository

    repo = Repository(tmp_path / "all" / "meetings")
    repo.write("mkdocs.yml", MKDOCS)
    repo.write("notes/morgan/index.md", INDEX)
    repo.write(HELD, TEXT)
    whole = Repository(tmp_path / "all")
    git(whole, "init", "-q")
    commit(whole)
    repo.write(NEXT, PLANNED)
    whole.write("notes/morgan/2026-11-30.md", PLANNED)
    assert told(repo) == ADDED
    assert {NEXT} == {row["path"] for row in rows(repo) if row["event"] == "raised"}


@pytest.mark.parametrize(
    "revision",
    ["nowhere", "--output=/tmp/canary", "-O/tmp/canary", "a..b..c", "main..nowhere", "^main", ""],
)
def test_what_is_no_revision(committed: Repository, revision: str) -> None:
    """An unknown or hostile name is refused in a line that says so; git is never given it."""
    said = committed.fails("diff", "--", revision)
    assert "git knows no revision" in said
    assert "Name a commit, a branch or a tag" in said


def test_no_repository_and_no_commit(repo: Repository) -> None:
    """Both are said with what to do; nothing is guessed."""
    assert "git finds no repository here" in repo.fails("diff")
    git(repo, "init", "-q")
    assert "Nothing is committed here yet" in repo.fails("diff")


def test_histories_that_share_nothing(committed: Repository) -> None:
    """A...B needs a commit that both have; A..B does not."""
    git(committed, "checkout", "-q", "--orphan", "other")
    commit(committed, "Begin anew")
    assert "git finds no commit that `main` and `HEAD` share" in committed.fails("diff", "main...")
    assert told(committed, "main..") == []


def test_a_shallow_clone_says_what_to_fetch(branched: Repository, tmp_path: Any) -> None:  # noqa: ANN401
    """What is beyond its end is unknown, with the remedy."""
    clone = type(branched)(tmp_path / "clone")
    git(branched, "clone", "-q", "--depth=1", f"file://{branched.root}", str(clone.root))
    assert "fetch-depth: 0" in clone.fails("diff", "HEAD~1")


def test_one_series(branched: Repository) -> None:
    """--series leaves out all others, findings too; one that is gone by now can still be asked."""
    git(branched, "checkout", "-q", "agenda")
    branched.write("notes/lee/index.md", "---\nwith: lee\n---\n")
    branched.write(
        "notes/lee/2026-11-20.md", "---\ndate: 2026-11-20\n---\n\n## Actions\n\n- [ ] A\n"
    )
    assert {row["series"] for row in rows(branched, "--series", "lee")} == {"lee"}
    assert rows(branched, "--series", "morgan") == []
    commit(branched)
    git(branched, "rm", "-q", "-r", "notes/lee")
    assert ("edited", None, "11-20") in told(branched, "--series", "lee")
    assert "there is no series `nobody`" in branched.fails("diff", "--series", "nobody")


HIDDEN = "<!-- private -->\n{}\n<!-- /private -->"
CANARY = "canary"


@pytest.mark.parametrize("format_", ["text", "md", "json"])
def test_no_private_word_gets_out(committed: Repository, format_: str) -> None:
    """Private items, notes and drafts stay untold, be they private at one of the times alone."""
    raise_ = "- [ ] @sam {} about the raise (due:: 2026-12-01) ^r41s3"
    committed.write(NEXT, PLANNED + "- [ ] @sam Sing like a canary (due:: 2026-12-04) ^s1ng5\n")
    committed.write(LATER, PLANNED.replace("2026-11-27", "2026-12-04"))
    committed.write("notes/morgan/2026-11-13.md", f"---\npublish: false\n---\n\n{CANARY}\n")
    commit(committed)
    text = committed.read(HELD).replace("- [ ] @sam Ask about the raise", "- [ ] @sam Ask a canary")
    committed.write(HELD, text)
    hidden = HIDDEN.format("- [x] @sam Sing like a canary (due:: 2026-12-04) ^s1ng5")
    committed.write(NEXT, f"{PLANNED}{hidden}\n")
    committed.write(LATER, committed.read(LATER) + HIDDEN.format(raise_.format("Canary")) + "\n")
    unpublished = f"---\npublish: false\n---\n\n## Actions\n\n- [ ] @{CANARY} {CANARY} ^c4n4r\n"
    committed.write("notes/morgan/2026-11-13.md", unpublished)
    committed.write("notes/morgan/2026-11-20.private.md", f"## Actions\n\n- [ ] {CANARY}\n")
    said = committed.out("diff", "--format", format_)
    assert not re.search("canary|c4n4r|s1ng5|r41s", said, re.IGNORECASE)
    every = committed.out("diff", "--private", "--format", format_)
    assert "Sing like a canary" in every
    assert "Ask a canary" in every
    if format_ == "text":
        assert "private changes not shown (--private shows them)" in said


HOSTILE = (
    "- [ ] @morgan Ask @all and #12, !3 or octo/cat#4 <script>alert(1)</script> "
    "<img src=https://evil.example/p.png> ![p](https://evil.example/q.png) "
    "[here](https://example.org/a_(b)?c=1#d) [there](javascript:alert(1)) https://example.org/@e "
    "| **bold** ``` `code` ~~gone~~ </details> \u202eevil &commat;lee (due:: 2026-12-04) ^h0st1"
)


def test_a_comment_says_what_notes_say_and_does_nothing(committed: Repository) -> None:
    """On a host nobody is notified, nothing is loaded, and no markup but ours has an effect."""
    from aquip.core.gfm import to_html

    committed.write(NEXT, f"{PLANNED}{HOSTILE}\n")
    comment = committed.out("diff", "--format", "md")
    html = to_html(comment, unsafe=True)
    assert not re.search(r"<(?:script|img|del|code|strong>bold)", html)
    assert html.count("<details>") == html.count("</details>")
    text = re.sub(r"<[^>]*>", "", html)
    assert not re.search(r"[@](?=\w)|[#!](?=\d)", text)
    assert "\u202e" not in html
    links = ["https://example.org/a_%28b%29?c=1#d", "https://example.org/%40e"]
    assert links == re.findall(r'href="([^"]*)"', html)
    assert "alert(1)" in text
    assert not any(line.lstrip().startswith("/") for line in comment.splitlines())


def test_a_comment_folds_what_is_long(committed: Repository) -> None:
    """What is merely carried can be opened; a long list of changes too."""
    more = "".join(f"- [ ] @sam Item {n} (due:: 2026-12-04) ^item{n}\n" for n in range(20))
    committed.write(NEXT, PLANNED + more)
    comment = committed.out("diff", "--format", "md")
    assert "<details><summary>22 changes</summary>\n\n- **Question added:**" in comment
    assert "<details><summary>2 carried without change</summary>\n\n- **Question" in comment


def test_colour_on_a_terminal_alone(committed: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    """Piped there is none, and each item keeps one line; a terminal gets both."""
    long = "- [ ] @sam " + "word " * 40 + "(due:: 2026-12-04) ^l0ng1\n"
    committed.write(NEXT, PLANNED + long)
    assert "\x1b[" not in committed.out("diff")
    assert any(len(line) > 200 for line in committed.out("diff").splitlines())
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    coloured = committed.out("diff")
    assert "\x1b[" in coloured
    plain = re.sub(r"\x1b\[[0-9;]*m", "", coloured)
    assert all(len(line) <= 100 for line in plain.splitlines() if "word" in line)


def test_whoever_completes_is_offered_series(committed: Repository) -> None:
    """The option for a series knows the series there are."""
    from click.testing import CliRunner

    from aquip.cli import main

    words = f"aquip diff -C {committed.root} --series "
    environment = {"_AQUIP_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": "5"}
    found = CliRunner().invoke(main, prog_name="aquip", env=environment)
    assert "morgan" in found.output
