"""Real processes, killed when they happen to be: what the chosen moments may have missed."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time

import pytest

from tests.crash.conftest import COMMANDS, MakeRepository, works_on

KILLS = int(os.environ.get("AQUIP_KILLS", "6"))
"""How many: a campaign sets hundreds."""


@pytest.mark.parametrize("seed", range(KILLS))
def test_killed_at_a_random_moment(make: MakeRepository, seed: int) -> None:
    """All is as before or as after, once the next command has run."""
    chance = random.Random(seed)
    name = chance.choice([*COMMANDS])
    command = (sys.executable, "-m", "aquip", *COMMANDS[name])
    repo = make()
    before = repo.files()
    began = time.monotonic()
    subprocess.run(command, cwd=repo.root, check=False, capture_output=True)
    took = time.monotonic() - began
    after = repo.files()
    repo = make()
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, cwd=repo.root, stdout=quiet, stderr=quiet) as process:
        time.sleep(took * chance.uniform(0.3, 1.05))
        process.send_signal(signal.SIGKILL)
    assert works_on(repo) in (before, after)
