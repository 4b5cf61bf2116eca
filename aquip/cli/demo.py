"""``aquip demo``: the example year as a git repository, history and all."""

from __future__ import annotations

import os
import shlex
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from aquip.errors import AquipError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aquip.history.writing import Commit

# What a command that dies leaves: a demo half made, which the next one removes, or one that is
# made and was about to be moved where it belongs, which the next one finishes.
_BEGUN: Final = ".aquip-demo-"
_READY: Final = ".aquip-demo.ready"


@click.command()
@click.argument("directory", metavar="DIR", type=click.Path())
@click.option(
    "-C",
    "--root",
    "base",
    metavar="DIR",
    type=click.Path(file_okay=False),
    help="The folder that DIR counts from.  [default: the current one]",
)
@click.pass_context
def demo(ctx: click.Context, directory: str, base: str | None) -> None:
    """Make a repository to try aquip on in DIR: a fictional year of 1:1s, with its history.

    Agendas are committed days ahead, the manager's questions by the manager, notes after the
    meeting, and pull requests leave their merges. It is the same, commit ids too, every time.
    DIR is a new folder or an empty one.

    \b
    Examples:
      aquip demo ~/one-to-ones-demo
    """
    from aquip.demo.example import example_files, example_record, example_root
    from aquip.demo.year import commits
    from aquip.report.text import count

    above = base or ctx.meta.get("aquip.root") or ""
    directory = os.path.normpath(os.path.join(above, directory))  # noqa: PTH118 - links as typed
    root = Path(os.path.abspath(directory))  # noqa: PTH100 - links stay as the user typed them
    _refuse(root, directory)
    example = example_root()
    files = example_files(example)
    record = example_record(example, files)
    year = commits(record, files)
    if not (root / _READY).is_dir():
        for half in root.glob(f"{_BEGUN}*"):
            shutil.rmtree(half, ignore_errors=True)
        _make(root, year)
    _unpack(root, directory)
    click.echo(
        f"{directory}: {count(len(record.meetings), 'meeting')} in {count(len(year), 'commit')}."
        " Every person and every word of it is made up.\nNext:\n\n"
        f"  cd {shlex.quote(directory)}\n"
        "  git log --graph --format='%h %ad %an: %s' --date=short\n"
        "  aquip actions --mine\n"
        "  aquip serve"
    )


def _refuse(root: Path, directory: str) -> None:
    if root.exists() and not root.is_dir():
        raise AquipError("this is a file, not a folder", path=directory)
    there = {one.name for one in root.iterdir()} if root.is_dir() else set()
    if _READY not in there and not all(name.startswith(_BEGUN) for name in there):
        raise _not_empty(directory)


def _not_empty(directory: str) -> AquipError:
    return AquipError(
        "this folder is not empty; nothing was written",
        path=directory,
        remedy="Name a new folder or an empty one.",
    )


def _make(root: Path, year: Sequence[Commit]) -> None:
    """Make it in a folder within the folder; where that fails, leave all as it was."""
    from tempfile import mkdtemp

    from aquip.history.writing import make

    missing = [folder for folder in (root, *root.parents) if not folder.exists()]
    root.mkdir(parents=True, exist_ok=True)
    # Of its own name: the git of one that died may still be at work.
    begun = Path(mkdtemp(prefix=_BEGUN, dir=root))
    try:
        make(begun, year)
        begun.rename(root / _READY)
    except BaseException:
        shutil.rmtree(begun, ignore_errors=True)
        for folder in missing:
            folder.rmdir()
        raise


def _unpack(root: Path, directory: str) -> None:
    """Move what is ready to where it belongs, or what an earlier command had yet to move."""
    ready = root / _READY
    for one in sorted(ready.iterdir()):
        if os.path.lexists(root / one.name):
            raise _not_empty(directory)
        one.rename(root / one.name)
    ready.rmdir()
