"""Old versions of notes, parsed with today's settings, and remembered beside the history.

They are parsed as if they stood where the note stands today: what a note says does not depend on
the name it once had, and today's settings are those that its readers know.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from aquip.cache import NoteCache
from aquip.collector import Pause
from aquip.parsing import Source, notes_of, parsed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from aquip.core.model import Note
    from aquip.core.settings import Settings
    from aquip.history.known import Known
    from aquip.history.trails import Change

_AT_ONCE: Final = 512
"""Versions that are held at a time: there may be many more of them than notes."""

MOST: Final = 20_000
"""Versions that are remembered, the last ones: those of 5,000 meetings with four commits each."""


class Versions:
    """The notes of one project as they were; ``cache_folder`` has those of today."""

    def __init__(self, known: Known, settings: Settings, cache_folder: Path) -> None:
        self._known = known
        self._settings = settings
        self._current = NoteCache(cache_folder, settings)
        # What was hidden or deleted since must not travel with a cache.
        self._cache = NoteCache(known.folder or cache_folder, settings, name="versions", most=MOST)

    def note(self, change: Change, path: str, uri: str) -> Note | None:
        """Return a note as a change left it, private parts included.

        ``path`` and ``uri`` are today's. None where the change deleted it, and where this clone
        lacks its text.
        """
        return next(self.notes([(change, path, uri)]))

    def elsewhere(self, path: str, uri: str) -> Iterator[Note]:
        """Yield a note as it is on the branches that this clone has, each text once."""
        for text in {*self._known.elsewhere(path)}:
            yield parsed(Source(path, uri, text), self._settings)

    def notes(self, wanted: Iterable[tuple[Change, str, str]]) -> Iterator[Note | None]:
        """Yield what `note` returns for each, in their order; many are parsed by all cores."""
        rest = iter(wanted)
        while some := [*islice(rest, _AT_ONCE)]:
            yield from self._some(some)

    def _some(self, wanted: list[tuple[Change, str, str]]) -> list[Note | None]:
        asked = {change.after: None for change, _, _ in wanted if change.after}
        texts = dict(zip(asked, self._known.texts(asked), strict=True))
        notes: dict[tuple[str | None, str], Note] = {}
        sources: dict[tuple[str | None, str], Source] = {}
        with Pause():
            for change, path, uri in wanted:
                key, text = (change.after, path), texts.get(change.after or "")
                if text is None or key in notes:
                    continue
                # Most notes stand in their last version, which was parsed already.
                current = self._current.get(text, path=path, uri=uri)
                if current is not None:
                    notes[key] = current
                else:  # the path tells the versions of a note apart while they are parsed
                    sources[key] = Source(f"{change.after}/{path}", uri, text)
            parsed = notes_of([*sources.values()], self._settings, self._cache)
            self._cache.save(everything=False)
            notes.update(
                (key, replace(note, path=key[1])) for key, note in zip(sources, parsed, strict=True)
            )
        return [notes.get((change.after, path)) for change, path, _ in wanted]
