"""``aquip check``: what is wrong with the notes, and what to do about it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from aquip.cli.common import (
    Project,
    format_option,
    print_json,
    private_option,
    with_project,
)
from aquip.cli.rule_param import RULE, nearest_rule
from aquip.errors import AquipError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from aquip.core.model import Record
    from aquip.report.findings import Extent
    from aquip.rules import Facts, Finding

_PIPED_WIDTH: Final = 100


@click.command()
@click.argument("paths", nargs=-1, type=click.Path())
@click.option(
    "--select", metavar="RULES", type=RULE, multiple=True, help="Only these rules: AQ5, AQ301."
)
@click.option("--ignore", metavar="RULES", type=RULE, multiple=True, help="All but these rules.")
@click.option("--strict", is_flag=True, help="End with status 1 for warnings too.")
@format_option("text", "json")
@private_option
@with_project
def check(
    project: Project,
    paths: tuple[str, ...],
    select: tuple[tuple[str, ...], ...],
    ignore: tuple[tuple[str, ...], ...],
    strict: bool,
    format_: str,
    private: bool,
) -> None:
    """Check the notes: all of them, or those at PATHS.

    Each finding has a code; `aquip explain CODE` says why it matters. Errors are broken
    files, markers and ids; everything else is a warning. mkdocs.yml changes that for all
    notes, a comment `<!-- aquip: ignore AQ301 -->` for the item it stands in.

    The status is 1 where there is an error, with --strict where there is anything.

    \b
    Examples:
      aquip check
      aquip check notes/morgan --select AQ5
      aquip check --strict --format json
    """
    from aquip.report.findings import finding_rows
    from aquip.rules import check as run

    _refuse_unknown_rules(project)
    record = project.reading.full
    within = _Within(project, paths, record)
    findings = [
        finding
        for finding in run(
            record,
            project.config.settings,
            select=[code for codes in select for code in codes],
            ignore=[code for codes in ignore for code in codes],
            facts=_facts(project),
            private=private,
        )
        if within(finding.path)
    ]
    if format_ == "json":
        print_json(finding_rows(findings))
    else:
        _print(findings, record, within.extent(record))
    if any(strict or finding.severity == "error" for finding in findings):
        click.get_current_context().exit(1)


class _Within:
    """Tells whether a path, relative to the root, is among those asked for."""

    def __init__(self, project: Project, paths: Iterable[str], record: Record) -> None:
        self._tops = tuple(_relative(project, path) for path in paths)
        for given, top in zip(paths, self._tops, strict=True):
            if not any(_below(note.path, top) for note in record.notes):
                folder = Path(os.path.relpath(project.config.docs_dir, project.config.root))
                raise AquipError(
                    "there is no note here",
                    path=given,
                    remedy=f"Notes are the Markdown files in `{folder.as_posix()}`.",
                )

    def __call__(self, path: str) -> bool:
        return not self._tops or any(_below(path, top) for top in self._tops)

    def extent(self, record: Record) -> Extent:
        """Count what is looked at."""
        from aquip.report.findings import Extent

        series = {m.series for m in record.meetings if self(m.note.path)}
        return Extent(sum(self(note.path) for note in record.notes), len(series))


def _relative(project: Project, path: str) -> str:
    """Return a path, which counts from the current folder or else from the root, from the root."""
    absolute = Path(path).absolute()
    if not absolute.exists():
        absolute = project.config.root / path
    if not absolute.exists():
        raise AquipError("there is no such file or folder", path=path)
    for place, root in (
        (absolute, project.config.root),
        (absolute.resolve(), project.config.root.resolve()),
    ):
        found = Path(os.path.relpath(place, root)).as_posix()
        if found != ".." and not found.startswith("../"):
            return found
    raise AquipError("this is not in the repository of the notes", path=path)


def _below(path: str, top: str) -> bool:
    return top in {".", path} or path.startswith(f"{top}/")


def _facts(project: Project) -> Facts:
    from aquip.rules import Facts

    root = project.config.root
    return Facts(exists=lambda path: (root / path).exists(), tracked=project.tracked)


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


def _print(findings: Sequence[Finding], record: Record, extent: Extent) -> None:
    from aquip.cli.terminal import console
    from aquip.report.findings import finding_lines
    from aquip.report.text import count

    out = console()
    width = out.width if out.is_terminal else _PIPED_WIDTH
    for line in finding_lines(findings, record.note_at, extent, width=width):
        out.print(line, soft_wrap=True)
    withheld = sum(finding.withheld for finding in findings)
    if withheld:
        verb = "stands" if withheld == 1 else "stand"
        click.echo(f"{count(withheld, 'finding')} {verb} in private text (--private tells more)")
