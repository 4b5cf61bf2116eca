"""``aquip hold`` and ``aquip cancel``."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conftest import Repository

HELD = "notes/morgan/2026-11-20.md"
NEXT = "notes/morgan/2026-11-27.md"
MONDAY = "notes/morgan/2026-11-30.md"


def unheld(repo: Repository) -> str:
    """Take the status and the reflection out of last week's meeting; return its text."""
    text = repo.read(HELD).replace("status: held\n", "").partition("\n## Reflection")[0]
    repo.write(HELD, text)
    return text


def test_hold(repo: Repository) -> None:
    """A meeting becomes held and gets the questions of a reflection; the rest stays as it was."""
    before = unheld(repo)
    said = repo.out("hold", "morgan")
    expected = before.replace("date: 2026-11-20\n", "date: 2026-11-20\nstatus: held\n") + (
        "\n## Reflection\n\n"
        "- As expected: <!-- yes, partly or no -->\n"
        "- Effective: <!-- 1 to 5 -->\n"
        "- Worth the time: <!-- yes or no -->\n"
        "- Next time: <!-- what to do otherwise -->\n"
    )
    assert expected == repo.read(HELD)
    assert f"{HELD}:39: held; reflect while it is fresh" in said
    assert "the order of priorities is not confirmed" in said
    assert "Left open: 4 items" in said
    assert "@morgan Talk to the data team's lead (due 2026-11-21)" in said
    assert "  a private item\n" in said
    assert "raise" not in said
    assert "`aquip new morgan` carries them over." in said


def test_hold_with_answers(repo: Repository) -> None:
    """Answers given as options are written down, and count as a reflection."""
    unheld(repo)
    repo.run("hold", "morgan", "--effective", "4", "--worth", "yes", "--next", "be  brief")
    text = repo.read(HELD)
    assert "- Effective: 4\n- Worth the time: yes\n- Next time: be brief\n" in text
    repo.run("hold", "morgan", "--as-expected", "partly")
    assert "- As expected: partly\n- Effective: 4\n" in repo.read(HELD)
    assert "- Worth the time: yes\n- Next time: be brief\n" in repo.read(HELD)


def test_hold_answers_what_was_asked(repo: Repository) -> None:
    """An answer takes the place of the prompt, and of the answer given before."""
    unheld(repo)
    repo.run("hold", "morgan")
    repo.run("hold", "morgan", "--effective", "4", "--next", "be brief")
    repo.run("hold", "morgan", "--effective", "5")
    assert repo.read(HELD).endswith(
        "- As expected: <!-- yes, partly or no -->\n"
        "- Effective: 5\n"
        "- Worth the time: <!-- yes or no -->\n"
        "- Next time: be brief\n"
    )


def test_hold_twice(repo: Repository) -> None:
    """A meeting that was held is left alone."""
    unheld(repo)
    repo.run("hold", "morgan")
    before = repo.files()
    assert "was held already" in repo.out("hold", "morgan")
    assert before == repo.files()


def test_hold_brings_into_the_next(repo: Repository) -> None:
    """What was agreed in the meeting goes into the next one where that exists already."""
    unheld(repo)
    repo.run("new", "morgan")
    repo.write(HELD, repo.read(HELD).replace("^b00km", "^b00km\n- [ ] @morgan Ask Ana ^n3w1t"))
    next_before = repo.read(NEXT)
    said = repo.out("hold", "morgan")
    assert f"{NEXT}: 1 item taken into the next meeting" in said
    line = "- [ ] @morgan Ask Ana (since:: 2026-11-20) ^n3w1t"
    assert line in repo.read(NEXT)
    assert next_before == repo.read(NEXT).replace(f"\n{line}\n", "")
    assert [a["id"] for a in repo.json("actions", "--lost", "--private")] == []


def test_hold_nothing_yet(repo: Repository) -> None:
    """A meeting ahead is held only when its date is given."""
    (repo.root / HELD).unlink()
    repo.run("new", "morgan", "--date", "2026-11-27")
    assert "--date holds it early" in repo.fails("hold", "morgan")
    repo.run("hold", "morgan", "--date", "2026-11-27")
    assert "status: held" in repo.read(NEXT)
    assert "has no meeting on 2026-11-24" in repo.fails("hold", "morgan", "--date", "2026-11-24")


def test_cancel_without_a_note(repo: Repository) -> None:
    """The next date by the cadence is called off, and its items pass by it."""
    said = repo.out("cancel", "morgan", "--reason", "Morgan: ill")
    text = '---\ndate: 2026-11-27\nstatus: cancelled\nreason: "Morgan: ill"\n---\n'
    assert repo.read(NEXT).startswith(text)
    assert "No new date was given" in said
    assert repo.json("next")[0]["date"] == "2026-12-04"
    repo.run("new", "morgan")
    assert "^q7a2x" in repo.read("notes/morgan/2026-12-04.md")


def test_cancel_to_a_later_date(repo: Repository) -> None:
    """The agenda moves to the new date with all that was prepared."""
    repo.run("add", "morgan", "Shipped", "--to", "wins")
    before = repo.read(NEXT)
    repo.run("cancel", "morgan", "--reason", "ill", "--to", "2026-11-30")
    meta = "date: 2026-11-27\nstatus: cancelled\nreason: ill\nmoved_to: 2026-11-30\n"
    assert before.replace("date: 2026-11-27\n", meta) == repo.read(NEXT)
    assert "# Sam & Morgan, 30 November 2026" in repo.read(MONDAY)
    assert "- Shipped\n" in repo.read(MONDAY)
    assert {"2026-11-30"} == {a["meeting"] for a in repo.json("actions")}
    assert repo.json("actions", "--lost") == []


def test_cancel_to_an_earlier_date(repo: Repository) -> None:
    """An agenda that moves forward leaves nothing behind that would outrank it."""
    repo.run("new", "morgan")
    repo.run("cancel", "morgan", "--reason", "away", "--to", "tuesday")
    assert "## " not in repo.read(NEXT)
    assert {"2026-11-24"} == {a["meeting"] for a in repo.json("actions")}
    repo.run("done", "k7f3q")
    assert "k7f3q" not in {a["id"] for a in repo.json("actions")}


def test_cancel_into_a_meeting_that_is_there(repo: Repository) -> None:
    """A meeting on the new date takes over what it doesn't show yet."""
    repo.write(MONDAY, "---\ndate: 2026-11-30\n---\n\n# Hello\n")
    repo.run("cancel", "morgan", "--date", "2026-11-27", "--reason", "ill", "--to", "2026-11-30")
    assert "^k7f3q" in repo.read(MONDAY)


def test_cancel_refuses(repo: Repository) -> None:
    """A meeting that was held stays held, a reason is needed, and a new date is a new one."""
    assert "was held" in repo.fails("cancel", "morgan", "--reason", "x", "--date", "2026-11-20")
    assert "--reason" in repo.fails("cancel", "morgan")
    assert "the reason is empty" in repo.fails("cancel", "morgan", "--reason", " ")
    assert "already" in repo.fails("cancel", "morgan", "--reason", "x", "--to", "2026-11-27")
