"""``aquip due``: moves due dates, and leaves behind what they were."""

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
@click.argument("date", type=DATE)
@with_project
def due(project: Project, refs: tuple[str, ...], date: dt.date) -> None:
    """Set the due date of items.

    They change where they stand newest, and the old date stays behind as `was`.

    REF is an id, or the start of the item's text as far as it is unambiguous. DATE is
    a date, or words such as friday, tomorrow, +7d, 27 nov.

    \b
    Examples:
      aquip due a81kd friday
      aquip due a81kd k7f3q 2026-12-04
    """
    from aquip.core import edit
    from aquip.core.text import Span

    settings = project.config.settings

    def edits(_: Note, item: Item) -> list[Edit]:
        old = next((f for f in item.fields if f.key == "due"), None)
        if old is None or old.date is None:
            return edit.set_field(item, "due", date, settings)
        now, was = settings.field("due", date), settings.field("was", old.date)
        earlier = [f.span.end for f in item.fields if f.key == "was"]
        if not earlier:
            return [edit.Edit(old.span, f"{now} {was}")]
        behind = Span(max(earlier), max(earlier))
        return [edit.Edit(old.span, now), edit.Edit(behind, f" {was}")]

    def skip(thread: Thread) -> str | None:
        return f"is due on {date} already" if thread.item.due == date else None

    change(project, refs, ["open"], edits, verb=f"due on {date}", skip=skip)
