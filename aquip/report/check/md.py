"""``--format md``: findings as a Markdown list, for a comment, an issue or a job's summary.

Where there is nothing to mend there is no text: whoever posts it can tell by that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from aquip.report.mentions import inert, message

if TYPE_CHECKING:
    from aquip.report.check.rows import Report, Row

_WORST_FIRST: Final = ("error", "warning")


def render(report: Report) -> str:
    """Return the verdict and a list, errors first and then what the change at hand is about."""
    if not report.rows:
        return ""
    rows = sorted(
        report.rows,
        key=lambda row: (_WORST_FIRST.index(row.finding.severity), not row.touched),
    )
    return "\n".join((f"{report.verdict}.", "", *(_line(report, row) for row in rows))) + "\n"


def _line(report: Report, row: Row) -> str:
    finding = row.finding
    where = inert(f"{row.path}:{finding.line}")
    if report.source:
        path = quote(row.path, errors="surrogateescape")
        where = f"[{where}]({report.source}/{path}?plain=1#L{finding.line})"
    address = report.help_url(finding.code)
    rule = f"[{finding.code}]({address})" if address else finding.code
    severity = "**error** " if finding.severity == "error" else ""
    return f"- {severity}{where} {message(row.message)} ({rule})"
