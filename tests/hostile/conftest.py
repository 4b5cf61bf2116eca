"""Repositories that mean harm, and the commands run on them within bounds.

Every command is a process of its own, to which the system gives so much processor time and memory
and no more: many times what it needs, and far less than a bomb takes.
"""

from __future__ import annotations

import functools
import os
import resource
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from tests.plugin.conftest import build_site

if TYPE_CHECKING:
    from tests.plugin.conftest import Build

SECONDS: Final = 40
MEMORY: Final = 3 << 30
PATIENCE: Final = 200
"""Seconds until a command is taken to wait for ever, on a machine however busy."""

MKDOCS: Final = """\
site_name: Notes
docs_dir: notes
theme: {name: material, font: false}
plugins:
  - search
  - aquip:
      me: sam
      people: {sam: {name: Sam}, lee: {name: Lee}}
"""
SERIES: Final = "---\nwith: lee\ncadence: weekly\nstarts: 2026-11-06\n---\n\n# Lee\n"
HEAD: Final = "---\ndate: 2026-11-13\nstatus: held\n---\n\n# Sam & Lee\n\n"
NOTE: Final = f"{HEAD}## Actions\n\n- [ ] @sam Do it (due:: 2026-11-27) ^abcd1\n".replace(
    "11-13", "11-20"
)


class Arena:
    """A repository with a series, a meeting, and whatever a test puts beside them."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.write("mkdocs.yml", MKDOCS)
        self.write("notes/index.md", "# Home\n")
        self.write("notes/lee/index.md", SERIES)
        self.write("notes/lee/2026-11-20.md", NOTE)

    def write(self, path: str, text: str | bytes) -> Path:
        """Write a file, byte for byte."""
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode() if isinstance(text, str) else text)
        return target

    def run(self, *command: str, seconds: int = SECONDS) -> subprocess.CompletedProcess[str]:
        """Run a command within bounds: it ends by itself, with no fault of its own.

        ``mkdocs`` is MkDocs itself, all else aquip.
        """
        name, *rest = command
        program = ["mkdocs", *rest] if name == "mkdocs" else ["aquip", *command]
        module, *arguments = program

        def within() -> None:
            resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

        done = subprocess.run(
            [sys.executable, "-m", module, *arguments],
            cwd=self.root,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=PATIENCE,
            preexec_fn=within,
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
            check=False,
            encoding="utf-8",
            errors="backslashreplace",
        )
        said = f"{command} ended with {done.returncode}: {done.stderr[-2000:]}"
        assert done.returncode in {0, 1, 2}, said
        assert "Traceback" not in done.stdout + done.stderr, said
        return done

    def site(self) -> dict[str, bytes]:
        """Return every file of the built site, by path."""
        top = self.root / "site"
        return {str(p.relative_to(top)): p.read_bytes() for p in top.rglob("*") if p.is_file()}


@pytest.fixture
def arena(tmp_path: Path) -> Arena:
    """A small repository to do harm in."""
    root = tmp_path / "arena"
    root.mkdir()
    return Arena(root)


@pytest.fixture
def make(tmp_path: Path) -> Build:
    """Build a site of the test's own."""
    return functools.partial(build_site, tmp_path)
