"""``aquip fmt``: notes in the form that every tool reads alike."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING

import click

from aquip.cli.common import Project, private_option, with_project

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aquip.core.model import Note, Record
    from aquip.files.atomic import Change


@click.command()
@click.argument("paths", nargs=-1, type=click.Path())
@click.option("--check", is_flag=True, help="Write nothing; the status is 1 where one would.")
@click.option("--diff", is_flag=True, help="Write nothing, and show what one would write.")
@private_option
@with_project
def fmt(project: Project, paths: tuple[str, ...], check: bool, diff: bool, private: bool) -> None:
    """Write the notes in canonical form: all of them, or those at PATHS.

    Owners come first, fields and the id last; every action, every question with a box and
    all feedback gets an id; a finished action the date it was finished. What a note says
    stays the same, and so does whatever is no item. Notes with merge conflicts are left
    alone.

    \b
    Examples:
      aquip fmt
      aquip fmt notes/morgan --diff
      aquip fmt --check
    """
    from aquip.cli.paths import Within
    from aquip.report.text import visible

    with nullcontext() if check or diff else project.store.lock():
        record = project.excerpts().whole()
        within = Within(project, paths, record.note_at)
        notes = [note for note in record.notes if within(note.path)]
        changes = [*_changes(project, record, notes)]
        if not (check or diff):
            project.store.apply(changes)
    refused = [*_refused(notes)]
    for place in refused:
        click.echo(f"{place}: left alone: resolve the merge conflict first", err=True)
    for change in changes:
        note = record.note_at[change.path]
        if diff and (private or (note.published and not note.hidden)):
            click.echo(visible(_diff(change)), nl=False)
        else:
            hidden = " (--private shows what is private)" if diff else ""
            verb = "would be formatted" if diff or check else "formatted"
            click.echo(visible(f"{change.path}: {verb}{past(change, record)}{hidden}"))
    _sum_up(len(changes), len(notes) - len(refused), done=not (check or diff))
    if refused or (changes and (check or diff)):
        click.get_current_context().exit(1)


def _changes(project: Project, record: Record, notes: list[Note]) -> Iterator[Change]:
    from aquip.core.canonical import Stamps, canonical
    from aquip.core.edit import apply
    from aquip.core.stamps import stamps_for
    from aquip.files.atomic import Change

    stamps = stamps_for(record, {note.path for note in notes})
    for note in notes:
        edits = canonical(note, project.config.settings, stamps.get(note.path, Stamps()))
        if edits:
            yield Change(note.path, apply(note.text, edits), note.text)


def _refused(notes: list[Note]) -> Iterator[str]:
    """Yield where notes with conflict markers have the first one."""
    for note in notes:
        marks = (p.span.start for p in note.problems if p.kind == "conflict-marker")
        first = min(marks, default=None)
        if first is not None:
            line, column = note.lines.position(first)
            yield f"{note.path}:{line}:{column}"


def past(change: Change, record: Record) -> str:
    """Say that a meeting is on record, which is not changed without a word."""
    meeting = record.meeting_at.get(change.path)
    return " (a past meeting)" if meeting and meeting.status != "planned" else ""


def _diff(change: Change) -> str:
    import difflib

    old = (change.expected or "").splitlines(keepends=True)
    new = change.text.splitlines(keepends=True)
    lines = difflib.unified_diff(old, new, f"a/{change.path}", f"b/{change.path}")
    return "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)


def _sum_up(changed: int, looked_at: int, *, done: bool) -> None:
    from aquip.report.text import count

    left = looked_at - changed
    verb = "formatted" if done else "to be formatted"
    rest = f"{count(left, 'note')} {'is' if left == 1 else 'are'} in canonical form"
    click.echo(f"{count(changed, 'note')} {verb}, {rest}." if changed else f"{rest.capitalize()}.")
