"""Python's cyclic garbage collector, held up while records and sites are made.

Both are millions of small objects that live to the end. The collector would look through
all of them again and again, a tenth of a build's time, and find next to nothing, since
what is thrown away on the way is freed without it.
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

    def __enter__(self) -> None:
        self.begin()

    def __exit__(self, *_: object) -> None:
        self.end()
