"""Small words for people: dates, ages and counts, and text that is safe to print."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

# What would steer a terminal or turn the rest of a line around, and what no text may hold: C0 and
# C1 controls, but for tab and line ends; directional formatting; halves of characters.
_CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
# What JSON lets stand, and a terminal obeys or can't be sent.
_UNSENT = re.compile("[\x7f-\x9f\ud800-\udfff]")

PRIVATE_ITEM = "a private item"
"""What stands for an item that is not shown without ``--private``."""


def visible(text: str) -> str:
    """Replace control characters, so that no note can steer the terminal it is printed on."""
    return _CONTROL.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def flat(text: str) -> str:
    """Return text on one line, safe to print."""
    return " ".join(visible(text).split())


def as_json(data: object) -> str:
    """Return plain data as JSON, readable and in its own letters, with a final line ending."""
    import json

    text = json.dumps(data, indent=2, ensure_ascii=False)
    return _UNSENT.sub(lambda match: f"\\u{ord(match[0]):04x}", text) + "\n"


def count(number: int, one: str, many: str | None = None) -> str:
    """Say a number with its noun: 1 action, 2 actions, 1,200 actions."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def day(date: dt.date, today: dt.date | None = None) -> str:
    """Say a date as 27 Nov, with its year where that is not today's."""
    year = f" {date.year}" if today is None or date.year != today.year else ""
    return f"{date.day} {date:%b}{year}"


def long_day(date: dt.date) -> str:
    """Say a date as Friday, 27 November 2026."""
    return f"{date:%A}, {date.day} {date:%B} {date.year}"


def from_today(date: dt.date, today: dt.date) -> str:
    """Say how far a day is: today, tomorrow, in 5 days, yesterday, 40 days ago.

    Always in days: the site's pages count them too, with the same words in aquip.js.
    """
    days = (date - today).days
    near = {0: "today", 1: "tomorrow", -1: "yesterday"}.get(days)
    if near:
        return near
    distance = count(abs(days), "day")
    return f"in {distance}" if days > 0 else f"{distance} ago"


def due_word(due: dt.date, today: dt.date) -> str:
    """Say how the due date of what is open stands to today: in 5 days, overdue 12 days."""
    days = (today - due).days
    return f"overdue {count(days, 'day')}" if days > 0 else from_today(due, today)


def times(verb: str, often: int) -> str:
    """Say how often something happened to an item: carried 3×."""
    return f"{verb} {often}×"


def one_line(markdown: str) -> str:
    """Return the visible text of an item, safe to print."""
    from aquip.core.gfm import plain

    return visible(plain(markdown))
