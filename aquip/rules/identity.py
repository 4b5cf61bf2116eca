"""What makes a finding the same one as before: neither its line nor what it counts."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Final

from aquip.core import grammar
from aquip.core.text import Lines
from aquip.rules.base import Finding

LinesOf = Callable[[str], Lines | None]
"""The lines of the file at a path; None where it can't be read."""

_NUMBER: Final = re.compile(r"\d+")


def marks_nothing(finding: Finding) -> bool:
    """Tell whether a finding is about a whole file: it has a place but no extent."""
    return (finding.line, finding.column) == (finding.end_line, finding.end_column)


def subject(finding: Finding, lines_of: LinesOf) -> str:
    """Return what a finding is about, in words that stay while lines move.

    An item's id, else the line it stands in. Of a private place nothing is taken, not even for
    a digest, which could be guessed from: there, and where the file as a whole is meant, it is
    the message less its numbers, which change from day to day.
    """
    if not finding.withheld and not marks_nothing(finding):
        lines = lines_of(finding.path)
        if lines is not None and finding.line <= len(lines):
            text = lines.line_text(finding.line)
            identity = grammar.TRAILING_ID.search(text)
            return identity[0] if identity else " ".join(text.split())
    return _NUMBER.sub("", finding.message)


def fingerprints(findings: Iterable[Finding], lines_of: LinesOf) -> list[str]:
    """Return a digest of rule, path and subject for each finding; equal ones are numbered."""
    seen = Counter[tuple[str, str, str]]()
    found = []
    for finding in findings:
        key = (finding.code, finding.path, subject(finding, lines_of))
        seen[key] += 1
        data = "\0".join((*key, str(seen[key]))).encode("utf-8", "surrogatepass")
        found.append(hashlib.sha256(data).hexdigest()[:32])
    return found
