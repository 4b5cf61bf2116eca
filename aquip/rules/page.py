"""The rules as Markdown: one at a time for ``aquip explain``, all for the reference.

``python -m aquip.rules.page`` prints the reference, which is docs/rules.md.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import Final

from aquip.core.settings import Severity
from aquip.rules.base import Rule
from aquip.rules.registry import RULES

_FENCE: Final = re.compile(r"^(?P<ticks>`{3,})(?P<word>\w+)(?P<rest>[^\n`]*)$", re.MULTILINE)
_TITLE: Final = re.compile(r'title="(?P<title>[^"]*)"')
_SEVERITIES: Final = {"error": "an error", "warning": "a warning", "off": "off"}

_HEAD: Final = """\
# Rules

What `aquip check` looks for. Errors are broken files, markers and ids, and end the check
with status 1; warnings are advice, and do so with `--strict`. In a strict build of the
site, errors stop it.

Any rule can be turned off or into the other in `mkdocs.yml`, by its code, its name or
the beginning of several codes:

```yaml
plugins:
  - aquip:
      rules:
        AQ610: off
        AQ501: error
        AQ2: off
```

A comment silences a rule for the item it stands in, and before a note's first heading
for all of that note:

```markdown
- [ ] Ask around who knows the old import <!-- aquip: ignore AQ501, AQ504 -->
```

`aquip explain AQ501` shows a rule in the terminal.
"""

_HOW: Final = """\
**To change it**, set `rules: {{{code}: off}}` (or `warning`, `error`) for aquip in \
mkdocs.yml. One item is left alone when it holds `<!-- aquip: ignore {code} -->`, \
a whole note when that stands before its first heading."""


def reference(level: int = 1) -> str:
    """Return the page of all rules, its title a heading of this level, 1 to 4."""
    parts = [_HEAD.removeprefix("# ")]
    parts[0] = f"{'#' * level} {parts[0]}"
    parts.append(_table())
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


def rule_markdown(
    rule: Rule, *, level: int = 2, severity: Severity | None = None, how: bool = False
) -> str:
    """Return one rule under a heading of this level.

    ``severity`` is what the settings make of it, ``how`` says how to change that.
    """
    return "\n".join(
        (
            f"{'#' * level} {rule.code} {rule.name}",
            "",
            f"**{rule.summary}.**",
            "",
            f"By default {_SEVERITIES[rule.severity]}{_changed(rule, severity)}.",
            "",
            rule.why,
            "",
            "**Bad**",
            "",
            shown(rule.bad),
            "",
            "**Good**",
            "",
            shown(rule.good),
            "",
            *((_HOW.format(code=rule.code), "") if how else ()),
        )
    )


def _changed(rule: Rule, severity: Severity | None) -> str:
    if severity is None or severity == rule.severity:
        return ""
    return f", here {_SEVERITIES[severity]}"


def shown(examples: str) -> str:
    """Return examples for readers: the path of a file stands above it, in words."""
    return _FENCE.sub(_titled, examples)


def _titled(match: re.Match[str]) -> str:
    fence = f"{match['ticks']}{match['word']}"
    title = _TITLE.search(match["rest"])
    return f"`{title['title']}`:\n\n{fence}" if title else fence


if __name__ == "__main__":
    print(reference(), end="")  # noqa: T201 - what it is for
