"""A wrong view is a warning at its line, wherever the block stands, and the page shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from bs4 import Tag
from mkdocs.exceptions import Abort

from tests.plugin.conftest import SERIES

if TYPE_CHECKING:
    from tests.plugin.conftest import Build, Site

FRONT = "---\ntitle: A board\ntags:\n  - one\n  - two\n---\n\n# A board\n"
KINDS = {
    "by MkDocs": ("notes/board.md", FRONT, "board"),
    "without front matter": ("notes/board.md", "\n# A board\n", "board"),
    "by us": ("notes/board.md", FRONT.replace("title", "renderer: gfm\ntitle"), "board"),
    "a series": ("notes/morgan/index.md", SERIES, "morgan"),
    "a meeting": (
        "notes/morgan/2026-11-20.md",
        "---\ndate: 2026-11-20\n---\n",
        "morgan/2026-11-20",
    ),
}
WRONG = {
    "an option": ("view: actions\nownr: sam", 2, "no option 'ownr'; did you mean 'owner'?"),
    "a value": ("view: actions\nlimit: 2\nstate: opne", 3, "did you mean 'open'?"),
    "a type": ("view: actions\nlimit: many", 2, "a number from 1"),
    "a view": ("view: acions", 1, "did you mean 'actions'?"),
    "no YAML": ("view: actions\nowner: [sam", 2, "no YAML that can be read"),
    "said twice": ("view: actions\nlimit: 2\nlimit: 3", 3, "'limit' is said twice"),
    "no option at all": ("view: home\nlimit: 2", 2, "has no option 'limit'; there is none"),
}
PLACES = {
    "alone": "",
    "a list": "    ",
    "a quote": "> ",
    "a list in a quote": ">     ",
}
ABOVE = {
    "alone": "Text.\n\n",
    "a list": "1.  An item\n\n",
    "a quote": "> Text\n>\n",
    "a list in a quote": "> -   An item\n>\n",
}


def told(site: Site, path: str) -> list[str]:
    """Return what a build warned of in one file."""
    return [said.removeprefix("aquip: ") for said in site.warnings if path in said]


def at(text: str, words: str) -> int:
    """Return the line where some words stand in a file, from 1."""
    return text[: text.index(words)].count("\n") + 1


@pytest.mark.parametrize("wrong", WRONG)
@pytest.mark.parametrize("kind", KINDS)
def test_at_its_line(make: Build, kind: str, wrong: str) -> None:
    """The file and the line, whoever renders the page, and whatever stands above."""
    path, head, page = KINDS[kind]
    body, line, words = WRONG[wrong]
    text = f"{head}\n````markdown\n```aquip\nview: nonsense\n```\n````\n\n```aquip\n{body}\n```\n"
    site = make({path: text})
    expected = at(text, body) + line - 1

    (said,) = told(site, path)
    assert said.startswith(f"{path}:{expected}: aquip view: ")
    assert words in said
    problem = site.page(page).select_one(".aq-problem")
    assert problem is not None
    assert f"Line {line}:" in problem.get_text()


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("kind", ["by MkDocs", "by us", "a series", "a meeting"])
def test_within_something(make: Build, kind: str, place: str) -> None:
    """A view works in a list and in a quote, and what is wrong with one is told at its line."""
    path, head, page = KINDS[kind]
    before = PLACES[place]
    lines = ("```aquip", "view: actions", "", "state: all", "```", "", "~~~ aquip", "view: actions")
    blocks = "\n".join(f"{before}{line}".rstrip() for line in (*lines, "", "limit: none", "~~~"))
    text = f"{head}\n{ABOVE[place]}{blocks}\n\nThe end.\n"
    site = make({path: text})

    (said,) = told(site, path)
    assert said.startswith(f"{path}:{at(text, 'limit: none')}: aquip view: 'limit' is a number")
    content = site.page(page).select_one("article")
    assert isinstance(content, Tag)
    for selector in (".aq-view--actions", ".aq-problem"):
        (shown,) = content.select(selector)
        around = [one.name for one in shown.parents]
        assert ("blockquote" in around) == ("quote" in place)
        assert ("li" in around) == ("list" in place)


@pytest.mark.parametrize("kind", ["by MkDocs", "by us"])
def test_code_stays_code(make: Build, kind: str) -> None:
    """A block that is indented as code, or stands in another block, is shown as it is written."""
    path, head, page = KINDS[kind]
    indented = "    ```aquip\n    view: actions\n    ```"
    within = "~~~~\n```aquip\nview: x\n```\n~~~~"
    text = f"{head}\nText.\n\n{indented}\n\n{within}\n"
    site = make({path: text})

    assert told(site, path) == []
    assert not site.page(page).select("aq-view")


def test_words_behind_the_name(make: Build) -> None:
    """What GitHub still takes for a block called aquip, is one: only its first word counts."""
    for kind in ("by MkDocs", "by us"):
        path, head, _ = KINDS[kind]
        text = f'{head}\n```aquip title="What is open"\nview: actions\nwrong: 1\n```\n'
        (said,) = told(make({path: text}), path)
        assert f"{path}:{at(text, 'wrong')}: " in said


def test_a_strict_build_fails(make: Build) -> None:
    """With `--strict` a view that is wrong ends the build."""
    with pytest.raises(Abort):
        make({"notes/board.md": "```aquip\nview: acions\n```\n"}, strict=True)
