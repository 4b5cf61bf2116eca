"""``aquip add``."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from aquip.core.parse import parse
from aquip.core.settings import Settings

if TYPE_CHECKING:
    from conftest import Repository

NEXT = "notes/morgan/2026-11-27.md"
PLAIN = "---\ndate: 2026-11-27\n---\n\n# Next\n\n## Questions & Issues\n\n- [ ] One ^one1\n"


def test_into_the_planned_meeting(repo: Repository) -> None:
    """A thought goes to the end of its section, with an id of its own; no other byte changes."""
    repo.write(NEXT, PLAIN)
    said = repo.out("add", "morgan", "Two", "--kind", "people", "--need", "action")
    added = repo.read(NEXT).removeprefix(PLAIN)
    assert repo.read(NEXT).startswith(PLAIN)
    assert added.startswith("- [ ] Two (kind:: people) (need:: action) ^")
    assert f"{NEXT}:10: added to Questions & Issues: {added.strip()}" in said


def test_makes_the_meeting(repo: Repository) -> None:
    """Without a planned meeting the next one is made, with everything open, and both are told."""
    said = repo.out("add", "morgan", "Two")
    assert f"{NEXT}: the meeting of Friday, 27 November 2026, with 6 items carried over" in said
    assert "^q7a2x\n" in repo.read(NEXT)
    assert "- [ ] Two ^" in repo.read(NEXT)


def test_action(repo: Repository) -> None:
    """An action has its owners first and its date behind; without an owner it is mine."""
    repo.write(NEXT, PLAIN)
    given = ("--to", "actions", "--owner", "@morgan", "--owner", "sam", "--due", "friday")
    repo.run("add", "morgan", "Call Ana", *given)
    repo.run("add", "morgan", "Call Lee", "--to", "Next steps")
    repo.run("add", "morgan", "@morgan Call Jo", "--to", "actions")
    text = repo.read(NEXT)
    assert "\n## Actions\n\n- [ ] @morgan @sam Call Ana (due:: 2026-11-27) ^" in text
    assert "- [ ] @sam Call Lee ^" in text
    assert "- [ ] @morgan Call Jo ^" in text


def test_private(repo: Repository) -> None:
    """``--private`` puts the item between markers, and listings leave it out."""
    repo.write(NEXT, PLAIN)
    repo.run("add", "morgan", "Ask for more", "--private")
    assert "<!-- private -->\n- [ ] Ask for more ^" in repo.read(NEXT)
    assert sorted(q["text"] for q in repo.json("questions")) == ["One", "Reviews take a week"]


def test_other_sections(repo: Repository) -> None:
    """Accomplishments and notes are plain items without an id; priorities are numbered on."""
    repo.write(NEXT, PLAIN + "\n## Priorities\n\n1. First\n2. Second\n")
    repo.run("add", "morgan", "Shipped", "--to", "wins", "--kind", "outcome", "--goal", "latency")
    repo.run("add", "morgan", "Third", "--to", "focus")
    text = repo.read(NEXT)
    assert "## Accomplishments\n\n- Shipped (kind:: outcome) (goal:: latency)\n" in text
    assert "2. Second\n3. Third ^" in text


@pytest.mark.parametrize(
    "words",
    [
        "# not a heading",
        "1. not a list",
        "> not a quote",
        "[x] not a box",
        "``` not a fence",
        "--- ",
        "* * *",
        "| a | b |",
        "<div>not a block",
        "two\nlines\n\n# and more",
        "\\",
        "&#1; and \x07",
        "<!-- private -->",
        "ends in ^ caret",
        "emoji 📅 and «ünïcode»",
    ],
)
def test_any_text_stays_one_item(repo: Repository, words: str) -> None:
    """Whatever is typed becomes one item, or is refused with nothing written."""
    repo.write(NEXT, PLAIN)
    result = repo.run("add", "morgan", "--to", "questions", "--", words, status=None)
    note = parse(repo.read(NEXT), path=NEXT, uri="x.md", settings=Settings())
    assert len([*note.items("questions")]) == (2 if result.exit_code == 0 else 1)
    assert [s.key for s in note.sections] == ["questions"]
    assert note.hidden == frozenset()


def test_ids_are_unique(repo: Repository) -> None:
    """The same words twice on one day get two ids."""
    repo.run("add", "morgan", "Same")
    repo.run("add", "morgan", "Same")
    ids = [q["id"] for q in repo.json("questions") if q["text"] == "Same"]
    assert len(ids) == len(set(ids)) == 2


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("morgn", "x"), "Did you mean `morgan`?"),
        (("morgan", "x", "--to", "question"), "Did you mean `questions`?"),
        (("morgan", "x", "--kind", "peopel"), "Did you mean `people`?"),
        (("morgan", "x", "--goal", "latensy"), "Did you mean `latency`?"),
        (("morgan", " \n "), "there is no text to add"),
        (("morgan", "x ^q7a2x"), "the id ^q7a2x is taken"),
        (("morgan", "x", "--due", "someday"), "is no date"),
        (("morgan", "x", "--owner", "a b"), "is no handle"),
    ],
)
def test_refuses(repo: Repository, arguments: tuple[str, ...], complaint: str) -> None:
    """A name, word or date that is not known is refused, and the nearest one named."""
    assert complaint in repo.fails("add", *arguments)


def test_two_at_once(repo: Repository) -> None:
    """Processes that add at the same time all land, into a meeting that only one of them makes."""
    code = "from aquip.cli import main; main()"
    running = [
        subprocess.Popen(
            [sys.executable, "-c", code, "add", "-C", str(repo.root), "morgan", f"Thought {n}"],
            stdout=subprocess.DEVNULL,
        )
        for n in range(6)
    ]
    assert [process.wait() for process in running] == [0] * 6
    text = repo.read(NEXT)
    assert all(text.count(f"- [ ] Thought {n} ^") == 1 for n in range(6))
    assert [p for p in repo.files() if p.endswith(".tmp")] == []
