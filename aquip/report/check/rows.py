"""What every format is made from: the findings as rows, and what was looked at."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final

from aquip.report.text import count, flat
from aquip.rules.identity import fingerprints

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from aquip.rules import Finding
    from aquip.rules.identity import LinesOf

_SEVERITIES: Final = ("error", "warning")


@dataclass(frozen=True, slots=True)
class Extent:
    """What was looked at: how many notes, of how many series, and since when if not all."""

    notes: int
    series: int
    change: str = ""

    def __str__(self) -> str:
        """Say it as the beginning of a sentence."""
        within = f" in {count(self.series, 'series', 'series')}" if self.series else ""
        change = f", {self.change}" if self.change else ""
        return f"Checked {count(self.notes, 'note')}{within}{change}"


@dataclass(frozen=True, slots=True)
class Row:
    """A finding to show elsewhere.

    ``path`` counts from the top of the git repository, with forward slashes. ``message`` is one
    line without control characters. ``fingerprint`` stays the same while lines move, and is
    another for each row of a report. ``touched`` tells whether the change at hand is about it.
    """

    finding: Finding
    path: str
    message: str
    fingerprint: str
    touched: bool


@dataclass(frozen=True)
class Report:
    """All that a format may print.

    ``paths`` are the notes that were looked at and ``prefix`` is the root's own path, both as
    git has them: the first from the root, the second from the repository's top. ``help_url``
    is where a rule is explained, by its code, and ``source`` where the commit's files are shown,
    where the notes are hosted.
    """

    findings: Sequence[Finding]
    paths: Sequence[str]
    extent: Extent
    lines_of: LinesOf
    prefix: str = ""
    touched: Callable[[Finding], bool] = field(default=lambda _: True)
    help_url: Callable[[str], str | None] = field(default=lambda _: None)
    source: str | None = None

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The findings as rows, in their order."""
        prints = fingerprints(self.findings, self.lines_of)
        return tuple(
            Row(f, self.place(f.path), flat(f.message), fingerprint, self.touched(f))
            for f, fingerprint in zip(self.findings, prints, strict=True)
        )

    def place(self, path: str) -> str:
        """Return a path of a note as it counts from the top of the git repository."""
        return f"{self.prefix}/{path}" if self.prefix else path

    @property
    def verdict(self) -> str:
        """The last line of a report: what was looked at, and what came of it."""
        found = ", ".join(words for words, _ in sums(self.findings))
        return f"{self.extent}: {found or 'nothing to mend'}"


def sums(findings: Iterable[Finding]) -> list[tuple[str, str]]:
    """Count findings by severity, the worst first: words to say, and the severity."""
    found = Counter[str](finding.severity for finding in findings)
    return [(count(found[one], one), one) for one in _SEVERITIES if found[one]]
