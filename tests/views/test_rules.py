"""The page of the rules: each with its default, its reason and how to change it."""

from __future__ import annotations

from dataclasses import replace

from aquip.rules import RULES
from mkdocs_aquip.pages import pages_to_make
from mkdocs_aquip.views import render_view
from tests.views.conftest import MakeStage


def test_every_rule_is_listed_with_its_severity_and_its_reason(stage: MakeStage) -> None:
    """A reader sees of each rule what it is about, how grave it is, and why it is one."""
    rows = stage().soup("view: rules").select(".aq-rule")
    assert list(RULES) == [row.select_one(".aq-rule__code").text for row in rows]
    for row, rule in zip(rows, RULES.values(), strict=True):
        assert rule.severity == row.select_one(".aq-severity").text
        shown = " ".join(row.select_one(".aq-rule__why").text.split())
        assert rule.reason.replace("`", "") == shown


def test_a_rule_that_is_set_otherwise_shows_its_default_too(stage: MakeStage) -> None:
    """Who turned a rule off still sees what it is without the setting."""
    context = stage().context
    settings = replace(context.record.settings, rules={"AQ610": "off"})
    record = replace(context.record, settings=settings)
    html = render_view("view: rules\nsection: practice", replace(context, record=record))
    assert "off <small>(warning by default)</small>" in html
    assert html.count("by default") == 1


def test_the_page_says_how_to_change_a_rule(stage: MakeStage) -> None:
    """Both ways, the setting and the comment, stand above the list and on each rule's page."""
    pages = dict(pages_to_make(stage().context.record, "Notes"))
    for uri, code in (("rules/index.md", "AQ501"), ("rules/aq604.md", "AQ604")):
        assert "rules:" in pages[uri]
        assert f"<!-- aquip: ignore {code}" in pages[uri]
