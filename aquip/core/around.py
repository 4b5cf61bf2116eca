"""Which folders of notes an answer needs: those it asks about, and where their items live on.

An item keeps its id when it moves to another series, so folders that share an id belong
together. Ids are looked for in the bytes of notes, before any is parsed: what merely
looks like one may bring in a folder too many, never one too few.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping

from aquip.core.grammar import ID_IN_BYTES
from aquip.core.model import Record

_WORD = re.compile(r"[a-z0-9]{2,}")
# It begins with what is rare, so that most notes are passed over at once.
_AMID_A_WORD = re.compile(rb"<!--(?<=\S<!--)")


def ids_in(data: bytes) -> list[bytes]:
    """List all that may be an item's id in a note, without the caret."""
    return ID_IN_BYTES.findall(data)


def joined(ids: Mapping[str, Collection[bytes]], folders: Iterable[str]) -> set[str]:
    """Return these folders, and those that shared ids join to them, over others as well."""
    chosen: set[str] = set()
    known: set[bytes] = set()
    found = set(folders)
    while found:
        chosen |= found
        known.update(*(ids.get(folder, ()) for folder in found))
        found = {
            folder
            for folder, own in ids.items()
            if folder not in chosen and not known.isdisjoint(own)
        }
    return chosen


def words_in(start: str) -> list[bytes]:
    """List words that each note with an item that begins so has, the most telling first."""
    words = {word.encode() for word in _WORD.findall(start.casefold())}
    return sorted(words, key=len, reverse=True)


def may_say(data: bytes, words: Iterable[bytes]) -> bool:
    """Tell whether these words may all stand in a note; True where a comment may part one."""
    folded = data if data.isascii() else data.decode("utf-8", "replace").casefold().encode()
    text = folded.lower()
    return all(word in text for word in words) or _AMID_A_WORD.search(data) is not None


def feedback_ids(record: Record, series: Iterable[str]) -> set[str]:
    """Return the ids of feedback, which items of any series may refer to as taken up."""
    chosen = (record.series[name] for name in series if name in record.series)
    meetings = (meeting for one in chosen for meeting in one.meetings)
    return {i.id for meeting in meetings for i in meeting.note.items("feedback") if i.id}
