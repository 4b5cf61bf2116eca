"""Dates, spans and counts in words: those that the pages are written with, and aquip.js too."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import Final

from aquip.core.settings import Settings
from aquip.report.agenda import NEEDS

MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEEKDAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def day_text(day: dt.date, today: dt.date | None = None) -> str:
    """Write a date for people: 27 Nov, with its year unless that is today's."""
    text = f"{day.day} {MONTHS[day.month - 1]}"
    return text if today and day.year == today.year else f"{text} {day.year}"


@lru_cache(maxsize=16384)
def day_html(day: dt.date, today: dt.date) -> str:
    """Return a date as a time element."""
    return f'<time datetime="{day.isoformat()}">{day_text(day, today)}</time>'


def need_word(need: str, settings: Settings) -> str:
    """Say what a question needs, as agendas do: needs a thought partner."""
    return settings.label(need, NEEDS.get(need, f"needs {need.replace('-', ' ')}"))


def months_text(first: dt.date, last: dt.date) -> str:
    """Name the months from one day of a year to another: Jan, or Jan – Mar."""
    names = MONTHS[first.month - 1], MONTHS[last.month - 1]
    return names[0] if names[0] == names[1] else " – ".join(names)


def plural(count: int, one: str, many: str | None = None) -> str:
    """Write a count with its noun: 1 action, 2 actions."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def due_word(due: dt.date, today: dt.date) -> str:
    """Say how a due date stands to today, in the words that aquip.js uses."""
    days = (due - today).days
    if days < 0:
        return f"overdue {plural(-days, 'day')}"
    if days == 0:
        return "today"
    return "tomorrow" if days == 1 else f"in {days} days"


def in_word(day: dt.date, today: dt.date) -> str:
    """Say how far off a day is, in the words that aquip.js uses."""
    days = (day - today).days
    if days in (0, 1):
        return ("today", "tomorrow")[days]
    return f"in {days} days" if days > 0 else f"{plural(-days, 'day')} ago"
