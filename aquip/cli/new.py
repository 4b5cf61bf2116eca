"""``aquip new``: the next meeting, with everything open carried over."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from aquip.cli.common import Project, private_option, series_of, with_project
from aquip.cli.params import DATE, SERIES
from aquip.core.privacy import redact
from aquip.errors import AquipError
from aquip.report.text import PRIVATE_ITEM, count, long_day, one_line, visible

if TYPE_CHECKING:
    import datetime as dt

    from rich.console import RenderableType

    from aquip.core.carry import CarriedItem
    from aquip.scaffold import Scaffold

_SHOWN = 8


@click.command()
@click.argument("series", type=SERIES)
@click.option("--date", type=DATE, help="Another day than the cadence's.")
@click.option("--slug", metavar="NAME", help="A name, for a second meeting on one day.")
@click.option(
    "--from", "from_", metavar="SERIES", type=SERIES, help="Take along what this series left open."
)
@click.option("--edit", "edit_", is_flag=True, help="Open it in your editor.")
@click.option("--dry-run", is_flag=True, help="Print the note and write nothing.")
@private_option
@with_project
def new(
    project: Project,
    series: str,
    date: dt.date | None,
    slug: str | None,
    from_: str | None,
    edit_: bool,
    dry_run: bool,
    private: bool,
) -> None:
    """Write the note of SERIES' next meeting.

    The cadence gives the date. Every open action and question comes along with its
    details, and the last order of priorities; nothing is ever overwritten.

    \b
    Examples:
      aquip new morgan
      aquip new morgan --date friday --edit
      aquip new ana --from morgan
    """
    if dry_run:
        made = _make(project, series, date, slug, from_)
        text = made.text if private else redact(made.text)
        click.echo(visible(text) if sys.stdout.isatty() else text, nl=False)
        click.echo(f"{made.target.path} is not written (--dry-run)", err=True)
        if text != made.text:
            click.echo("Its private lines are left out here (--private shows them)", err=True)
        return
    with project.store.lock():
        made = _make(project, series, date, slug, from_)
        project.store.create(made.target.path, made.text)
    project.wrote(f"the meeting of {long_day(made.target.date)}", made.target.path)
    _tell(made, from_, private=private)
    if edit_:
        _open(project, made.target.path)


def _make(
    project: Project, name: str, date: dt.date | None, slug: str | None, from_: str | None
) -> Scaffold:
    from aquip.cli.meetings import scaffolded, target_for
    from aquip.core.carry import carried

    record = project.excerpts().around([name, from_] if from_ else [name])
    target = target_for(project, series_of(record, name), date, slug)
    source = series_of(record, from_) if from_ else None
    if source is target.series:
        raise AquipError(
            f"what is open in {source.name} comes along anyway", remedy="Leave --from out."
        )
    others = carried(record, source, target.date) if source else None
    return scaffolded(project, record, target, others)


def _tell(made: Scaffold, from_: str | None, *, private: bool) -> None:
    """Show what came along, and from which meeting."""
    from rich.panel import Panel

    from aquip.cli.terminal import console

    brought = made.carried
    previous = brought.previous
    if previous is None:
        click.echo("The first meeting of this series: nothing to carry over.")
        return
    if not brought.items:
        click.echo(f"Nothing was left open in {previous.series}/{previous.name}.")
        return
    parts = (
        (brought.questions, "question"),
        (brought.priorities, "priority"),
        (brought.actions, "action"),
    )
    sums = [count(len(items), noun, _MANY.get(noun)) for items, noun in parts if items]
    console().print(
        Panel(
            _listed(brought.items, private=private),
            title=f"carried from {previous.series}/{previous.name}: {', '.join(sums)}",
            title_align="left",
            border_style="dim",
            expand=False,
        )
    )
    without = sum(one.item.id is None for one in brought.items if one.origin.series == from_)
    if without:
        click.echo(
            f"{count(without, 'item')} without an id will stay open in {from_} too: "
            f"`aquip drop` them there."
        )


def _open(project: Project, path: str) -> None:
    try:
        click.edit(filename=str(project.config.root / path))
    except click.ClickException as error:
        raise AquipError(
            f"the note is written, but the editor failed: {error.message}",
            path=path,
            remedy="EDITOR names the command that opens a file.",
        ) from None


_MANY = {"priority": "priorities"}


def _listed(items: tuple[CarriedItem, ...], *, private: bool) -> RenderableType:
    from rich.text import Text

    lines = []
    for one in items[:_SHOWN]:
        owners = "".join(f"@{owner} " for owner in one.item.owners)
        text = f"{owners}{one_line(one.item.text)}"
        lines.append(PRIVATE_ITEM if one.private and not private else visible(text))
    if len(items) > _SHOWN:
        lines.append(f"and {len(items) - _SHOWN} more")
    return Text("\n".join(lines), overflow="ellipsis", no_wrap=True)
