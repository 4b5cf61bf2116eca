"""docs/rules.md and the rules say the same, and everything it points at is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from aquip.core import gfm, grammar
from aquip.rules import RULES, Rule
from aquip.rules.page import anchor, reference, rule_markdown

PAGE = Path(__file__).parents[2] / "docs" / "rules.md"


def test_the_reference_is_current() -> None:
    """docs/rules.md is what the docstrings say; `python -m aquip.rules.page` writes it anew."""
    assert reference() == PAGE.read_text(encoding="utf-8")


def test_the_reference_and_the_table_list_the_same_rules() -> None:
    """Every rule has its heading, and no heading is without a rule."""
    headings = re.findall(r"^### (AQ\d{3}) ", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert list(RULES) == headings


@pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))
def test_a_rule_page_is_sound_markdown(rule: Rule) -> None:
    """The heading has the anchor the table links to, and every fence is closed."""
    root = gfm.structure(rule_markdown(rule))
    assert [anchor(rule)] == [grammar.slug(gfm.text_of(heading)) for heading in root.iter("h2")]
    blocks = [gfm.text_of(block) for block in root.iter("pre")]
    assert len(re.findall(r"^`{3,}\w", rule.bad + "\n" + rule.good, re.MULTILINE)) == len(blocks)
    assert not any("```" in block for block in blocks)


def test_examples_name_their_files_in_words() -> None:
    """A reader sees the path above an example, not in the info string that shows nowhere."""
    markdown = rule_markdown(RULES["AQ509"])
    assert "title=" not in markdown
    assert "`notes/morgan/2026-11-13.md`:" in markdown
