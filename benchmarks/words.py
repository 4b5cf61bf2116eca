"""What made-up notes say: sentences put together from ``words.toml``.

A search index, a cache or a parser behaves differently on ten sentences repeated than on prose. So
there are some two thousand names of things, and every sentence has several places to fill.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random

_DATA = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
_WORDS: dict[str, list[str]] = _DATA["words"]
_SENTENCES: dict[str, list[str]] = _DATA["sentences"]

GOALS: dict[str, tuple[str, str]] = {slug: tuple(goal) for slug, goal in _DATA["goals"].items()}
"""A goal's slug, its title and its kind."""


class Words:
    """Sentences from one seeded source, the same for the same seed."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng

    def __getitem__(self, place: str) -> str:
        """What goes into one place of a sentence; asked for by ``str.format_map``."""
        if place == "thing":
            return self.thing()
        if place in ("small", "large"):
            low, high = (2, 9) if place == "small" else (20, 95)
            return str(self._rng.randint(low, high))
        return self._rng.choice(_WORDS[place])

    def thing(self) -> str:
        """A system by its name, as code or plain."""
        name = f"{self._rng.choice(_WORDS['first'])}-{self._rng.choice(_WORDS['second'])}"
        return f"`{name}`" if self._rng.random() < 0.4 else name

    def say(self, what: str) -> str:
        """A sentence of a sort: task, feat, issue, talk or next."""
        return self._rng.choice(_SENTENCES[what]).format_map(self)

    def paragraph(self, least: int = 2, most: int = 4) -> str:
        """A few sentences, in one line."""
        return " ".join(self.say("talk") for _ in range(self._rng.randint(least, most)))
