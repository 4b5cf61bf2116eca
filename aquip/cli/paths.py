"""Notes chosen by PATHS on the command line: files, or folders with all below them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from aquip.errors import AquipError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aquip.cli.common import Project


class Within:
    """Tells whether a path, relative to the root, is among those asked for.

    ``notes`` are the paths of all notes: where there is none among them, that is an error.
    """

    def __init__(self, project: Project, paths: Iterable[str], notes: Iterable[str]) -> None:
        notes = tuple(notes)
        self._tops = tuple(relative(project, path) for path in paths)
        for given, top in zip(paths, self._tops, strict=True):
            if not any(_below(path, top) for path in notes):
                folder = Path(os.path.relpath(project.config.docs_dir, project.config.root))
                raise AquipError(
                    "there is no note here",
                    path=given,
                    remedy=f"Notes are the Markdown files in `{folder.as_posix()}`.",
                )

    def __call__(self, path: str) -> bool:
        """Tell so of one; without PATHS every note is."""
        return not self._tops or any(_below(path, top) for top in self._tops)


def relative(project: Project, path: str) -> str:
    """Return a path, which counts from the current folder or else from the root, from the root."""
    absolute = Path(path).absolute()
    if not absolute.exists():
        absolute = project.config.root / path
    if not absolute.exists():
        raise AquipError("there is no such file or folder", path=path)
    for place, root in (
        (absolute, project.config.root),
        (absolute.resolve(), project.config.root.resolve()),
    ):
        found = Path(os.path.relpath(place, root)).as_posix()
        if found != ".." and not found.startswith("../"):
            return found
    raise AquipError("this is not in the repository of the notes", path=path)


def _below(path: str, top: str) -> bool:
    return top in {".", path} or path.startswith(f"{top}/")
