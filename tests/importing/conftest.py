"""Foreign notes as text, and what is made of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import pytest

from aquip.core.parse import parse
from aquip.core.settings import Person, Settings
from aquip.importing.compose import compose
from aquip.importing.model import Options, Refusal, Source
from aquip.importing.reading import read

if TYPE_CHECKING:
    from aquip.core.model import Note
    from aquip.importing.model import Draft

PEOPLE = {"sam": "Sam Reyes", "morgan": "Morgan Diaz", "lee": "Lee Ko"}


class Import(Protocol):
    """Imports one text."""

    def __call__(self, text: str, name: str = ..., *, day_first: bool | None = ...) -> list[Note]:
        """Return the notes that ``text``, in a file of this name, becomes."""


@pytest.fixture
def options() -> Options:
    """Three known people, and initials for one more."""
    people = {handle: Person(handle, name) for handle, name in PEOPLE.items()}
    return Options(Settings(me="sam", people=people), {"SC": "sarah", "KK": "kim"})


@pytest.fixture
def drafts(options: Options) -> object:
    """Read a text into drafts, or the reason why there are none."""

    def run(text: str, name: str = "vault/2024-03-15.md") -> list[Draft] | Refusal:
        return read(Source(name, name, text), options)

    return run


@pytest.fixture
def imported(options: Options) -> Import:
    """Import a text into notes as they are written, ids aside."""

    def run(
        text: str, name: str = "vault/2024-03-15.md", *, day_first: bool | None = None
    ) -> list[Note]:
        own = Options(options.settings, options.people, day_first)
        found = read(Source(name, name, text), own)
        assert not isinstance(found, Refusal), found.cause
        return [
            parse(compose(one, own.settings), path="n.md", uri="m/n.md", settings=own.settings)
            for one in found
        ]

    return run
