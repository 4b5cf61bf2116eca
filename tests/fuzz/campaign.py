"""``make fuzz``: notes that nobody would write, guided by coverage, for as long as it is given.

What breaks an invariant, takes more than ten seconds or a gigabyte, is left in .cache/fuzz/finds,
and told at the end. Copied to tests/fuzz/cases/ under a name that says what it is, and cut down by
hand, it is a case that the tests replay. What led to new code is kept in .cache/fuzz/corpus, for
the next campaign to begin with.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from pathlib import Path

from tests.fuzz.targets import TARGETS
from tests.properties import strategies

ROOT = Path(__file__).parents[2]
SEEDS = (Path(__file__).parent / "cases", ROOT / "notes" / "goals")
FOLDER = ROOT / ".cache" / "fuzz"
LIMITS = ("-max_len=1024", "-timeout=10", "-rss_limit_mb=1024", "-reload=0")


def main() -> int:
    """Run until the time is up, again where a find ended it; 1 where there were any."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=", ".join(TARGETS))
    asked = parser.parse_args()
    end = time.monotonic() + asked.seconds
    corpus, finds = FOLDER / "corpus", FOLDER / "finds"
    for folder in (corpus, finds):
        folder.mkdir(parents=True, exist_ok=True)
    before = {*finds.iterdir()}
    names = ",".join(asked.targets or TARGETS)
    options = (*LIMITS, f"-dict={_dictionary()}", f"-artifact_prefix={finds}/")
    while time.monotonic() < end:
        command = (sys.executable, "-m", "tests.fuzz.fuzz", names, str(end), *options)
        ended = subprocess.run([*command, corpus, *SEEDS], cwd=ROOT, check=False)
        if ended.returncode and before == {*finds.iterdir()}:
            return ended.returncode  # not at a find: it can't run at all
    found = sorted({*finds.iterdir()} - before)
    for one in found:
        sys.stderr.write(f"found: {one.relative_to(ROOT)}\n")
    return 1 if found else 0


def _dictionary() -> Path:
    """Write what notes are made of, in libFuzzer's form."""
    words = {*strategies.FRONT, *strategies.HEADINGS, *strategies.ITEMS, *strategies.BLOCKS}
    lines = ("".join(f"\\x{byte:02x}" for byte in word.encode()) for word in sorted(words))
    path = FOLDER / "notes.dict"
    path.write_text("".join(f'"{line}"\n' for line in lines), "utf-8")
    return path


if __name__ == "__main__":
    sys.exit(main())
