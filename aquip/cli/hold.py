"""``aquip hold``: closes a meeting, and takes what it agreed into the next one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from aquip.cli.common import Project, series_of, with_project
from aquip.cli.params import DATE, SERIES, OwnWord
from aquip.errors import AquipError
from aquip.report.text import PRIVATE_ITEM, count, one_line, visible

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from aquip.core.model import Item, Meeting, Note, Series

_PROMPTS = {
    "as-expected": "yes, partly or no",
    "effective": "1 to 5",
    "worth": "yes or no",
    "next": "what to do otherwise",
}
_FIGURES = "1–5"


@click.command()
@click.argument("series", type=SERIES)
@click.option("--date", type=DATE, help="Which meeting.  [default: the newest until today]")
@click.option("--as-expected", type=OwnWord(["yes", "partly", "no"]), help="Did it go as expected?")
@click.option("--effective", type=click.IntRange(1, 5), help="How effective it was, 1 to 5.")
@click.option("--worth", type=OwnWord(["yes", "no"]), help="Was it worth the time?")
@click.option("--next", "next_", metavar="TEXT", help="What to do otherwise next time.")
@with_project
def hold(
    project: Project,
    series: str,
    date: dt.date | None,
    as_expected: str | None,
    effective: int | None,
    worth: str | None,
    next_: str | None,
) -> None:
    """Close SERIES' meeting, and reflect on it.

    Says what was left open, and takes it into the next meeting where that exists
    already. Questions of the reflection may be answered right here.

    \b
    Examples:
      aquip hold morgan
      aquip hold morgan --effective 4 --next "start with the hard one"
    """
    from aquip.cli.meetings import bring_open, following, mendable
    from aquip.files.atomic import Change

    answers = {
        "as-expected": as_expected,
        "effective": effective and str(effective),
        "worth": worth,
        "next": next_ and " ".join(next_.split()),
    }
    given = {key: value for key, value in answers.items() if value}
    with project.store.lock():
        record = project.excerpts().around([series])
        chosen = series_of(record, series)
        meeting = mendable(_meeting(project, chosen, date))
        closed = _closed(project, meeting, given)
        changes = []
        if closed.text != meeting.note.text:
            changes.append(Change(closed.path, closed.text, meeting.note.text))
        after = following(chosen, meeting)
        change, brought = bring_open(project, record, chosen, after) if after else (None, ())
        if change:
            changes.append(change)
        project.store.apply(changes)
    if closed.text == meeting.note.text:
        click.echo(f"{closed.path}: was held already, and nothing is missing.")
    else:
        reflect = closed.section("reflection")
        line = closed.lines.position(reflect.heading.start).line if reflect else None
        project.wrote("held; reflect while it is fresh", closed.path, line, dated=False)
    if change:
        items = count(len(brought), "item")
        project.wrote(f"{items} taken into the next meeting", change.path, dated=False)
    _left_open(closed, next_is_written=after is not None, series=series)


def _meeting(project: Project, series: Series, date: dt.date | None) -> Meeting:
    """Choose the meeting to close.

    Raises:
        AquipError: There is none, or it was cancelled.
    """
    if date is not None:
        found = [m for m in series.meetings if m.date == date]
        if not found:
            raise AquipError(
                f"{series.name} has no meeting on {date}",
                remedy=f"`aquip new {series.name} --date {date}` writes its note.",
            )
    else:
        found = [m for m in series.meetings if m.date <= project.today and m.status != "cancelled"]
        if not found:
            planned = next((m for m in series.meetings if m.status == "planned"), None)
            remedy = f"The next is on {planned.date}: --date holds it early." if planned else None
            raise AquipError(f"{series.name} has had no meeting until today", remedy=remedy)
    waiting = [m for m in found if m.note.front.values.get("status") != "held"]
    meeting = found[-1] if date is None or not waiting else waiting[0]
    if meeting.status == "cancelled":
        raise AquipError("this meeting was cancelled", path=meeting.note.path)
    return meeting


def _closed(project: Project, meeting: Meeting, given: Mapping[str, str]) -> Note:
    """Return the note with its status, and with the questions of the reflection."""
    from aquip.cli.meetings import appended, note_of
    from aquip.core import edit

    note = meeting.note
    if note.front.values.get("status") != "held":
        text = edit.apply(note.text, edit.set_meta(note, "status", "held"))
        note = note_of(project, note.path, text)
    if note.section("reflection") is None:
        lines = [_line(project, key, given.get(key)) for key in _PROMPTS]
    else:
        asked = _asked(project, note)
        edits = [
            edit.Edit(item.head, _line(project, key, given[key]).removeprefix("- "))
            for key, (item, answer) in asked.items()
            if given.get(key, answer) != answer
        ]
        note = note_of(project, note.path, edit.apply(note.text, edits))
        lines = [_line(project, key, v) for key, v in given.items() if key not in asked]
    return appended(project, note, "reflection", "\n".join(lines)) if lines else note


def _asked(project: Project, note: Note) -> Mapping[str, tuple[Item, str]]:
    """Return where each question of a reflection stands, with its answer, empty without one."""
    from aquip.core.items import answer_of

    asked: dict[str, tuple[Item, str]] = {}
    for item in note.items("reflection"):
        found = answer_of(item, project.config.settings)
        if found:
            asked.setdefault(found[0], (item, found[1]))
    return asked


def _line(project: Project, key: str, answer: str | None) -> str:
    """Write a question of the reflection with its answer, or what to answer as a comment."""
    from aquip.core.grammar import ANSWERS, CHOICES

    settings = project.config.settings
    words = settings.word(next(question for question, name in ANSWERS.items() if name == key))
    choices = [settings.word(word) for word in CHOICES.get(key, ())]
    prompt = _PROMPTS[key]
    if settings.own_language:
        prompt = ", ".join(choices) or (_FIGURES if key == "effective" else "…")
    said = settings.word(answer) if answer and choices else answer
    return f"- {words[:1].upper()}{words[1:]}: {said or f'<!-- {prompt} -->'}"


def _left_open(note: Note, *, next_is_written: bool, series: str) -> None:
    """Say what this meeting did not settle."""
    from aquip.core.threads import carries_on

    left = [
        item for key in ("questions", "actions") for item in note.items(key) if carries_on(item)
    ]
    if note.confirmation is not None and note.confirmation.box != "x":
        click.echo(
            f"{note.path}:{note.confirmation.line}: the order of priorities is not confirmed"
        )
    if not left:
        click.echo("Nothing was left open.")
        return
    click.echo(f"Left open: {count(len(left), 'item')}")
    for item in left:
        owners = "".join(f"@{owner} " for owner in item.owners)
        due = f" (due {item.due})" if item.due else ""
        shown = f"{owners}{one_line(item.text)}{due}"
        hidden = item.private or not note.published
        click.echo(visible(f"  {PRIVATE_ITEM if hidden else shown}"))
    if not next_is_written:
        click.echo(f"`aquip new {series}` carries them over.")
