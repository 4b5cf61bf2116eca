"""Runs MkDocs' own commands; nothing else of the command knows MkDocs."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Final

import click

if TYPE_CHECKING:
    from aquip.cli.common import Project

FORWARDED: Final[dict[str, Any]] = {"ignore_unknown_options": True}
"""What a command needs for MkDocs' options to pass through it."""


def mkdocs(project: Project, command: str, arguments: tuple[str, ...]) -> None:
    """Run a command of MkDocs on the repository's configuration, and end as it ends."""
    config = project.config  # read first: aquip's own errors name line and remedy
    # MkDocs prints an advertisement for its fork to whoever has not set this.
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    from mkdocs.__main__ import cli

    given = [command, "--config-file", os.path.relpath(config.path), *arguments]
    result = cli.main(given, prog_name="mkdocs", standalone_mode=False)
    if isinstance(result, int) and result:
        raise click.exceptions.Exit(result)
