"""``aquip cancel``: calls a meeting off, with a reason and, better, a new date."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import click

from aquip.cli.common import Project, series_of, with_project
from aquip.cli.meetings import bring_open, due_date, mendable, note_of, scaffolded, target_for
from aquip.cli.params import DATE, SERIES
from aquip.core import edit
from aquip.errors import AquipError
from aquip.files.atomic import Change
from aquip.report.text import count, long_day

if TYPE_CHECKING:
    import datetime as dt

    from aquip.core.model import Meeting, Note, Record, Series
    from aquip.scaffold import Target


class _Call(NamedTuple):
    """What is called off and why, as the options say."""

    reason: str
    to: dt.date | None
    date: dt.date | None


@click.command()
@click.argument("series", type=SERIES)
@click.option("--reason", required=True, help="Why it does not take place.")
@click.option("--to", type=DATE, help="When it takes place instead.")
@click.option("--date", type=DATE, help="Which meeting.  [default: the next one]")
@with_project
def cancel(
    project: Project, series: str, reason: str, to: dt.date | None, date: dt.date | None
) -> None:
    """Cancel SERIES' next meeting. What it has open passes on.

    With --to, the meeting of the new date is written right away, unless it is there.

    \b
    Examples:
      aquip cancel morgan --reason "Morgan is ill" --to monday
      aquip cancel lee --reason holidays --date 2026-12-29
    """
    if not reason.strip():
        raise AquipError("the reason is empty", remedy="Say in a word why it does not take place.")
    with project.store.lock():
        record = project.excerpts().around([series])
        chosen = series_of(record, series)
        call = _Call(" ".join(reason.split()), to, date)
        changes, said = _plan(project, record, chosen, call)
        project.store.apply(changes)
    for what, path in said:
        project.wrote(what, path)
    if to is None:
        click.echo("No new date was given: --to DATE sets one, so that it is not lost.")


def _plan(
    project: Project, record: Record, series: Series, call: _Call
) -> tuple[list[Change], list[tuple[str, str]]]:
    """Work out what to write, and what to say of it."""
    from aquip.core.readiness import next_meeting

    meeting = _on(series, call.date) if call.date else next_meeting(series, project.today)
    when = meeting.date if meeting else call.date or due_date(project, series)
    if call.to == when:
        raise AquipError(f"it is on {when} already", remedy="Give --to another date.")
    if meeting:
        note, expected = mendable(meeting).note, meeting.note.text
        # Two notes would show its items, and the later date has the last word on them.
        text = _emptied(note) if call.to and call.to < when else note.text
    else:
        path = target_for(project, series, when).path
        text, expected = f"---\ndate: {when}\n---\n\n# {series.title}, cancelled\n", None
        note = note_of(project, path, text)
    called_off = Change(note.path, _cancelled(project, note.path, text, call), expected)
    changes = [called_off]  # after the one that takes over what it may lose
    said = [(f"cancelled: {call.reason}", note.path)]
    onto = _onto(series, note.path, when, call.to)
    if onto is not None:
        change, brought = bring_open(project, record, series, onto)
        if change:
            changes.insert(0, change)
            said.append((f"{count(len(brought), 'item')} taken over", change.path))
    elif call.to is not None:
        target = target_for(project, series, call.to)
        redated = _redated(meeting, target) if meeting else None
        text = redated or scaffolded(project, record, target).text
        changes.insert(0, Change(target.path, text))
        said.append((f"the meeting of {long_day(call.to)} instead", target.path))
    return changes, said


def _on(series: Series, date: dt.date) -> Meeting | None:
    found = [m for m in series.meetings if m.date == date]
    if found and found[-1].note.front.values.get("status") == "held":
        raise AquipError("this meeting was held", path=found[-1].note.path)
    return found[-1] if found else None


def _onto(series: Series, cancelled: str, when: dt.date, to: dt.date | None) -> Meeting | None:
    """Return the meeting that takes over, where its note exists: the new date's, or the next."""
    others = [m for m in series.meetings if m.status == "planned" and m.note.path != cancelled]
    return next((m for m in others if (m.date == to if to else m.date > when)), None)


def _cancelled(project: Project, path: str, text: str, call: _Call) -> str:
    """Set status, reason and new date in a note's front matter."""
    meta: dict[str, str | dt.date] = {"status": "cancelled", "reason": call.reason}
    if call.to:
        meta["moved_to"] = call.to
    for key, value in meta.items():
        text = edit.apply(text, edit.set_meta(note_of(project, path, text), key, value))
    return text


def _emptied(note: Note) -> str:
    """Keep what stands before the first section."""
    return (
        note.text[: note.sections[0].heading.start].rstrip() + "\n" if note.sections else note.text
    )


def _redated(meeting: Meeting, target: Target) -> str:
    """Move an agenda to another date: all that is prepared comes along, good news too."""
    note = meeting.note
    edits = edit.set_meta(note, "date", target.date)
    if "status" in note.front.values:
        edits += edit.set_meta(note, "status", "planned")
    text = edit.apply(note.text, edits)
    old, new = (f"{d.day} {d:%B} {d.year}" for d in (meeting.date, target.date))
    return re.sub(rf"^(# .*?){re.escape(old)}", rf"\g<1>{new}", text, count=1, flags=re.MULTILINE)
