"""Take the screenshots of the README: ``python docs/screenshots.py`` after ``make site``.

Needs a Chromium, by ``$CHROMIUM`` or on the PATH.
"""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
IMAGES = Path(__file__).parent / "images"
PAGES = {
    "home": "",
    "actions": "actions/",
    "timeline": "timeline/",
    "accomplishments": "accomplishments/2026-q3/",
    "meeting": "morgan/2026-05-15/",
}
VIEWPORT = {"width": 1280, "height": 860}
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing of each request."""


def main() -> None:
    """Serve the built site and photograph its pages, light and dark."""
    handler = functools.partial(_Quiet, directory=str(ROOT / "site"))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    IMAGES.mkdir(exist_ok=True)
    for path in _shots(f"http://127.0.0.1:{server.server_port}"):
        sys.stdout.write(f"{path.relative_to(ROOT)}: {path.stat().st_size // 1024} KB\n")
    server.shutdown()


def _shots(address: str) -> Iterator[Path]:
    executable = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=[*ARGUMENTS])
        for scheme in ("light", "dark"):
            context = browser.new_context(viewport=VIEWPORT, color_scheme=scheme)
            page = context.new_page()
            for name, path in PAGES.items():
                page.goto(f"{address}/{path}", wait_until="networkidle")
                target = IMAGES / f"{name}-{scheme}.png"
                page.screenshot(path=target)
                yield target
        browser.close()


if __name__ == "__main__":
    main()
