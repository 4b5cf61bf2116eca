"""``--format gitlab``: a Code Quality report, as merge requests and pipelines show it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from aquip.report.text import as_json, flat

if TYPE_CHECKING:
    from aquip.report.check.rows import Report, Row

_SEVERITY: Final = {"error": "major", "warning": "minor"}


def render(report: Report) -> str:
    """Return one element a finding. GitLab tells old from new by the fingerprints."""
    return as_json([_element(row) for row in report.rows])


def _element(row: Row) -> dict[str, Any]:
    finding = row.finding
    return {
        "type": "issue",
        "check_name": finding.code,
        "description": row.message,
        "categories": ["Style"],
        "severity": _SEVERITY[finding.severity],
        "fingerprint": row.fingerprint,
        "location": {
            "path": flat(row.path),
            "lines": {"begin": finding.line, "end": finding.end_line},
        },
    }
