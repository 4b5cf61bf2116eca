"""Notes from bytes: remembered where they were parsed before, else parsed by all cores."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from msgspec import MsgspecError, msgpack

from aquip.core.parse import parse
from aquip.core.plain_data import note_of_data, note_to_data
from aquip.core.privacy import redact
from aquip.workers import Worker, processes, shares

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aquip.cache import NoteCache
    from aquip.core.model import Note
    from aquip.core.settings import Settings

_WORTH: Final = 64
"""Notes a process must have to parse for its start to be worth it."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file's bytes; ``path`` counts from the repository's root, ``uri`` from the notes folder."""

    path: str
    uri: str
    data: bytes


def parsed(source: Source, settings: Settings, *, public: bool = False) -> Note:
    """Parse one note, whatever is remembered."""
    return parse(source.data, path=source.path, uri=source.uri, settings=settings, public=public)


def notes_of(sources: Sequence[Source], settings: Settings, cache: NoteCache) -> list[Note]:
    """Return the notes of all sources, in their order; what is new is put into the cache."""
    notes = {one.path: cache.get(one.data, path=one.path, uri=one.uri) for one in sources}
    unknown = [one for one in sources if notes[one.path] is None]
    for source, note, row in _parse(unknown, settings):
        notes[source.path] = note
        cache.put(source.data, note, row)
    return [note for note in notes.values() if note is not None]


def public_notes_of(sources: Sequence[Source], settings: Settings) -> list[Note]:
    """Return the notes of all sources, in their order, less what is hidden; none is remembered."""
    notes = {source.path: note for source, note, _ in _parse(sources, settings, public=True)}
    return [notes[one.path] for one in sources]


def _parse(
    sources: Sequence[Source], settings: Settings, *, public: bool = False
) -> Iterator[tuple[Source, Note, bytes | None]]:
    """Parse one share here and the others in workers; yield what they sent along with the notes."""
    own, *others = shares(sources, max(1, min(processes(), len(sources) // _WORTH)))
    workers = [Worker(partial(_rows, share, settings, public=public)) for share in others]
    for source in own:
        yield source, parsed(source, settings, public=public), None
    for worker, share in zip(workers, others, strict=True):
        rows: dict[str, bytes] = {}
        with suppress(MsgspecError):
            rows = msgpack.decode(worker.result() or b"", type=dict[str, bytes])
        for source in share:
            row = rows.get(source.path)
            yield source, _read(source, row, settings, public=public), row


def _rows(sources: Sequence[Source], settings: Settings, *, public: bool) -> bytes:
    """Parse notes into plain data, by path; those that have no such form are left out."""
    rows: dict[str, bytes] = {}
    for source in sources:
        note = parsed(source, settings, public=public)
        if note.readable:
            with suppress(TypeError, ValueError, OverflowError, RecursionError):
                rows[source.path] = note_to_data(note)
    return msgpack.encode(rows)


def _read(source: Source, row: bytes | None, settings: Settings, *, public: bool) -> Note:
    if row is None:
        return parsed(source, settings, public=public)
    text = source.data.decode()
    text = redact(text) if public else text
    return note_of_data(row, path=source.path, uri=source.uri, text=text)
