"""Draws aquip's mark in all its forms: ``python -m docs.brand``.

The mark is one conversation in two halves, with the colon of 1:1 between them. It is a single path
in one colour; everything here is made of it: the icon of the header, the browser's icons, and the
picture that a link is shown with where it is shared, the same for every page. Needs a Chromium, by
``$CHROMIUM`` or on the PATH; the letters of the share image's line are those of the system.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from playwright.sync_api import sync_playwright

from benchmarks.browser import ARGUMENTS, program

if TYPE_CHECKING:
    from playwright.sync_api import Browser

THEME: Final = Path(__file__).parents[1] / "plugins/mkdocs_aquip/theme"
BRAND: Final = THEME / "assets/aquip/brand"
HEADER: Final = THEME / ".icons/aquip/mark.svg"

MARK: Final = (
    "M23.5 3.3V58.7A29 29 0 0 1 15.8 55.1L6.7 60.1Q4.6 60.6 5.1 58.5L8 47.2A29 29 0 0 1 23.5 3.3Z"
    "M40.5 3.3A29 29 0 0 1 40.5 58.7Z"
    "M26.8 21.5a5.2 5.2 0 1 0 10.4 0a5.2 5.2 0 1 0-10.4 0Z"
    "M26.8 40.5a5.2 5.2 0 1 0 10.4 0a5.2 5.2 0 1 0-10.4 0Z"
)
"""In a square of 64."""

_SVG: Final = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">{}</svg>\n'
_PLAIN: Final = f'<path d="{MARK}"/>'
_INK, _INK_IN_THE_DARK, _PAPER, _GREY = "#0c5a70", "#74c4da", "#fcfbf8", "#4b5a60"

# The letters a, q, u, i and p: bowls of one radius, stems of one width.
_LETTERS: Final = (
    '<circle cx="42" cy="0" r="42"/><path d="M84-42V42"/>'
    '<circle cx="172" cy="0" r="42"/><path d="M214-42V92"/>'
    '<path d="M262-42V8a34 34 0 0 0 68 0V-42M330-42V42"/>'
    '<path d="M378-42V42"/><circle cx="378" cy="-74" r="11" fill="currentColor" stroke="none"/>'
    '<circle cx="468" cy="0" r="42"/><path d="M426-42V92"/>'
)


def icon() -> str:
    """Return the browser's icon, which follows its light and dark."""
    dark = f"@media(prefers-color-scheme:dark){{path{{fill:{_INK_IN_THE_DARK}}}}}"
    return _SVG.format(f"<style>path{{fill:{_INK}}}{dark}</style>{_PLAIN}")


def tile(size: int, corner: int) -> str:
    """Return a page that shows the mark on a tile, where nothing is known of what is behind it."""
    edge = size * (0.14 if corner else 0.19)
    return (
        f'<body style="margin:0"><div style="box-sizing:border-box;width:{size}px;height:{size}px;'
        f'padding:{edge}px;border-radius:{corner}px;background:{_INK};fill:#fff">'
        f"{_SVG.format(_PLAIN)}</div>"
    )


def share() -> str:
    """Return a page of 1200 by 630 with the mark, the name, and what the name is short for."""
    words = ("<b>A</b>ccomplishments", "<b>Qu</b>estions", "<b>I</b>ssues", "<b>P</b>riorities")
    return f"""\
<style>
body {{ box-sizing: border-box; width: 1200px; height: 630px; margin: 0; padding: 0 96px;
  display: flex; flex-direction: column; justify-content: center; background: {_PAPER};
  border-bottom: 20px solid {_INK}; color: {_INK};
  font: 34px/1 "Helvetica Neue", Arial, "Liberation Sans", sans-serif; }}
.name {{ display: flex; align-items: center; gap: 56px; }}
.name svg:first-child {{ width: 216px; margin-left: -10px; fill: currentColor; }}
.name svg:last-child {{ width: 560px; fill: none; stroke: currentColor; stroke-width: 17px;
  stroke-linecap: round; overflow: visible; }}
.line {{ margin-top: 72px; display: flex; gap: 40px; color: {_GREY}; letter-spacing: 0.01em; }}
b {{ color: {_INK}; }}
</style>
<div class="name">{_SVG.format(_PLAIN)}<svg viewBox="0 -96 518 200">{_LETTERS}</svg></div>
<div class="line">{"".join(f"<span>{word}</span>" for word in words)}</div>
"""


def main() -> None:
    """Write all files anew."""
    BRAND.mkdir(parents=True, exist_ok=True)
    HEADER.parent.mkdir(parents=True, exist_ok=True)
    HEADER.write_text(_SVG.format(_PLAIN), "utf-8")
    (BRAND / "icon.svg").write_text(icon(), "utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program(), args=list(ARGUMENTS))
        _picture(browser, "icon-48", tile(48, 10), 48, 48)
        _picture(browser, "touch-180", tile(180, 0), 180, 180)
        _picture(browser, "share", share(), 1200, 630)
        browser.close()


def _picture(browser: Browser, name: str, html: str, width: int, height: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": height})
    page.set_content(html)
    page.screenshot(path=BRAND / f"{name}.png", omit_background=True)
    page.close()


if __name__ == "__main__":
    main()
