"""``aquip agenda``: what to send before a meeting, and what was agreed after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from aquip.cli.common import Project, format_option, private_option, series_of, with_project
from aquip.cli.params import DATE, SERIES
from aquip.errors import AquipError

if TYPE_CHECKING:
    import datetime as dt

    from aquip.core.model import Meeting, Series, Status


@click.command()
@click.argument("series", type=SERIES)
@click.option("--after", is_flag=True, help="What was agreed, to send afterwards.")
@click.option("--date", type=DATE, help="Which meeting.  [default: the next, or the last one held]")
@private_option
@format_option("md", "text", "html")
@with_project
def agenda(
    project: Project,
    series: str,
    after: bool,
    date: dt.date | None,
    private: bool,
    format_: str,
) -> None:
    """Print the agenda of SERIES' next meeting, to send a day ahead.

    The minutes that its open questions ask for stand against those of the meeting; where they
    don't fit, a warning says so beside what is printed.

    With --after: outcomes, actions and the order of priorities, to send afterwards.

    \b
    Examples:
      aquip agenda morgan --format text
      aquip agenda morgan --after --format html > agreed.html
    """
    from aquip.report import agenda as report
    from aquip.report.text import count

    chosen = series_of(project.reading.full, series)
    meeting = _held(project, chosen, date) if after else coming(project, chosen, date)
    record = project.record(private=private)
    shown = record.meeting_at.get(meeting.note.path)
    if shown is None:
        raise AquipError(
            "this meeting is private", path=meeting.note.path, remedy="--private prints it."
        )
    public = record.series[chosen.name]
    make = report.after if after else report.before
    click.echo(make(record, public, shown).render(format_), nl=False)
    hidden = sum(1 for _ in meeting.note.items()) - sum(1 for _ in shown.note.items())
    if hidden:
        click.echo(f"{count(hidden, 'private item')} left out (--private prints them)", err=True)
    if not after:
        warn(public, shown)


def warn(series: Series, meeting: Meeting) -> None:
    """Say on standard error where a meeting still to come asks for more time than it has."""
    from aquip.report.agenda import Minutes

    warning = Minutes.of(series, meeting).warning
    if warning and meeting.status == "planned":
        click.echo(f"{meeting.note.path}: {warning}", err=True)


def coming(project: Project, series: Series, date: dt.date | None) -> Meeting:
    """Return the meeting to prepare: the one on a date, else the next.

    Raises:
        AquipError: There is none.
    """
    from aquip.core.readiness import next_meeting

    if date is not None:
        return _on(series, date, "planned")
    planned = next_meeting(series, project.today)
    if planned is None:
        raise AquipError(
            f"{series.name} has no meeting planned",
            remedy=f"`aquip new {series.name}` writes the next one's note.",
        )
    return planned


def _held(project: Project, series: Series, date: dt.date | None) -> Meeting:
    """Return the meeting to sum up: the one on a date, else the last one held."""
    if date is None:
        past = [m for m in series.meetings if m.status == "held" and m.date <= project.today]
        if not past:
            raise AquipError(
                f"{series.name} has held no meeting yet", remedy=f"`aquip hold {series.name}`"
            )
        return past[-1]
    found = _on(series, date, "held")
    if found.status != "held":
        raise AquipError(
            f"this meeting is {found.status}, so nothing was agreed in it",
            path=found.note.path,
            remedy=f"`aquip hold {series.name} --date {date}` closes it."
            if found.status == "planned"
            else None,
        )
    return found


def _on(series: Series, date: dt.date, status: Status) -> Meeting:
    """Return the meeting on a day; of several, one of this status."""
    found = [m for m in series.meetings if m.date == date]
    if not found:
        raise AquipError(
            f"{series.name} has no meeting on {date}",
            remedy=f"`aquip new {series.name} --date {date}` writes its note.",
        )
    return next((m for m in found if m.status == status), found[0])
