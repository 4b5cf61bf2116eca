"""``aquip questions``: what is unresolved, of which kind, and what it needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from aquip.cli.common import Project, format_option, private_option, with_project
from aquip.cli.listing import STATES, show, states_of
from aquip.cli.params import DATE, GOAL, HANDLE, SERIES

if TYPE_CHECKING:
    import datetime as dt


@click.command()
@click.option("--series", type=SERIES, help="Only those of this series.")
@click.option("--kind", metavar="WORD", help="Only of this kind: project, people, pattern, growth.")
@click.option("--need", metavar="WORD", help="Only with this need: thought-partner, action, …")
@click.option("--owner", type=HANDLE, help="Only those with this owner.")
@click.option("--due", type=DATE, help="Only those due on this date or before.")
@click.option("--lost", is_flag=True, help="Only those missing from the next meeting.")
@click.option("--goal", type=GOAL, help="Only those that serve this goal.")
@click.option("--state", type=click.Choice(STATES), default="open", show_default=True)
@private_option
@format_option("text", "json")
@with_project
def questions(
    project: Project,
    series: str | None,
    kind: str | None,
    need: str | None,
    owner: str | None,
    due: dt.date | None,
    lost: bool,
    goal: str | None,
    state: str,
    private: bool,
    format_: str,
) -> None:
    """List questions and issues: their kind, need and age.

    \b
    Examples:
      aquip questions --kind pattern
      aquip questions --series morgan --state all --format json
    """
    from aquip.core.query import Filter

    meaning = project.config.settings.meaning
    wanted = Filter(
        owner=owner,
        series=series,
        states=states_of(state),
        due_by=due,
        lost=lost,
        kind=kind and meaning(kind),
        need=need and meaning(need),
        goal=goal,
    )
    show(project, "questions", wanted, format_, private=private)
