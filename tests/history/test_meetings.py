"""When agendas were shared, who wrote what and what came later, in real repositories."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from aquip.cli import main
from aquip.config import load_config
from aquip.core.moments import begins
from aquip.history.known import Known
from aquip.history.meetings import MeetingHistory, meeting_history
from aquip.history.versions import Versions
from aquip.store import Store
from tests.history.made import Made, git, meeting

if TYPE_CHECKING:
    from pathlib import Path

    from aquip.core.model import Meeting, Record

TODAY = dt.date(2026, 11, 22)


class Asked:
    """The record of a repository as it is, and what git knows of it."""

    def __init__(self, root: Path) -> None:
        config = load_config(root)
        self.record: Record = Store(config).load(today=TODAY)
        self.known = Known(root, config.settings.people)
        versions = Versions(self.known, config.settings, root / ".cache/aquip")
        self.found = meeting_history(self.record, self.known, versions)

    @property
    def history(self) -> MeetingHistory:
        """What git knows, where it knows something."""
        assert self.found is not None
        return self.found

    def meeting(self, date: str) -> Meeting:
        """Return a meeting."""
        return self.record.meeting_at[f"notes/morgan/{date}.md"]

    def ahead(self, date: str) -> dt.timedelta | None:
        """Return how long before a meeting its agenda was shared."""
        met = self.meeting(date)
        start = begins(self.record.series["morgan"], met.date, dt.UTC)
        return self.history.shared(met).ahead(start)


def hours(count: float) -> dt.timedelta:
    """Return a number of hours."""
    return dt.timedelta(hours=count)


@pytest.fixture
def made(tmp_path: Path) -> Made:
    """A repository with a series that meets at 10:00 in Lisbon."""
    return Made.at(tmp_path / "repository")


@pytest.mark.parametrize(
    ("when", "ahead"),
    [
        ("2026-11-17T10:00:00+00:00", hours(72)),
        ("2026-11-20T09:00:00+00:00", hours(1)),
        # A commit from elsewhere counts by its own offset: 9:00 in Kolkata is 3:30 in Lisbon.
        ("2026-11-20T09:00:00+05:30", hours(6.5)),
        ("2026-11-20T09:00:00-08:00", hours(-7)),
        ("2026-11-20T12:00:00+00:00", hours(-2)),
    ],
)
def test_ahead(made: Made, when: str, ahead: dt.timedelta) -> None:
    """How long ahead is counted to the series' time in its zone, from the committer's own."""
    made.share("2026-11-20", when, "Reviews take a week")
    assert ahead == Asked(made.root).ahead("2026-11-20")


def test_over_a_change_of_clocks(made: Made) -> None:
    """In summer the series' zone has another offset than in winter."""
    made.share("2026-10-23", "2026-10-22T09:00:00+00:00", "Reviews take a week")
    assert hours(24) == Asked(made.root).ahead("2026-10-23")


def test_carried_alone(made: Made) -> None:
    """What was only carried over, by id or by text, shares no agenda; the first new item does."""
    made.share("2026-11-13", "2026-11-10T09:00:00+00:00", "Reviews ^q7a2x", "Who *covers* it?")
    made.share("2026-11-20", "2026-11-14T09:00:00+00:00", "Reviews, reworded ^q7a2x")
    carried = ("Reviews, reworded ^q7a2x", "Who covers it? (since:: 2026-11-13)")
    made.share("2026-11-20", "2026-11-15T09:00:00+00:00", *carried)
    assert Asked(made.root).ahead("2026-11-20") is None
    made.share("2026-11-20", "2026-11-20T09:00:00+00:00", *carried, "New")
    assert hours(1) == Asked(made.root).ahead("2026-11-20")


