"""``aquip import``: existing notes brought into the format."""

from __future__ import annotations

import re
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from aquip.cli.common import Project, format_option, print_json, with_project
from aquip.cli.params import HANDLE, SERIES
from aquip.errors import AquipError

if TYPE_CHECKING:
    from aquip.files.atomic import Change
    from aquip.importing.model import Options
    from aquip.importing.outcome import Plan

_SERIES = re.compile(r"\w[\w-]*(?:/\w[\w-]*)*/?")


@click.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path())
@click.option("--into", type=SERIES, help="The series they belong to.  [default: by folder]")
@click.option("--with", "with_", type=HANDLE, help="Whom a series that is new is with.")
@click.option(
    "--person",
    "persons",
    metavar="NAME=HANDLE",
    multiple=True,
    help="Who a name or initials are, such as SC=sarah. May be repeated.",
)
@click.option(
    "--day-first/--month-first",
    default=None,
    help="What 03/04/2024 means; without, such a note is left out.",
)
@click.option("--dry-run", is_flag=True, help="Write nothing, and show what one would write.")
@format_option("text", "json")
@with_project
def import_(
    project: Project,
    paths: tuple[str, ...],
    into: str | None,
    with_: str | None,
    persons: tuple[str, ...],
    day_first: bool | None,
    dry_run: bool,
    format_: str,
) -> None:
    """Bring existing Markdown notes into the format: the files at PATHS, and all below folders.

    Plain minutes, Obsidian, Notion, Google Docs and HackMD. Dates are found in names,
    folders, front matter, titles and headings; a file with many dated headings becomes
    many meetings. Headings that aquip or people in general know become its sections,
    actions get a box, owner, due date and id, and all else is kept word for word as Notes.

    PATHS are only read. No note is overwritten: where a series has a meeting on a day,
    that day's is left out; a second one that day among PATHS gets a name of its own. The
    status is 1 when a file was left out, and 2 when all were.

    \b
    Examples:
      aquip import ~/vault/1-1s --dry-run
      aquip import minutes/ --into morgan --with @morgan --person "MD=morgan"
      aquip import old.md --into morgan --day-first
    """
    from aquip.foreign import collect
    from aquip.importing.plan import plan
    from aquip.report.imported import as_data, as_text

    options = _options(project, persons, day_first)
    foreign = collect(paths, project.config.docs_dir)
    docs = project.store.path_of("")
    docs = "" if docs == "." else f"{docs.rstrip('/')}/"
    if into is not None and not _SERIES.fullmatch(into):
        raise AquipError(f"`{into}` can't be a folder's name", remedy="Use letters, digits and -.")
    with nullcontext() if dry_run else project.store.lock():
        made = plan(
            foreign,
            options,
            existing=project.excerpts().whole(),
            docs=docs,
            into=into,
            with_=with_,
            taken=lambda path: _bytes_at(project, path),
        )
        _refuse_reserved(made)
        if not dry_run:
            project.store.apply(_changes(made))
    if format_ == "json":
        print_json(as_data(made, dry_run=dry_run))
    else:
        for line in as_text(made, dry_run=dry_run):
            click.echo(line)
    _end(made)


def _options(project: Project, persons: tuple[str, ...], day_first: bool | None) -> Options:
    from aquip.core.grammar import handle_of
    from aquip.importing.model import Options

    people = {}
    for given in persons:
        name, _, handle = given.rpartition("=")
        known = handle_of(handle)
        if not name.strip() or known is None:
            raise AquipError(
                f"`{given}` names no person", remedy='Write it as --person "SC=sarah".'
            )
        people[name.strip()] = known
    return Options(project.config.settings, people, day_first)


def _bytes_at(project: Project, path: str) -> bytes | None:
    file = Path(project.config.root, path)
    return file.read_bytes() if file.is_file() else None


def _refuse_reserved(made: Plan) -> None:
    from aquip.cli.series import RESERVED

    for path in made.indexes:
        name = Path(path).parent.name
        if name in RESERVED:
            raise AquipError(
                f"`{name}` is the site's own page", remedy="Name the series: --into SERIES."
            )


def _changes(made: Plan) -> list[Change]:
    from aquip.files.atomic import Change

    return [
        *(Change(path, text) for path, text in made.indexes.items()),
        *(Change(path, "", data=data) for path, data in made.attachments.items()),
        *(Change(one.path, one.text) for one in made.made()),
    ]


def _end(made: Plan) -> None:
    if made.refused:
        some = any(one.state != "refused" for one in made.files)
        click.get_current_context().exit(1 if some else 2)
