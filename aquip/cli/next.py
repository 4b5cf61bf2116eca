"""``aquip next``: the coming meetings, and how ready each agenda is."""

from __future__ import annotations

import click

from aquip.cli.common import Project, format_option, print_json, private_option, with_project


@click.command("next")
@private_option
@format_option("text", "json")
@with_project
def next_(project: Project, format_: str, private: bool) -> None:
    """List the coming meetings, and how ready each agenda is.

    \b
    Examples:
      aquip next
      aquip next --format json
    """
    from dataclasses import replace

    from aquip.core.readiness import upcoming
    from aquip.report.data import upcoming_row

    # Dates and readiness give away no private text, so private meetings count here.
    shown = project.record(private=private).series
    every = [row for row in upcoming(project.reading.full) if row.series.name in shown]
    rows = [replace(row, series=shown[row.series.name]) for row in every]
    if format_ == "json":
        print_json([upcoming_row(row) for row in rows])
        return
    if not rows:
        click.echo("No meeting is coming up. `aquip new SERIES --date friday` plans one.")
        return
    from aquip.cli.terminal import console
    from aquip.report.tables import upcoming as layout

    console().print(layout(rows, project.today))
    waiting = [row.series.name for row in rows if row.meeting is None]
    if waiting:
        click.echo(f"\n`aquip new {waiting[0]}` writes the next one.")
