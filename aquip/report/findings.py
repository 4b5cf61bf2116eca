"""What the check found, as text for people and as plain data for other programs."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from aquip.report.text import count, visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from rich.text import Text

    from aquip.core.text import Lines
    from aquip.rules import Finding

_KEYS: Final = (
    "code",
    "name",
    "severity",
    "message",
    "path",
    "line",
    "column",
    "end_line",
    "end_column",
    "fixable",
)
_STYLE: Final = {"error": "bold red", "warning": "yellow"}
_MANY: Final = 20
"""From so many findings on, a count by rule helps more than another line."""


@dataclass(frozen=True, slots=True)
class Extent:
    """What was looked at: how many notes, of how many series."""

    notes: int
    series: int

    def __str__(self) -> str:
        """Say it as the beginning of a sentence."""
        within = f" in {count(self.series, 'series', 'series')}" if self.series else ""
        return f"Checked {count(self.notes, 'note')}{within}"


def finding_rows(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """Return findings as rows of plain data, in their order."""
    return [{key: getattr(finding, key) for key in _KEYS} for finding in findings]


def finding_lines(
    findings: Sequence[Finding],
    lines_of: Callable[[str], Lines | None],
    extent: Extent,
    *,
    width: int,
) -> Iterator[Text]:
    """Yield the report line by line: by file, each with its source, and a verdict at the end.

    ``lines_of`` gives the lines of a path; ``width`` is how many columns of source are
    shown. A place that is private, and whose text was not asked for, is told without its
    source.
    """
    from rich.text import Text

    for path, group in groupby(findings, key=lambda finding: finding.path):
        among = list(group)
        places = max(len(_place(finding)) for finding in among)
        yield Text(visible(path), style="bold")
        lines = lines_of(path)
        for finding in among:
            yield _headline(finding, places)
            if lines is not None and not finding.withheld:
                yield from _source(finding, lines, width)
        yield Text()
    yield from _by_rule(findings)
    yield _verdict(findings, extent)


def _place(finding: Finding) -> str:
    return f"{finding.line}:{finding.column}"


def _headline(finding: Finding, places: int) -> Text:
    from rich.text import Text

    return Text.assemble(
        ("  " + _place(finding).rjust(places), "dim"),
        "  ",
        (finding.severity.ljust(7), _STYLE.get(finding.severity, "")),
        "  ",
        (finding.code, "cyan"),
        "  ",
        visible(finding.message),
    )


def _source(finding: Finding, lines: Lines, width: int) -> Iterator[Text]:
    """Yield the line that is meant and marks below it; nothing for a finding about a whole file."""
    from rich.cells import cell_len
    from rich.text import Text

    if (finding.line, finding.column) == (finding.end_line, finding.end_column):
        return
    if finding.line > len(lines):  # the file was shortened while it was checked
        return
    line = visible(lines.line_text(finding.line)).replace("\t", " ")
    start = finding.column - 1
    end = finding.end_column - 1 if finding.end_line == finding.line else len(line)
    number = f"{finding.line:>7} │ "
    first, last = _window(len(line), start, width - len(number))
    before = ("…" if first else "") + line[first:start]
    marked = line[start : min(end, last)]
    shown = before + line[start:last] + ("…" if last < len(line) else "")
    yield Text.assemble((number, "dim"), shown)
    marks = "^" * max(cell_len(marked), 1)
    gap = " " * cell_len(before)
    yield Text.assemble((" " * 8 + "│ ", "dim"), gap, (marks, _STYLE.get(finding.severity, "")))


def _window(length: int, start: int, room: int) -> tuple[int, int]:
    """Choose which part of a long line to show, so that what is marked begins within it."""
    room = max(room - 2, 20)
    if length <= room:
        return 0, length
    first = 0 if start < room * 2 // 3 else start - room // 3
    return first, min(length, first + room)


def _by_rule(findings: Sequence[Finding]) -> Iterator[Text]:
    """Count by rule where there are many, so that what to turn off or mend first is plain."""
    from rich.text import Text

    if len(findings) < _MANY:
        return
    counts = Counter((finding.code, finding.name) for finding in findings)
    digits = len(str(max(counts.values())))
    for (code, name), number in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
        yield Text.assemble(f"  {number:>{digits}}  ", (code, "cyan"), f"  {name}")
    yield Text()


def _verdict(findings: Sequence[Finding], extent: Extent) -> Text:
    from rich.text import Text

    sums = Counter[str](finding.severity for finding in findings)
    if not sums:
        return Text.assemble(f"{extent}: ", ("nothing to mend", "green"))
    parts = [
        (count(sums[severity], severity), style)
        for severity, style in _STYLE.items()
        if sums[severity]
    ]
    verdict = Text(f"{extent}: ")
    for number, (words, style) in enumerate(parts):
        verdict.append(", " if number else "")
        verdict.append(words, style=style)
    return verdict
