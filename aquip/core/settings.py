"""What a repository has set: people, section names, vocabulary, rules. Plain data.

``aquip.config`` reads these from ``mkdocs.yml``; the core only receives them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Final, Literal

from aquip.core import grammar

Severity = Literal["off", "warning", "error"]
SectionKey = Literal[
    "accomplishments",
    "questions",
    "priorities",
    "actions",
    "notes",
    "feedback",
    "reflection",
    "resources",
]


@dataclass(frozen=True, slots=True)
class Person:
    """Someone the notes speak of. ``handle`` is lower case, without ``@``."""

    handle: str
    name: str
    emails: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SectionSpec:
    """A section of a meeting: its key, the heading aquip writes, the others it reads."""

    key: str
    heading: str
    aliases: tuple[str, ...] = ()


SECTIONS: Final = (
    SectionSpec("accomplishments", "Accomplishments", ("Wins", "Highlights", "Achievements")),
    SectionSpec(
        "questions",
        "Questions & Issues",
        ("Questions and Issues", "Blockers", "Roadblocks", "Challenges", "Topics", "Agenda"),
    ),
    SectionSpec("priorities", "Priorities", ("Focus",)),
    SectionSpec("actions", "Actions", ("Action items", "Next steps", "Follow-ups", "To do")),
    SectionSpec("notes", "Notes", ("Discussion",)),
    SectionSpec("feedback", "Feedback"),
    SectionSpec("reflection", "Reflection", ("Retrospective",)),
    SectionSpec("resources", "Resources", ("Links", "Collateral")),
)

VALUES: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = MappingProxyType(
    {
        "accomplishments": {"kind": ("outcome", "feedback", "relationship")},
        "questions": {
            "kind": ("project", "people", "pattern", "growth"),
            "need": ("thought-partner", "action", "viewpoint"),
        },
    }
)
"""The words a field may say, by section and field."""


@dataclass(frozen=True)
class Settings:
    """Everything a repository can set that changes what its notes mean.

    ``words`` maps words of another language to aquip's own (field keys, values,
    reflection questions, "Order confirmed"), both lower case.
    ``series`` holds the front matter of series that have no index.md of their own.
    ``rules`` maps rule codes to severities, where they differ from the default.
    """

    me: str | None = None
    people: Mapping[str, Person] = field(default_factory=dict)
    sections: tuple[SectionSpec, ...] = SECTIONS
    words: Mapping[str, str] = field(default_factory=dict)
    series: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    fiscal_year_starts: int = 1
    rules: Mapping[str, Severity] = field(default_factory=dict)
    template: str | None = None
    today: dt.date | None = None

    @cached_property
    def section_by_title(self) -> Mapping[str, str]:
        """Section keys by folded heading; where two share a name, the first section has it."""
        found: dict[str, str] = {}
        for spec in self.sections:
            for title in (spec.heading, *spec.aliases):
                found.setdefault(grammar.fold_title(title), spec.key)
        return found

    @cached_property
    def handle_by_name(self) -> Mapping[str, str]:
        """Handles by every way a person's name may lead an action: handle, full and first name."""
        found: dict[str, str] = {}
        for person in self.people.values():
            for name in (person.handle, person.name, person.name.split(" ")[0]):
                found.setdefault(name.casefold(), person.handle)
        return found

    def heading(self, key: str) -> str:
        """Return the heading aquip writes for a section."""
        return next(spec.heading for spec in self.sections if spec.key == key)

    def name(self, handle: str) -> str:
        """Return a person's name for display, ``@handle`` when unknown."""
        person = self.people.get(handle)
        return person.name if person else f"@{handle}"
