"""What keeps coming back: questions that are the same matter, and matters that will not settle.

Two questions are the same matter where one refers to the other (``see``), where they say the
same, or nearly the same: where most of their telling words are the same.
A matter recurs when a note calls it a pattern, when it was raised more than once, or when it
was on the table in several meetings. Nothing else is weighed, so that each reason can be told.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Final
from unicodedata import normalize

from aquip.core.gfm import plain
from aquip.core.model import Occurrence, Record, Thread

PATTERN: Final = "pattern"
MEETINGS: Final = 3
"""A matter that so many meetings show keeps coming back: it came back twice."""
DAYS: Final = 366
"""What no meeting of so many days has shown comes back no more."""

SHARE: Final = 0.6
"""Most words: so large a share of the telling words of both questions."""
WORDS: Final = 2
WORDS_OF_SHORTER: Final = 3
"""How many words must be shared; more where they are most words of the shorter question alone."""
LETTERS: Final = 5
"""A telling word has so many letters, and few other questions have it."""
_FEW: Final = 5
_MANY: Final = 20

_WORD: Final = re.compile(r"[^\W\d_]+")
_UNSPACED: Final = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]+")


@dataclass(frozen=True)
class Matter:
    """One matter that recurs: its questions, in order of where each stands now."""

    threads: tuple[Thread, ...]

    @property
    def newest(self) -> Thread:
        """The question in its latest words: an open one, where there is one."""
        still = [thread for thread in self.threads if thread.state == "open"]
        return (still or self.threads)[-1]

    @property
    def is_open(self) -> bool:
        """Tell whether any of its questions is open."""
        return any(thread.state == "open" for thread in self.threads)

    @property
    def is_pattern(self) -> bool:
        """Tell whether a note calls it a pattern."""
        return any(thread.item.kind == PATTERN for thread in self.threads)

    @cached_property
    def meetings(self) -> tuple[Occurrence, ...]:
        """Each meeting that shows it, once, oldest first."""
        every = (occurrence for thread in self.threads for occurrence in thread.occurrences)
        by_note = {occurrence.meeting.note.path: occurrence for occurrence in every}
        return tuple(sorted(by_note.values(), key=lambda o: (o.meeting.date, o.meeting.series)))

    @property
    def series(self) -> tuple[str, ...]:
        """The series it came up in, in that order."""
        return tuple(dict.fromkeys(occurrence.meeting.series for occurrence in self.meetings))

    @property
    def since(self) -> dt.date:
        """When it was first raised."""
        return min(thread.since for thread in self.threads)

    @property
    def recurs(self) -> bool:
        """Tell whether it keeps coming back."""
        again = len(self.threads) > 1 and len(self.meetings) > 1
        return self.is_pattern or again or len(self.meetings) >= MEETINGS


def recurring(record: Record) -> tuple[Matter, ...]:
    """List what keeps coming back: what is open first, then what most meetings had."""
    first = record.today - dt.timedelta(days=DAYS)
    questions = [
        thread
        for thread in record.threads
        if thread.section == "questions" and thread.newest.meeting.date >= first
    ]
    matters = [matter for matter in map(Matter, _same(questions)) if matter.recurs]
    return tuple(sorted(matters, key=_urgency))


def _urgency(matter: Matter) -> tuple[bool, int, dt.date]:
    return (not matter.is_open, -len(matter.meetings), matter.since)


def _same(questions: Sequence[Thread]) -> Iterator[tuple[Thread, ...]]:
    """Yield the questions matter by matter."""
    leader = list(range(len(questions)))

    def find(place: int) -> int:
        while leader[place] != place:
            leader[place] = leader[leader[place]]
            place = leader[place]
        return place

    for one, other in (*_referring(questions), *_alike(questions)):
        first, second = sorted((find(one), find(other)))
        leader[second] = first
    matters: dict[int, list[Thread]] = defaultdict(list)
    for place, question in enumerate(questions):
        matters[find(place)].append(question)
    return (tuple(matter) for matter in matters.values())


def _referring(questions: Sequence[Thread]) -> Iterator[tuple[int, int]]:
    """Yield which questions refer to which."""
    place_of = {
        occurrence.item.id: place
        for place, question in enumerate(questions)
        for occurrence in question.occurrences
        if occurrence.item.id
    }
    for place, question in enumerate(questions):
        for occurrence in question.occurrences:
            yield from ((place, place_of[id_]) for id_ in occurrence.item.see if id_ in place_of)


def _alike(questions: Sequence[Thread]) -> Iterator[tuple[int, int]]:
    """Yield which questions say the same, or nearly."""
    places: dict[str, list[int]] = defaultdict(list)
    for place, question in enumerate(questions):
        places[_said(question)].append(place)
    for same in places.values():
        yield from pairwise(same)
    firsts = [same[0] for same in places.values()]
    told = [_telling(text) for text in places]
    having = Counter(word for words in told for word in words)
    # What many questions have tells none of them apart, and would make every one a candidate.
    few = min(_MANY, max(_FEW, len(told) // 20))
    words = [{word for word in each if having[word] <= few} for each in told]
    for one, other in _candidates(words):
        goals = {questions[firsts[each]].item.goal for each in (one, other)}
        same_goal = len(goals) == 1 and None not in goals
        if are_alike(words[one], words[other], same_goal=same_goal):
            yield firsts[one], firsts[other]


def are_alike(one: set[str], other: set[str], *, same_goal: bool = False) -> bool:
    """Tell whether two questions with these telling words are the same matter.

    What serves the same goal needs no third word in common.
    """
    shared = len(one & other)
    shorter, longer = sorted((len(one), len(other)))
    if shared >= WORDS and shared >= SHARE * longer:
        return True
    least = WORDS if same_goal else WORDS_OF_SHORTER
    return shared >= least and shared >= SHARE * shorter


def _candidates(words: Sequence[set[str]]) -> Iterator[tuple[int, int]]:
    """Yield the pairs that share enough words for a closer look."""
    having: dict[str, list[int]] = defaultdict(list)
    for place, each in enumerate(words):
        shared = Counter(before for word in each for before in having[word])
        yield from ((before, place) for before, n in shared.items() if n >= WORDS)
        for word in each:
            having[word].append(place)


def _said(question: Thread) -> str:
    """Return what a question says, however it is set."""
    return " ".join(normalize("NFKC", plain(question.item.text)).casefold().split())


def _telling(text: str) -> set[str]:
    """Return the words that may tell a question; of scripts without spaces, each two signs."""
    unspaced = {pair for run in _UNSPACED.findall(text) for pair in _pairs(run)}
    words = _WORD.findall(_UNSPACED.sub(" ", text))
    return unspaced | {word for word in words if len(word) >= LETTERS}


def _pairs(run: str) -> Iterable[str]:
    return (run[at : at + 2] for at in range(len(run) - 1))
