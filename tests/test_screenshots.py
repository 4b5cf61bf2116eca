"""The pictures in docs/images: all that are shown are there, and all of them can be taken again."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

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


def test_every_picture_can_be_taken(
    chromium: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The script makes its site, finds every page and what is to be seen on it, and takes it."""
    small = [replace(shot, size=(320, 200)) for shot in screenshots.SHOTS]
    monkeypatch.setattr(screenshots, "SHOTS", small)
    monkeypatch.setenv("CHROMIUM", str(chromium))
    taken = [*screenshots.shoot(screenshots.site(tmp_path / "demo"), tmp_path / "images")]
    assert {path.stem for path in taken} == NAMES
    assert {b"RIFF"} == {path.read_bytes()[:4] for path in taken}
