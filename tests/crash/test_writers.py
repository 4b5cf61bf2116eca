"""Many writers at once, and one that died with the lock in its hand."""

from __future__ import annotations

import multiprocessing
import os
import re
import signal
import time
from multiprocessing.synchronize import Event
from pathlib import Path

from click.testing import CliRunner

from aquip.cli import main
from aquip.config import load_config
from aquip.store import Store
from tests.crash.conftest import MakeRepository, works_on

WRITERS, EACH = 8, 100
SERIES = ("ana", "jo", "lee", "morgan")
"""Two writers each: a note of all eight hundred would take seconds to parse so often."""
SERVER = multiprocessing.get_context("forkserver")


def _add(root: Path, writer: int) -> None:
    os.environ["AQUIP_TODAY"] = "2026-11-22"
    for number in range(EACH):
        words = ["add", SERIES[writer % 4], f"Ask {writer} about {number}"]
        result = CliRunner().invoke(main, ["-C", str(root), *words])
        if result.exit_code:
            os._exit(1)


def test_eight_writers_of_a_hundred_additions(make: MakeRepository) -> None:
    """Two at a time to one note, which is not there at first: each is there once, with an id."""
    repo = make()
    before = repo.files()
    notes = {f"notes/{name}/2026-11-27.md" for name in SERIES}
    writers = [SERVER.Process(target=_add, args=(repo.root, one)) for one in range(WRITERS)]
    for one in writers:
        one.start()
    for one in writers:
        one.join()
    assert {one.exitcode for one in writers} == {0}
    line = re.compile(r"^- \[ \] Ask (\d+) about (\d+) \^([a-z0-9]+)$", re.MULTILINE)
    found = [one for note in sorted(notes) for one in line.findall(repo.read(note))]
    expected = {(str(w), str(n)) for w in range(WRITERS) for n in range(EACH)}
    assert expected == {(writer, number) for writer, number, _ in found}
    assert len(expected) == len(found) == len({identity for *_, identity in found})
    after = repo.files()
    others = before.keys() - notes
    assert before.keys() | notes == after.keys()
    assert [before[path] for path in others] == [after[path] for path in others]
    planned = before["notes/morgan/2026-11-27.md"].splitlines()
    assert planned == [x for x in after["notes/morgan/2026-11-27.md"].splitlines() if x in planned]


def _hold(root: Path, held: Event) -> None:
    with Store(load_config(root)).lock():
        held.set()
        time.sleep(600)


def test_a_lock_of_a_dead_process(make: MakeRepository) -> None:
    """The lock of a process that was killed is free, though its file is there."""
    repo = make()
    before = repo.files()
    held = SERVER.Event()
    process = SERVER.Process(target=_hold, args=(repo.root, held))
    process.start()
    assert held.wait(60)
    assert process.pid
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    assert (repo.root / ".cache/aquip/lock").is_file()
    assert before == works_on(repo)


def test_a_lock_file_from_elsewhere(make: MakeRepository) -> None:
    """One that came with the folder, from another machine, is nobody's."""
    repo = make()
    before = repo.files()
    repo.write(".cache/aquip/lock", "4711\nanother-machine\n")
    assert before == works_on(repo)
