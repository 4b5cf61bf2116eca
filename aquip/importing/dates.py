"""Dates as people write them: in names, titles, folders and sentences. None is ever guessed.

03/04/2024 is two dates: it is read only where a day above 12, or the user, decides.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_MONTHS: Final = {
    name.casefold(): number
    for names in (calendar.month_name, calendar.month_abbr)
    for number, name in enumerate(names)
    if name
} | {"sept": 9}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_WEEKDAYS: Final = {
    name.casefold(): number
    for names in (calendar.day_name, calendar.day_abbr)
    for number, name in enumerate(names)
} | {"tues": 1, "thur": 3, "thurs": 3}
_WEEKDAY = "|".join(sorted(_WEEKDAYS, key=len, reverse=True))
_DAY = r"(?P<{0}>\d{{1,2}})(?:st|nd|rd|th)?"
_DATE: Final = re.compile(
    rf"""(?<![^\W_])(?<![/.])(?:(?:{_WEEKDAY})\.?,?[ _-]+)?(?:
      (?P<y1>(?:19|20)\d\d)(?P<s1>[-./_ ])(?P<m1>\d{{1,2}})(?P=s1)(?P<d1>\d{{1,2}})(?!\d)
    | (?P<y2>(?:19|20)\d\d)(?P<m2>\d\d)(?P<d2>\d\d)(?!\d)
    | (?P<y3>(?:19|20)\d\d)[ ,._-]+(?P<n3>{_MONTH})\b\.?[ ,._-]+{_DAY.format("d3")}(?!\d)
    | (?P<n4>{_MONTH})\b\.?[ _-]*{_DAY.format("d4")}\b(?:,?[ ._-]+(?P<y4>(?:19|20)\d\d)(?!\d))?
    | {_DAY.format("d5")}[ ._-]*(?:of[ ])?(?P<n5>{_MONTH})\b
      (?:[.,]*[ ._-]*(?P<y5>(?:19|20)\d\d)(?!\d))?
    | (?P<a6>\d{{1,2}})(?P<s6>[-./_])(?P<b6>\d{{1,2}})(?P=s6)(?P<y6>(?:19|20)\d\d)(?!\d)
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_ON_WEEKDAY: Final = re.compile(rf"({_WEEKDAY})\b(?!\s+\d)", re.IGNORECASE)


@dataclass(frozen=True)
class Found:
    """A date in a text, from ``start`` to ``end``; ``date`` is None where it may be two.

    ``yearless`` is true where the year was not written but taken from around it.
    """

    start: int
    end: int
    date: dt.date | None
    yearless: bool = False


def find(
    text: str, *, day_first: bool | None = None, near: dt.date | int | None = None
) -> Iterator[Found]:
    """Yield the dates of a text.

    What lacks a year is a date only with ``near``: a year, or the day it is nearest to.
    """
    for match in _DATE.finditer(text):
        found = _read(match, day_first, near)
        if found:
            yield found


def at(text: str, start: int, *, day_first: bool | None, near: dt.date) -> Found | None:
    """Return the date that begins at an offset, or the next such weekday after ``near``."""
    match = _DATE.match(text, start)
    found = _read(match, day_first, near) if match else None
    if found:
        return found
    weekday = _ON_WEEKDAY.match(text, start)
    if weekday is None:
        return None
    ahead = (_WEEKDAYS[weekday[1].casefold()] - near.weekday() - 1) % 7 + 1
    return Found(*weekday.span(), near + dt.timedelta(days=ahead), yearless=True)


def _read(
    match: re.Match[str],
    day_first: bool | None,  # noqa: FBT001 - as the public functions have it
    near: dt.date | int | None,
) -> Found | None:
    part = match.groupdict()
    if part["a6"]:
        return _numeric(match, day_first)
    form = next(n for n in "12345" if part[f"d{n}"])
    year = part[f"y{form}"]
    month = part.get(f"m{form}") or _MONTHS[part[f"n{form}"].casefold()]
    day = int(part[f"d{form}"])
    if year:
        date = _date(int(year), int(month), day)
    elif isinstance(near, int):
        date = _date(near, int(month), day)
    elif near:
        years = (near.year - 1, near.year, near.year + 1)
        dates = [d for d in (_date(y, int(month), day) for y in years) if d]
        date = min(dates, key=lambda d: (abs(d - near), -d.toordinal()), default=None)
    else:
        return None
    return Found(match.start(), match.end(), date, yearless=not year) if date else None


def _numeric(
    match: re.Match[str],
    day_first: bool | None,  # noqa: FBT001 - as the public functions have it
) -> Found | None:
    first, second, year = int(match["a6"]), int(match["b6"]), int(match["y6"])
    both = [_date(year, second, first), _date(year, first, second)]
    possible = {date for date in both if date}
    if not possible:
        return None
    if len(possible) > 1:
        date = None if day_first is None else both[0 if day_first else 1]
    else:
        date = possible.pop()
    return Found(match.start(), match.end(), date)


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


# --- folders --------------------------------------------------------------------------------

_YEAR = re.compile(r"(?:19|20)\d\d")
_YEAR_MONTH = re.compile(r"((?:19|20)\d\d)[-._ ](\d{1,2})(?!\d)")
_LEADING_MONTH = re.compile(rf"(?:(?P<number>\d{{1,2}})(?!\d)|(?P<name>{_MONTH})\b)", re.IGNORECASE)
_MONTH_DAY = re.compile(r"(\d{1,2})[-._](\d{1,2})(?!\d)")
_LEADING_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?(?!\d)")


def of_path(parts: tuple[str, ...]) -> dt.date | None:
    """Read 2024/03/15, 2024/March/15, 2024-03/15 and 2024/03-15: folders, then the name."""
    *folders, name = parts
    above = folders[-1] if folders else ""
    if both := _MONTH_DAY.match(name):
        return _date(int(above), int(both[1]), int(both[2])) if _YEAR.fullmatch(above) else None
    day = _LEADING_DAY.match(name)
    if day is None:
        return None
    if joined := _YEAR_MONTH.match(above):
        return _date(int(joined[1]), int(joined[2]), int(day[1]))
    month = _LEADING_MONTH.match(above)
    if month is None or len(folders) < 2 or not _YEAR.fullmatch(folders[-2]):  # noqa: PLR2004
        return None
    number = int(month["number"] or _MONTHS[month["name"].casefold()])
    return _date(int(folders[-2]), number, int(day[1]))


def is_dated_folder(name: str) -> bool:
    """Tell whether a folder only sorts by date: 2024, 03, March, 2024-03, 2024-03-15."""
    bare = name.strip()
    return bool(
        _YEAR.fullmatch(bare)
        or _YEAR_MONTH.fullmatch(bare)
        or re.fullmatch(rf"\d{{1,2}}(?:[-._ ]+(?:{_MONTH}))?|{_MONTH}", bare, re.IGNORECASE)
        or _DATE.fullmatch(bare)
    )


def year_of_path(parts: tuple[str, ...]) -> int | None:
    """Return the year that a name or the nearest folder above it says."""
    for part in reversed(parts):
        if found := re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", part):
            return int(found.group())
    return None
