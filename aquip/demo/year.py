"""The example year as commits: agendas ahead of the meetings, remarks, merges, notes afterwards.

Every agenda is a pull request. Most leave a merge commit, some are squashed into one commit.
"""

from __future__ import annotations

import datetime as dt
import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final
from zoneinfo import ZoneInfo

from aquip.core.model import Meeting, Note, Record, Series
from aquip.demo.states import States, first_page, states
from aquip.history.repository import Committer
from aquip.history.writing import Commit

_NOTICE: Final = dt.timedelta(days=14)
"""How long before a holiday its meeting is cancelled."""
_LATE: Final = dt.timedelta(hours=19)
"""How long before the meeting an agenda is shared that has become late."""
_HOUR: Final = dt.timedelta(hours=1)
_DAY: Final = dt.timedelta(days=1)


@dataclass(frozen=True)
class _Told:
    """A meeting's commits, in order; those of its pull request begin with its agenda."""

    proposed: tuple[Commit, ...]
    after: tuple[Commit, ...]

    @property
    def end(self) -> dt.datetime:
        return (*self.proposed, *self.after)[-1].when


def commits(record: Record, files: Mapping[str, bytes]) -> list[Commit]:
    """Tell the year of a record in commits, by date; the last file of each path is the final one.

    ``files`` are all files of the example by path, those too that are no notes.
    """
    told: dict[str, _Told] = {}
    for series in record.series.values():
        closed = None
        for meeting in series.meetings:
            one = _Teller(record, series, meeting).tell(closed)
            told[meeting.note.path] = one
            closed = one.end
    proposed = sorted((t.proposed for t in told.values() if t.proposed), key=lambda p: p[0].when)
    requests = (c for n, p in enumerate(proposed, start=1) for c in _request(n, p, record))
    rest = (commit for one in told.values() for commit in one.after)
    year = sorted([*requests, *rest], key=lambda commit: commit.when)
    pages = [note for note in record.notes if note.path not in told]
    begin = _begin(record, pages, files, before=year[0].when)
    finished = _finished(record, pages, {path: one.end for path, one in told.items()})
    year = sorted([begin, *year, *finished], key=lambda commit: commit.when)
    return [*_with_assets(year, files)]


class _Teller:
    """Tells one meeting."""

    def __init__(self, record: Record, series: Series, meeting: Meeting) -> None:
        self.record, self.series, self.meeting = record, series, meeting
        self.path = meeting.note.path
        time = dt.time.fromisoformat(series.time or "10:00")
        zone = ZoneInfo(series.timezone or "UTC")
        self.begin = dt.datetime.combine(meeting.date, time, zone)
        minutes = meeting.duration or series.duration or 30
        self.end = self.begin + dt.timedelta(minutes=minutes)
        self.owner = _person(record, series.owner)
        self.other = _person(record, series.with_)
        # Chance that falls the same every time; nobody commits at the full hour.
        self.chance = meeting.date.toordinal() * 13 % 59
        self.jitter = dt.timedelta(minutes=self.chance * 17 % 43, seconds=self.chance)
        self.day = f"{meeting.date.day} {meeting.date:%B %Y}"
        self.words = f"{self.day}, with {series.title}"

    @cached_property
    def said(self) -> States:
        """What the note said, step by step."""
        return states(self.record, self.meeting)

    def tell(self, closed: dt.datetime | None) -> _Told:
        """Return what was committed for the meeting, after the one before was ``closed``."""
        meeting = self.meeting
        if meeting.name != meeting.date.isoformat():  # nobody had planned it
            return _Told((), (self._notes(self.end + _DAY),))
        if meeting.status == "cancelled" and not meeting.note.sections:
            when = self.begin - _NOTICE + self.jitter
            return _Told((), (self._cancelled(max(when, closed + _HOUR if closed else when)),))
        if meeting.status == "cancelled":
            return _Told(self._proposed(closed), (self._cancelled(self.begin - _HOUR),))
        if meeting.status == "planned":
            return _Told(self._proposed(closed), ())
        said = self.said
        confirmed = self._commit(
            self.end - self.jitter / 4,
            self.other,
            f"Confirm the order of priorities, {self.day}",
            said.confirmed,
        )
        notes = self._notes(self.end + _HOUR / 2 + self.jitter)
        after = (confirmed, notes) if said.confirmed != said.added else (notes,)
        return _Told(self._proposed(closed), after)

    def _proposed(self, closed: dt.datetime | None) -> tuple[Commit, ...]:
        """Return the commits of the agenda's pull request, without its merge."""
        said = self.said
        shared = self._shared()
        if closed:
            shared = max(shared, closed + 2 * _HOUR)
        agenda = self._commit(shared, self.owner, f"Agenda for {self.words}", said.agenda)
        if said.added == said.agenda:
            return (agenda,)
        evening = _at(self.meeting.date - _DAY, 17, self.begin) + self.jitter
        message = f"Add a question to the agenda of {self.day}"
        when = self._by_today(evening, 20)
        return agenda, self._commit(max(shared + _HOUR, when), self.other, message, said.added)

    def _shared(self) -> dt.datetime:
        """Return when the agenda is there: some working days ahead, now and then too late."""
        if self.chance % 11 == 0:
            return self._by_today(self.begin - _LATE + self.jitter, 18)
        day = self.meeting.date
        for _ in range(1 + self.chance % 2):
            day -= _DAY
            while day.isoweekday() > 5:  # noqa: PLR2004 - Saturday and Sunday
                day -= _DAY
        early = self.begin.hour - 3
        return self._by_today(_at(day, early, self.begin) + self.jitter, 18)

    def _by_today(self, when: dt.datetime, hour: int) -> dt.datetime:
        """Keep within what has happened: by yesterday at an hour of the day."""
        return min(when, _at(self.record.today - _DAY, hour, self.begin) + self.jitter)

    def _notes(self, when: dt.datetime) -> Commit:
        return self._commit(when, self.owner, f"Notes of {self.words}", self.meeting.note.text)

    def _cancelled(self, when: dt.datetime) -> Commit:
        reason = self.meeting.reason or "no reason given"
        message = f"Cancel {self.words}\n\n{reason}"
        return self._commit(when, self.owner, message, self.meeting.note.text)

    def _commit(self, when: dt.datetime, who: Committer, message: str, text: str) -> Commit:
        return Commit(when, who, message, {self.path: text.encode()})


