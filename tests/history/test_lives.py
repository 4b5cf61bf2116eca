"""An item's life in real repositories: branches, merges, rebases, renames and crooked clocks."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from aquip.config import load_config
from aquip.core.model import Thread
from aquip.history.known import Known
from aquip.history.lives import Life, life_of, life_of_id
from aquip.history.past import Past
from aquip.history.versions import Versions
from aquip.store import Store
from tests.history.made import Made, git

if TYPE_CHECKING:
    from pathlib import Path

TODAY = dt.date(2026, 11, 22)
FIRST, SECOND, THIRD = (f"notes/morgan/2026-11-{day:02}.md" for day in (6, 13, 20))
DRAFT = "- [ ] @sam Draft the rota (due:: 2026-11-13) ^k7f3q"
DONE = DRAFT.replace("[ ]", "[x]")
LATER = DRAFT.replace("11-13)", "11-20)")


def note(date: str, *items: str, section: str = "Actions", status: str = "held") -> str:
    """Write a meeting with these items, and enough besides to be known again."""
    body = "\n".join(items)
    notes = "".join(f"- point {n}, which was talked about for a while\n" for n in range(8))
    head = f"---\ndate: {date}\nstatus: {status}\n---\n\n"
    return f"{head}## {section}\n\n{body}\n\n## Notes\n\n{notes}"


class Story(Made):
    """A repository in which every commit comes an hour after the last, unless it says when."""

    hour = 0

    def tell(self, subject: str, **files: str | None) -> None:
        """Commit what notes say now, by the day of November; None takes one away."""
        for day, items in files.items():
            path = self.root / f"notes/morgan/2026-11-{day.removeprefix('on')}.md"
            if items is None:
                path.unlink()
            else:
                self.write(str(path.relative_to(self.root)), note(path.stem, *items.splitlines()))
        self.step(subject)

    def step(self, subject: str, by: str = "sam") -> None:
        """Commit all there is."""
        self.hour += 1
        when = dt.datetime(2026, 11, 1, tzinfo=dt.UTC) + dt.timedelta(hours=self.hour)
        self.commit(subject, when.isoformat(), by=by)

    def branch(self, name: str, start: str = "main") -> None:
        """Go on on a branch of its own."""
        git(self.root, "checkout", "-q", "-b", name, start)

    def merge(self, name: str, *options: str, result: dict[str, str] | None = None) -> None:
        """Merge a branch into main; ``result`` is what notes say then, where git can't tell."""
        git(self.root, "checkout", "-q", "main")
        self.hour += 1
        when = dt.datetime(2026, 11, 1, tzinfo=dt.UTC) + dt.timedelta(hours=self.hour)
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("GIT_COMMITTER_DATE", when.isoformat())
            patch.setenv("GIT_AUTHOR_DATE", when.isoformat())
            merging = ("merge", "-q", "--no-ff", *options, "-m", f"Merge {name}", name)
            if result is None:
                git(self.root, *merging)
                return
            with pytest.raises(Exception, match="merge"):
                git(self.root, *merging)
            for path, text in result.items():
                self.write(path, text)
            git(self.root, "add", "--all")
            git(self.root, "commit", "-q", "-m", f"Merge {name}")


@pytest.fixture
def story(tmp_path: Path) -> Story:
    """A repository with a series and no meeting yet."""
    made = Story.at(tmp_path / "repository")
    assert isinstance(made, Story)
    return made


def past_of(root: Path) -> Past:
    """Return the past of a repository as it is checked out."""
    config = load_config(root)
    store = Store(config)
    known = Known(root, config.settings.people)
    versions = Versions(known, config.settings, root / ".cache/aquip")
    return Past(known, versions, store.load(today=TODAY), store.uri_of)


def thread(past: Past, text: str) -> Thread:
    """Return the one item that begins so."""
    (found,) = (t for t in past.record.threads if t.item.text.startswith(text))
    return found


def told(life: Life | None) -> list[str]:
    """Say a life in short: `subject: event day`, and what came of it."""
    assert life is not None
    lines = []
    for one in life.told:
        event = one.event
        commit = one.commit.subject if one.commit else "pending" if one.pending else "?"
        value = f" {event.after}" if event.kind in {"due_moved", "owner_changed"} else ""
        lines.append(f"{commit}: {event.kind} {event.meeting.name[-2:]}{value}")
    return lines


