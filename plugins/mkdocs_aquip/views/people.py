"""People as the site shows them: initials on a quiet colour, and the name."""

from __future__ import annotations

import zlib
from functools import lru_cache
from unicodedata import east_asian_width

from markupsafe import Markup, escape

from aquip.core.settings import Settings

HUES = 8


def initials(name: str) -> str:
    """Return one or two letters for a name or an ``@handle``: one of those that are wide."""
    words = name.removeprefix("@").replace("-", " ").replace(".", " ").split()
    letters = "".join(word[0] for word in ([words[0], words[-1]] if len(words) > 1 else words))
    if east_asian_width(letters[:1] or "?") in "WF":
        letters = letters[0]
    return letters.upper() or "?"


def hue(handle: str, settings: Settings | None = None) -> int:
    """Return a person's colour, 0 to 7: by place in the settings, so that few share one."""
    known = list(settings.people) if settings else []
    return (known.index(handle) if handle in known else zlib.crc32(handle.encode())) % HUES


def person_html(handle: str, settings: Settings) -> Markup:
    """Return a person's initials and name."""
    return _person(hue(handle, settings), settings.name(handle))


@lru_cache(maxsize=1024)
def _person(colour: int, name: str) -> Markup:
    letters, shown = escape(initials(name)), escape(name)
    return Markup(  # noqa: S704 - escaped above
        f'<span class="aq-person"><span class="aq-avatar aq-hue-{colour}" aria-hidden="true">'
        f'{letters}</span> <span class="aq-person__name">{shown}</span></span>'
    )