def _request(number: int, proposed: tuple[Commit, ...], record: Record) -> Iterator[Commit]:
    """Merge a pull request: as its branch and a merge commit, every fourth squashed into one."""
    first, last = proposed[0], proposed[-1]
    (path,) = first.files
    meeting = record.meeting_at[path]
    series = record.series[meeting.series]
    merger = _person(record, series.with_)
    if number % 4 == 0:
        others = sorted({c.author.name: c.author for c in proposed[1:]}.items())
        trailers = "".join(f"Co-authored-by: {n} <{o.email}>\n" for n, o in others)
        message = f"{first.message} (#{number})" + (f"\n\n{trailers.rstrip()}" if others else "")
        yield replace(last, when=last.when + _HOUR / 2, author=first.author, message=message)
        return
    branch = f"agenda-{meeting.series}-{meeting.name}"
    yield from (replace(commit, branch=branch) for commit in proposed)
    morning = min(meeting.date, record.today)
    when = _at(morning, 8, first.when) + dt.timedelta(minutes=number * 7 % 50)
    message = f"Merge pull request #{number} from {series.owner}/{branch}\n\n{first.message}"
    yield Commit(max(when, last.when + _HOUR / 3), merger, message, merges=branch)


def _begin(
    record: Record, pages: list[Note], files: Mapping[str, bytes], *, before: dt.datetime
) -> Commit:
    """Return the first commit: the configuration, the series, the goals, and no meeting yet."""
    notes = {note.path: first_page(note).encode() for note in pages}
    rest = {path: data for path, data in files.items() if not path.startswith("notes/")}
    me = _person(record, record.settings.me)
    return Commit(before - 3 * _DAY, me, "Begin my 1:1 notes", rest | notes)


def _finished(
    record: Record, pages: list[Note], ends: Mapping[str, dt.datetime]
) -> Iterator[Commit]:
    """Yield the pages that tell of meetings as they are now, each after the last it tells of."""
    me = _person(record, record.settings.me)
    for note in pages:
        if first_page(note) == note.text:
            continue
        linked = (_target(note.path, link.url) for link in note.links)
        when = max((ends[path] for path in linked if path in ends), default=max(ends.values()))
        message = f"{note.title or note.stem}: written up"
        yield Commit(when + 2 * _HOUR, me, message, {note.path: note.text.encode()})


def _with_assets(year: list[Commit], files: Mapping[str, bytes]) -> Iterator[Commit]:
    """Add pictures and the like to the first commit that shows them, else to the first of all."""
    assets = {p: d for p, d in files.items() if p.startswith("notes/") and not p.endswith(".md")}
    shown: dict[int, dict[str, bytes]] = {}
    for path, data in assets.items():
        name = path.rpartition("/")[2].encode()
        users = (i for i, c in enumerate(year) if any(name in text for text in c.files.values()))
        shown.setdefault(next(users, 0), {})[path] = data
    for index, commit in enumerate(year):
        yield replace(commit, files={**commit.files, **shown.get(index, {})})


def _target(path: str, url: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), url.partition("#")[0]))


def _at(day: dt.date, hour: int, like: dt.datetime) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(hour), like.tzinfo)


def _person(record: Record, handle: str | None) -> Committer:
    person = record.settings.people[handle or ""]
    return Committer(person.name, person.emails[0])
