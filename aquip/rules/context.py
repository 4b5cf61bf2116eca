"""What a rule may look at: the record, and what the file system and git know (`Facts`).

Beside them stand the small words and places that several rules need.
"""

from __future__ import annotations

import datetime as dt
import difflib
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Final

from aquip.core import gfm, grammar
from aquip.core.model import (
    Item,
    Meeting,
    Note,
    NoteKind,
    Occurrence,
    Record,
    Series,
    State,
    Status,
    Thread,
)
from aquip.core.settings import Settings
from aquip.core.text import Span
from aquip.rules.facts import Facts, History

_SHORT: Final = 60
_RECENT: Final = dt.timedelta(days=31)


@dataclass(frozen=True, eq=False)
class Context:
    """Everything a rule is given besides the thing it looks at."""

    record: Record
    facts: Facts = field(default_factory=Facts)
    _names: dict[str, Mapping[str, str]] = field(default_factory=dict, init=False)

    @property
    def settings(self) -> Settings:
        """What the repository has set."""
        return self.record.settings

    @cached_property
    def _kinds(self) -> Mapping[str, NoteKind]:
        kinds: dict[str, NoteKind] = {}
        kinds.update((m.note.path, "meeting") for m in self.record.meetings)
        kinds.update((g.note.path, "goal") for g in self.record.goals.values())
        kinds.update((s.note.path, "series") for s in self.record.series.values() if s.note)
        return kinds

    def kind(self, note: Note) -> NoteKind:
        """Tell what a note is; whatever is no meeting, series or goal is a page."""
        return self._kinds.get(note.path, "page")

    @cached_property
    def faulty(self) -> Sequence[Note]:
        """The notes in which parsing noticed something."""
        return [note for note in self.record.notes if note.problems]

    def meetings(self, status: Status | None = None) -> Sequence[Meeting]:
        """Return the meetings, or those of one status, in order of date."""
        return self.record.meetings if status is None else self._meetings.get(status, ())

    @cached_property
    def _meetings(self) -> Mapping[Status, Sequence[Meeting]]:
        found: dict[Status, list[Meeting]] = defaultdict(list)
        for meeting in self.record.meetings:
            found[meeting.status].append(meeting)
        return found

    def recent(self, status: Status | None = None) -> Sequence[Meeting]:
        """Return the meetings whose participants can still say how they went.

        Those of the last month and to come, and the last one held of each series.
        """
        since = self.record.today - _RECENT
        return [m for m in self.meetings(status) if m.date >= since or id(m) in self._last_held]

    @cached_property
    def _last_held(self) -> frozenset[int]:
        return frozenset(id(m) for series in self.ongoing for m in held(series)[-1:])

    @cached_property
    def ongoing(self) -> Sequence[Series]:
        """The series that go on."""
        every, today = self.record.series.values(), self.record.today
        return [one for one in every if one.ends is None or one.ends >= today]

    def owner(self, series: Series) -> str | None:
        """Return whose meetings these are: the series' owner, else the repository's."""
        return series.owner or self.settings.me

    def threads(self, section: str | None = None, state: State | None = None) -> Sequence[Thread]:
        """Return the items of all meetings, or those of a section, or of a state.

        An item that consists of signs alone is a line of a template that nobody filled in.
        """
        return self._threads.get((section, state), ())

    @cached_property
    def _threads(self) -> Mapping[tuple[str | None, State | None], Sequence[Thread]]:
        found: dict[tuple[str | None, State | None], list[Thread]] = defaultdict(list)
        for thread in self.record.threads:
            if any(map(str.isalnum, thread.item.text)):
                found[thread.section, thread.state].append(thread)
        for (section, state), threads in list(found.items()):
            found[section, None] += threads
            found[None, state] += threads
            found[None, None] += threads
        return found

    def thread_of(self, item: Item) -> int | None:
        """Return a number that a priority shares with itself in other meetings, and nothing else.

        None for what is no priority.
        """
        return self._priorities.get(id(item))

    @cached_property
    def _priorities(self) -> Mapping[int, int]:
        threads = enumerate(self.threads("priorities"))
        return {id(o.item): number for number, t in threads for o in t.occurrences}

    def first_of(self, shown: Occurrence) -> Occurrence:
        """Return where a question was raised, as far as the notes tell."""
        return self._questions.get(id(shown.item), shown)

    @cached_property
    def _questions(self) -> Mapping[int, Occurrence]:
        threads = self.threads("questions")
        return {id(o.item): t.first for t in threads for o in t.occurrences[1:]}

    def items(self, note: Note) -> Sequence[Item]:
        """Return the items that stand newest in a note, so that no copy repeats a finding."""
        return self._newest.get(note.path, ())

    @cached_property
    def _newest(self) -> Mapping[str, Sequence[Item]]:
        carried = {
            id(older.item) for thread in self.record.threads for older in thread.occurrences[:-1]
        }
        return {
            note.path: [
                item
                for section in note.sections
                for item in section.items
                if id(item) not in carried
            ]
            for note in self.record.notes
        }

    @cached_property
    def said(self) -> frozenset[tuple[str, str, str]]:
        """Every section, field and value that stands in an item, where the item stands newest.

        Ten thousand items say a few hundred different things, which are looked at once.
        """
        return frozenset(
            (item.section, field.key, field.value)
            for items in self._newest.values()
            for item in items
            for field in item.fields
        )

    @cached_property
    def handles(self) -> frozenset[str]:
        """Everyone the settings and the series name."""
        named = {self.settings.me, *self.settings.people}
        for series in self.record.series.values():
            named.update((series.with_, series.owner))
        return frozenset(handle for handle in named if handle)

    @cached_property
    def ids(self) -> frozenset[str]:
        """The ids of all items of meetings."""
        items = (item for meeting in self.record.meetings for item in meeting.note.items())
        return frozenset(item.id for item in items if item.id)

    def names(self, beginning: str = "") -> Mapping[str, str]:
        """Return the paths of published notes that begin so, by the names of their files."""
        found = self._names.get(beginning)
        if found is None:
            shown = (note.path for note in self.record.notes if note.published)
            paths = (path for path in shown if path.startswith(beginning))
            found = self._names[beginning] = {path.rpartition("/")[2]: path for path in paths}
        return found

    @cached_property
    def order(self) -> Mapping[str, int]:
        """The place of each section, by its key."""
        return {spec.key: place for place, spec in enumerate(self.settings.sections)}

    @cached_property
    def history(self) -> History | None:
        """What git's history tells, None where there is none to ask."""
        return self.facts.history() if self.facts.history else None

    @cached_property
    def exists(self) -> Callable[[str], bool] | None:
        """What `Facts` know of a path, asked once for each."""
        return self.facts.exists and cache(self.facts.exists)


