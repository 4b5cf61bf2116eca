"""Finds and reads the example that ships with aquip."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from aquip.config import load_config, today
from aquip.core.grammar import is_private_name
from aquip.core.record import assemble
from aquip.errors import AquipError
from aquip.parsing import Source, parsed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aquip.core.model import Record

_PACKAGE = Path(__file__).parents[1]
_NO_HISTORY = re.compile(rb"^ *history: false.*\n", re.MULTILINE)


def example_root() -> Path:
    """Return the folder of the example: in the package, or around it in a checkout.

    Raises:
        AquipError: It was left out of this installation.
    """
    for root in (_PACKAGE / "example", _PACKAGE.parent):
        if (root / "mkdocs.yml").is_file() and (root / "notes").is_dir():
            return root
    raise AquipError(
        "the example is missing from this installation of aquip", remedy="Install aquip again."
    )


def example_files(root: Path) -> Mapping[str, bytes]:
    """Read the example's files, by path: configuration, notes, and what git is to leave alone."""
    ignored = (files("aquip") / "templates" / "init" / "gitignore").read_bytes()
    # In the example's repository its history is not the year's; in the demo it is.
    config = _NO_HISTORY.sub(b"", (root / "mkdocs.yml").read_bytes())
    found = {".gitignore": ignored, "mkdocs.yml": config}
    for path in sorted((root / "notes").rglob("*")):
        # A developer's own private notes in a checkout are no part of it.
        if path.is_file() and not is_private_name(path.name):
            found[path.relative_to(root).as_posix()] = path.read_bytes()
    return found


def example_record(root: Path, found: Mapping[str, bytes]) -> Record:
    """Parse the example's notes; nothing is written, not even a cache."""
    config = load_config(root)
    prefix = "notes/"
    notes = [
        parsed(Source(path, path.removeprefix(prefix), data), config.settings)
        for path, data in found.items()
        if path.startswith(prefix) and path.endswith(".md")
    ]
    return assemble(notes, config.settings, config.settings.today or today(config))
