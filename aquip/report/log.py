"""The audit trail of an item or of a meeting, for the terminal and as plain data."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from aquip.core.gfm import plain
from aquip.report import events as words
from aquip.report.text import count, day, flat, visible

if TYPE_CHECKING:
    from aquip.core.events import Event
    from aquip.core.model import Meeting, Occurrence

UNKNOWN: Final = "?"
"""Stands for what this clone can't tell."""
_PENDING: Final = "not committed yet"
_SHORT: Final = 7
_STYLES: Final = {"done": "green", "lost": "yellow", "dropped": "dim", "carried": "dim"}
_HOUR: Final = dt.timedelta(hours=1)
_MINUTE: Final = dt.timedelta(minutes=1)
_DAYS: Final = 2
"""From so many days on, hours are not worth saying."""


@dataclass(frozen=True, slots=True)
class Made:
    """A commit as it may be shown: ``author`` is a handle with its ``@`` where that is known.

    ``subject`` is None where it must not be shown.
    """

    sha: str
    author: str
    when: dt.datetime
    subject: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """Events, and what made them: None where they are ``pending``, or nobody can tell.

    ``late`` says that the meeting had been held already.
    """

    events: Sequence[Event]
    made: Made | None = None
    pending: bool = False
    late: bool = False


def rows(entries: Iterable[Entry]) -> list[dict[str, Any]]:
    """Return the events as JSON has them: `aquip.report.events.row`, and what is said of commits.

    ``pending`` tells what is not committed yet from what is too old to be known: neither has a
    commit. ``subject`` is null where it may touch on something private.
    """
    return [
        {
            **words.row(event, *_of(entry.made)),
            "subject": entry.made.subject if entry.made else None,
            "pending": entry.pending,
            "late": entry.late,
        }
        for entry in entries
        for event in entry.events
    ]


def _of(made: Made | None) -> tuple[str | None, str | None, str | None]:
    return (made.sha, made.author, made.when.isoformat()) if made else (None, None, None)


# --- an item ------------------------------------------------------------------------------------


def life(entries: Sequence[Entry], last: Occurrence, state: str, today: dt.date) -> RenderableType:
    """Lay out an item's life: when, who, what, which meeting shows it, and the commit."""
    item = last.item
    head = Text(flat(plain(item.text)), style="bold")
    about = [f"^{item.id}"] if item.id else []
    noun, _ = words.NOUNS[item.section]
    owners = " and ".join(f"@{owner}" for owner in item.owners)
    about.append(f"{noun} of {owners}" if owners else noun)
    about.append(state)
    several = len({event.meeting.series for entry in entries for event in entry.events}) > 1
    about += [] if several else [f"in {last.meeting.series}"]
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(max_width=16, overflow="fold")
    table.add_column(ratio=1, overflow="fold")
    table.add_column(max_width=22, overflow="fold")
    table.add_column(no_wrap=True)
    for entry in entries:
        for event in entry.events:
            meeting = event.meeting
            place = f"{meeting.series}/{meeting.name}" if several else meeting.name
            table.add_row(
                *_when(entry, today),
                _what(event, today, entry),
                Text(visible(place), style="dim"),
                _commit(entry),
            )
    return Group(head, Text(visible(", ".join(about)), style="dim"), Text(""), table)


def _what(event: Event, today: dt.date, entry: Entry) -> Text:
    text = Text(visible(words.phrase(event, today)), style=_STYLES.get(event.kind, ""))
    for line in _said(event):
        text.append(f"\n{line}", style="dim")
    if entry.pending:
        text.append(f"\n{_PENDING}", style="yellow")
    return text


def _said(event: Event) -> Iterator[str]:
    """Yield how an item was worded, or what its details say that they did not say before."""
    if event.kind != "edited" or event.before is None or event.after is None:
        return
    if words.of_details(event):
        before = event.before.splitlines()
        yield from (flat(line) for line in event.after.splitlines() if line not in before)
    else:
        yield f"was: {flat(plain(event.before))}"


def _when(entry: Entry, today: dt.date) -> tuple[Text, Text]:
    if entry.made is None:
        sign = "" if entry.pending else UNKNOWN
        return Text(sign, style="dim"), Text(sign, style="dim")
    return Text(day(entry.made.when.date(), today)), Text(flat(entry.made.author))


def _commit(entry: Entry) -> Text:
    sign = "" if entry.pending else UNKNOWN
    return Text(entry.made.sha[:_SHORT] if entry.made else sign, style="cyan")


# --- a meeting ----------------------------------------------------------------------------------


def meeting(entries: Sequence[Entry], last: Meeting, about: str, today: dt.date) -> RenderableType:
    """Lay out a meeting's commits, each with what it meant."""
    title = flat(last.note.title or "")
    head = Text(visible(f"{last.series}/{last.name}"), style="bold")
    if title:
        head.append(f"  {title}")
    parts: list[RenderableType] = [head, Text(visible(about), style="dim")]
    for entry in entries:
        parts += [Text(""), _heading(entry, today), Padding(_events(entry, today), (0, 0, 0, 2))]
    return Group(*parts)


def _heading(entry: Entry, today: dt.date) -> RenderableType:
    made = entry.made
    if made is None:
        return Text(_PENDING if entry.pending else UNKNOWN, style="yellow")
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(max_width=16, overflow="fold")
    table.add_column(ratio=1, overflow="fold")
    subject = Text(flat(made.subject or ""), style="bold")
    if entry.late:
        subject.append(f"{' ' if made.subject else ''}(after it was held)", style="yellow")
    when = f"{day(made.when.date(), today)} {made.when:%H:%M}"
    table.add_row(_commit(entry), Text(when), Text(flat(made.author)), subject)
    return table


def _events(entry: Entry, today: dt.date) -> RenderableType:
    shown = [event for event in entry.events if not words.carries_order(event)]
    if not shown:
        return Text("no change of meaning", style="dim")
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(max_width=26, overflow="fold")
    table.add_column(ratio=1, overflow="fold")
    for event in shown:
        style = _STYLES.get(event.kind, "")
        said = Text(visible(words.phrase(event, today)), style=style)
        table.add_row(said, Text(words.item_text(event), style="dim" if style == "dim" else ""))
    return table


def ahead(delta: dt.timedelta, *, known: bool = True) -> str:
    """Say how long before a meeting its agenda was shared; where not ``known``, at the latest."""
    if delta <= dt.timedelta():
        return "agenda shared once it had begun" if known else ""
    if delta.days >= _DAYS:
        said = count(delta.days, "day")
    elif delta >= _HOUR:
        said = count(delta // _HOUR, "hour")
    else:
        said = count(delta // _MINUTE, "minute")
    return f"agenda shared {said} before" if known else f"agenda shared {said} before, at least"
