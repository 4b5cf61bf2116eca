"""``aquip build``: MkDocs' own build of the site."""

from __future__ import annotations

import click

from aquip.cli.common import Project, with_project
from aquip.cli.site import FORWARDED, mkdocs


@click.command(context_settings=FORWARDED)
@click.argument("arguments", metavar="[MKDOCS OPTIONS]", nargs=-1, type=click.UNPROCESSED)
@with_project
def build(project: Project, arguments: tuple[str, ...]) -> None:
    """Build the site with MkDocs, whose options may follow.

    Pages whose every ingredient is unchanged are left as they are; the outcome is that of
    `mkdocs build`. With other plugins than the search, or with --clean, all is built.

    \b
    Examples:
      aquip build
      aquip build --strict --site-dir public
    """
    mkdocs(project, "build", arguments)
