"""What the last meetings of a series have in common: a habit is judged over several of them.

It is said once, where it can be broken: at the next meeting, while its agenda does not break
it already, else at the newest one that was held.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from aquip.core.model import Meeting, Note, Series
from aquip.core.readiness import next_meeting
from aquip.core.text import Span
from aquip.rules.context import Context, held

LAST: Final = 4
"""How many meetings a habit is judged over: a month of weekly ones."""

_STALE: Final = dt.timedelta(days=92)
_TO_LEAD: Final = (None, "manager", "skip-level", "mentor")


@dataclass(frozen=True)
class Habit:
    """The meetings that show it, oldest first, and the one at which it is said."""

    series: Series
    shown: Sequence[Meeting]
    at: Meeting

    @property
    def counted(self) -> str:
        """How often it was seen, as the end of a sentence."""
        count = "" if len(self.shown) == LAST else f"{len(self.shown)} of "
        return f"in {count}the last {LAST} meetings (since {self.shown[0].date})"


def habits(
    context: Context, shows: Callable[[Meeting, Series], bool], *, least: int = LAST
) -> Iterator[Habit]:
    """Yield a habit of each series that the owner leads: a report or a peer leads as much.

    ``least`` of the last meetings show it, the very last one among them.
    """
    today = context.record.today
    for series in context.ongoing:
        met = held(series)[-LAST:]
        if series.relation not in _TO_LEAD or len(met) < LAST or today - met[-1].date > _STALE:
            continue
        shown = [meeting for meeting in met if shows(meeting, series)]
        coming = next_meeting(series, today)
        if len(shown) < least or shown[-1] is not met[-1]:
            continue
        if coming is None or not any(coming.note.items("questions")):
            yield Habit(series, shown, coming or met[-1])
        elif shows(coming, series):
            yield Habit(series, shown, coming)


def heading(note: Note, key: str) -> Span:
    """Return where the heading of a section stands, the file's beginning where it has none."""
    section = note.section(key)
    return section.heading if section else Span(0, 0)
