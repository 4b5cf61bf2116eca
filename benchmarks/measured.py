"""What a row measured, and whether its budget is kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from benchmarks.runs import Bench


class SkippedError(Exception):
    """A row cannot be measured here; the message says what is missing."""


@dataclass(frozen=True)
class Measured:
    """A row's figure, and what it may be.

    With something to compare with, the budget is a ratio; else it is in the figure's own unit.
    Without a budget the figure is only shown.
    """

    own: float
    budget: float | None = None
    base: float | None = None
    unit: str = "s"

    @property
    def ratio(self) -> float | None:
        """How many times as much as what it is compared with."""
        return self.own / self.base if self.base else None

    @property
    def verdict(self) -> str:
        """``kept`` or ``over``; ``shown`` where there is no budget."""
        if self.budget is None:
            return "shown"
        return "kept" if (self.own if self.ratio is None else self.ratio) <= self.budget else "over"


@dataclass(frozen=True)
class Row:
    """A line of the table."""

    name: str
    against: str
    measure: Callable[[Bench], Measured]


@dataclass(frozen=True)
class Result:
    """What came of a row: its figure, or why there is none."""

    row: Row
    verdict: str
    """As :attr:`Measured.verdict`, or ``failed`` or ``skipped``."""
    measured: Measured | None = None
    why: str = ""
