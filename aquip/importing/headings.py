"""Which section a heading opens: by the settings' own names, else by what people call it."""

from __future__ import annotations

import re
from typing import Final

from aquip.core.grammar import fold_title
from aquip.core.settings import Settings

_PHRASES: Final[dict[str, str]] = {
    phrase: key
    for key, phrases in {
        "accomplishments": "accomplishments, accomplishment, wins, win, highlights, achievements, "
        "successes, victories, celebrations, what went well, good news, wins and highlights",
        "questions": "questions, question, issues, questions and issues, agenda, agenda items, "
        "agenda item, topics, topics to discuss, discussion topics, discussion points, "
        "talking points, items to discuss, things to discuss, to discuss, blockers, blocked, "
        "impediments, roadblocks, challenges, concerns, risks, risks and issues, help needed",
        "priorities": "priorities, priority, top priorities, focus, focus areas",
        "actions": "actions, action, action items, action item, action points, action point, "
        "actions and next steps, action items and next steps, next steps, next step, "
        "next actions, follow ups, follow up, followups, followup, to do, to dos, todo, todos, "
        "todo list, to do list, tasks, task list, action list, action log, commitments, "
        "action register",
        "notes": "notes, discussion, discussion notes, general discussion, minutes",
        "feedback": "feedback",
        "reflection": "reflection, reflections, retrospective, retro",
        "resources": "resources, links, useful links, collateral, references, attachments, "
        "further reading",
    }.items()
    for phrase in phrases.split(", ")
}
_MODIFIERS: Final = frozenset(
    re.findall(
        r"\w+",
        "the, our, my, your, all, any, new, old, open, current, previous, last, past, "
        "outstanding, pending, main, key, other, weekly, monthly, today, todays, this, s, "
        "week, month, meeting, meetings, from, for, of, in, review, reviews, reviewed, min, "
        "mins, minutes, agreed, since, standing, first, second, our, team, status",
    )
)
_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_NUMBERS = re.compile(r"\b\d+\b")


def key_of(title: str, settings: Settings) -> str | None:
    """Return the key of the section that a heading opens, None where it is one's own."""
    folded = fold_title(title)
    if found := settings.section_by_title.get(folded):
        return found
    bare = " ".join(
        _NUMBERS.sub(" ", fold_title(_BRACKETED.sub(" ", title.replace("&", " and ")))).split()
    )
    words = bare.split()
    for phrase in (bare, " ".join(word for word in words if word not in _MODIFIERS)):
        if found := settings.section_by_title.get(phrase) or _PHRASES.get(phrase):
            return found
    return None


def says_more(title: str, settings: Settings) -> bool:
    """Tell whether a heading that opens a section says more than that: Actions from last week."""
    folded = fold_title(title)
    return folded not in settings.section_by_title and folded not in _PHRASES


def is_exact(title: str, settings: Settings) -> bool:
    """Tell whether aquip itself reads a heading, without synonyms."""
    return fold_title(title) in settings.section_by_title