def test_passed_on_by_a_cancelled_meeting(made: Made) -> None:
    """What a cancelled meeting passed on is the next one's agenda: nobody has talked about it."""
    path = made.share("2026-11-13", "2026-11-10T09:00:00+00:00", "Reviews ^q7a2x")
    made.write(path, meeting("2026-11-13", "Reviews ^q7a2x", status="cancelled"))
    made.share("2026-11-20", "2026-11-13T09:00:00+00:00", "Reviews ^q7a2x")
    assert hours(7 * 24 + 1) == Asked(made.root).ahead("2026-11-20")


def test_moved_to_another_day(made: Made) -> None:
    """A note that was renamed has its history under the old name, too."""
    path = made.share("2026-11-19", "2026-11-16T10:00:00+00:00", "Reviews take a week")
    git(made.root, "mv", path, "notes/morgan/2026-11-20.md")
    made.commit("Put off", "2026-11-19T18:00:00+00:00")
    made.write("notes/morgan/2026-11-20.md", meeting("2026-11-20", "Reviews take a week"))
    made.commit("The date", "2026-11-19T18:05:00+00:00")
    assert hours(96) == Asked(made.root).ahead("2026-11-20")


def test_rebased(made: Made) -> None:
    """A rebase before it is merged does not make an agenda younger."""
    git(made.root, "checkout", "-q", "-b", "agenda")
    made.share("2026-11-20", "2026-11-17T10:00:00+00:00", "Reviews take a week")
    git(made.root, "checkout", "-q", "main")
    made.write("README.md", "1:1s\n")
    made.commit("Meanwhile", "2026-11-18T10:00:00+00:00")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GIT_COMMITTER_DATE", "2026-11-20T09:55:00+00:00")
        git(made.root, "rebase", "-q", "main", "agenda")
    assert hours(72) == Asked(made.root).ahead("2026-11-20")


def test_squashed(made: Made) -> None:
    """Of a squashed branch the squash is all that is left to count from."""
    git(made.root, "checkout", "-q", "-b", "agenda")
    made.share("2026-11-20", "2026-11-17T10:00:00+00:00", "Reviews take a week")
    git(made.root, "checkout", "-q", "main")
    git(made.root, "merge", "-q", "--squash", "agenda")
    made.commit("Agenda (#1)", "2026-11-20T09:00:00+00:00")
    assert hours(1) == Asked(made.root).ahead("2026-11-20")


def test_merged_late(made: Made) -> None:
    """A merge on the morning of the meeting does not make late what was committed days ahead."""
    git(made.root, "checkout", "-q", "-b", "agenda")
    made.share("2026-11-20", "2026-11-17T10:00:00+00:00", "Reviews take a week")
    git(made.root, "checkout", "-q", "main")
    git(made.root, "merge", "-q", "--no-ff", "-m", "Merge", "agenda")
    assert hours(72) == Asked(made.root).ahead("2026-11-20")


@pytest.mark.parametrize(
    ("authored", "committed", "ahead"),
    [
        ("2027-11-20T09:00:00+00:00", "2026-11-18T10:00:00+00:00", hours(48)),
        ("2026-11-18T10:00:00+00:00", "2027-11-20T09:00:00+00:00", hours(48)),
    ],
)
def test_clock_skew(made: Made, authored: str, committed: str, ahead: dt.timedelta) -> None:
    """Of two dates, one of a clock far ahead, the other counts."""
    path = "notes/morgan/2026-11-20.md"
    made.write(path, meeting("2026-11-20", "Reviews take a week"))
    made.commit("Agenda", authored, committed=committed)
    assert ahead == Asked(made.root).ahead("2026-11-20")


def test_shallow(made: Made, tmp_path: Path) -> None:
    """In a shallow clone it is unknown when what was there already was shared, or by whom."""
    made.share("2026-11-13", "2026-11-10T10:00:00+00:00", "Reviews take a week")
    made.share("2026-11-13", "2026-11-13T09:00:00+00:00", "Reviews take a week", "Who covers?")
    made.share("2026-11-20", "2026-11-19T12:00:00+00:00", "The board's numbers")
    git(tmp_path, "clone", "-q", "--depth=2", f"file://{made.root}", "shallow")
    asked = Asked(tmp_path / "shallow")
    shared = asked.history.shared(asked.meeting("2026-11-13"))
    assert (shared.change, shared.known) == (None, False)
    assert asked.history.raised(asked.meeting("2026-11-13")) == {}
    whole = asked.history.shared(asked.meeting("2026-11-20"))
    assert (whole.known, asked.ahead("2026-11-20")) == (True, hours(22))


