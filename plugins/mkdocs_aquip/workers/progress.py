"""How far a long build is, told to somebody who watches it; a log in a file stays short."""

from __future__ import annotations

import math
import sys
import time
from typing import Final

from mkdocs_aquip.site import log

PASSING: Final = {"passing": True}
"""Marks what is said of this moment, not of the site: no later build says it again."""
_EVERY: Final = 5.0
"""Seconds between two messages, and before the first."""


class Progress:
    """Counts pages, and says now and then how many are done."""

    def __init__(self, doing: str, pages: int) -> None:
        self._doing = doing
        self._pages = pages
        self._done = 0
        self._next = time.monotonic() + _EVERY if sys.stderr.isatty() else math.inf

    def step(self, ahead: int) -> None:
        """Count one more page; ``ahead`` are those that other processes have done."""
        self._done += 1
        now = time.monotonic()
        if now >= self._next and self._done + ahead < self._pages:
            self._next = now + _EVERY
            share = 100 * (self._done + ahead) // self._pages
            log.info("%s %d pages: %d %%", self._doing, self._pages, share, extra=PASSING)
