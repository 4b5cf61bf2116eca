"""The rules that ``aquip check`` holds notes to, as they are set here."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from mkdocs_aquip.context import ViewContext
from mkdocs_aquip.views.options import Option, Values
from mkdocs_aquip.views.view import View

FAMILIES = (
    "file",
    "structure",
    "accomplishments",
    "questions",
    "priorities",
    "actions",
    "practice",
)


@dataclass(frozen=True)
class Row:
    """A rule; ``severity`` is the one in force, ``default`` the one without any setting."""

    code: str
    name: str
    summary: str
    reason: str
    severity: str
    default: str
    family: str
    url: str | None


def data(context: ViewContext, values: Values) -> dict[str, object]:
    """Return the rules by family, in order of their codes."""
    # Imported here: the rules are many modules, and most sites show them on one page at most.
    from aquip.rules import RULES, severity_of

    settings = context.record.settings
    rows = [
        Row(
            rule.code,
            rule.name,
            rule.summary,
            rule.reason,
            severity_of(rule, settings),
            rule.severity,
            rule.family,
            context.page(f"rules/{rule.code.lower()}.md"),
        )
        for rule in RULES.values()
        if values["section"] in ("all", rule.family.lower())
    ]
    by_family = groupby(sorted(rows, key=lambda row: row.code), key=lambda row: row.family)
    return {"families": [(family, list(every)) for family, every in by_family]}


VIEW = View(
    "rules",
    "The rules of `aquip check`, each with its reason and the severity in force.",
    data,
    (Option("section", "word", "Only the rules about this", (*FAMILIES, "all"), "all"),),
    "section: actions",
    key=lambda _, __: None,
)
