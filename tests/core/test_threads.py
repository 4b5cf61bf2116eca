"""One item through many meetings: identity, state, carries, moved dates, what is lost."""

from __future__ import annotations

import datetime as dt

import pytest

from aquip.core.model import Record, Thread
from tests.core.conftest import TODAY, MakeRecord


def actions(*items: str, status: str = "held") -> str:
    """Write a meeting with these actions."""
    return f"---\nstatus: {status}\n---\n\n## Actions\n\n" + "".join(f"- {i}\n" for i in items)


def only(record: Record) -> Thread:
    """Return the record's one thread."""
    assert len(record.threads) == 1
    return record.threads[0]


def test_an_id_is_one_item_in_all_meetings(make_record: MakeRecord) -> None:
    """Text, owner and date may change: the id stays the item, and its newest state counts."""
    thread = only(
        make_record(
            {
                "morgan/2026-11-06.md": actions("[ ] @sam Write it (due:: 2026-11-13) ^abcd"),
                "morgan/2026-11-13.md": actions("[ ] @lee Write it well (due:: 2026-11-20) ^abcd"),
                "morgan/2026-11-20.md": actions("[x] @lee Write it well (due:: 2026-11-27) ^abcd"),
            }
        )
    )
    assert (thread.state, thread.carries, thread.due_moves) == ("done", 2, 2)
    assert thread.done == dt.date(2026, 11, 20)
    assert thread.since == dt.date(2026, 11, 6)
    assert thread.age_days(TODAY) == 14


@pytest.mark.parametrize(
    ("second", "rows"),
    [
        ("[ ] @sam **Write** it (due:: 2026-12-01)", 1),
        ("[x] @lee Write   it", 1),
        ("[ ] @sam _Write_ it", 1),
        ("[ ] @sam Write it all", 2),
    ],
)
def test_without_an_id_equal_text_is_the_same_item(
    make_record: MakeRecord, second: str, rows: int
) -> None:
    """The rendered text is compared, owners and fields aside."""
    record = make_record(
        {
            "morgan/2026-11-13.md": actions("[ ] @sam Write it"),
            "morgan/2026-11-20.md": actions(second),
        }
    )
    assert len(record.threads) == rows


def test_what_is_closed_does_not_reopen_by_text(make_record: MakeRecord) -> None:
    """The same words after an item was done are a new item."""
    record = make_record(
        {
            "morgan/2026-11-13.md": actions("[x] @sam Book a room"),
            "morgan/2026-11-20.md": actions("[ ] @sam Book a room"),
        }
    )
    assert [t.state for t in record.threads] == ["done", "open"]


def test_two_open_items_of_one_text_are_told_apart(make_record: MakeRecord) -> None:
    """Where two earlier items have the text, a third is new: nothing is guessed."""
    record = make_record(
        {
            "morgan/2026-11-13.md": actions("[ ] @sam Call", "[ ] @lee Call"),
            "morgan/2026-11-20.md": actions("[ ] @sam Call"),
        }
    )
    assert len(record.threads) == 3


@pytest.mark.parametrize(
    ("notes", "lost"),
    [
        ({"06": ("held", "[ ] a"), "13": ("held", "[ ] b")}, {"a"}),
        ({"06": ("held", "[ ] a"), "13": ("cancelled", "[ ] b")}, set()),
        ({"06": ("held", "[ ] a"), "13": ("cancelled", "x"), "20": ("held", "y")}, {"a", "x"}),
        ({"06": ("held", "[x] a"), "13": ("held", "[ ] b")}, set()),
        ({"06": ("held", "[ ] a"), "13": ("held", "b"), "20": ("held", "[ ] a")}, {"b"}),
        ({"06": ("held", "[ ] a"), "27": ("planned", "[ ] b")}, {"a"}),
        ({"27": ("planned", "[ ] a")}, set()),
    ],
    ids=[
        "dropped out",
        "cancelled alone",
        "after a cancelled",
        "done",
        "back again",
        "planned",
        "-",
    ],
)
def test_lost_items(
    make_record: MakeRecord, notes: dict[str, tuple[str, str]], lost: set[str]
) -> None:
    """Open in one held meeting and absent from the next that was not cancelled is lost."""
    texts = {f"morgan/2026-11-{d}.md": actions(i, status=s) for d, (s, i) in notes.items()}
    assert {t.item.text for t in make_record(texts).threads if t.lost} == lost


def questions(*items: str, status: str = "held") -> str:
    """Write a meeting with these questions."""
    return actions(*items, status=status).replace("Actions", "Questions & Issues")


def test_a_question_without_a_box_is_talked_about_once(make_record: MakeRecord) -> None:
    """It is open until its meeting is held, then done; it is never lost."""
    record = make_record(
        {
            "morgan/2026-11-13.md": questions("How are you?"),
            "morgan/2026-11-20.md": questions("What now?"),
            "morgan/2026-11-27.md": questions("And then?", status="planned"),
        }
    )
    assert [(t.item.text, t.state, t.lost) for t in record.threads] == [
        ("How are you?", "done", False),
        ("What now?", "done", False),
        ("And then?", "open", False),
    ]


def due(*dates: str) -> list[str]:
    """Write an action a meeting with these ``was`` and ``due`` fields."""
    return [f"[ ] @sam x {d} ^abcd" for d in dates]


@pytest.mark.parametrize(
    ("fields", "moves"),
    [
        (["(due:: 2026-11-01)", "(due:: 2026-11-01)"], 0),
        (["(due:: 2026-11-01)", "(due:: 2026-11-08)"], 1),
        (["(was:: 2026-11-01) (due:: 2026-11-08)"], 1),
        (["(was:: 2026-11-01) (due:: 2026-11-08)", "(was:: 2026-11-01) (due:: 2026-11-08)"], 1),
        (["(due:: 2026-11-01)", "(was:: 2026-11-01) (due:: 2026-11-08)"], 1),
        (["(due:: 2026-11-01)", "(was:: 2026-11-01) (was:: 2026-11-05) (due:: 2026-11-08)"], 2),
        (["(was:: 2026-11-01) (due:: 2026-11-08)", "(was:: 2026-11-08) (due:: 2026-11-15)"], 2),
        (["", "(due:: 2026-11-08)"], 0),
        (["(due:: 2026-11-01)", "", "(due:: 2026-11-08)"], 1),
    ],
)
def test_due_moves_count_each_change_once(
    make_record: MakeRecord, fields: list[str], moves: int
) -> None:
    """Changes count from meeting to meeting and over ``was``; a carried ``was`` counts once."""
    notes = {
        f"morgan/2026-11-{6 + 7 * n:02}.md": actions(text) for n, text in enumerate(due(*fields))
    }
    assert only(make_record(notes)).due_moves == moves


def test_status_follows_today(make_record: MakeRecord) -> None:
    """A meeting without a status is planned up to its date, and held after it."""
    notes = {"morgan/2026-11-20.md": "# x\n"}
    for today, status in ((20, "planned"), (21, "held")):
        record = make_record(notes, today=dt.date(2026, 11, today))
        assert record.meetings[0].status == status


def test_what_a_coming_meeting_raises_is_not_yet_old(make_record: MakeRecord) -> None:
    """An item of a planned meeting has an age of 0 days, never a negative one."""
    record = make_record({"morgan/2026-11-27.md": actions("[ ] @sam a", status="planned")})
    assert only(record).age_days(TODAY) == 0
