"""``aquip diff``: what changed between two states of the notes, in 1:1 terms."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from aquip.cli.common import (
    Project,
    format_option,
    print_json,
    private_option,
    series_of,
    with_project,
)
from aquip.cli.params import SERIES

if TYPE_CHECKING:
    from aquip.change import Change
    from aquip.report.diff import Told


@click.command()
@click.argument("revisions", metavar="[REV[..REV]]", default="HEAD")
@click.option("--series", type=SERIES, help="Only what changed in one series.")
@format_option("text", "md", "json")
@private_option
@with_project
def diff(project: Project, revisions: str, series: str | None, format_: str, private: bool) -> None:
    """Tell what changed: items raised, carried, moved, closed, and what else became of them.

    Without REV, what you have not committed yet. With one, the files as they are against that
    commit, branch or tag; A..B compares two of them, and A...B tells what B did since it parted
    from A, as `git diff` has it. Either may be left out for HEAD.

    --format md is what to post on a pull request: whatever a note says, it notifies nobody.

    \b
    Examples:
      aquip diff
      aquip diff HEAD~5
      aquip diff main...agenda-27-november
      aquip diff origin/main...HEAD --format md
    """
    change = project.comparison().between(revisions)
    told, withheld = _told(project, change, series, private=private)
    if format_ == "json":
        from aquip.report.diff import rows

        print_json(rows(told))
    elif format_ == "md":
        from aquip.report.diff_markdown import markdown

        click.echo(markdown(told), nl=False)
    else:
        _print(told, withheld)


def _told(project: Project, change: Change, name: str | None, *, private: bool) -> tuple[Told, int]:
    """Return what to tell of a change, and how much of it is private."""
    from aquip.core.compare import between
    from aquip.report.diff import Told

    settings, today = change.after.settings, project.today
    if change.is_none and name is None:
        return Told((), (), (), {}, settings, today), 0
    before, after = change.before.record, change.after.record
    every = between(before, after, change.renamed)
    found, mended = change.brought(private=private)
    known = {**before.series, **after.series}
    if name is not None:
        wanted = (known.get(name.strip("/")) or series_of(after, name)).name
        every = tuple(event for event in every if event.meeting.series == wanted)
        paths = {
            m.note.path
            for r in (before, after)
            if wanted in r.series
            for m in r.series[wanted].meetings
        }
        found = [one for one in found if one.path in paths]
        mended = [one for one in mended if one.path in paths]
    events = [event for event in every if private or not event.private]
    return Told(events, found, mended, known, settings, today), len(every) - len(events)


def _print(told: Told, withheld: int) -> None:
    from aquip.cli.terminal import console
    from aquip.report.diff_text import lines
    from aquip.report.text import count

    out = console()
    for line in lines(told, out):
        out.print(line, soft_wrap=True)
    if withheld:
        click.echo(f"{count(withheld, 'private change')} not shown (--private shows them)")
