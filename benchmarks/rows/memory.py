"""Memory of a build: the most that it and its children held at once."""

from __future__ import annotations

import contextlib
import re
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.measured import Measured, SkippedError
from benchmarks.runs import AQUIP, Bench, FailedError, environment, gone

PAUSE = 0.05
PROC = Path("/proc")
SHARE = re.compile(r"^Pss:\s+(\d+) kB$", re.MULTILINE)


def peak(bench: Bench) -> Measured:
    """A build of the most notes with nothing cached, in gigabytes."""
    if not (PROC / "self/smaps_rollup").exists():
        raise SkippedError(f"{sys.platform} does not say what share of memory a process holds")
    root, site = bench.corpus(bench.sizes.large), bench.folder / "site-built"

    def once() -> float:
        gone(root / ".cache")
        return _most((AQUIP, "build", "--site-dir", str(gone(site))), root) / 1e9

    (own,) = bench.medians(once)
    return Measured(own, 1.5, unit="GB")


def _most(command: tuple[str, ...], cwd: Path) -> int:
    """Bytes held at most by a command and all that it started, looked at every few moments.

    A page that several processes share is counted once: each is told its part of it.
    """
    most = 0
    with subprocess.Popen(
        command, cwd=cwd, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as running:
        while running.poll() is None:
            most = max(most, sum(map(_share, _tree(running.pid))))
            time.sleep(PAUSE)
    if running.returncode:
        raise FailedError(f"status {running.returncode}")
    return most


def _tree(pid: int) -> list[int]:
    found = [pid]
    with contextlib.suppress(OSError):  # it may end while it is looked at
        for task in (PROC / str(pid) / "task").iterdir():
            for child in (task / "children").read_text().split():
                found += _tree(int(child))
    return found


def _share(pid: int) -> int:
    try:
        said = SHARE.search((PROC / str(pid) / "smaps_rollup").read_text())
    except OSError:
        return 0
    return int(said[1]) * 1024 if said else 0
