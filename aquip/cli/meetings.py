"""What commands that make, close or move a meeting share."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from aquip.core import edit
from aquip.core.cadence import CadenceError, next_date
from aquip.core.carry import CarriedItem, as_list, carried, lost_items
from aquip.core.parse import parse
from aquip.errors import AquipError
from aquip.files.atomic import Change
from aquip.scaffold import Scaffold, Target, fill
from aquip.template import template_for

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from aquip.cli.common import Project
    from aquip.core.carry import Carried
    from aquip.core.model import Meeting, Note, Record, Series


def slug_of(words: str) -> str:
    """Reduce words to what may follow the date in a file's name."""
    slug = re.sub(r"[\W_]+", "-", unicodedata.normalize("NFC", words.lower())).strip("-")
    if not slug:
        raise AquipError(f"`{words}` has no letters or digits for a file name")
    return slug


def target_for(
    project: Project, series: Series, date: dt.date | None = None, slug: str | None = None
) -> Target:
    """Choose the date and file of a new meeting: the next by the cadence, unless one is given.

    Raises:
        AquipError: No date is known, or the meeting is there already.
    """
    when = date or due_date(project, series)
    name = f"{when}-{slug_of(slug)}" if slug else str(when)
    path = project.store.path_of(f"{series.name}/{name}.md")
    same = [m for m in series.meetings if m.name == name or (not slug and m.date == when)]
    if same or (project.config.root / path).exists():
        where = same[0].note.path if same else path
        raise AquipError(
            f"{series.name} has a meeting on {when} already",
            path=where,
            remedy="A second one that day takes a name, as in --slug offsite; or give a --date.",
        )
    return Target(series, when, path)


def due_date(project: Project, series: Series) -> dt.date:
    """Return when a series meets next, by its cadence."""
    where = sound(series.note).path if series.note else project.config.path.name
    try:
        when = next_date(series, project.today)
    except CadenceError as error:
        raise AquipError(
            str(error), path=where, remedy="Write weekly, fortnightly, monthly or an RRULE."
        ) from None
    if when is None and series.ends and series.ends < project.today:
        raise AquipError(
            f"{series.name} ended on {series.ends}",
            path=where,
            remedy=f"`aquip new OTHER --from {series.name}` takes what is open along.",
        )
    if when is None:
        raise AquipError(
            f"{series.name} has no cadence that would tell the next date",
            path=where,
            remedy="Give a --date, or write `cadence: weekly` there.",
        )
    return when


def scaffolded(
    project: Project, record: Record, target: Target, others: Carried | None = None
) -> Scaffold:
    """Make the text of a new meeting from its template."""
    return fill(record, target, template_for(project.config, target.series), others)


def mendable(meeting: Meeting) -> Meeting:
    """Return a meeting whose note can be written to.

    Raises:
        AquipError: It can't be read, or its front matter is broken.
    """
    sound(meeting.note)
    return meeting


def sound(note: Note) -> Note:
    """Return a note that says what it means to.

    Raises:
        AquipError: It can't be read, or its front matter is broken.
    """
    for problem in note.problems:
        if not note.readable or problem.kind == "front-matter-broken":
            line, column = note.lines.position(problem.span.start)
            raise AquipError(
                problem.message,
                path=note.path,
                line=line,
                column=column,
                remedy="Mend the note first: nothing was written.",
            )
    return note


def note_of(project: Project, path: str, text: str) -> Note:
    """Parse a text as if it stood in a file already."""
    uri = project.store.uri_of(path)
    return parse(text, path=path, uri=uri, settings=project.config.settings)


def appended(project: Project, note: Note, key: str, source: str) -> Note:
    """Return a note with list items added to a section."""
    edits = edit.append_item(note, key, source, project.config.settings)
    return note_of(project, note.path, edit.apply(note.text, edits))


def following(series: Series, meeting: Meeting) -> Meeting | None:
    """Return the planned meeting that comes after one, where its note exists already."""
    later = (m for m in series.meetings if (m.date, m.name) > (meeting.date, meeting.name))
    return next((m for m in later if m.status == "planned"), None)


def bring_open(
    project: Project, record: Record, series: Series, onto: Meeting
) -> tuple[Change | None, Sequence[CarriedItem]]:
    """Add what earlier meetings left open, and a meeting that is planned already doesn't show."""
    note = mendable(onto).note
    missing = [*lost_items(record, series, onto)]
    if not any(note.items("priorities")):
        missing += carried(record, series, onto.date).priorities
    if not missing:
        return None, ()
    for key in ("questions", "priorities", "actions"):
        items = [one for one in missing if one.item.section == key]
        if items:
            note = appended(project, note, key, as_list(items))
    return Change(note.path, note.text, onto.note.text), missing
