"""A site in the Chromium that is installed: served on loopback, its bytes counted."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.measured import SkippedError

if TYPE_CHECKING:
    from playwright.sync_api import Browser

NAMES = ("chromium", "chromium-browser", "google-chrome")

# No sandbox: containers run as root. The rest keeps the browser from looking for its maker's hosts.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


def program() -> Path:
    """The browser's program: ``$CHROMIUM``, else the first of the usual names on the PATH.

    Raises:
        SkippedError: There is none.
    """
    names = (os.environ.get("CHROMIUM"), *NAMES)
    found = next((path for name in names if name and (path := shutil.which(name))), None)
    if found is None:
        raise SkippedError(f"no browser: neither $CHROMIUM nor {', '.join(NAMES)} on the PATH")
    return Path(found)


class Server(http.server.ThreadingHTTPServer):
    """Serves a folder on loopback and counts what it sends."""

    def __init__(self, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), functools.partial(_Handler, directory=str(folder)))
        self.address = f"http://127.0.0.1:{self.server_port}"
        self.sent = 0
        """Bytes of files sent, as they are on disk: a host that compresses sends fewer."""

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: a page that is closed breaks off what it was fetching."""


class _Handler(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server

    def send_header(self, keyword: str, value: str) -> None:
        """Count a file when it is sent."""
        if keyword == "Content-Length":
            self.server.sent += int(value)
        super().send_header(keyword, value)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[tuple[Browser, Server]]:
    """A browser, and the site in ``folder`` for it; each new page of it has seen nothing before.

    Raises:
        SkippedError: There is no browser.
    """
    chromium = program()
    from playwright.sync_api import sync_playwright

    with Server(folder) as server, sync_playwright() as playwright:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        browser = playwright.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
        try:
            yield browser, server
        finally:
            browser.close()
            server.shutdown()