def life(root: Path, text: str = "Draft") -> list[str]:
    """Say the life of the item that begins so."""
    past = past_of(root)
    return told(life_of(past, thread(past, text)))


def test_a_whole_life(story: Story) -> None:
    """Every meeting and every commit that did something to an item is told, in order, and once."""
    story.tell("Agree", on06=DRAFT)
    story.tell("Elsewhere", on06=f"{DRAFT}\n- [ ] @morgan Talk to Wen ^w33ne")
    story.tell("Agenda", on13=DRAFT)
    story.tell("Put off", on13=LATER)
    story.tell("Hand on", on13=LATER.replace("@sam", "@morgan"))
    story.tell("Write", on13=LATER.replace("@sam", "@morgan").replace("Draft", "Write"))
    last = LATER.replace("@sam", "@morgan").replace("Draft", "Write")
    story.tell("Close", on13=last.replace("[ ]", "[x]"))
    story.tell("Not done at all", on13=last)
    story.tell("Give up", on20=last.replace("[ ]", "[-]"))
    assert life(story.root, "Write") == [
        "Agree: raised 06",
        "Agenda: carried 13",
        "Put off: due_moved 13 2026-11-20",
        "Hand on: owner_changed 13 @morgan",
        "Write: edited 13",
        "Close: done 13",
        "Not done at all: reopened 13",
        "Give up: carried 20",
        "Give up: dropped 20",
    ]


def test_who_and_when(story: Story) -> None:
    """An event has its commit's author, handle included, and the date at which it was written."""
    story.write(FIRST, note("2026-11-06", DRAFT))
    sha = story.commit("Agree", "2026-11-06T12:00:00+01:00", by="morgan")
    past = past_of(story.root)
    (one,) = life_of(past, thread(past, "Draft")).told
    assert one.commit is not None
    assert (sha, "morgan") == (one.commit.sha, one.commit.author.handle)
    assert one.commit.authored.isoformat() == "2026-11-06T12:00:00+01:00"


def test_not_committed_yet(story: Story) -> None:
    """What is in the working tree alone comes last, and says that nobody committed it."""
    story.tell("Agree", on06=DRAFT)
    story.write(FIRST, note("2026-11-06", DONE))
    assert life(story.root) == ["Agree: raised 06", "pending: done 06"]


def test_lost(story: Story) -> None:
    """An item is lost by the commit after which its series meets on without it, and found again."""
    story.tell("Agree", on06=DRAFT)
    story.tell("Without it", on13="- [ ] @sam Something else ^e153x")
    assert life(story.root) == ["Agree: raised 06", "Without it: lost 06"]
    story.tell("Oh", on20=DRAFT)
    assert life(story.root) == ["Agree: raised 06", "Without it: lost 06", "Oh: carried 20"]


def test_reranked(story: Story) -> None:
    """A priority moves within its meeting and from one to the next, by the commit that did it."""
    one, two, three = "1. Cut-over ^c1aaa", "2. Handover ^h2bbb", "3. Hiring ^h3ccc"

    def ranked(path: str, *items: str) -> None:
        story.write(path, note(path[-13:-3], *items, section="Priorities"))

    ranked(FIRST, one, two, three)
    story.step("Agenda")
    ranked(FIRST, three, one, two)
    story.step("Confirm", by="morgan")
    ranked(SECOND, one, two, three)
    story.step("Next")
    past = past_of(story.root)
    found = life_of(past, thread(past, "Hiring")).told
    assert [(t.event.kind, t.event.before, t.event.after) for t in found] == [
        ("raised", None, "Hiring"),
        ("reranked", "3", "1"),
        ("carried", "0", "1"),
        ("reranked", "1", "3"),
    ]


