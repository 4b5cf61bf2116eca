"""Parts of items become the site's HTML, and nothing else can."""

from __future__ import annotations

import re

import pytest

from aquip.core.parse import parse
from aquip.core.settings import Settings
from mkdocs_aquip.render.page import render
from mkdocs_aquip.render.surroundings import Surroundings
from mkdocs_aquip.render.tokens import Tokens

NOTE = "## Actions\n\n- [ ] @sam Write *it* (due:: 2026-11-27) ^a81kd\n"


def rendered(text: str) -> str:
    """Render a note."""
    note = parse(text, path="a.md", uri="a.md", settings=Settings())
    return render(note, Surroundings()).html


def spliced(text: str) -> tuple[Tokens, str]:
    """Return a note's tokens, and its text with them."""
    note = parse(text, path="a.md", uri="a.md", settings=Settings())
    tokens = Tokens(note.text)
    return tokens, tokens.splice(note.text, note.items(), 0)


def test_a_forged_token_stays_text() -> None:
    """A token copied from another note, or made up, means nothing."""
    tokens, text = spliced(NOTE)
    forged = re.findall(r"aq[0-9a-f]{24}n\d+z", text)
    html = rendered(f"{NOTE}- [ ] {' '.join(forged)} aq{'0' * 24}n0z\n")
    for token in forged:
        assert token in html
    assert tokens.part(forged[0]) is not None
    assert html.count("aq-person") == 1


def test_tokens_hold_the_notes_own_hash() -> None:
    """Two notes that differ by a byte share no token."""
    assert Tokens(NOTE).mark != Tokens(f"{NOTE}\n").mark


@pytest.mark.parametrize(
    "item",
    [
        "`(due:: 2026-11-27)` x",
        '<b title="> (due:: 2026-11-27)">x</b>',
        "[x](a.md '(due:: 2026-11-27)')",
        "![(due:: 2026-11-27)](a.png) x",
        "<!-- (due:: 2026-11-27) --> x",
    ],
)
def test_no_token_is_left_anywhere(item: str) -> None:
    """In code, attributes and comments the source stands again as it was written."""
    html = rendered(f"## Actions\n\n- [ ] @sam {item} (due:: 2026-12-01) ^a81kd\n")
    assert not re.search(r"aq[0-9a-f]{24}", html)
    assert html.count("<time") == 1


def test_restoring_every_token_gives_the_source_back() -> None:
    """Nothing of an item is lost on its way through a token."""
    text = "## Actions\n\n- [-] @sam A *b* (goal:: x) 📅 2026-11-28 (due:: 2026-11-27) ^a81kd\n"
    tokens, out = spliced(text)
    assert text.split() != out.split()
    assert text.split() == tokens.restore(out).split()


def test_emphasis_around_fields_is_read_as_in_the_source() -> None:
    """A token keeps the punctuation class of what it stands for."""
    html = rendered("## Actions\n\n- [ ] @sam *a (due:: 2026-11-27)* b **(goal:: x)**\n")
    assert re.search(r"<em>a <span[^>]*>due <time", html)
    assert re.search(r"<strong><span[^>]*>x</span></strong>", html)
