"""What an import comes to, source by source: the notes it will write, or why there are none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, Protocol

from aquip.core.model import Note
from aquip.importing.model import Draft, Refusal, Source

State = Literal["imported", "there already", "refused"]


class Files(Protocol):
    """What an import reads from: `aquip.foreign` on disk."""

    sources: list[Source]
    refused: dict[str, Refusal]
    passed_over: Counter[str]

    def attachment(self, inner: str) -> bytes | None:
        """Return what a file beside the sources holds."""

    def named(self, name: str) -> str | None:
        """Return where a file of this name is."""


@dataclass
class Made:
    """A meeting's note that is to be written."""

    path: str
    series: str
    draft: Draft
    text: str
    note: Note | None = None
    there: bool = False


@dataclass
class FilePlan:
    """What becomes of one source: its meetings, or why there is none."""

    path: str
    meetings: list[Made] = field(default_factory=list)
    refusal: Refusal | None = None
    attachments: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)

    @property
    def state(self) -> State:
        """What becomes of it."""
        if self.refusal:
            return "refused"
        return "there already" if all(one.there for one in self.meetings) else "imported"


@dataclass
class Plan:
    """All that an import will write, and what it says of it."""

    files: list[FilePlan] = field(default_factory=list)
    indexes: dict[str, str] = field(default_factory=dict)
    attachments: dict[str, bytes] = field(default_factory=dict)
    passed_over: Counter[str] = field(default_factory=Counter)

    @property
    def refused(self) -> list[FilePlan]:
        """Sources of which nothing is made."""
        return [one for one in self.files if one.refusal]

    def made(self) -> Iterator[Made]:
        """Yield every note to write."""
        for file in self.files:
            yield from (one for one in file.meetings if not one.there)
