"""Reports of findings made by hand, some of them as hostile as a note can be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from aquip.core.text import Lines
from aquip.report.check.rows import Extent, Report
from aquip.rules import Finding

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

HOSTILE = (
    "line one\n::error::two\r\n%0A ##[error]three",
    "]]></failure><script>alert(1)</script> & 'quotes' \"double\"",
    "\x1b[31mred\x1b[0m \x00 \x85 \ufffe \ud800 alone",
    "\u202eright to left\u2066 and \u200bnothing",
    "<img src=x onerror=alert(1)> [link](https://example.org) {0} | `code` @sam #1",
    "日本語の長い文" * 20,
)
"""Texts that mean something in one format or the other, and must not."""
HOSTILE_NAMES = (
    "notes/a\nb::error file=x,line=1::.md",
    "notes/%2e%2e/a,b:c%.md",
    "notes/<b>]]>&\"'.md",
    "notes/\u202egpj.md",
    "notes/\udcff\udcfe.md",
    "notes/@sam/#1 日本.md",
)
"""What a file can be called."""


@pytest.fixture
def finding() -> Callable[..., Finding]:
    """Make a finding; what is not said of it is ordinary."""

    def make(**values: object) -> Finding:
        ordinary = {
            "code": "AQ501",
            "name": "action-without-owner",
            "severity": "warning",
            "message": "This action has no owner",
            "path": "notes/morgan/2026-11-20.md",
            "line": 7,
            "column": 1,
            "end_line": 7,
            "end_column": 20,
        }
        return Finding(**(ordinary | values))  # type: ignore[arg-type]

    return make


@pytest.fixture
def report() -> Callable[..., Report]:
    """Make a report of findings; ``texts`` are the files they stand in, by path."""

    def make(*findings: Finding, texts: Mapping[str, str] | None = None, **more: object) -> Report:
        texts = texts or {}
        paths = tuple(dict.fromkeys((*texts, *(finding.path for finding in findings))))
        lines = {path: Lines(text) for path, text in texts.items()}
        return Report(findings, paths, Extent(len(paths), 1), lines.get, **more)  # type: ignore[arg-type]

    return make


@pytest.fixture
def hostile(finding: Callable[..., Finding], report: Callable[..., Report]) -> Report:
    """Findings in files with hostile names, with hostile messages, over hostile lines."""
    texts = dict.fromkeys(HOSTILE_NAMES, "\n".join(HOSTILE[2:]))
    return report(
        *(
            finding(path=path, message=message, line=n + 1, end_line=n + 1 + n % 2, severity=kind)
            for n, (path, message) in enumerate(zip(HOSTILE_NAMES, HOSTILE, strict=True))
            for kind in ("error", "warning")
        ),
        texts=texts,
    )
