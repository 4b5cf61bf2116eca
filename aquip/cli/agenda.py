"""``aquip agenda``: what to send before a meeting, and what was agreed after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from aquip.cli.common import Project, format_option, private_option, series_of, with_project
from aquip.cli.params import DATE, SERIES
from aquip.errors import AquipError

if TYPE_CHECKING:
    import datetime as dt

    from aquip.core.model import Meeting, Series


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

    With --after: outcomes, actions and the order of priorities, to send afterwards.

    \b
    Examples:
      aquip agenda morgan --format text
      aquip agenda morgan --after --format html > agreed.html
    """
    from aquip.report import agenda as report
    from aquip.report.text import count

    chosen = series_of(project.reading.full, series)
    meeting = _meeting(project, chosen, date, after=after)
    record = project.record(private=private)
    shown = record.meeting_at.get(meeting.note.path)
    if shown is None:
        raise AquipError(
            "this meeting is private", path=meeting.note.path, remedy="--private prints it."
        )
    make = report.after if after else report.before
    click.echo(make(record, record.series[chosen.name], shown).render(format_), nl=False)
    hidden = sum(1 for _ in meeting.note.items()) - sum(1 for _ in shown.note.items())
    if hidden:
        click.echo(f"{count(hidden, 'private item')} left out (--private prints them)", err=True)


def _meeting(project: Project, series: Series, date: dt.date | None, *, after: bool) -> Meeting:
    from aquip.core.readiness import next_meeting

    if date is not None:
        found = next((m for m in series.meetings if m.date == date), None)
        if found is None:
            raise AquipError(f"{series.name} has no meeting on {date}")
        return found
    if after:
        past = [m for m in series.meetings if m.status == "held" and m.date <= project.today]
        if not past:
            raise AquipError(
                f"{series.name} has held no meeting yet", remedy=f"`aquip hold {series.name}`"
            )
        return past[-1]
    planned = next_meeting(series, project.today)
    if planned is None:
        raise AquipError(
            f"{series.name} has no meeting planned",
            remedy=f"`aquip new {series.name}` writes the next one's note.",
        )
    return planned
