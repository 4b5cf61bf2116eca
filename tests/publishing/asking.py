"""How the tests ask the guard."""

from __future__ import annotations

import json

from click.testing import CliRunner

from aquip.cli import main
from tests.publishing.world import TOKEN

STATUS = {"private": 0, "public": 1, "absent": 1, "unknown": 2}


def verdict(place: str, *options: str) -> tuple[str, str]:
    """Ask about a place, and return the verdict and why; the exit status must be the verdict's."""
    result = CliRunner().invoke(main, ["guard", place, "--format", "json", *options])
    said = json.loads(result.stdout)
    assert result.exit_code == STATUS[said["verdict"]], result.output
    assert TOKEN not in result.output
    assert "Traceback" not in result.output
    return said["verdict"], said["why"]
