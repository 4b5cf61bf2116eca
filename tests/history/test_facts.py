"""When an agenda was first shared, by whom items came, and what came later: from a trail alone."""

from __future__ import annotations

import datetime as dt

import pytest

from aquip.core.model import Note
from aquip.core.parse import parse
from aquip.core.settings import Settings
from aquip.history.facts import (
    Shared,
    confirmed,
    edited_since_held,
    first_shared,
    raised,
    written,
)
from aquip.history.trails import Author, Change, Commit, Kind, Trail

SOMEONE = Author("Sam Reyes", "sam@example.org", "sam")
LISBON = dt.timezone(dt.timedelta(hours=1))
PATH = "notes/morgan/2026-11-20.md"


def change(
    hour: int, after: str | None, before: str | None = None, kind: Kind = "changed"
) -> Change:
    """Return a change of some hour of one day."""
    when = dt.datetime(2026, 11, 19, hour, tzinfo=dt.UTC)
    commit = Commit(str(hour), SOMEONE, when, when, "")
    return Change(commit, kind, PATH, None, before, after)


TRAIL = Trail(
    (
        change(15, None, "c", kind="deleted"),
        change(14, "c", "b"),
        change(13, "b", "b", kind="renamed"),
        change(12, "b", "a"),
        change(11, "a", kind="added"),
    )
)


def note(text: str) -> Note:
    """Parse a note of the meeting."""
    return parse(text, path=PATH, uri=PATH.removeprefix("notes/"), settings=Settings())


def texts(**by_blob: str) -> dict[str, Note]:
    """Return notes by the names of their blobs."""
    return {blob: note(text) for blob, text in by_blob.items()}


class Reader:
    """Gives the note a change left, and remembers which were asked for."""

    def __init__(self, **by_blob: str) -> None:
        self.notes = texts(**by_blob)
        self.asked: list[str] = []

    def __call__(self, change: Change) -> Note | None:
        """Return the note after a change."""
        assert change.after
        self.asked.append(change.after)
        return self.notes.get(change.after)


def is_agenda(note: Note) -> bool:
    """Tell whether a note has questions."""
    return any(note.items("questions"))


QUESTION = "## Questions & Issues\n\n- [ ] Reviews take a week\n"


def test_first_shared() -> None:
    """The oldest text that is an agenda was the first; no text is asked for without need."""
    reader = Reader(a="", b=QUESTION, c=QUESTION)
    shared = first_shared(TRAIL, reader, is_agenda)
    assert shared == Shared(TRAIL.changes[3], known=True)
    assert reader.asked == ["a", "b"]
    assert shared.ahead(dt.datetime(2026, 11, 20, 13, tzinfo=LISBON)) == dt.timedelta(days=1)


def test_not_shared() -> None:
    """A note that only ever held what was carried is known not to be shared."""
    shared = first_shared(TRAIL, Reader(a="", b="", c=""), is_agenda)
    assert shared == Shared(None, known=True)
    assert shared.ahead(dt.datetime(2026, 11, 20, tzinfo=dt.UTC)) is None


def test_out_of_sight() -> None:
    """Where a trail is not whole, or a text is missing, the first in sight may not be the first."""
    part = Trail(TRAIL.changes[:-1], whole=False)
    reader = Reader(b=QUESTION, c=QUESTION)
    assert first_shared(part, reader, is_agenda) == Shared(TRAIL.changes[3], known=False)
    assert first_shared(TRAIL, reader, is_agenda) == Shared(TRAIL.changes[3], known=False)
    assert first_shared(Trail(whole=False), reader, is_agenda) == Shared(None, known=False)


@pytest.mark.parametrize(
    ("authored", "committed", "expected"),
    [(9, 17, 9), (9, 9, 9), (17, 9, 9)],
    ids=["rebased", "plain", "a clock ahead"],
)
def test_written(authored: int, committed: int, expected: int) -> None:
    """A rebase does not make a text younger, nor a wrong clock."""
    day = [dt.datetime(2026, 11, 19, hour, tzinfo=dt.UTC) for hour in (authored, committed)]
    assert written(Commit("c", SOMEONE, day[0], day[1], "")).hour == expected