def test_merge_tells_nothing_twice(story: Story) -> None:
    """What a branch did is told by its own commits, and its merge says nothing of it."""
    story.tell("Agree", on06=DRAFT)
    story.branch("late")
    story.tell("Agenda", on13=DRAFT)
    story.tell("Put off", on13=LATER)
    git(story.root, "checkout", "-q", "main")
    story.tell("Elsewhere", on06=f"{DRAFT}\n- [ ] @morgan Talk to Wen ^w33ne")
    story.merge("late")
    assert life(story.root) == [
        "Agree: raised 06",
        "Agenda: carried 13",
        "Put off: due_moved 13 2026-11-20",
    ]


def test_merge_joins_two_edits(story: Story) -> None:
    """Where git joins what two branches did to one note, neither is told again by the merge."""
    other = "- [ ] @morgan Talk to Wen ^w33ne"
    between = "\n".join(f"- [ ] @lee Chore number {n} ^ch0r{n}" for n in range(5))
    story.tell("Agree", on06=f"{DRAFT}\n{between}\n{other}")
    story.branch("one")
    story.tell("Close", on06=f"{DONE}\n{between}\n{other}")
    git(story.root, "checkout", "-q", "main")
    story.tell("Close another", on06=f"{DRAFT}\n{between}\n{other.replace('[ ]', '[x]')}")
    story.merge("one")
    assert life(story.root) == ["Agree: raised 06", "Close: done 06"]
    assert life(story.root, "Talk") == ["Agree: raised 06", "Close another: done 06"]


def test_merge_decides(story: Story) -> None:
    """Of two due dates a merge may choose neither, and tells so."""
    story.tell("Agree", on06=DRAFT)
    story.branch("one")
    story.tell("A week", on06=LATER)
    git(story.root, "checkout", "-q", "main")
    story.tell("Two weeks", on06=DRAFT.replace("11-13)", "11-27)"))
    chosen = note("2026-11-06", DRAFT.replace("11-13)", "12-01)"))
    story.merge("one", result={FIRST: chosen})
    assert life(story.root) == [
        "Agree: raised 06",
        "A week: due_moved 06 2026-11-20",
        "Two weeks: due_moved 06 2026-11-27",
        "Merge one: due_moved 06 2026-12-01",
    ]


@pytest.mark.parametrize(
    ("side", "more"), [("ours", []), ("theirs", ["Merge one: due_moved 06 2026-11-20"])]
)
def test_merge_takes_one_side(story: Story, side: str, more: list[str]) -> None:
    """A merge that takes a side whole ends where that side was, and the last line says so."""
    story.tell("Agree", on06=DRAFT)
    story.branch("one")
    story.tell("A week", on06=LATER)
    git(story.root, "checkout", "-q", "main")
    story.tell("Two weeks", on06=DRAFT.replace("11-13)", "11-27)"))
    story.merge("one", "-X", side)
    assert life(story.root) == [
        "Agree: raised 06",
        "A week: due_moved 06 2026-11-20",
        "Two weeks: due_moved 06 2026-11-27",
        *more,
    ]


def test_work_that_a_merge_threw_away(story: Story) -> None:
    """What a merge with `-s ours` threw away is not so any more, and the merge says it."""
    story.tell("Agree", on06=DRAFT)
    story.branch("one")
    story.tell("Close", on06=DONE)
    story.merge("one", "-s", "ours")
    assert life(story.root) == ["Agree: raised 06", "Close: done 06", "Merge one: reopened 06"]


@pytest.mark.parametrize("first", ["close", "carry"])
def test_closed_on_one_branch_and_carried_on_the_other(story: Story, first: str) -> None:
    """The next meeting shows it open: the merge says so, whichever branch was told last."""
    story.tell("Agree", on06=DRAFT)
    todo = {"close": ("Close", {"on06": DONE}), "carry": ("Agenda", {"on13": DRAFT})}
    one, two = todo.pop(first), *todo.values()
    story.branch("one")
    story.tell(one[0], **one[1])
    git(story.root, "checkout", "-q", "main")
    story.tell(two[0], **two[1])
    story.merge("one")
    past = past_of(story.root)
    assert thread(past, "Draft").state == "open"
    each = {"Close: done 06", "Agenda: carried 13"}
    found = life(story.root)
    assert (found[0], each, found[3:]) == (
        "Agree: raised 06",
        set(found[1:3]),
        ["Merge one: reopened 13"],
    )


