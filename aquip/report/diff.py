"""What changed in 1:1 terms between two states, laid out for whoever reviews it, or as data.

Meeting by meeting, a line says what it comes to and a list what happened to which item. What was
merely carried over is counted, and named from the third time on.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from aquip.core.gfm import plain
from aquip.core.outcome import outcomes
from aquip.report.document import shown
from aquip.report.events import (
    NOUNS,
    OFTEN,
    carries_order,
    of_details,
    phrase,
    row,
    stays_open,
    summary,
    summary_of_many,
)
from aquip.report.text import count, day, flat

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping, Sequence

    from aquip.core.events import Event
    from aquip.core.model import Meeting, Series
    from aquip.core.settings import Settings
    from aquip.rules import Finding

NOTHING: Final = "Nothing changed in 1:1 terms."

_ORDER: Final = ("raised", "told", "done", "dropped", "reopened", "lost", "carried")
"""What of an item is said first; all else follows."""
_STYLES: Final = {
    "raised": "cyan",
    "told": "cyan",
    "done": "green",
    "dropped": "dim",
    "lost": "red",
    "reopened": "yellow",
    "due_moved": "yellow",
}


@dataclass(frozen=True)
class Told:
    """What is to be told: events by meetings and lines, findings that are new and that are gone."""

    events: Sequence[Event]
    found: Sequence[Finding]
    mended: Sequence[Finding]
    series: Mapping[str, Series]
    settings: Settings
    today: dt.date


@dataclass(frozen=True)
class Entry:
    """What happened to one item: in words, of what text (Markdown), and what else to know of it."""

    what: str
    text: str
    more: str
    style: str


@dataclass
class Part:
    """A meeting: its name, what it comes to, what to list, and what was carried and no more."""

    title: str
    sums: str
    entries: list[Entry] = field(default_factory=list)
    carried: list[Entry] = field(default_factory=list)


def rows(told: Told) -> list[dict[str, Any]]:
    """Return the events as plain data, then the findings as events ``found`` and ``mended``."""
    meetings = {m.note.path: m for one in told.series.values() for m in one.meetings}
    return [
        *map(row, told.events),
        *(_finding_row("found", one, meetings.get(one.path)) for one in told.found),
        *(_finding_row("mended", one, meetings.get(one.path)) for one in told.mended),
    ]


def _finding_row(kind: str, finding: Finding, meeting: Meeting | None) -> dict[str, Any]:
    nothing = dict.fromkeys(("item", "text", "commit", "author", "when", "before", "after"))
    return {
        "event": kind,
        **nothing,
        "series": meeting.series if meeting else None,
        "meeting": meeting.name if meeting else None,
        "path": finding.path,
        "line": finding.line,
        "code": finding.code,
        "severity": finding.severity,
        "message": finding.message,
    }


def parts_of(told: Told) -> list[Part]:
    """Lay the events out by meeting."""
    by_meeting: dict[str, list[Event]] = defaultdict(list)
    for event in told.events:
        if not carries_order(event):
            by_meeting[event.meeting.note.path].append(event)
    return [_part(told, events) for events in by_meeting.values()]


def _part(told: Told, events: Sequence[Event]) -> Part:
    part = Part(_title(told, events[-1].meeting), summary(events, told.today))
    items: dict[int, list[Event]] = defaultdict(list)
    for event in events:
        if event.item is not None:
            items[id(event.item)].append(event)
    often = []
    for of_one in items.values():
        first = of_one[0]
        if len(of_one) > 1 or first.kind != "carried" or not stays_open(first):
            part.entries.append(_entry(told, of_one))
        elif first.carries >= OFTEN:
            often.append(_entry(told, of_one))
        else:
            part.carried.append(_entry(told, of_one))
    part.entries += often
    return part


def _title(told: Told, meeting: Meeting) -> str:
    """Name a meeting by its day and the other person: Agenda for Fri 27 Nov with Morgan Diaz."""
    series = told.series.get(meeting.series)
    whose = series.with_ if series else None
    who = f"with {told.settings.name(whose)}" if whose else f"of {meeting.series}"
    what = "Agenda for" if meeting.status == "planned" else "Meeting of"
    slug = meeting.name.removeprefix(meeting.date.isoformat()).strip("-")
    also = f" ({slug})" if slug else ""
    return flat(f"{what} {meeting.date:%a} {day(meeting.date, told.today)} {who}{also}")


def _entry(told: Told, events: Sequence[Event]) -> Entry:
    ranked = sorted(events, key=lambda e: _ORDER.index(e.kind) if e.kind in _ORDER else len(_ORDER))
    item = ranked[0].item
    if item is None or ranked[0].kind == "confirmed":
        return Entry("Order of priorities confirmed", "", "", "green")
    agreed = [text for event in ranked for text in _outcomes(told, event)]
    phrases = [
        "outcome noted" if agreed and of_details(event) else phrase(event, told.today)
        for event in ranked
    ]
    said = ", ".join(dict.fromkeys(phrases))
    noun = NOUNS.get(item.section, (item.section, ""))[0]
    style = next((_STYLES[e.kind] for e in ranked if e.kind in _STYLES), "")
    return Entry(f"{noun.capitalize()} {said}", item.text, _more(told, ranked, agreed), style)


def _outcomes(told: Told, event: Event) -> Iterator[str]:
    """Yield what a question's details tell of its outcome, and did not tell before."""
    if of_details(event):
        known = outcomes(event.before or "", told.settings)
        for text in outcomes(event.after or "", told.settings):
            if text not in known:
                yield plain(shown(text))


def _more(told: Told, events: Sequence[Event], agreed: Sequence[str]) -> str:
    """Say what was agreed, who owes an action by when, and how what was reworded read before."""
    kinds = {event.kind for event in events}
    said = [*agreed]
    item = events[0].item
    if item is not None and item.section == "actions" and item.state == "open":
        said += [f"@{owner}" for owner in item.owners]
        if item.due and "due_moved" not in kinds:
            said.append(f"due {day(item.due, told.today)}")
    for event in events:
        if event.kind == "edited" and event.before and event.after and not of_details(event):
            said.append(f"was: {plain(event.before)}")
    return ", ".join(said)


def headline(told: Told, parts: Sequence[Part]) -> tuple[str, str]:
    """Return what is changed, and what that comes to."""
    findings = _findings(told)
    if not parts:
        return (NOTHING.rstrip("."), findings) if findings else (NOTHING, "")
    if len(parts) == 1:
        title, sums = parts[0].title, parts[0].sums
    else:
        title, sums = f"{len(parts)} meetings changed", summary_of_many(told.events)
    return title, "; ".join(said for said in (sums, findings) if said)


def _findings(told: Told) -> str:
    said = [f"{count(len(told.found), 'new finding')}"] if told.found else []
    said += [f"{count(len(told.mended), 'finding')} gone"] if told.mended else []
    return ", ".join(said)


def gone(told: Told) -> list[str]:
    """Count the findings that are gone by their rules."""
    number = Counter((one.code, one.message) for one in told.mended)
    times = {key: f" ({n} times)" if n > 1 else "" for key, n in sorted(number.items())}
    return [f"{code} {flat(message)}{times[code, message]}" for code, message in times]


def unchanged(part: Part) -> str:
    """Count what was carried and no more."""
    return f"{len(part.carried)} carried without change"
