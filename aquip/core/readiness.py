"""The coming meeting of each series, and what its agenda still lacks."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache

from aquip.core.cadence import CadenceError, next_date
from aquip.core.model import Meeting, Record, Series, Status

AGENDA = ("accomplishments", "questions", "priorities")
"""The sections that make an agenda."""


@dataclass(frozen=True)
class Upcoming:
    """A series' next meeting; ``meeting`` is None while it has no note.

    ``missing`` names the agenda's empty sections, ``note`` alone where there is no note.
    """

    series: Series
    date: dt.date
    status: Status
    meeting: Meeting | None
    missing: tuple[str, ...]

    @property
    def ready(self) -> bool:
        """True when nothing is missing."""
        return not self.missing


def upcoming(record: Record) -> tuple[Upcoming, ...]:
    """List the next meeting of each series that goes on, by date."""
    found = (_next(series, record.today) for series in record.series.values())
    return tuple(sorted((u for u in found if u), key=lambda u: (u.date, u.series.name)))


def next_meeting(series: Series, today: dt.date) -> Meeting | None:
    """Return the first planned meeting from today on."""
    return next((m for m in series.meetings if m.status == "planned" and m.date >= today), None)


def _next(series: Series, today: dt.date) -> Upcoming | None:
    planned = next_meeting(series, today)
    free = _free(series, today)
    if planned and (free is None or planned.date <= free):
        return Upcoming(series, planned.date, planned.status, planned, missing(planned))
    return Upcoming(series, free, "planned", None, ("note",)) if free else None


@lru_cache(maxsize=256)  # of a series, which never changes, several answers need it
def _free(series: Series, today: dt.date) -> dt.date | None:
    try:
        return next_date(series, today)
    except CadenceError:
        return None


def missing(meeting: Meeting) -> tuple[str, ...]:
    """Name the sections of the agenda that a meeting has nothing in."""
    return tuple(key for key in AGENDA if not any(meeting.note.items(key)))
