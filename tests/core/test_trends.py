"""What flows in and out of the items, and how old they get."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import pairwise

import pytest

from aquip.core.model import Record
from aquip.core.parse import parse
from aquip.core.record import assemble
from aquip.core.settings import Settings
from aquip.core.trends import AGES, Step, aged, cut, open_ages, step_months, steps, turn

TODAY = dt.date(2026, 11, 22)


def record(notes: dict[str, str]) -> Record:
    """Return the record of a series' meetings: their actions, by their dates."""
    texts = {day: f"---\ndate: {day}\n---\n## Actions\n\n{text}" for day, text in notes.items()}
    texts["index"] = "---\nwith: lee\n---\n"
    parsed = [
        parse(text, path=f"notes/lee/{name}.md", uri=f"lee/{name}.md", settings=Settings())
        for name, text in texts.items()
    ]
    return assemble(parsed, Settings(), TODAY)


def counted(found: Sequence[Step]) -> list[tuple[int, int, int]]:
    """Return the counts of steps."""
    return [(step.opened, step.closed, step.left) for step in found]


def test_what_is_left_is_what_is_open() -> None:
    """Each month counts what it opened and closed, and ends with what is still open by then."""
    told = record(
        {
            "2026-09-10": "- [ ] One ^aaa1\n- [ ] Two ^aaa2\n",
            "2026-10-10": "- [x] One (done:: 2026-10-02) ^aaa1\n- [ ] Two ^aaa2\n- [ ] C ^aaa3\n",
            "2026-11-10": "- [-] Two ^aaa2\n- [ ] C ^aaa3\n- [x] Sum (done:: 2026-11-01) ^aaa4\n",
        }
    )
    spans = cut(dt.date(2026, 9, 1), TODAY, 1)
    assert counted(steps(told.threads, spans, TODAY)) == [(2, 0, 2), (1, 1, 2), (1, 2, 1)]


def test_what_is_to_come_is_open_now() -> None:
    """What a coming meeting raises, and what is said to be done tomorrow, counts as of today."""
    told = record({"2026-12-10": "- [ ] Ask ^aaa1\n- [x] Told (done:: 2026-12-09) ^aaa2\n"})
    spans = cut(dt.date(2026, 11, 1), TODAY, 1)
    assert counted(steps(told.threads, spans, TODAY)) == [(2, 1, 1)]


def test_none_is_closed_before_it_was_opened() -> None:
    """An action that was first written down when it was done never makes fewer than none open."""
    told = record({"2026-10-10": "- [x] Long done (done:: 2026-08-01) ^aaa1\n"})
    spans = cut(dt.date(2026, 8, 1), TODAY, 1)
    found = counted(steps(told.threads, spans, TODAY))
    assert found == [(0, 0, 0), (0, 0, 0), (1, 1, 0), (0, 0, 0)]


@pytest.mark.parametrize(
    ("start", "months", "count"),
    [("2025-12-05", 1, 12), ("2016-12-05", 3, 41), ("1996-12-05", 12, 31)],
    ids=["a year", "ten years", "thirty"],
)
def test_as_many_steps_as_fit(start: str, months: int, count: int) -> None:
    """A year is told by the month, ten by the quarter, more by the year; none is left out."""
    first = dt.date.fromisoformat(start)
    found = cut(first, TODAY, step_months(first, TODAY))
    assert (months, count) == (step_months(first, TODAY), len(found))
    assert found[0][0] <= first
    assert found[-1][1] >= TODAY
    gaps = {after[0] - before[1] for before, after in pairwise(found)}
    assert gaps == {dt.timedelta(days=1)}


@pytest.mark.parametrize(
    ("left", "since"),
    [
        ([3, 2, 5, 9], 2),
        ([9, 5, 7, 2], 1),
        ([4, 9, 3, 5], 3),
        ([3, 5, 3, 4, 5], 3),
        ([4, 4, 4], 3),
        ([4], 1),
    ],
    ids=["rises", "falls", "rises again", "from the last low", "stays", "one"],
)
def test_since_when(left: list[int], since: int) -> None:
    """A rise begins after the last low, a fall after the last high."""
    day = dt.date(2026, 1, 1)
    assert since == turn([Step(day, day, 0, 0, count) for count in left])


def test_ages() -> None:
    """Open items alone have an age, and each is in the class that it belongs to."""
    told = record(
        {
            "2025-10-10": "- [ ] Old ^aaa1\n",
            "2026-11-10": "- [ ] Old ^aaa1\n- [ ] New ^aaa2\n- [x] Done ^aaa3\n",
            "2026-12-10": "- [ ] Old ^aaa1\n- [ ] New ^aaa2\n- [ ] To come ^aaa4\n",
        }
    )
    ages = open_ages(told.threads, TODAY)
    assert ages == [0, 12, 408]
    assert {age.name: count for age, count in zip(AGES, aged(ages), strict=True) if count} == {
        "under a week": 1,
        "1–2 weeks": 1,
        "over a year": 1,
    }


def test_each_age_is_in_one_class() -> None:
    """The classes leave no day out and have none twice, up to an age without end."""
    assert len(range(1000)) == sum(aged(range(1000)))
    assert [(age.least, age.below) for age in AGES[:2]] == [(0, 7), (7, 14)]
    assert all(before.below == after.least for before, after in pairwise(AGES))
