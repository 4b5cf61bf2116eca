"""Whether files are as they were: one key over their signatures.

Of a file so new that it can change and keep its signature, the content is noted as well.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from mkdocs_aquip.incremental import outputs
from mkdocs_aquip.incremental.key import digest


class Standing(msgspec.Struct, frozen=True):
    """How files stood: a ``key`` of names and signatures, and hashes of the ``fresh`` ones."""

    key: str
    fresh: dict[str, str]

    def is_still(self, now: Standing) -> bool:
        """Tell whether files that stand as in ``now`` are the same ones, and as they were."""
        return self.key == now.key and all(
            found == (now.fresh.get(path) or outputs.hash_of_file(path))
            for path, found in self.fresh.items()
        )


def standing(paths: Iterable[str], known: Mapping[str, str] | None = None) -> Standing:
    """Note how files stand. ``known`` are hashes of what some are to hold, by path."""
    known = known or {}
    found: list[object] = []
    fresh: dict[str, str] = {}
    for path in paths:
        signature, settled = outputs.stamp(path)
        found.append((path, signature))
        if not settled:
            fresh[path] = known.get(path) or outputs.hash_of_file(path)
    return Standing(digest(found), fresh)


def files_below(folder: str, *, hidden: bool) -> Iterator[str]:
    """Yield the files of a folder and of those in it, links followed, ``hidden`` ones or not."""
    seen: set[tuple[int, int]] = set()

    def walk(folder: str) -> Iterator[str]:
        try:
            found = os.stat(folder)  # noqa: PTH116 - thousands of them
            with os.scandir(folder) as entries:
                names = sorted(entries, key=lambda entry: entry.name)
        except OSError:
            yield folder  # it counts as a file that is gone
            return
        if (found.st_dev, found.st_ino) in seen:
            return
        seen.add((found.st_dev, found.st_ino))
        for entry in names:
            if entry.name.startswith(".") and not hidden:
                continue
            if _is_folder(entry):
                yield from walk(entry.path)
            else:
                yield entry.path

    return walk(folder)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads round to itself
        return False
