"""Hours before a meeting as heights: an hour and a day as far apart as a day and three weeks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log10
from typing import Final

from mkdocs_aquip.charts.plot import Axis

DAY: Final = 24.0
_TICKS: Final = {
    1: "1 hour",
    6: "6 hours",
    24: "1 day",
    72: "3 days",
    168: "1 week",
    672: "4 weeks",
    2016: "12 weeks",
}
_LEAST: Final = 168
"""The picture reaches up to a week at least."""
_BELOW: Final = 0.4
"""How far below the lowest tick stands what came when the meeting had begun."""


@dataclass(frozen=True)
class Scale:
    """What the upright axis covers, in hours; ``begun`` where some came too late."""

    low: float
    top: float
    begun: bool

    @classmethod
    def of(cls, hours: Sequence[float]) -> Scale:
        """Return the scale that has room for some values, at least one."""
        ahead = [each for each in hours if each > 0] or [DAY]
        low = 6 if min(ahead) >= 6 else 1  # noqa: PLR2004 - two of the ticks
        most = max(_LEAST, *ahead)
        top = next((tick for tick in _TICKS if tick >= most), most)
        return cls(low, top, len(ahead) < len(hours))

    def height(self, hours: float) -> float:
        """Return how high a value stands; what came too late has a line of its own."""
        return log10(max(self.low, hours)) if hours > 0 else log10(self.low) - _BELOW

    @property
    def axis(self) -> Axis:
        """The axis with its ticks."""
        shown = [hours for hours in _TICKS if self.low <= hours <= self.top]
        ticks = [(log10(hours), _TICKS[hours]) for hours in shown]
        if self.begun:
            ticks.insert(0, (self.height(0), "begun"))
        return Axis(ticks, (ticks[0][0], log10(self.top)), unit="ahead")
