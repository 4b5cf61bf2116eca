"""The audit trail of a meeting: which note is meant, its commits, and what may be told of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from aquip.cli.log import made_by, tell_unknown
from aquip.errors import AquipError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aquip.cli.common import Project
    from aquip.core.model import Meeting, Record
    from aquip.history.past import Past
    from aquip.report.log import Entry

_NOTE = ".md"


def path_of(project: Project, what: str) -> str | None:
    """Return the note that an argument means, be it one that is gone; None where it is a REF.

    Raises:
        AquipError: It is a path, but no meeting's.
    """
    excerpts = project.excerpts()
    series = excerpts.outline().series
    name = what.strip("/")
    if name in series:
        meetings = excerpts.around(series=[name]).series[name].meetings
        day = meetings[-1].name if meetings else project.today
        raise AquipError(
            f"{name} is a series, and this tells of one meeting",
            remedy=f"Name one of its meetings, as in `aquip log {name}/{day}`.",
        )
    if name.endswith(_NOTE):
        return _relative(project, what)
    folder, _, stem = name.rpartition("/")
    if folder in series and stem:
        return project.store.path_of(f"{folder}/{stem}{_NOTE}")
    return None


def _relative(project: Project, what: str) -> str:
    """Return a path from the root, of a note that need not be there any more."""
    from aquip.cli.paths import relative

    try:
        return relative(project, what)
    except AquipError:
        if what in project.known.history.trails:
            return what
        raise


def show(project: Project, path: str, *, reverse: bool, private: bool, format_: str) -> None:
    """Print a meeting's commits and what each meant.

    Raises:
        AquipError: There is no such meeting, it is private, or git tells nothing of it.
    """
    from aquip.cli.common import print_json
    from aquip.cli.terminal import console
    from aquip.history.secrets import Secrets
    from aquip.report import log as report
    from aquip.report.text import count

    record, past = _around(project, path)
    now = record.meeting_at.get(path)
    series = past.series_of(path) or ""
    hidden = not private and (past.is_hidden(series) or (now and not now.note.published))
    entries = [] if hidden else [*_entries(project, past, path, now, private=private)]
    secrets = None if private else Secrets(past, past.paths([series]))
    shown = [
        replace(one, events=secrets.less(one.events) if secrets else one.events) for one in entries
    ]
    shown = [one for one, all_ in zip(shown, entries, strict=True) if one.events or not all_.events]
    last = now or next((e.meeting for one in reversed(shown) for e in one.events), None)
    if hidden or last is None:
        raise AquipError("this meeting is private", path=path, remedy="--private shows it.")
    if reverse:
        shown.reverse()
    if format_ == "json":
        print_json(report.rows(shown))
    else:
        about = _about(project, record, now)
        console().print(report.meeting(shown, last, f"{path}, {about}", project.today))
        less = sum(len(one.events) for one in entries) - sum(len(one.events) for one in shown)
        if less:
            click.echo(f"\n{count(less, 'private change')} not shown (--private shows them)")
    tell_unknown(past.history, missing=not past.history.trail(path).whole)


def _around(project: Project, path: str) -> tuple[Record, Past]:
    """Read what tells of a meeting.

    Raises:
        AquipError: There is none, there was none, or git can't tell.
    """
    folder = project.store.uri_of(path).rpartition("/")[0]
    record = project.excerpts().around(series=[folder])
    past = project.past(record)
    history = past.history
    if path not in record.meeting_at and (
        past.series_of(path) is None or path not in history.trails
    ):
        names = [meeting.note.path for meeting in record.meetings if meeting.series == folder]
        listed = did_you_mean(path, names) or "`git log` tells of all other files."
        raise AquipError("there is no such meeting", path=path, remedy=listed)
    if not history.known:
        remedy = history.remedy or "The commits of a meeting are in git: make a repository of it."
        raise AquipError(f"git tells nothing here: {history.why}", path=path, remedy=remedy)
    return record, past


def _entries(
    project: Project, past: Past, path: str, now: Meeting | None, *, private: bool
) -> Iterator[Entry]:
    from aquip.history.doings import of_note, pending
    from aquip.report.log import Entry

    facts = project.history(past.record)
    late = {change.commit.sha for change in facts.edited(now)} if facts and now else set()
    for change, events in of_note(past, path):
        made = made_by(past, change.commit, private=private)
        yield Entry(events, made, late=change.commit.sha in late)
    if events := pending(past, path):
        yield Entry(events, pending=True)


def _about(project: Project, record: Record, now: Meeting | None) -> str:
    """Say how a meeting stands, and when its agenda was shared."""
    from aquip.core.moments import begins
    from aquip.report.log import ahead

    if now is None:
        return "deleted"
    facts = project.history(record)
    shared = facts.shared(now) if facts else None
    if shared is None or shared.when is None:
        return now.status
    zone = shared.when.tzinfo or dt.UTC
    start = begins(record.series[now.series], now.date, zone)
    said = ahead(start - shared.when, known=shared.known)
    return f"{now.status}, {said}" if said else now.status
