"""``aquip series``: the relationships, and how a new one begins."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

from aquip.cli.common import Project, format_option, print_json, private_option, with_project
from aquip.cli.params import DATE, HANDLE
from aquip.errors import AquipError

if TYPE_CHECKING:
    import datetime as dt

    from aquip.core.model import Record, Series
    from aquip.core.settings import Settings

# A series is a folder of the notes, and these are pages that the site makes.
RESERVED = frozenset(
    {"accomplishments", "actions", "goals", "priorities", "questions", "rules", "timeline"}
)
RELATIONS = ("manager", "skip-level", "peer", "report", "mentor", "other")


@click.group(invoke_without_command=True)
@private_option
@format_option("text", "json")
@with_project
def series(project: Project, format_: str, private: bool) -> None:
    """List the relationships, or add one.

    With whom, how often, the last meeting and the next, and how much is open.

    \b
    Examples:
      aquip series
      aquip series --format json
      aquip series add ana --with @ana --relation mentor --cadence monthly
    """
    if click.get_current_context().invoked_subcommand:
        return
    record = project.record(private=private)
    if format_ == "json":
        print_json([_row(record, one, project) for one in record.series.values()])
        return
    if not record.series:
        click.echo("No series yet. `aquip series add NAME --with HANDLE` begins one.")
        return
    from aquip.cli.terminal import console
    from aquip.report.tables import series as layout

    every = record.series.values()
    rows = [(one, _next(project, one), _open(record, one)) for one in every]
    console().print(layout(rows, project.today))


def _next(project: Project, one: Series) -> dt.date | None:
    """Return the day of the next meeting, which is no secret where its note is."""
    from aquip.core.readiness import upcoming

    full = project.reading.full
    return next((u.date for u in upcoming(full) if u.series.name == one.name), None)


def _open(record: Record, one: Series) -> int:
    from aquip.core.threads import CARRIED

    return sum(
        thread.state == "open" and thread.section in CARRIED
        for thread in record.threads
        if thread.newest.meeting.series == one.name
    )


def _row(record: Record, one: Series, project: Project) -> dict[str, object]:
    following = _next(project, one)
    held = [m.date for m in one.meetings if m.status == "held"]
    return {
        "name": one.name,
        "title": one.title,
        "with": f"@{one.with_}" if one.with_ else None,
        "relation": one.relation,
        "owner": f"@{one.owner}" if one.owner else None,
        "cadence": one.cadence,
        "starts": one.starts.isoformat() if one.starts else None,
        "ends": one.ends.isoformat() if one.ends else None,
        "time": one.time,
        "timezone": one.timezone,
        "duration": one.duration,
        "path": one.note.path if one.note else None,
        "meetings": len(one.meetings),
        "last": held[-1].isoformat() if held else None,
        "next": following.isoformat() if following else None,
        "open": _open(record, one),
    }


@series.command("add")
@click.argument("name")
@click.option("--with", "with_", type=HANDLE, required=True, help="Who you meet.")
@click.option("--relation", type=click.Choice(RELATIONS), help="What they are to you.")
@click.option(
    "--cadence",
    default="weekly",
    show_default=True,
    help="weekly, fortnightly, monthly, or an RRULE.",
)
@click.option("--starts", type=DATE, help="The first meeting.  [default: the next working day]")
@click.option("--time", metavar="HH:MM", help="At what time.")
@click.option("--timezone", metavar="ZONE", help="In which time zone, such as Europe/Lisbon.")
@click.option("--duration", type=click.IntRange(1), help="How many minutes.")
@click.option("--title", help="A title.  [default: their name]")
@with_project
def add(
    project: Project,
    name: str,
    with_: str,
    relation: str | None,
    cadence: str,
    starts: dt.date | None,
    time: str | None,
    timezone: str | None,
    duration: int | None,
    title: str | None,
) -> None:
    """Begin a series called NAME, a folder of the notes.

    \b
    Example:
      aquip series add priya --with @priya --relation skip-level --cadence monthly --time 10:00
    """
    from aquip.report.text import long_day

    settings = project.config.settings
    first = starts or working_day(project.today)
    meta: dict[str, str | int | dt.date | None] = {
        "title": title or _name(settings, with_),
        "with": with_,
        "relation": relation,
        "owner": settings.me,
        "cadence": _cadence(cadence, first),
        "starts": first,
        "time": _time(time),
        "timezone": _timezone(timezone),
        "duration": duration,
    }
    if not re.fullmatch(r"\w[\w-]*", name):
        raise AquipError(f"`{name}` can't be a folder's name", remedy="Use letters, digits and -.")
    if name.casefold() in RESERVED:
        raise AquipError(f"`{name}` is the site's own page", remedy="Call the series otherwise.")
    path = project.store.path_of(f"{name}/index.md")
    with project.store.lock():
        if name in project.excerpts().outline().series:
            raise AquipError(f"there is a series `{name}` already", path=path)
        project.store.create(path, index_of(meta))
    project.wrote(f"a series that begins on {long_day(first)}", path)
    click.echo(f"`aquip new {name}` writes the first meeting's note.")


def index_of(meta: dict[str, str | int | dt.date | None]) -> str:
    """Write a series' index.md; what is None is left out."""
    from aquip.core import edit
    from aquip.core.parse import parse
    from aquip.core.settings import Settings

    text = f"# {meta['title']}\n"
    for key, value in meta.items():
        if value is not None:
            note = parse(text, path="index.md", uri="index.md", settings=Settings())
            text = edit.apply(text, edit.set_meta(note, key, value))
    return text


def _name(settings: Settings, handle: str) -> str:
    person = settings.people.get(handle)
    return person.name if person else handle.capitalize()


def working_day(today: dt.date) -> dt.date:
    """Return the next day that is neither Saturday nor Sunday."""
    import datetime as dt

    days = (today + dt.timedelta(days=n) for n in (1, 2, 3))
    saturday = 5
    return next(day for day in days if day.weekday() < saturday)


def _cadence(cadence: str, starts: dt.date) -> str:
    from aquip.core.cadence import CadenceError, rule_of

    try:
        rule_of(cadence, starts)
    except CadenceError as error:
        raise AquipError(str(error)) from None
    return cadence


def _time(time: str | None) -> str | None:
    from aquip.core.moments import time_of

    found = time_of(time)
    if time and found is None:
        raise AquipError(f"`{time}` is no time of day", remedy="Write it as 15:00.")
    return f"{found:%H:%M}" if found else None


def _timezone(zone: str | None) -> str | None:
    from aquip.core.moments import zone_of

    if zone is not None and zone_of(zone) is None:
        raise AquipError(f"`{zone}` is no time zone", remedy="Name one as Europe/Lisbon does.")
    return zone
