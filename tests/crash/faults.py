"""Runs a command in a process of its own, where the system fails at a moment that is chosen.

What a command does to the disk, it does in steps: it opens a file to write, flushes it, moves it.
Between two of them the disk stays as it is, so that to die before each of them, one after the
other, is to die at every moment there is.
"""

from __future__ import annotations

import errno
import multiprocessing
import os
import resource
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import wraps
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Literal, ParamSpec, TypeVar
from unittest import mock

from click.testing import CliRunner

from aquip.history.repository import Committer
from aquip.history.writing import Commit

P = ParamSpec("P")
R = TypeVar("R")
Kind = Literal["none", "kill", "full", "readonly", "once", "flaky", "limit"]

CHANGING = frozenset(
    {
        *("os.rename", "os.link", "os.symlink", "os.remove", "os.mkdir", "os.rmdir", "os.chmod"),
        *("os.truncate", "shutil.rmtree", "sqlite3.connect", "subprocess.Popen"),
    }
)
"""What Python says of itself before it changes the disk, beside files opened to be written."""
TAKES_SPACE = frozenset({"open", "os.mkdir", "os.fdopen", "os.fsync"})
ERRORS = {"full": errno.ENOSPC, "readonly": errno.EROFS, "once": errno.EIO, "flaky": errno.EIO}
SAM = Committer("Sam Reyes", "sam@example.org")

_server = multiprocessing.get_context("forkserver")
_server.set_forkserver_preload(["tests.crash.preloaded"])


@dataclass(frozen=True)
class Outcome:
    """How a command ended: its status, None where it was killed, and what it printed."""

    status: int | None
    output: str
    steps: int


def run(
    arguments: list[str],
    kind: Kind = "none",
    at: int = 0,
    *,
    exchange: bool = True,
    short: bool = False,
) -> Outcome:
    """Run a command that meets a fault of ``kind`` at its step ``at``, counted from 1.

    A full disk stays full and a read-only one stays so; ``once`` is an error that passes, and
    ``flaky`` one that comes at every second step. With
    ``limit``, the system itself writes no file's byte beyond the ``at``-th. Without ``exchange``,
    it can't let two files change places. With ``short``, the demo is a single commit.
    """
    source, target = _server.Pipe(duplex=False)
    around = (dict(os.environ), str(Path.cwd()))
    process = _server.Process(
        target=_child, args=(target, arguments, _Faults(kind, at), exchange, short, *around)
    )
    process.start()
    target.close()
    try:
        outcome = source.recv()
    except EOFError:
        outcome = None
    process.join()
    if outcome is not None:
        return Outcome(*outcome)
    assert process.exitcode == -signal.SIGKILL
    return Outcome(None, "", at)


class _Faults:
    """Counts steps, and fails at the one that is meant."""

    def __init__(self, kind: Kind, at: int) -> None:
        self.kind, self.at, self.count = kind, at, 0
        self.armed = True

    def step(self, name: str) -> None:
        """Take one step, or fail."""
        if not self.armed:
            return
        self.count += 1
        if self.kind not in {"kill", *ERRORS} or self.count < self.at:
            return
        if self.kind == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        if self.kind == "full" and name not in TAKES_SPACE:
            return
        if self.kind == "once" and self.count > self.at:
            return
        if self.kind == "flaky" and (self.count - self.at) % 2:
            return
        number = ERRORS[self.kind]
        raise OSError(number, os.strerror(number))

    def hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Listen to what Python is about to do."""
        if event in CHANGING:
            self.step(event)
        elif event == "open" and isinstance(arguments[2], int):
            path, _, flags = arguments
            writes = flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
            # A number is a file that was opened before.
            if writes and not isinstance(path, int) and not str(path).startswith("/dev/"):
                self.step(event)

    def opening(self, function: Callable[..., R]) -> Callable[..., R]:
        """Make a step of the opening of a file that is to be written."""

        @wraps(function)
        def call(handle: int, mode: str = "r", *args: object, **kwargs: object) -> R:
            if mode[0] != "r":
                self.step("os.fdopen")
            return function(handle, mode, *args, **kwargs)

        return call

    def before(self, name: str, function: Callable[P, R]) -> Callable[P, R]:
        """Make a step of what Python does not tell of."""

        @wraps(function)
        def call(*args: P.args, **kwargs: P.kwargs) -> R:
            self.step(name)
            return function(*args, **kwargs)

        return call


def _child(
    pipe: Connection,
    arguments: list[str],
    faults: _Faults,
    exchange: bool,
    short: bool,
    environment: dict[str, str],
    folder: str,
) -> None:
    from aquip.cli import main
    from aquip.demo import example, year
    from aquip.files import swap

    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    os.fsync = faults.before("os.fsync", os.fsync)
    os.fdopen = faults.opening(os.fdopen)  # type: ignore[assignment]
    swap.exchange = faults.before("exchange", swap.exchange if exchange else lambda *_: False)
    if short:
        made = {"mkdocs.yml": b"plugins: [aquip]\n", "notes/index.md": b"# Home\n"}
        commit = Commit(datetime(2026, 11, 20, tzinfo=UTC), SAM, "Begin", made)
        mock.patch.object(example, "example_files", return_value=made).start()
        mock.patch.object(year, "commits", return_value=[commit]).start()
    if faults.kind == "limit":
        resource.setrlimit(resource.RLIMIT_FSIZE, (faults.at, resource.RLIM_INFINITY))
    sys.addaudithook(faults.hear)
    result = CliRunner().invoke(main, arguments)
    faults.armed = False
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    pipe.send((result.exit_code, result.output, faults.count))
