"""``aquip drop``: gives items up, for the record."""

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
def drop(project: Project, refs: tuple[str, ...]) -> None:
    """Drop items that nobody will do, where they stand newest. They stay on record.

    REF is an id, or the start of the item's text as far as it is unambiguous.

    \b
    Example:
      aquip drop a81kd "Mentoring"
    """
    from aquip.core import edit

    def edits(note: Note, item: Item) -> list[Edit]:
        return [*edit.set_box(item, "-"), *edit.remove_field(note, item, "done")]

    def skip(thread: Thread) -> str | None:
        return "was dropped already" if thread.item.box == "-" else None

    change(project, refs, ["open"], edits, verb="dropped", skip=skip, dated=False)
