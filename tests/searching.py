"""The search index of a built site, read back from its files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from mkdocs_aquip.search.files import decode

FOLDER = "search/aquip"


def data(path: Path) -> Any:  # noqa: ANN401 - whatever the file holds
    """Return what one of the index's scripts hands over."""
    start, text = path.read_text("utf-8").split(",", 1)
    assert start == f'aquipSearch("{path.stem}"'
    return json.loads(text.removesuffix(")\n"))


def sections(site: Path) -> list[dict[str, str]]:
    """Return all that can be found: `location`, `title` and `text` of each section."""
    folder = site / FOLDER
    pages = data(folder / "pages.js")
    texts: dict[str, list[str]] = {}
    for path in folder.glob("texts-*.js"):
        texts |= data(path)["texts"]
    found: list[dict[str, str]] = []
    url = title = ""
    slot = 0
    for coded_url, coded_title, shape in zip(
        pages["urls"], pages["titles"], pages["shape"], strict=True
    ):
        url, title = _whole(coded_url, url), _whole(coded_title, title)
        headings = [pages["headings"][n] for n in pages["shapes"][shape]]
        for (anchor, name), text in zip([("", title), *headings], texts[str(slot)], strict=True):
            location = f"{url}#{anchor}" if anchor else url
            found.append({"location": location, "title": name, "text": text})
        slot += -(-len(texts[str(slot)]) // pages["stride"])
    return found


def words(site: Path) -> dict[str, list[int]]:
    """Return each word that is filed, and the numbers of the sections that have it."""
    files = (site / FOLDER).glob("words-*.js")
    return {w: decode(n) for path in files for w, n in data(path)["words"].items()}


def _whole(coded: str, last: str) -> str:
    return last[: int(coded[0], 36)] + coded[1:]
