"""The check's report for people: what stands where, in terminals wide and narrow."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len

from aquip.report.check.text import render

if TYPE_CHECKING:
    from collections.abc import Callable

    from aquip.report.check.rows import Report
    from aquip.rules import Finding

    MakeFinding = Callable[..., Finding]
    MakeReport = Callable[..., Report]

NOTE = "notes/morgan/2026-11-20.md"
LONG = "- [ ] @sam " + "Write the long plan down " * 8 + "(due:: 2026-11-21) ^k7f3q"
JAPANESE = (
    "- [ ] @sam " + "決済の切り替え手順を確認してチーム全員に共有する" * 4 + " (due:: 2026-12-21)"
)


def lines(report: Report, *, width: int = 80, wrap: bool = True) -> list[str]:
    """Return the report's lines as they are printed."""
    return [line.plain for line in render(report, width=width, wrap=wrap)]


def due(make: MakeFinding, text: str) -> Finding:
    """Return a finding about the due date in a line of text."""
    start = text.index("(due::")
    end = text.index(")", start) + 1
    words = "This was due 3 days ago: close it, or agree a new date with whoever waits for it"
    return make(line=1, end_line=1, column=start + 1, end_column=end + 1, message=words)


@pytest.mark.parametrize("text", [LONG, JAPANESE], ids=["long", "japanese"])
@pytest.mark.parametrize("width", [30, 44, 60, 80, 120])
def test_it_fits_the_terminal_and_marks_what_is_meant(
    report: MakeReport, finding: MakeFinding, text: str, width: int
) -> None:
    """No line is wider than the terminal, and the marks stand below the due date."""
    shown = lines(report(due(finding, text), texts={NOTE: text}), width=width)
    assert max(map(cell_len, shown[:-1])) <= width
    source, marks = next((a, b) for a, b in pairwise(shown) if set(b) == set(" │^"))
    before = cell_len(source[: source.index("(due::")])
    assert marks.index("^") == before


def test_a_narrow_terminal_gives_the_message_its_own_lines(
    report: MakeReport, finding: MakeFinding
) -> None:
    """Beside the place there would be room for a word a line."""
    shown = lines(report(due(finding, LONG), texts={NOTE: LONG}), width=44)
    assert shown[1].split() == ["1:212", "warning", "AQ501"]
    assert shown[2] == "    This was due 3 days ago: close it, or"


def test_in_a_pipe_a_finding_keeps_to_one_line(report: MakeReport, finding: MakeFinding) -> None:
    """What is searched with grep is not broken into lines."""
    shown = lines(report(due(finding, LONG), texts={NOTE: LONG}), width=40, wrap=False)
    assert shown[1].endswith("agree a new date with whoever waits for it")


def test_hostile_names_and_texts_keep_their_lines(hostile: Report) -> None:
    """No line ending in a name or a message makes a line of its own, nothing turns a line round."""
    shown = lines(hostile, width=100, wrap=False)
    assert not any(set(line) & set("\r\n\x1b\x00\u202e\ud800") for line in shown)
    "".join(shown).encode()
    assert sum("  AQ501  " in line for line in shown) == len(hostile.findings)


def test_many_findings_are_counted_by_rule(report: MakeReport, finding: MakeFinding) -> None:
    """Where there are many, a table says which rule to begin with."""
    many = [finding(line=n, end_line=n) for n in range(1, 25)]
    shown = lines(report(*many, finding(code="AQ504", name="action-without-due-date")))
    assert shown[-4:-2] == [
        "  24  AQ501  action-without-owner",
        "   1  AQ504  action-without-due-date",
    ]
    assert shown[-1] == "Checked 1 note in 1 series: 25 warnings"


@pytest.mark.parametrize(
    ("fixable", "said"),
    [
        ([False, False], "2 warnings"),
        ([True, False, False], "3 warnings (`aquip check --fix` mends 1 of them)"),
        ([True, True], "2 warnings (`aquip check --fix` mends all)"),
        ([True], "1 warning (`aquip check --fix` mends it)"),
    ],
)
def test_the_verdict_says_what_can_be_mended(
    report: MakeReport, finding: MakeFinding, fixable: list[bool], said: str
) -> None:
    """Whoever reads a long list learns that a part of it is no work."""
    shown = lines(report(*(finding(fixable=one) for one in fixable)))
    assert shown[-1] == f"Checked 1 note in 1 series: {said}"
