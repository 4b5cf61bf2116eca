"""Which links in a repository may be followed, and which would lead out of it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from aquip.core.grammar import is_private_name


@dataclass(frozen=True)
class Bounds:
    """A repository's root and its notes folder, both absolute."""

    root: Path
    docs_dir: Path

    def may_follow(self, path: str) -> bool:
        """Tell whether a link leads to what may be shown in its place.

        It stays in the repository, does not lead to a folder it is in, and calls by another name
        neither what is private by its name nor a hidden file: git's own are.
        """
        place = self.place(path)
        above = os.path.realpath(os.path.dirname(path))  # noqa: PTH120 - scandir's strings
        return (
            place is not None
            and not any(part.startswith(".") for part in Path(place).parts)
            and not is_private_name(place)
            and not _below(above, os.path.realpath(path))
        )

    def place(self, path: str) -> str | None:
        """Return where in the repository a link leads to, empty for its top; None for outside."""
        target = os.path.realpath(path)
        for top in self._tops:
            if _below(target, top):
                return target.removeprefix(top).strip(os.sep)
        return None

    @cached_property
    def _tops(self) -> tuple[str, ...]:
        return (os.path.realpath(self.docs_dir), os.path.realpath(self.root))


def _below(path: str, top: str) -> bool:
    return path == top or path.startswith(top.rstrip(os.sep) + os.sep)
