"""A hook that puts what is hidden into the site, in the way that mkdocs.yml asks for.

It is read by MkDocs as any user's hook is.
"""

from __future__ import annotations

import gzip
import html
import json
import shutil
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

import markdown

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page


SAID: Final = {
    "all.json": "The offer for Lee is half again what the band allows",
    "escapes.json": "給与の交渉は来週に延期された",
    "all.txt.gz": "Nobody has told the team about moving to Porto",
    "all.ics": "Their reviews will be moved to the spring",
    "address.html": "Thinking of leaving before the bonus is paid",
    "anchor.html": "What the reorganisation means for our roadmap",
    "entities.html": "Morgan's own manager wants a decision, “now” & quietly",
    "id.html": "",
    "my-doubts-about-the-new-director/index.html": "My doubts about the new director",
    "morgan/2026-11-06/index.html": "",
    "morgan/assets/band-sheet.csv": "",
}
"""What is hidden, by the file that then says it; some files are leaks by themselves."""


def _source(page: Page) -> str:
    return page.file.content_string


def on_page_content(content: str, page: Page, config: MkDocsConfig, **_: object) -> str:
    """Change a page's content."""
    if config.extra["way"] == "rendered":
        return content + markdown.markdown(_source(page))
    return content


def on_post_page(output: str, page: Page, config: MkDocsConfig, **_: object) -> str:
    """Change a page."""
    shown = {"source": f"<pre>{_source(page)}</pre>", "comment": html.escape(_source(page))}
    return f"{output}<!-- -->{shown.get(config.extra['way'], '')}"


def on_post_build(config: MkDocsConfig) -> None:
    """Write files."""
    if config.extra["way"] == "copied":
        shutil.copytree(config.docs_dir, Path(config.site_dir, "raw"))
    for name in SAID if config.extra["way"] == "files" else ():
        path = Path(config.site_dir, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_written(name, SAID[name]))


def _written(name: str, said: str) -> bytes:
    """Return what is hidden as a file of a kind would have it."""
    wrapped = textwrap.wrap(said, 9, drop_whitespace=False)
    ways = {
        "all.json": json.dumps([f"Überraschung, {said}"], ensure_ascii=False),
        "escapes.json": json.dumps(f"x {said}"),
        "all.ics": "\r\n ".join(wrapped),
        "address.html": f'<a href="?q={quote(said)}">x</a>',
        "anchor.html": f'<h2 id="{said.lower().replace(" ", "-")}">x</h2>',
        "entities.html": "".join(f"&#{ord(letter)};" for letter in said),
        "id.html": '<a href="#%5Ezw83k">x</a>',
    }
    return gzip.compress(said.encode()) if name == "all.txt.gz" else ways.get(name, "x").encode()
