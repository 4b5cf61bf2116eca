"""The nouns of aquip: notes, sections, items, meetings, series, goals.

All are frozen. Spans are character offsets into ``Note.text``; dates are dates,
never moments; handles and ids stand without their ``@`` and ``^``.

What there are many of is made of msgspec's structs: a record has hundreds of thousands
of them, they are made and read back (`aquip.core.plain_data`) several times faster than
dataclasses, and take less memory.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from msgspec import Struct

from aquip.core.grammar import PUBLISH_KEY, is_private_name, iso_date
from aquip.core.settings import Settings
from aquip.core.text import Lines, Span

State = Literal["open", "done", "dropped"]
Status = Literal["planned", "held", "cancelled"]
NoteKind = Literal["meeting", "series", "goal", "page"]
Box = Literal[" ", "x", "-"]
FieldStyle = Literal["canonical", "bracket", "wide", "emoji", "colon"]

STATE_OF_BOX: dict[Box | None, State] = {None: "open", " ": "open", "x": "done", "-": "dropped"}


_OBSCURE = frozenset({"encoding", "front-matter-broken", "duplicate-key"})


class Problem(Struct, frozen=True, array_like=True, gc=False):
    """Something wrong in a file that parsing noticed; a rule turns it into a finding."""

    kind: str
    message: str
    span: Span


class Field(Struct, frozen=True, array_like=True, gc=False):
    """One ``(key:: value)`` of an item; ``span`` covers it, brackets included."""

    key: str
    value: str
    span: Span
    style: FieldStyle = "canonical"

    @property
    def date(self) -> dt.date | None:
        """The value as a date; None when it is none."""
        return iso_date(self.value)


class Link(Struct, frozen=True, array_like=True, gc=False):
    """A link in an item's first paragraph."""

    text: str
    url: str


class Item(Struct, frozen=True, array_like=True, gc=False):
    """A top-level list item of a recognised section.

    ``span`` runs from the bullet to the item's last visible character; ``head``
    covers the first paragraph after bullet and box. ``text`` is the head's
    source without box, owners, fields and id, its lines joined by one space.
    ``detail`` is the source of all that follows the head, dedented.
    """

    section: str
    span: Span
    head: Span
    line: int
    column: int
    bullet: str
    box: Box | None
    box_span: Span | None
    text: str
    owners: tuple[str, ...] = ()
    owners_span: Span | None = None
    mentions: tuple[str, ...] = ()
    fields: tuple[Field, ...] = ()
    id: str | None = None
    id_span: Span | None = None
    rank: int = 0
    ordered: bool = False
    group: str | None = None
    private: bool = False
    detail: str = ""
    links: tuple[Link, ...] = ()
    ignores: frozenset[str] = frozenset()

    @property
    def state(self) -> State:
        """What the box says; no box is open."""
        return STATE_OF_BOX[self.box]

    def value(self, key: str) -> str | None:
        """Return the value of the first field called ``key``, None without one."""
        for one in self.fields:
            if one.key == key:
                return one.value
        return None

    def date(self, key: str) -> dt.date | None:
        """Return the first field called ``key`` as a date, None without a valid one."""
        for one in self.fields:
            if one.key == key:
                return one.date
        return None

    @property
    def due(self) -> dt.date | None:
        """When it is due."""
        return self.date("due")

    @property
    def done(self) -> dt.date | None:
        """When it was done, as its field says."""
        return self.date("done")

    @property
    def since(self) -> dt.date | None:
        """When it was first raised, as its field says."""
        return self.date("since")

    @property
    def was(self) -> tuple[dt.date, ...]:
        """Due dates it had before, oldest first."""
        return tuple(f.date for f in self.fields if f.key == "was" and f.date)

    @property
    def kind(self) -> str | None:
        """Its kind, in the vocabulary of its section."""
        return self.value("kind")

    @property
    def need(self) -> str | None:
        """What a question needs from the other person."""
        return self.value("need")

    @property
    def goal(self) -> str | None:
        """The slug of the goal it serves."""
        return self.value("goal")

    @property
    def minutes(self) -> int | None:
        """How many minutes of the meeting it asks for."""
        value = self.value("min")
        return int(value) if value and value.isascii() and value.isdecimal() else None

    @property
    def see(self) -> tuple[str, ...]:
        """Ids of the items it refers to."""
        return tuple(f.value.removeprefix("^") for f in self.fields if f.key == "see")


