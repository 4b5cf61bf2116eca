"""Several repositories' records as one, in which nothing is mistaken for anything else.

What has a name in a source is called ``club/name`` in the whole, ``club`` being the source:
notes, series, goals and the ids of items. No name of a repository has a slash before its
first folder, so that none of one's own can be meant. People are who they are: a handle is
changed to ``club.name`` only where it is somebody else's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from heapq import merge
from typing import Final

from msgspec import structs

from aquip.core import grammar
from aquip.core.items import feedback_of
from aquip.core.model import Field, Item, Note, Record
from aquip.core.record import assemble
from aquip.core.settings import Person, Settings
from aquip.core.threads import by_place

_HANDLES: Final = ("with", "owner", "attendees")
"""What front matter says of people."""

Names = Mapping[str, str]
"""Handles as they are in the whole, by what they are in a source: those that change."""


def below(note: Note, name: str) -> Note:
    """Return a note as it stands in the folder of its source; all that is in it is as it was."""
    return structs.replace(note, path=f"{name}/{note.path}", uri=f"{name}/{note.uri}")


def settings_below(settings: Settings, name: str) -> Settings:
    """Return a source's settings for notes that stand in its folder."""
    return replace(settings, series={f"{name}/{key}": it for key, it in settings.series.items()})


def joined(own: Record, sources: Mapping[str, Record]) -> Record:
    """Return the records of sources, whose notes stand below their names, with one's own."""
    if not sources:
        return own
    people, renamed = _people(own.settings, {n: one.settings for n, one in sources.items()})
    every = [own, *(_qualified(one, name, renamed[name]) for name, one in sources.items())]
    series = {name: one for record in every for name, one in record.series.items()}
    return Record(
        settings=replace(own.settings, people=people),
        today=own.today,
        notes=tuple(sorted((n for record in every for n in record.notes), key=lambda n: n.uri)),
        series=dict(sorted(series.items())),
        goals={slug: goal for record in every for slug, goal in record.goals.items()},
        threads=tuple(merge(*(record.threads for record in every), key=by_place)),
        unsorted={path: why for record in every for path, why in record.unsorted.items()},
    )


def _people(
    own: Settings, sources: Mapping[str, Settings]
) -> tuple[Mapping[str, Person], Mapping[str, Names]]:
    """Return everybody by their handle in the whole, and the handles that change, by source."""
    people = dict(own.people)
    renamed: dict[str, dict[str, str]] = {name: {} for name in sources}
    for name, settings in sources.items():
        for handle, person in settings.people.items():
            if _same(people.setdefault(handle, person), person):
                continue
            other = f"{name}.{handle}"
            while other in people:
                other = f"{name}.{other}"
            people[other] = replace(person, handle=other)
            renamed[name][handle] = other
    return people, renamed


def _same(one: Person, other: Person) -> bool:
    """Tell whether a handle is one person's; they are, unless each has a full name of their own."""
    named = {person.name.casefold() for person in (one, other)} - {one.handle}
    return len(named) < 2 or not set(one.emails).isdisjoint(other.emails)  # noqa: PLR2004 - a pair


def _qualified(record: Record, name: str, handles: Names) -> Record:
    """Return a source's record with the names that things have in the whole."""
    settings = record.settings
    if handles:
        about = {key: _renamed(it, handles) for key, it in settings.series.items()}
        me = handles.get(settings.me or "", settings.me)
        settings = replace(settings, series=about, me=me)
    notes = [_note(note, _Names(name, handles, settings)) for note in record.notes]
    made = assemble(notes, settings, record.today, root=name)
    goals = {f"{name}/{slug}": goal for slug, goal in made.goals.items()}
    goals = {slug: replace(goal, slug=slug) for slug, goal in goals.items()}
    return replace(made, goals=goals)


@dataclass(frozen=True)
class _Names:
    """What gives the notes of a source the names that things have in the whole."""

    name: str
    handles: Names
    settings: Settings


def _note(note: Note, names: _Names) -> Note:
    sections = tuple(
        structs.replace(one, items=tuple(_item(item, names) for item in one.items))
        for one in note.sections
    )
    front = note.front
    if names.handles:
        front = structs.replace(front, values=_renamed(front.values, names.handles))
    return structs.replace(note, sections=sections, front=front)


def _item(item: Item, names: _Names) -> Item:
    name, handles = names.name, names.handles
    fields = tuple(_field(one, name) for one in item.fields)
    detail = _referring(item.detail, names)
    item = structs.replace(item, id=item.id and f"{name}/{item.id}", fields=fields, detail=detail)
    if item.section == "feedback":
        item = structs.replace(item, text=_directed(item, names.settings))
    if not handles:
        return item
    return structs.replace(
        item,
        owners=tuple(handles.get(one, one) for one in item.owners),
        mentions=tuple(handles.get(one, one) for one in item.mentions),
        text=grammar.with_handles(item.text, handles),
        detail=grammar.with_handles(item.detail, handles),
    )


def _referring(detail: str, names: _Names) -> str:
    """Write the references in an item's details as its fields have them."""
    for identity, place in reversed([*names.settings.references(detail)]):
        named = f"(see:: {names.name}/{identity})"
        detail = f"{detail[: place.start]}{named}{detail[place.end :]}"
    return detail


def _directed(item: Item, settings: Settings) -> str:
    """Say from or to whom feedback is in aquip's own words, which every repository has."""
    said = feedback_of(item, settings)
    if said.direction is None:
        return item.text
    return f"{said.direction.capitalize()} @{said.handle}: {said.text}"


def _field(field: Field, name: str) -> Field:
    if field.key == "goal":
        return structs.replace(field, value=f"{name}/{field.value}")
    if field.key == "see":
        return structs.replace(field, value=f"{name}/{field.value.removeprefix('^')}")
    return field


def _renamed(values: Mapping[str, object], handles: Names) -> dict[str, object]:
    """Return what front matter says with the handles that people have in the whole."""

    def new(written: object) -> object:
        if isinstance(written, str):
            return ", ".join(_handles(written.split(","), handles))
        return [*_handles(written, handles)] if isinstance(written, list) else written

    return {key: new(value) if key in _HANDLES else value for key, value in values.items()}


def _handles(written: Iterable[object], handles: Names) -> list[str]:
    found = (grammar.handle_of(one) or str(one) for one in written)
    return [handles.get(one, one) for one in found]
