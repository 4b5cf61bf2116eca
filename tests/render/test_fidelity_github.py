"""What GitHub makes of a note beyond the specification, and how what aquip adds reads."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from aquip.core.settings import Person, Settings
from mkdocs_aquip.render.inline import inline_text
from tests.conftest import ServeDirectory
from tests.render.rendering import FRONT, watched
from tests.render.sites import built
from tests.render.trees import Node, elements, tree
from tests.searching import sections

SETTINGS = Settings(people={"sam": Person("sam", "Sam Reyes")})

MEETING = """\
---
date: 2026-11-20
status: held
---

# Sam & Morgan

## Accomplishments

- Cut checkout p95 to *310 ms* :tada: (kind:: outcome) (goal:: latency) ^acc1a

## Actions

- [ ] @sam, @morgan Write the `runbook` down (due:: 2026-11-27) (since:: 2026-11-13) ^act1a
  - with @morgan (see:: act2a)
- [x] @morgan Ask [Jo](https://example.org/jo) (done:: 2026-11-19) ^act2a
- [-] @sam Something else

## Notes

A <b>bold</b> word, <!-- a secret --> a term[^1] and 日本語.

```python
print("printed")
```

[^1]: its meaning
"""


def html(text: str) -> str:
    """Render the text of a note."""
    return watched(FRONT + text, SETTINGS).html


def found(text: str, tag: str) -> list[Node]:
    """Render the text of a note, and return its elements of one kind."""
    return [node for node in elements(tree(html(text))) if node.tag == tag]


@pytest.mark.parametrize(
    ("heading", "anchor"),
    [
        ("Foo Bar", "foo-bar"),
        ("A & B", "a--b"),
        ("What's new?", "whats-new"),
        ("1.2.3", "123"),
        ("snake_case and kebab-case", "snake_case-and-kebab-case"),
        ("*Bold* `code()` [link](x.md)", "bold-code-link"),
        ("Ünïcödé", "ünïcödé"),
        ("Привет non-latin 你好", "привет-non-latin-你好"),
        ("你好，世界", "你好世界"),
        ("I ♥ unicode", "i--unicode"),
        ("😄 emoji", "-emoji"),
        (":tada: Party", "tada-party"),
        ("½ of m² – done", "-of-m--done"),
        ("Tab\tand\u00a0space", "tabandspace"),
        ("a <b>b</b> &amp; c", "a-b--c"),
        ("हिन्दी", "हिन्दी"),
        ("!!!", ""),
    ],
)
def test_anchors_are_githubs(heading: str, anchor: str) -> None:
    """Lower case, letters of any script, digits, `_` and `-`; spaces become hyphens."""
    assert f'<h2 id="{anchor}">' in html(f"## {heading}\n")


def test_repeated_headings_are_numbered() -> None:
    """The second of a name is `-1`, whatever its level."""
    text = "# Notes\n\n## Notes\n\n### Notes!\n\n## Other\n"
    ids = [node.get("id") for node in elements(tree(html(text))) if node.get("id")]
    assert ids == ["notes", "notes-1", "notes-2", "other"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (":tada:", "🎉"),
        (":+1::-1:", "👍👎"),
        (":no_such_thing:", ":no_such_thing:"),
        (":x:smile:", "❌smile:"),
        (":octocat:", ":octocat:"),
        ("10:30:45 a::b", "10:30:45 a::b"),
        ("`:tada:`", "<code>:tada:</code>"),
        ("[:tada:](a.md)", '<a href="a.md">🎉</a>'),
    ],
)
def test_emoji_have_names(text: str, shown: str) -> None:
    """Names that GitHub knows become emoji; not in code, nor in addresses."""
    assert f"<p>{shown}</p>" in html(text)


def test_addresses_hold_no_emoji() -> None:
    """A link leads to where it is written to lead."""
    assert '<a href="a/:tada:.md">x</a>' in html("[x](a/:tada:.md)")


def test_emoji_show_in_headings_and_labels() -> None:
    """The table of contents and other pages' rows show the emoji, the anchor its name."""
    assert '<h2 id="tada-done">🎉 Done</h2>' in html("## :tada: Done\n")
    assert inline_text("a :tada: b") == "a 🎉 b"


def test_tasks_are_pictures_at_any_depth() -> None:
    """Each box has a name and a role, none can be focused or clicked, in loose lists as well."""
    text = "- [ ] a\n  1. [x] b\n     * [ ] c\n\n  text\n- d\n  - e\n    - [x] f\n"
    boxes = [node for node in found(text, "span") if "aq-box" in node.classes]
    assert [box.get("aria-label") for box in boxes] == ["open", "done", "open", "done"]
    assert {"img"} == {box.get("role") for box in boxes}
    assert found(text, "input") == []


def test_tables_keep_their_alignment() -> None:
    """Each cell is aligned as its column is."""
    cells = found("| a | b | c | d |\n| :- | :-: | -: | - |\n| 1 | 2 | 3 | 4 |\n", "td")
    assert [cell.get("align") for cell in cells] == ["left", "center", "right", ""]


def test_footnotes_are_numbered_and_lead_back_to_each_mention() -> None:
    """A note that is mentioned twice has two ways back, and every address has its target."""
    text = "a[^x] b[^y] c[^x]\n\n[^x]: first\n[^y]: second\n"
    links = [node.get("href") for node in found(text, "a")]
    ids = {f"#{node.get('id')}" for node in elements(tree(html(text))) if node.get("id")}
    assert len(links) == 6
    assert set(links) <= ids


def test_details_fold_and_hold_markdown() -> None:
    """What stands between the tags is Markdown, and `open` says how they begin."""
    text = "<details open>\n<summary>More <i>x</i></summary>\n\n- *one*\n\n</details>\n"
    details = found(text, "details")
    assert list(details[0].attrs) == [("open", "")]
    assert [node.tag for node in elements(details[0])] == ["summary", "i", "ul", "li", "em"]


@pytest.mark.parametrize(
    ("text", "href"),
    [
        ("www.example.org/a", "http://www.example.org/a"),
        ("https://example.org/a_(b)?c=d.", "https://example.org/a_(b)?c=d"),
        ("sam@example.org", "mailto:sam@example.org"),
        ("<https://example.org>", "https://example.org"),
    ],
)
def test_bare_addresses_are_links(text: str, href: str) -> None:
    """Addresses need no brackets, and the full stop after one is not part of it."""
    assert [href] == [node.get("href") for node in found(text, "a")]


def test_code_is_highlighted_and_diagrams_stay_code() -> None:
    """Pygments marks what it knows; no script draws on the site unless its owner ships one."""
    assert '<span class="nb">print</span>' in html("```python\nprint(1)\n```\n")
    assert "<code>graph TD\n</code>" in html("```mermaid\ngraph TD\n```\n")
    assert "<p>$$x^2$$ and <code>$x$</code></p>" in html("$$x^2$$ and `$x$`\n")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of one meeting and its goal."""
    goal = "---\ntitle: A fast checkout\n---\n\n# A fast checkout\n"
    files = {"notes/morgan/2026-11-20.md": MEETING, "notes/goals/latency.md": goal}
    return built(tmp_path_factory.mktemp("github"), files)


def test_the_search_index_holds_words(site: Path) -> None:
    """What was said and by whom can be found; marks, ids, labels and comments can't."""
    meeting = [d for d in sections(site) if d["location"].startswith("morgan/2026-11-20/")]
    text = " ".join(f"{entry['title']} {entry['text']}" for entry in meeting)
    for word in (
        *("310 ms", "🎉", "Sam Reyes", "Morgan Diaz", "runbook", "Jo", "bold", "日本語"),
        *("its meaning", "printed", "Something else"),
    ):
        assert word in text
    for mark in (
        *("::", "^a", "act1a", "act2a", "[ ]", "[x]", "[-]", "](", "@sam", ":tada:", "```"),
        *("secret", "27 Nov", "in 5 days", "aq-", "[^1]", "class=", "SR", "↩"),
    ):
        assert mark not in text
    headings = [d for d in meeting if d["location"].endswith("#actions")]
    assert [entry["title"] for entry in headings] == ["Actions"]


def test_what_is_copied_reads_well(site: Path, page: Page, serve_directory: ServeDirectory) -> None:
    """A selection holds names, words and labels, not initials, anchors' signs or marks."""
    page.goto(f"{serve_directory(site)}/morgan/2026-11-20/")
    copied = page.evaluate(
        """() => {
            const selection = getSelection();
            selection.selectAllChildren(document.querySelector("article"));
            return selection.toString();
        }"""
    )
    lines = " ".join(copied.split())
    assert "Cut checkout p95 to 310 ms 🎉 outcome A fast checkout" in lines
    assert "Sam Reyes Morgan Diaz Write the runbook down due 27 Nov" in lines
    assert "Morgan Diaz Ask Jo done 19 Nov" in lines
    assert 'print("printed")' in lines
    for mark in ("¶", "::", "^act", "SR", "@sam", "secret"):
        assert mark not in lines


def test_ids_are_anchors_that_can_be_reached(
    site: Path, page: Page, serve_directory: ServeDirectory
) -> None:
    """The address of an item scrolls to it, as it would in Obsidian."""
    page.goto(f"{serve_directory(site)}/morgan/2026-11-20/#^act2a")
    target = page.locator(":target")
    assert "Ask Jo" in target.inner_text()
    assert target.evaluate("e => e.tagName") == "LI"


def test_a_person_is_a_name_with_the_handle_at_hand(site: Path) -> None:
    """Owners and mentions of people that are known read as names; the handle is their title."""
    page = tree((site / "morgan" / "2026-11-20" / "index.html").read_text("utf-8"))
    people = [n for n in elements(page) if "aq-person" in n.classes and n.get("title")]
    assert {"@sam", "@morgan"} == {node.get("title") for node in people}
