"""What stands in a feed as text and as HTML: safe, on its own, in few words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from markupsafe import Markup

from aquip.report.text import flat

MOST: Final = 12
"""Items that a list names; more are counted."""

_ILLEGAL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def readable(text: str) -> str:
    """Drop the characters that XML cannot hold."""
    return _ILLEGAL.sub("", text)


def line(text: str) -> str:
    """Return text on one line, without what would hide or turn it around."""
    return readable(flat(text))


def linked(text: str, url: str | None) -> Markup:
    """Return text, leading somewhere if there is a where."""
    shown = line(text)
    return Markup('<a href="{}">{}</a>').format(url, shown) if url else Markup("{}").format(shown)


def listed(rows: Sequence[Markup]) -> Markup:
    """Return a list of some rows, the first ones where there are too many."""
    shown: Iterable[Markup] = rows
    if len(rows) > MOST:
        shown = (*rows[:MOST], Markup("and {:,} more").format(len(rows) - MOST))
    return Markup("<ul>{}</ul>").format(Markup("").join(map(Markup("<li>{}</li>").format, shown)))
