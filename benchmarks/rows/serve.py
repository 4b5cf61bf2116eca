"""The preview: how long after a save it shows the change."""

from __future__ import annotations

import itertools
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from benchmarks import notes
from benchmarks.measured import Measured
from benchmarks.runs import AQUIP, Bench, FailedError, environment, gone

PAUSE = 0.02
PATIENCE = 300.0
"""Seconds until a first build, or a refresh, counts as failed."""


def serve(bench: Bench) -> Measured:
    """From a note saved to its page and the dashboard of actions showing it.

    The preview answers no request while it builds, so what is shown is a whole site.
    """
    root = bench.corpus()
    numbers = itertools.count()
    with notes.coming(root) as note, _preview(bench, root) as (address, running):
        page = f"{notes.SERIES}/{note.stem}/"

        def once() -> float:
            word = f"refreshed-{next(numbers)}"
            notes.add_action(note, word)
            saved = time.perf_counter()
            for path in (page, "actions/"):
                _wait(f"{address}/{path}", word, running)
            return time.perf_counter() - saved

        (own,) = bench.medians(once)
    return Measured(own, 2)


@contextmanager
def _preview(bench: Bench, root: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """``aquip serve`` on a free port, until it serves; ended with all that it started."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        address = f"127.0.0.1:{free.getsockname()[1]}"
    site = gone(bench.folder / "preview")
    site.mkdir()
    with subprocess.Popen(
        [AQUIP, "serve", "--dev-addr", address],
        cwd=root,
        env=environment(TMPDIR=str(site)),  # where the preview builds, and leaves it when ended
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as running:
        try:
            _wait(f"http://{address}/", "<html", running)
            yield f"http://{address}", running
        finally:
            with suppress(ProcessLookupError):  # it ended by itself, which is said already
                os.killpg(running.pid, signal.SIGTERM)
    gone(site)


def _wait(url: str, text: str, running: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + PATIENCE
    while text not in _get(url):
        if running.poll() is not None:
            raise FailedError(f"the preview ended with status {running.returncode}")
        if time.monotonic() > end:
            raise FailedError(f"{url} shows no `{text}`")
        time.sleep(PAUSE)


def _get(url: str) -> str:
    try:
        with urllib.request.urlopen(url, timeout=PATIENCE) as answer:  # noqa: S310 - our own address
            return str(answer.read().decode())
    except (urllib.error.URLError, ConnectionError):
        return ""
