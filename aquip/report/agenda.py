"""What to send before a meeting, and after it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from aquip.core.outcome import outcomes
from aquip.core.readiness import next_meeting
from aquip.core.threads import carries_on
from aquip.report.document import Document, Entry
from aquip.report.text import count, day, from_today, long_day

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aquip.core.model import Item, Meeting, Record, Series

NEEDS: Final = {
    "thought-partner": "needs a thought partner",
    "action": "needs an action",
    "viewpoint": "needs another point of view",
}


@dataclass(frozen=True, slots=True)
class Minutes:
    """What the open questions of a meeting ask for, against its length, None where it has none.

    ``unknown`` counts the questions that name no minutes.
    """

    planned: int
    unknown: int
    available: int | None
    questions: int

    @classmethod
    def of(cls, series: Series, meeting: Meeting) -> Minutes:
        """Add up a meeting's minutes; its own length goes before its series'."""
        asked = [item.minutes for item in _open_questions(meeting)]
        known = [minutes for minutes in asked if minutes is not None]
        available = meeting.duration or series.duration
        return cls(sum(known), len(asked) - len(known), available, len(asked))

    @property
    def said(self) -> str:
        """The minutes in a line, empty where there is nothing to say of them."""
        if self.available is None and not self.questions:
            return ""
        if self.available is None:
            text = f"{count(self.planned, 'minute')} planned"
        elif self.planned > self.available:
            too_many = self.planned - self.available
            text = f"{self.planned} minutes planned for {self.available}: {too_many} too many"
        else:
            text = f"{self.planned} of {count(self.available, 'minute')} planned"
        without = count(self.unknown, "question")
        return f"{text}, {without} without an estimate" if self.unknown else text

    @property
    def warning(self) -> str:
        """Why it does not fit, empty where it does: a question always takes some time."""
        if self.available is None:
            return ""
        length = count(self.available, "minute")
        if self.planned > self.available:
            return (
                f"the questions ask for {count(self.planned, 'minute')}, and the meeting has "
                f"{length}: drop, shorten or put off what can wait"
            )
        if self.planned == self.available and self.unknown:
            without = count(self.unknown, "question")
            comes = "comes" if self.unknown == 1 else "come"
            return f"all {length} are planned, and {without} without an estimate {comes} on top"
        return ""


def before(record: Record, series: Series, meeting: Meeting) -> Document:
    """Lay out the agenda of a meeting, its minutes against the meeting's."""
    document = Document()
    document.heading(1, _title(series, meeting))
    document.say(_when(series, meeting))
    minutes = Minutes.of(series, meeting)
    if minutes.said:
        document.say(minutes.said)
    questions = _open_questions(meeting)
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


def _open_questions(meeting: Meeting) -> list[Item]:
    return [item for item in meeting.note.items("questions") if item.state == "open"]


def _title(series: Series, meeting: Meeting) -> str:
    return meeting.note.title or f"{series.title}, {day(meeting.date)}"


def _when(series: Series, meeting: Meeting) -> str:
    time = f", {series.time}" if series.time else ""
    zone = f" ({series.timezone})" if series.time and series.timezone else ""
    return f"{long_day(meeting.date)}{time}{zone}"


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
    need = item.need and NEEDS.get(item.need, f"needs {item.need}")
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


def _outcomes(item: Item, record: Record) -> Iterable[Entry]:
    """Yield a question with the outcomes its details tell."""
    told = outcomes(item.detail, record.settings)
    if told:
        yield Entry(item.text, "\n".join(f"- {text}" for text in told))
