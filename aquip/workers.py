"""Work shared among the machine's cores by forked processes.

A worker inherits all that was read so far, does its share, and sends bytes back: plain
data, never objects. What a worker does not send, the caller does itself, so that nothing
depends on there being any.
"""

from __future__ import annotations

import gc
import os
import sys
import threading
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

T = TypeVar("T")

_MOST: Final = 8
"""Beyond this many, what is done by one process alone takes the time."""
_DEALT: Final = 16
"""Tasks that are dealt at a time."""
_FORKED: Final = "AQUIP_WORKERS"
"""Says how many processes may share the work; 1 means that none is forked."""


def processes() -> int:
    """Return how many processes may share the work, this one included.

    It is 1 where forking is not to be had, or not safe because other threads run.
    """
    if not may_fork():
        return 1
    wanted = os.environ.get(_FORKED, "")
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return max(1, min(int(wanted) if wanted.isdecimal() else cores or 1, _MOST))


def may_fork() -> bool:
    """Tell whether a process can be forked here, and safely: no other threads run."""
    return hasattr(os, "fork") and sys.platform != "darwin" and threading.active_count() == 1


def bounded(compute: Callable[[], bytes], seconds: int, memory: int) -> Callable[[], bytes]:
    """Return what computes the same in a worker that has only so much of both left.

    ``seconds`` are of processor time, ``memory`` counts in bytes on top of what is in use. The
    system ends a worker that goes on; then there is no result.
    """

    def within() -> bytes:
        import resource

        pages = Path("/proc/self/statm")
        used = int(pages.read_text("ascii").split()[0]) if pages.is_file() else 0
        limit = used * resource.getpagesize() + memory
        lower = {resource.RLIMIT_CORE: 0, resource.RLIMIT_CPU: seconds}
        if used:
            lower[resource.RLIMIT_AS] = limit
        for kind, most in lower.items():
            _, hard = resource.getrlimit(kind)
            allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
            resource.setrlimit(kind, (allowed, hard))
        return compute()

    return within


def shares(tasks: Sequence[T], count: int) -> list[Sequence[T]]:
    """Deal tasks out a few at a time: neighbours, which are often alike, stay together."""
    dealt = [tasks[start : start + _DEALT] for start in range(0, len(tasks), _DEALT)]
    return [[*chain.from_iterable(dealt[number::count])] for number in range(count)]


class Worker:
    """A forked process that computes bytes."""

    def __init__(self, compute: Callable[[], bytes]) -> None:
        gc.freeze()  # else its first collection would copy every page of memory
        self._source, target = os.pipe()
        self._pid = os.fork()
        if self._pid:
            os.close(target)
            return
        # Whatever happens, this process must never come back as a second caller: what went
        # wrong here goes wrong again where the caller does it itself, and is told there.
        status = 1
        try:
            os.close(self._source)
            gc.disable()
            with os.fdopen(target, "wb") as pipe:
                pipe.write(compute())
            status = 0
        finally:
            os._exit(status)

    def result(self) -> bytes | None:
        """Wait for what it computed; None where it failed."""
        with os.fdopen(self._source, "rb") as pipe:
            data = pipe.read()
        with suppress(ChildProcessError):  # somebody else has waited for it
            _, status = os.waitpid(self._pid, 0)
            return None if status else data
        return None
