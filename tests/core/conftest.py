"""What the tests of the core share: a small record made of texts, no files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

import pytest

from aquip.core.model import Note, Record
from aquip.core.parse import parse
from aquip.core.record import assemble
from aquip.core.settings import Person, Settings

PEOPLE = {
    "sam": Person("sam", "Sam Reyes"),
    "morgan": Person("morgan", "Morgan Diaz"),
    "lee": Person("lee", "Lee Okafor"),
}
SETTINGS = Settings(me="sam", people=PEOPLE)
TODAY = dt.date(2026, 11, 22)

MakeRecord = Callable[..., Record]


def note_of(text: str | bytes, uri: str = "morgan/2026-11-20.md", *, public: bool = False) -> Note:
    """Parse a text as a note of the notes folder."""
    return parse(text, path=f"notes/{uri}", uri=uri, settings=SETTINGS, public=public)


@pytest.fixture
def make_record() -> MakeRecord:
    """Make a record of texts by uri; ``morgan`` is a weekly series that starts on 2026-11-06."""

    def make(
        notes: Mapping[str, str],
        today: dt.date = TODAY,
        index: str = "with: morgan\ncadence: weekly\nstarts: 2026-11-06",
    ) -> Record:
        texts = {"morgan/index.md": f"---\n{index}\n---\n# Morgan\n", **notes}
        return assemble([note_of(text, uri) for uri, text in texts.items()], SETTINGS, today)

    return make
