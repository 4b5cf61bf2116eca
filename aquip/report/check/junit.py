"""``--format junit``: JUnit XML, which most build servers draw as tests that pass or fail.

A file is a suite, and each rule that finds something in it a test that fails, with all its
places: names that hold no line and no count, so that a server knows a test again. A file
without findings is a test that passes, so that mending shows.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from aquip.report.text import flat

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aquip.report.check.rows import Report, Row

_CLEAN = "nothing to mend"


def render(report: Report) -> str:
    """Return the document; files without findings are told as well."""
    found: dict[str, list[Row]] = {report.place(path): [] for path in report.paths}
    for row in report.rows:
        found.setdefault(row.path, []).append(row)
    suites = [_suite(flat(path), rows) for path, rows in sorted(found.items())]
    top = ET.Element("testsuites", name="aquip check")
    for total in ("tests", "failures"):
        top.set(total, str(sum(int(suite.get(total, 0)) for suite in suites)))
    top.extend(suites)
    ET.indent(top)
    return ET.tostring(top, encoding="unicode", xml_declaration=False) + "\n"


def _suite(path: str, rows: Sequence[Row]) -> ET.Element:
    by_rule = sorted(rows, key=lambda row: row.finding.code)
    failed = [list(group) for _, group in groupby(by_rule, key=lambda row: row.finding.code)]
    suite = ET.Element(
        "testsuite",
        name=path,
        tests=str(len(failed) or 1),
        failures=str(len(failed)),
        errors="0",
        skipped="0",
        time="0",
    )
    if not failed:
        ET.SubElement(suite, "testcase", classname=path, name=_CLEAN, time="0")
    for group in failed:
        first = group[0].finding
        name = f"{first.code} {first.name}"
        case = ET.SubElement(suite, "testcase", classname=path, name=name, time="0")
        more = f" (and {len(group) - 1} more)" if len(group) > 1 else ""
        failure = ET.SubElement(
            case, "failure", type=first.severity, message=f"{group[0].message}{more}"
        )
        failure.text = "\n".join(_place(path, row) for row in group)
    return suite


def _place(path: str, row: Row) -> str:
    return f"{path}:{row.finding.line}:{row.finding.column}: {row.message}"
