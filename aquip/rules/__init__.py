"""The check: one rule one file, one code that is never used again.

A rule is a function from what it looks at (a note, a meeting, an item through its
meetings, the whole record) to faults. The engine adds severities from the settings and
leaves out what inline comments silence. Rules see the record and nothing else; what the
file system knows is handed to them as `Facts`.
"""

from __future__ import annotations

from aquip.rules.base import Fault, Finding, Rule
from aquip.rules.engine import check, severity_of
from aquip.rules.facts import Facts
from aquip.rules.registry import RULES, rule_of, selected

__all__ = [
    "RULES",
    "Facts",
    "Fault",
    "Finding",
    "Rule",
    "check",
    "rule_of",
    "selected",
    "severity_of",
]
