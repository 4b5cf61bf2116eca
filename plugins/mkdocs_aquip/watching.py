"""The preview's watch over files, which rests while a site is built.

MkDocs looks at every file twice a second, in a thread that takes turns with the build. What
changes meanwhile is seen when the build has ended: the files are compared with what was
seen last.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer
    from watchdog.observers.api import EventEmitter

_LONGEST: Final = 60.0
"""Seconds after which files are looked at again, even if no build was seen to end."""


class Watching:
    """Lets a preview's threads wait for builds to end."""

    def __init__(self) -> None:
        self._idle = threading.Event()
        self._idle.set()

    def over(self, server: LiveReloadServer) -> None:
        """Have what a server watches by now rest in each build."""
        for emitter in server.observer.emitters:
            emitter.queue_events = partial(self._look, emitter, emitter.queue_events)  # type: ignore[method-assign]

    def rest(self) -> None:
        """Note that a build begins."""
        self._idle.clear()

    def go_on(self) -> None:
        """Note that it has ended."""
        self._idle.set()

    def _look(self, emitter: EventEmitter, look: Callable[[float], None], timeout: float) -> None:
        """Wait as long as the emitter would, and for a build to end, before it looks."""
        if not emitter.stopped_event.wait(timeout):
            self._idle.wait(_LONGEST)
            look(0)
