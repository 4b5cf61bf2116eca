"""A way out of a build in which there is nothing to do.

MkDocs has none: a build that is begun reads and writes to its end. Whoever starts one may
offer to take it for done; without an offer it goes on as ever.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

_offered: Final[ContextVar[bool]] = ContextVar("offered", default=False)


class _Done(BaseException):
    """No error: no program in between is to handle it."""


@contextmanager
def exit_offered() -> Iterator[None]:
    """Let `leave` end what runs inside."""
    token = _offered.set(True)
    try:
        yield
    except _Done:
        pass
    finally:
        _offered.reset(token)


def leave() -> None:
    """End the build here, where that is offered."""
    if _offered.get():
        raise _Done
