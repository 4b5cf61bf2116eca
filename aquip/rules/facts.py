"""What rules are told that no note says: what only the file system and git know."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from aquip.core.model import Meeting


class Sharing(Protocol):
    """When an agenda was first shared; where that is not known, it may have been earlier."""

    @property
    def when(self) -> dt.datetime | None:
        """When it was; None where it was not."""

    @property
    def known(self) -> bool:
        """Whether that is certain."""


class History(Protocol):
    """What git's history tells of meetings."""

    def shared(self, meeting: Meeting) -> Sharing:
        """Return when a meeting's agenda was first shared."""

    def proposed(self, meeting: Meeting) -> bool:
        """Tell whether its agenda is shared on a branch that is yet to be merged."""

    def brings_its_own(self, meeting: Meeting) -> bool:
        """Tell whether there is something for its agenda that it did not just carry over."""

    def authors(self, meeting: Meeting) -> Mapping[int, str]:
        """Return who added the items of a meeting's note, by line, as far as that is known."""

    def began(self, series: str) -> dt.datetime | None:
        """Return when the first note of a series was committed, None where none is."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What only the file system and git know; None is unknown, and nothing is judged by it.

    ``exists`` tells whether a path, relative to the root and with forward slashes,
    is a file or a folder; ``tracked`` holds such paths of what git has in its index.
    ``history`` is called once a rule asks for it; it returns None where there is none. To
    ``unjudged`` a rule adds its code and a note's path where a part of the history is missing.
    """

    exists: Callable[[str], bool] | None = None
    tracked: frozenset[str] | None = None
    history: Callable[[], History | None] | None = None
    unjudged: set[tuple[str, str]] = field(default_factory=set)
