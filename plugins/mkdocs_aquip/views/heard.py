"""Feedback and what refers to it, worked out once for all pages of a build."""

from __future__ import annotations

from aquip.core.feedback import Referring, Said, referring_to, said
from aquip.core.model import Record
from mkdocs_aquip.once import once


@once
def referring(record: Record) -> Referring:
    """Return what refers to accomplishments and feedback, by their ids."""
    return referring_to(record.told_by_id, record)


@once
def heard(record: Record) -> tuple[Said, ...]:
    """Return all feedback, by date, with what became of it."""
    return said(record, referring(record))


@once
def heard_in(record: Record) -> dict[str, list[Said]]:
    """Return the feedback of each series, by date."""
    found: dict[str, list[Said]] = {}
    for one in heard(record):
        found.setdefault(one.meeting.series, []).append(one)
    return found
