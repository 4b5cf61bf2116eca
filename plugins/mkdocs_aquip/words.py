"""Dates, spans and counts in words: those that the pages are written with, and aquip.js too.

What the commands say as well is said by the same functions of `aquip.report.text`.
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import Final

from aquip.core.settings import Settings
from aquip.report.agenda import NEEDS
from aquip.report.text import count as plural
from aquip.report.text import day as day_text
from aquip.report.text import due_word, times
from aquip.report.text import from_today as in_word

__all__ = [
    "MONTHS",
    "WEEKDAYS",
    "day_html",
    "day_text",
    "due_word",
    "in_word",
    "months_text",
    "need_word",
    "plural",
    "times",
]

MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEEKDAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


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
