"""``aquip serve``: MkDocs' own preview of the site."""

from __future__ import annotations

import click

from aquip.cli.common import Project, with_project
from aquip.cli.site import FORWARDED, mkdocs
from aquip.owner import owner_looks


@click.command(context_settings=FORWARDED)
@click.argument("arguments", metavar="[MKDOCS OPTIONS]", nargs=-1, type=click.UNPROCESSED)
@with_project
def serve(project: Project, arguments: tuple[str, ...]) -> None:
    """Preview the site with MkDocs, whose options may follow.

    After a change only the pages that show it are made again. With other plugins than the
    search, or with --clean, all are. With `private: show` among aquip's options in mkdocs.yml
    it shows private notes too, marked as such, as long as nobody else can reach it.

    \b
    Examples:
      aquip serve
      aquip serve --open -a 127.0.0.1:8001
    """
    with owner_looks():
        mkdocs(project, "serve", arguments)
