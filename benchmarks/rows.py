"""What is measured: one small function a row, and the table of them.

Budgets in seconds are those of the machine that a release is measured on; ratios hold anywhere.
"""

from __future__ import annotations

import json
import shutil
import sys
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from benchmarks import plain
from benchmarks.generate import TODAY
from benchmarks.runs import AQUIP, MKDOCS, Bench, output, seconds

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SERIES = "manager"


@dataclass(frozen=True)
class Measured:
    """A row's figures, in seconds; with something to compare with, the budget is a ratio."""

    own: float
    budget: float
    base: float | None = None

    @property
    def ratio(self) -> float | None:
        """How many times as long as what it is compared with."""
        return self.own / self.base if self.base else None

    @property
    def kept(self) -> bool:
        """Whether the budget is kept."""
        return (self.own if self.ratio is None else self.ratio) <= self.budget


@dataclass(frozen=True)
class Row:
    """A line of the table."""

    name: str
    against: str
    measure: Callable[[Bench], Measured]


def full_build(bench: Bench) -> Measured:
    """A clean build with nothing cached, history and all, against plain MkDocs and Material."""
    root, site = bench.corpus(), bench.folder / "site"
    base, own = bench.medians(lambda: plain.build(root, _gone(site)), lambda: _build(root, site))
    return Measured(own, 0.45, base)


def growth(bench: Bench) -> Measured:
    """The same build of more notes against that of fewer: linear, and a tenth for luck."""
    fewer = 1000 if bench.meetings > 1000 else max(bench.meetings // 4, 1)
    small, large, site = bench.corpus(fewer), bench.corpus(), bench.folder / "site"
    base, own = bench.medians(lambda: _build(small, site), lambda: _build(large, site))
    return Measured(own, 1.1 * bench.meetings / fewer, base)


def check_cold(bench: Bench) -> Measured:
    """A check with nothing cached: five seconds for 10,000 notes, half of one at least."""
    root = bench.corpus()

    def once() -> float:
        _gone(root / ".cache")
        return seconds(AQUIP, "check", cwd=root)

    (own,) = bench.medians(once)
    return Measured(own, max(0.5, 5 * bench.meetings / 10_000))


def check_warm(bench: Bench) -> Measured:
    """A check with all cached: a second for 10,000 notes, half of one at least."""
    root = bench.corpus()
    seconds(AQUIP, "check", cwd=root)
    (own,) = bench.medians(lambda: seconds(AQUIP, "check", cwd=root))
    return Measured(own, max(0.5, bench.meetings / 10_000))


def version(bench: Bench) -> Measured:
    """The start of the command against that of Python with Click alone."""
    base, own = bench.medians(
        lambda: seconds(sys.executable, "-c", "import click", cwd=bench.folder),
        lambda: seconds(AQUIP, "--version", cwd=bench.folder),
        repeat=max(bench.repeat, 9),
    )
    return Measured(own, 2.5, base)


def new(bench: Bench) -> Measured:
    """The next meeting, everything open carried over."""
    day = str(TODAY + timedelta(days=12))
    return _edit(bench, "new", SERIES, "--date", day)


def add(bench: Bench) -> Measured:
    """A thought captured between meetings."""
    return _edit(bench, "add", SERIES, "What is the plan for the winter?", "--to", "questions")


def done(bench: Bench) -> Measured:
    """An action closed."""
    listed = json.loads(output(AQUIP, "actions", "--format", "json", cwd=bench.corpus()))
    ref = next(item["id"] for item in listed if item["id"] and item["series"] == SERIES)
    return _edit(bench, "done", ref)


ROWS = (
    Row("full cold build", "plain MkDocs + Material", full_build),
    Row("growth of the build", "a build of fewer notes", growth),
    Row("check, cold", "", check_cold),
    Row("check, warm", "", check_warm),
    Row("aquip --version", "python, import click", version),
    Row("new, warm", "", new),
    Row("add, warm", "", add),
    Row("done, warm", "", done),
)


def _edit(bench: Bench, *arguments: str) -> Measured:
    """A writing command on warm notes; what it wrote is undone before the next run."""
    root = bench.corpus()
    output(AQUIP, "actions", "--format", "json", cwd=root)

    def once() -> float:
        taken = seconds(AQUIP, *arguments, cwd=root)
        output("git", "checkout", "--quiet", ".", cwd=root)
        output("git", "clean", "--quiet", "--force", "notes", cwd=root)
        return taken

    (own,) = bench.medians(once)
    return Measured(own, 0.5)


def _build(root: Path, site: Path) -> float:
    _gone(root / ".cache")
    return seconds(*MKDOCS, "build", "--quiet", "--site-dir", str(_gone(site)), cwd=root)


def _gone(path: Path) -> Path:
    """The path, with nothing there."""
    shutil.rmtree(path, ignore_errors=True)
    return path
