"""``aquip fmt``: what it writes, what it only says, and what it leaves alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest
    from conftest import Repository

HELD = "notes/morgan/2026-11-20.md"
NEXT = "notes/morgan/2026-11-27.md"
LOOSE = """\
---
date: 2026-11-27
---

## Actions

* [X] **Sam:** Draft the rota proposal [due:: 2026-11-27] ^k7f3q
"""
CANONICAL = LOOSE.replace("* [X] **Sam:** ", "- [x] @sam ").replace(
    "[due:: 2026-11-27]", "(due:: 2026-11-27)"
)


def test_notes_are_formatted_once(repo: Repository) -> None:
    """What is not canonical is written so and named; a second run has nothing to do."""
    repo.write(NEXT, LOOSE)
    assert repo.out("fmt") == (
        f"{NEXT}: formatted\n1 note formatted, 3 notes are in canonical form.\n"
    )
    assert repo.read(NEXT) == CANONICAL
    before = repo.files()
    assert repo.out("fmt") == "4 notes are in canonical form.\n"
    assert before == repo.files()


def test_check_and_diff_write_nothing(repo: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both end with status 1 where there is something to write, and say what."""
    monkeypatch.chdir(repo.root)
    repo.write(NEXT, LOOSE)
    before = repo.files()
    said = repo.run("fmt", "--check", status=1).stdout
    assert f"{NEXT}: would be formatted\n1 note to be formatted" in said
    shown = repo.run("fmt", "--diff", status=1).stdout
    assert f"--- a/{NEXT}\n+++ b/{NEXT}\n" in shown
    assert "\n+- [x] @sam Draft the rota proposal (due:: 2026-11-27) ^k7f3q\n" in shown
    assert before == repo.files()
    repo.run("fmt", "--check", "notes/goals")


def test_a_past_meeting_is_named_as_one(repo: Repository) -> None:
    """The record is not rewritten without a word."""
    repo.write(HELD, repo.read(HELD).replace("- [x] @sam Book", "- [X] @sam Book"))
    assert f"{HELD}: formatted (a past meeting)\n" in repo.out("fmt")


def test_private_text_is_not_shown(repo: Repository) -> None:
    """A diff of a note with private parts says no more than that there is one, unless asked."""
    repo.write(HELD, repo.read(HELD).replace("(due:: 2026-12-01)", "[due:: 2026-12-01]"))
    said = repo.run("fmt", "--diff", status=1).stdout
    assert f"{HELD}: would be formatted (a past meeting) (--private shows what is private)" in said
    assert "raise" not in said
    assert "raise" in repo.run("fmt", "--diff", "--private", status=1).stdout


def test_a_merge_conflict_is_left_alone_and_the_rest_is_not(repo: Repository) -> None:
    """The note is named with the line of the first marker, and the status says so."""
    conflict = "## Actions\n\n<<<<<<< ours\n* [X] one\n=======\n* [ ] one\n>>>>>>> theirs\n"
    repo.write(NEXT, conflict)
    repo.write("notes/morgan/2026-12-04.md", LOOSE.replace("11-27\n---", "12-04\n---"))
    result = repo.run("fmt", status=1)
    assert result.stderr == f"{NEXT}:3:1: left alone: resolve the merge conflict first\n"
    assert "1 note formatted, 3 notes are in canonical form." in result.stdout
    assert repo.read(NEXT) == conflict


def test_a_path_without_a_note_is_refused(
    repo: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is more likely a mistake than a wish to format nothing."""
    monkeypatch.chdir(repo.root)
    assert "there is no note here" in repo.fails("fmt", "mkdocs.yml")
