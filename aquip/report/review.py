"""The accomplishments of a period as a page for a self-review, with evidence.

The command prints it and the site has it to be copied: one function, one text. It is read
where no note is at hand, so links of notes are made whole and people have their names.
"""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Callable
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import quote, urljoin

from aquip.core import grammar
from aquip.core.model import Note
from aquip.importing.links import relinked
from aquip.report.document import Document, Entry
from aquip.report.text import count, day

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from aquip.core.model import Occurrence, Record
    from aquip.core.period import Period
    from aquip.core.rollup import Accomplishment

SourceOf = Callable[[Note, int | None], str | None]
"""Returns where a note, or a line of it, can be read; None where that is not known."""

KINDS: Final = {"outcome": "Outcomes", "feedback": "Feedback", "relationship": "Relationships"}
WITHIN: Final = {"goal": "kind", "kind": "goal", "series": "kind"}
"""What a review is arranged by, and what the rows of a group are arranged by."""

_NONE: Final = {"goal": "Beside the goals", "kind": "Other"}
_MARKUP: Final = re.compile(r"[\\`*\[\]<]|(?<!\w)_|_(?!\w)")
_HANDLE: Final = re.compile(rf"(?<![\w@./]){grammar.HANDLE}")


class Group(NamedTuple):
    """Accomplishments under one heading; ``key`` is None for those that say nothing of it."""

    key: str | None
    title: str
    rows: tuple[Accomplishment, ...]


def review(
    record: Record,
    entry_of: Callable[[Accomplishment], Entry],
    told: Sequence[Accomplishment],
    period: Period | None = None,
    by: str = "goal",
) -> Document:
    """Lay out what was achieved, by ``goal``, ``kind`` or ``series``; `in_order` has its order.

    ``entry_of`` returns what `entry` says of one.
    """
    document = Document()
    title = record.settings.section_label("accomplishments", "Accomplishments")
    document.heading(1, f"{title}, {period.name}" if period else title)
    document.say(f"{_plain(heading(record, told, period))}: {figures(told)}")
    if not told:
        document.say("None is told in these meetings. Only meetings that were held count.")
    for level, group in _headed(grouped(record, told, by), 2):
        if level > 2:  # noqa: PLR2004 - below a heading of level 2
            document.heading(2, _plain(group.title))
        for below, some in _headed(grouped(record, group.rows, WITHIN[by]), level):
            if below > level:
                document.heading(level, _plain(some.title))
            document.list([entry_of(one) for one in some.rows])
    return document


def heading(record: Record, told: Sequence[Accomplishment], period: Period | None) -> str:
    """Say whose accomplishments these are, and of what time."""
    me = record.settings.me
    who = [record.settings.name(me)] if me else []
    if not period and not told:
        return ", ".join(who)
    start, end = (period.start, period.end) if period else (told[0].date, told[-1].date)
    return ", ".join([*who, f"{day(start)} to {day(end)}"])


def figures(told: Sequence[Accomplishment]) -> str:
    """Say how many there are, and how many have evidence."""
    evident = sum(bool(one.links) for one in told)
    return f"{count(len(told), 'accomplishment')}{f', {evident} with evidence' if evident else ''}"


def grouped(record: Record, told: Iterable[Accomplishment], by: str) -> list[Group]:
    """Sort accomplishments into groups, in the order in which a review has them.

    Goals come as the record has them, those of the profession first; what serves none is last.
    """
    found: dict[str | None, list[Accomplishment]] = defaultdict(list)
    for one in told:
        found[_key(one, by)].append(one)
    return [
        Group(key, title_of(record, key, by), tuple(found[key]))
        for key in _order(record, found, by)
    ]


def in_order(record: Record, told: Sequence[Accomplishment], by: str) -> list[Accomplishment]:
    """Return accomplishments in the order in which `review` lists them."""
    groups = (grouped(record, group.rows, WITHIN[by]) for group in grouped(record, told, by))
    return [one for group in groups for some in group for one in some.rows]


def title_of(record: Record, key: str | None, by: str) -> str:
    """Return the heading of a group."""
    if key is None:
        return _NONE[by]
    if by == "kind":
        return record.settings.label(key, KINDS.get(key, key.capitalize()))
    if by == "series":
        return record.series[key].title
    goal = record.goals.get(key)
    return goal.title if goal else key


def _key(one: Accomplishment, by: str) -> str | None:
    if by == "series":
        return one.tellings[0].meeting.series
    return one.goal if by == "goal" else one.kind


def _order(record: Record, found: Iterable[str | None], by: str) -> list[str | None]:
    if by == "goal":
        goals = sorted(record.goals.values(), key=lambda goal: goal.kind == "personal")
        known = [goal.slug for goal in goals]
    else:
        known = [*(KINDS if by == "kind" else record.series)]
    place = {key: number for number, key in enumerate(known)}
    return sorted(found, key=lambda key: (key is None, place.get(key or "", len(place)), key or ""))


def _headed(groups: list[Group], level: int) -> Iterator[tuple[int, Group]]:
    """Yield groups with the level below them: a lone one that says nothing has no heading."""
    bare = [group.key for group in groups] == [None]
    return ((level if bare else level + 1, group) for group in groups)


def entry(record: Record, source_of: SourceOf, one: Accomplishment) -> Entry:
    """Return what was achieved; below it the meetings that tell it, and links of other tellings."""
    newest = one.tellings[-1]
    text = _whole(grammar.without_comments(one.text).strip(), newest.meeting.note, source_of)
    lines = [f"- Told: {', '.join(_place(record, source_of, told) for told in one.tellings)}"]
    others = [
        _whole(f"[{_plain(link.text)}](<{link.url}>)", told.meeting.note, source_of)
        for link, told in one.evidence
        if told is not newest
    ]
    if others:
        lines.append(f"- Evidence: {', '.join(others)}")
    return Entry(_named(text, record), "\n".join(lines))


def _place(record: Record, source_of: SourceOf, telling: Occurrence) -> str:
    note = telling.meeting.note
    series = _plain(record.series[telling.meeting.series].title)
    label = f"{series}, {day(telling.meeting.date)}"
    url = source_of(note, telling.item.line)
    return f"[{label}]({url})" if url else f"{label} (`{note.path}:{telling.item.line}`)"


def whole(url: str, note: Note, source_of: SourceOf) -> str:
    """Return where a note's relative link leads: on its host, else from the repository's root."""
    address = source_of(note, None)
    if address:
        return urljoin(address, quote(url))
    return quote(posixpath.normpath(posixpath.join(posixpath.dirname(note.path), url)))


def _whole(markdown: str, note: Note, source_of: SourceOf) -> str:
    """Make the relative links of a note whole."""

    def target(url: str) -> str | None:
        return None if url.startswith("data:") else whole(url, note, source_of)

    return relinked(markdown, target, lambda _: None)


def _named(markdown: str, record: Record) -> str:
    """Call people by their names, as the site does."""
    people, end, pieces = record.settings.people, 0, []
    for match in _HANDLE.finditer(grammar.mask(markdown)) if "@" in markdown else ():
        person = people.get(match.group()[1:].casefold())
        if person:
            pieces += [markdown[end : match.start()], _plain(person.name)]
            end = match.end()
    return "".join([*pieces, markdown[end:]])


def _plain(text: str) -> str:
    """Return text as Markdown in which nothing is markup."""
    return _MARKUP.sub(lambda match: f"\\{match.group()}", " ".join(text.split()))
