"""What of the notes folder stays off the site: unpublished notes, and what only they show.

It fails closed: a file whose name stands in hidden text is kept back unless a link in
public text leads to it. So is what editors, merges and sync tools leave of a note, whatever
that says.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterable, Iterator
from urllib.parse import unquote

from aquip.core.grammar import is_copy_name
from aquip.core.grammar import is_private_name as is_private
from aquip.core.model import Note

__all__ = ["is_private", "withheld_attachments"]

_ADDRESS = re.compile(r"""\b(?:src|href)\s*=\s*["']?([^"'\s>]+)""", re.IGNORECASE)


def withheld_attachments(
    uris: Collection[str], full: Collection[Note], public: Collection[Note]
) -> frozenset[str]:
    """Return which of the files at ``uris`` only hidden text refers to, or are copies of notes."""
    copies = frozenset(filter(is_copy_name, uris))
    shown = {note.uri: note for note in public}
    hidden = [*_hidden_texts(full, shown)]
    if not hidden:
        return copies
    linked = {uri for note in public for uri in _linked(note)}
    text = unquote("\n".join(hidden))
    return copies.union(u for u in uris if posixpath.basename(u) in text and u not in linked)


def _hidden_texts(full: Iterable[Note], shown: dict[str, Note]) -> Iterator[str]:
    """Yield what is in the notes and not on the site."""
    for note in full:
        if note.uri not in shown:
            yield note.text
        elif note.hidden:
            yield "\n".join(note.lines.line_text(number) for number in sorted(note.hidden))


def _linked(note: Note) -> Iterator[str]:
    """Yield the files that a note links to, in Markdown or in HTML of its own."""
    urls = [link.url for link in note.links]
    if "<" in note.text:
        urls += [unquote(url) for url in _ADDRESS.findall(note.text)]
    for url in urls:
        path = re.split(r"[?#]", url, maxsplit=1)[0]
        if path and not path.startswith("/"):
            yield posixpath.normpath(posixpath.join(posixpath.dirname(note.uri), path))
