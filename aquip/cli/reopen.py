"""``aquip reopen``: takes back that items are done or dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from aquip.cli.changes import change
from aquip.cli.common import Project, with_project
from aquip.cli.params import REF

if TYPE_CHECKING:
    from aquip.core.edit import Edit
    from aquip.core.model import Item, Note, Thread


@click.command()
@click.argument("refs", metavar="REF...", nargs=-1, required=True, type=REF)
@with_project
def reopen(project: Project, refs: tuple[str, ...]) -> None:
    """Open items again that were done or dropped.

    They change where they stand newest.

    REF is an id, or the start of the item's text as far as it is unambiguous.

    \b
    Example:
      aquip reopen a81kd
    """
    from aquip.core import edit

    def edits(note: Note, item: Item) -> list[Edit]:
        gone = (edit.remove_field(note, item, key) for key in ("done", "dropped"))
        return [*edit.set_box(item, " "), *(one for each in gone for one in each)]

    def skip(thread: Thread) -> str | None:
        return "is open" if thread.state == "open" else None

    change(project, refs, ["done", "dropped"], edits, verb="open again", skip=skip, dated=False)
