"""``aquip actions``, ``questions``, ``next`` and ``series``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import validate

if TYPE_CHECKING:
    from conftest import Repository

NEXT = "notes/morgan/2026-11-27.md"
TEXT = {"type": "string"}
MAYBE = {"type": ["string", "null"]}
DATE = {"type": ["string", "null"], "pattern": r"^\d{4}-\d\d-\d\d$"}
COUNT = {"type": "integer"}
TRUTH = {"type": "boolean"}
THREAD = {
    "id": MAYBE,
    "text": TEXT,
    "owners": {"type": "array", "items": {"type": "string", "pattern": "^@"}},
    "state": {"enum": ["open", "done", "dropped"]},
    "kind": MAYBE,
    "need": MAYBE,
    "goal": MAYBE,
    "due": DATE,
    "done": DATE,
    "since": DATE,
    "series": TEXT,
    "meeting": TEXT,
    "path": TEXT,
    "line": {"type": "integer", "minimum": 1},
    "overdue": TRUTH,
    "age_days": COUNT,
    "due_moves": COUNT,
    "carries": COUNT,
    "lost": TRUTH,
}


def schema(properties: dict[str, Any]) -> dict[str, Any]:
    """Ask for an array of objects that have all of these."""
    item = {"type": "object", "required": [*properties], "properties": properties}
    return {"type": "array", "items": item}


@pytest.mark.parametrize("command", ["actions", "questions"])
def test_json_has_every_key(repo: Repository, command: str) -> None:
    """The rows of both lists have all the promised keys, of the promised types."""
    rows = repo.json(command, "--state", "all")
    assert rows
    validate(rows, schema(THREAD))


def test_json_values(repo: Repository) -> None:
    """A row tells the item as its newest occurrence has it."""
    repo.run("new", "morgan")
    row = next(a for a in repo.json("actions") if a["id"] == "a81kd")
    assert {
        **row,
        "text": "Talk to the data team's lead",
        "owners": ["@morgan"],
        "state": "open",
        "due": "2026-11-21",
        "done": None,
        "since": "2026-11-20",
        "series": "morgan",
        "meeting": "2026-11-27",
        "path": NEXT,
        "overdue": True,
        "age_days": 2,
        "due_moves": 0,
        "carries": 1,
        "lost": False,
    } == row
    assert repo.read(NEXT).splitlines()[row["line"] - 1].startswith("- [ ] @morgan Talk")


@pytest.mark.parametrize(
    ("arguments", "ids"),
    [
        ((), ["a81kd", "k7f3q"]),
        (("--owner", "@morgan"), ["a81kd"]),
        (("--mine",), ["k7f3q"]),
        (("--overdue",), ["a81kd"]),
        (("--due", "friday"), ["a81kd", "k7f3q"]),
        (("--due", "today"), ["a81kd"]),
        (("--state", "done"), ["b00km"]),
        (("--state", "all"), ["a81kd", "k7f3q", "b00km"]),
        (("--series", "morgan", "--lost"), []),
        (("--private",), ["a81kd", "k7f3q", "r41se"]),
    ],
)
def test_filters(repo: Repository, arguments: tuple[str, ...], ids: list[str]) -> None:
    """Filters by owner, series, due date, state; most urgent first, private ones on demand."""
    assert ids == [a["id"] for a in repo.json("actions", *arguments)]


def test_how_often_is_said_as_on_the_site(repo: Repository) -> None:
    """What was carried and what was put off says so in figures, below the text and the date."""
    repo.run("new", "morgan")
    repo.run("due", "k7f3q", "2026-12-09")
    printed = repo.out("actions")
    assert "carried 1×" in printed
    assert "moved 1×" in printed
    assert "in 17 days" in printed


def test_table(repo: Repository) -> None:
    """The table fits 80 columns, names what is late in words, and counts what is hidden."""
    repo.run("new", "morgan")
    printed = repo.out("actions")
    assert "@morgan   Talk to the data team's lead" in printed
    assert "overdue 1 day" in printed
    assert "2 actions, 1 overdue" in printed
    assert "1 private item not shown (--private shows them)" in printed
    assert "\x1b" not in printed


def test_fits_80_columns(repo: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    """No line of any table is wider than the terminal."""
    monkeypatch.setenv("COLUMNS", "80")
    repo.run(
        "add", "morgan", "word " * 60, "--to", "actions", "--owner", "a_very_long_handle_indeed"
    )
    repo.run("add", "morgan", "x" * 200, "--need", "thought-partner", "--kind", "pattern")
    for command in ("actions", "questions", "next", "series"):
        assert max(len(line) for line in repo.out(command).splitlines()) <= 80


def test_no_terminal_codes_from_notes(repo: Repository) -> None:
    """A note can't steer the terminal that its items are printed on."""
    repo.write(
        NEXT, "---\ndate: 2026-11-27\n---\n\n## Actions\n\n- [ ] @sam \x1b[2J\x9bGone ^g0ne\n"
    )
    for command in (
        ("actions",),
        ("actions", "--format", "json"),
        ("agenda", "morgan"),
        ("agenda", "morgan", "--format", "text"),
        ("done", "g0ne"),
    ):
        assert not re.search(r"[\x1b\x9b]", repo.out(*command))
    (row,) = (a for a in repo.json("actions", "--state", "all") if a["id"] == "g0ne")
    assert row["text"] == "\x1b[2J\x9bGone"


