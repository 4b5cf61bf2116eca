"""Runs MkDocs' own commands; nothing else of the command knows MkDocs.

They are started with MkDocs' ``--dirty``, the way in for builds that stand on the last
one: the plugin makes them exact, or builds whole and says why.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

import click

from aquip.early import exit_offered
from aquip.options import SAFE_PLUGINS

if TYPE_CHECKING:
    from pathlib import Path

    from aquip.cli.common import Project

FORWARDED: Final[dict[str, Any]] = {"ignore_unknown_options": True}
"""What a command needs for MkDocs' options to pass through it."""

_CHOSEN: Final = {"-c", "--clean", "--dirty", "--dirtyreload"}
_QUIET: Final = {"-q", "--quiet"}


def mkdocs(project: Project, command: str, arguments: tuple[str, ...]) -> None:
    """Run a command of MkDocs on the repository's configuration, and end as it ends."""
    config = project.config  # read first: aquip's own errors name line and remedy
    # MkDocs prints an advertisement for its fork to whoever has not set this.
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    from mkdocs.__main__ import cli

    how = []
    if not _CHOSEN.intersection(arguments):
        stranger = next(_strangers(config.path), None)
        if stranger is None:
            how = ["--dirty"]
        elif not _QUIET.intersection(arguments):
            # It is not even told: a plugin may do other things in a dirty build.
            click.echo(
                f"INFO    -  aquip: the site is built whole: {stranger} may change any page",
                err=True,
            )
    given = [command, "--config-file", os.path.relpath(config.path), *how, *arguments]
    result = None
    try:
        with exit_offered():
            result = cli.main(given, prog_name="mkdocs", standalone_mode=False)
    finally:
        # All that was read ends with the command: not worth looking through once more.
        gc.freeze()
    if isinstance(result, int) and result:
        raise click.exceptions.Exit(result)


def _strangers(path: Path) -> Iterator[str]:
    """Name the plugins and hooks that mkdocs.yml has and aquip does not know."""
    from aquip.mkdocs_yml import read

    values = read(path).values
    plugins = values.get("plugins") or ()
    for entry in plugins if isinstance(plugins, (list, dict)) else ():
        name = next(iter(entry), None) if isinstance(entry, dict) else entry
        if isinstance(name, str) and name not in SAFE_PLUGINS:
            yield f"the plugin `{name}`"
    hooks = values.get("hooks")
    yield from (f"the hook `{hook}`" for hook in (hooks if isinstance(hooks, list) else ()))
