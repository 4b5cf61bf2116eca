"""``--format text``: findings for people, by file, each with the source it is about."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len
from rich.text import Text

from aquip.report.check.rows import sums
from aquip.report.text import flat, visible
from aquip.rules.identity import marks_nothing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aquip.core.text import Lines
    from aquip.report.check.rows import Report
    from aquip.rules import Finding

_STYLE: Final = {"error": "bold red", "warning": "yellow"}
_MANY: Final = 20
"""From so many findings on, a count by rule helps more than another line."""
_MOST: Final = 2000
"""Nobody reads more of them; in each of the other formats are all."""
_NEAR: Final = 2000
"""Characters to either side of a place that are looked at: a line may have millions."""
_NARROW: Final = 60
"""Columns below which what a finding says stands under its place, not beside it."""


def render(report: Report, *, width: int, wrap: bool) -> Iterator[Text]:
    """Yield the report line by line: by file, each with its source, and a verdict at the end.

    ``width`` is how many columns of source are shown; with ``wrap`` what a finding says is
    broken into lines of that width too, else each finding keeps a line to itself. A place
    that is private, and whose text was not asked for, is told without its source.
    """
    for path, group in groupby(report.findings[:_MOST], key=lambda finding: finding.path):
        among = list(group)
        places = max(len(_place(finding)) for finding in among)
        yield Text(flat(path), style="bold")
        lines = report.lines_of(path)
        for finding in among:
            yield from _headline(finding, places, width if wrap else None)
            if lines is not None and not finding.withheld:
                yield from _source(finding, lines, width)
        yield Text()
    if more := len(report.findings[_MOST:]):
        yield Text(f"  and {more} more, which `aquip check --format json` lists")
        yield Text()
    yield from _by_rule(report.findings)
    yield _verdict(report)


def _place(finding: Finding) -> str:
    return f"{finding.line}:{finding.column}"


def _headline(finding: Finding, places: int, width: int | None) -> Iterator[Text]:
    head = Text.assemble(
        ("  " + _place(finding).rjust(places), "dim"),
        "  ",
        (finding.severity.ljust(7), _STYLE.get(finding.severity, "")),
        "  ",
        (finding.code, "cyan"),
        "  ",
    )
    message = flat(finding.message)
    if width is None or head.cell_len + cell_len(message) <= width:
        yield head.append(message)
        return
    indent = head.cell_len
    if width < _NARROW:
        head.rstrip()
        yield head
        head, indent = Text(" " * 4), 4
    for line in _wrapped(message, width - indent):
        yield head.append(line)
        head = Text(" " * indent)


def _wrapped(message: str, width: int) -> Iterator[str]:
    """Break text at spaces, or within what has none; letters may be two columns wide."""
    from rich.console import Console

    console = Console(width=width, color_system=None)
    for line in Text(message).wrap(console, width):
        line.rstrip()
        yield line.plain


def _source(finding: Finding, lines: Lines, width: int) -> Iterator[Text]:
    """Yield the line that is meant and marks below it; nothing for a finding about a whole file."""
    if marks_nothing(finding):
        return
    if finding.line > len(lines):  # the file was shortened while it was checked
        return
    whole = lines.line_text(finding.line)
    cut = max(0, finding.column - 1 - _NEAR)
    line = visible(whole[cut : finding.column + _NEAR]).replace("\t", " ")
    start = finding.column - 1 - cut
    end = finding.end_column - 1 - cut if finding.end_line == finding.line else len(line)
    number = f"{finding.line:>7} │ "
    first, last = _window(line, start, width - len(number))
    before = ("…" if first or cut else "") + line[first:start]
    shown = before + line[start:last] + ("…" if cut + last < len(whole) else "")
    yield Text.assemble((number, "dim"), shown)
    marks = "^" * max(cell_len(line[start : min(end, last)]), 1)
    gap = " " * cell_len(before)
    yield Text.assemble((" " * 8 + "│ ", "dim"), gap, (marks, _STYLE.get(finding.severity, "")))


def _window(line: str, start: int, room: int) -> tuple[int, int]:
    """Choose which part of a long line to show, so that what is marked begins within it."""
    room = max(room, 20)
    if cell_len(line) <= room:
        return 0, len(line)
    room -= 2  # for what stands where something is left out
    first = 0
    if cell_len(line[:start]) >= room * 2 // 3:
        first = start
        while first and cell_len(line[first - 1 : start]) <= room // 3:
            first -= 1
    last = first
    while last < len(line) and cell_len(line[first : last + 1]) <= room:
        last += 1
    return first, last


def _by_rule(findings: Sequence[Finding]) -> Iterator[Text]:
    """Count by rule where there are many, so that what to turn off or mend first is plain."""
    if len(findings) < _MANY:
        return
    counts = Counter((finding.code, finding.name) for finding in findings)
    digits = len(str(max(counts.values())))
    for (code, name), number in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
        yield Text.assemble(f"  {number:>{digits}}  ", (code, "cyan"), f"  {name}")
    yield Text()


def _verdict(report: Report) -> Text:
    verdict = Text(f"{report.extent}: ")
    found = sums(report.findings)
    if not found:
        return verdict.append("nothing to mend", style="green")
    for number, (words, severity) in enumerate(found):
        verdict.append(", " if number else "")
        verdict.append(words, style=_STYLE.get(severity, ""))
    fixable = sum(finding.fixable for finding in report.findings)
    if fixable:
        verdict.append(f" (`aquip check --fix` mends {_of(fixable, len(report.findings))})")
    return verdict


def _of(part: int, whole: int) -> str:
    if part == whole:
        return "it" if whole == 1 else "all"
    return f"{part} of them"
