"""``--format github``: annotations in a pull request, and the whole list in the job's summary.

A workflow command is a line of the log. GitHub shows ten annotations of a kind and passes
over the rest without a word, so those on changed lines come first, and the rest is counted.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from aquip.report.text import count, flat

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aquip.report.check.rows import Report, Row

_SHOWN: Final = 10
"""How many annotations of a kind GitHub shows for a step."""
_ROOM: Final = 900_000
"""Characters of a summary. GitHub refuses one of more than a mebibyte."""
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


def summary(report: Report, source: str | None = None) -> str:
    """Return all findings as a table for the job's summary.

    It is one block of HTML, in which Markdown means nothing, so that no note can write into
    the summary. ``source`` is where the commit's files are shown.
    """
    lines = ["### aquip check", "", f"{report.verdict}.", ""]
    rows = [row for kind in _KINDS for row in _of_kind(report, kind)]
    if rows:
        lines += _table(rows, source)
    return "\n".join(lines) + "\n"


def _table(rows: Sequence[Row], source: str | None) -> list[str]:
    lines = ["<table>", "<tr><th>where</th><th></th><th>rule</th><th>what</th></tr>"]
    room = _ROOM
    for number, row in enumerate(rows):
        finding = row.finding
        where = _inert(f"{row.path}:{finding.line}")
        if source:
            address = f"{source}/{quote(row.path, errors='surrogateescape')}?plain=1"
            where = f'<a href="{escape(address)}#L{finding.line}">{where}</a>'
        cells = (where, finding.severity, finding.code, _inert(row.message))
        line = f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"
        room -= len(line.encode())
        if room < 0:
            lines += [
                "</table>",
                "",
                f"{count(len(rows) - number, 'finding')} more, too many here.",
            ]
            return lines
        lines.append(line)
    return [*lines, "</table>"]


def _inert(text: str) -> str:
    """Return text as HTML that notifies nobody: GitHub takes @name for a person, #1 for an issue.

    A word joiner after the sign shows nothing, and there is no name any more.
    """
    return escape(flat(text)).replace("@", "@\u2060").replace("#", "#\u2060")
