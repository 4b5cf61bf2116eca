"""The headings inside a view, at the level that the view has on its page.

A view's own headings begin at the second level, as right below a page's title. One that stands
under a section's heading has them one below that, so that no level is left out or comes twice.
"""

from __future__ import annotations

import re
from typing import Final

_HEADING: Final = re.compile(r"(</?h)([2-6])(?=[ >])")
_LOWEST: Final = 6


def under(html: str, level: int) -> str:
    """Return a view's HTML, for a place under a heading of a level; 0 where there is none."""
    if level < 2:  # noqa: PLR2004 - the title's level is 1
        return html
    return _HEADING.sub(lambda m: f"{m[1]}{min(int(m[2]) + level - 1, _LOWEST)}", html)
