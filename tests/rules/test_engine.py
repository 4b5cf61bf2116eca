"""The engine: severities, selection, order, private places, and facts that are unknown."""

from __future__ import annotations

import re

import pytest

from aquip.core.settings import Settings
from aquip.rules import RULES, Facts, Finding, check, rule_of, selected, severity_of
from tests.rules.repository import MEETING, SETTINGS, Files, record_of, with_rules

ACTIONS = b"""---
date: 2026-11-20
---

## Actions

- [ ] Nobody's, undated
- [ ] @sam Undated
"""


def found(files: Files, settings: Settings = SETTINGS, **options: object) -> list[Finding]:
    """Check a repository."""
    return check(record_of(files, settings), settings, **options)  # type: ignore[arg-type]


def codes(files: Files, settings: Settings = SETTINGS, **options: object) -> set[str]:
    """List the codes that a check finds."""
    return {finding.code for finding in found(files, settings, **options)}


def test_the_table_is_in_order_and_complete() -> None:
    """Codes ascend, names are distinct, and every rule module is listed."""
    from pathlib import Path

    import aquip.rules

    assert sorted(RULES) == list(RULES)
    assert len(RULES) == len({rule.name for rule in RULES.values()})
    modules = Path(aquip.rules.__file__).parent.glob("aq*.py")
    assert {path.stem.partition("_")[0].upper() for path in modules} == set(RULES)


def test_file_marker_and_id_faults_are_errors_and_all_else_warnings() -> None:
    """The defaults follow one line: what breaks the record is an error, advice is a warning."""
    errors = {rule.code for rule in RULES.values() if rule.severity == "error"}
    files = {code for code in RULES if code.startswith("AQ0")} - {"AQ017"}
    assert files | {"AQ508", "AQ511"} == errors


@pytest.mark.parametrize(
    ("rules", "severity"),
    [
        pytest.param({}, "warning", id="default"),
        pytest.param({"AQ501": "error"}, "error", id="code"),
        pytest.param({"AQ5": "off"}, "off", id="beginning"),
        pytest.param({"AQ5": "off", "AQ501": "error"}, "error", id="the-longer-one-wins"),
        pytest.param({"AQ501": "error", "AQ5": "off"}, "error", id="in-any-order"),
        pytest.param({"AQ6": "off"}, "warning", id="another-family"),
        pytest.param({"ACTION-WITHOUT-OWNER": "off"}, "off", id="name"),
    ],
)
def test_settings_choose_the_severity(rules: dict[str, str], severity: str) -> None:
    """A code, its beginning or a name sets the severity; the closest to the code wins."""
    assert severity == severity_of(RULES["AQ501"], with_rules(**rules))


def test_a_rule_that_is_off_finds_nothing() -> None:
    """Off means silent, also when the rule is selected."""
    settings = with_rules(AQ501="off")
    assert "AQ501" not in codes({MEETING: ACTIONS}, settings, select=["AQ501"])


def test_select_and_ignore_take_beginnings() -> None:
    """Select leaves only what it names, ignore takes away from that."""
    files = {MEETING: ACTIONS}
    assert {"AQ501", "AQ504"} == codes(files, select=["AQ5"])
    assert {"AQ501"} == codes(files, select=["AQ5"], ignore=["AQ504"])


def test_findings_come_sorted_by_place() -> None:
    """Path, then line, then column, then code: the same order in every output."""
    files = {MEETING: ACTIONS, "notes/morgan/2026-11-13.md": ACTIONS.replace(b"11-20", b"11-13")}
    places = [(f.path, f.line, f.column, f.code) for f in found(files)]
    assert sorted(places) == places


def test_places_count_from_one_and_cover_what_is_meant() -> None:
    """Line and column point into the source, in characters, with an exclusive end."""
    text = "---\ndate: 2026-11-20\n---\n\n## Actions\n\n- [ ] @sam Café (due:: 2026-11-20) x\n"
    finding = next(f for f in found({MEETING: text.encode()}) if f.code == "AQ506")
    line = text.splitlines()[finding.line - 1]
    assert line[finding.column - 1 : finding.end_column - 1] == "(due:: 2026-11-20)"
    assert finding.line == finding.end_line


def test_positions_hold_with_windows_line_endings_and_a_bom() -> None:
    """What editors of other systems write does not shift a finding."""
    data = b"\xef\xbb\xbf" + ACTIONS.replace(b"\n", b"\r\n")
    assert {7} == {f.line for f in found({MEETING: data}) if f.code == "AQ501"}


PRIVATE = b"""---
date: 2026-11-20
---

## Actions

<!-- private -->

- [ ] Ask for the raise of twelve thousand

<!-- /private -->
"""


