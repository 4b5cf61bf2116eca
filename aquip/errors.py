"""The one error that a user is meant to read: where, what, and what to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import PurePath


class AquipError(Exception):
    """Input or surroundings that aquip can't work with.

    Args:
        message: The cause, in a sentence without a full stop.
        path: The file it stands in, as the user would name it.
        line: The line in that file, from 1.
        column: The column in that line, from 1.
        remedy: What would help, as a sentence of its own.
        exit_code: What the command ends with; 2 is unusable input.
    """

    def __init__(  # noqa: PLR0913 - each part of a place is named where it is raised
        self,
        message: str,
        *,
        path: str | PurePath | None = None,
        line: int | None = None,
        column: int | None = None,
        remedy: str | None = None,
        exit_code: int = 2,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.path = None if path is None else str(path)
        self.line = line
        self.column = column
        self.remedy = remedy
        self.exit_code = exit_code

    def __str__(self) -> str:
        where = [str(part) for part in (self.path, self.line, self.column) if part is not None]
        return f"{':'.join(where)}: {self.message}" if where else self.message


def nearest(word: str, known: Iterable[str], count: int = 1) -> list[str]:
    """Return the known words most like ``word``, best first, at most ``count``."""
    import difflib

    return difflib.get_close_matches(word, [*known], n=count, cutoff=0.5)


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """Return a remedy that names the nearest known word, None where nothing is near."""
    found = nearest(word, known)
    return f"Did you mean `{found[0]}`?" if found else None


def reason_of(error: OSError) -> str:
    """Return the system's own words for what went wrong, without numbers and paths."""
    return error.strerror or type(error).__name__
