"""``aquip done``, ``drop``, ``reopen`` and ``due``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Repository

HELD = "notes/morgan/2026-11-20.md"
NEXT = "notes/morgan/2026-11-27.md"


def test_done(repo: Repository) -> None:
    """The box and the done field change, and nothing else."""
    before = repo.read(HELD)
    said = repo.out("done", "^k7f3q")
    line = "- [ ] @sam Draft the rota proposal (due:: 2026-11-27) ^k7f3q"
    done = "- [x] @sam Draft the rota proposal (due:: 2026-11-27) (done:: 2026-11-22) ^k7f3q"
    assert before.replace(line, done) == repo.read(HELD)
    assert said == (
        f"{HELD}:28: done on 2026-11-22: Draft the rota proposal, on record in a past meeting"
        " (today is 2026-11-22, by AQUIP_TODAY)\n"
    )


def test_private_items_stay_so(repo: Repository) -> None:
    """Whoever changes, mistypes or adds a private item is not shown its text."""
    assert "a private item" in repo.out("due", "r41se", "2026-12-02")
    assert "raise" not in repo.out("drop", "ask about the")
    assert "raise" not in repo.fails("done", "r41sf")
    assert "raise" not in repo.out("add", "morgan", "A raise, again", "--private")


def test_a_whole_text_is_unambiguous(repo: Repository) -> None:
    """An item without an id can be named, though another one's text begins with its own."""
    repo.run("add", "morgan", "Draft the rota proposal again", "--to", "actions")
    repo.run("done", "draft the rota proposal")
    assert "- [x] @sam Draft the rota proposal (due" in repo.read(NEXT)
    assert "- [ ] @sam Draft the rota proposal again" in repo.read(NEXT)


def test_several_at_once(repo: Repository) -> None:
    """References may be ids or starts of texts, in any case, and are changed together."""
    repo.run("done", "k7f3q", "talk to the DATA", "--on", "yesterday")
    assert repo.read(HELD).count("(done:: 2026-11-21)") == 2


def test_all_or_none(repo: Repository) -> None:
    """One reference that means nothing leaves all of them unchanged."""
    assert "there is no item `nonesuch`" in repo.fails("done", "k7f3q", "nonesuch")


def test_newest_occurrence(repo: Repository) -> None:
    """An item changes where it stands newest; the meetings before it are left alone."""
    repo.run("new", "morgan")
    before = repo.read(HELD)
    repo.run("done", "k7f3q")
    assert before == repo.read(HELD)
    assert "(since:: 2026-11-20) (done:: 2026-11-22) ^k7f3q" in repo.read(NEXT)


def test_twice_is_once(repo: Repository) -> None:
    """What is done already is said to be, and not written again."""
    repo.run("done", "k7f3q")
    before = repo.files()
    assert "was done already" in repo.out("done", "k7f3q", "--on", "yesterday")
    assert before == repo.files()


def test_not_in_the_future(repo: Repository) -> None:
    """Nothing is done on a day that is still to come."""
    assert "is still to come" in repo.fails("done", "k7f3q", "--on", "tomorrow")


def test_drop_and_reopen(repo: Repository) -> None:
    """Dropping marks the box, reopening gives the very bytes back."""
    before = repo.read(HELD)
    repo.run("drop", "k7f3q")
    assert "- [-] @sam Draft" in repo.read(HELD)
    repo.run("reopen", "k7f3q")
    assert before == repo.read(HELD)


def test_reopen_takes_the_date_back(repo: Repository) -> None:
    """A reopened item has no done field."""
    repo.run("reopen", "b00km")
    assert "- [ ] @sam Book the room ^b00km\n" in repo.read(HELD)


def test_priority_gets_a_box(repo: Repository) -> None:
    """A priority may be dropped though it had no box."""
    repo.run("drop", "On-call")
    assert "2. [-] On-call handover\n" in repo.read(HELD)


def test_due_leaves_what_it_was(repo: Repository) -> None:
    """Each move of a due date leaves the one before behind, oldest first."""
    repo.run("due", "k7f3q", "2026-12-04")
    repo.run("due", "k7f3q", "+7d")
    expected = "(due:: 2026-11-29) (was:: 2026-11-27) (was:: 2026-12-04) ^k7f3q"
    assert expected in repo.read(HELD)
    moves = {a["id"]: a["due_moves"] for a in repo.json("actions")}
    assert moves["k7f3q"] == 2


