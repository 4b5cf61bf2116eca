"""What the commits of a meeting meant, in real repositories."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from aquip.history.doings import of_note, of_series, pending
from aquip.history.secrets import Secrets
from aquip.history.writing import Commit, make
from tests.history.made import git
from tests.history.test_lives import DONE, DRAFT, FIRST, LATER, SECOND, Story, note, past_of

if TYPE_CHECKING:
    from pathlib import Path

    from aquip.core.events import Event

    Doings = list[tuple[str, list[str]]]


ASK = "\n## Questions & Issues\n\n- How long do reviews take? ^q7a2x\n"


@pytest.fixture
def story(tmp_path: Path) -> Story:
    """A repository with a series and no meeting yet."""
    made = Story.at(tmp_path / "repository")
    assert isinstance(made, Story)
    return made


def short(events: list[Event]) -> list[str]:
    """Say events in short: their kind, and the first word of their item."""
    return [f"{e.kind} {e.item.text.split()[0]}" if e.item else e.kind for e in events]


def doings(root: Path, path: str) -> Doings:
    """Return the commits of a meeting by their subjects, and what each meant."""
    return [(c.commit.subject, short(events)) for c, events in of_note(past_of(root), path)]


def test_a_meeting_from_agenda_to_notes(story: Story) -> None:
    """Each commit of a meeting says what it did: shared, added, confirmed, held, edited."""
    story.tell("Agree", on06=DRAFT)
    talk = "- [ ] @morgan Talk to Wen ^w33ne"
    agenda = note("2026-11-13", DRAFT, talk, status="planned") + ASK
    story.write(SECOND, agenda)
    story.step("Agenda")
    story.write(SECOND, agenda.replace("## Notes", "- [ ] @sam Ask Finance ^f1n4n\n\n## Notes"))
    story.step("One more", by="morgan")
    story.write(SECOND, note("2026-11-13", DONE, talk, "- [ ] @sam Ask Finance ^f1n4n") + ASK)
    story.step("Notes")
    assert doings(story.root, SECOND) == [
        ("Agenda", ["shared", "carried Draft", "raised Talk", "raised How"]),
        ("One more", ["raised Ask"]),
        ("Notes", ["held", "done Draft"]),
    ]


def test_earlier_meetings_are_as_they_were_then(story: Story) -> None:
    """What an earlier meeting's note says later is not held against an agenda of that time."""
    story.tell("Agree", on06=DRAFT)
    story.tell("Agenda", on13=DRAFT)
    story.tell("Tick it off there as well", on06=DONE)
    assert doings(story.root, SECOND) == [("Agenda", ["held", "carried Draft"])]


def test_without_status_time_tells(story: Story) -> None:
    """A note that says no status was planned until its day, and held by the first commit after."""
    plain = note("2026-11-13", DRAFT).replace("status: held\n", "") + ASK
    story.write(SECOND, plain)
    story.commit("Agenda", "2026-11-12T12:00:00+00:00")
    story.write(SECOND, plain.replace(DRAFT, DONE))
    story.commit("Notes", "2026-11-14T12:00:00+00:00")
    assert doings(story.root, SECOND) == [
        ("Agenda", ["shared", "raised Draft", "raised How"]),
        ("Notes", ["held", "done Draft"]),
    ]


def test_merge_tells_what_it_made_itself(story: Story) -> None:
    """Of two branches' edits the merge tells nothing, but what it decided between them it does."""
    chores = [f"- [ ] @lee Chore number {n} ^ch0r{n}" for n in range(5)]
    story.tell("Agree", on06="\n".join([DRAFT, *chores]))
    story.branch("one")
    story.tell("A week", on06="\n".join([LATER, *chores]))
    git(story.root, "checkout", "-q", "main")
    two_weeks = DRAFT.replace("11-13)", "11-27)")
    chores[4] = chores[4].replace("[ ]", "[x]")
    story.tell("Two weeks", on06="\n".join([two_weeks, *chores]))
    last = DRAFT.replace("11-13)", "12-01)")
    story.merge("one", result={FIRST: note("2026-11-06", last, *chores)})
    assert doings(story.root, FIRST)[1:] == [
        ("A week", ["due_moved Draft"]),
        ("Two weeks", ["due_moved Draft", "done Chore"]),
        ("Merge one", ["due_moved Draft"]),
    ]


def test_clean_merge_is_none_of_its_commits(story: Story) -> None:
    """A merge that git made of two branches by itself tells nothing."""
    chores = [f"- [ ] @lee Chore number {n} ^ch0r{n}" for n in range(5)]
    story.tell("Agree", on06="\n".join([DRAFT, *chores]))
    story.branch("one")
    story.tell("Close", on06="\n".join([DONE, *chores]))
    git(story.root, "checkout", "-q", "main")
    chores[4] = chores[4].replace("[ ]", "[x]")
    story.tell("Close another", on06="\n".join([DRAFT, *chores]))
    story.merge("one")
    assert [d for d in doings(story.root, FIRST)[1:] if d[1]] == [
        ("Close", ["done Draft"]),
        ("Close another", ["done Chore"]),
    ]


