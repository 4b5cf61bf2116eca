"""``aquip check``: what is wrong with the notes, and what to do about it."""

from __future__ import annotations

import os
from contextlib import suppress
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

    from aquip.kept import Checked
    from aquip.report.findings import Extent
    from aquip.rules import Finding

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

    _refuse_unknown_rules(project)
    checked = _checked(project, private=private)
    within = _Within(project, paths, checked)
    selected = {code for codes in select for code in codes}
    ignored = {code for codes in ignore for code in codes}
    findings = [
        finding
        for finding in checked.findings
        if finding.code not in ignored
        and (not select or finding.code in selected)
        and within(finding.path)
    ]
    if format_ == "json":
        print_json(finding_rows(findings))
    else:
        _print(findings, project, within.extent())
    if any(strict or finding.severity == "error" for finding in findings):
        click.get_current_context().exit(1)


def _checked(project: Project, *, private: bool) -> Checked:
    """Check all notes by all rules, or remember what that yielded."""
    from aquip.kept import Checked, KeptCheck
    from aquip.rules import check as run

    kept = KeptCheck(project.store, project.today, lambda: project.tracked)
    known = None if private else kept.get()
    if known is not None:
        return known
    record = project.reading.full
    findings = run(record, project.config.settings, facts=kept.facts(), private=private)
    checked = Checked.of(record, findings)
    if not private:
        kept.put(record, checked)
    return checked


class _Within:
    """Tells whether a path, relative to the root, is among those asked for."""

    def __init__(self, project: Project, paths: Iterable[str], checked: Checked) -> None:
        self._series = checked.series
        self._tops = tuple(_relative(project, path) for path in paths)
        for given, top in zip(paths, self._tops, strict=True):
            if not any(_below(path, top) for path in self._series):
                folder = Path(os.path.relpath(project.config.docs_dir, project.config.root))
                raise AquipError(
                    "there is no note here",
                    path=given,
                    remedy=f"Notes are the Markdown files in `{folder.as_posix()}`.",
                )

    def __call__(self, path: str) -> bool:
        return not self._tops or any(_below(path, top) for top in self._tops)

    def extent(self) -> Extent:
        """Count what is looked at."""
        from aquip.report.findings import Extent

        within = [series for path, series in self._series.items() if self(path)]
        return Extent(len(within), len(set(within) - {None}))


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


def _print(findings: Sequence[Finding], project: Project, extent: Extent) -> None:
    from aquip.cli.terminal import console
    from aquip.core.text import Lines
    from aquip.report.findings import finding_lines
    from aquip.report.text import count

    def lines_of(path: str) -> Lines | None:
        with suppress(AquipError):
            return Lines(project.store.read(path).decode("utf-8", "replace"))
        return None

    out = console()
    width = out.width if out.is_terminal else _PIPED_WIDTH
    for line in finding_lines(findings, lines_of, extent, width=width):
        out.print(line, soft_wrap=True)
    withheld = sum(finding.withheld for finding in findings)
    if withheld:
        verb = "stands" if withheld == 1 else "stand"
        click.echo(f"{count(withheld, 'finding')} {verb} in private text (--private tells more)")
