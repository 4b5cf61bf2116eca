"""Case files: whole repositories, each expectation on the line it is about.

``expect: AQ501`` stands in a comment on the offending line; ``expect at 1: AQ101``
anywhere, for lines that have no room for one. Whatever is not expected must not come.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from aquip.rules import check
from tests.rules.repository import SETTINGS, Files, facts_of, record_of

CASES = Path(__file__).parent.parent / "cases" / "check"

_EXPECT = re.compile(r"(?:<!--|#)\s*expect(?: at (?P<line>\d+))?: (?P<codes>(?:AQ\d{3} ?)+)")


def files_of(case: Path) -> Files:
    """Read a case's repository, as if its folder were the notes folder."""
    found = sorted(path for path in case.rglob("*") if path.is_file())
    return {f"notes/{path.relative_to(case).as_posix()}": path.read_bytes() for path in found}


def expected_in(files: Files) -> Counter[tuple[str, int, str]]:
    """Collect path, line and code of what the files say is wrong with them."""
    expected: Counter[tuple[str, int, str]] = Counter()
    for path, data in files.items():
        for number, line in enumerate(data.decode().splitlines(), 1):
            for match in _EXPECT.finditer(line):
                place = int(match["line"] or number)
                expected.update((path, place, code) for code in match["codes"].split())
    return expected


@pytest.mark.parametrize("case", sorted(CASES.iterdir()), ids=lambda case: case.name)
def test_a_case_has_the_findings_it_says(case: Path) -> None:
    """Every expected finding is made on its line, and no other."""
    files = files_of(case)
    findings = check(record_of(files), SETTINGS, facts=facts_of(files))
    found = Counter((finding.path, finding.line, finding.code) for finding in findings)
    assert expected_in(files) == found
