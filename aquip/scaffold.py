"""The note of the next meeting: a template, filled with what the last ones left open.

A template is Markdown with Jinja's ``{{ … }}``, run in a sandbox. It may say where the
carried items go (``{{ questions }}``, ``{{ priorities }}``, ``{{ actions }}``,
``{{ reminders }}``); what it does not place is put into its section afterwards.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from aquip.core import edit
from aquip.core.carry import Carried, as_list, carried
from aquip.core.parse import parse
from aquip.core.vocabulary import VOCABULARY
from aquip.report.text import day
from aquip.template import Slot, Template

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from aquip.core.model import Note, Record, Series
    from aquip.core.settings import Settings

TRACKED: Final = ("questions", "priorities", "actions")

ICEBREAKERS: Final = (
    "What did you laugh about this week?",
    "What is the best thing you have eaten lately?",
    "Which tool could you not do without?",
    "What would you do with a free Wednesday?",
    "What are you reading, watching or playing?",
    "Who helped you lately, and do they know it?",
    "What was your first job?",
    "What would you like to be asked more often?",
    "Which meeting would you abolish?",
    "What did you learn outside work lately?",
    "Which smell takes you home?",
    "What is something small that made a day better?",
    "Whom would you like to have lunch with?",
    "What are you looking forward to?",
    "What did you change your mind about?",
    "Where would you go if the train left in an hour?",
    "Which song has been stuck in your head?",
    "What do you do when you can't sleep?",
    "What was the best advice you ignored?",
    "Which word do you overuse?",
    "What would your younger self not believe?",
    "What is on your desk that has no business there?",
    "Which skill would you like to have by morning?",
    "What was the last thing you mended?",
    "What do you like about the weather today?",
    "When did you last do something for the first time?",
    "Which question are you tired of?",
    "What makes a good week?",
    "What would you teach, given an hour and a room?",
)
"""Openers; their number shares no factor with 7 or 14, so that a weekly meeting sees them all."""


@dataclass(frozen=True)
class Target:
    """A meeting that is to be made: whose, when, and the path of its note from the root."""

    series: Series
    date: dt.date
    path: str


@dataclass(frozen=True)
class Scaffold:
    """A meeting's note before it is written, and what it carries."""

    target: Target
    text: str
    carried: Carried


def take_along(brought: Carried, others: Carried) -> Carried:
    """Add what another series leaves open to what a meeting carries anyway."""
    return replace(
        brought,
        previous=brought.previous or others.previous,
        questions=(*brought.questions, *others.questions),
        priorities=brought.priorities or others.priorities,
        actions=(*brought.actions, *others.actions),
    )


def fill(
    record: Record, target: Target, source: Template, others: Carried | None = None
) -> Scaffold:
    """Run the template, then put what it did not place where it belongs.

    ``others`` is what a series that ended leaves open, and this one takes along.
    """
    date, path = target.date, target.path
    brought = carried(record, target.series, date)
    if others:
        brought = take_along(brought, others)
    slots = {key: Slot(as_list(getattr(brought, key))) for key in TRACKED}
    slots["reminders"] = Slot("\n".join(_reminders(brought, record.settings)))
    text = source.run({**_words(record, target.series, date), **slots})
    note = _parsed(text, path, record)
    if note.front.values.get("date") != date.isoformat():
        note = _parsed(edit.apply(note.text, edit.set_meta(note, "date", date)), path, record)
    for key in TRACKED:
        items = getattr(brought, key)
        if items and not slots[key].used:
            edits = edit.append_item(note, key, as_list(items), record.settings)
            note = _parsed(edit.apply(note.text, edits), path, record)
    if not slots["reminders"].used:
        note = _parsed(_before_sections(note, str(slots["reminders"])), path, record)
    return Scaffold(target, note.text, brought)


def _parsed(text: str, path: str, record: Record) -> Note:
    return parse(text, path=path, uri=path, settings=record.settings)


def _before_sections(note: Note, text: str) -> str:
    block = text.strip()
    if not block:
        return note.text
    at = note.sections[0].heading.start if note.sections else len(note.text)
    before = note.text[:at].rstrip()
    return f"{before}\n\n{block}\n\n{note.text[at:]}".rstrip() + "\n"


def _words(record: Record, series: Series, date: dt.date) -> dict[str, object]:
    """Return what a template may name."""
    settings = record.settings
    first = [settings.name(h).split(" ")[0] for h in (series.owner, series.with_) if h]
    title_date = f"{date.day} {date:%B} {date.year}"
    if settings.own_language:
        title_date = date.isoformat()
    return {
        "date": date,
        "day": day(date),
        "long_date": f"{date.day} {date:%B} {date.year}",
        "title": f"{' & '.join(first) or series.title}, {title_date}",
        "series": {
            "name": series.name,
            "title": series.title,
            "time": series.time,
            "duration": series.duration,
        },
        "owner": series.owner,
        "with": series.with_,
        "with_name": first[-1] if series.with_ else "each other",
        "heading": {spec.key: spec.heading for spec in settings.sections},
        "word": {word: settings.word(word) for word in VOCABULARY},
        "confirmation": settings.confirmation(series.with_),
        "icebreaker": ICEBREAKERS[date.toordinal() % len(ICEBREAKERS)],
    }


def _reminders(brought: Carried, settings: Settings) -> Iterable[str]:
    """Say, where only the writer sees it, what should not be forgotten."""
    own = settings.own_language
    if brought.next_time:
        said = settings.word("next time") if own else "Next time, you said"
        yield _comment(f"{said}: {brought.next_time}")
    for one in brought.feedback:
        told = f"Feedback from @{one.handle}, not taken up yet: {one.text}"
        told = f"{settings.heading('feedback')}: {one.item.text}" if own else told
        # What takes it up says so with this.
        yield _comment(f"{told} {settings.field('see', one.item.id)}" if one.item.id else told)


def _comment(text: str) -> str:
    """Write a comment that ends where it should, whatever it quotes."""
    return f"<!-- {re.sub('-{2,}', '—', ' '.join(text.split()))} -->"
