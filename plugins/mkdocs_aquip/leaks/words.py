"""Texts and files as words, so that what one says is found in the other whatever its form.

A word is letters and digits, in lower case. Signs, and the ways in which HTML, JSON,
calendars and addresses write characters, make no difference. All of it is bytes: a site
holds a hundred megabytes of text, most of it more than once.
"""

from __future__ import annotations

import html
import re
import zlib
from collections.abc import Iterable
from typing import Final

Words = list[bytes]
Run = tuple[bytes, ...]
"""Words that follow one another in a line."""

_END: Final = b"\x01"
"""Stands among words where a line ends, so that no run goes on across it."""
_LETTERS: Final = bytes(
    byte if chr(byte).isalnum() or not chr(byte).isascii() or byte == _END[0] else 0x20
    for byte in range(256)
).lower()
_ENTITY: Final = re.compile(rb"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,31});")
_ESCAPE: Final = re.compile(rb"\\(?:u([0-9a-fA-F]{4})|[nrt])")
_PERCENT: Final = re.compile(rb"%([0-9a-fA-F]{2})")
# The dashes, quotes and spaces of typography, which bytes alone don't tell from letters.
_SIGNS: Final = re.compile(
    rb"\xe2[\x80\x81][\x80-\xbf]|\xc2[\xa0-\xbf]|\xe3\x80[\x80-\x9f]|\xef\xbc[\x81-\x8f]"
)
_FOLDED: Final = re.compile(rb"\r?\n[ \t]")
_CALENDARS: Final = (".ics", ".vcs", ".ifb")
_QUOTED: Final = (".json", ".js", ".mjs", ".map", ".webmanifest")
_COMPRESSED: Final = b"\x1f\x8b"
_MOST: Final = 1 << 28
"""Bytes of a compressed file that are looked at."""


def words(text: bytes) -> Words:
    """Return the words of a text, with something between that is none where a line ends."""
    return _spelt(text).replace(b"\n", b" \x01 ").translate(_LETTERS).split()


def runs(found: Words, length: int) -> Iterable[Run]:
    """Return every run of so many words."""
    return zip(*(found[start:] for start in range(length)), strict=False)


def is_text(head: bytes) -> bool:
    """Tell by its first bytes whether a file is text, be it compressed."""
    return head.startswith(_COMPRESSED) or b"\0" not in head


def pieces(name: str, data: bytes) -> set[bytes]:
    """Return what a file consists of: text up to the next tag, and strings in programs.

    Most pieces are the same in thousands of pages. A compressed file's are those of what is in it.
    """
    if data.startswith(_COMPRESSED):
        data, name = _unpacked(data), name.removesuffix(".gz")
    if name.endswith(_CALENDARS):
        data = _FOLDED.sub(b"", data)
    elif name.endswith(_QUOTED):
        data = data.replace(b'\\"', b" ").replace(b'"', b"<")
    return set(data.split(b"<"))


def _unpacked(data: bytes) -> bytes:
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(data, _MOST)
    except zlib.error:
        return b""


def _spelt(text: bytes) -> bytes:
    """Write characters as themselves, and signs that are none of ASCII as spaces."""
    if b"&" in text:
        text = _ENTITY.sub(_entity, text)
    if b"\\" in text:
        text = _ESCAPE.sub(_escape, text)
    if b"%" in text:
        text = _PERCENT.sub(_percent, text)
    return text if text.isascii() else _SIGNS.sub(b" ", text)


def _entity(match: re.Match[bytes]) -> bytes:
    return html.unescape(match[0].decode()).encode("utf-8", "replace")


def _escape(match: re.Match[bytes]) -> bytes:
    return b"\n" if match[1] is None else chr(int(match[1], 16)).encode("utf-8", "replace")


def _percent(match: re.Match[bytes]) -> bytes:
    return bytes.fromhex(match[1].decode())
