"""Takes the pictures in docs/images, or a folder that is named: ``make screenshots``.

The site is that of `aquip demo`, built anew: the example year with its history, on the day that its
configuration sets. So the pictures change when the pages do. Needs a Chromium, by ``$CHROMIUM`` or
on the PATH.
"""

from __future__ import annotations

import base64
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from benchmarks.browser import served

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

IMAGES: Final = Path(__file__).parent / "images"
DESK: Final = (1280, 860)
PHONE: Final = (390, 844)
_QUALITY: Final = 82


@dataclass(frozen=True)
class Shot:
    """One picture: its name, the page's address in the site, and how it is looked at.

    ``at`` is what to scroll to the top, by a CSS selector, and ``press`` what to click before.
    """

    name: str
    path: str
    size: tuple[int, int] = DESK
    scheme: str = "light"
    at: str = ""
    press: str = ""
    media: str = "screen"


SHOTS: Final = (
    Shot("home-light", ""),
    Shot("home-dark", "", scheme="dark"),
    Shot("home-phone", "", PHONE),
    Shot("actions", "actions/"),
    Shot("actions-overdue-phone", "actions/?owner=morgan&due=overdue", PHONE),
    Shot("questions", "questions/"),
    Shot("timeline", "timeline/"),
    Shot("timeline-dark", "timeline/", scheme="dark"),
    Shot("trends", "trends/"),
    Shot("priorities", "priorities/"),
    Shot("accomplishments", "accomplishments/2026-q3/"),
    Shot("self-review", "accomplishments/2026-q3/", (794, 1123), media="print"),
    Shot("series", "morgan/"),
    Shot("series-phone", "morgan/", PHONE, "dark"),
    Shot("person", "people/lee/"),
    Shot("goal", "goals/payments/"),
    Shot("meeting", "morgan/2026-05-15/"),
    Shot("history", "morgan/2026-05-15/", at=".aq-past", press=".aq-past > summary"),
)


def main() -> None:
    """Build the example's site and photograph its pages."""
    into = Path(*sys.argv[1:]) if sys.argv[1:] else IMAGES
    with tempfile.TemporaryDirectory() as scratch:
        for path in shoot(site(Path(scratch, "demo")), into):
            sys.stdout.write(f"{path.name}: {path.stat().st_size // 1024} KB\n")


def site(folder: Path) -> Path:
    """Make the example's repository in ``folder``; return the site that is built of it."""
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    for arguments in (["demo", str(folder)], ["-C", str(folder), "build", "--strict", "-q"]):
        command = [sys.executable, "-m", "aquip", *arguments]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment)
    return folder / "site"


def shoot(built: Path, into: Path) -> Iterator[Path]:
    """Yield each picture once it is taken.

    Raises:
        LookupError: a page is not there, or nothing on it that a picture is to show.
    """
    into.mkdir(exist_ok=True)
    with served(built) as (browser, server):
        for shot in SHOTS:
            target = into / f"{shot.name}.webp"
            target.write_bytes(_picture(browser, server.address, shot))
            yield target


def _picture(browser: Browser, address: str, shot: Shot) -> bytes:
    width, height = shot.size
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme=shot.scheme,
        reduced_motion="reduce",
    )
    page = context.new_page()
    answer = page.goto(f"{address}/{shot.path}", wait_until="networkidle")
    if answer is None or not answer.ok:
        raise LookupError(f"{shot.name}: the site has no page {shot.path}")
    page.emulate_media(media=shot.media)
    for selector, act in ((shot.press, _press), (shot.at, _scroll)):
        if selector:
            if not page.locator(selector).count():
                raise LookupError(f"{shot.name}: the page has no {selector}")
            act(page, selector)
    picture = context.new_cdp_session(page).send(
        # WebP: a third of a PNG's bytes, and shown by the hosts.
        "Page.captureScreenshot",
        {"format": "webp", "quality": _QUALITY},
    )
    context.close()
    return base64.b64decode(picture["data"])


def _press(page: Page, selector: str) -> None:
    page.locator(selector).first.click()


def _scroll(page: Page, selector: str) -> None:
    page.locator(selector).first.evaluate("element => element.scrollIntoView()")


if __name__ == "__main__":
    main()