def test_due_where_there_was_none(repo: Repository) -> None:
    """An item without a due date gets one, and no trace of another."""
    repo.run("due", "Reviews", "friday")
    assert "(min:: 10) (due:: 2026-11-27) ^q7a2x" in repo.read(HELD)
    assert "is due on 2026-11-27 already" in repo.out("due", "q7a2x", "friday")


def test_ambiguous(repo: Repository) -> None:
    """A start that two items share lists them both."""
    repo.run("add", "morgan", "Draft the plan", "--to", "actions")
    said = repo.fails("done", "draft the")
    assert "may mean 2 items" in said
    assert "^k7f3q  Draft the rota proposal" in said


def test_open_before_closed(repo: Repository) -> None:
    """Where one of two is open, closing means that one."""
    repo.run("add", "morgan", "Book the train", "--to", "actions")
    assert "Book the train" in repo.out("done", "Book the")


def test_priorities_of_the_past_are_not_meant(repo: Repository) -> None:
    """A priority that later orders left out does not stand in the way of one that is ranked."""
    repo.write(NEXT, "---\ndate: 2026-11-27\n---\n\n## Priorities\n\n1. Payments live ^l1ve2\n")
    assert "Payments live" in repo.out("drop", "Payments")


def test_unknown(repo: Repository) -> None:
    """An id with a slip names the nearest item."""
    assert "^k7f3q  Draft the rota proposal" in repo.fails("done", "k7f3p")
    assert "`aquip actions` lists what is open" in repo.fails("done", "zzzzzzzz")


BYTES = {
    "crlf": lambda text: text.replace("\n", "\r\n"),
    "bom": lambda text: "\ufeff" + text,
    "no-final-newline": lambda text: text.rstrip("\n"),
    "cr": lambda text: text.replace("\n", "\r"),
    "tabs": lambda text: text.replace("  - ", "\t- "),
    "nul": lambda text: text.replace("fourteen", "four\0teen"),
    "odd-spacing": lambda text: text.replace("## Actions\n\n", "## Actions  \n\n\n\n"),
    "not-a-character": lambda text: text.replace("fourteen", "&#xFFFE;&#1;\uffff"),
}


@pytest.mark.parametrize("kind", BYTES)
def test_every_other_byte_stays(repo: Repository, kind: str) -> None:
    """Line endings, byte order mark, missing final newline and odd characters survive a change."""
    text = BYTES[kind](repo.read(HELD))
    repo.write(HELD, text)
    repo.run("done", "k7f3q")
    expected = text.replace("- [ ] @sam Draft", "- [x] @sam Draft")
    expected = expected.replace(" ^k7f3q", " (done:: 2026-11-22) ^k7f3q")
    assert expected == repo.read(HELD)


def spliced(before: str, after: str) -> str | None:
    """Return the one stretch that was put into a text; None where anything else changed."""
    start = next(
        (n for n, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), len(before)
    )
    grown = len(after) - len(before)
    for at in range(start, -1, -1):
        if after[:at] == before[:at] and after[at + grown :] == before[at:]:
            return after[at : at + grown]
    return None


@pytest.mark.parametrize("kind", BYTES)
@pytest.mark.parametrize("section", ["questions", "actions", "priorities", "notes", "resources"])
def test_adding_only_adds(repo: Repository, kind: str, section: str) -> None:
    """``add`` puts one stretch of lines into a note, in the note's own line endings."""
    text = BYTES[kind](repo.read(HELD).replace("2026-11-20\nstatus: held", "2026-11-27"))
    repo.write(NEXT, text)
    repo.run("add", "morgan", "Something new", "--to", section)
    added = spliced(text, repo.read(NEXT))
    assert added is not None
    assert "Something new" in added
    ending = {"crlf": "\r\n", "cr": "\r"}.get(kind, "\n")
    assert added.replace(ending, "").isprintable()


@pytest.mark.parametrize("kind", [kind for kind in BYTES if kind != "cr"])
def test_holding_only_sets_the_status_and_adds(repo: Repository, kind: str) -> None:
    """``hold`` adds a status and a reflection, and takes nothing away."""
    text = BYTES[kind](repo.read(HELD).replace("status: held\n", "").partition("\n## Refl")[0])
    repo.write(HELD, text)
    repo.run("hold", "morgan", "--effective", "3")
    ending = {"crlf": "\r\n", "cr": "\r"}.get(kind, "\n")
    after = repo.read(HELD)
    assert after.count(f"status: held{ending}") == 1
    added = spliced(text, after.replace(f"status: held{ending}", ""))
    assert added is not None
    assert added.strip().startswith("## Reflection")
