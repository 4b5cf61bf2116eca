"""What a meeting's trail says of its agenda: when it was first shared, and what came afterwards.

Pure. Old texts are asked for by the names of their blobs, and no more of them than it takes:
whoever answers may keep the answers by these names for ever.
"""

from __future__ import annotations

import datetime as dt
import zoneinfo
from collections.abc import Callable, Collection

from msgspec import Struct

from aquip.core.gfm import plain
from aquip.core.model import Note, Series
from aquip.core.readiness import AGENDA
from aquip.history.trails import Change, Trail


class Shared(Struct, frozen=True):
    """The first commit whose note has something for the agenda that was not just carried over.

    Where that is not ``known``, it is the first in sight, and there may have been an earlier one.
    None where there is none.
    """

    change: Change | None = None
    known: bool = True

    def ahead(self, begins: dt.datetime) -> dt.timedelta | None:
        """Return how long before the meeting that was; None where it was not, or is unknown.

        What is not known to be the first may be told all the same: that long at least.
        """
        return begins - self.change.commit.authored if self.change else None


def first_shared(trail: Trail, is_agenda: Callable[[str], bool]) -> Shared:
    """Find the commit that first shared an agenda.

    ``is_agenda`` tells of a blob whether the note it holds is one, see `brings_its_own`. It is
    asked in the order of time, and not again once it has said yes.
    """
    for change in reversed(trail.changes):
        if change.after and change.after != change.before and is_agenda(change.after):
            return Shared(change, trail.whole)
    return Shared(None, trail.whole)


def brings_its_own(note: Note, ids: Collection[str], texts: Collection[str]) -> bool:
    """Tell whether a note has an item for its agenda that earlier meetings did not have.

    ``ids`` and ``texts``, as `aquip.core.gfm.plain` has them, are what they had to carry over.
    Accomplishments are never carried.
    """
    return any(
        key == "accomplishments" or not (item.id in ids or plain(item.text) in texts)
        for key in AGENDA
        for item in note.items(key)
    )


def begins(series: Series, date: dt.date, otherwise: dt.tzinfo) -> dt.datetime | None:
    """Return when a meeting of a series begins; None where the series has no time of day.

    ``otherwise`` is the time zone of a series that names none, or one that nobody knows: that of
    whoever shared the agenda is the likeliest.
    """
    hour, _, minute = (series.time or "").replace(".", ":").partition(":")
    try:
        time = dt.time(int(hour), int(minute))
    except (ValueError, OverflowError):
        return None
    return dt.datetime.combine(date, time, _zone(series.timezone) or otherwise)


def edited_after(trail: Trail, moment: dt.datetime) -> tuple[Change, ...]:
    """Return the changes that were written after a moment, newest first.

    What a merge joins was written before, each on its own.
    """
    return tuple(
        change
        for change in trail.changes
        if change.kind != "merged" and change.commit.authored > moment
    )


def _zone(name: str | None) -> dt.tzinfo | None:
    try:
        return zoneinfo.ZoneInfo(name) if name else None
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return None
