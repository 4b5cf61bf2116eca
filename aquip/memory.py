"""Notes held in memory, for a process that reads the same ones again and again.

A note is the one that is held where its file's bytes are the same, and so are the settings:
the very object, so that whoever remembers something of it need not work it out again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aquip.core.model import Note, Record
    from aquip.core.settings import Settings
    from aquip.parsing import Source

Read = Callable[[Sequence["Source"]], Sequence["Note"]]
"""Makes notes of sources, one of each."""


class Memory:
    """The notes of one repository as they were last read, by path, in full and in public."""

    def __init__(self) -> None:
        self._settings: Settings | None = None
        self._held: dict[tuple[str, bool], tuple[Source, Note]] = {}
        self.records: dict[bool, Record] = {}
        """The last record of all notes (False), and of those that may be shown (True)."""

    def notes(
        self, sources: Sequence[Source], settings: Settings, read: Read, *, public: bool = False
    ) -> list[Note]:
        """Return the notes of sources, those that are not held as ``read`` makes them.

        In full, ``sources`` are all that there are: others are let go.
        """
        if settings != self._settings:
            self._settings, self._held = settings, {}
        new = [one for one in sources if self._holds(one, public=public) is None]
        for source, note in zip(new, read(new), strict=True):
            self._held[source.path, public] = source, note
        if not public:
            there = {one.path for one in sources}
            self._held = {key: held for key, held in self._held.items() if key[0] in there}
        return [self._held[one.path, public][1] for one in sources]

    def replaced(self, sources: Sequence[Source]) -> Iterator[bytes]:
        """Yield the bytes of held notes that are others now, or are gone."""
        now = {one.path: one for one in sources}
        for (path, public), (source, _) in self._held.items():
            if not public and now.get(path) != source:
                yield source.data

    def _holds(self, source: Source, *, public: bool) -> Note | None:
        held = self._held.get((source.path, public))
        return held[1] if held and held[0] == source else None