def test_moved_and_deleted(story: Story) -> None:
    """A meeting keeps its commits under another date, and when its note is gone."""
    story.tell("Agree", on06=DRAFT)
    git(story.root, "mv", FIRST, SECOND)
    story.write(SECOND, note("2026-11-13", DRAFT))
    story.step("Moved")
    story.tell("Forget it", on13=None)
    found = doings(story.root, SECOND)
    assert [subject for subject, _ in found] == ["Agree", "Moved", "Forget it"]
    assert found[1][1] == ["edited"]
    assert "edited" in found[2][1]


def test_pending(story: Story) -> None:
    """What is in the working tree alone is told apart, and nothing where there is nothing."""
    story.tell("Agree", on06=DRAFT)
    assert pending(past_of(story.root), FIRST) == []
    story.write(FIRST, note("2026-11-06", DONE))
    assert short(pending(past_of(story.root), FIRST)) == ["done Draft"]
    git(story.root, "checkout", "-q", FIRST)
    story.write(SECOND, note("2026-11-13", DRAFT))
    assert short(pending(past_of(story.root), SECOND)) == ["carried Draft", "held"]


def test_secrets(story: Story) -> None:
    """What any version of a note hid is kept in all of them, its details' lines as well."""
    story.tell("Agree", on06=f"{DRAFT}\n  - ask about the money first")
    hidden = f"- [ ] @sam Raise ^r41se\n{DRAFT}\n  <!-- private -->\n  - ask about the money first"
    story.tell("Hide", on06=f"{hidden}\n  <!-- /private -->")
    story.tell("Hide more", on06="<!-- private -->\n- [ ] @sam Raise ^r41se\n<!-- /private -->")
    past = past_of(story.root)
    keeps = Secrets(past, [FIRST]).keeps
    every = [event for _, events in of_note(past, FIRST) for event in events]
    kept = {line for line, event in zip(short(every), every, strict=True) if keeps(event)}
    assert kept == {"raised Raise", "edited Draft"} | (kept & {"edited Raise"})
    assert "raised Draft" not in kept


def test_every_meeting_at_once(story: Story) -> None:
    """A series told at once says of each meeting what the meeting alone says."""
    story.tell("Agree", on06=DRAFT)
    story.branch("one")
    story.tell("Agenda", on13=DRAFT)
    git(story.root, "checkout", "-q", "main")
    story.tell("Reword", on06=DRAFT.replace("Draft", "Write"))
    story.merge("one")
    story.tell("Close", on13=DONE)
    past = past_of(story.root)
    at_once = of_series(past, "morgan")
    assert sorted(at_once) == [FIRST, SECOND]
    for path, found in at_once.items():
        expected = [(c.commit.sha, short(events)) for c, events in of_note(past, path)]
        assert expected == [(c.commit.sha, short(events)) for c, events in found]


def test_ten_thousand_commits(story: Story) -> None:
    """In a long history with a branch for each agenda every line is the commit's that did it."""
    from aquip.history.lives import life_of
    from aquip.history.repository import Committer
    from tests.history.test_lives import thread

    sam = Committer("Sam Reyes", "sam@example.org")
    when = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    files = {
        str(p.relative_to(story.root)): p.read_bytes()
        for p in story.root.rglob("*")
        if p.is_file() and ".git" not in p.parts
    }
    commits = [Commit(when, sam, "Begin", files)]
    expected = []
    for week in range(50):
        day = dt.date(2020, 1, 3) + dt.timedelta(weeks=week)
        for step in range(200):
            when += dt.timedelta(minutes=5)
            if step % 67 == 0:
                item = f"- [ ] @sam Draft the rota (due:: {2030 + step // 67}-01-01) ^k7f3q"
                path, branch = f"notes/morgan/{day}.md", f"agenda-{day}"
                text = note(str(day), item).encode()
                commits.append(Commit(when, sam, f"{day} {step}", {path: text}, branch))
                expected.append(f"{day} {step}")
            else:
                commits.append(Commit(when, sam, "Something else"))
        commits.append(Commit(when, sam, "Merge", merges=branch))
    root = story.root.parent / "long"
    root.mkdir()
    make(root, commits)
    past = past_of(root)
    assert len(commits) > 10_000
    life = life_of(past, thread(past, "Draft"))
    told = [(t.commit.subject, t.event.kind) for t in life.told if t.commit]
    assert expected[:1] == [told[0][0]]
    assert [(s, "due_moved") for s in expected if not s.endswith(" 0")] == [
        one for one in told if one[1] == "due_moved" and not one[0].endswith(" 0")
    ]
    carried = [s for s, kind in told if kind == "carried"]
    assert carried == [s for s in expected[1:] if s.endswith(" 0")]
