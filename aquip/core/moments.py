"""When on a day: a series' time and time zone, as they are written, and the moment they make."""

from __future__ import annotations

import datetime as dt
import re
import zoneinfo
from typing import Final

from aquip.core.model import Series

_DAY: Final = dt.timedelta(days=1)
_TIME: Final = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)", re.ASCII)


def time_of(text: str | None) -> dt.time | None:
    """Read a time of day, ``15:00`` or ``9.30``; None for what is none."""
    match = _TIME.fullmatch((text or "").strip())
    return dt.time(int(match[1]), int(match[2])) if match else None


def zone_of(name: str | None) -> zoneinfo.ZoneInfo | None:
    """Return the time zone of a name, such as Europe/Lisbon; None for what is none."""
    try:
        return zoneinfo.ZoneInfo(name) if name else None
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return None


def begins(series: Series, date: dt.date, otherwise: dt.tzinfo) -> dt.datetime:
    """Return when a meeting of a series begins: at the end of its day, where no time is set.

    ``otherwise`` is the time zone of a series that names none, or one that nobody knows.
    """
    time, zone = time_of(series.time), zone_of(series.timezone) or otherwise
    return dt.datetime.combine(date, time or dt.time.max, zone)


def in_time(series: Series, date: dt.date, shared: dt.datetime) -> bool:
    """Tell whether an agenda was shared a day ahead of a meeting; without a time, the day before.

    ``shared`` is when, in the time zone of whoever did, which counts where the series names none.
    """
    return shared <= begins(series, date - _DAY, shared.tzinfo or dt.UTC)


def late_by(
    series: Series, date: dt.date, shared: dt.datetime, began: dt.datetime
) -> dt.timedelta | None:
    """Return how long before a meeting its agenda was shared, where that was less than a day.

    None for one that was in time, and for a meeting that was over before its series ``began`` to
    be in git. Less than nothing for an agenda that came after the meeting.
    """
    start = begins(series, date, shared.tzinfo or dt.UTC)
    return None if in_time(series, date, shared) or began >= start else start - shared
