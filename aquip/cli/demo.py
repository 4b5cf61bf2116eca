"""``aquip demo``: the example year as a git repository, history and all."""

from __future__ import annotations

import os
import shlex
import shutil
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from aquip.errors import AquipError

if TYPE_CHECKING:
    from collections.abc import Iterator


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
    from aquip.history.writing import make
    from aquip.report.text import count

    above = base or ctx.meta.get("aquip.root") or ""
    directory = os.path.normpath(os.path.join(above, directory))  # noqa: PTH118 - links as typed
    root = Path(os.path.abspath(directory))  # noqa: PTH100 - links stay as the user typed them
    _refuse(root, directory)
    example = example_root()
    files = example_files(example)
    record = example_record(example, files)
    year = commits(record, files)
    with _all_or_nothing(root):
        make(root, year)
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
    if root.is_dir() and any(root.iterdir()):
        raise AquipError(
            "this folder is not empty; nothing was written",
            path=directory,
            remedy="Name a new folder or an empty one.",
        )


@contextmanager
def _all_or_nothing(root: Path) -> Iterator[None]:
    """Make a folder; where what is done in it fails, leave it as empty, or as absent, as it was."""
    missing = [folder for folder in (root, *root.parents) if not folder.exists()]
    root.mkdir(parents=True, exist_ok=True)
    try:
        yield
    except BaseException:
        for one in root.iterdir():
            shutil.rmtree(one, ignore_errors=True) if one.is_dir() else one.unlink()
        for folder in missing:
            folder.rmdir()
        raise
