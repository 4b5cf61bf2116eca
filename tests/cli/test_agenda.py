"""``aquip agenda``: what to send, and whether it fits the time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.conftest import INDEX

if TYPE_CHECKING:
    from conftest import Repository

NEXT = "notes/morgan/2026-11-27.md"
ADVICE = "drop, shorten or put off what can wait"


def write(repo: Repository, *questions: str, front: str = "", path: str = NEXT) -> None:
    """Write the next meeting with questions."""
    listed = "\n".join(f"- [ ] {question}" for question in questions)
    repo.write(path, f"---\ndate: 2026-11-27\n{front}---\n\n## Questions & Issues\n\n{listed}\n")


@pytest.mark.parametrize(
    ("questions", "said"),
    [
        (["One (min:: 10)", "Two (min:: 20)"], "30 of 30 minutes planned"),
        (["One (min:: 10)", "Two"], "10 of 30 minutes planned, 1 question without an estimate"),
        ([], "0 of 30 minutes planned"),
    ],
)
def test_it_fits(repo: Repository, questions: list[str], said: str) -> None:
    """Minutes that fit are told, and nothing is warned of: open time may do for the rest."""
    write(repo, *questions)
    result = repo.run("agenda", "morgan")
    assert f"\n{said}\n" in result.stdout
    assert result.stderr == ""


@pytest.mark.parametrize(
    ("questions", "front", "warning"),
    [
        (
            ["One (min:: 10)", "Two (min:: 21)"],
            "",
            f"the questions ask for 31 minutes, and the meeting has 30 minutes: {ADVICE}",
        ),
        (
            ["One (min:: 10)"],
            "duration: 5\n",
            f"the questions ask for 10 minutes, and the meeting has 5 minutes: {ADVICE}",
        ),
        (
            ["One (min:: 30)", "Two"],
            "",
            "all 30 minutes are planned, and 1 question without an estimate comes on top",
        ),
        (
            ["One (min:: 30)", "Two", "Three"],
            "",
            "all 30 minutes are planned, and 2 questions without an estimate come on top",
        ),
    ],
)
def test_it_does_not_fit(repo: Repository, questions: list[str], front: str, warning: str) -> None:
    """What does not fit is warned of beside what is printed, which can still be piped."""
    write(repo, *questions, front=front)
    for format_ in ("md", "text", "html"):
        result = repo.run("agenda", "morgan", "--format", format_)
        assert result.stderr == f"{NEXT}: {warning}\n"
        assert "on top" not in result.stdout
        assert "put off" not in result.stdout


def test_only_what_is_open_takes_time(repo: Repository) -> None:
    """A question that is answered or dropped takes no time."""
    write(repo, "One (min:: 20)", "Two (min:: 20)")
    repo.write(NEXT, repo.read(NEXT).replace("- [ ] Two", "- [-] Two"))
    result = repo.run("agenda", "morgan")
    assert "20 of 30 minutes planned" in result.stdout
    assert result.stderr == ""


def test_private_minutes(repo: Repository) -> None:
    """What is private counts where it is shown, and is not to be guessed at where it is not."""
    write(repo, "One (min:: 20)")
    hidden = "\n<!-- private -->\n- [ ] Two (min:: 20)\n<!-- /private -->\n"
    repo.write(NEXT, repo.read(NEXT) + hidden)
    said = "1 private item left out (--private prints them)\n"
    assert repo.run("agenda", "morgan").stderr == said
    assert "the questions ask for 40 minutes" in repo.run("agenda", "morgan", "--private").stderr


def test_no_length(repo: Repository) -> None:
    """A meeting without a length has nothing that could be too much for it."""
    repo.write("notes/morgan/index.md", INDEX.replace("duration: 30\n", ""))
    write(repo, "One (min:: 600)")
    result = repo.run("agenda", "morgan")
    assert "600 minutes planned\n" in result.stdout
    assert result.stderr == ""


def test_of_what_is_over_nothing_is_warned(repo: Repository) -> None:
    """It is too late to move anything out of a meeting that was held."""
    write(repo, "One (min:: 40)", front="status: held\n")
    result = repo.run("agenda", "morgan", "--date", "2026-11-27")
    assert "10 too many" in result.stdout
    assert result.stderr == ""


def test_two_meetings_on_a_day(repo: Repository) -> None:
    """Of two on a day the one to come has the agenda, the one that was held what was agreed."""
    write(repo, "Early one", front="status: held\n")
    write(repo, "Late one", path="notes/morgan/2026-11-27-late.md")
    assert "Late one" in repo.out("agenda", "morgan", "--date", "2026-11-27")
    after = repo.out("agenda", "morgan", "--after", "--date", "2026-11-27")
    assert "No action is open." in after


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("planned", "this meeting is planned, so nothing was agreed in it\n`aquip hold morgan"),
        ("cancelled", "this meeting is cancelled, so nothing was agreed in it\n"),
    ],
)
def test_nothing_was_agreed(repo: Repository, status: str, said: str) -> None:
    """Afterwards is after a meeting: one that did not take place agreed on nothing."""
    write(repo, "One", front=f"status: {status}\n")
    assert f"{NEXT}: {said}" in repo.fails("agenda", "morgan", "--after", "--date", "2026-11-27")


def test_no_meeting_that_day(repo: Repository) -> None:
    """A day without a meeting is told with the command that makes one."""
    said = repo.fails("agenda", "morgan", "--date", "2026-12-24")
    assert "morgan has no meeting on 2026-12-24\n`aquip new morgan --date 2026-12-24`" in said


def test_before_anything_was_held(repo: Repository) -> None:
    """A series that has yet to begin has agreed on nothing."""
    (repo.root / "notes/morgan/2026-11-20.md").unlink()
    assert "morgan has held no meeting yet" in repo.fails("agenda", "morgan", "--after")
