"""What a note said before it said what it says: its agenda, and the steps from there.

Each step is a set of edits of the finished note, and an earlier state is the note with more of
them: none of its bytes is made up.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from aquip.core import carry, edit
from aquip.core.edit import Edit
from aquip.core.model import Item, Meeting, Note, Occurrence, Record
from aquip.core.text import Span

_AFTERWARDS: Final = ("notes", "feedback", "reflection")
"""Sections that are written when the meeting is over."""

_LATE_LINK: Final = re.compile(r"\]\((?:[^)]*/)?\d{4}-\d\d-\d\d[^)]*\.md|\]\(#")


@dataclass(frozen=True)
class States:
    """A meeting's note through time; neighbours are equal where nobody did that step."""

    agenda: str
    added: str
    """With the question that the counterpart added."""
    confirmed: str
    """With the priorities in the order that the counterpart confirmed."""
    final: str


def states(record: Record, meeting: Meeting) -> States:
    """Work out what a meeting's note said from its agenda on."""
    note = meeting.note
    head = list(_planned(note)) if meeting.status != "planned" else []
    order: list[Edit] = []
    rest: list[Edit] = []
    added = _added(record, meeting) if meeting.status != "cancelled" else None
    if meeting.status == "held":
        order = list(_order_before(record, meeting))
        rest = [*_without(note, _AFTERWARDS), *_items_before(record, meeting, leave=added)]
    settled = list(_opened(record, note, added)) if added and meeting.status == "held" else []
    taken = [_gone(note, added)] if added else settled
    ranked_anew = _confirmed(note) and any(e.text != e.span.slice(note.text) for e in order[:1])
    shared = _state(note, [*head, *order, *rest, *settled])
    return States(
        agenda=_state(note, [*head, *order, *rest, *taken]),
        added=shared,
        confirmed=_state(note, [*head, *rest, *settled]) if ranked_anew else shared,
        final=note.text,
    )


def first_page(note: Note) -> str:
    """Return a page as it was before there were meetings to link to, a goal as still open."""
    text = note.text
    if note.front.values.get("status") == "done":
        text = edit.apply(text, edit.set_meta(note, "status", "active"))
    opening, *sections = re.split(r"(?m)^(?=## )", text)
    kept = [block for block in opening.split("\n\n") if not _LATE_LINK.search(block)]
    kept += [section for section in sections if not _LATE_LINK.search(section)]
    return "\n\n".join(block.strip("\n") for block in kept if block.strip()) + "\n"


def _state(note: Note, edits: Iterable[Edit]) -> str:
    edits = list(edits)
    if not edits:
        return note.text
    return re.sub(r"\n{3,}", "\n\n", edit.apply(note.text, edits)).rstrip("\n") + "\n"


def _planned(note: Note) -> Iterator[Edit]:
    """Undo how the meeting ended."""
    yield from edit.set_meta(note, "status", "planned")
    for key in ("reason", "moved_to"):
        if key in note.front.keys:
            yield _line(note, note.front.keys[key])


def _order_before(record: Record, meeting: Meeting) -> Iterator[Edit]:
    """Undo the ranking: the order is last time's, and nobody has confirmed it."""
    note = meeting.note
    before = carry.carried(record, record.series[meeting.series], meeting.date).priorities
    now = list(note.items("priorities"))
    if before and now:
        yield Edit(Span(now[0].span.start, now[-1].span.end), carry.as_list(before))
    if note.confirmation is not None and _confirmed(note):
        yield from edit.set_box(note.confirmation, " ")


def _confirmed(note: Note) -> bool:
    return note.confirmation is not None and note.confirmation.box == "x"


def _items_before(record: Record, meeting: Meeting, leave: Item | None) -> Iterator[Edit]:
    """Undo what became of the questions and actions: agreed, answered, done, put off."""
    note = meeting.note
    for item in [*note.items("questions"), *note.items("actions")]:
        before = _before(record, meeting, item)
        if item == leave:
            continue
        if before:
            since = None if before.item.since else _raised(record, meeting, item).meeting.date
            brought = carry.carry_item(before, record.settings, since=since)
            yield Edit(item.span, brought.source)
        elif item.section == "actions":
            yield _gone(note, item)
        else:
            yield from _opened(record, note, item)


def _before(record: Record, meeting: Meeting, item: Item) -> Occurrence | None:
    """Return where an item stood open before this meeting, None when it is new here."""
    thread = record.thread_at.get((meeting.note.path, item.line))
    here = (meeting.date, meeting.name)
    every = thread.occurrences if thread else ()
    found = [o for o in every if (o.meeting.date, o.meeting.name) < here]
    return found[-1] if found and found[-1].item.state == "open" else None


def _raised(record: Record, meeting: Meeting, item: Item) -> Occurrence:
    return record.thread_at[meeting.note.path, item.line].first


def _opened(record: Record, note: Note, item: Item) -> Iterator[Edit]:
    """Undo the answer to a question that is new: its box, its outcome, what others said."""
    if item.box is not None:
        yield from edit.set_box(item, " ")
    yield from edit.remove_field(note, item, "done")
    names = "|".join(re.escape(p.name.split()[0]) for p in record.settings.people.values())
    said = re.compile(rf"\n +- (?:Outcome|{names}): [^\n]*(?:\n {{4,}}[^\n]*)*")
    for match in said.finditer(note.text, item.head.end, item.span.end):
        yield Edit(Span(*match.span()), "")


def _added(record: Record, meeting: Meeting) -> Item | None:
    """Choose the question that the counterpart added: what they ask, or might have written."""
    with_ = record.series[meeting.series].with_
    if with_ is None or with_ not in record.settings.people:
        return None
    name = record.settings.people[with_].name.split()[0]
    new = [i for i in meeting.note.items("questions") if not _before(record, meeting, i)]
    for item in reversed(new):
        if item.text.startswith(f"{name} asks"):
            return item
    # The owner's voice, whom the owner speaks to, and what nobody knew the day before.
    own = re.compile(rf"\b(?:I|me|my|mine|you|You|this morning|{re.escape(name)})\b")
    might = [i for i in new if not own.search(f"{i.text} {_plain(i.detail)}")]
    return might[-1] if might else None


def _plain(detail: str) -> str:
    """Return a question's details less its outcomes, which are written later."""
    return "\n".join(line for line in detail.split("\n") if "Outcome:" not in line)


def _without(note: Note, keys: tuple[str, ...]) -> Iterator[Edit]:
    for section in note.sections:
        if section.key in keys:
            yield Edit(Span(section.heading.start, section.body.end), "")


def _gone(note: Note, item: Item) -> Edit:
    return _line(note, item.span)


def _line(note: Note, span: Span) -> Edit:
    """Remove the lines that a span stands on."""
    start = note.text.rfind("\n", 0, span.start) + 1
    end = note.text.find("\n", span.end - 1)
    return Edit(Span(start, len(note.text) if end < 0 else end + 1), "")
