"""Tasks in a row, done from the front here, and by forked processes from the back.

A process is given a few tasks at a time, so that none has to wait for a slower one. Only
plain data comes back.
"""

from __future__ import annotations

import gc
import os
import select
import signal
import socket
import struct
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from aquip.workers import processes

Work = Callable[[int], bytes]
"""Does the task of a number; what it returns is never empty."""

LEAST: Final = 64
"""Pages for which it is worth forking."""
_ORDER: Final = struct.Struct("=II")
"""Sent: the first and the last but one of some tasks. Returned: a task, and its result's length."""
_COST: Final = 16
"""How much of the tasks' cost a process is given at a time."""
_AHEAD: Final = 2
"""How often a process is given something before it has done all of it."""
_PATIENCE: Final = 120.0
"""Seconds after which processes that do not answer are given up."""
_PIECE: Final = 1 << 20


class Crew:
    """The processes that share a row of tasks; none where it is not worth it, or forking unsafe.

    ``costs`` tells how much each task takes, compared with the others.
    """

    def __init__(self, work: Work, costs: Sequence[int], *, worth: bool) -> None:
        self._costs = costs
        self._front, self._back = 0, len(costs)
        self._results: dict[int, bytes] = {}
        self._mates: list[_Mate] = []
        for _ in range(min(processes() - 1, len(costs)) if worth else 0):
            try:
                self._mates.append(_Mate(work, self._mates))
            except OSError:  # no more processes to be had
                break
        self._hear(0)

    def __bool__(self) -> bool:
        """Tell whether anybody is there."""
        return bool(self._mates)

    @property
    def ahead(self) -> int:
        """How many results wait to be taken."""
        return len(self._results)

    def take(self, task: int) -> bytes | None:
        """Return the result of a task; None where it is to be done here, now.

        Tasks before it are not given to anyone any more.
        """
        self._front = max(self._front, task + 1)
        self._hear(0)
        while any(task in mate.given for mate in self._mates):
            self._hear(_PATIENCE)
        return self._results.pop(task, None)

    def close(self) -> None:
        """Let everybody go, whatever they are at."""
        for mate in self._mates:
            mate.dismiss()
        self._mates = []

    def _hear(self, patience: float) -> None:
        """Take in what has come, and give out more; wait for something if told to."""
        if not self._mates:
            return
        ready, _, _ = select.select(self._mates, (), (), patience)
        if patience and not ready:
            self.close()
        for mate in ready:
            self._results.update(mate.receive())
        for mate in self._mates:
            while mate.alive and len(mate.orders) < _AHEAD and self._front < self._back:
                mate.order(*self._next())
        for mate in [mate for mate in self._mates if not mate.alive]:
            mate.dismiss()
            self._mates.remove(mate)

    def _next(self) -> tuple[int, int]:
        """Take tasks from the back of the row."""
        stop = self._back
        cost = 0
        while self._back > self._front and cost < _COST:
            self._back -= 1
            cost += self._costs[self._back]
        return self._back, stop


class _Mate:
    """A forked process, as the one that forked it sees it."""

    def __init__(self, work: Work, others: Sequence[_Mate]) -> None:
        self._socket, theirs = socket.socketpair()
        try:
            self._pid = os.fork()
        except OSError:
            self._socket.close()
            theirs.close()
            raise
        if not self._pid:
            for mate in (self, *others):
                mate._socket.close()  # noqa: SLF001 - or nobody would notice that the first is gone
            _serve(theirs, work)
        theirs.close()
        self.alive = True
        self.given: set[int] = set()
        self.orders: list[int] = []
        """The last task of each order that it has not come to the end of."""
        self._heard = bytearray()

    def fileno(self) -> int:
        """Return what to wait for."""
        return self._socket.fileno()

    def order(self, start: int, stop: int) -> None:
        """Give it tasks to do."""
        self.given.update(range(start, stop))
        self.orders.append(stop - 1)
        with suppress(OSError):  # that it is gone is noticed where its answer is read
            self._socket.sendall(_ORDER.pack(start, stop))

    def receive(self) -> dict[int, bytes]:
        """Return the results that have come, by task, without those that failed."""
        try:
            data = self._socket.recv(_PIECE)
        except OSError:
            data = b""
        if not data:
            self.alive = False
            self.given.clear()
        self._heard += data
        found: dict[int, bytes] = {}
        start = 0
        while len(self._heard) >= start + _ORDER.size:
            task, length = _ORDER.unpack_from(self._heard, start)
            end = start + _ORDER.size + length
            if len(self._heard) < end:
                break
            if length:
                found[task] = bytes(self._heard[start + _ORDER.size : end])
            self.given.discard(task)
            if task in self.orders:
                self.orders.remove(task)
            start = end
        del self._heard[:start]
        return found

    def dismiss(self) -> None:
        """End it."""
        self._socket.close()
        self.given.clear()
        with suppress(OSError):  # somebody else has waited for it
            os.kill(self._pid, signal.SIGKILL)
            os.waitpid(self._pid, 0)


def _serve(orders: socket.socket, work: Work) -> None:
    """Do what is ordered, in a process of its own, until nobody is there to order anything."""
    status = 1
    try:
        gc.disable()  # a collection would copy every page of memory
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_DFL)
        # What the other process had not written yet is its own to write.
        with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
            sys.stdout = sys.stderr = nowhere
            while order := orders.recv(_ORDER.size, socket.MSG_WAITALL):
                for task in range(*_ORDER.unpack(order)):
                    try:
                        result = work(task)
                    except Exception:  # noqa: BLE001 - who ordered it does it again, and tells why
                        result = b""
                    orders.sendall(_ORDER.pack(task, len(result)) + result)
        status = 0
    finally:
        os._exit(status)
