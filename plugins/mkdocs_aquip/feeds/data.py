"""``aquip.json``: the record's rows, as ``--format json`` prints them, with people and series."""

from __future__ import annotations

from typing import Any, Final

from msgspec import Raw, json

from aquip import __version__
from aquip.core.model import Record, Thread
from aquip.core.readiness import upcoming
from aquip.core.rollup import accomplishments
from aquip.report.data import accomplishment_row, thread_row, upcoming_row
from mkdocs_aquip.once import of_threads

_json: Final = json.Encoder().encode


def as_json(record: Record) -> bytes:
    """Return the record's rows, as ``--format json`` prints them, with people and series."""
    rows = _thread_rows(record)
    document: dict[str, Any] = {
        "version": __version__,
        "today": record.today.isoformat(),
        "people": {f"@{p.handle}": {"name": p.name} for p in record.settings.people.values()},
        "series": [
            {
                "name": one.name,
                "title": one.title,
                "with": f"@{one.with_}" if one.with_ else None,
                "relation": one.relation,
                "cadence": one.cadence,
                "meetings": [
                    {
                        "name": meeting.name,
                        "date": meeting.date.isoformat(),
                        "status": meeting.status,
                        "path": meeting.note.path,
                    }
                    for meeting in one.meetings
                ],
            }
            for one in record.series.values()
        ],
        "goals": [
            {name: getattr(goal, name) for name in ("slug", "title", "kind", "period", "status")}
            for goal in record.goals.values()
        ],
        "next": [upcoming_row(each) for each in upcoming(record)],
        **{
            section: [rows[id(t)] for t in record.threads if t.section == section]
            for section in ("actions", "questions", "priorities")
        },
        "accomplishments": [accomplishment_row(each) for each in accomplishments(record)],
    }
    entries = (_json(name) + b": " + _rows(value) for name, value in document.items())
    return b"{\n" + b",\n".join(entries) + b"\n}\n"


@of_threads
def _thread_rows(thread: Thread, record: Record) -> Raw:
    return Raw(_json(thread_row(thread, record.today)))


def _rows(value: object) -> bytes:
    """Write a list with a row on each line: as fast as in one line, and good to compare."""
    if not isinstance(value, list) or not value:
        return _json(value)
    return b"[\n " + b",\n ".join(map(_json, value)) + b"\n]"
