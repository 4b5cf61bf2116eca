"""Which changes belong to which note, by the names they had: a history written down by hand."""

from __future__ import annotations

import datetime as dt

import pytest

from aquip.history.follow import Follower
from aquip.history.trails import Author, Change, Commit, Trail

SOMEONE = Author("Sam Reyes", "sam@example.org", "sam")
WHEN = dt.datetime(2026, 11, 20, tzinfo=dt.UTC)


def trails(
    *commits: str, prefix: str = "", edges: tuple[str, ...] = (), pairs: int = 100
) -> dict[str, Trail]:
    """Follow commits, newest first, each as ``name: added x.md, renamed x.md y.md``."""
    follower = Follower(prefix, edges, pairs=pairs)
    return follower.follow(_commit(written) for written in commits)


def _commit(written: str) -> tuple[Commit, list[Change]]:
    sha, _, listed = written.partition(": ")
    commit = Commit(sha, SOMEONE, WHEN, WHEN, "")
    changes = []
    for one in filter(None, listed.split(", ")):
        kind, *paths = one.split(" ")
        old = paths[0] if kind == "renamed" else None
        changes.append(Change(commit, kind, paths[-1], old))  # type: ignore[arg-type]
    return commit, changes


def told(trail: Trail) -> list[str]:
    """Return the commits of a trail, newest first."""
    return [change.commit.sha for change in trail.changes]


def test_plain() -> None:
    """Without renames a note's trail is what touched its name."""
    found = trails("3: changed a.md", "2: added b.md, added c.txt", "1: added a.md")
    assert {path: told(t) for path, t in found.items()} == {"a.md": ["3", "1"], "b.md": ["2"]}
    assert (first := found["a.md"].first)
    assert first.commit.sha == "1"


def test_rename() -> None:
    """A note keeps its trail through all names; each change says what name it was then."""
    found = trails(
        "5: changed c.md", "4: renamed b.md c.md", "3: renamed a.md b.md", "1: added a.md"
    )
    assert {path: told(t) for path, t in found.items()} == {"c.md": ["5", "4", "3", "1"]}
    assert [c.path for c in found["c.md"].changes] == ["c.md", "c.md", "b.md", "a.md"]


def test_there_and_back() -> None:
    """A note that got its first name back has one trail."""
    found = trails("3: renamed b.md a.md", "2: renamed a.md b.md", "1: added a.md")
    assert {path: told(t) for path, t in found.items()} == {"a.md": ["3", "2", "1"]}


def test_name_taken_again() -> None:
    """A new note under the name that another had before has nothing of the other's trail."""
    found = trails(
        "5: changed a.md",
        "4: added a.md",
        "3: renamed a.md b.md",
        "2: changed a.md",
        "1: added a.md",
    )
    assert {p: told(t) for p, t in found.items()} == {"a.md": ["5", "4"], "b.md": ["3", "2", "1"]}


def test_chain_in_one_commit() -> None:
    """A commit that gives one note the name it takes from another mixes up nothing."""
    found = trails("3: renamed a.md b.md, renamed b.md c.md", "2: added b.md", "1: added a.md")
    assert {p: told(t) for p, t in found.items()} == {"b.md": ["3", "1"], "c.md": ["3", "2"]}


def test_edited_on_another_branch() -> None:
    """What a branch did under the old name while another renamed it is in the trail, in order."""
    found = trails(
        "6: changed b.md",
        "5: changed a.md",
        "4: renamed a.md b.md",
        "3: changed a.md",
        "1: added a.md",
    )
    assert {path: told(t) for path, t in found.items()} == {"b.md": ["6", "5", "4", "3", "1"]}


def test_renamed_on_two_branches() -> None:
    """The same rename on two branches loses nothing."""
    found = trails("3: renamed a.md b.md", "2: renamed a.md b.md", "1: added a.md")
    assert {path: told(t) for path, t in found.items()} == {"b.md": ["3", "2", "1"]}


def test_folder_of_a_larger_repository() -> None:
    """Paths count from the folder; a note that came from outside of it brings its trail along."""
    found = trails(
        "4: changed other/x.md",
        "3: renamed old/a.md docs/notes/a.md",
        "2: added old/b.md",
        "1: added old/a.md",
        prefix="docs/",
    )
    assert {path: told(t) for path, t in found.items()} == {"notes/a.md": ["3", "1"]}
    assert [c.path for c in found["notes/a.md"].changes] == ["docs/notes/a.md", "old/a.md"]


def test_edge_of_a_shallow_clone() -> None:
    """Where a clone ends all files seem new: of them it is only known that they are older."""
    found = trails(
        "3: renamed a.md b.md", "2: added new.md", "1: added a.md, added c.md", edges=("1",)
    )
    assert {p: told(t) for p, t in found.items()} == {"b.md": ["3"], "new.md": ["2"], "c.md": []}
    assert {p: t.whole for p, t in found.items()} == {"b.md": False, "new.md": True, "c.md": False}
    assert found["b.md"].first is None


@pytest.mark.parametrize("pairs", [0, 1])
def test_too_many_to_compare(pairs: int) -> None:
    """Where git didn't compare all texts, a note that comes as another goes may be that other."""
    found = trails("2: deleted a.md, added b.md", "1: added a.md, added c.md", pairs=pairs)
    whole = {path: trail.whole for path, trail in found.items()}
    assert whole == {"a.md": True, "b.md": pairs > 0, "c.md": True}


def test_beginning_out_of_sight() -> None:
    """A trail that does not begin with the note's coming is not whole, for whatever reason."""
    assert not trails("2: changed a.md")["a.md"].whole