def test_clone_without_old_texts(made: Made, tmp_path: Path) -> None:
    """What an old text said is unknown where it is missing; what today's says is known."""
    made.share("2026-11-20", "2026-11-17T10:00:00+00:00", "Reviews take a week")
    made.share("2026-11-20", "2026-11-20T09:00:00+00:00", "Reviews take a week", "Who covers?")
    git(made.root, "config", "uploadpack.allowFilter", "true")
    git(tmp_path, "clone", "-q", "--filter=blob:none", f"file://{made.root}", "partial")
    asked = Asked(tmp_path / "partial")
    shared = asked.history.shared(asked.meeting("2026-11-20"))
    assert (shared.known, asked.ahead("2026-11-20")) == (False, hours(1))


def test_who_added_what(made: Made) -> None:
    """Each item is whoever's commit first had it, a merge's own work aside."""
    made.share("2026-11-20", "2026-11-17T10:00:00+00:00", "Reviews take a week")
    git(made.root, "checkout", "-q", "-b", "remarks")
    remarks = ("Reviews take a week", "Who covers the trade fair?")
    made.share("2026-11-20", "2026-11-18T10:00:00+00:00", *remarks, by="morgan")
    git(made.root, "checkout", "-q", "main")
    made.share("2026-11-20", "2026-11-18T11:00:00+00:00", "Travel", "Reviews take a week")
    git(made.root, "merge", "-q", "-m", "Merge", "remarks")
    asked = Asked(made.root)
    authors = asked.history.authors(asked.meeting("2026-11-20"))
    assert [authors[line] for line in sorted(authors)] == ["sam", "sam", "morgan"]


def test_confirmed_and_edited(made: Made) -> None:
    """Who confirmed the order, and what was changed once the meeting was over, are told."""
    path = made.share("2026-11-20", "2026-11-17T10:00:00+00:00", "Reviews")
    agenda = f"{meeting('2026-11-20', 'Reviews')}\n## Priorities\n\n1. Cut-over\n\n"
    made.write(path, f"{agenda}- [ ] Order confirmed with @morgan\n")
    made.commit("Priorities", "2026-11-18T10:00:00+00:00")
    made.write(path, f"{agenda}- [x] Order confirmed with @morgan\n")
    made.commit("Confirm", "2026-11-20T10:20:00+00:00", by="morgan")
    held = agenda.replace("---\n\n", "status: held\n---\n\n", 1)
    made.write(path, f"{held}- [x] Order confirmed with @morgan\n")
    made.commit("Notes", "2026-11-20T12:00:00+00:00")
    made.write(path, f"{held}- [x] Order confirmed with @morgan\n\n## Notes\n\nNo raise.\n")
    made.commit("Afterthought", "2026-12-01T12:00:00+00:00")
    asked = Asked(made.root)
    met = asked.meeting("2026-11-20")
    confirmed = asked.history.confirmed(met)
    assert confirmed is not None
    assert confirmed.commit.author.handle == "morgan"
    assert [one.commit.subject for one in asked.history.edited(met)] == ["Afterthought"]


def test_on_another_branch(made: Made) -> None:
    """An agenda on the branch of a pull request is proposed, though it is not merged yet."""
    made.share("2026-11-13", "2026-11-10T09:00:00+00:00", "Reviews ^q7a2x")
    made.share("2026-11-20", "2026-11-14T09:00:00+00:00", "Reviews ^q7a2x")
    assert not Asked(made.root).history.proposed(Asked(made.root).meeting("2026-11-20"))
    git(made.root, "checkout", "-q", "-b", "agenda")
    made.share("2026-11-20", "2026-11-17T10:00:00+00:00", "Reviews ^q7a2x", "Who covers?")
    git(made.root, "checkout", "-q", "main")
    asked = Asked(made.root)
    assert asked.ahead("2026-11-20") is None
    assert asked.history.proposed(asked.meeting("2026-11-20"))


