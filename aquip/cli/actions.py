"""``aquip actions``: who owes what, and how late it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from aquip.cli.common import Project, format_option, private_option, with_project
from aquip.cli.listing import STATES, owner_of, show, states_of
from aquip.cli.params import DATE, GOAL, HANDLE, SERIES

if TYPE_CHECKING:
    import datetime as dt


@click.command()
@click.option("--owner", type=HANDLE, help="Only those this person owes.")
@click.option("--mine", is_flag=True, help="Only those you owe.")
@click.option("--series", type=SERIES, help="Only those of this series.")
@click.option("--due", type=DATE, help="Only those due on this date or before.")
@click.option("--overdue", is_flag=True, help="Only those that are late.")
@click.option("--lost", is_flag=True, help="Only those missing from the next meeting.")
@click.option("--goal", type=GOAL, help="Only those that serve this goal.")
@click.option("--state", type=click.Choice(STATES), default="open", show_default=True)
@private_option
@format_option("text", "json")
@with_project
def actions(
    project: Project,
    owner: str | None,
    mine: bool,
    series: str | None,
    due: dt.date | None,
    overdue: bool,
    lost: bool,
    goal: str | None,
    state: str,
    private: bool,
    format_: str,
) -> None:
    """List actions: who owes what, and until when.

    The most urgent come first. Lost ones are open, and missing from the next meeting.

    \b
    Examples:
      aquip actions --mine
      aquip actions --owner @morgan --due friday
      aquip actions --state all --format json
    """
    from aquip.core.query import Filter

    wanted = Filter(
        owner=owner_of(project, owner, mine=mine),
        series=series,
        states=states_of(state),
        due_by=due,
        overdue=overdue,
        lost=lost,
        goal=goal,
    )
    show(project, "actions", wanted, format_, private=private)
