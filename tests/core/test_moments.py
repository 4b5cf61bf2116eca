"""When a meeting begins: by its series' time and time zone."""

from __future__ import annotations

import datetime as dt

import pytest

from aquip.core.model import Series
from aquip.core.moments import begins


@pytest.mark.parametrize(
    ("time", "zone", "expected"),
    [
        ("10:00", "Europe/Berlin", "2026-11-20T10:00:00+01:00"),
        ("9.30", None, "2026-11-20T09:30:00+00:00"),
        ("10:00", "Mars/Olympus", "2026-11-20T10:00:00+00:00"),
        ("10:00", "", "2026-11-20T10:00:00+00:00"),
        ("noon", None, "2026-11-20T23:59:59.999999+00:00"),
        ("25:00", None, "2026-11-20T23:59:59.999999+00:00"),
        (None, "Europe/Berlin", "2026-11-20T23:59:59.999999+01:00"),
    ],
)
def test_begins(time: str | None, zone: str | None, expected: str) -> None:
    """It is the series' time in its zone, else in the other one; without one the day's end."""
    series = Series("morgan", "Morgan", time=time, timezone=zone)
    assert expected == begins(series, dt.date(2026, 11, 20), dt.UTC).isoformat()
