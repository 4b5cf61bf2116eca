"""The site folder, and what the ledger says of the files in it."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from mkdocs_aquip.incremental import outputs

if TYPE_CHECKING:
    from mkdocs_aquip.incremental.ledger import Made

_SEAL: Final = ("404.html", "sitemap.xml", "search/search_index.json")
"""What every build writes: another time on one of them is somebody else's build."""


class SiteFolder:
    """Where a build writes."""

    def __init__(self, site_dir: str) -> None:
        self.site_dir = site_dir

    def path(self, dest: str) -> str:
        """Return where an output is."""
        return os.path.join(self.site_dir, dest)  # noqa: PTH118 - thousands of them

    def seal(self) -> str:
        """Return what tells whose build was the last."""
        try:
            found = [outputs.signature(self.path(dest), settled=False) for dest in _SEAL]
        except OSError:
            return ""
        return repr([each[:2] for each in found])

    def has_room(self, dests: Iterable[str]) -> bool:
        """Tell whether no file stands where a folder is to be, nor a folder for a file."""
        try:
            for dest in dests:
                outputs.signature(self.path(dest), settled=False)
        except OSError:
            return False
        return True

    def is_intact(self, dest: str, made: Made) -> bool:
        """Tell whether an output is as it was written; note its signature where that is new."""
        path = self.path(dest)
        found = outputs.signature(path)
        if found and found == made.output:
            return True
        if not outputs.holds(path, made.content):
            return False
        made.output = found
        return True

    def is_copied(self, source: str, dest: str, made: Made) -> bool:
        """Tell whether a file was copied already."""
        found = outputs.signature(source, follow=True)
        output = outputs.signature(self.path(dest))
        return bool(found and output) and (found, output) == (made.source, made.output)
