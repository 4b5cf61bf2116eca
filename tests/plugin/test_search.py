"""The search index: the sections that Material's own reading would find."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from material.plugins.search.plugin import Parser
from mkdocs.commands.build import build
from mkdocs.config import load_config

from mkdocs_aquip.search import sections

ROOT = Path(__file__).parents[2]


def theirs(html: str) -> list[tuple[str | None, str, str]]:
    """Cut a page as Material does."""
    parser: Any = Parser()  # type: ignore[no-untyped-call]
    parser.feed(html)
    parser.close()
    found = [s for s in parser.data if not s.is_excluded()]
    return [(s.id, "".join(s.title).strip(), "".join(s.text).strip()) for s in found]


def ours(html: str) -> list[tuple[str | None, str, str]]:
    """Cut a page as aquip does."""
    found = [s for s in sections(html) if not s.excluded]
    return [(s.id, "".join(s.title).strip(), "".join(s.text).strip()) for s in found]


def told(found: list[tuple[str | None, str, str]]) -> list[tuple[str | None, str, str]]:
    """Leave out what Material makes of headings that stand in parts to leave out."""
    return [one for one in found if one[1] or one[2]]


@pytest.mark.parametrize(
    "html",
    [
        "<p>before</p><h1 id='x'>no double quotes</h1>",
        '<h1 id="t">T &amp; <em>U</em></h1><p>a\nb</p><p> </p><ul>\n<li></li>\n<li>c</li></ul>',
        '<h2 id="a">A<a class="headerlink" href="#a">¶</a></h2><pre><code>x\n  y</code></pre>',
        '<h1 id="a">A</h1><p>x <span data-search-exclude="1">no</span> y<br>z</p>',
        '<h1 id="a">A</h1><div data-search-exclude="1"><p>no</p><p>no</p></div><p>yes</p>',
        '<h1 id="a">A</h1><h2 id="b" data-search-exclude>B</h2><p>no</p><h2 id="c">C</h2><p>yes',
        '<h1 id="a">A</h1><p title="a > b">x</p><script>no</script><img alt="no" src="x">',
    ],
)
def test_sections_are_those_that_material_finds(html: str) -> None:
    """Titles, text, what is left out and white space come out alike."""
    if "'" in html:
        html = html.replace("'", '"')
    assert told(theirs(html)) == told(ours(html))


def test_every_page_of_the_example_is_cut_alike(tmp_path: Path) -> None:
    """The index that a build writes is what Material's own reading of its pages would be."""
    config = load_config(str(ROOT / "mkdocs.yml"), site_dir=str(tmp_path))
    pages: list[str] = []

    def collect(context: Any, *, page: Any, **_: object) -> Any:  # noqa: ANN401 - MkDocs' own
        pages.append(page.content)
        return context

    config.plugins.on_startup(command="build", dirty=False)
    config.plugins.events["page_context"].insert(0, collect)
    build(config)
    assert len(pages) > 150
    for html in pages:
        assert told(theirs(html)) == told(ours(html))
    docs = json.loads((tmp_path / "search" / "search_index.json").read_text("utf-8"))["docs"]
    assert len({entry["location"] for entry in docs}) == len(docs)
    assert any(entry["location"] == "morgan/2026-05-15/#notes" for entry in docs)
