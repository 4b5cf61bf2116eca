"""Accomplishments and the periods they are reported in."""

from __future__ import annotations

import datetime as dt

import pytest

from aquip.core.period import PeriodError, parse_period, quarter_of
from aquip.core.rollup import accomplishments
from tests.core.conftest import MakeRecord


def told(*items: str, status: str = "held") -> str:
    """Write a meeting that tells these accomplishments."""
    return f"---\nstatus: {status}\n---\n\n## Wins\n\n" + "".join(f"- {i}\n" for i in items)


@pytest.mark.parametrize(
    ("first", "again", "days", "count"),
    [
        ("Shipped it", "**Shipped** it", 92, 1),
        ("Shipped it", "Shipped it", 93, 2),
        ("Shipped it ^abcd", "Shipped it, all of it ^abcd", 30, 1),
        ("Shipped it ^abcd", "Shipped it ^efgh", 30, 2),
        ("Shipped it ^abcd", "Shipped it", 30, 1),
    ],
)
def test_one_told_again_within_a_quarter_counts_once(
    make_record: MakeRecord, first: str, again: str, days: int, count: int
) -> None:
    """The same id or text within 92 days is one accomplishment, dated by its first telling."""
    start = dt.date(2026, 5, 1)
    later = start + dt.timedelta(days=days)
    record = make_record(
        {
            f"morgan/{start}.md": told(first),
            "priya/index.md": "---\nwith: priya\n---\n",
            f"priya/{later}.md": told(again),
        }
    )
    found = accomplishments(record)
    assert (len(found), found[0].date) == (count, start)


def test_only_held_meetings_tell(make_record: MakeRecord) -> None:
    """What a planned or cancelled meeting lists has not been told."""
    record = make_record(
        {
            "morgan/2026-11-13.md": told("a", status="cancelled"),
            "morgan/2026-11-20.md": told("b"),
            "morgan/2026-11-27.md": told("c", status="planned"),
        }
    )
    assert [a.text for a in accomplishments(record)] == ["b"]


def test_evidence_is_gathered_from_every_telling(make_record: MakeRecord) -> None:
    """Links, goal and kind come from whichever telling has them."""
    record = make_record(
        {
            "morgan/2026-11-13.md": told("Won [a](https://e.org/a) (goal:: speed) ^abcd"),
            "morgan/2026-11-20.md": told("Won [b](https://e.org/b) ^abcd"),
        }
    )
    (one,) = accomplishments(record, parse_period("2026-Q4"))
    assert (one.goal, {link.url for link in one.links}) == (
        "speed",
        {"https://e.org/a", "https://e.org/b"},
    )
    assert accomplishments(record, parse_period("2026-Q3")) == ()


@pytest.mark.parametrize(
    ("text", "starts", "start", "end"),
    [
        ("2026", 1, "2026-01-01", "2026-12-31"),
        ("2026-Q4", 1, "2026-10-01", "2026-12-31"),
        ("2026q1", 4, "2026-01-01", "2026-03-31"),
        ("2026-H2", 1, "2026-07-01", "2026-12-31"),
        ("FY2027", 4, "2026-04-01", "2027-03-31"),
        ("fy2027-q4", 4, "2027-01-01", "2027-03-31"),
        ("FY2026", 1, "2026-01-01", "2026-12-31"),
        ("2024-02-01..2024-02-29", 1, "2024-02-01", "2024-02-29"),
    ],
)
def test_periods(text: str, starts: int, start: str, end: str) -> None:
    """Quarters, halves, years, fiscal years and date ranges cover the days they say."""
    period = parse_period(text, starts)
    assert (period.start.isoformat(), period.end.isoformat()) == (start, end)


@pytest.mark.parametrize(
    "text", ["", "2026-Q5", "2026-H3", "soon", "2026-02-30..2026-03-01", "0000"]
)
def test_what_is_no_period_is_named(text: str) -> None:
    """An unreadable period is quoted back."""
    with pytest.raises(PeriodError, match="is no period"):
        parse_period(text)


def test_the_quarter_of_a_date() -> None:
    """A fiscal year that starts in April makes November its third quarter."""
    date = dt.date(2026, 11, 22)
    assert quarter_of(date).label == "2026-Q4"
    assert quarter_of(date, 4).label == "FY2027-Q3"
