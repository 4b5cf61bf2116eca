"""What was measured, as a table for people and as JSON for programs."""

from __future__ import annotations

import json
import platform
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.measured import Measured, Result
from benchmarks.runs import Bench

WIDTH = 110
"""How wide the table is in a file, where there is no terminal to ask."""


def show(bench: Bench, results: Sequence[Result]) -> None:
    """Print the table, and below it why rows have no figures."""
    sizes = bench.sizes
    table = Table(
        title=f"{sizes.usual:,} meetings, up to {sizes.large:,}; medians of {bench.repeat}",
        caption="ratios within this run; other figures are this machine's",
    )
    table.add_column("work")
    table.add_column("against")
    for name in ("that", "aquip", "ratio", "budget"):
        table.add_column(name, justify="right")
    table.add_column("verdict")
    for result in results:
        table.add_row(result.row.name, result.row.against, *_cells(result.measured), result.verdict)
    console = Console() if sys.stdout.isatty() else Console(width=WIDTH)
    console.print(table)
    for result in results:
        if result.why:
            said = f"{result.verdict}: {result.row.name}: {result.why}"
            console.print(said, markup=False, soft_wrap=True)


def write(path: Path, bench: Bench, results: Sequence[Result]) -> None:
    """Write the figures to a file, each in the unit that it names."""
    rows = []
    for result in results:
        measured = result.measured
        figures = {**asdict(measured), "ratio": measured.ratio} if measured else {}
        rows.append({"name": result.row.name, "against": result.row.against, **figures})
        rows[-1] |= {"verdict": result.verdict, "why": result.why}
    made = {
        "sizes": asdict(bench.sizes),
        "repeat": bench.repeat,
        "seed": bench.seed,
        "python": platform.python_version(),
        "platform": platform.platform(),
        "rows": rows,
    }
    path.write_text(json.dumps(made, indent=2) + "\n", "utf-8")


def _cells(measured: Measured | None) -> list[str]:
    """What it is compared with, the figure, their ratio, the budget."""
    if measured is None:
        return ["–"] * 4
    base, own = (_figure(value, measured.unit) for value in (measured.base, measured.own))
    ratio = measured.ratio
    if ratio is None:
        return [base, own, "–", _figure(measured.budget, measured.unit)]
    return [base, own, _figure(ratio), _figure(measured.budget)]


def _figure(value: float | None, unit: str = "") -> str:
    if value is None:
        return "–"
    return f"{value:,.{0 if unit == 'ms' else 2}f} {unit}".rstrip()
