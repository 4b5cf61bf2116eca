"""``aquip done``: ticks items off."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from aquip.cli.changes import change
from aquip.cli.common import Project, with_project
from aquip.cli.params import DATE, REF

if TYPE_CHECKING:
    import datetime as dt

    from aquip.core.edit import Edit
    from aquip.core.model import Item, Note, Thread


@click.command()
@click.argument("refs", metavar="REF...", nargs=-1, required=True, type=REF)
@click.option("--on", type=DATE, help="When it was done.  [default: today]")
@with_project
def done(project: Project, refs: tuple[str, ...], on: dt.date | None) -> None:
    """Tick items off, where they stand newest.

    REF is an id, or the start of the item's text as far as it is unambiguous.

    \b
    Examples:
      aquip done a81kd
      aquip done "Draft the rota" --on yesterday
    """
    from aquip.core import edit
    from aquip.errors import AquipError

    day = on or project.today
    if day > project.today:
        raise AquipError(f"{day} is still to come", remedy="Nothing is done in the future.")

    settings = project.config.settings

    def edits(_: Note, item: Item) -> list[Edit]:
        return [*edit.set_box(item, "x"), *edit.set_field(item, "done", day, settings)]

    def skip(thread: Thread) -> str | None:
        return "was done already" if thread.item.box == "x" else None

    change(project, refs, ["open"], edits, verb=f"done on {day}", skip=skip)
