"""What git knows of the notes, against what git itself takes to tell it."""

from __future__ import annotations

import time
from pathlib import Path

from aquip.core.settings import Person
from aquip.history.log import read
from benchmarks.history import PEOPLE
from benchmarks.measured import Measured
from benchmarks.runs import Bench, FailedError, seconds

_PEOPLE = {who: Person(who, name, (f"{who}@example.org",)) for who, name in PEOPLE.items()}


def facts(bench: Bench) -> Measured:
    """The trails of all notes, in a process that has imported GitPython already."""
    root = bench.corpus()
    _read(root)
    base, own = bench.medians(
        lambda: seconds("git", "log", "--raw", cwd=root),
        lambda: _read(root),
        repeat=max(bench.repeat, 5),
    )
    return Measured(own, 1.3, base)


def _read(root: Path) -> float:
    before = time.perf_counter()
    history = read(root, _PEOPLE)
    taken = time.perf_counter() - before
    if not history.trails:
        raise FailedError(history.why or "no note has a trail")
    return taken