def test_two_branches_add_the_next_meeting(story: Story) -> None:
    """Two meetings are two carries: each branch tells of one, the merge that it makes two."""
    story.tell("Agree", on06=DRAFT)
    story.branch("one")
    story.tell("Friday", on13=DRAFT)
    git(story.root, "checkout", "-q", "main")
    story.tell("Thursday", on12=DRAFT)
    story.merge("one")
    assert life(story.root) == [
        "Agree: raised 06",
        "Friday: carried 13",
        "Thursday: carried 12",
        "Merge one: carried 13",
    ]


def test_two_branches_add_the_same_meeting(story: Story) -> None:
    """Of one meeting that two branches began, the merge tells no more than what it left."""
    story.tell("Agree", on06=DRAFT)
    story.branch("one")
    story.tell("Mine", on13=LATER)
    git(story.root, "checkout", "-q", "main")
    story.tell("Theirs", on13=DRAFT)
    story.merge("one", result={SECOND: note("2026-11-13", LATER)})
    assert life(story.root) == [
        "Agree: raised 06",
        "Mine: carried 13",
        "Mine: due_moved 13 2026-11-20",
        "Theirs: carried 13",
    ]


def test_squash(story: Story) -> None:
    """A squashed branch is one commit, which did all of it."""
    story.tell("Agree", on06=DRAFT)
    story.branch("one")
    story.tell("Agenda", on13=DRAFT)
    story.tell("Put off", on13=LATER)
    git(story.root, "checkout", "-q", "main")
    git(story.root, "merge", "-q", "--squash", "one")
    story.step("All at once")
    assert life(story.root) == [
        "Agree: raised 06",
        "All at once: carried 13",
        "All at once: due_moved 13 2026-11-20",
    ]


def test_rebase(story: Story) -> None:
    """Rebased commits are told once, in their new order, with the date they were written at."""
    story.tell("Agree", on06=DRAFT)
    story.branch("one")
    story.tell("Agenda", on13=DRAFT)
    git(story.root, "checkout", "-q", "main")
    story.tell("Put off", on06=LATER)
    git(story.root, "checkout", "-q", "one")
    git(story.root, "rebase", "-q", "main")
    git(story.root, "checkout", "-q", "main")
    git(story.root, "merge", "-q", "--ff-only", "one")
    past = past_of(story.root)
    found = life_of(past, thread(past, "Draft"))
    assert told(found)[:2] == ["Agree: raised 06", "Put off: due_moved 06 2026-11-20"]
    hours = [one.commit.authored.hour for one in found.told if one.commit]
    assert hours == [1, 3, 2, 2]


def test_clock_skew(story: Story) -> None:
    """Whoever's clock is years off, what stands on a commit comes after it."""
    story.write(FIRST, note("2026-11-06", DRAFT))
    story.commit("Agree", "2031-01-01T00:00:00+00:00")
    story.write(FIRST, note("2026-11-06", LATER))
    story.commit("Put off", "1999-01-01T00:00:00+00:00")
    story.write(FIRST, note("2026-11-06", DONE))
    story.commit("Close", "2026-11-06T00:00:00+00:00")
    assert [line.partition(":")[0] for line in life(story.root)][:3] == [
        "Agree",
        "Put off",
        "Close",
    ]


def test_moved_meeting(story: Story) -> None:
    """A note that was renamed and edited is the same meeting, and its items live on."""
    story.tell("Agree", on06=DRAFT)
    git(story.root, "mv", FIRST, SECOND)
    story.write(SECOND, note("2026-11-13", DRAFT))
    story.step("Moved")
    story.write(SECOND, note("2026-11-13", DONE))
    story.step("Close")
    assert life(story.root) == ["Agree: raised 13", "Close: done 13"]


def test_series_that_was_renamed(story: Story) -> None:
    """A series keeps its items when its folder is given another name."""
    story.tell("Agree", on06=DRAFT)
    story.tell("Agenda", on13=DRAFT)
    git(story.root, "mv", "notes/morgan", "notes/manager")
    story.step("Renamed")
    assert life(story.root) == ["Agree: raised 06", "Agenda: carried 13"]


