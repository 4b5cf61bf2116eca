"""Both specifications' examples, each as a note on its way to the site.

docs/markdown.md names each example that the site shows otherwise than GitHub's engine, and
each of which the engine makes something else than the specification's text; it is held here.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from tests.render.conftest import Examples
from tests.render.decorations import undecorated
from tests.render.differences import DIFFERENCES, explained
from tests.render.rendering import FRONT, engine, watched
from tests.render.sites import built

PAGE = Path(__file__).parents[2] / "docs" / "markdown.md"
COUNTS = {"gfm": 672, "commonmark": 652}

Rows = Mapping[str, Mapping[str, Sequence[int]]]


def rows(heading: str) -> Rows:
    """Read the table under a heading of the page: each row's examples, by specification."""
    section = PAGE.read_text("utf-8").partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("|")][2:]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return {row[0]: {"gfm": numbers(row[-2]), "commonmark": numbers(row[-1])} for row in cells}


def numbers(cell: str) -> list[int]:
    """Read numbers and ranges of them, as in ``118, 140–142``."""
    found: list[int] = []
    for first, last in re.findall(r"(\d+)(?:–(\d+))?", cell):
        found.extend(range(int(first), int(last or first) + 1))
    return found


@pytest.mark.parametrize("specification", COUNTS)
def test_all_examples_are_there(examples: Examples, specification: str) -> None:
    """No example is left out by the way they are read."""
    assert len(examples[specification]) == COUNTS[specification]


@pytest.mark.parametrize("specification", COUNTS)
def test_what_is_sanitised_is_the_engines_html(examples: Examples, specification: str) -> None:
    """Before anything else happens to it, a note's HTML is cmark-gfm's, byte for byte."""
    for number, (markdown, _) in enumerate(examples[specification], 1):
        assert engine(markdown) == watched(FRONT + markdown).before, number


def test_the_page_says_where_engine_and_specification_part(examples: Examples) -> None:
    """Each example that the engine renders otherwise than the text says is in the table."""
    listed = rows("Where the engine is newer than the specification")
    for specification, pairs in examples.items():
        found = [n for n, (markdown, html) in enumerate(pairs, 1) if engine(markdown) != html]
        told = sorted(n for row in listed.values() for n in row[specification])
        assert found == told, specification


def test_the_site_differs_just_as_the_page_says(examples: Examples) -> None:
    """What a page shows is what the engine says but for the listed differences, all of them real.

    The tree is compared: every element, its attributes and its text.
    """
    listed = rows("Deliberate differences")
    found: dict[str, dict[str, list[int]]] = {n: {s: [] for s in COUNTS} for n in DIFFERENCES}
    for specification, pairs in examples.items():
        for number, (markdown, _) in enumerate(pairs, 1):
            expected, differences = explained(engine(markdown))
            assert expected == undecorated(watched(FRONT + markdown).html), (specification, number)
            for name in differences:
                found[name][specification].append(number)
    assert found == listed


HOOK = """
import json, pathlib
contents = {}
def on_page_content(html, page, **_):
    contents[page.file.src_uri] = html
def on_post_build(config):
    pathlib.Path(config.site_dir, "contents.json").write_text(json.dumps(contents))
"""


def test_the_site_shows_what_the_function_renders(examples: Examples, tmp_path: Path) -> None:
    """Meetings go through MkDocs' own build, links and all, and every example is still the same."""
    first = dt.date(2020, 1, 1)
    bodies = {}
    for number, (markdown, _) in enumerate(examples["gfm"]):
        uri = f"morgan/{first + dt.timedelta(days=number)}.md"
        bodies[uri] = f"# Example {number + 1}\n\n{markdown}"
    notes = {f"notes/{uri}": f"---\nstatus: held\n---\n\n{body}" for uri, body in bodies.items()}
    site = built(tmp_path, {**notes, "hook.py": HOOK}, plugins=["aquip"], hooks=["hook.py"])
    contents = json.loads((site / "contents.json").read_text("utf-8"))
    for uri, body in bodies.items():
        above, _, rest = contents[uri].partition("<aside")
        below = rest.partition("</aside>")[2]
        assert explained(engine(body))[0] == undecorated(above + below), body
