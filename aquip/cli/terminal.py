"""The terminal: one way to make a console, so that colour and width are decided once.

rich leaves colour out when the output is piped or NO_COLOR is set, and takes 80
columns where there is no terminal to ask.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console


def console(*, err: bool = False) -> Console:
    """Return a console that prints text as it is: no markup, no emoji codes, no guessing."""
    from rich.console import Console

    return Console(
        stderr=err,
        markup=False,
        emoji=False,
        highlight=False,
        no_color=bool(os.environ.get("NO_COLOR")) or None,
    )