ASKED = "## Priorities\n\n1. Cut-over\n\n- [ ] Order confirmed with @morgan\n"
TICKED = ASKED.replace("[ ]", "[x]")


def test_confirmed() -> None:
    """The confirmation that holds is the last one: what was taken back before does not count."""
    trail = Trail((change(14, "d"), change(13, "c"), change(12, "b"), change(11, "a")))
    again = Reader(a=TICKED, b=ASKED, c=TICKED, d=f"{TICKED}\nMore\n")
    assert confirmed(trail, again) == trail.changes[1]
    assert confirmed(trail, Reader(a=ASKED, b=ASKED, c=TICKED, d=ASKED)) is None
    ever = Reader(a=TICKED, b=TICKED, c=TICKED, d=TICKED)
    assert confirmed(trail, ever) == trail.changes[3]
    assert confirmed(Trail(trail.changes, whole=False), ever) is None


def is_held(note: Note) -> bool:
    """Tell whether a note says that the meeting was held."""
    return note.front.values.get("status") == "held"


def test_edited_since_held() -> None:
    """What follows the commit that closed the meeting is told, less a merge of what was there."""
    trail = Trail((change(16, "d", kind="merged"), change(15, "c"), *TRAIL.changes[1:]))
    held = "---\ndate: 2026-11-20\nstatus: held\n---\n"
    ended = dt.datetime(2026, 11, 19, 11, 30, tzinfo=dt.UTC)
    edits = edited_since_held(trail, Reader(a="", b="", c=held, d=held), is_held, ended)
    assert [one.commit.sha for one in edits] == ["15"]
    # Without a status, what was written first after it ended are its notes.
    edits = edited_since_held(trail, Reader(a="", b="", c="", d=""), is_held, ended)
    assert [one.commit.sha for one in edits] == ["14", "15"]
    late = dt.datetime(2026, 11, 20, tzinfo=dt.UTC)
    assert edited_since_held(trail, Reader(), is_held, late) == ()


def items(*lines: str) -> str:
    """Return an agenda of questions."""
    return "\n".join(("## Questions & Issues", "", *lines, ""))


def test_raised() -> None:
    """An item is known again by id, text or likeness, and what only stands in the file is left."""
    trail = Trail((change(13, "c"), change(12, "b"), change(11, "a")))
    reader = Reader(
        a=items("- [ ] Reviews take a week", "- [ ] Old words here ^q7a2x"),
        b=items("- [ ] Reviews take a week", "- [ ] Other words ^q7a2x", "- [ ] Who covers?"),
        c=items("- [ ] Who covers?", "- [ ] Reviews still take a week"),
    )
    now = note(
        items("- [ ] Not committed", "- [ ] Who covers?", "- [ ] Reviews still take a whole week")
    )
    found = raised(trail, reader, now)
    assert {line: one.commit.sha for line, one in found.items()} == {4: "12", 5: "11"}


def test_raised_on_two_branches() -> None:
    """What each of two branches brought is theirs, not that of whoever merged them."""
    trail = Trail(
        (change(14, "d", kind="merged"), change(13, "c"), change(12, "b"), change(11, "a"))
    )
    reader = Reader(
        a=items("- [ ] First of all"),
        b=items("- [ ] First of all", "- [ ] Travel budget for spring"),
        c=items("- [ ] First of all", "- [ ] Numbers for the board"),
        d=items(
            "- [ ] First of all", "- [ ] Travel budget for spring", "- [ ] Numbers for the board"
        ),
    )
    found = raised(trail, reader, reader.notes["d"])
    assert [one.commit.sha for _, one in sorted(found.items())] == ["11", "12", "13"]


def test_raised_out_of_sight() -> None:
    """Of what stands in the first text in sight nobody is said to have written it."""
    trail = Trail((change(12, "b"), change(11, "a")), whole=False)
    reader = Reader(a=items("- [ ] Reviews"), b=items("- [ ] Reviews", "- [ ] Who covers?"))
    assert [*raised(trail, reader, reader.notes["b"])] == [4]
