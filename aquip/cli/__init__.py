"""The command: a group that only registers its commands, each imported when it is used.

What goes wrong ends here, in one place: a line that names the place, the cause and
the remedy, and an exit status. 0 is fine, 1 are findings, 2 is unusable input or
usage, 3 is a fault of aquip's own.
"""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any, Final, TypeVar

import click

from aquip import __version__
from aquip.errors import AquipError, did_you_mean, reason_of

COMMANDS: Final = {
    "init": "init",
    "series": "series",
    "new": "new",
    "add": "add",
    "done": "done",
    "drop": "drop",
    "reopen": "reopen",
    "due": "due",
    "actions": "actions",
    "questions": "questions",
    "next": "next:next_",
    "agenda": "agenda",
    "share": "share",
    "hold": "hold",
    "cancel": "cancel",
    "invite": "invite",
    "check": "check",
    "fmt": "fmt",
    "import": "import_:import_",
    "review": "review",
    "log": "log",
    "diff": "diff",
    "demo": "demo",
    "post": "post",
    "guard": "guard",
    "build": "build",
    "serve": "serve",
    "explain": "explain",
}
"""Commands in the order the help shows them, and the module below `aquip.cli` that has each,

with the function's name where that is not the command's.
"""

_FAULT: Final = 3
Command = TypeVar("Command", bound=Callable[..., Any])


class LazyGroup(click.Group):
    """A group that imports a command's module only to run it or to describe it."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - Click's signature
        """Name the commands in the order of their use."""
        return [*COMMANDS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import one command."""
        module = COMMANDS.get(cmd_name)
        if module is None:
            return None
        module, _, function = module.partition(":")
        command = getattr(import_module(f"aquip.cli.{module}"), function or cmd_name)
        return command if isinstance(command, click.Command) else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that the arguments name, or name the nearest one."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            remedy = did_you_mean(args[0], COMMANDS) or "`aquip --help` lists the commands."
            ctx.fail(f"there is no command `{args[0]}`. {remedy}")
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; turn what it raises into a line and an exit status."""
        _never_fail_to_print()
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except AquipError as error:
            tell(error)
            ctx.exit(error.exit_code)
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise  # Click ends quietly when nobody reads on
            tell(AquipError(reason_of(error), path=error.filename))
            ctx.exit(2)
        except Exception as error:  # noqa: BLE001 - no traceback reaches a user
            _confess(error)
            ctx.exit(_FAULT)


def _never_fail_to_print() -> None:
    """Let a terminal or a pipe that is no UTF-8 show `?` for what it lacks."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def tell(error: AquipError) -> None:
    """Print an error as ``path:line:column: cause``, and its remedy on a line of its own."""
    lead = "" if error.path else "Error: "
    click.echo(_shown(f"{lead}{error}"), err=True)
    if error.remedy:
        click.echo(_shown(error.remedy), err=True)


def _shown(text: str) -> str:
    from aquip.report.text import visible

    return visible(text)


def _confess(error: Exception) -> None:
    if os.environ.get("AQUIP_DEBUG") == "1":
        import traceback

        traceback.print_exception(error)
    cause = " ".join(str(error).split())
    click.echo(
        f"aquip {__version__} has a bug here: {type(error).__name__}: {cause} "
        "(AQUIP_DEBUG=1 shows where)",
        err=True,
    )


def _set_root(ctx: click.Context, _: click.Parameter, value: str | None) -> None:
    if value is not None:
        ctx.meta["aquip.root"] = value


def root_option(command: Command) -> Command:
    """Add ``-C/--root``, before a command or after it."""
    return click.option(
        "-C",
        "--root",
        metavar="DIR",
        type=click.Path(file_okay=False),
        is_eager=True,
        expose_value=False,
        callback=_set_root,
        help="The notes' folder, with its mkdocs.yml.  [default: the nearest one upward]",
    )(command)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="aquip")
@root_option
def main() -> None:
    """Keep the record of your 1:1 meetings, as Markdown in git.

    A week with aquip:

    \b
      aquip add morgan "Ask about the data team" --to questions
      aquip new morgan          the agenda, everything open carried over
      aquip agenda morgan       what to send a day ahead
      aquip share morgan        the same as a pull request
      aquip hold morgan         close the meeting, and reflect
      aquip actions --mine      what you owe
      aquip review              what the quarter brought

    Every command has an example: aquip COMMAND --help
    """


__all__ = ["COMMANDS", "main", "root_option", "tell"]