def test_a_private_place_is_told_by_its_rule_alone() -> None:
    """What stands between markers is checked, but its text is in no message."""
    finding = next(f for f in found({MEETING: PRIVATE}) if f.code == "AQ501")
    assert RULES["AQ501"].summary == finding.message
    assert finding.withheld
    assert finding.line == 9


def test_a_faulty_marker_is_told_with_its_remedy() -> None:
    """What hides the rest of the file stands in the hidden part, but says nothing of it."""
    data = PRIVATE.replace(b"<!-- /private -->\n", b"")
    finding = next(f for f in found({MEETING: data}) if f.code == "AQ015")
    assert "close it with <!-- /private -->" in finding.message
    assert finding.withheld


def test_private_text_is_told_to_who_asks() -> None:
    """With private, the message names the thing."""
    finding = next(f for f in found({MEETING: PRIVATE}, private=True) if f.code == "AQ501")
    assert "twelve thousand" in finding.message
    assert not finding.withheld


@pytest.mark.parametrize(
    "files",
    [
        pytest.param(
            {MEETING: ACTIONS.replace(b"date:", b"publish: false\ndate:")}, id="publish-false"
        ),
        pytest.param({MEETING: PRIVATE.replace(b"<!-- /private -->", b"")}, id="unclosed"),
        pytest.param({MEETING: PRIVATE.replace(b"<!-- private", b"<!-- Private")}, id="misspelt"),
    ],
)
def test_no_text_of_a_hidden_item_is_told(files: Files) -> None:
    """Unpublished notes and broken markers hide as much as whole ones."""
    told = " ".join(finding.message for finding in found(files))
    assert "twelve thousand" not in told
    assert "Nobody's" not in told


def test_a_lost_private_item_is_not_named_where_it_was_public() -> None:
    """An item is told of where it stands; a private one by its rule alone."""
    files = {
        "notes/morgan/2026-11-13.md": PRIVATE.replace(b"11-20", b"11-13"),
        MEETING: b"---\ndate: 2026-11-20\n---\n",
    }
    lost = [f for f in found(files) if f.code == "AQ509"]
    assert [RULES["AQ509"].summary] == [finding.message for finding in lost]


def test_what_the_file_system_does_not_tell_is_not_judged() -> None:
    """Without facts there are no findings about links or tracked files."""
    data = ACTIONS + b"\n[gone](gone.md)\n"
    files = {MEETING: data, "notes/morgan/pay.private.md": b"x"}
    assert codes(files).isdisjoint({"AQ012", "AQ014"})
    facts = Facts(exists=lambda _: False, tracked=frozenset({"pay.private.md"}))
    assert {"AQ012", "AQ014"} <= codes(files, facts=facts)


def test_a_carried_item_is_told_of_once() -> None:
    """Meeting after meeting shows an action without a date; only the newest says so."""
    body = b"---\ndate: 2026-11-%d\n---\n\n## Actions\n\n- [ ] @sam Undated ^undat\n"
    files = {f"notes/morgan/2026-11-{day}.md": body % day for day in (13, 20, 27)}
    undated = [finding.path for finding in found(files) if finding.code == "AQ504"]
    assert undated == ["notes/morgan/2026-11-27.md"]


@pytest.mark.parametrize(
    "name", ["AQ501", "aq501", "action-without-owner", " Action-Without-Owner "]
)
def test_a_rule_is_known_by_code_and_name(name: str) -> None:
    """However it is written, the code or the name finds the rule."""
    assert RULES["AQ501"] is rule_of(name)


def test_beginnings_select_families_and_nonsense_selects_nothing() -> None:
    """A beginning is a family; nothing at all is not everything."""
    assert {"Actions"} == {rule.family for rule in selected("aq5")}
    assert () == selected("AQ999") == selected("") == selected("owner")


def test_messages_are_one_line_without_a_full_stop() -> None:
    """A message fits a log: one line, no stop, and it does more than repeat the rule."""
    from tests.rules.test_cases import CASES, files_of

    for case in CASES.iterdir():
        for finding in found(files_of(case)):
            assert re.fullmatch(r"[^\n]+[^\n.]", finding.message), finding


@pytest.mark.parametrize(
    ("said", "remedy"),
    [
        pytest.param("- None", "write one line while you remember it", id="nothing"),
        pytest.param("The cut-over went well.", "make each one a line", id="prose"),
    ],
)
def test_whoever_writes_none_is_not_asked_for_a_list(said: str, remedy: str) -> None:
    """AQ201 asks for list items where there is prose, not where a list says that it is empty."""
    text = f"---\ndate: 2026-11-20\nstatus: held\n---\n\n## Accomplishments\n\n{said}\n"
    (finding,) = found({MEETING: text.encode()}, select=["AQ201"])
    assert remedy in finding.message
