"""aquip: the record of someone's 1:1 meetings, as Markdown in git."""

from __future__ import annotations

from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from aquip.store import load

__all__ = ["__version__", "load"]


def __getattr__(name: str) -> object:
    """Import what others may use only when they use it: ``aquip --version`` reads no notes."""
    if name == "load":
        from aquip.store import load

        return load
    message = f"module 'aquip' has no attribute {name!r}"
    raise AttributeError(message)
