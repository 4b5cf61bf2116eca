"""Imported notes in canonical form, with ids: an item that goes on from note to note has one."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping

from aquip.core.canonical import Stamps, canonical
from aquip.core.edit import apply
from aquip.core.model import Note
from aquip.core.parse import parse
from aquip.core.record import assemble
from aquip.core.settings import Settings
from aquip.core.stamps import stamps_for

_STAMPED = re.compile(r" (?:\^[a-z0-9-]{4,}|\([^\s():]+:: [\d-]+\))(?=\s)")


def stamped(
    texts: Mapping[str, str],
    existing: Iterable[Note],
    docs: str,
    settings: Settings,
    today: dt.date,
) -> dict[str, Note]:
    """Return notes by path as they are to be written, told apart from the existing ones.

    ``texts`` are by path; ``docs`` is what the paths of the notes folder begin with.
    """
    notes = {path: _parsed(path, text, docs, settings) for path, text in texts.items()}
    record = assemble([*existing, *notes.values()], settings, today)
    stamps = stamps_for(record, set(notes))
    return {
        path: _parsed(
            path,
            apply(note.text, canonical(note, settings, stamps.get(path, Stamps()))),
            docs,
            settings,
        )
        for path, note in notes.items()
    }


def _parsed(path: str, text: str, docs: str, settings: Settings) -> Note:
    return parse(text, path=path, uri=path.removeprefix(docs), settings=settings)


def same_but_for_stamps(one: str, other: str) -> bool:
    """Tell whether two notes differ in nothing but ids and done dates."""
    return _STAMPED.sub("", one) == _STAMPED.sub("", other)
