"""cmark is called once for each note, thousands of times in a build."""

from __future__ import annotations

import subprocess
import sys

import pytest

PROGRAM = """\
import resource
from aquip.core.gfm import to_html

def used():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

text = "- [ ] a **b** `c` (due:: 2026-11-27)\\n" * 100
for _ in range(100):
    to_html(text)
before = used()
for _ in range(1000):
    to_html(text)
print(used() - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="counts in units of Linux")
def test_no_memory_is_left_behind() -> None:
    """A thousand documents leave no more behind than a hundred: the binding leaks each of them."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True
    )
    assert int(done.stdout) < 10_000  # KiB; it was 100,000
