"""A parsed note as plain data, and back: lists, strings, numbers, nothing that acts.

The text itself is not part of it: it is read from the file, whose hash is the key.
What has another shape than was written raises; a cache that is no good is no cache.
"""

from __future__ import annotations

from msgspec import ValidationError, msgpack
from msgspec.structs import replace

from aquip.core.model import FrontMatter, Note

_NOTE = msgpack.Decoder(Note)
_FRONT = msgpack.Decoder(FrontMatter)


def note_to_data(note: Note) -> bytes:
    """Turn a note into MessagePack.

    Raises:
        TypeError, ValueError, OverflowError, RecursionError: its front matter holds what
            would not come back as it is, such as a set.
    """
    if _FRONT.decode(msgpack.encode(note.front)) != note.front:
        raise ValueError("its front matter holds what has no form of its own")
    return msgpack.encode(replace(note, path="", uri="", text=""))


def note_of_data(data: bytes, *, path: str, uri: str, text: str) -> Note:
    """Make a note of its data and its text.

    Raises:
        ValueError: the data has another shape.
    """
    note = _NOTE.decode(data)
    if note.text:
        raise ValidationError("a text stands where none is kept")
    return replace(note, path=path, uri=uri, text=text)