def held(series: Series) -> list[Meeting]:
    """Return the meetings of a series that took place, in order of date."""
    return [meeting for meeting in series.meetings if meeting.status == "held"]


def short(item: Item) -> str:
    """Return an item's visible text in quotation marks, cut at a word where it is long."""
    text = gfm.plain(item.text)
    if len(text) > _SHORT:
        text = f"{text[:_SHORT].rpartition(' ')[0] or text[:_SHORT]} …"
    return f"“{text}”"


def nearest(word: str, known: Iterable[str], alike: float = 0.6) -> str | None:
    """Return the known word most like ``word``, None when none is ``alike`` enough (0 to 1)."""
    folded = {name.casefold(): name for name in known}
    found = difflib.get_close_matches(word.casefold(), folded, n=1, cutoff=alike)
    return folded[found[0]] if found else None


def every(words: Iterable[str]) -> str:
    """Join words: a, b and c."""
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last


def either(words: Iterable[str]) -> str:
    """Join words as alternatives: a, b or c."""
    *most, last = words
    return f"{', '.join(most)} or {last}" if most else last


def broken_front_matter(note: Note) -> bool:
    """Tell whether the front matter is there but can't be read."""
    return any(problem.kind == "front-matter-broken" for problem in note.problems)


_CODE: Final = re.compile(
    r"^[ \t>]*(?P<fence>`{3,}|~{3,})[^\n]*\n.*?(?:^[ \t>]*(?P=fence)[`~]*[ \t]*$|\Z)"
    r"|(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)"
    r"|<!--.*?(?:-->|\Z)",
    re.DOTALL | re.MULTILINE,
)


def prose(note: Note) -> str:
    """Return a note's text with code and comments blanked, at equal length."""
    return _CODE.sub(lambda match: re.sub(r"[^\r\n]", " ", match.group()), note.text)


# A line that shows nothing: a bullet and a box with nothing after them, or a heading.
_HOLLOW: Final = re.compile(
    r"^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])?[ \t]*(?:\[[ xX-]\])?|#{1,6}.*)[ \t]*$"
)


def has_text(note: Note, span: Span) -> bool:
    """Tell whether anything shows in a part of a note, headings and empty items aside."""
    body = grammar.without_comments(span.slice(note.text))
    return not all(_HOLLOW.match(line) for line in body.splitlines())


def free_text(note: Note) -> Iterator[Span]:
    """Yield where free text may stand: before the first section too."""
    first = note.sections[0].heading.start if note.sections else len(note.text)
    yield Span(note.front.block.end if note.front.block else 0, first)
    yield from (section.body for section in note.sections if section.key in ("notes", None))


def see_to_it(item: Item) -> str | None:
    """Return who sees to an action: the first of its owners."""
    return item.owners[0] if item.owners else None


def head_of(item: Item) -> Span:
    """Return where an item is pointed at: from its bullet to the end of its first paragraph."""
    return Span(item.span.start, item.head.end)


def field_span(item: Item, key: str) -> Span:
    """Return where an item's field stands, its head where it has none."""
    return next((field.span for field in item.fields if field.key == key), head_of(item))


def days(count: int) -> str:
    """Write a number of days out: 1 day, 9 days."""
    return "1 day" if count == 1 else f"{count} days"


def key_span(note: Note, key: str) -> Span:
    """Return where a key of the front matter stands, the file's beginning where it does not."""
    return note.front.keys.get(key, Span(0, 0))
