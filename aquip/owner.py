"""Whether the owner alone is looking, as in the preview that `aquip serve` begins.

It is said in this very process and nowhere else: no setting, variable or option can claim it,
so that no build that others read takes itself for the owner's.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

_looking: Final[ContextVar[bool]] = ContextVar("looking", default=False)


@contextmanager
def owner_looks() -> Iterator[None]:
    """Say that what is shown inside is for the owner alone."""
    token = _looking.set(True)
    try:
        yield
    finally:
        _looking.reset(token)


def is_owner_looking() -> bool:
    """Tell whether that was said."""
    return _looking.get()
