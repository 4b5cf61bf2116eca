"""The nouns of an import: a source, the meetings drafted from it, and what is said of both."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from aquip.core.grammar import is_private_name
from aquip.core.settings import Settings


@dataclass(frozen=True)
class Source:
    """A foreign note: its path as the user knows it, and below the folder that was given.

    ``inner`` begins with that folder's own name, which may be a part of the date.
    """

    path: str
    inner: str
    text: str

    @property
    def private(self) -> bool:
        """Whether its name keeps it from being committed."""
        return is_private_name(self.inner)


@dataclass(frozen=True)
class Options:
    """What the user knows and the notes do not say.

    ``people`` maps further names and initials to handles. ``day_first`` decides dates
    such as 03/04/2024; None leaves them undecided.
    """

    settings: Settings
    people: Mapping[str, str] = field(default_factory=dict)
    day_first: bool | None = None


@dataclass(frozen=True)
class Kept:
    """Text that has no section of its own and was kept word for word: where, what and why."""

    line: int
    what: str
    why: str


@dataclass(frozen=True)
class Refusal:
    """Why nothing can be made of a source, and what would help."""

    cause: str
    remedy: str
    line: int | None = None


@dataclass(frozen=True)
class Run:
    """Lines that stand together in a section; ``indent`` is that of their private markers."""

    text: str
    hidden: bool = False
    indent: str = ""


Piece = tuple[Run, ...]
"""A part of a section, with a blank line before it and after it."""


@dataclass
class Draft:
    """A meeting made of a source, or of a part of one: ``pieces`` by section, in order."""

    date: dt.date
    title: str
    meta: dict[str, object]
    pieces: dict[str, list[Piece]]
    hint: str = ""
    private: bool = False
    kept: list[Kept] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
