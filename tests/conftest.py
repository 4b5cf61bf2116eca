"""What every test stands on: a fixed identity and day, a browser, real notes, a web server."""

from __future__ import annotations

import functools
import http.server
import os
import threading
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pytest
from hypothesis import settings
from playwright.sync_api import Error, expect, sync_playwright

from benchmarks.browser import ARGUMENTS, program
from benchmarks.measured import SkippedError
from tests.browsing import PATIENCE_S

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, Page

TODAY = "2026-11-22"
"""The day on which every test takes place: a Sunday, late in the example's year."""

# A pipeline tries the same examples each time: what another one would find is for whoever runs
# the tests at their desk, and is kept with `@example`.
# No example has a deadline: a busy machine would break it.
settings.register_profile("desk", deadline=None)
settings.register_profile("pipeline", deadline=None, derandomize=True)
settings.load_profile("pipeline" if os.environ.get("CI") else "desk")

# Set by a git hook, a terminal or a developer's shell, these would reach into the tests.
LEAKS = (
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "NO_COLOR",
    "FORCE_COLOR",
    "CLICOLOR_FORCE",
    "EDITOR",
    "VISUAL",
    "GIT_EDITOR",
)


class ServeDirectory(Protocol):
    """Serves folders on loopback."""

    def __call__(self, folder: Path) -> str:
        """Serve ``folder``, and return its address, without a slash at the end."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark a test by what it asks for, so that no one has to remember to."""
    for item in items:
        names = getattr(item, "fixturenames", ())
        if "chromium" in names:
            item.add_marker(pytest.mark.browser)
        if "corpus" in names:
            item.add_marker(pytest.mark.corpus)


@pytest.fixture(autouse=True)
def _surroundings(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Give every test one author, one day, an empty home and no configuration from outside."""
    home = tmp_path_factory.mktemp("home")
    config = home / "gitconfig"
    config.touch()
    for name in LEAKS:
        monkeypatch.delenv(name, raising=False)
    surroundings = {
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / ".config"),
        "XDG_CACHE_HOME": str(home / ".cache"),
        "GIT_CONFIG_GLOBAL": str(config),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_AUTHOR_NAME": "Sam Reyes",
        "GIT_AUTHOR_EMAIL": "sam@example.org",
        "GIT_AUTHOR_DATE": f"{TODAY}T09:00:00+00:00",
        "GIT_COMMITTER_NAME": "Sam Reyes",
        "GIT_COMMITTER_EMAIL": "sam@example.org",
        "GIT_COMMITTER_DATE": f"{TODAY}T09:00:00+00:00",
        "AQUIP_TODAY": TODAY,
        "COLUMNS": "100",
    }
    for name, value in surroundings.items():
        monkeypatch.setenv(name, value)


@pytest.fixture(scope="session")
def chromium() -> Path:
    """The browser's program; without one its tests are skipped, or fail where one is required."""
    try:
        return program()
    except SkippedError as missing:
        if os.environ.get("AQUIP_REQUIRE_BROWSER"):
            pytest.fail(str(missing))
        pytest.skip(str(missing))


@pytest.fixture(scope="session")
def browser(chromium: Path) -> Iterator[Browser]:
    """A running headless Chromium, one for all tests of a worker."""
    expect.set_options(timeout=PATIENCE_S * 1000)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
        yield running
        running.close()


@pytest.fixture(scope="session")
def window(browser: Browser) -> Iterator[BrowserContext]:
    """One context for most pages: what it has fetched and compiled halves their cost."""
    context = browser.new_context()
    context.new_page()  # with its last page a context ends what it keeps
    yield context
    context.close()


@pytest.fixture
def page(window: BrowserContext) -> Iterator[Page]:
    """An empty page, which leaves nothing behind: one test's choices never reach another."""
    page = window.new_page()
    yield page
    with suppress(Error):  # of a page without storage, or one that a test has closed
        page.evaluate("() => localStorage.clear()")
    page.close()


@pytest.fixture
def apart(browser: Browser) -> Iterator[Page]:
    """A page in a context of its own, for what changes a context: its clock, all its requests."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real meeting notes, read in place and never written to."""
    named = os.environ.get("AQUIP_CORPUS")
    if not named:
        pytest.skip("no real notes: $AQUIP_CORPUS names no folder")
    folder = Path(named)
    if not folder.is_dir():
        pytest.fail(f"$AQUIP_CORPUS is no folder: {folder}")
    return folder


class _QuietHandler(http.server.SimpleHTTPRequestHandler):
    """Serves files without a line of log for each."""

    def log_message(self, *args: object) -> None:
        """Say nothing: a test's output is its findings."""


class _Server(http.server.ThreadingHTTPServer):
    """A server that does not mind a browser that hangs up early."""

    daemon_threads = True

    def handle_error(self, *args: object) -> None:
        """Say nothing: a page that is closed while it loads is no error of the test."""


@pytest.fixture(scope="session")
def serve_directory() -> Iterator[ServeDirectory]:
    """Serve built sites on loopback; a folder asked for twice keeps its address."""
    servers: dict[Path, _Server] = {}

    def serve(folder: Path) -> str:
        folder = folder.resolve()
        if folder not in servers:
            handler = functools.partial(_QuietHandler, directory=str(folder))
            servers[folder] = _Server(("127.0.0.1", 0), handler)
            threading.Thread(target=servers[folder].serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{servers[folder].server_port}"

    yield serve
    for server in servers.values():
        server.shutdown()
        server.server_close()
