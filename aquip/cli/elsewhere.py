"""Says where an item is that stands in a source: a site shows it, but its notes are elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aquip.errors import AquipError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aquip.cli.common import Project
    from aquip.core.model import Record, State, Thread
    from aquip.sources import Source


def find_here(project: Project, record: Record, reference: str, states: Iterable[State]) -> Thread:
    """Return the item that a reference means, as `refs.find` does.

    Raises:
        AquipError: None is meant, or several; what a source has is named with its repository.
    """
    from aquip.cli.refs import find
    from aquip.core.query import matching

    try:
        return find(record, reference, states)
    except AquipError:
        if (
            matching(record.threads, reference)
            or (error := _in_a_source(project, reference)) is None
        ):
            raise
        raise error from None


def _in_a_source(project: Project, reference: str) -> AquipError | None:
    """Say in which source an id stands: `a81kd`, or `club/a81kd` as `aquip.json` has it."""
    from aquip.config import sources
    from aquip.core.query import id_in

    name, _, identity = id_in(reference).rpartition("/")
    try:
        named = [one for one in sources(project.config) if name in ("", one.name)]
        found = [error for one in named if (error := _in(one, identity, project))]
    except AquipError:  # a source that can't be read is the site's to tell
        return None
    return found[0] if found else None


def _in(source: Source, identity: str, project: Project) -> AquipError | None:
    from aquip.excerpt import Excerpts
    from aquip.store import Store

    record = Excerpts(Store(source.config), project.today).around(ids=[identity])
    thread = record.thread_by_id.get(identity)
    if thread is None:
        return None
    place = f"{source.where}/{thread.newest.meeting.note.path}:{thread.newest.item.line}"
    return AquipError(
        f"`{identity}` stands in the source `{source.name}`: {place}",
        remedy=f"Run the command there: `aquip -C {source.where} …`",
    )
