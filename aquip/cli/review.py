"""``aquip review``: what was achieved in a period, for a self-review."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import click

from aquip.cli.common import (
    Project,
    format_option,
    print_json,
    private_option,
    with_project,
)
from aquip.errors import AquipError

if TYPE_CHECKING:
    from aquip.core.model import Note


@click.command()
@click.option(
    "--period",
    metavar="PERIOD",
    help="2026-Q4, 2026-H2, 2026, FY2026, FY2026-Q1, or 2026-01-01..2026-03-31."
    "  [default: this quarter]",
)
@click.option(
    "--by",
    type=click.Choice(("goal", "kind", "series")),
    default="goal",
    show_default=True,
    help="What the headings are.",
)
@private_option
@format_option("md", "html", "json")
@with_project
def review(project: Project, period: str | None, by: str, private: bool, format_: str) -> None:
    """Roll up accomplishments for a self-review.

    By goal and kind, with evidence and links to the notes. The site has the same text on the
    page of each period, to be copied.

    Only held meetings tell accomplishments; one told again is counted once.

    \b
    Examples:
      aquip review --period 2026-Q4
      aquip review --period 2026-H2 --by kind
      aquip review --period FY2026 --format html > review.html
    """
    from aquip.core.period import PeriodError, parse_period, quarter_of
    from aquip.core.rollup import accomplishments
    from aquip.report.data import review_document
    from aquip.report.review import entry
    from aquip.report.review import review as report
    from aquip.report.source import source_url
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

    def source_of(note: Note, line: int | None) -> str | None:
        return source_url(project.config, note.path, note.uri, line)

    entry_of = partial(entry, record, source_of)
    click.echo(report(record, entry_of, told, span, by).render(format_), nl=False)
    hidden = len(accomplishments(project.reading.full, span)) - len(told)
    if hidden > 0:
        click.echo(f"{count(hidden, 'private item')} left out (--private prints them)", err=True)
