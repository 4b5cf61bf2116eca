"""``aquip check``: what is wrong with the notes, and what to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from aquip.cli.common import Project, format_option, private_option, with_project
from aquip.cli.rule_param import RULE, nearest_rule
from aquip.errors import AquipError

if TYPE_CHECKING:
    from collections.abc import Collection

    from aquip.change import Change
    from aquip.kept import Checked


@click.command()
@click.argument("paths", nargs=-1, type=click.Path())
@click.option(
    "--select", metavar="RULES", type=RULE, multiple=True, help="Only these rules: AQ5, AQ301."
)
@click.option("--ignore", metavar="RULES", type=RULE, multiple=True, help="All but these rules.")
@click.option("--fix", is_flag=True, help="First mend what needs no guessing; then check.")
@click.option("--strict", is_flag=True, help="End with status 1 for warnings too.")
@click.option("--since", metavar="REV", help="Only what changed since a branch, tag or commit.")
@click.option("--staged", is_flag=True, help="Only what is staged, as it is staged.")
@format_option("text", "json", "md", "github", "gitlab", "sarif", "junit")
@private_option
@with_project
def check(
    project: Project,
    paths: tuple[str, ...],
    select: tuple[tuple[str, ...], ...],
    ignore: tuple[tuple[str, ...], ...],
    fix: bool,
    strict: bool,
    since: str | None,
    staged: bool,
    format_: str,
    private: bool,
) -> None:
    """Check the notes: all of them, or those at PATHS.

    Each finding has a code; `aquip explain CODE` says why it matters. Errors are broken
    files, markers and ids; everything else is a warning. mkdocs.yml changes that for all
    notes, a comment `<!-- aquip: ignore AQ301 -->` for the item it stands in.

    With --since or --staged, all notes are read, but only findings on changed lines are
    told, and those that were not there before, as an item lost because its carry was
    deleted. --since REV counts from where this branch left REV.

    --fix adds and orders sections, takes lost items into the next meeting, and writes the
    canonical form as `aquip fmt` does; what is left is told.

    The status is 1 where there is an error, with --strict where there is anything.

    \b
    Examples:
      aquip check
      aquip check notes/morgan --select AQ5
      aquip check --fix
      aquip check --since origin/main --format github
      aquip check --strict --format json
    """
    from aquip.cli.check_output import print_report
    from aquip.cli.paths import Within

    if since is not None and staged:
        raise click.UsageError("--since and --staged are two ways to choose: give one.")
    if fix and (staged or since is not None):
        raise click.UsageError("--fix mends notes as they are: leave --since and --staged out.")
    _refuse_unknown_rules(project)
    if fix:
        from aquip.cli.mending import mend

        chosen = [code for codes in select for code in codes]
        but = [code for codes in ignore for code in codes]
        mend(project, paths, select=chosen, ignore=but, to_stderr=format_ != "text")
    change = _change(project, since=since, staged=staged)
    if change is None or change.of_files:
        checked = _checked(project, private=private)
    else:
        checked = change.after.checked(private=private)
    within = Within(project, paths, checked.series)
    selected = {code for codes in select for code in codes}
    ignored = {code for codes in ignore for code in codes}

    def wanted(code: str) -> bool:
        return code not in ignored and (not select or code in selected)

    findings = [
        finding for finding in checked.findings if wanted(finding.code) and within(finding.path)
    ]
    if change is not None:
        findings = change.findings(findings, private=private)
    looked_at = {path: series for path, series in checked.series.items() if within(path)}
    _tell_unjudged(project, {p for code, p in checked.unjudged if wanted(code) and within(p)})
    print_report(project, findings, looked_at, format_, change)
    if any(strict or finding.severity == "error" for finding in findings):
        click.get_current_context().exit(1)


def _change(project: Project, *, since: str | None, staged: bool) -> Change | None:
    """Return the change whose findings alone are asked for; None where all are."""
    if since is None and not staged:
        return None
    comparison = project.comparison()
    return comparison.staged() if since is None else comparison.since(since)


def _checked(project: Project, *, private: bool) -> Checked:
    """Check all notes by all rules, or remember what that yielded."""
    from aquip.kept import Checked, KeptCheck
    from aquip.rules import check as run

    git = project.known if project.config.settings.history else None
    kept = KeptCheck(project.store, project.today, git, lambda: project.tracked)
    known = None if private else kept.get()
    if known is not None:
        return known
    record = project.reading.full
    facts = kept.facts(lambda: project.history(record))
    findings = run(record, project.config.settings, facts=facts, private=private)
    checked = Checked.of(record, findings, facts)
    if not private:
        kept.put(record, checked)
    return checked


def _tell_unjudged(project: Project, paths: Collection[str]) -> None:
    """Say once of how many notes the history is missing that rules need, and what helps."""
    from aquip.report.text import count, visible

    if paths:
        history = project.known.history
        of = count(len(paths), "meeting")
        said = f"Of {of} it is unknown when the agenda was shared: {history.gap}."
        click.echo(visible(f"{said} {history.remedy}".strip()), err=True)


def _refuse_unknown_rules(project: Project) -> None:
    """Complain of a code in mkdocs.yml that no rule has, which would silently do nothing."""
    from aquip.rules import selected

    for code in project.config.settings.rules:
        if not selected(code):
            raise AquipError(
                f"`rules` names {code}, and there is no such rule",
                path=project.config.path.name,
                remedy=nearest_rule(code),
            )
