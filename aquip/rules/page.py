"""The rules as Markdown: one at a time for ``aquip explain``, all for the reference.

``python -m aquip.rules.page`` prints the reference, which is docs/rules.md.
"""

from __future__ import annotations

import datetime as dt
import re
from itertools import groupby
from typing import Final

from aquip.core.settings import Severity
from aquip.rules.base import Rule
from aquip.rules.registry import RULES

_FENCE: Final = re.compile(r"^(?P<ticks>`{3,})(?P<word>\w+)(?P<rest>[^\n`]*)$", re.MULTILINE)
_ATTRIBUTE: Final = re.compile(r'(?P<key>\w+)="(?P<value>[^"]*)"')
_SEVERITIES: Final = {"error": "an error", "warning": "a warning", "off": "off"}

INTRODUCTION: Final = """\
What `aquip check` looks for. Errors are broken files, markers and ids, and end the check
with status 1; warnings are advice, and do so with `--strict`. In a strict build of the
site, errors stop it.

What can be mended at any time is said of any note. How a meeting went (its agenda,
empty sections, accomplishments, priorities, notes, reflection) is said of the meetings of the
last month and the last one held of each series: of older ones nobody remembers enough to mend
them. A habit takes several meetings, and is said once, at the newest.

Any rule can be turned off, or made a warning or an error, in `mkdocs.yml`: by its code, its
name or the beginning of several codes:

```yaml
plugins:
  - aquip:
      rules:
        AQ610: off
        AQ501: error
        AQ2: off
```

A comment silences a rule for the item it stands in; before a note's first heading, for all of
that note; and there in a series' `index.md`, for all its meetings, habits too:

```markdown
- [ ] Ask around who knows the old import <!-- aquip: ignore AQ501, AQ504 -->
```

`aquip explain AQ501` shows a rule in the terminal.
"""
"""What a reader of all rules should know first, as Markdown."""

_HOW: Final = """\
By default {default}. `rules: {{{code}: {other}}}` for aquip in mkdocs.yml changes that for \
all notes; `<!-- aquip: ignore {code} -->` silences it for the item it stands in, and before a \
note's first heading for all of that note; in a series' `index.md`, for all its meetings."""


def reference(level: int = 1) -> str:
    """Return the page of all rules, its title a heading of this level, 1 to 4."""
    parts = [f"{'#' * level} Rules\n", INTRODUCTION, _table()]
    for family, rules in groupby(RULES.values(), key=lambda rule: rule.family):
        parts.append(f"{'#' * (level + 1)} {family}\n")
        parts.extend(rule_markdown(rule, level=level + 2) for rule in rules)
    return "\n".join(parts)


def _table() -> str:
    rows = [
        f"| [{r.code}](#{anchor(r)}) | {r.name} | {r.summary} | {r.severity} |"
        for r in RULES.values()
    ]
    return "\n".join(
        ("| code | name | what is wrong | default |", "| --- | --- | --- | --- |", *rows, "")
    )


def anchor(rule: Rule) -> str:
    """Return the anchor of a rule's heading, as GitHub makes it."""
    return f"{rule.code.casefold()}-{rule.name}"


def rule_markdown(rule: Rule, *, level: int = 2, severity: Severity | None = None) -> str:
    """Return one rule under a heading of this level, with how to change it.

    ``severity`` is what the settings make of it.
    """
    return "\n".join(
        (
            f"{'#' * level} {rule.code} {rule.name}",
            "",
            f"**{rule.summary}.**",
            "",
            rule.why,
            "",
            _how(rule, severity),
            "",
            "**Bad**",
            "",
            shown(rule.bad),
            "",
            "**Good**",
            "",
            shown(rule.good),
            "",
        )
    )


def _how(rule: Rule, severity: Severity | None) -> str:
    default = _SEVERITIES[rule.severity]
    if severity not in (None, rule.severity):
        default += f", here {_SEVERITIES[severity]}"
    other = "warning" if severity == "off" else "off"
    return _HOW.format(default=default, code=rule.code, other=other)


def shown(examples: str) -> str:
    """Return examples for readers: which file it is, and of which commit, stands above it."""
    return _FENCE.sub(_titled, examples)


def _titled(match: re.Match[str]) -> str:
    fence = f"{match['ticks']}{match['word']}"
    said = {m["key"]: m["value"] for m in _ATTRIBUTE.finditer(match["rest"])}
    if "title" not in said:
        return fence
    commit = ""
    if "committed" in said:
        when = dt.datetime.fromisoformat(said["committed"])
        commit = f", committed on {when:%Y-%m-%d at %H:%M %Z}"
    if "by" in said:
        commit += f" by @{said['by']}"
    return f"`{said['title']}`{commit}:\n\n{fence}"


if __name__ == "__main__":
    print(reference(), end="")  # noqa: T201 - what it is for
