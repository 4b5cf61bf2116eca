"""The campaign's own process: ``python -m tests.fuzz.fuzz TARGETS UNTIL`` and what libFuzzer takes.

TARGETS are names with commas between them; each input goes to all of them, so that what leads
one to new code is tried on the others. UNTIL is the moment of the machine's clock to end at.
"""

from __future__ import annotations

import sys
import time
import warnings

import atheris

with atheris.instrument_imports(include=["aquip", "mkdocs_aquip", "frontmatter"]):
    from tests.fuzz.targets import TARGETS


def main() -> None:
    """Feed the targets until the time is up."""
    warnings.simplefilter("ignore")
    program, names, until, *arguments = sys.argv
    checks = [TARGETS[name] for name in names.split(",")]

    def feed(data: bytes) -> None:
        for check in checks:
            check(data)

    left = max(1, int(float(until) - time.monotonic()))
    atheris.Setup([program, f"-max_total_time={left}", *arguments], feed)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
