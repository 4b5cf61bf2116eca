"""What the values of front matter must look like: one small test a key, for `AQ008`.

Each returns what is wrong, as the end of a sentence that begins with the value, or None.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Final, get_args

from aquip.core import grammar
from aquip.core.cadence import CadenceError, rule_of
from aquip.core.model import NoteKind, Status
from aquip.core.moments import time_of, zone_of
from aquip.core.period import PeriodError, parse_period
from aquip.rules.context import either, nearest

Form = Callable[[object], str | None]

RELATIONS: Final = ("manager", "skip-level", "peer", "report", "mentor", "other")
GOAL_KINDS: Final = ("professional", "personal")
_ANY_DAY: Final = dt.date(2026, 1, 1)


def _one_of(words: tuple[str, ...]) -> Form:
    def form(value: object) -> str | None:
        if value in words:
            return None
        near = nearest(str(value), words)
        return f"is none of {either(words)}" + (f": did you mean {near}?" if near else "")

    return form


def _date(value: object) -> str | None:
    return None if grammar.date_of(value) else "is no date: write it as year-month-day"


def _minutes(value: object) -> str | None:
    good = isinstance(value, int) and not isinstance(value, bool) and value > 0
    return None if good else "is no number of minutes: write it bare, like 30"


def _handle(value: object) -> str | None:
    return None if grammar.handle_of(value) else "is no handle: write one word, like morgan"


def _handles(value: object) -> str | None:
    entries = value if isinstance(value, list) else str(value).split(",")
    wrong = [str(entry).strip() for entry in entries if not grammar.handle_of(entry)]
    return f"names no handle with {either(wrong)}: write [sam, morgan]" if wrong else None


def _truth(value: object) -> str | None:
    return None if isinstance(value, bool) else "is neither true nor false"


def _cadence(value: object) -> str | None:
    try:
        rule_of(str(value), _ANY_DAY)
    except CadenceError:
        return (
            "is no cadence: write weekly, fortnightly, monthly "
            "or an RRULE, like FREQ=WEEKLY;INTERVAL=3"
        )
    return None


def _time(value: object) -> str | None:
    good = isinstance(value, str) and time_of(value) is not None
    return None if good else "is no time of day: write it like 10:00"


def _timezone(value: object) -> str | None:
    return None if zone_of(str(value)) else "is no time zone: write it like Europe/Lisbon"


def _period(value: object) -> str | None:
    try:
        parse_period(str(value))
    except PeriodError:
        return "is no period: write it like 2026-Q4, 2026-H2, 2026 or 2026-01-01..2026-03-31"
    return None


FORMS: Final[Mapping[NoteKind, Mapping[str, Form]]] = {
    "meeting": {
        "status": _one_of(get_args(Status)),
        "duration": _minutes,
        "attendees": _handles,
        "moved_to": _date,
        "publish": _truth,
    },
    "series": {
        "with": _handle,
        "owner": _handle,
        "relation": _one_of(RELATIONS),
        "cadence": _cadence,
        "starts": _date,
        "ends": _date,
        "time": _time,
        "timezone": _timezone,
        "duration": _minutes,
        "publish": _truth,
    },
    "goal": {
        "kind": _one_of(GOAL_KINDS),
        "period": _period,
        "publish": _truth,
    },
    "page": {},
}
"""The test of each key, by what the note is."""
