"""Notes into a `Record`: which are meetings of which series, which are goals.

A series is a folder whose ``index.md`` says ``with:``, or that the settings name.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from operator import is_
from typing import cast, get_args

from aquip.core import grammar
from aquip.core.model import Goal, Meeting, Note, Record, Series, Status
from aquip.core.settings import Settings
from aquip.core.threads import threads_again, threads_of

INDEX_STEMS = ("index", "README")
GOALS = "goals"
_NO_DATE = "no date in its front matter or file name"


def assemble(
    notes: Iterable[Note],
    settings: Settings,
    today: dt.date,
    before: Record | None = None,
    *,
    root: str = "",
) -> Record:
    """Sort notes into series, meetings and goals, and follow each item through them.

    What is made of the very notes that a record ``before`` was made of is taken from that.
    All notes stand in the folder ``root``, the notes folder itself unless it is named.
    """
    if before and (before.today, before.settings) != (today, settings):
        before = None
    met = {id(m.note): m for s in before.series.values() for m in s.meetings} if before else {}
    every = tuple(sorted(notes, key=lambda note: note.uri))
    folders: dict[str, list[Note]] = defaultdict(list)
    for note in every:
        folders[note.folder].append(note)
    indexes = {n.folder: n for n in reversed(every) if n.stem in INDEX_STEMS}
    names = {f for f, n in indexes.items() if f != root and _names_someone(n)} | set(
        settings.series
    )
    unsorted: dict[str, str] = {}
    series = {}
    for name in sorted(names):
        index = indexes.get(name)
        own = (note for note in folders[name] if note is not index)
        meetings = tuple(_meetings(name, own, today, unsorted, met))
        made = _series(name, index, meetings, settings, root)
        series[name] = _kept(made, before.series.get(name) if before else None)
    place = f"{root}/{GOALS}" if root else GOALS
    goals = {n.stem: _goal(n) for n in folders[place] if n.stem not in INDEX_STEMS and n.readable}
    return Record(
        settings=settings,
        today=today,
        notes=every,
        series=series,
        goals=goals if place not in series else {},
        threads=threads_again(series, before) if before else threads_of(series.values()),
        unsorted=unsorted,
    )


def _kept(series: Series, before: Series | None) -> Series:
    """Return the series of an earlier record where it is made of the same notes."""
    same = (
        before is not None
        and before.note is series.note
        and len(before.meetings) == len(series.meetings)
        and all(map(is_, before.meetings, series.meetings))
    )
    return before if before and same else series


def _names_someone(index: Note) -> bool:
    """Tell whether a folder's index makes it a series; a broken one must not lose its meetings."""
    broken = any(problem.kind == "front-matter-broken" for problem in index.problems)
    if broken or not index.readable:
        return grammar.WITH_KEY.search(index.text) is not None
    return "with" in index.front.values


def _meetings(
    series: str,
    notes: Iterable[Note],
    today: dt.date,
    unsorted: dict[str, str],
    known: Mapping[int, Meeting],
) -> Iterator[Meeting]:
    """Yield a folder's meetings, as ``known`` by their note's identity, else made.

    What is none goes into ``unsorted`` with the reason.
    """
    for note in notes:
        meeting = known.get(id(note))
        if meeting is not None and meeting.series == series:
            yield meeting
            continue
        if note.stem in INDEX_STEMS or note.stem.endswith(".private"):
            continue
        date = meeting_date(note)
        if date is None:
            unsorted[note.path] = _NO_DATE if note.readable else note.problems[0].message
        else:
            yield meeting_of(note, series, date, today)


def _series(
    name: str, index: Note | None, meetings: Iterable[Meeting], settings: Settings, root: str
) -> Series:
    meta = {**settings.series.get(name, {}), **(index.front.values if index else {})}
    text = partial(_text, meta)
    return Series(
        name=name,
        title=text("title") or (name.removeprefix(f"{root}/") if root else name),
        with_=grammar.handle_of(meta.get("with")),
        relation=text("relation"),
        owner=grammar.handle_of(meta.get("owner")) or settings.me,
        cadence=text("cadence"),
        starts=grammar.date_of(meta.get("starts")),
        ends=grammar.date_of(meta.get("ends")),
        time=text("time"),
        timezone=text("timezone"),
        duration=_minutes(meta.get("duration")),
        template=text("template"),
        note=index,
        meetings=tuple(sorted(meetings, key=lambda m: (m.date, m.name))),
    )


def meeting_date(note: Note) -> dt.date | None:
    """Return a meeting's date: its front matter's, else the one in its file name."""
    return grammar.date_of(note.front.values.get("date")) or grammar.date_in_name(note.stem)


def meeting_of(note: Note, series: str, date: dt.date, today: dt.date) -> Meeting:
    """Return a dated note of a series as a meeting; what it leaves open is judged on a day."""
    meta = note.front.values
    return Meeting(
        note=note,
        series=series,
        date=date,
        status=status_of(meta.get("status"), date, today),
        duration=_minutes(meta.get("duration")),
        attendees=_handles(meta.get("attendees")),
        reason=_text(meta, "reason"),
        moved_to=grammar.date_of(meta.get("moved_to")),
    )


def status_of(written: object, date: dt.date, today: dt.date) -> Status:
    """Return the status written, else planned up to the date and held after it."""
    if written in get_args(Status):
        return cast("Status", written)
    return "planned" if date >= today else "held"


def _goal(note: Note) -> Goal:
    text = partial(_text, note.front.values)
    title = text("title") or note.title or note.stem
    return Goal(note.stem, title, text("kind"), text("period"), text("status"), note)


def _text(meta: Mapping[str, object], key: str) -> str | None:
    value = meta.get(key)
    return str(value) if isinstance(value, str | int | float) and value != "" else None


def _minutes(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else None


def _handles(value: object) -> tuple[str, ...]:
    found = value if isinstance(value, list) else str(value or "").split(",")
    return tuple(handle for entry in found if (handle := grammar.handle_of(entry)))
