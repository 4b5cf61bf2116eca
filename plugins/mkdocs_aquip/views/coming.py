"""The next meeting of each series, worked out once."""

from __future__ import annotations

from aquip.core.model import Record
from aquip.core.readiness import Upcoming, upcoming
from mkdocs_aquip.once import once


@once
def coming(record: Record) -> dict[str, Upcoming]:
    """Return the next meeting of each series that goes on."""
    return {one.series.name: one for one in upcoming(record)}