class Section(Struct, frozen=True, array_like=True, gc=False):
    """A heading of level 2 or 3 and what stands under it; ``key`` is None when not recognised.

    ``heading`` covers the heading's lines, ``body`` all that follows up to the
    section's end.
    """

    key: str | None
    title: str
    level: int
    heading: Span
    body: Span
    items: tuple[Item, ...] = ()


class Answer(Struct, frozen=True, array_like=True, gc=False):
    """A line of a reflection, ``Question: answer``.

    ``key`` is one of as-expected, effective, worth and next.
    """

    key: str
    value: str
    span: Span
    line: int
    private: bool = False


@dataclass(frozen=True)
class Feedback:
    """An item of a feedback section: who gave it to whom, and where it stands."""

    direction: Literal["from", "to"] | None
    handle: str | None
    text: str
    item: Item


class LinkTarget(Struct, frozen=True, array_like=True, gc=False):
    """A relative link or image of a note: the address as written, decoded, and its line."""

    url: str
    line: int
    image: bool = False


class FrontMatter(Struct, frozen=True, array_like=True, gc=False):
    """A note's YAML: values by key, and where each key and its value stand.

    ``span`` covers the YAML between the markers, ``block`` the markers as well;
    both are None in a note without front matter.
    """

    values: dict[str, object] = {}
    keys: dict[str, Span] = {}
    places: dict[str, Span] = {}
    span: Span | None = None
    block: Span | None = None


class Note(Struct, frozen=True, array_like=True, dict=True):
    """One Markdown file, parsed.

    ``path`` is relative to the repository's root, ``uri`` to the notes folder,
    both with forward slashes.
    ``hidden`` are the line numbers between private markers, markers included.
    A note whose bytes are no UTF-8 has ``readable`` False and no content.
    """

    path: str
    uri: str
    text: str
    front: FrontMatter = FrontMatter()
    sections: tuple[Section, ...] = ()
    answers: tuple[Answer, ...] = ()
    confirmation: Item | None = None
    links: tuple[LinkTarget, ...] = ()
    anchors: frozenset[str] = frozenset()
    title: str | None = None
    hidden: frozenset[int] = frozenset()
    problems: tuple[Problem, ...] = ()
    ignores: frozenset[str] = frozenset()
    readable: bool = True

    @cached_property
    def lines(self) -> Lines:
        """Where its lines are."""
        return Lines(self.text)

    @cached_property
    def key(self) -> str:
        """A hash of its place and its text: notes with equal keys are equal."""
        data = f"{self.uri}\0{self.text}".encode("utf-8", "surrogatepass")
        return hashlib.blake2b(data, digest_size=16).hexdigest()

    @property
    def whole(self) -> bool:
        """False where no tool is to change it: its bytes are no text, or a merge is unfinished."""
        return self.readable and all(p.kind != "conflict-marker" for p in self.problems)

    @property
    def stem(self) -> str:
        """The file's name without its ending."""
        return self.uri.rpartition("/")[2].removesuffix(".md")

    @property
    def folder(self) -> str:
        """The folder below the notes folder, empty for the notes folder itself."""
        return self.uri.rpartition("/")[0]

    @cached_property
    def published(self) -> bool:
        """False with ``publish: false`` in front matter, or a private file's name.

        Fails closed: so does whatever else ``publish`` says that is not true, and the mere
        key where the front matter can't be understood.
        """
        if is_private_name(self.uri):
            return False
        if any(p.kind in _OBSCURE for p in self.problems) and PUBLISH_KEY.search(self.text):
            return False
        said = (value for key, value in self.front.values.items() if key.casefold() == "publish")
        return all(value is True for value in said)

    def items(self, key: str | None = None) -> Iterator[Item]:
        """Yield the items of the sections called ``key``, of all sections without one."""
        for section in self.sections:
            if key is None or section.key == key:
                yield from section.items

    def section(self, key: str) -> Section | None:
        """Return the first section called ``key``."""
        return next((s for s in self.sections if s.key == key), None)


class Meeting(Struct, frozen=True, gc=False):
    """A dated note of a series."""

    note: Note
    series: str
    date: dt.date
    status: Status
    duration: int | None = None
    attendees: tuple[str, ...] = ()
    reason: str | None = None
    moved_to: dt.date | None = None

    @property
    def name(self) -> str:
        """The file's stem: the date, with a slug for a second meeting that day."""
        return self.note.stem

    def answer(self, key: str) -> str | None:
        """Return a reflection's answer."""
        return next((a.value for a in self.note.answers if a.key == key), None)


