"""The search index: what is found of a page, and the files in which it is filed."""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import material
import pytest
from material.plugins.search.plugin import Parser
from mkdocs.commands.build import build
from mkdocs.config import load_config

from mkdocs_aquip.search import folder
from mkdocs_aquip.search.cut import sections
from mkdocs_aquip.search.documents import plain
from mkdocs_aquip.search.files import decode, encode
from mkdocs_aquip.search.words import words
from mkdocs_aquip.search.written import Written, load, save
from tests import searching

if TYPE_CHECKING:
    from tests.plugin.conftest import Build, Site

ROOT = Path(__file__).parents[2]
Found = list[tuple[str | None, list[str], list[str]]]


def theirs(html: str) -> Found:
    """Cut a page as Material does: each section's anchor, and the words of title and text."""
    parser: Any = Parser()  # type: ignore[no-untyped-call]
    parser.feed(html)
    parser.close()
    found = [s for s in parser.data if not s.is_excluded()]
    return [(s.id, *(words(plain("".join(part))) for part in (s.title, s.text))) for s in found]


def ours(html: str) -> Found:
    """Cut a page as aquip does."""
    return [(id_, words(plain(title)), words(plain(text))) for id_, title, text in sections(html)]


def told(found: Found) -> Found:
    """Leave out what Material makes of headings that stand in parts to leave out."""
    return [one for one in found if one[1] or one[2]]


@pytest.mark.parametrize(
    "html",
    [
        "<p>before</p><h1 id='x'>no double quotes</h1>",
        '<h1 id="t">T &amp; <em>U</em></h1><p>a\nb</p><p> </p><ul>\n<li></li>\n<li>c</li></ul>',
        '<h2 id="a">A<a class="headerlink" href="#a">¶ b</a></h2><pre><code>x\n  y</code></pre>',
        '<h1 id="a">A</h1><p>x <span data-search-exclude="1">no</span> y<br>z</p>',
        '<h1 id="a">A</h1><aq-view data-search-exclude="1"><p>no</p></aq-view><p>yes</p>',
        '<h1 id="a">A</h1><h2 id="b" data-search-exclude>B</h2><p>no</p><h2 id="c">C</h2><p>yes',
        '<h1 id="a">A</h1><p title="a > b">x</p><script>no</script><img alt="no" src="x">',
        '<h1 id="a">A</h1><h2>No anchor</h2><p>x</p><h2 id="b&amp;c">B</h2><p>y</p>',
        '<h1 id="a">A</h1><p>Of data-search-exclude <code>data-search-exclude</code>, twice',
        '<h1 id="a">A</h1><table><tr><td>x</td>\n<td>y</td></tr></table><p>1 &lt; 2</p>',
    ],
)
def test_sections_have_the_words_that_material_finds(html: str) -> None:
    """Anchors, titles, texts and what is left out come out alike, word for word."""
    html = html.replace("'", '"')
    assert told(theirs(html)) == told(ours(html))


def test_what_is_left_out_may_hold_its_own_kind() -> None:
    """A label with a label inside is left out to its end, and nothing after it."""
    label = '<span data-search-exclude="1">a <span>b</span> c</span>'
    ((_, _, text),) = sections(f'<h1 id="x">X</h1><p>d {label} e <a data-search-exclude>f</a></p>')
    assert text.split() == ["d", "e"]


def test_a_block_is_a_line_and_an_item_begins_with_a_tab() -> None:
    """An excerpt can show the paragraph or the item that a word is in."""
    html = (
        "<p>one\ntwo</p>\n<ul>\n<li>\n<p>three</p>\n<ul>\n<li>four</li></ul></li></ul><p>five</p>"
    )
    (found,) = sections(f'<h1 id="x">X</h1>\n{html}')
    assert found == (None, "X", "one two\n\tthree\n\tfour\nfive")
    assert plain(html.replace("\n", " ")) == found[2]


