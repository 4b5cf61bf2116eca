"""What is logged in another process, kept as plain data, and said where it belongs."""

from __future__ import annotations

import logging
from collections.abc import Iterable

Said = tuple[str, int, str]
"""A logger's name, a level, and the message."""


class Keeper(logging.Handler):
    """Keeps what is said in this process, which is one that nobody hears."""

    def __init__(self) -> None:
        super().__init__()
        self._kept: list[Said] = []
        logging.getLogger().handlers = [self]
        # MkDocs' command keeps what is said from going any further than to its own handler.
        logging.getLogger("mkdocs").handlers = []
        logging.getLogger("mkdocs").propagate = True

    def begin(self) -> list[Said]:
        """Return a list that holds what is said from now on, until this is called again."""
        self._kept = []
        return self._kept

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a message."""
        self._kept.append((record.name, record.levelno, record.getMessage()))


def say(messages: Iterable[Said]) -> None:
    """Say what was said elsewhere."""
    for name, level, message in messages:
        logging.getLogger(name).log(level, message)
