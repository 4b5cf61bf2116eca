"""How ``aquip check`` prints what it found; what CI systems say of themselves is read here."""

from __future__ import annotations

import os
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from aquip.errors import AquipError, reason_of
from aquip.report.check.rows import Extent, Report
from aquip.report.text import count

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from aquip.change import Change
    from aquip.cli.common import Project
    from aquip.core.text import Lines
    from aquip.rules import Finding

_PIPED_WIDTH: Final = 100


def print_report(
    project: Project,
    findings: Sequence[Finding],
    notes: Mapping[str, str | None],
    format_: str,
    change: Change | None,
) -> None:
    """Print findings in a format.

    ``notes`` are the paths that were looked at, with their series; ``change`` is what the
    findings are limited to, None where they are all.
    """
    from aquip.history.differences import place_in_repository

    series = set(notes.values()) - {None}
    report = Report(
        findings,
        tuple(notes),
        Extent(len(notes), len(series), change.name if change else ""),
        cache(_lines_of(project) if change is None else change.after.lines_of),
        place_in_repository(project.config.root),
        _touched(project, format_, change),
        _help_url(project),
        _source(os.environ),
    )
    if format_ == "text":
        _print_text(report)
    else:
        from aquip.report.check import FORMATS

        click.echo(FORMATS[format_](report), nl=False)
    if format_ == "github":
        _summarise(report)
    if format_ in {"text", "github"}:
        _tell_withheld(findings)


def _lines_of(project: Project) -> Callable[[str], Lines | None]:
    from aquip.core.text import Lines

    def lines_of(path: str) -> Lines | None:
        with suppress(AquipError):
            return Lines(project.store.read(path).decode("utf-8", "replace"))
        return None

    return lines_of


def _touched(project: Project, format_: str, change: Change | None) -> Callable[[Finding], bool]:
    """Tell which findings a pull request is about, where GitHub says what it is to go into."""
    base = os.environ.get("GITHUB_BASE_REF")
    if change is None and format_ == "github" and base:
        with suppress(AquipError):  # a shallow clone: then in order of path
            change = project.comparison().since(f"origin/{base}")
    return (lambda _: True) if change is None else change.touches


def _help_url(project: Project) -> Callable[[str], str | None]:
    """Return where the site explains a rule; nowhere, where mkdocs.yml gives it no address."""
    from aquip.rules import RULES
    from aquip.rules.page import anchor

    site = project.config.site_url
    if not site:
        return lambda _: None
    return lambda code: f"{site.rstrip('/')}/rules/#{anchor(RULES[code])}"


def _source(environment: Mapping[str, str]) -> str | None:
    """Return where the host shows the files of the commit that a pipeline is about."""
    for names, blob in (
        (("GITHUB_SERVER_URL", "GITHUB_REPOSITORY", "GITHUB_SHA"), "{}/{}/blob/{}"),
        (("CI_PROJECT_URL", "CI_COMMIT_SHA"), "{}/-/blob/{}"),
    ):
        parts = [environment.get(name) for name in names]
        if all(parts):
            return blob.format(*parts)
    return None


def _print_text(report: Report) -> None:
    from aquip.cli.terminal import console
    from aquip.report.check.text import render

    out = console()
    terminal = out.is_terminal
    width = out.width if terminal else _PIPED_WIDTH
    for line in render(report, width=width, wrap=terminal):
        out.print(line, soft_wrap=True)


def _tell_withheld(findings: Sequence[Finding]) -> None:
    withheld = sum(finding.withheld for finding in findings)
    if withheld:
        verb = "stands" if withheld == 1 else "stand"
        click.echo(f"{count(withheld, 'finding')} {verb} in private text (--private tells more)")


def _summarise(report: Report) -> None:
    """Write the whole list where GitHub shows it with the job."""
    from aquip.report.check.github import summary

    named = os.environ.get("GITHUB_STEP_SUMMARY")
    if not named:
        return
    try:
        with Path(named).open("a", encoding="utf-8") as file:
            file.write(summary(report))
    except OSError as error:
        click.echo(f"{named}: the summary can't be written: {reason_of(error)}", err=True)
