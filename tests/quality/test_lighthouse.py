"""Lighthouse's scores of the pages that are opened most."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from tests.quality.server import compressing

if TYPE_CHECKING:
    from tests.quality.sites import Site

RUNNER = Path(__file__).parent / "tools/lighthouse.mjs"
LIMIT = 95
TRIES = 6
PAGES = ("", "actions/", "morgan/2026-11-20/")

pytestmark = pytest.mark.alone


def test_scores(tools: Path, chromium: Path, example: Site, tmp_path: Path) -> None:
    """Home, actions and a meeting reach 95 for performance, accessibility and best practice."""
    # Where its packages are: Node.js looks for them from the script's own folder.
    script = Path(shutil.copy(RUNNER, tools.parent))
    # Sent as hosts do: a site that is not compressed takes a slow network twice as long.
    with compressing(example.folder.parents[1]) as host:
        address = host + urlsplit(example.address).path
        done = subprocess.run(
            ["node", str(script), str(LIMIT), str(TRIES), *(address + page for page in PAGES)],
            env={**os.environ, "CHROME_PATH": str(chromium), "TMPDIR": str(tmp_path)},
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert len(found) == len(PAGES)
    low = {
        f"{page.removeprefix(address)} {category}": one
        for page, scores in found.items()
        for category, one in scores.items()
        if one["score"] < LIMIT
    }

    assert low == {}, json.dumps(low, indent=1)
