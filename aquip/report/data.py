"""The record as plain data: what ``--format json`` prints, and the site's aquip.json.

Keys are a promise: more may be added, none renamed. Dates are ISO, paths are
relative to the repository's root, lines count from 1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from aquip.core.model import Occurrence, Thread
    from aquip.core.period import Period
    from aquip.core.readiness import Upcoming
    from aquip.core.rollup import Accomplishment

Row = dict[str, Any]


def _iso(date: dt.date | None) -> str | None:
    return date.isoformat() if date else None


def place_row(occurrence: Occurrence) -> Row:
    """Return where one meeting shows an item."""
    meeting = occurrence.meeting
    return {
        "series": meeting.series,
        "meeting": meeting.name,
        "path": meeting.note.path,
        "line": occurrence.item.line,
    }


def thread_row(thread: Thread, today: dt.date) -> Row:
    """Return an action, question or priority as its newest meeting shows it.

    ``occurrences`` tells every meeting that shows it, oldest first.
    """
    item = thread.item
    return {
        "id": item.id,
        "text": item.text,
        "owners": [f"@{owner}" for owner in item.owners],
        "state": thread.state,
        "kind": item.kind,
        "need": item.need,
        "goal": item.goal,
        "due": _iso(item.due),
        "done": _iso(thread.done),
        "since": _iso(item.since),
        **place_row(thread.newest),
        "overdue": thread.overdue(today),
        "age_days": thread.age_days(today),
        "due_moves": thread.due_moves,
        "carries": thread.carries,
        "lost": thread.lost,
        "occurrences": [place_row(occurrence) for occurrence in thread.occurrences],
    }


def accomplishment_row(accomplishment: Accomplishment) -> Row:
    """Return an accomplishment and every meeting that tells it."""
    return {
        "id": accomplishment.id,
        "text": accomplishment.text,
        "kind": accomplishment.kind,
        "goal": accomplishment.goal,
        "date": _iso(accomplishment.date),
        "links": [{"text": link.text, "url": link.url} for link in accomplishment.links],
        "meetings": [place_row(telling) for telling in accomplishment.tellings],
    }


def review_document(period: Period, accomplishments: Iterable[Accomplishment]) -> Row:
    """Return a period's accomplishments, oldest first."""
    rows = [accomplishment_row(a) for a in accomplishments]
    return {
        "period": {
            "start": _iso(period.start),
            "end": _iso(period.end),
            "label": period.label,
        },
        "total": len(rows),
        "accomplishments": rows,
    }


def upcoming_row(upcoming: Upcoming) -> Row:
    """Return a series' coming meeting; its path is null while there is no file for it."""
    return {
        "series": upcoming.series.name,
        "date": _iso(upcoming.date),
        "status": upcoming.status,
        "path": upcoming.meeting.note.path if upcoming.meeting else None,
        "ready": upcoming.ready,
        "missing": list(upcoming.missing),
    }
