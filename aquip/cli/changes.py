"""Changes items where they stand newest: one pass for ``done``, ``drop``, ``reopen``, ``due``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from aquip.cli.common import Project
    from aquip.core.edit import Edit
    from aquip.core.model import Item, Note, Record, State, Thread

Change = Callable[["Note", "Item"], "list[Edit]"]
"""Makes the edits for an item of a note."""


def change(
    project: Project,
    references: Sequence[str],
    states: Iterable[State],
    edits_for: Change,
    *,
    verb: str,
    skip: Callable[[Thread], str | None],
    dated: bool = True,
) -> None:
    """Edit every item that the references mean, all or none, and say what was written where.

    ``states`` are those a reference prefers; ``skip`` says why an item needs no change.
    """
    from aquip.cli.elsewhere import find_here
    from aquip.cli.refs import label
    from aquip.core.edit import apply
    from aquip.files.atomic import Change as Write

    with project.store.lock():
        record = around(project, references)
        wanted = [*states]
        found = [find_here(project, record, one, wanted) for one in references]
        threads = [*{id(thread): thread for thread in found}.values()]
        edits: dict[str, list[Edit]] = defaultdict(list)
        for thread in threads:
            if skip(thread) is None:
                newest = thread.newest
                edits[newest.meeting.note.path] += edits_for(newest.meeting.note, newest.item)
        project.store.apply(
            Write(path, apply(record.note_at[path].text, splices), record.note_at[path].text)
            for path, splices in edits.items()
        )
    for thread in threads:
        reason = skip(thread)
        newest = thread.newest
        text = label(thread)
        if reason is None:
            text += "" if newest.meeting.status == "planned" else ", on record in a past meeting"
            place = (newest.meeting.note.path, newest.item.line)
            project.wrote(f"{verb}: {text}", *place, dated=dated)
        else:
            click.echo(f"{newest.meeting.note.path}:{newest.item.line}: {reason}: {text}")


def around(project: Project, references: Sequence[str]) -> Record:
    """Read what tells of the items that are meant; all there is, where that is not enough."""
    from aquip.core.query import id_in, matching, with_id

    excerpts = project.excerpts()
    wanted = [id_in(reference) for reference in references]
    record = excerpts.around(ids=wanted)
    starts = [one for one in wanted if not with_id(record.threads, one)]
    record = excerpts.around(starts=starts) if starts else record
    found = all(matching(record.threads, reference) for reference in references)
    return record if found else excerpts.whole()
