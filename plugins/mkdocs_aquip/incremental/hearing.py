"""What a build says of its pages: heard, so that it can be said again, or kept aside."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Listener(logging.Handler):
    """Hands over whatever is said at all."""

    def __init__(self, hear: Callable[[logging.LogRecord], None]) -> None:
        super().__init__(logging.INFO)
        self._hear = hear

    def emit(self, record: logging.LogRecord) -> None:
        """Hand it over, unless it is said of this moment alone."""
        if not getattr(record, "passing", False):
            self._hear(record)


@contextmanager
def aside() -> Iterator[list[str]]:
    """Keep what MkDocs says of links from being heard, and hand it over."""
    heard: list[str] = []

    def take(record: logging.LogRecord) -> bool:
        if record.levelno >= logging.INFO:
            heard.append(record.getMessage())
        return False

    log = logging.getLogger("mkdocs.structure.pages")
    log.addFilter(take)
    try:
        yield heard
    finally:
        log.removeFilter(take)
