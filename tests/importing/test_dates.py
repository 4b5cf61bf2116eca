"""Dates as people write them: read where they can be, asked for where they could be two."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aquip.importing import dates

DAY = dt.date(2024, 3, 5)


@pytest.mark.parametrize(
    "text",
    [
        "2024-03-05",
        "2024-3-5",
        "2024/03/05",
        "2024.03.05",
        "2024_03_05",
        "20240305",
        "20240305_agenda_and_minutes",
        "notes_2024-03-05",
        "2024-03-05T14:00:00Z",
        "1-1 2024-03-05 Morgan",
        "March 5, 2024",
        "March 5th, 2024 10:00 AM",
        "Mar 5 2024",
        "5 Mar 2024",
        "5th of March 2024",
        "Tuesday, 5 March 2024",
        "Tue Mar 5, 2024",
        "2024 March 5",
        "2024-Mar-05",
        "March-5-2024",
    ],
)
def test_a_date_is_read(text: str) -> None:
    """Each of these is the fifth of March 2024."""
    assert [found.date for found in dates.find(text)] == [DAY]


@pytest.mark.parametrize("text", ["03/04/2024", "3.4.2024", "03-04-2024"])
def test_two_days_are_none(text: str) -> None:
    """What could be two days is neither, until the user says which comes first."""
    assert [found.date for found in dates.find(text)] == [None]
    assert [f.date for f in dates.find(text, day_first=True)] == [dt.date(2024, 4, 3)]
    assert [f.date for f in dates.find(text, day_first=False)] == [dt.date(2024, 3, 4)]


def test_a_day_above_twelve_decides() -> None:
    """15/03 and 03/15 have one reading each, and 05/05 has the same either way."""
    assert [f.date for f in dates.find("15/03/2024 03/15/2024 05/05/2024")] == [
        dt.date(2024, 3, 15),
        dt.date(2024, 3, 15),
        dt.date(2024, 5, 5),
    ]


@pytest.mark.parametrize(
    "text", ["2024-13-45", "31 Feb 2024", "1.2.3", "version 2024.1", "May 5", "4111-1111-2024"]
)
def test_no_date(text: str) -> None:
    """Days that there are not, versions and dates without a year are no dates."""
    assert [*dates.find(text)] == []


@pytest.mark.parametrize(
    "path",
    [
        "vault/2024/03/05",
        "2024/03/05 Tuesday",
        "2024/March/5th",
        "2024/03-March/05",
        "1-1s/2024-03/05",
        "2024/03-05",
    ],
)
def test_folders_date_a_note(path: str) -> None:
    """A name may be the rest of a date that its folders begin."""
    assert dates.of_path(tuple(path.split("/"))) == DAY


@pytest.mark.parametrize("path", ["a/b/05", "2024/retro/05", "05", "v2/03-05", "2024/03/notes"])
def test_folders_that_date_nothing(path: str) -> None:
    """A number in a folder that is no date is none."""
    assert dates.of_path(tuple(path.split("/"))) is None


def test_the_nearest_year() -> None:
    """A due date without a year is the one nearest to the meeting, across the new year too."""
    near = dt.date(2024, 12, 20)
    assert [f.date for f in dates.find("Jan 5", near=near)] == [dt.date(2025, 1, 5)]
    assert [f.date for f in dates.find("5 December", near=near)] == [dt.date(2024, 12, 5)]


def test_a_weekday_is_the_next() -> None:
    """Friday, said on a Friday, is a week away."""
    friday = dt.date(2024, 3, 15)
    found = dates.at("Friday", 0, day_first=None, near=friday)
    assert found is not None
    assert found.date == dt.date(2024, 3, 22)


@given(st.dates(dt.date(1990, 1, 1), dt.date(2099, 12, 31)))
def test_every_day_in_every_form(day: dt.date) -> None:
    """Whatever the day: written out, it is read back."""
    for text in (
        f"{day:%Y-%m-%d}",
        f"{day:%Y%m%d}",
        f"{day:%B} {day.day}, {day.year}",
        f"{day.day} {day:%b} {day.year}",
        f"{day:%A}, {day.day}th {day:%B} {day.year}",
    ):
        assert [found.date for found in dates.find(text)] == [day], text


@given(st.text())
def test_no_text_stops_it(text: str) -> None:
    """Any text at all is looked through without an error."""
    assert all(0 <= f.start < f.end <= len(text) for f in dates.find(text, near=DAY))
