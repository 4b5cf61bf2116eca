"""A hostile note runs nothing, asks nothing of another host, and looks like no part of the site.

The inputs are our own, in data/hostile.txt, and those that others have published.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Dialog, Page

from aquip.core.settings import Person, Settings
from tests.conftest import ServeDirectory
from tests.render.rendering import FRONT, watched
from tests.render.sites import built
from tests.render.trees import Node, elements, tree

OWN = (Path(__file__).parent / "data" / "hostile.txt").read_text("utf-8").split("\n%%\n")
SETTINGS = Settings(people={"sam": Person("sam", "Sam <b>Reyes</b>")})

_FORBIDDEN = """
    applet audio base body button dialog embed form frame frameset head html iframe input label
    link marquee math meta noscript object option picture plaintext script select source style svg
    template textarea title track video xmp
"""
FORBIDDEN = frozenset(_FORBIDDEN.split())
_ATTRIBUTES = """
    align alt aria-hidden aria-label class colspan data-due data-search-exclude data-state datetime
    dir height href id lang loading name open reversed role rowspan scope src start title type
    valign value width
"""
ATTRIBUTES = frozenset(_ATTRIBUTES.split())
SCHEMES = frozenset({"", "http", "https", "mailto", "tel", "xmpp", "irc", "ircs"})

PLACES = {
    "text": "{}",
    "item": "## Actions\n\n- [ ] @sam {} (due:: 2026-11-27) ^abcd",
    "heading": "## {}",
    "quote": "> [!NOTE]\n> {}",
    "cell": "| a | b |\n| - | - |\n| {} | c |",
    "field": "## Accomplishments\n\n- x (goal:: {}) (kind:: {})",
    "link": '[{}](a.md "{}") ![{}](b.png)',
}


def harmless(node: Node) -> None:
    """Hold an element to what a note may have on the site."""
    attributes = dict(node.attrs)
    assert node.tag not in FORBIDDEN
    assert set(attributes) <= ATTRIBUTES, node
    if "href" in attributes:
        assert urlsplit(attributes["href"].strip("\x00 ")).scheme.lower() in SCHEMES, node
    if "src" in attributes:
        source = attributes["src"].replace("\\", "/")
        assert "//" not in source, node
        assert urlsplit(source).scheme == "", node
    if name := attributes.get("name"):
        assert name.startswith("user-content-")


@pytest.mark.parametrize("place", PLACES)
def test_nothing_harmful_is_left(published: Sequence[str], place: str) -> None:
    """Wherever it stands in a note, no input leaves more than text and harmless elements."""
    assert len(published) > 350
    for text in [*OWN, *published]:
        inner = text if place == "text" else " ".join(text.split())
        page = watched(FRONT + PLACES[place].replace("{}", inner), SETTINGS)
        for node in elements(tree(page.html)):
            harmless(node)


def test_a_note_imitates_no_part_of_the_site(published: Sequence[str]) -> None:
    """No class, id or name that a note makes up is the site's."""
    for text in [*OWN, *published]:
        for node in elements(tree(watched(FRONT + text, SETTINGS).html)):
            made_up = {"md-overlay", "aq-person"} & set(node.classes)
            assert not made_up or node.get("title") == "@sam", text
            assert node.get("id") not in {"__search", "__nav_1", "location", "document"}


# What a note could make run, and every way that people touch a page.
WATCH = """
window.ranTimes = 0;
for (const name of ["ran", "alert", "confirm", "prompt", "open"])
    window[name] = () => { window.ranTimes += 1 };
"""
TOUCH = """
async () => {
    const article = document.querySelector("article");
    for (const element of article.querySelectorAll("*")) {
        for (const type of ["mouseover", "mouseenter", "focus", "focusin", "blur", "keydown",
                            "pointerdown", "mousedown", "toggle", "load", "error", "drag", "copy"])
            element.dispatchEvent(new Event(type, {bubbles: false, cancelable: true}));
        if (!element.closest("a")) element.dispatchEvent(new Event("click", {cancelable: true}));
        if (element.tagName == "DETAILS") element.open = true;
    }
    await new Promise(resolve => setTimeout(resolve, 200));
    return [...article.querySelectorAll("a")].map(a => a.protocol);
}
"""


def test_a_browser_runs_none_of_it(
    tmp_path: Path, published: Sequence[str], page: Page, serve_directory: ServeDirectory
) -> None:
    """Chromium, on a built site of all the inputs, runs none and asks no other host."""
    inputs = [*OWN, *published]
    size = 50
    pieces = [inputs[start : start + size] for start in range(0, len(inputs), size)]
    notes = {}
    for number, piece in enumerate(pieces, 1):
        title = json.dumps(piece[0])
        items = "\n".join(f"- [ ] @sam {' '.join(text.split())}" for text in piece)
        # Each stands by itself, between rules: what one leaves open is closed in the next.
        body = "\n\n---\n\n".join(piece)
        notes[f"notes/morgan/2026-01-{number:02}.md"] = (
            f"---\ndate: 2026-01-{number:02}\ntitle: {title}\ndescription: {title}\n---\n\n"
            f"## Actions\n\n{items}\n\n## Notes\n\n{body}\n"
        )
    address = serve_directory(built(tmp_path, notes))
    asked: list[str] = []
    dialogs: list[str] = []

    def refused(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", refused)
    page.add_init_script(WATCH)
    paths = [f"morgan/2026-01-{number:02}/" for number in range(1, len(pieces) + 1)]
    for path in ["", "actions/", "timeline/", "morgan/", *paths]:
        page.goto(f"{address}/{path}", wait_until="load")
        protocols = set(page.evaluate(TOUCH))
        assert protocols <= {"http:", "https:", "mailto:", "webcal:", ":"}, path
        assert page.evaluate("window.ranTimes") == 0, path
        assert page.url.partition("?")[0] == f"{address}/{path}"
    assert dialogs == []
    assert [url for url in asked if not url.startswith((f"{address}/", "data:", "blob:"))] == []
