"""What imported notes and their series are called."""

from __future__ import annotations

import re
from collections.abc import Collection

from aquip.core.grammar import slug
from aquip.importing import dates
from aquip.importing.model import Draft

_LONGEST = 40
_HEX = re.compile(r"[ _-]?\b[0-9a-f]{32}\b")
_MERE_TIME = re.compile(r"t?[\d_-]+z?")


def series_of(inner: str) -> str | None:
    """Return a name for the series of a file: its nearest folder that is not a mere date's."""
    for folder in reversed(inner.split("/")[:-1]):
        if not dates.is_dated_folder(folder):
            return slugged(_HEX.sub("", folder)) or None
    return None


def slugged(text: str) -> str:
    """Return a text as a part of a file's name: lower case, hyphens, not long."""
    bare = re.sub(r"-{2,}", "-", re.sub(r"[^\w-]", "-", slug(text.replace("_", " ")))).strip("-")
    return bare[:_LONGEST].rstrip("-")


def stem_of(draft: Draft, taken: Collection[str]) -> str:
    """Return a free name for a meeting's note: its date; for another that day, with a slug."""
    day = draft.date.isoformat()
    ending = ".private" if draft.private else ""
    if f"{day}{ending}" not in taken:
        return f"{day}{ending}"
    hint = slugged(draft.hint)
    words = [hint if not _MERE_TIME.fullmatch(hint) else "", slugged(_undated(draft.title))]
    for word in filter(None, words):
        if f"{day}-{word}{ending}" not in taken:
            return f"{day}-{word}{ending}"
    number = 2
    while f"{day}-{number}{ending}" in taken:
        number += 1
    return f"{day}-{number}{ending}"


def _undated(title: str) -> str:
    for found in dates.find(title):
        return f"{title[: found.start]} {title[found.end :]}"
    return title
