"""``--format sarif``: SARIF 2.1.0, which code scanning and editors read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

import aquip
from aquip.core.gfm import plain
from aquip.report.text import as_json
from aquip.rules import RULES
from aquip.rules.identity import marks_nothing

if TYPE_CHECKING:
    from collections.abc import Callable

    from aquip.report.check.rows import Report, Row
    from aquip.rules import Rule

_SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
_BASE: Final = "SRCROOT"
_PLACEHOLDER: Final = re.compile(r"\{(?=\d+\})")
_LINK: Final = re.compile(r"\[(?=[^\]]*\]\()")


def render(report: Report) -> str:
    """Return a log of one run: all rules, and a result for each finding."""
    driver = {
        "name": "aquip",
        "version": aquip.__version__,
        "rules": [_rule(rule, report.help_url) for rule in RULES.values()],
    }
    place = {code: index for index, code in enumerate(RULES)}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_BASE: {"description": {"text": "The top of the repository."}}},
        "results": [_result(row, place) for row in report.rows],
    }
    return as_json({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(rule: Rule, help_url: Callable[[str], str | None]) -> dict[str, Any]:
    url = help_url(rule.code)
    return {
        "id": rule.code,
        "name": "".join(word.capitalize() for word in rule.name.split("-")),
        "shortDescription": {"text": f"{plain(rule.summary)}."},
        "fullDescription": {"text": rule.why},
        "help": {
            "text": f"{rule.why}\n\n`aquip explain {rule.code}` shows examples.",
            "markdown": f"{rule.why}\n\nBad:\n\n{rule.bad}\n\nGood:\n\n{rule.good}",
        },
        "defaultConfiguration": {
            "enabled": rule.severity != "off",
            "level": "none" if rule.severity == "off" else rule.severity,
        },
        "properties": {"tags": [rule.family.lower()]},
        **({"helpUri": url} if url else {}),
    }


def _result(row: Row, place: dict[str, int]) -> dict[str, Any]:
    finding = row.finding
    return {
        "ruleId": finding.code,
        "ruleIndex": place[finding.code],
        "level": finding.severity,
        "message": {"text": _literal(row.message)},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": uri(row.path), "uriBaseId": _BASE},
                    "region": _region(row),
                }
            }
        ],
        "partialFingerprints": {"aquip/v1": row.fingerprint},
        "properties": {"fixable": finding.fixable},
    }


def _region(row: Row) -> dict[str, int]:
    finding = row.finding
    if marks_nothing(finding):
        return {"startLine": finding.line}
    return {
        "startLine": finding.line,
        "startColumn": finding.column,
        "endLine": finding.end_line,
        "endColumn": finding.end_column,
    }


def uri(path: str) -> str:
    """Return a path as a relative URI; bytes of a name that are no text stay the same bytes."""
    return quote(path, errors="surrogateescape")


def _literal(message: str) -> str:
    """Keep a note's words from being taken for a placeholder or a link."""
    return _LINK.sub(r"\\[", _PLACEHOLDER.sub("{{", message))
