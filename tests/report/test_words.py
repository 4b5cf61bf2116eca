"""Dates, counts and how often: the words that commands and pages share."""

from __future__ import annotations

import datetime as dt

import pytest

from aquip.report.text import count, due_word, from_today

TODAY = dt.date(2026, 11, 22)


@pytest.mark.parametrize(
    ("days", "off", "due"),
    [
        (-400, "400 days ago", "overdue 400 days"),
        (-1, "yesterday", "overdue 1 day"),
        (0, "today", "today"),
        (1, "tomorrow", "tomorrow"),
        (17, "in 17 days", "in 17 days"),
        (70, "in 70 days", "in 70 days"),
    ],
)
def test_how_far_off_is_said_in_days(days: int, off: str, due: str) -> None:
    """However far a day is, it is counted in days, as the site's scripts do."""
    day = TODAY + dt.timedelta(days=days)
    assert off == from_today(day, TODAY)
    assert due == due_word(day, TODAY)


def test_thousands_are_told_apart() -> None:
    """A count of thousands can be read at a glance."""
    assert [count(number, "action") for number in (1, 2, 12345)] == [
        "1 action",
        "2 actions",
        "12,345 actions",
    ]
