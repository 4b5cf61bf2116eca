"""What the next meeting of a series opens with: all that is open, and how it was ranked.

Items keep their source: text, ids, fields, details less the finished boxes, and
their privacy. ``since`` is added, so that an item tells its age by itself.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from aquip.core import edit, grammar, privacy
from aquip.core.feedback import said, waiting
from aquip.core.model import Feedback, Item, Meeting, Occurrence, Record, Series, Thread
from aquip.core.settings import Settings
from aquip.core.text import Lines, Span
from aquip.core.threads import CARRIED, carries_on

OPEN_MARK = "<!-- private -->"
CLOSE_MARK = "<!-- /private -->"


@dataclass(frozen=True)
class CarriedItem:
    r"""An item as the next meeting shows it.

    ``source`` starts with its bullet; its lines end in ``\n``.
    """

    item: Item
    origin: Meeting
    source: str
    private: bool


@dataclass(frozen=True)
class Carried:
    """All that goes into the next meeting; ``feedback`` is what nobody has taken up yet."""

    previous: Meeting | None
    questions: tuple[CarriedItem, ...] = ()
    priorities: tuple[CarriedItem, ...] = ()
    actions: tuple[CarriedItem, ...] = ()
    next_time: str | None = None
    feedback: tuple[Feedback, ...] = ()

    @property
    def items(self) -> tuple[CarriedItem, ...]:
        """Questions, priorities and actions together."""
        return (*self.questions, *self.priorities, *self.actions)


def carried(record: Record, series: Series, onto: dt.date) -> Carried:
    """Gather what a meeting of ``series`` on ``onto`` opens with, from its earlier meetings."""
    earlier = [m for m in series.meetings if m.date < onto]
    held = [m for m in earlier if m.status == "held"]
    by_section = {key: tuple(_open_items(record, series, key, onto)) for key in CARRIED}
    return Carried(
        previous=earlier[-1] if earlier else None,
        questions=by_section["questions"],
        priorities=tuple(_priorities(earlier, record.settings)),
        actions=by_section["actions"],
        next_time=_next_time(held[-1]) if held else None,
        feedback=tuple(_untaken(record, series, onto)),
    )


def lost_items(record: Record, series: Series, meeting: Meeting) -> Iterator[CarriedItem]:
    """Yield the open items of a section that ``meeting`` should show and does not."""
    for key in CARRIED:
        yield from _open_items(record, series, key, meeting.date)


def _open_items(record: Record, series: Series, key: str, onto: dt.date) -> Iterator[CarriedItem]:
    for thread in record.threads:
        meeting = thread.newest.meeting
        if (
            thread.section == key
            and meeting.series == series.name
            and meeting.date < onto
            and thread.state == "open"
            and carries_on(thread.item)
        ):
            yield carry_thread(thread, record.settings)


def carry_thread(thread: Thread, settings: Settings) -> CarriedItem:
    """Copy an item out of the note where it stands newest, and say since when it is open."""
    since = None if thread.item.since else thread.first.meeting.date
    return carry_item(thread.newest, settings, since=since)


def _priorities(earlier: list[Meeting], settings: Settings) -> Iterator[CarriedItem]:
    """Take over the order of the last meeting that had one, without what is finished."""
    ranked = next((m for m in reversed(earlier) if any(m.note.items("priorities"))), None)
    if ranked is None:
        return
    still = [i for i in ranked.note.items("priorities") if i.state == "open"]
    for number, item in enumerate(still, start=1):
        one = carry_item(Occurrence(ranked, item), settings, since=None)
        source = edit.rebulleted(one.source, f"{number}.")
        yield CarriedItem(item, ranked, source, one.private)


def carry_item(occurrence: Occurrence, settings: Settings, *, since: dt.date | None) -> CarriedItem:
    """Copy an item out of its note, ``since`` added when given."""
    note, item = occurrence.meeting.note, occurrence.item
    text = note.text
    if since:
        edits = edit.add_field(item, "since", since, settings)
        grown = sum(len(new) - (span.end - span.start) for span, new in edits)
        text = edit.apply(text, edits)
        span = Span(item.span.start, item.span.end + grown)
    else:
        span = item.span
    source = _flush(span.slice(text), item.column - 1)
    private = item.private or not note.published
    if "<!" in source:
        source, torn = _whole_markers(source)
        private = private or torn
    return CarriedItem(item, occurrence.meeting, _without_finished(source), private)


def _flush(source: str, indent: int) -> str:
    """Move an item to the left edge, its line endings made one kind."""
    lines = re.split(r"\r\n|\n|\r", source)
    strip = re.compile(rf"^ {{0,{indent}}}")
    return "\n".join([lines[0], *(strip.sub("", line) for line in lines[1:])])


def _whole_markers(source: str) -> tuple[str, bool]:
    """Keep markers that open and close within an item; where they do not, hide it whole."""
    if not privacy.hidden_lines(Lines(source)).problems:
        return source, False
    lines = map(privacy.without_markers, source.split("\n"))
    return "\n".join(line for line in lines if line is not None), True


_FINISHED = re.compile(r"^(?P<indent>[ \t]+)(?:[-+*]|\d{1,9}[.)])[ \t]+\[[xX-]\][ \t]")
_FENCE = re.compile(r"^[ \t]*(`{3,}|~{3,})")


def _without_finished(source: str) -> str:
    """Leave out the details that are ticked off or dropped, with what is nested in them.

    A private marker stays, whatever it stands in: its counterpart may hide what is kept.
    """
    kept: list[str] = []
    fence: str | None = None
    dropping: int | None = None
    for line in source.split("\n"):
        if grammar.PRIVATE_WORD.search(line):
            if line.strip() == CLOSE_MARK and kept[-1].strip() == OPEN_MARK:
                kept.pop()
            else:
                kept.append(line)
            continue
        indent = len(line) - len(line.lstrip(" \t"))
        if dropping is not None and (not line.strip() or indent > dropping):
            continue
        dropping = None
        mark = _FENCE.match(line)
        if mark and fence is None:
            fence = mark[1]
        elif mark and fence and line.strip().startswith(fence):
            fence = None
        elif fence is None and kept and _FINISHED.match(line):
            dropping = indent
            continue
        kept.append(line)
    return "\n".join(kept).rstrip()


def _next_time(meeting: Meeting) -> str | None:
    answers = (a for a in meeting.note.answers if a.key == "next" and not a.private)
    return next((a.value for a in answers if meeting.note.published), None)


def _untaken(record: Record, series: Series, onto: dt.date) -> Iterator[Feedback]:
    """Yield recent feedback to the owner that nothing has taken up."""
    for one in waiting(said(record), onto):
        shown = one.meeting.note.published and not one.item.private
        if one.meeting.series == series.name and one.feedback.direction == "from" and shown:
            yield one.feedback


def as_list(items: Iterable[CarriedItem]) -> str:
    """Write carried items one after the other, hidden ones between private markers."""
    parts: list[str] = []
    hidden = False
    for one in items:
        if one.private != hidden:
            parts.append(OPEN_MARK if one.private else CLOSE_MARK)
            hidden = one.private
        parts.append(one.source)
    if hidden:
        parts.append(CLOSE_MARK)
    return "\n".join(parts)