def test_item_without_id(story: Story) -> None:
    """An item is known by its text, before it has an id and without one, reworded or not."""
    plain = "- [ ] @sam Ask for the numbers of October"
    story.tell("Agree", on06=plain)
    story.tell("Reword", on06=f"{plain} and November")
    story.tell("Stamp", on06=f"{plain} and November ^n0v3m")
    story.tell("Agenda", on13=f"{plain} and November ^n0v3m")
    assert life(story.root, "Ask") == [
        "Agree: raised 06",
        "Reword: edited 06",
        "Agenda: carried 13",
    ]
    story.tell("No id", on20="- [ ] @lee Something that has none")
    assert life(story.root, "Something") == ["No id: raised 20"]


def test_deleted_since(story: Story) -> None:
    """An id that stands in no note any more is found in old ones, up to where it was taken out."""
    story.tell("Agree", on06=DRAFT)
    story.tell("Agenda", on13=DRAFT)
    story.tell("Clear away", on06="- [ ] @sam Another ^an0th", on13=None)
    past = past_of(story.root)
    found = life_of_id(past, "k7f3q")
    assert found is not None
    lines = told(found)
    assert lines[:2] == ["Agree: raised 06", "Agenda: carried 13"]
    assert {line.partition(":")[0] for line in lines[2:]} == {"Clear away"}
    assert life_of_id(past, "zzzz9") is None


def test_taken_out_of_one_meeting(story: Story) -> None:
    """An item that a note showed for a while only has that in its life."""
    story.tell("Agree", on06=DRAFT)
    story.tell("Agenda", on13=DRAFT)
    story.tell("Not here", on13="- [ ] @sam Another ^an0th")
    lines = life(story.root)
    assert lines[:2] == ["Agree: raised 06", "Agenda: carried 13"]
    assert "Not here: edited 13" in lines


def test_moved_to_another_series(story: Story) -> None:
    """An item that one commit took from a series to another has its whole life, from the first."""
    story.write("notes/lee/index.md", "---\nwith: lee\n---\n")
    story.tell("Agree", on06=DRAFT)
    story.write(FIRST, note("2026-11-06", "- [ ] @sam Another ^an0th"))
    story.write("notes/lee/2026-11-09.md", note("2026-11-09", DRAFT))
    story.step("Hand over")
    assert life(story.root) == ["Agree: raised 06", "Hand over: carried 09"]


def test_priority_left_out(story: Story) -> None:
    """A priority that the next order does without is lost to it, however open it is."""
    first, second = "1. Cut-over ^c1aaa", "2. Handover ^h2bbb"
    story.write(FIRST, note("2026-11-06", first, second, section="Priorities"))
    story.step("Agenda")
    story.write(SECOND, note("2026-11-13", first, section="Priorities"))
    story.step("Next")
    assert life(story.root, "Handover") == ["Agenda: raised 06", "Next: lost 06"]
    story.write(SECOND, note("2026-11-13", first, second, section="Priorities"))
    story.step("No, with it")
    story.write(SECOND, note("2026-11-13", first, section="Priorities"))
    story.step("Without it after all")
    assert life(story.root, "Handover")[2:] == [
        "No, with it: carried 13",
        "Without it after all: edited 13",
    ]


def test_import_of_many_meetings(story: Story) -> None:
    """Meetings that come with one commit are told one by one."""
    story.write(FIRST, note("2026-11-06", DRAFT))
    story.write(SECOND, note("2026-11-13", LATER))
    story.tell("Import", on20=LATER.replace("[ ]", "[x]"))
    assert life(story.root) == [
        "Import: raised 06",
        "Import: carried 13",
        "Import: due_moved 13 2026-11-20",
        "Import: carried 20",
        "Import: done 20",
    ]


@pytest.mark.parametrize("depth", [1, 2, 3])
def test_shallow_clone(story: Story, tmp_path: Path, depth: int) -> None:
    """What lies beyond the end of a shallow clone has no commit; what is in sight has its own."""
    story.tell("Agree", on06=DRAFT)
    story.tell("Agenda", on13=DRAFT)
    story.tell("Put off", on13=LATER)
    url = story.root.as_uri()
    git(tmp_path, "clone", "-q", f"--depth={depth}", url, "shallow")
    past = past_of(tmp_path / "shallow")
    whole = ["Agree: raised 06", "Agenda: carried 13", "Put off: due_moved 13 2026-11-20"]
    known = depth - 1
    expected = [f"?:{line.partition(':')[2]}" for line in whole[: 3 - known]]
    assert [*expected, *whole[3 - known :]] == told(life_of(past, thread(past, "Draft")))
    assert past.history.remedy != ""


