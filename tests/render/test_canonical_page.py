"""`aquip fmt` and the page: a note takes another form, and GitHub shows the same of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from aquip.core.canonical import canonical, says_the_same
from aquip.core.edit import apply
from aquip.core.gfm import to_html
from aquip.core.grammar import LEAD_IN
from aquip.core.model import Item, Note
from aquip.core.parse import parse
from aquip.core.settings import Settings
from tests.render.conftest import Examples

SETTINGS = Settings()


def note_of(text: str) -> Note:
    """Parse a meeting."""
    return parse(text, path="notes/a/2026-11-20.md", uri="a/2026-11-20.md", settings=SETTINGS)


def contexts(markdown: str) -> Iterator[str]:
    """Put an example where the format reads items: as a section's text, and within an item."""
    yield f"## Actions\n\n{markdown}"
    indented = "".join(f"  {line}" for line in markdown.splitlines(keepends=True))
    yield f"## Questions & Issues\n\n* [X] item\n\n{indented}"
    yield f"## Priorities\n\n1) {indented.lstrip(' ')}"


def leads(note: Note, item: Item) -> bool:
    """Tell whether an action begins by saying that it is one."""
    return item.section == "actions" and bool(LEAD_IN.match(item.head.slice(note.text)))


@pytest.mark.parametrize("specification", ["gfm", "commonmark"])
def test_the_specifications_examples_show_what_they_showed(
    examples: Examples, specification: str
) -> None:
    """Every example, as a note's text or in an item, has the same HTML; and twice is once."""
    changed = 0
    for number, (markdown, _) in enumerate(examples[specification], 1):
        for text in contexts(markdown):
            note = note_of(text)
            after = note_of(apply(text, canonical(note, SETTINGS)))
            assert to_html(after.text, unsafe=True) == to_html(text, unsafe=True), number
            assert says_the_same(note, after), number
            assert canonical(after, SETTINGS) == [], number
            changed += after.text != text
    assert changed > len(examples[specification])


def test_real_notes_show_what_they_showed(corpus: Path) -> None:
    """So has every note of the corpus, whose own bullets and boxes are many kinds."""
    changed = 0
    for path in sorted(corpus.rglob("*.md")):
        text = path.read_bytes().decode()
        note = note_of(text)
        after = note_of(apply(text, canonical(note, SETTINGS)))
        if not any(item.fields or item.owners or leads(note, item) for item in note.items()):
            assert to_html(after.text, unsafe=True) == to_html(text, unsafe=True), path
        assert says_the_same(note, after), path
        assert canonical(after, SETTINGS) == [], path
        changed += after.text != text
    assert changed
