"""Python's cyclic garbage collector, kept from a build.

A build makes millions of objects that live to its end: notes, pages, search entries.
The collector looks through all of them again and again, a tenth of a build's time, and
finds next to nothing, since what a build throws away is freed without it.
"""

from __future__ import annotations

import gc


class Pause:
    """Holds the collector up between `begin` and `end`, unless it was off anyway."""

    def __init__(self) -> None:
        self._held = False

    def begin(self) -> None:
        """Hold it up."""
        if gc.isenabled():
            gc.disable()
            self._held = True

    def end(self) -> None:
        """Let it go on, where it was held up here."""
        if self._held:
            self._held = False
            gc.enable()
