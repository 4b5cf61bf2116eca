"""The search as it is used: typed into Material's box, in a browser, on a page just opened."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from mkdocs_aquip.search import folder
from mkdocs_aquip.search.words import words
from mkdocs_aquip.search.written import Written
from tests.plugin.conftest import build_site

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

    from tests.conftest import ServeDirectory
    from tests.plugin.conftest import Build, Site

KIOTO = """\
---
date: 2026-11-06
status: held
---

# 京都での一対一

## Topics

- 検索の設計を見直す
- Café Ångström, and the naïve résumé

## Actions

- [ ] @sam Review the <b>budget</b> of the Zürich office ^act06
"""

GUIDE = """\
---
tags: [Handbook]
---

# How we review

Everyone reviews; nobody approves.

## Checkout

Twice a week, with <script>alert(1)</script> and & and "quotes".
"""

FEATURES = ["search.suggest", "search.highlight", "search.share"]

# Material's own stand-in for workers on a disk comes from somebody else's host: this one
# does what it does. A frame runs the worker's script; what is imported is awaited.
SHIM = """\
class IFrameWorker extends EventTarget {
  constructor(url) {
    super()
    const frame = document.body.appendChild(document.createElement("iframe"))
    frame.hidden = true
    this.inner = frame.contentWindow
    addEventListener("message", (event) => {
      if (event.source === this.inner)
        this.dispatchEvent(new MessageEvent("message", { data: event.data }))
    })
    this.inner.document.open()
    this.inner.document.write(
      "<script>postMessage = (data) => parent.postMessage(data, '*');" +
      "importScripts = (...urls) => urls.reduce((all, url) => all.then(() =>" +
      "new Promise((done) => {" +
      "const script = document.createElement('script'); script.src = url;" +
      "script.addEventListener('load', () => done()); document.body.appendChild(script)" +
      "})), Promise.resolve())</" + "script>" +
      "<body><script src=" + url + "?" + Date.now() + "></" + "script>")
    this.inner.document.close()
    this.ready = new Promise((done) => { this.inner.onload = done })
  }
  postMessage(data) {
    this.ready.then(() => this.inner.dispatchEvent(new MessageEvent("message", { data })))
  }
}
window.IFrameWorker = IFrameWorker
if (location.protocol === "file:") window.Worker = IFrameWorker
"""

POLICY = (
    "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "connect-src 'self'; worker-src 'self'; img-src 'self' data:; font-src 'self'"
)

NOTES = {"notes/morgan/2026-11-06.md": KIOTO, "notes/guide.md": GUIDE}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site with three meetings and a page of its user's own."""
    theme = {"name": "material", "font": False, "features": FEATURES}
    return build_site(tmp_path_factory.mktemp("search"), NOTES, theme=theme)


@pytest.fixture
def opened(site: Site, serve_directory: ServeDirectory, page: Page) -> Iterator[Page]:
    """The site's first page, freshly opened; nothing may go wrong in it."""
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: wrong.append(said.text) if said.type != "log" else None)
    page.goto(f"{serve_directory(site.folder)}/")
    yield page
    assert wrong == []


def ask(page: Page, query: str) -> list[str]:
    """Type a query, and return where the results lead, without the site's address."""
    box = page.locator("[data-md-component=search-query]")
    box.click()
    box.fill("")
    box.press_sequentially(query)
    box.press("End")  # signs that are on no key come without one
    expect(page.locator(".md-search-result__meta")).to_contain_text("document", timeout=10_000)
    # What is typed last is what is answered last.
    page.wait_for_timeout(250)
    links = page.locator(".md-search-result__link").evaluate_all("all => all.map(a => a.href)")
    found = [urlsplit(link) for link in links]
    return [f"{url.path.lstrip('/')}{f'#{url.fragment}' if url.fragment else ''}" for url in found]


def groups(page: Page) -> str:
    """Return how many pages Material says there are."""
    return page.locator(".md-search-result__meta").inner_text()


def test_typing_on_a_cold_page_finds_section_and_words(opened: Page) -> None:
    """The meeting and its section come up, the words marked where they stand."""
    assert ask(opened, "zurich budg") == ["morgan/2026-11-06/", "morgan/2026-11-06/#actions"]
    assert groups(opened) == "1 matching document"
    excerpt = opened.locator("aq-excerpt li")
    assert excerpt.inner_text() == "Sam Reyes Review the budget of the Zürich office"
    assert excerpt.locator("mark").all_inner_texts() == ["budget", "Zürich"]
    assert opened.locator(".md-search__suggest").inner_text() == "zurich budget"


