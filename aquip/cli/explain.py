"""``aquip explain``: a rule, why it is one, and what it wants instead."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from aquip.cli.common import Project, format_option, print_json, with_project
from aquip.cli.rule_param import RULE
from aquip.errors import AquipError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.table import Table

    from aquip.core.settings import Settings
    from aquip.rules import Rule


@click.command()
@click.argument("code", required=False, type=RULE)
@format_option("text", "json")
@with_project
def explain(project: Project, code: tuple[str, ...] | None, format_: str) -> None:
    """Explain a rule, by its CODE or its name.

    Without one, all rules are listed. Works anywhere; among notes, it also says what
    their mkdocs.yml makes of the rule.

    \b
    Examples:
      aquip explain AQ501
      aquip explain lost-item
      aquip explain AQ5
    """
    from aquip.rules import RULES

    rules = [RULES[name] for name in code or RULES]
    settings = _settings(project)
    if format_ == "json":
        rows = [_row(rule, settings) for rule in rules]
        print_json(rows[0] if code and len(rows) == 1 else rows)
    elif len(rules) == 1:
        _print_rule(rules[0], settings)
    else:
        _print_table(rules, settings)


def _settings(project: Project) -> Settings:
    """Return the settings of the notes around, the defaults where there are none."""
    from aquip.core.settings import Settings

    try:
        return project.config.settings
    except AquipError:
        if click.get_current_context().meta.get("aquip.root") is not None:
            raise
        return Settings()


def _row(rule: Rule, settings: Settings) -> dict[str, Any]:
    from aquip.rules import severity_of

    return {
        "code": rule.code,
        "name": rule.name,
        "family": rule.family,
        "severity": severity_of(rule, settings),
        "default": rule.severity,
        "summary": rule.summary,
        "why": rule.why,
        "bad": rule.bad,
        "good": rule.good,
    }


def _print_rule(rule: Rule, settings: Settings) -> None:
    """Print the Markdown as it is, for a person at a terminal set like a page."""
    from aquip.cli.terminal import console
    from aquip.rules import severity_of
    from aquip.rules.page import rule_markdown

    markdown = rule_markdown(rule, severity=severity_of(rule, settings))
    out = console()
    if not out.is_terminal:
        click.echo(markdown, nl=False)
        return
    from rich.markdown import Markdown
    from rich.text import Text

    heading, _, rest = markdown.partition("\n")
    out.print(Text(heading.lstrip("# "), style="bold cyan"))
    out.print(Markdown(rest, code_theme="ansi_dark"), width=min(out.width, 92))


def _print_table(rules: Sequence[Rule], settings: Settings) -> None:
    """Print the rules by what they are about, with what is made of them here."""
    from itertools import groupby

    from rich.text import Text

    from aquip.cli.terminal import console
    from aquip.rules import severity_of

    out = console()
    for family, members in groupby(rules, key=lambda rule: rule.family):
        out.print(Text(family, style="bold"))
        out.print(_family_table(list(members), max(len(rule.name) for rule in rules), settings))
        out.print()
    if any(severity_of(rule, settings) != rule.severity for rule in rules):
        out.print("* set in mkdocs.yml")
    code = rules[0].code
    click.echo(f"""\
`aquip explain CODE` says why, with examples. To change a rule:
  for all notes    rules: {{{code}: off}} for aquip in mkdocs.yml (or warning, error)
  for an item      <!-- aquip: ignore {code} --> in it
  for a note       the same before its first heading""")


def _family_table(rules: Sequence[Rule], longest: int, settings: Settings) -> Table:
    from rich.table import Table
    from rich.text import Text

    from aquip.rules import severity_of

    styles = {"error": "bold red", "warning": "yellow", "off": "dim"}
    table = Table(box=None, show_header=False, pad_edge=False, expand=True)
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True, min_width=longest)
    table.add_column(overflow="fold", ratio=1)
    table.add_column(no_wrap=True, min_width=len("warning *"))
    for rule in rules:
        severity = severity_of(rule, settings)
        changed = "" if severity == rule.severity else " *"
        table.add_row(
            Text(f"  {rule.code}", style="cyan"),
            rule.name,
            rule.summary,
            Text(severity + changed, style=styles[severity]),
        )
    return table
