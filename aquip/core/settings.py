"""What a repository has set: people, section names, vocabulary, rules. Plain data.

``aquip.config`` reads these from ``mkdocs.yml``; the core only receives them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final, Literal

from aquip.core import grammar
from aquip.core.vocabulary import Vocabulary

if TYPE_CHECKING:
    from aquip.core.paragraph import Parts

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


@dataclass(frozen=True)
class Settings(Vocabulary):
    """Everything a repository can set that changes what its notes mean.

    ``series`` holds the front matter of series that have no index.md of their own.
    ``rules`` maps rule codes to severities, where they differ from the default.
    Without ``history``, git's history of the notes is not theirs, as that of an example is not:
    site and rules leave it alone.
    """

    me: str | None = None
    people: Mapping[str, Person] = field(default_factory=dict)
    sections: tuple[SectionSpec, ...] = SECTIONS
    series: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    fiscal_year_starts: int = 1
    rules: Mapping[str, Severity] = field(default_factory=dict)
    template: str | None = None
    history: bool = True
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
    def known_heads(self) -> dict[tuple[str, bool], Parts | None]:
        """What `aquip.core.paragraph` has read already, under these settings."""
        return {}

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

    def section_label(self, key: str, default: str) -> str:
        """Return the heading the repository has set for a section, ``default`` where none."""
        return self._own_headings.get(key, default)

    @cached_property
    def _own_headings(self) -> Mapping[str, str]:
        built_in = {spec.key: spec.heading for spec in SECTIONS}
        return {s.key: s.heading for s in self.sections if s.heading != built_in[s.key]}

    def name(self, handle: str) -> str:
        """Return a person's name for display, ``@handle`` when unknown."""
        person = self.people.get(handle)
        return person.name if person else f"@{handle}"
