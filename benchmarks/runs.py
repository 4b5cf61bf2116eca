"""Running things and timing them: fresh processes, taken in turns, the median of a few.

Two programs compared are run alternately, so that a machine that is busy for a while is busy for
both; the median forgets the one run that something else disturbed.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.generate import TODAY, Shape, generate

if TYPE_CHECKING:
    from collections.abc import Callable

AQUIP = str(Path(sys.executable).with_name("aquip"))
MKDOCS = (sys.executable, "-m", "mkdocs")

_SURROUNDINGS = {
    "AQUIP_TODAY": str(TODAY),
    "GIT_CONFIG_NOSYSTEM": "1",
    "NO_COLOR": "1",
    "NO_MKDOCS_2_WARNING": "1",
}


class FailedError(Exception):
    """A measured command did not work; the message is the last thing it said."""


@dataclass(frozen=True)
class Sizes:
    """How many meetings a row is measured with."""

    small: int
    usual: int
    large: int

    @classmethod
    def around(cls, usual: int) -> Sizes:
        """The sizes of a whole run: growth is from a fifth of the usual size to twice of it."""
        return cls(max(usual // 5, 1), usual, 2 * usual)

    @classmethod
    def quick(cls, most: int) -> Sizes:
        """The sizes of a quick run: none is larger than ``most``."""
        return cls(max(most // 4, 1), most, most)


@dataclass(eq=False)
class Bench:
    """Where the notes lie, how many, and how often each thing is measured."""

    folder: Path
    sizes: Sizes
    repeat: int = 3
    seed: int = Shape.seed
    _made: dict[int, Path] = field(default_factory=dict)

    def corpus(self, meetings: int | None = None) -> Path:
        """A notes repository of that size, or the usual one, with its history.

        It is made when first asked for; whoever changes a note changes it back.
        """
        size = meetings or self.sizes.usual
        if size not in self._made:
            root = gone(self.folder / f"notes-{size}")
            generate(root, Shape(size, seed=self.seed), git=True)
            self._made[size] = root
        return self._made[size]

    def medians(self, *measures: Callable[[], float], repeat: int | None = None) -> list[float]:
        """The median of what each returns, measured in turns."""
        turns = [[measure() for measure in measures] for _ in range(repeat or self.repeat)]
        return [statistics.median(figures) for figures in zip(*turns, strict=True)]


def seconds(*command: str, cwd: Path) -> float:
    """How long a command takes, from its start to its end.

    Raises:
        FailedError: It ended with a status other than 0.
    """
    before = time.perf_counter()
    output(*command, cwd=cwd)
    return time.perf_counter() - before


def output(*command: str, cwd: Path) -> str:
    """What a command prints.

    Raises:
        FailedError: It ended with a status other than 0.
    """
    try:
        done = subprocess.run(
            command,
            cwd=cwd,
            env=environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
    except OSError as error:
        raise FailedError(str(error)) from error
    if done.returncode:
        said = (done.stderr.strip() or done.stdout.strip() or "said nothing").splitlines()[-1]
        raise FailedError(f"status {done.returncode}: {said}")
    return done.stdout


def environment(**more: str) -> dict[str, str]:
    """What a measured program finds around it."""
    return {**os.environ, **_SURROUNDINGS, **more}


def gone(path: Path) -> Path:
    """The path, with nothing there."""
    shutil.rmtree(path, ignore_errors=True)
    return path