def test_every_page_of_the_example_is_cut_alike(tmp_path: Path) -> None:
    """The index that a build writes has the words of Material's own reading of its pages."""
    config = load_config(str(ROOT / "mkdocs.yml"), site_dir=str(tmp_path))
    pages: list[tuple[str, str]] = []

    def collect(context: Any, *, page: Any, **_: object) -> Any:  # noqa: ANN401 - MkDocs' own
        if not (page.meta.get("search") or {}).get("exclude"):
            pages.append((page.url, page.content))
        return context

    config.plugins.on_startup(command="build", dirty=False)
    config.plugins.events["page_context"].insert(0, collect)
    build(config)
    assert len(pages) > 50
    expected = {
        (f"{url}#{id_}" if id_ else url): (title, text)
        for url, html in pages
        for id_, title, text in told(theirs(html))
    }
    filed = {
        d["location"]: (words(d["title"]), words(d["text"])) for d in searching.sections(tmp_path)
    }
    assert expected == {place: found for place, found in filed.items() if any(found)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ask Jo, today!", ["ask", "jo", "today"]),
        ("CAFÉ Straße Ångström œuvre ŁÓDŹ", ["cafe", "strasse", "angstrom", "oeuvre", "lodz"]),
        ("snake_case a-b 1:1 v2.0", ["snake", "case", "a", "b", "1", "1", "v2", "0"]),
        ("ｆｕｌｌ ﬁne Σίσυφος ΣΊΣΥΦΟΣ", ["full", "fine", "σισυφοσ", "σισυφοσ"]),
        ("検索する", ["検索", "索す", "する", "る"]),
        ("Web検索2", ["web", "検索", "索", "2"]),
        ("हिन्दी 한국어", ["हिन्दी", "한국어"]),
        ("ガード", ["ガー", "ード", "ド"]),
        ("🎉 → — ½", ["1", "2"]),
    ],
)
def test_words_are_what_is_typed(text: str, expected: list[str]) -> None:
    """Case, accents and marks do not count; without spaces, two characters are a word."""
    assert expected == words(text)


def test_numbers_come_back_as_they_were_written() -> None:
    """Steps of every size survive being written."""
    numbers = [0, 1, 44, 45, 46, 90, 91, 2161, 2162, 99_457, 99_458, 10_000_000]
    rising = [sum(numbers[: n + 1]) + n for n in range(len(numbers))]
    for given in (numbers, rising, [], [7]):
        assert given == decode(encode(given))


Entry = dict[str, Any]
Change = Callable[[list[Entry]], list[Entry]]


def corpus(pages: int = 60) -> list[Entry]:
    """Make up a site's entries, several a page."""
    rng = random.Random(4)
    vocabulary = [f"{a}{b}" for a in ("re", "che", "ma", "検", "é") for b in "abcdefgh"]
    made: list[Entry] = []
    for number in range(pages):
        url = f"s{number % 3}/2026-{number // 28 + 1:02}-{number % 28 + 1:02}/"
        for anchor in ("", "#topics", "#actions"):
            text = " ".join(rng.choices(vocabulary, k=12))
            made.append({"location": url + anchor, "title": f"T {anchor}", "text": f"\t{text}"})
    return made


def files_of(site: Path) -> Mapping[str, bytes]:
    """Read a whole index."""
    return {path.name: path.read_bytes() for path in (site / folder.FOLDER).iterdir()}


def changed(entries: list[Entry], place: int, text: str) -> list[Entry]:
    """Change what a section says."""
    return [{**e, "text": text} if n == place else e for n, e in enumerate(entries)]


