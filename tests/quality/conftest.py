"""The example's built site, years of notes, and the tools that measure them.

The tools are npm's, at the versions that ``tools/package-lock.json`` holds; they are installed
once, below ``.cache``. Without Node.js or Java their tests are skipped, or fail where
``AQUIP_REQUIRE_NODE`` or ``AQUIP_REQUIRE_JAVA`` is set.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from filelock import FileLock

from tests.quality import sites

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

    from tests.conftest import ServeDirectory
    from tests.quality.sites import Site

ROOT = Path(__file__).parents[2]
TOOLS = Path(__file__).with_name("tools")
Opened = Callable[..., AbstractContextManager["Page"]]


def needs(program: str, what_for: str, variable: str) -> str:
    """Return where a program is; without it the test is skipped, or fails where it is required."""
    found = shutil.which(program)
    if found is None:
        missing = f"no {program}: {what_for}"
        if os.environ.get(variable):
            pytest.fail(missing)
        pytest.skip(missing)
    return found


@pytest.fixture(scope="session")
def tools() -> Path:
    """The folder of the packages that measure."""
    for program in ("node", "npm"):
        needs(program, "it runs axe, Lighthouse and the Nu HTML checker", "AQUIP_REQUIRE_NODE")
    lock = (TOOLS / "package-lock.json").read_bytes()
    folder = ROOT / ".cache/quality" / hashlib.sha256(lock).hexdigest()[:16]
    folder.mkdir(parents=True, exist_ok=True)
    modules = folder / "node_modules"
    with FileLock(folder / "lock"):
        if not (modules / ".package-lock.json").exists():
            for name in ("package.json", "package-lock.json"):
                shutil.copy(TOOLS / name, folder)
            install = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
            done = subprocess.run(install, cwd=folder, capture_output=True, text=True, check=False)
            assert done.returncode == 0, done.stderr
    return modules


@pytest.fixture(scope="session")
def axe(tools: Path) -> str:
    """The source of axe-core, to run in a page."""
    return (tools / "axe-core/axe.min.js").read_text("utf-8")


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory, serve_directory: ServeDirectory) -> Site:
    """The demo with its history and a few pages of one's own, below a path of its address."""
    top = tmp_path_factory.mktemp("example")
    (top / "served").mkdir()
    address = f"{serve_directory(top / 'served')}/one/on-ones/"
    return sites.build(sites.demo(top / "demo"), top / "served/one/on-ones", address)


@pytest.fixture(scope="session")
def years(tmp_path_factory: pytest.TempPathFactory, serve_directory: ServeDirectory) -> Site:
    """Nine years of one weekly series: more than first pages have room for."""
    top = tmp_path_factory.mktemp("years")
    (top / "served").mkdir()
    address = f"{serve_directory(top / 'served')}/below/"
    return sites.build(sites.many(top / "notes"), top / "served/below", address)


@pytest.fixture(scope="session")
def addresses(example: Site, years: Site) -> dict[str, str]:
    """The address of a page of each kind, by what to call it in a finding."""
    beyond = years.kinds_beyond((path, example.pages[path]) for path in example.kinds)
    return {
        f"{name} {path or 'home'}": site.address + path
        for name, site, paths in (("example", example, example.kinds), ("years", years, beyond))
        for path in paths
    }


@pytest.fixture
def opened(window: BrowserContext) -> Opened:
    """Open a page as wide as is asked for, 1280 pixels else."""

    @contextmanager
    def opening(width: int = 1280, height: int = 900) -> Iterator[Page]:
        page = window.new_page()
        page.set_viewport_size({"width": width, "height": height})
        try:
            yield page
        finally:
            page.close()

    return opening