def test_a_result_leads_to_the_section_and_marks_what_was_found(opened: Page) -> None:
    """The link opens the page at the heading, with the words that were typed marked."""
    ask(opened, "budget")
    opened.locator(".md-search-result__link", has_text="Actions").click()
    opened.wait_for_url("**/morgan/2026-11-06/**#actions")
    assert opened.locator("mark[data-md-highlight]").first.inner_text().lower() == "budget"
    assert opened.locator("h2:target").inner_text().startswith("Actions")


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("設計", "morgan/2026-11-06/"),
        ("検索の設計", "morgan/2026-11-06/"),
        ("検", "morgan/2026-11-06/"),
        ("京都", "morgan/2026-11-06/"),
        ("cafe resume", "morgan/2026-11-06/"),
        ("CAFÉ naiv", "morgan/2026-11-06/"),
        ("how rev", "guide/"),
        ("title:rev", "guide/"),
        ("tags:handbook", "guide/"),
        ('"nobody approves"', "guide/"),
        ("review -jo -budget", "guide/"),
        ("+reviews -nobody", "morgan/2026-11-20/"),
        ("ask~1 jo^2", "morgan/2026-11-20/"),
    ],
)
def test_queries_of_all_kinds_find_the_right_page_first(
    opened: Page, query: str, first: str
) -> None:
    """Signs without spaces, accents, beginnings, fields, phrases and exclusions all work."""
    assert ask(opened, query)[0] == first


@pytest.mark.parametrize("query", ['"', "+", "-", "*", "title:", "nothinglikeit", "'", "\\", "☃"])
def test_what_finds_nothing_says_so(opened: Page, query: str) -> None:
    """A query of marks, or of a word that is nowhere, is no error."""
    assert ask(opened, query) == []
    assert groups(opened) == "No matching documents"


def test_titles_come_before_texts_and_new_meetings_before_old(opened: Page) -> None:
    """A page called so is first; of two that are as good, the newer one."""
    pages = [place for place in ask(opened, "review") if "#" not in place]
    assert pages[0] == "guide/"
    assert ask(opened, "jo")[:2] == ["morgan/2026-11-20/", "morgan/2026-11-20/#actions"]
    assert groups(opened) == "2 matching documents"


def test_a_page_with_some_words_is_better_than_none(opened: Page) -> None:
    """Where no page has all words, those with some come up, and say what they lack."""
    assert ask(opened, "handbook zurich")[0] in {"guide/", "morgan/2026-11-06/"}
    assert groups(opened) == "2 matching documents"
    assert opened.locator(".md-search-result__terms del").count() > 0


def test_keys_and_sharing_work_as_ever(opened: Page, site: Site) -> None:
    """Enter opens the first result; a shared address brings the query and its results back."""
    ask(opened, "zurich")
    shared = opened.locator("[data-md-component=search-share]").get_attribute("href")
    assert shared is not None
    assert shared.endswith("?q=zurich")
    opened.keyboard.press("Enter")
    opened.wait_for_url("**/morgan/2026-11-06/**#actions")
    opened.goto(shared)
    opened.locator("aq-excerpt mark").first.wait_for()


def test_nothing_in_a_note_runs_in_a_result(opened: Page) -> None:
    """A script in a note is the text that it is, in excerpts as in titles."""
    ran: list[str] = []
    opened.on("dialog", lambda dialog: (ran.append(dialog.message), dialog.dismiss()))
    ask(opened, "quotes")
    assert '& and "quotes"' in opened.locator("aq-excerpt").last.inner_text()
    ask(opened, '<img src=x onerror=alert(1)>"><b>quotes')
    assert ran == []


def test_words_are_the_same_on_both_sides(opened: Page) -> None:
    """What the build files under a word is what the browser looks for."""
    texts = [
        "Café STRASSE straße ﬁne ŁÓDŹ Σίσυφος İstanbul ısı Ǆ ŉ ẞ ﷺ",
        "検索する Web検索 ｶﾞｰﾄﾞ か\u3099 हिन्दी 한국어 ไทย e\u0301",
        "a_b-c.d 1:1 don’t 🎉 → ½ ² Ⅷ ① \u200b葛\U000e0100",
    ]
    # Each sign between letters: signs newer than this Python are the browser's alone.
    known = [
        c for c in map(chr, range(0x20, 0x3400)) if unicodedata.category(c) not in {"Cn", "Cs"}
    ]
    texts += [f"a{sign}b" for sign in known]
    assert [words(text) for text in texts] == opened.evaluate("t => t.map(aquipWords.words)", texts)


