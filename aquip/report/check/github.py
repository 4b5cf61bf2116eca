"""``--format github``: annotations in a pull request, and the whole list in the job's summary.

A workflow command is a line of the log. GitHub shows ten annotations of a kind and passes
over the rest without a word, so those on changed lines come first, and the rest is counted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aquip.report.check import md
from aquip.report.cut import cut
from aquip.report.text import count, flat

if TYPE_CHECKING:
    from aquip.report.check.rows import Report, Row

_SHOWN: Final = 10
"""How many annotations of a kind GitHub shows for a step."""
_ROOM: Final = 900_000
"""Bytes of a summary. GitHub refuses one of more than a mebibyte."""
_KINDS: Final = ("error", "warning")


def render(report: Report) -> str:
    """Return the workflow commands, and the verdict as a line for the log."""
    lines = []
    left = 0
    for kind in _KINDS:
        rows = _of_kind(report, kind)
        lines += [_command(row) for row in rows[:_SHOWN]]
        left += len(rows[_SHOWN:])
    if left:
        said = f"{count(left, 'finding')} more: the job's summary lists them all"
        lines.append(f"::notice title=aquip check::{_data(said)}")
    return "\n".join((*lines, report.verdict)) + "\n"


def _of_kind(report: Report, kind: str) -> list[Row]:
    rows = [row for row in report.rows if row.finding.severity == kind]
    return sorted(rows, key=lambda row: not row.touched)


def _command(row: Row) -> str:
    finding = row.finding
    properties = {"file": flat(row.path), "line": finding.line}
    if finding.line == finding.end_line:  # GitHub knows columns within a line alone
        properties["col"] = finding.column
        properties["endLine"] = finding.line
        properties["endColumn"] = max(finding.column, finding.end_column - 1)  # theirs is the last
    else:
        properties["endLine"] = finding.end_line
    properties["title"] = f"{finding.code} {finding.name}"
    said = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
    return f"::{finding.severity} {said}::{_data(row.message)}"


def _data(text: str) -> str:
    """Escape a command's message as GitHub's own toolkit does."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """Escape a property's value, in which colons and commas have a meaning as well."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def summary(report: Report) -> str:
    """Return the verdict and all findings for the job's summary, as far as there is room."""
    said = md.render(report) or f"{report.verdict}.\n"
    return cut(f"### aquip check\n\n{said}", _ROOM) + "\n"  # for what other steps have to say
