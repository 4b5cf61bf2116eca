"""Dates as people type them: 2026-11-27, tomorrow, friday, +7d, 27 nov."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from typing import Final

FORMS: Final = "2026-11-27, today, tomorrow, friday, +7d, +2w, +1m, 27 nov"

_NEAR: Final = {"today": 0, "tomorrow": 1, "yesterday": -1}
_STEP = re.compile(r"(?P<sign>[+-]?)\s*(?P<number>\d{1,4})\s*(?P<unit>[dwmy])[a-z]*")
_DAY_MONTH = re.compile(r"(?P<day>\d{1,2})\.?\s+(?P<month>[a-z]{3,9})(?:\s+(?P<year>\d{4}))?")
_MONTH_DAY = re.compile(r"(?P<month>[a-z]{3,9})\.?\s+(?P<day>\d{1,2})(?:,?\s+(?P<year>\d{4}))?")
_SHORTEST: Final = 3


def read_date(text: str, today: dt.date) -> dt.date | None:
    """Read a date; a weekday is the next such day after today. None where it is no date."""
    words = text.strip().casefold().removeprefix("in ")
    try:
        return (
            _iso(words)
            or _near(words, today)
            or _weekday(words, today)
            or _step(words, today)
            or _named(words, today)
        )
    except (ValueError, OverflowError):
        return None


def _iso(words: str) -> dt.date | None:
    return dt.date.fromisoformat(words) if re.fullmatch(r"\d{4}-?\d\d-?\d\d", words) else None


def _near(words: str, today: dt.date) -> dt.date | None:
    days = _NEAR.get(words)
    return None if days is None else today + dt.timedelta(days=days)


def _weekday(words: str, today: dt.date) -> dt.date | None:
    number = _index(words.removeprefix("next ").removeprefix("on "), [*calendar.day_name])
    return (
        None
        if number is None
        else today + dt.timedelta(days=(number - today.weekday() - 1) % 7 + 1)
    )


def _index(word: str, names: list[str]) -> int | None:
    """Find a name by its beginning, of three letters or more."""
    if len(word) < _SHORTEST:
        return None
    return next(
        (n for n, name in enumerate(names) if name and name.casefold().startswith(word)), None
    )


def _step(words: str, today: dt.date) -> dt.date | None:
    match = _STEP.fullmatch(words)
    if match is None:
        return None
    number = int(f"{match['sign']}{match['number']}")
    unit = match["unit"]
    if unit in "dw":
        return today + dt.timedelta(days=number * (7 if unit == "w" else 1))
    index = today.year * 12 + today.month - 1 + number * (12 if unit == "y" else 1)
    year, month = index // 12, index % 12 + 1
    return dt.date(year, month, min(today.day, calendar.monthrange(year, month)[1]))


def _named(words: str, today: dt.date) -> dt.date | None:
    """Read a day and a month; without a year, the nearest such day that is not past."""
    match = _DAY_MONTH.fullmatch(words) or _MONTH_DAY.fullmatch(words)
    month = _index(match["month"], [*calendar.month_name]) if match else None
    if match is None or month is None:
        return None
    if match["year"]:
        return dt.date(int(match["year"]), month, int(match["day"]))
    date = dt.date(today.year, month, int(match["day"]))
    return date if date >= today else date.replace(year=today.year + 1)
