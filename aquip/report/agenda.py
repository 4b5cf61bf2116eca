"""What to send before a meeting, and after it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from aquip.core.readiness import next_meeting
from aquip.core.threads import carries_on
from aquip.report.document import Document, Entry
from aquip.report.text import count, day, from_today, long_day

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aquip.core.model import Item, Meeting, Record, Series

_NEEDS: Final = {
    "thought-partner": "needs a thought partner",
    "action": "needs an action",
    "viewpoint": "needs another point of view",
}
_HIGHLIGHTS: Final = 3


def before(record: Record, series: Series, meeting: Meeting) -> Document:
    """Lay out the agenda of a meeting, its minutes against the meeting's."""
    document = Document()
    document.heading(1, _title(series, meeting))
    document.say(_when(series, meeting))
    questions = [i for i in meeting.note.items("questions") if i.state == "open"]
    duration = meeting.duration or series.duration
    if questions or duration:
        document.say(_minutes(questions, duration))
    told = [*meeting.note.items("accomplishments")]
    _section(document, record, "accomplishments", [_entry(i) for i in told])
    _section(document, record, "questions", [_entry(i, _question(i, record)) for i in questions])
    ranked = [i for i in meeting.note.items("priorities") if i.state == "open"]
    _section(document, record, "priorities", [_entry(i) for i in ranked], ordered=True)
    actions = [i for i in meeting.note.items("actions") if i.state == "open"]
    _section(document, record, "actions", [_entry(i, _owed(i, record)) for i in actions])
    if not (told or questions or ranked or actions):
        document.say("Nothing is on the agenda yet.")
    return document


def after(record: Record, series: Series, meeting: Meeting) -> Document:
    """Lay out what a meeting agreed: outcomes, who does what by when, the order of priorities."""
    document = Document()
    document.heading(1, f"{_title(series, meeting)}: what we agreed")
    document.say(_when(series, meeting))
    outcomes = [e for i in meeting.note.items("questions") for e in _outcomes(i, record)]
    if outcomes:
        document.heading(2, record.settings.label("outcome", "Outcomes"))
        document.list(outcomes)
    _agreed(document, record, meeting)
    done = [i for i in meeting.note.items("actions") if i.state == "done"]
    if done:
        document.heading(2, "Done")
        document.list([_entry(i, _by(i, record)) for i in done])
    ranked = [i for i in meeting.note.items("priorities") if i.state == "open"]
    if ranked:
        confirmed = meeting.note.confirmation is not None and meeting.note.confirmation.box == "x"
        heading = record.settings.heading("priorities")
        document.heading(2, f"{heading}, {'confirmed' if confirmed else 'not confirmed yet'}")
        document.list([_entry(i) for i in ranked], ordered=True)
    following = next_meeting(series, max(record.today, meeting.date))
    if following and following.date > meeting.date:
        document.say(f"Next meeting: {long_day(following.date)}")
    return document


def _agreed(document: Document, record: Record, meeting: Meeting) -> None:
    """List open actions by owner, what is new apart from what goes on."""
    actions = [i for i in meeting.note.items("actions") if carries_on(i)]
    if not actions:
        document.say("No action is open.")
        return
    document.heading(2, record.settings.heading("actions"))
    path = meeting.note.path
    for owner in dict.fromkeys(i.owners[:1] for i in actions):
        document.heading(3, record.settings.name(owner[0]) if owner else "Nobody yet")
        entries = []
        for item in (i for i in actions if i.owners[:1] == owner):
            thread = record.thread_at.get((path, item.line))
            new = thread is None or thread.first.meeting.note.path == path
            entries.append(
                _entry(item, _also(item, record), None if new else "still open", _due(item, record))
            )
        document.list(entries)


def _title(series: Series, meeting: Meeting) -> str:
    return meeting.note.title or f"{series.title}, {day(meeting.date)}"


def _when(series: Series, meeting: Meeting) -> str:
    time = f", {series.time}" if series.time else ""
    zone = f" ({series.timezone})" if series.time and series.timezone else ""
    return f"{long_day(meeting.date)}{time}{zone}"


def _minutes(questions: list[Item], duration: int | None) -> str:
    """Hold what the questions ask for against the length of the meeting."""
    planned = sum(item.minutes or 0 for item in questions)
    unknown = sum(item.minutes is None for item in questions)
    if duration is None:
        text = f"{count(planned, 'minute')} planned"
    elif planned > duration:
        text = f"{planned} minutes planned for {duration}: {planned - duration} too many"
    else:
        text = f"{planned} of {count(duration, 'minute')} planned"
    return f"{text}, {count(unknown, 'question')} without an estimate" if unknown else text


def _section(
    document: Document, record: Record, key: str, entries: list[Entry], *, ordered: bool = False
) -> None:
    if entries:
        document.heading(2, record.settings.heading(key))
        document.list(entries, ordered=ordered)


def _entry(item: Item, *remarks: str | None) -> Entry:
    said = ", ".join(remark for remark in remarks if remark)
    return Entry(f"{item.text} ({said})" if said else item.text, item.detail)


def _question(item: Item, record: Record) -> str | None:
    minutes = f"{item.minutes} min" if item.minutes else None
    need = item.need and _NEEDS.get(item.need, f"needs {item.need}")
    need = need and record.settings.label(item.need or "", need)
    return ", ".join(part for part in (need, minutes) if part) or None


def _names(handles: Iterable[str], record: Record) -> str:
    return ", ".join(record.settings.name(handle) for handle in handles)


def _by(item: Item, record: Record) -> str | None:
    return _names(item.owners, record) or None


def _also(item: Item, record: Record) -> str | None:
    """Name the owners beside the first, under whose name it stands."""
    return f"with {_names(item.owners[1:], record)}" if item.owners[1:] else None


def _due(item: Item, record: Record) -> str | None:
    return f"by {day(item.due, record.today)}" if item.due else None


def _owed(item: Item, record: Record) -> str | None:
    late = item.due is not None and item.due < record.today
    due = _due(item, record)
    if item.due and late:
        due = f"was due {day(item.due, record.today)}, {from_today(item.due, record.today)}"
    return ", ".join(part for part in (_by(item, record), due) if part) or None


_OUTCOME: Final = re.compile(r"[-+*]\s+(?P<word>[\w ]+?)(?::\s+|：\s*)(?P<text>\S.*)")


def _outcomes(item: Item, record: Record) -> Iterable[Entry]:
    """Yield a question with the outcomes its details tell."""
    lines = (_OUTCOME.fullmatch(line.strip()) for line in item.detail.splitlines())
    meaning = record.settings.meaning
    told = [
        f"- {match['text']}"
        for match in lines
        if match and meaning(match["word"]).lower() == "outcome"
    ]
    if told:
        yield Entry(item.text, "\n".join(told))