def test_no_repository(story: Story, tmp_path: Path) -> None:
    """Without git the meetings tell the life, and who did it when is unknown."""
    story.tell("Agree", on06=DRAFT)
    story.tell("Agenda", on13=LATER)
    exported = tmp_path / "exported"
    git(story.root, "checkout-index", "-a", f"--prefix={exported}/")
    expected = ["?: raised 06", "?: carried 13", "?: due_moved 13 2026-11-20"]
    assert expected == life(exported)
    (exported / "notes/morgan/2026-11-20.md").write_text(note("2026-11-20", ""), "utf-8")
    assert [*expected, "?: lost 13"] == life(exported)


def test_no_commit(story: Story) -> None:
    """Before the first commit all is still to be committed."""
    story.write(FIRST, note("2026-11-06", DRAFT))
    git(story.root, "update-ref", "-d", "HEAD")
    assert life(story.root) == ["pending: raised 06"]


def test_hidden_for_a_while(story: Story) -> None:
    """An item that some version of a note hid is private, even if none does today."""
    story.tell("Agree", on06=DRAFT)
    past = past_of(story.root)
    assert life_of(past, thread(past, "Draft")).private is False
    story.tell("Hide", on06=f"<!-- private -->\n{DRAFT}\n<!-- /private -->")
    story.tell("Show", on06=DRAFT)
    past = past_of(story.root)
    assert life_of(past, thread(past, "Draft")).private is True


def test_subjects(story: Story) -> None:
    """A commit's subject may be shown where no note that it touched ever hid anything."""
    story.tell("Agree", on06=DRAFT)
    story.tell("Agenda", on13=DRAFT)
    story.tell("Ask for a raise", on06=f"{DRAFT}\n\n- [ ] Ask")
    story.tell("Hide", on06=f"{DRAFT}\n\n<!-- private -->\n- [ ] Ask\n<!-- /private -->")
    story.tell("Both", on06=DRAFT, on13=DONE)
    story.tell("Go on", on13=DRAFT)
    past = past_of(story.root)
    commits = [c.commit for path in (FIRST, SECOND) for c in past.history.trail(path).changes]
    shown = [commit.subject for commit in commits if past.is_discreet(commit)]
    assert shown == ["Go on", "Agenda"]


def test_clone_without_old_texts(story: Story, tmp_path: Path) -> None:
    """Where old texts are missing, nothing is made up of it: what they said has no commit."""
    story.tell("Agree", on06=DRAFT)
    story.tell("Agenda", on13=DRAFT)
    story.branch("one")
    story.tell("Put off", on13=LATER)
    git(story.root, "checkout", "-q", "main")
    story.tell("Elsewhere", on20="- [ ] @sam Something else ^e153x")
    story.merge("one")
    git(story.root, "config", "uploadpack.allowFilter", "true")
    url = story.root.as_uri()
    git(tmp_path, "clone", "-q", "--filter=blob:none", url, "partial")
    past = past_of(tmp_path / "partial")
    assert told(life_of(past, thread(past, "Draft"))) == [
        "Agree: raised 06",
        "?: carried 13",
        "?: due_moved 13 2026-11-20",
        "?: lost 13",
    ]
    assert "--filter" in past.history.remedy
    (tmp_path / "partial" / SECOND).write_text(note("2026-11-13", LATER.replace("[ ]", "[x]")))
    git(tmp_path / "partial", "config", "user.name", "Sam")
    git(tmp_path / "partial", "config", "user.email", "sam@example.org")
    git(tmp_path / "partial", "commit", "-q", "-a", "-m", "Close")
    past = past_of(tmp_path / "partial")
    assert told(life_of(past, thread(past, "Draft")))[-1] == "Close: done 13"
