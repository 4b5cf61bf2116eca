"""The words that notes are made of: aquip's own, and those of another language for them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Final

from aquip.core import grammar
from aquip.core.text import Span

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
            *(grammar.CONFIRMED, "with", *grammar.DIRECTIONS, grammar.NONE),
        )
    )
)
"""Every word of aquip's own that another can stand for."""


_LONGEST_NONE: Final = 32
_REFERENCE: Final = re.compile(
    rf"[(\[][ \t]*(?P<key>{grammar.FIELD_KEY.pattern})::[ \t]*\^?(?P<id>[^)\]\s]+)[ \t]*[)\]]"
)


@dataclass(frozen=True)
class Vocabulary:
    """A repository's words.

    ``words`` maps words of another language, as they are to be written, to those of
    `VOCABULARY`; of several for one meaning, the first is the one that is written.
    """

    words: Mapping[str, str] = field(default_factory=dict)

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

    def says_none(self, text: str) -> bool:
        """Tell whether a line stands for an empty list, as ``None`` and ``N/A`` do."""
        if len(text) > _LONGEST_NONE:
            return False
        said = grammar.fold_title(text)
        return said in grammar.NONE_TOO or self.meanings.get(said) == grammar.NONE

    def confirmation(self, handle: str | None) -> str:
        """Write the line that says it: after a colon in a language that has no `with` for it."""
        words, joint = self.word(grammar.CONFIRMED), self.word("with")
        bare = self.own_language and joint == "with"
        whom = (f": @{handle}" if bare else f" {joint} @{handle}") if handle else ""
        return words[:1].upper() + words[1:] + whom

    def references(self, text: str) -> Iterator[tuple[str, Span]]:
        """Yield the ids that a text refers to, as in ``(see:: id)``, and where it does."""
        if "::" not in text and text.isascii():
            return
        for match in _REFERENCE.finditer(grammar.mask(text)):
            if self.meaning(match["key"].casefold()) == "see":
                yield match["id"], Span(*match.span())