def test_it_works_below_an_address_and_under_a_strict_policy(
    site: Site, serve_directory: ServeDirectory, page: Page
) -> None:
    """No part of it needs the site's root, code made of text, or anything from elsewhere."""

    def guard(route: Route) -> None:
        response = route.fetch()
        headers = {**response.headers, "content-security-policy": POLICY}
        route.fulfill(response=response, headers=headers)

    page.context.route("**", guard)
    wrong: list[str] = []
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    page.goto(f"{serve_directory(site.root)}/site/morgan/2026-11-20/")
    assert ask(page, "budget")[1] == "site/morgan/2026-11-06/#actions"
    page.locator("aq-excerpt mark").first.wait_for()
    assert wrong == []


def test_an_old_list_of_pages_is_noticed(
    site: Site, make: Build, serve_directory: ServeDirectory, page: Page
) -> None:
    """A list from the browser's store that is older than the words is fetched anew."""
    old = (make().folder / folder.FOLDER / "pages.js").read_text("utf-8")
    asked: list[str] = []

    def outdated(route: Route) -> None:
        asked.append(route.request.url)
        if len(asked) > 1:
            return route.continue_()
        return route.fulfill(body=old, content_type="text/javascript")

    page.context.route("**/pages.js*", outdated)
    page.goto(f"{serve_directory(site.folder)}/")
    assert ask(page, "budget")[1] == "morgan/2026-11-06/#actions"
    assert len(asked) == 2


def test_it_works_from_a_disk(make: Build, page: Page) -> None:
    """Built with Material's offline plugin, the site can be searched without a server."""
    site = make(
        {**NOTES, "notes/assets/iframe-worker.js": SHIM},
        plugins=["search", {"aquip": {}}, "offline"],
        extra={"polyfills": ["assets/iframe-worker.js"]},
    )
    page.goto((site.folder / "index.html").as_uri())
    found = ask(page, "zurich budget")
    assert found[1].endswith("morgan/2026-11-06.html#actions")
    page.locator("aq-excerpt mark").first.wait_for()


def test_little_is_fetched_of_a_large_index(
    make: Build, serve_directory: ServeDirectory, page: Page
) -> None:
    """Of 3,000 pages that say 9 MB, a query fetches a small part: the pages, and what it shows."""
    site = make()
    folder.write(large(3_000), str(site.folder), Written())
    size = sum(path.stat().st_size for path in (site.folder / folder.FOLDER).iterdir())
    fetched: dict[str, int] = {}
    page.context.on(
        "response",
        lambda answer: fetched.update({answer.url: int(answer.headers["content-length"])}),
    )
    address = serve_directory(site.folder)
    page.goto(f"{address}/", wait_until="networkidle")
    assert not any("/search/aquip/" in url for url in fetched)
    assert len(ask(page, "ra beli")) > 10
    page.locator("aq-excerpt mark").first.wait_for()
    page.wait_for_timeout(500)
    search = {url: length for url, length in fetched.items() if "/search/" in url}
    assert size > 9_000_000
    assert sum(search.values()) < 1_000_000
    # One for each word's first letter, and one when there are more.
    assert sum("/words-" in url for url in search) <= 4
    assert len(list((site.folder / folder.FOLDER).iterdir())) < 500


def large(pages: int) -> Iterator[dict[str, str]]:
    """Make up entries of many pages, of words that are used as unevenly as real ones."""
    rng = random.Random(2)
    syllables = [f"{a}{b}" for a in "bcdfghklmnprstvw" for b in "aeiou"]
    vocabulary = ["".join(rng.choices(syllables, k=3)) for _ in range(4_000)]
    weights = [1 / (n + 1) for n in range(len(vocabulary))]
    for number in range(pages):
        month = f"20{10 + number // 336}-{number // 28 % 12 + 1:02}"
        url = f"s{number % 20}/{month}-{number % 28 + 1:02}/"
        for anchor in ("", "#topics", "#questions", "#actions"):
            text = "\n\t".join(" ".join(rng.choices(vocabulary, weights, k=13)) for _ in range(10))
            yield {"location": url + anchor, "title": f"Meeting {number}", "text": f"\t{text}"}
