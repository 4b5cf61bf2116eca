"""What the pictures of time show: series with their days, and what many days have together."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from aquip.core.timeline import Doing, MarkKind
from mkdocs_aquip.charts.marks import LATE, WORDS
from mkdocs_aquip.words import day_text, plural

NOTHING: Final = Doing()


@dataclass(frozen=True, slots=True)
class Spot:
    """A day of a series, and what its meeting brought; ``won`` are accomplishments in words."""

    day: dt.date
    kind: MarkKind
    url: str | None = None
    late: bool = False
    won: tuple[str, ...] = ()
    doing: Doing = NOTHING
    effective: int | None = None

    @property
    def words(self) -> str:
        """What it is, as the pictures say it to those who point at it."""
        return ". ".join([f"{day_text(self.day)}: {self.status}", *self.facts])

    @property
    def status(self) -> str:
        """What became of the day."""
        return f"{WORDS[self.kind]}{f', {LATE}' if self.late else ''}"

    @property
    def facts(self) -> list[str]:
        """What there is to say of the meeting besides, in the words of timeline-data.js."""
        found = [f"Effective {self.effective} of 5"] if self.effective else []
        found += [plural(len(self.won), "accomplishment")] if self.won else []
        opened, closed = self.doing.opened, self.doing.closed
        if opened or closed:
            found.append(f"{plural(opened, 'action')} opened, {closed} closed")
        return found


@dataclass(frozen=True)
class Lane:
    """A series' name and its days within a picture's span, in their order."""

    title: str
    spots: tuple[Spot, ...]


@dataclass(frozen=True)
class Count:
    """What a unit of time has of each thing."""

    held: int = 0
    late: int = 0
    lost: int = 0
    planned: int = 0
    won: int = 0
    opened: int = 0
    closed: int = 0

    @property
    def meetings(self) -> int:
        """All of them, those that should have been too."""
        return self.held + self.lost + self.planned


def count(spots: Iterable[Spot]) -> Count:
    """Count what some marks stand for."""
    every = list(spots)
    kinds = Counter(spot.kind for spot in every)
    return Count(
        held=kinds["held"],
        late=sum(spot.late for spot in every),
        lost=kinds["cancelled"] + kinds["missed"],
        planned=kinds["planned"],
        won=sum(len(spot.won) for spot in every),
        opened=sum(spot.doing.opened for spot in every),
        closed=sum(spot.doing.closed for spot in every),
    )


def facts(counts: Count) -> str:
    """Say what became of a lane's meetings: 45 held, 6 not held, 9 agendas late."""
    late = f"{plural(counts.late, 'agenda')} late" if counts.late else ""
    lost = f"{counts.lost} not held" if counts.lost else ""
    return ", ".join(filter(None, (f"{counts.held} held", lost, late)))
