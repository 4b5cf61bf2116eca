"""What ``aquip check --fix`` writes before it checks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aquip.cli.common import Project


def mend(
    project: Project,
    paths: Iterable[str],
    *,
    select: Iterable[str],
    ignore: Iterable[str],
    to_stderr: bool,
) -> None:
    """Mend what can be mended without guessing, and name each note that was written."""
    from aquip.cli.fmt import past
    from aquip.cli.paths import Within
    from aquip.files.atomic import Change
    from aquip.report.text import visible
    from aquip.rules.fixing import fix

    with project.store.lock():
        record = project.excerpts().whole()
        within = Within(project, paths, record.note_at)
        fixed = fix(record, within, select=select, ignore=ignore)
        changes = [
            Change(path, note.text, record.note_at[path].text)
            for path, note in fixed.notes.items()
            if note.text != record.note_at[path].text
        ]
        project.store.apply(changes)
    for change in changes:
        click.echo(visible(f"{change.path}: mended{past(change, record)}"), err=to_stderr)
    if changes:
        click.echo(err=to_stderr)