def test_nothing_to_know(made: Made, tmp_path: Path) -> None:
    """Without a repository, without a commit of a note, or where the settings say so: nothing."""
    made.share("2026-11-20", "2026-11-17T10:00:00+00:00", "Reviews")
    asked = Asked(made.root)
    settings = replace(asked.record.settings, history=False)
    versions = Versions(asked.known, settings, tmp_path)
    assert meeting_history(replace(asked.record, settings=settings), asked.known, versions) is None
    (made.root / ".git").rename(tmp_path / "elsewhere")
    assert Asked(made.root).found is None
    git(made.root, "init", "-q")
    assert Asked(made.root).found is None
    git(made.root, "commit", "-q", "--allow-empty", "-m", "Nothing")
    assert Asked(made.root).found is None


def test_old_versions_are_kept_beside_the_history(made: Made) -> None:
    """Old versions are parsed once, and in no cache that travels: they may be private by now."""
    path = made.share("2026-11-20", "2026-11-17T10:00:00+00:00", "Reviews")
    made.write(path, f"{meeting('2026-11-20', 'Raise')}\n<!-- private -->\n\nTwelve thousand\n")
    made.commit("More", "2026-11-18T10:00:00+00:00")
    made.share("2026-11-20", "2026-11-19T10:00:00+00:00", "Something else")
    asked = Asked(made.root)
    trail = asked.known.history.trail(path)
    versions = Versions(asked.known, asked.record.settings, made.root / ".cache/aquip")
    wanted = [(change, path, path.removeprefix("notes/")) for change in trail.changes]
    notes = [*versions.notes([*wanted, *wanted])]
    texts = [[item.text for item in note.items()] for note in notes if note]
    assert texts == [["Something else"], ["Raise"], ["Reviews"]] * 2
    assert {(note.path, note.uri) for note in notes if note} == {(path, path[6:])}
    cached = b"".join(file.read_bytes() for file in (made.root / ".cache/aquip").iterdir())
    kept = b"".join(file.read_bytes() for file in (made.root / ".git/aquip").iterdir())
    assert (b"Something else" in cached, b"Reviews" in cached) == (True, False)
    assert (b"Reviews" in kept, b"Twelve" in kept) == (True, False)
    again = Versions(asked.known, asked.record.settings, made.root / ".cache/aquip")
    assert notes == [*again.notes([*wanted, *wanted])]


def test_the_example_year(tmp_path: Path) -> None:
    """Each agenda of the demo was shared when git's own log has its first commit."""
    root = tmp_path / "year"
    assert CliRunner().invoke(main, ["demo", str(root)]).exit_code == 0
    asked = Asked(root)
    history = asked.history
    held = [one for one in asked.record.meetings if one.status == "held"]
    late = 0
    for met in held:
        log = git(root, "log", "--reverse", "--format=%H %at", "--", met.note.path)
        first, seconds = log.splitlines()[0].split()
        shared = history.shared(met)
        assert shared.change is not None, met.note.path
        assert shared.when is not None
        assert (first, int(seconds)) == (shared.change.commit.sha, shared.when.timestamp())
        start = begins(asked.record.series[met.series], met.date, dt.UTC)
        late += int(seconds) > start.timestamp() - 24 * 3600
    assert 0 < late < len(held) / 4
    assert [one.note.path for one in held if history.edited(one)] == []
    confirmed = [change for one in held if (change := history.confirmed(one))]
    assert {"sam", "morgan", "lee", "priya"} == {one.commit.author.handle for one in confirmed}
