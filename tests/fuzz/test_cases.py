"""What the fuzzing campaign found once is tried again each time."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fuzz.targets import TARGETS

CASES = sorted((Path(__file__).parent / "cases").iterdir())


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.name)
@pytest.mark.parametrize("target", TARGETS)
def test_case(target: str, path: Path) -> None:
    """The invariant that did not hold for it does, and so do all others."""
    TARGETS[target](path.read_bytes())
