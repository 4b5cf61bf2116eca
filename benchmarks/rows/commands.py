"""The command: its start, a check of all notes, and the commands that write."""

from __future__ import annotations

import json
import sys
from datetime import timedelta

from benchmarks import notes
from benchmarks.generate import TODAY
from benchmarks.measured import Measured
from benchmarks.runs import AQUIP, Bench, gone, output, seconds


def check_cold(bench: Bench) -> Measured:
    """A check with nothing cached: five seconds for 10,000 notes, half of one at least."""
    root = bench.corpus(bench.sizes.large)

    def once() -> float:
        gone(root / ".cache")
        return seconds(AQUIP, "check", cwd=root)

    (own,) = bench.medians(once)
    return Measured(own, max(0.5, 5 * bench.sizes.large / 10_000))


def check_warm(bench: Bench) -> Measured:
    """A check with all cached: a second for 10,000 notes, half of one at least."""
    root = bench.corpus(bench.sizes.large)
    seconds(AQUIP, "check", cwd=root)
    (own,) = bench.medians(lambda: seconds(AQUIP, "check", cwd=root))
    return Measured(own, max(0.5, bench.sizes.large / 10_000))


def check_edited(bench: Bench) -> Measured:
    """A check with all cached but one note that was edited."""
    root = bench.corpus(bench.sizes.large)
    seconds(AQUIP, "check", cwd=root)
    with notes.coming(root) as note:

        def once() -> float:
            notes.add_action(note, "Check this again")
            return seconds(AQUIP, "check", cwd=root)

        (own,) = bench.medians(once)
    return Measured(own)


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
    return _written(bench, "new", notes.SERIES, "--date", day)


def add(bench: Bench) -> Measured:
    """A thought captured between meetings."""
    text = "What is the plan for the winter?"
    return _written(bench, "add", notes.SERIES, text, "--to", "questions")


def done(bench: Bench) -> Measured:
    """An action closed."""
    listed = json.loads(output(AQUIP, "actions", "--format", "json", cwd=bench.corpus()))
    ref = next(item["id"] for item in listed if item["id"] and item["series"] == notes.SERIES)
    return _written(bench, "done", ref)


def _written(bench: Bench, *arguments: str) -> Measured:
    """A writing command on warm notes; what it wrote is undone before the next run."""
    root = bench.corpus()

    def once() -> float:
        taken = seconds(AQUIP, *arguments, cwd=root)
        notes.restore(root)
        return taken

    once()  # what it can keep for the next time is kept now
    (own,) = bench.medians(once)
    return Measured(own, 0.5)
