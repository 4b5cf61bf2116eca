"""``aquip invite``: a series as a recurring meeting, for mail clients and calendars."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from aquip.cli.common import Project, series_of, with_project
from aquip.cli.params import SERIES
from aquip.errors import AquipError, reason_of


@click.command()
@click.argument("series", type=SERIES)
@click.option(
    "-o", "--output", metavar="FILE", type=click.Path(dir_okay=False), help="Where to write it."
)
@with_project
def invite(project: Project, series: str, output: str | None) -> None:
    """Print a calendar invitation to all of SERIES' meetings (iCalendar).

    Its cadence, time, timezone and duration make one recurring event. Meetings that were
    cancelled or moved are exceptions to it; one beyond the cadence is not in it. It tells no
    reasons, and nothing of an agenda but where it is.

    Sent again later, it brings what was sent before up to date. FILE is replaced only where
    it is this series' invitation.

    \b
    Examples:
      aquip invite morgan --output morgan.ics
      aquip invite lee > lee.ics
    """
    from aquip.config import fixed_today
    from aquip.core.cadence import CadenceError
    from aquip.core.invitation import InvitationError, invitation_of
    from aquip.report.invitation import about, as_ics

    chosen = series_of(project.reading.full, series)
    path = chosen.note.path if chosen.note else chosen.name
    of = about(project.config, chosen, project.reading.public.series.get(chosen.name))
    fixed = fixed_today(project.config)
    stamp = dt.datetime.combine(fixed, dt.time(), dt.UTC) if fixed else dt.datetime.now(dt.UTC)
    try:
        data = as_ics(invitation_of(chosen), of, chosen.timezone, stamp)
    except InvitationError as error:
        raise AquipError(str(error), path=path, remedy=error.remedy) from None
    except CadenceError as error:
        raise AquipError(str(error), path=path) from None
    if output is None:
        click.echo(data, nl=False)
        return
    _write(project, output, data, of.uid)
    project.wrote(f"the invitation to {of.title}", output)


def _write(project: Project, output: str, data: bytes, uid: str) -> None:
    """Write a file; one that is there only where it invites to the same meetings."""
    from aquip.files.atomic import Change

    try:
        before = Path(output).read_bytes().decode()
    except FileNotFoundError:
        before = None
    except UnicodeDecodeError:
        before = ""
    except OSError as error:
        raise AquipError(reason_of(error), path=output) from None
    if before is not None and f"UID:{uid}" not in before.splitlines():
        raise AquipError(
            "this is there already, and is no invitation to these meetings",
            path=output,
            remedy="Name another file.",
        )
    project.store.apply([Change(str(Path(output).absolute()), data.decode(), before)])
