"""What a repository has set: people, section names, vocabulary, rules. Plain data.

``aquip.config`` reads these from ``mkdocs.yml``; the core only receives them.
"""

from __future__ import annotations

import datetime as dt
import re
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

VOCABULARY: Final = tuple(
    dict.fromkeys(
        (
            *sorted(grammar.FIELD_KEYS),
            *(word for fields in VALUES.values() for words in fields.values() for word in words),
            *grammar.ANSWERS,
            *(word for words in grammar.CHOICES.values() for word in words),
            *(grammar.CONFIRMED, "with", *grammar.DIRECTIONS),
        )
    )
)
"""Every word of aquip's own that another can stand for."""


@dataclass(frozen=True)
class Settings:
    """Everything a repository can set that changes what its notes mean.

    ``words`` maps words of another language, as they are to be written, to those of
    `VOCABULARY`; of several for one meaning, the first is the one that is written.
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

    @cached_property
    def meanings(self) -> Mapping[str, str]:
        """The words of aquip's own by the folded words that stand for them."""
        return {grammar.fold_title(word): meaning for word, meaning in self.words.items()}

    @cached_property
    def _own(self) -> Mapping[str, str]:
        """The words to write, by what they stand for."""
        return {meaning: word for word, meaning in reversed([*self.words.items()])}

    @property
    def own_language(self) -> bool:
        """Whether the notes are in another language: aquip then writes no English into them."""
        return grammar.CONFIRMED in self._own

    @cached_property
    def colon_field(self) -> re.Pattern[str]:
        """The pattern of a date after a colon, such as ``due:2026-11-27``."""
        if not self.words:
            return grammar.COLON_FIELD
        own = (word for word, meaning in self.words.items() if meaning in grammar.COLON_KEYS)
        return grammar.colon_field((*own, *grammar.COLON_KEYS), re.IGNORECASE)

    @cached_property
    def directions(self) -> Mapping[str, str]:
        """Words that say who gave feedback to whom, with what they mean: from, to."""
        own = {word: to for word, to in self.words.items() if to in grammar.DIRECTIONS}
        return {**own, **{word: word for word in grammar.DIRECTIONS}}

    def meaning(self, word: str) -> str:
        """Return aquip's own word for one that a note says, the word itself where it has none."""
        return self.meanings.get(grammar.fold_title(word), word) if self.words else word

    def word(self, meaning: str) -> str:
        """Return the repository's word for one of aquip's own, which it may be itself."""
        return self._own.get(meaning, meaning)

    def label(self, meaning: str, default: str) -> str:
        """Return the repository's word for one of aquip's own, ``default`` where it has none."""
        return self._own.get(meaning, default)

    def value(self, key: str, value: object) -> str:
        """Return a field's value in the words of the repository."""
        return self.word(str(value)) if key in grammar.WORD_FIELDS else str(value)

    def field(self, key: str, value: object) -> str:
        """Write a field in the words of the repository."""
        return f"({self.word(key)}:: {self.value(key, value)})"

    def confirms(self, text: str) -> bool:
        """Tell whether a line says that the order of priorities is confirmed.

        Another language may say so at the end: ``@morgan と順序を確認``.
        """
        if not self.words:
            return text.casefold().startswith(grammar.CONFIRMED)
        said = grammar.fold_title(text)
        own = [word for word, meaning in self.meanings.items() if meaning == grammar.CONFIRMED]
        return said.startswith((grammar.CONFIRMED, *own)) or said.endswith(tuple(own))

    def confirmation(self, handle: str | None) -> str:
        """Write the line that says it: after a colon in a language that has no `with` for it."""
        words, joint = self.word(grammar.CONFIRMED), self.word("with")
        bare = self.own_language and joint == "with"
        whom = (f": @{handle}" if bare else f" {joint} @{handle}") if handle else ""
        return words[:1].upper() + words[1:] + whom

    def refers(self, text: str) -> bool:
        """Tell whether a text holds a reference to an item, ``(see:: id)``."""
        if "(see::" in text or not self.words:
            return "(see::" in text
        fields = grammar.FIELD_START.finditer(grammar.narrow(text))
        return any(self.meaning(field["key"]) == "see" for field in fields)

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