@dataclass(frozen=True, eq=False)
class Series:
    """A relationship: one folder of meetings, in order of date.

    Series are compared by identity, so that what is worked out of one can be remembered.
    """

    name: str
    title: str
    with_: str | None = None
    relation: str | None = None
    owner: str | None = None
    cadence: str | None = None
    starts: dt.date | None = None
    ends: dt.date | None = None
    time: str | None = None
    timezone: str | None = None
    duration: int | None = None
    template: str | None = None
    note: Note | None = None
    meetings: tuple[Meeting, ...] = ()

    @property
    def published(self) -> bool:
        """False where all its notes are hidden, so that its very name is."""
        notes = [note for note in (self.note, *(m.note for m in self.meetings)) if note]
        return not notes or any(note.published for note in notes)

    def meeting(self, name: str) -> Meeting | None:
        """Return the meeting with this file stem."""
        return next((m for m in self.meetings if m.name == name), None)


@dataclass(frozen=True)
class Goal:
    """Something to work towards."""

    slug: str
    title: str
    kind: str | None
    period: str | None
    status: str | None
    note: Note


class Occurrence(Struct, frozen=True, gc=False):
    """An item where one meeting shows it."""

    meeting: Meeting
    item: Item


class Thread(Struct, frozen=True, gc=False):
    """One item through all the meetings that show it, oldest first: a row of every view.

    ``state``, ``lost`` and ``done`` are judged over the whole record, see
    `aquip.core.threads`. ``done`` is None while it is open or dropped.
    """

    section: str
    occurrences: tuple[Occurrence, ...]
    state: State
    lost: bool
    done: dt.date | None
    due_moves: int

    @property
    def newest(self) -> Occurrence:
        """Where it stands now."""
        return self.occurrences[-1]

    @property
    def first(self) -> Occurrence:
        """Where it was raised, as far as the notes tell."""
        return self.occurrences[0]

    @property
    def item(self) -> Item:
        """The item as it stands now."""
        return self.newest.item

    @property
    def since(self) -> dt.date:
        """When it was raised: its field, else its first meeting's date."""
        return self.item.since or self.first.meeting.date

    @property
    def carries(self) -> int:
        """How many meetings after its first show it."""
        return len(self.occurrences) - 1

    @property
    def private(self) -> bool:
        """True when it is hidden where it stands now, or anywhere before."""
        return any(o.item.private or not o.meeting.note.published for o in self.occurrences)

    def overdue(self, today: dt.date) -> bool:
        """Tell whether it is open after its due date."""
        return self.state == "open" and self.item.due is not None and self.item.due < today

    def age_days(self, today: dt.date) -> int:
        """Count the days from ``since`` to today, or to the day it was done.

        What a meeting to come raises is 0 days old.
        """
        return max(0, ((self.done or today) - self.since).days)


@dataclass(frozen=True, eq=False)
class Record:
    """All of a repository's notes, sorted into series, meetings and goals, on a given day.

    ``threads`` holds one row an item for actions, questions and priorities.
    ``unsorted`` names the Markdown files in series folders that are no meetings, with the reason.
    """

    settings: Settings
    today: dt.date
    notes: tuple[Note, ...]
    series: Mapping[str, Series]
    goals: Mapping[str, Goal]
    threads: tuple[Thread, ...] = ()
    unsorted: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def meetings(self) -> tuple[Meeting, ...]:
        """Every meeting of every series, in order of date, then series, then name."""
        every = (m for series in self.series.values() for m in series.meetings)
        return tuple(sorted(every, key=lambda m: (m.date, m.series, m.name)))

    @cached_property
    def note_at(self) -> Mapping[str, Note]:
        """Notes by path."""
        return {note.path: note for note in self.notes}

    @cached_property
    def meeting_at(self) -> Mapping[str, Meeting]:
        """Meetings by their note's path."""
        return {meeting.note.path: meeting for meeting in self.meetings}

    @cached_property
    def thread_at(self) -> Mapping[tuple[str, int], Thread]:
        """Threads by where each of their occurrences stands: path and line."""
        return {
            (o.meeting.note.path, o.item.line): thread
            for thread in self.threads
            for o in thread.occurrences
        }

    @cached_property
    def thread_by_id(self) -> Mapping[str, Thread]:
        """Threads by the id of their item."""
        return {o.item.id: t for t in self.threads for o in t.occurrences if o.item.id}

    @cached_property
    def told_by_id(self) -> Mapping[str, Occurrence]:
        """Accomplishments and feedback by their id, where they were told last."""
        return {
            item.id: Occurrence(meeting, item)
            for meeting in self.meetings
            for section in ("accomplishments", "feedback")
            for item in meeting.note.items(section)
            if item.id
        }
