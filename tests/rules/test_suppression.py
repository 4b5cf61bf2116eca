"""Inline silence: a truth table, and the places it holds for."""

from __future__ import annotations

import pytest

from aquip.core.text import Span
from aquip.rules import check
from aquip.rules.suppression import Suppression
from tests.rules.repository import MEETING, SETTINGS, record_of

ITEM = Span(100, 200)


def codes(*names: str) -> frozenset[str]:
    """Write a set of codes short."""
    return frozenset(names)


@pytest.mark.parametrize(
    ("everywhere", "within", "code", "offset", "silenced"),
    [
        pytest.param(codes(), codes(), "AQ301", 150, False, id="nothing-ignored"),
        pytest.param(codes("AQ301"), codes(), "AQ301", 0, True, id="file-same-code"),
        pytest.param(codes("AQ301"), codes(), "AQ302", 0, False, id="file-other-code"),
        pytest.param(codes("AQ3"), codes(), "AQ302", 0, True, id="file-beginning"),
        pytest.param(codes("AQ"), codes(), "AQ508", 150, True, id="file-everything"),
        pytest.param(codes(), codes("AQ301"), "AQ301", 100, True, id="item-first-character"),
        pytest.param(codes(), codes("AQ301"), "AQ301", 199, True, id="item-last-character"),
        pytest.param(codes(), codes("AQ301"), "AQ301", 200, False, id="after-the-item"),
        pytest.param(codes(), codes("AQ301"), "AQ301", 99, False, id="before-the-item"),
        pytest.param(codes(), codes("AQ301"), "AQ302", 150, False, id="item-other-code"),
        pytest.param(codes(), codes("AQ3"), "AQ302", 150, True, id="item-beginning"),
        pytest.param(codes(), codes("aq3"), "AQ302", 150, True, id="small-letters"),
        pytest.param(codes(), codes("AQ3011"), "AQ301", 150, False, id="longer-than-the-code"),
        pytest.param(codes("AQ5"), codes("AQ3"), "AQ301", 150, True, id="both-the-item-counts"),
        pytest.param(codes("AQ3"), codes("AQ5"), "AQ301", 0, True, id="both-the-file-counts"),
    ],
)
def test_what_is_silenced(
    everywhere: frozenset[str], within: frozenset[str], code: str, offset: int, silenced: bool
) -> None:
    """A code or its beginning silences, for the file or between an item's ends."""
    assert silenced == Suppression(everywhere, ((ITEM, within),)).silences(code, offset)


def findings(body: str) -> list[tuple[int, str]]:
    """Check one meeting; return lines and codes of findings about actions."""
    files = {MEETING: f"---\ndate: 2026-11-20\n---\n{body}".encode()}
    return [(f.line, f.code) for f in check(record_of(files), SETTINGS, select=["AQ5"])]


def test_a_comment_in_an_item_silences_that_item_alone() -> None:
    """In the first line or in the detail, the comment holds for its own item."""
    body = (
        "## Actions\n"
        "- [ ] one <!-- aquip: ignore AQ501, AQ504 -->\n"
        "- [ ] two\n"
        "  <!-- aquip: ignore AQ5 -->\n"
        "- [ ] three\n"
    )
    assert findings(body) == [(8, "AQ501"), (8, "AQ504")]


def test_a_comment_before_the_first_heading_silences_the_file() -> None:
    """Above the headings it holds for all items, below them for none."""
    comment = "<!-- aquip: ignore AQ501 AQ504 -->\n"
    assert findings(f"{comment}\n## Actions\n- [ ] one\n- [ ] two\n") == []
    assert len(findings(f"## Notes\n\n{comment}\n## Actions\n- [ ] one\n- [ ] two\n")) == 4


def test_a_comment_that_silences_nothing_is_no_finding() -> None:
    """Nobody is told off for a comment that has become needless."""
    body = "## Actions\n- [ ] @sam One (due:: 2026-11-30) <!-- aquip: ignore AQ501 -->\n"
    assert findings(body) == []
