"""The search as it is used: typed into Material's box, in a browser, on a page just opened."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Iterator
from itertools import accumulate
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from mkdocs_aquip.search import folder
from mkdocs_aquip.search.words import words
from mkdocs_aquip.search.written import Written
from tests.browsing import found as has_found
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


# Material tells of each answer that it has shown.
COUNT = """() => {
  if ("answers" in window) return
  window.answers = 0
  component$.subscribe(({ ref }) => answers += ref.dataset.mdComponent === "search-result")
}"""


def ask(page: Page, query: str) -> list[str]:
    """Type a query, sign by sign as each is answered, and return where the results lead.

    The addresses come without the site's. That nothing is asked before the last question is
    answered is how the answer is known to be that of the query.
    """
    box = page.locator("[data-md-component=search-query]")
    box.click()
    box.fill("")
    box.press("End")
    expect(page.locator(".md-search-result__meta")).to_have_text("Type to start searching")
    page.evaluate(COUNT)
    for sign in query:
        before = page.evaluate("answers")
        box.press_sequentially(sign)
        box.press("End")  # signs that are on no key come without one
        page.wait_for_function("before => answers > before", arg=before)
    return links(page)


def links(page: Page) -> list[str]:
    """Return where the results lead, without the site's address."""
    hrefs = page.locator(".md-search-result__link").evaluate_all("all => all.map(a => a.href)")
    found = [urlsplit(href) for href in hrefs]
    return [f"{url.path.lstrip('/')}{f'#{url.fragment}' if url.fragment else ''}" for url in found]


def groups(page: Page) -> str:
    """Return how many pages Material says there are."""
    return page.locator(".md-search-result__meta").inner_text()


def test_typing_on_a_cold_page_finds_section_and_words(opened: Page) -> None:
    """The meeting and its section come up, the words marked where they stand."""
    opened.locator("[data-md-component=search-query]").click()
    opened.keyboard.type("zurich budg")
    has_found(opened, "zurich budg")
    assert links(opened) == ["morgan/2026-11-06/", "morgan/2026-11-06/#actions"]
    assert groups(opened) == "1 matching document"
    excerpt = opened.locator("aq-excerpt li")
    expect(excerpt).to_have_text("Sam Reyes Review the budget of the Zürich office")
    assert excerpt.locator("mark").all_inner_texts() == ["budget", "Zürich"]
    expect(opened.locator(".md-search__suggest")).to_have_text("zurich budget")


def test_a_result_leads_to_the_section_and_marks_what_was_found(opened: Page) -> None:
    """The link opens the page at the heading, with the words that were typed marked."""
    ask(opened, "budget")
    opened.locator(".md-search-result__link", has_text="Actions").click()
    opened.wait_for_url("**/morgan/2026-11-06/**#actions")
    mark = opened.locator("mark[data-md-highlight]").first
    expect(mark).to_have_text("budget", ignore_case=True)
    expect(opened.locator("h2:target")).to_have_text(re.compile("^Actions"))


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
    meetings = [place for place in ask(opened, "november") if "#" not in place]
    assert meetings == ["morgan/2026-11-20/", "morgan/2026-11-13/"]
    assert groups(opened) == "2 matching documents"


def test_a_page_with_some_words_is_better_than_none(opened: Page) -> None:
    """Where no page has all words, those with some come up, and say what they lack."""
    assert ask(opened, "handbook zurich")[0] in {"guide/", "morgan/2026-11-06/"}
    assert groups(opened) == "2 matching documents"
    assert opened.locator(".md-search-result__terms del").count() > 0


def test_keys_and_sharing_work_as_ever(opened: Page, site: Site) -> None:
    """Enter opens the first result; a shared address brings the query and its results back."""
    ask(opened, "zurich")
    share = opened.locator("[data-md-component=search-share]")
    expect(share).to_have_attribute("href", re.compile(r"\?q=zurich$"))
    shared = share.get_attribute("href") or ""
    opened.keyboard.press("Enter")
    opened.wait_for_url("**/morgan/2026-11-06/**#actions")
    opened.goto(shared)
    opened.locator("aq-excerpt mark").first.wait_for()


def test_nothing_in_a_note_runs_in_a_result(opened: Page) -> None:
    """A script in a note is the text that it is, in excerpts as in titles."""
    ran: list[str] = []
    opened.on("dialog", lambda dialog: (ran.append(dialog.message), dialog.dismiss()))
    ask(opened, "quotes")
    expect(opened.locator("aq-excerpt").last).to_contain_text('& and "quotes"')
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
    site: Site, serve_directory: ServeDirectory, apart: Page
) -> None:
    """No part of it needs the site's root, code made of text, or anything from elsewhere."""

    def guard(route: Route) -> None:
        response = route.fetch()
        headers = {**response.headers, "content-security-policy": POLICY}
        route.fulfill(response=response, headers=headers)

    apart.context.route("**", guard)
    wrong: list[str] = []
    apart.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    apart.goto(f"{serve_directory(site.root)}/site/morgan/2026-11-20/")
    assert ask(apart, "budget")[1] == "site/morgan/2026-11-06/#actions"
    apart.locator("aq-excerpt mark").first.wait_for()
    assert wrong == []


def test_an_old_list_of_pages_is_noticed(
    site: Site, make: Build, serve_directory: ServeDirectory, apart: Page
) -> None:
    """A list from the browser's store that is older than the words is fetched anew."""
    old = (make().folder / folder.FOLDER / "pages.js").read_text("utf-8")
    asked: list[str] = []

    def outdated(route: Route) -> None:
        asked.append(route.request.url)
        if len(asked) > 1:
            return route.continue_()
        return route.fulfill(body=old, content_type="text/javascript")

    apart.context.route("**/pages.js*", outdated)
    apart.goto(f"{serve_directory(site.folder)}/")
    assert ask(apart, "budget")[1] == "morgan/2026-11-06/#actions"
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
    make: Build, serve_directory: ServeDirectory, apart: Page
) -> None:
    """Of 3,000 pages that say 9 MB, a query fetches a small part: the pages, and what it shows."""
    site = make()
    folder.write(large(3_000), str(site.folder), Written())
    size = sum(path.stat().st_size for path in (site.folder / folder.FOLDER).iterdir())
    fetched: dict[str, int] = {}
    apart.context.on(
        "response",
        lambda answer: fetched.update({answer.url: int(answer.headers["content-length"])}),
    )
    address = serve_directory(site.folder)
    apart.goto(f"{address}/", wait_until="networkidle")
    assert not any("/search/aquip/" in url for url in fetched)
    assert len(ask(apart, "ra beli")) > 10
    apart.locator("aq-excerpt mark").first.wait_for()
    # What else it might fetch is given time for that.
    apart.wait_for_timeout(500)
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
    weights = list(accumulate(1 / (n + 1) for n in range(len(vocabulary))))
    for number in range(pages):
        month = f"20{10 + number // 336}-{number // 28 % 12 + 1:02}"
        url = f"s{number % 20}/{month}-{number % 28 + 1:02}/"
        for anchor in ("", "#topics", "#questions", "#actions"):
            lines = (rng.choices(vocabulary, cum_weights=weights, k=13) for _ in range(10))
            text = "\n\t".join(map(" ".join, lines))
            yield {"location": url + anchor, "title": f"Meeting {number}", "text": f"\t{text}"}
