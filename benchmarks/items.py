"""The tracked items of a made-up series, and how each is written down."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

OWNER = "sam"


@dataclass
class Action:
    """Something agreed, from its first telling until it is done, dropped or lost."""

    id: str
    owner: str
    text: str
    due: date
    raised: date
    was: date | None = None
    detail: list[str] = field(default_factory=list)

    def lines(self, meeting: date, box: str = " ", done: date | None = None) -> list[str]:
        """The item as this meeting writes it, in the canonical order of fields."""
        fields = f"(due:: {self.due})"
        fields += f" (done:: {done})" if done else ""
        fields += f" (since:: {self.raised})" if self.raised < meeting else ""
        fields += f" (was:: {self.was})" if self.was else ""
        return [f"- [{box}] @{self.owner} {self.text} {fields} ^{self.id}", *self.detail]


@dataclass
class Question:
    """Something to talk about, tracked from meeting to meeting until it is settled."""

    id: str
    text: str
    kind: str
    need: str
    minutes: int
    raised: date
    detail: list[str] = field(default_factory=list)

    def lines(self, meeting: date, box: str = " ", outcome: str | None = None) -> list[str]:
        """The item as this meeting writes it; an outcome closes its detail."""
        fields = f"(kind:: {self.kind}) (need:: {self.need}) (min:: {self.minutes})"
        fields += f" (since:: {self.raised})" if self.raised < meeting else ""
        end = [f"  - Outcome: {outcome}"] if outcome else []
        return [f"- [{box}] {self.text} {fields} ^{self.id}", *self.detail, *end]


@dataclass
class Priority:
    """Something that matters now; its rank is its place in the list."""

    id: str
    text: str
    goal: str

    def line(self, rank: int) -> str:
        """The item at a rank, counted from 1."""
        return f"{rank}. {self.text} (goal:: {self.goal}) ^{self.id}"


class Ids:
    """Five letters and digits each, no two the same, and no two neighbours alike."""

    _SPACE = 36**5
    _STEP = 24_036_583  # prime, so that the walk meets every id once before it repeats
    _DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"

    def __init__(self, seed: int) -> None:
        self._at = seed * 7_919 % self._SPACE

    def next(self) -> str:
        """An id that was never given before."""
        self._at = (self._at + self._STEP) % self._SPACE
        rest, text = self._at, ""
        for _ in range(5):
            rest, digit = divmod(rest, 36)
            text = self._DIGITS[digit] + text
        return text
