"""The accomplishments of a period as a page for a self-review: by goal, by kind, with evidence."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from aquip.report.document import Document, Entry
from aquip.report.source import source_url
from aquip.report.text import count, day

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aquip.config import Config
    from aquip.core.model import Occurrence, Record
    from aquip.core.period import Period
    from aquip.core.rollup import Accomplishment

_KINDS: Final = {"outcome": "Outcomes", "feedback": "Feedback", "relationship": "Relationships"}


def review(
    record: Record, config: Config, period: Period, told: tuple[Accomplishment, ...]
) -> Document:
    """Lay out what was achieved in a period: goals in their order, then what serves none."""
    document = Document()
    title = record.settings.section_label("accomplishments", "Accomplishments")
    document.heading(1, f"{title}, {period.label}")
    who = f"{record.settings.name(record.settings.me)}, " if record.settings.me else ""
    total = count(len(told), "accomplishment")
    document.say(f"{who}{day(period.start)} to {day(period.end)}: {total}")
    if not told:
        document.say("None is told in these meetings. Only meetings that were held count.")
    by_goal: dict[str | None, list[Accomplishment]] = defaultdict(list)
    for one in told:
        by_goal[one.goal].append(one)
    for goal in (*record.goals, *sorted(g for g in by_goal if g and g not in record.goals), None):
        if by_goal[goal]:
            known = record.goals.get(goal) if goal else None
            document.heading(2, known.title if known else goal or "Beside the goals")
            _kinds(document, config, by_goal[goal])
    return document


def _kinds(document: Document, config: Config, told: list[Accomplishment]) -> None:
    by_kind: dict[str | None, list[Accomplishment]] = defaultdict(list)
    for one in told:
        by_kind[one.kind].append(one)
    others = sorted(kind for kind in by_kind if kind and kind not in _KINDS)
    for kind in (*_KINDS, *others, None):
        if by_kind[kind]:
            word = _KINDS.get(kind or "", (kind or "other").capitalize())
            document.heading(3, config.settings.label(kind or "", word))
            document.list([Entry(one.text, _evidence(config, one)) for one in by_kind[kind]])


def _evidence(config: Config, one: Accomplishment) -> str:
    """Name the meetings that tell it, and the links that other tellings had."""
    lines = [f"- {', '.join(_place(config, telling) for telling in one.tellings)}"]
    others = [link for link in one.links if link.url not in one.text]
    if others:
        lines.append(f"- {', '.join(f'[{link.text}](<{link.url}>)' for link in others)}")
    return "\n".join(lines)


def _place(config: Config, telling: Occurrence) -> str:
    note = telling.meeting.note
    label = f"{telling.meeting.series}, {day(telling.meeting.date)}"
    url = source_url(config, note.path, note.uri, telling.item.line)
    return f"[{label}]({url})" if url else f"{label} (`{note.path}:{telling.item.line}`)"


def unlabelled(told: Iterable[Accomplishment]) -> int:
    """Count the accomplishments that name neither goal nor kind, and so are hard to find."""
    return sum(one.goal is None and one.kind is None for one in told)
