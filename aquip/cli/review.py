"""``aquip review``: what was achieved in a period, for a self-review."""

from __future__ import annotations

import click

from aquip.cli.common import (
    Project,
    format_option,
    print_json,
    private_option,
    with_project,
)
from aquip.errors import AquipError


@click.command()
@click.option(
    "--period",
    metavar="PERIOD",
    help="2026-Q4, 2026-H2, 2026, FY2026, FY2026-Q1, or 2026-01-01..2026-03-31."
    "  [default: this quarter]",
)
@private_option
@format_option("md", "html", "json")
@with_project
def review(project: Project, period: str | None, private: bool, format_: str) -> None:
    """Roll up accomplishments for a self-review.

    By goal and kind, with evidence and links to the notes.

    Only held meetings tell accomplishments; one told again is counted once.

    \b
    Examples:
      aquip review --period 2026-Q4
      aquip review --period FY2026 --format html > review.html
    """
    from aquip.core.period import PeriodError, parse_period, quarter_of
    from aquip.core.rollup import accomplishments
    from aquip.report.data import review_document
    from aquip.report.review import review as report
    from aquip.report.text import count

    first_month = project.config.settings.fiscal_year_starts
    try:
        span = (
            parse_period(period, first_month) if period else quarter_of(project.today, first_month)
        )
    except PeriodError as error:
        raise AquipError(str(error)) from None
    record = project.record(private=private)
    told = accomplishments(record, span)
    if format_ == "json":
        print_json(review_document(span, told))
        return
    click.echo(report(record, project.config, span, told).render(format_), nl=False)
    hidden = len(accomplishments(project.reading.full, span)) - len(told)
    if hidden > 0:
        click.echo(f"{count(hidden, 'private item')} left out (--private prints them)", err=True)
