"""A file of the site that knows whether its output has to be made again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mkdocs.structure.files import File

if TYPE_CHECKING:
    from mkdocs_aquip.incremental.tracker import Tracker


class TrackedFile(File):
    """A file that asks the tracker of this build, where MkDocs' own would ask the clock."""

    tracker: Tracker

    @classmethod
    def of(cls, file: File, tracker: Tracker) -> TrackedFile:
        """Return the file as one of these; its page knows it from now on."""
        made = cls.__new__(cls)
        made.__dict__.update(file.__dict__)
        made.tracker = tracker
        if made.page is not None:
            made.page.file = made
        return made

    def is_modified(self) -> bool:
        """Tell whether the output is to be made: of a page, first for reading, then for writing."""
        return self.tracker.is_modified(self)