def test_empty(empty: Repository) -> None:
    """A repository without notes gets a friendly word and a next step from every list."""
    empty.write("mkdocs.yml", "site_name: x\ndocs_dir: notes\n")
    empty.write("notes/index.md", "# Hello\n")
    assert "`aquip add" in empty.out("actions")
    assert "`aquip add" in empty.out("questions")
    assert "`aquip new" in empty.out("next")
    assert "`aquip series add" in empty.out("series")
    assert empty.json("actions") == empty.json("next") == []


def test_nobody_of_that_name(repo: Repository) -> None:
    """An owner nobody has is a slip, and the nearest is named."""
    assert "Did you mean `morgan`?" in repo.fails("actions", "--owner", "morgn")


def test_next(repo: Repository) -> None:
    """The coming meeting of a series, without a note and then with one that is not ready."""
    expected = {"series": "morgan", "date": "2026-11-27", "status": "planned", "ready": False}
    assert [{**expected, "path": None, "missing": ["note"]}] == repo.json("next")
    assert "`aquip new morgan`" in repo.out("next")
    repo.run("new", "morgan")
    assert [{**expected, "path": NEXT, "missing": ["accomplishments"]}] == repo.json("next")
    repo.run("add", "morgan", "Shipped", "--to", "accomplishments")
    assert [{**expected, "path": NEXT, "missing": [], "ready": True}] == repo.json("next")
    assert "ready" in repo.out("next")


def test_series(repo: Repository) -> None:
    """The relationships, with their dates and what is open."""
    (row,) = repo.json("series")
    assert row["with"] == "@morgan"
    assert (row["last"], row["next"], row["open"]) == ("2026-11-20", "2026-11-27", 3)
    assert "@morgan" in repo.out("series")
    (row,) = repo.json("series", "--private")
    assert row["open"] == 4


def test_series_add(repo: Repository) -> None:
    """A new series is a folder whose index says who, how often and when, and is ready to use."""
    said = (
        "--with",
        "@priya",
        "--relation",
        "skip-level",
        "--cadence",
        "monthly",
        "--time",
        "9:30",
    )
    repo.run("series", "add", "priya", *said, "--starts", "2026-12-09")
    assert (
        repo.read("notes/priya/index.md")
        == """\
---
title: Priya
with: priya
relation: skip-level
owner: sam
cadence: monthly
starts: 2026-12-09
time: "09:30"
---

# Priya
"""
    )
    repo.run("new", "priya")
    assert "date: 2026-12-09" in repo.read("notes/priya/2026-12-09.md")
    assert [
        f for f in repo.json("check") if "priya" in f["path"] and f["severity"] == "error"
    ] == []


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("morgan", "--with", "x"), "there is a series `morgan` already"),
        (("a/b", "--with", "x"), "can't be a folder's name"),
        (("Goals", "--with", "x"), "is the site's own page"),
        (("x", "--with", "x", "--cadence", "often"), "often"),
        (("x", "--with", "x", "--time", "25:00"), "no time of day"),
        (("x", "--with", "x", "--timezone", "Mars/Base"), "no time zone"),
        (("x",), "--with"),
    ],
)
def test_series_add_refuses(repo: Repository, arguments: tuple[str, ...], complaint: str) -> None:
    """What can't be a series is refused with nothing written."""
    assert complaint in repo.fails("series", "add", *arguments)