CHANGES: Mapping[str, Change] = {
    "nothing": lambda entries: entries,
    "a text": lambda entries: changed(entries, 40, "\tnow something else é 検索"),
    "a text gone": lambda entries: changed(entries, 40, ""),
    "a section more": lambda entries: [
        *entries[:42],
        {"location": entries[40]["location"] + "x", "title": "X", "text": "more"},
        *entries[42:],
    ],
    "a title": lambda entries: [{**entries[0], "title": "Another"}, *entries[1:]],
    "a page gone": lambda entries: entries[3:],
    "a page more": lambda entries: [*entries, {"location": "x/", "title": "X", "text": "rea"}],
    "a page of many sections": lambda entries: (
        entries
        + [
            {"location": f"s0/2026-01-01/#n{n}", "title": "N", "text": f"rea {n}"}
            for n in range(40)
        ]
    ),
    "most pages": lambda entries: [{**e, "text": e["text"] + " more"} for e in entries],
    "in another order": lambda entries: entries[90:] + entries[:90],
    "all gone": lambda _: [],
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_index_is_that_of_a_clean_build(tmp_path: Path, change: str) -> None:
    """Whatever changes, the files are those of an index made anew, byte for byte."""
    before = corpus()
    after = CHANGES[change](before)
    written = folder.write(before, str(tmp_path / "a"), Written())
    again = folder.write(after, str(tmp_path / "a"), written)
    clean = folder.write(after, str(tmp_path / "b"), Written())
    assert files_of(tmp_path / "b") == files_of(tmp_path / "a")
    assert clean == again


def test_only_files_that_change_are_written(tmp_path: Path) -> None:
    """After a word more, the page's text and the word's file are new, and no other."""
    entries = corpus()
    written = folder.write(entries, str(tmp_path), Written())
    for path in (tmp_path / folder.FOLDER).iterdir():
        os.utime(path, (1, 1))
    more = changed(entries, 40, entries[40]["text"] + " reviewed")
    folder.write(more, str(tmp_path), written)
    new = [p.name for p in (tmp_path / folder.FOLDER).iterdir() if p.stat().st_mtime > 1]
    assert sorted(name.partition("-")[0] for name in new) == ["texts", "words"]


@pytest.mark.parametrize("name", ["pages.js", "texts-0.js", "words-1.js"])
@pytest.mark.parametrize("harm", ["gone", "other"])
def test_an_index_that_somebody_touched_is_made_anew(tmp_path: Path, name: str, harm: str) -> None:
    """A file that is missing or another's is as it should be after the next build."""
    entries = corpus()
    written = folder.write(entries, str(tmp_path), Written())
    expected = files_of(tmp_path)
    path = tmp_path / folder.FOLDER / name
    path.unlink() if harm == "gone" else path.write_text("alert(1)")
    folder.write(entries, str(tmp_path), written)
    assert expected == files_of(tmp_path)


@pytest.mark.parametrize(
    "text",
    [
        *("", "{", "[]", "null", '{"version":"1"}', '{"version":"2","edition":""}'),
        '{"version":"1","edition":"","files":{"../x":""},"pages":{}}',
        '{"version":"1","edition":"","files":{"x":1},"pages":{}}',
        '{"version":"1","edition":"","files":[],"pages":{}}',
        '{"version":"1","edition":"","files":{},"pages":{},"more":1}',
    ],
)
def test_a_memory_that_is_none_is_ignored(tmp_path: Path, text: str) -> None:
    """Whatever the file in the cache holds, nothing is relied on that was not written."""
    path = tmp_path / "search.json"
    path.write_text(text)
    assert load(path, "1") == Written()
    kept = Written("e", {"pages.js": "1"}, {"a/": "2"})
    save(kept, path, "1")
    assert load(path, "1") == kept
    assert load(path, "2") == Written()


PRIVATE = """\
---
date: 2026-11-20
title: <b>Bold</b> & "quoted"
---

# <b>Bold</b> & "quoted"

## Topics

- Salary talk #1 **strong** <kbd>key</kbd> &lt;script&gt; ^top1

<!-- private -->
Severance
<!-- /private -->

## Actions

- [ ] @morgan Ask everyone (due:: 2026-11-27) (goal:: latency) ^act9
"""


def test_the_index_holds_public_words_and_nothing_else(make: Build) -> None:
    """Neither what is hidden nor tags, ids, fields or attributes are in any of its files."""
    site = make({"notes/morgan/2026-11-20.md": PRIVATE, "notes/x.private.md": "# Mystery\n"})
    found = {d["location"]: d for d in searching.sections(site.folder)}
    topics = found["morgan/2026-11-20/#topics"]
    assert topics["text"] == "\tSalary talk #1 strong key <script>"
    assert found["morgan/2026-11-20/"]["title"] == 'Bold & "quoted"'
    for path in (site.folder / "search").rglob("*.*"):
        text = path.read_text("utf-8")
        for mark in ("everance", "ystery", "</", "<b", "act9", "top1", "::", "aq-", "class="):
            assert mark not in text, (path.name, mark)


def test_what_is_carried_is_found_where_it_stands_last(make: Build) -> None:
    """The same words are found once; other words, and what a meeting adds, where they stand."""
    told = "- [ ] @sam {} (due:: 2026-11-27) ^{}\n"
    same, other = told.format("Order the nets", "net01"), told.format("Ask {}", "ask01")
    painted = told.format("Paint it", "pai01")
    site = make(
        {
            f"notes/morgan/2026-11-{day}.md": f"---\ndate: 2026-11-{day}\n---\n\n# {day}\n\n"
            f"## Actions\n\n{same}{other.format(whom)}{painted}{detail}"
            for day, whom, detail in ((20, "them", "    - The shop has none\n"), (27, "us", ""))
        }
    )
    found = {d["location"]: d["text"].split("\n\t") for d in searching.sections(site.folder)}
    before, after = (found[f"morgan/2026-11-{day}/#actions"] for day in (20, 27))
    assert [line.strip() for line in before[:2]] == ["Sam Reyes Ask them", "Sam Reyes Paint it"]
    assert len(after) == 3
    assert "Order the nets" in after[0]


def test_ordinary_pages_and_front_matter_count(make: Build) -> None:
    """Pages that Material reads are found too; front matter leaves out, boosts and tags."""
    site = make(
        {
            "notes/guide.md": "---\ntags: [How, To]\n---\n# Guide\n\n## Part\n\n- One\n- Two `x`\n",
            "notes/hidden.md": "---\nsearch:\n  exclude: true\n---\n\n# Hidden\n",
            "notes/morgan/2026-11-21.md": "---\nsearch:\n  boost: 3\n---\n\n# A boosted one\n",
        }
    )
    found = {d["location"]: d for d in searching.sections(site.folder)}
    assert found["guide/#part"]["text"] == "\tOne\n\tTwo x"
    assert not any("hidden" in place for place in found)
    pages = searching.data(site.folder / searching.FOLDER / "pages.js")
    assert list(pages["tags"].values()) == [["How", "To"]]
    assert list(pages["boosts"].values()) == [3]


def test_every_page_asks_our_worker(site: Site) -> None:
    """The address that Material's page names is still where it was, and is replaced."""
    pages = [text for name, text in site.texts().items() if name.endswith(".html")]
    assert all("assets/aquip/search/worker.js?" in text for text in pages)
    assert not any("javascripts/workers" in text for text in pages)


def test_somebody_elses_worker_is_left_alone(make: Build) -> None:
    """With a worker of the user's own, the index is Material's, and whole."""
    theme = {"name": "material", "font": False, "custom_dir": "over"}
    site = make({f"over/{_their_worker()}": "// mine\n"}, theme=theme)
    assert not (site.folder / folder.FOLDER).exists()
    assert "Ask Jo about reviews" in (site.folder / "search/search_index.json").read_text("utf-8")


def _their_worker() -> str:
    templates = Path(material.__file__).parent / "templates"
    (path,) = templates.glob("assets/javascripts/workers/search.*.min.js")
    return path.relative_to(templates).as_posix()
