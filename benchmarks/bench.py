"""Measures every budget, and prints them as a table: ``make bench``, ``make bench-quick``.

    python -m benchmarks.bench --meetings 5000 --json figures.json

Fails when a budget is not kept or a command does not work; a row that this machine has no means
to measure is said, and is no failure.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import click

from benchmarks import report
from benchmarks.measured import Result, Row, SkippedError
from benchmarks.rows import ROWS
from benchmarks.runs import Bench, FailedError, Sizes


@click.command()
@click.option(
    "--meetings",
    default=5000,
    show_default=True,
    help="How many notes to measure with; growth, memory and the check take twice as many.",
)
@click.option("--quick", is_flag=True, help="No row takes more notes than --meetings.")
@click.option("--repeat", default=3, show_default=True, help="How often; medians are shown.")
@click.option("--seed", default=1, show_default=True)
@click.option("--only", multiple=True, help="Rows whose name contains this; may be repeated.")
@click.option("--report", "only_report", is_flag=True, help="A missed budget is no failure.")
@click.option("--json", "written", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--folder", type=click.Path(file_okay=False, path_type=Path), help="Work, and stay.")
def main(  # noqa: PLR0913, PLR0917 - one parameter an option
    meetings: int,
    repeat: int,
    seed: int,
    only: tuple[str, ...],
    written: Path | None,
    folder: Path | None,
    *,
    quick: bool,
    only_report: bool,
) -> None:
    """Measure aquip against plain MkDocs on the same made-up notes."""
    rows = [row for row in ROWS if not only or any(part in row.name for part in only)]
    if not rows:
        raise click.UsageError(f"no row has such a name: {', '.join(row.name for row in ROWS)}")
    sizes = Sizes.quick(meetings) if quick else Sizes.around(meetings)
    with tempfile.TemporaryDirectory(prefix="aquip-bench-") as temporary:
        bench = Bench((folder or Path(temporary)).resolve(), sizes, repeat, seed)
        bench.folder.mkdir(parents=True, exist_ok=True)
        results = [measure(bench, row) for row in rows]
    report.show(bench, results)
    if written:
        report.write(written, bench, results)
    sys.exit(failed(results, only_report=only_report))


def measure(bench: Bench, row: Row) -> Result:
    """Measure one row; what goes wrong in it is its result, and the others go on."""
    click.echo(f"{row.name} …", err=True)
    try:
        measured = row.measure(bench)
    except SkippedError as error:
        return Result(row, "skipped", why=str(error))
    except FailedError as error:
        return Result(row, "failed", why=str(error))
    return Result(row, measured.verdict, measured)


def failed(results: Sequence[Result], *, only_report: bool) -> bool:
    """Whether the run failed: a command did not work, or a budget was missed."""
    bad = {"failed"} if only_report else {"failed", "over"}
    return any(result.verdict in bad for result in results)


if __name__ == "__main__":
    main()
