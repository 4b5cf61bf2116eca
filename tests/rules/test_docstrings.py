"""A rule's docstring is its test: the bad examples earn its code, the good ones do not."""

from __future__ import annotations

import pytest

from aquip.rules import RULES, Rule, check
from tests.rules.repository import SETTINGS, Files, facts_of, record_of, repositories

BAD = [
    pytest.param(rule, files, id=f"{rule.code}-bad-{number}")
    for rule in RULES.values()
    for number, files in enumerate(repositories(rule.bad), 1)
]
GOOD = [
    pytest.param(rule, files, id=f"{rule.code}-good-{number}")
    for rule in RULES.values()
    for number, files in enumerate(repositories(rule.good), 1)
]


def codes_of(files: Files) -> list[str]:
    """List the codes of all findings in a repository."""
    return [f.code for f in check(record_of(files), SETTINGS, facts=facts_of(files))]


@pytest.mark.parametrize(("rule", "files"), BAD)
def test_a_bad_example_earns_the_code(rule: Rule, files: Files) -> None:
    """What a rule shows as bad, it finds."""
    assert rule.code in codes_of(files)


@pytest.mark.parametrize(("rule", "files"), GOOD)
def test_a_good_example_does_not(rule: Rule, files: Files) -> None:
    """What a rule shows as good, it leaves alone."""
    assert rule.code not in codes_of(files)


@pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))
def test_every_rule_explains_itself(rule: Rule) -> None:
    """A rule has a one-line summary, a reason, and examples of both sorts."""
    assert rule.summary
    assert "\n" not in rule.summary
    assert rule.why
    assert repositories(rule.bad)
    assert repositories(rule.good)
