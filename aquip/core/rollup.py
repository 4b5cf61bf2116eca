"""Accomplishments told in held meetings, each counted once.

One told again within 92 days (a quarter), in any series, by the same id or the same
text, is one accomplishment, dated by its first telling.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property, lru_cache

from aquip.core.gfm import plain
from aquip.core.model import Item, Link, Occurrence, Record
from aquip.core.period import Period

RETOLD = dt.timedelta(days=92)
HIGHLIGHTS = 3


@dataclass(frozen=True)
class Accomplishment:
    """Something that was achieved, and the meetings that told it, oldest first.

    Text, kind, goal and links are those of the newest telling, where they are best known.
    """

    tellings: tuple[Occurrence, ...]
    date: dt.date

    @property
    def item(self) -> Item:
        """The item as it was told last."""
        return self.tellings[-1].item

    @cached_property
    def id(self) -> str | None:
        """Its id, from whichever telling has one."""
        return self._first("id")

    @property
    def text(self) -> str:
        """What was achieved, as Markdown."""
        return self.item.text

    @cached_property
    def kind(self) -> str | None:
        """Outcome, feedback or relationship."""
        return self._first("kind")

    @cached_property
    def goal(self) -> str | None:
        """The slug of the goal it serves."""
        return self._first("goal")

    @cached_property
    def evidence(self) -> tuple[tuple[Link, Occurrence], ...]:
        """The links of every telling, each once, with the telling that has it: the newest."""
        found: dict[str, tuple[Link, Occurrence]] = {}
        for told in reversed(self.tellings):
            for link in told.item.links:
                found.setdefault(link.url, (link, told))
        return tuple(found.values())

    @property
    def links(self) -> tuple[Link, ...]:
        """The evidence by itself."""
        return tuple(link for link, _ in self.evidence)

    @cached_property
    def highlight(self) -> bool:
        """True when it was among the three that open a meeting."""
        return any(o.item.group is None and o.item.rank <= HIGHLIGHTS for o in self.tellings)

    @property
    def private(self) -> bool:
        """True when any telling is hidden."""
        return any(o.item.private or not o.meeting.note.published for o in self.tellings)

    def _first(self, name: str) -> str | None:
        return next((v for o in reversed(self.tellings) if (v := getattr(o.item, name))), None)


def accomplishments(record: Record, period: Period | None = None) -> tuple[Accomplishment, ...]:
    """List what was achieved, by date, within a period when one is given."""
    every = _every(record)
    if period is None:
        return every
    begin = bisect_left(every, period.start, key=_date)
    return every[begin : bisect_right(every, period.end, lo=begin, key=_date)]


def _date(one: Accomplishment) -> dt.date:
    return one.date


# A site asks for every quarter and goal; a record never changes, and is compared by identity.
@lru_cache(maxsize=2)
def _every(record: Record) -> tuple[Accomplishment, ...]:
    chains: list[list[Occurrence]] = []
    by_id: dict[str, list[Occurrence]] = {}
    by_text: dict[str, list[Occurrence]] = {}
    for meeting in record.meetings:
        if meeting.status != "held":
            continue
        for item in meeting.note.items("accomplishments"):
            text = plain(item.text).casefold()
            chain = by_id.get(item.id) if item.id else None
            if chain is None and _unclaimed(item, by_text.get(text)):
                chain = by_text[text]
            if chain is None or meeting.date - chain[-1].meeting.date > RETOLD:
                chain = []
                chains.append(chain)
            chain.append(Occurrence(meeting, item))
            by_text[text] = chain
            if item.id:
                by_id[item.id] = chain
    return tuple(Accomplishment(tuple(chain), chain[0].meeting.date) for chain in chains)


def _unclaimed(item: Item, chain: list[Occurrence] | None) -> bool:
    """Tell whether equal text may be the same accomplishment: two ids are two accomplishments."""
    return chain is not None and (not item.id or all(not o.item.id for o in chain))
