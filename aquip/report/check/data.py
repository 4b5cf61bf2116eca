"""``--format json``: findings as plain data, the keys being a promise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aquip.report.text import as_json

if TYPE_CHECKING:
    from aquip.report.check.rows import Report

_KEYS: Final = (
    "code",
    "name",
    "severity",
    "message",
    "path",
    "line",
    "column",
    "end_line",
    "end_column",
    "fixable",
)


def render(report: Report) -> str:
    """Return the findings as an array; paths count from the root, lines and columns from 1."""
    return as_json([{key: getattr(one, key) for key in _KEYS} for one in report.findings])
