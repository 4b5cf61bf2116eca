"""Measures the first budgets, and prints them as a table: ``make bench``.

    python -m benchmarks.bench --meetings 5000

A budget that is not kept is said, and is no failure; a command that does not work is one.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from benchmarks.rows import ROWS, Measured, Row
from benchmarks.runs import Bench, FailedError

WIDTH = 110
"""How wide the table is in a file, where there is no terminal to ask."""


@click.command()
@click.option("--meetings", default=1000, show_default=True, help="How many notes to measure with.")
@click.option("--repeat", default=3, show_default=True, help="How often; medians are shown.")
@click.option("--seed", default=1, show_default=True)
@click.option("--only", multiple=True, help="Rows whose name contains this; may be repeated.")
@click.option("--folder", type=click.Path(file_okay=False, path_type=Path), help="Work, and stay.")
def main(meetings: int, repeat: int, seed: int, only: tuple[str, ...], folder: Path | None) -> None:
    """Measure aquip against plain MkDocs on the same made-up notes."""
    rows = [row for row in ROWS if not only or any(part in row.name for part in only)]
    with tempfile.TemporaryDirectory(prefix="aquip-bench-") as temporary:
        bench = Bench((folder or Path(temporary)).resolve(), meetings, repeat, seed)
        bench.folder.mkdir(parents=True, exist_ok=True)
        worked = show(bench, rows)
    sys.exit(not worked)


def show(bench: Bench, rows: list[Row]) -> bool:
    """Measure and print; whether every row could be measured."""
    title = f"{bench.meetings:,} meetings, medians of {bench.repeat}"
    table = Table(title=title, caption="ratios within this run; seconds on this machine")
    table.add_column("work")
    table.add_column("against")
    for name in ("that", "aquip", "ratio", "budget"):
        table.add_column(name, justify="right")
    table.add_column("verdict")
    faults = []
    progress = Console(stderr=True)
    for row in rows:
        progress.print(f"{row.name} …", style="dim")
        try:
            cells = _cells(row.measure(bench))
        except FailedError as error:
            faults.append(f"{row.name}: {error}")
            cells = ["–", "–", "–", "–", "failed"]
        table.add_row(row.name, row.against, *cells)
    console = Console() if sys.stdout.isatty() else Console(width=WIDTH)
    console.print(table)
    for fault in faults:
        console.print(f"failed: {fault}", markup=False)
    return not faults


def _cells(measured: Measured) -> list[str]:
    if measured.base is None or measured.ratio is None:
        figures = ["–", f"{measured.own:.2f} s", "–", f"{measured.budget:.2f} s"]
    else:
        times = [f"{measured.base:.2f} s", f"{measured.own:.2f} s"]
        figures = [*times, f"{measured.ratio:.2f}", f"{measured.budget:.2f}"]
    return [*figures, "kept" if measured.kept else "over"]


if __name__ == "__main__":
    main()
