"""The pictures in docs/images: all that are shown are there, and all of them can be taken again."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

from docs import screenshots

if TYPE_CHECKING:
    from pathlib import Path

ROOT = screenshots.IMAGES.parent.parent
SHOWN = re.compile(r"(?<!assets/)images/([\w-]+)\.(\w+)")
NAMES = {shot.name for shot in screenshots.SHOTS}


def test_what_pages_show_is_what_the_script_takes() -> None:
    """No page of the documentation shows a picture that nobody can take again, and none is idle."""
    pages = [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
    shown = {match for page in pages for match in SHOWN.findall(page.read_text("utf-8"))}
    assert {(name, "webp") for name in NAMES} == shown
    assert {f"{name}.webp" for name in NAMES} == {p.name for p in screenshots.IMAGES.iterdir()}


def test_every_picture_can_be_taken(chromium: Path, tmp_path: Path) -> None:
    """The script makes its site, finds every page and what is to be seen on it, and takes it."""
    # A process of its own: a browser of these tests may be running in this one.
    command = [sys.executable, "-m", "docs.screenshots", str(tmp_path)]
    environment = {**os.environ, "CHROMIUM": str(chromium)}
    subprocess.run(command, check=True, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    taken = list(tmp_path.iterdir())
    assert {path.stem for path in taken} == NAMES
    assert {path.read_bytes()[:4] for path in taken} == {b"RIFF"}
