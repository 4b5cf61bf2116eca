"""`aquip build` stands on the last build; with plugins it does not know it builds whole."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import TODAY
from tests.incremental.conftest import Twins, contents
from tests.plugin.conftest import FILES


def _aquip(root: Path, *arguments: str) -> str:
    """Run a build as a user does; return what it says."""
    done = subprocess.run(
        [sys.executable, "-m", "aquip", "build", *arguments],
        cwd=root,
        env={**os.environ, "AQUIP_TODAY": TODAY},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stderr


@pytest.fixture
def twins(tmp_path: Path) -> Twins:
    """A repository that was never built."""
    made = Twins(tmp_path)
    made.write(FILES)
    made.configure()
    return made


def test_build_again(twins: Twins) -> None:
    """Built again, pages stay as they are, strict or not, without a warning of dirty builds."""
    _aquip(twins.root, "--strict")
    page = twins.site / "morgan/2026-11-13/index.html"
    before = page.stat().st_mtime_ns
    assert "dirty" not in _aquip(twins.root, "--strict")
    assert page.stat().st_mtime_ns == before
    _aquip(twins.root, "--clean", "--site-dir", "clean")
    assert contents(twins.root / "clean") == contents(twins.site)


def test_unknown_plugin(twins: Twins) -> None:
    """With a plugin that is not known to be safe all is built, and the plugin named."""
    _aquip(twins.root)
    page = twins.site / "morgan/2026-11-13/index.html"
    before = page.stat().st_mtime_ns
    twins.plugins.append("glightbox")
    twins.configure()
    assert "the site is built whole: the plugin `glightbox`" in _aquip(twins.root)
    assert page.stat().st_mtime_ns != before
