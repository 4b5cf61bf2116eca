"""Accomplishments by period: pages, figures, groups, what is lacking, paper, and the text."""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from playwright.sync_api import expect

from aquip.core.period import quarter_of, year_of
from mkdocs_aquip.nav import navigation
from mkdocs_aquip.pages import pages_to_make
from mkdocs_aquip.views import view_key
from mkdocs_aquip.views.accomplishments import FRONT, ROOM
from tests.browsing import still
from tests.views.conftest import NOTES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from tests.conftest import ServeDirectory
    from tests.views.conftest import MakeStage, Stage

ROOT = Path(__file__).parents[2]
ROW = ".aq-won__row"
MEETING = """\
---
date: 2026-11-21
status: held
---
## Accomplishments

- Slides are [here](assets/talk.pdf), and @morgan was there (kind:: outcome) (goal:: r_d)
- Read `@sam` and *two* papers, [x](https://example.org/a_b_c?x=1&y=<2>) ^r0r0

<!-- private -->
- A secret triumph
<!-- /private -->
"""


@dataclass(frozen=True)
class Example:
    """The example with a fiscal year of its own and a few notes more: its folder and its site."""

    root: Path
    address: str

    def review(self, *arguments: str) -> str:
        """Return what `aquip review` prints."""
        done = subprocess.run(
            [sys.executable, "-m", "aquip", "-C", str(self.root), "review", *arguments],
            capture_output=True,
            check=True,
            env={**os.environ, "PYTHONUTF8": "1"},
        )
        return done.stdout.decode("utf-8")


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory, serve_directory: ServeDirectory) -> Example:
    """Build the example, its fiscal year beginning in April, with links and signs in new notes."""
    root = tmp_path_factory.mktemp("example")
    shutil.copytree(ROOT / "notes", root / "notes")
    config = (ROOT / "mkdocs.yml").read_text("utf-8")
    config = config.replace("      me: sam\n", "      me: sam\n      fiscal_year_starts: 4\n")
    (root / "mkdocs.yml").write_text(config, "utf-8")
    goal = "---\ntitle: R&D_Lab [and] *more*\nkind: professional\n---\n"
    (root / "notes/goals/r_d.md").write_text(goal, "utf-8")
    (root / "notes/priya/2026-11-21.md").write_text(MEETING, "utf-8")
    (root / "notes/priya/assets").mkdir(exist_ok=True)
    (root / "notes/priya/assets/talk.pdf").write_bytes(b"%PDF-1.4\n")
    folder = tmp_path_factory.mktemp("site")
    address = serve_directory(folder)
    build(load_config(str(root / "mkdocs.yml"), site_dir=str(folder), site_url=f"{address}/"))
    return Example(root, address)


@pytest.fixture(scope="module")
def clipboard(browser: Browser) -> Iterator[Page]:
    """Open a page that may read what it copies."""
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    yield context.new_page()
    context.close()


def copied(page: Page) -> str:
    """Press the button, and return what is in the clipboard."""
    page.get_by_role("button", name="Copy as Markdown").click()
    page.get_by_role("button", name="Copied").wait_for()
    return str(page.evaluate("navigator.clipboard.readText()"))


@pytest.mark.parametrize(
    "period", ["2026-Q4", "2026-H2", "2026", "FY2027", "FY2027-H1", "FY2027-Q3", "2025-Q4"]
)
def test_the_site_has_the_text_of_the_command(
    example: Example, clipboard: Page, period: str
) -> None:
    """What is copied is what `aquip review` prints for the same period, byte for byte."""
    clipboard.goto(f"{example.address}/accomplishments/{period.lower()}/")
    expected = example.review("--period", period)
    assert expected.count("\n- ") > 5
    assert expected == copied(clipboard)


@pytest.mark.parametrize("by", ["kind", "series"])
def test_the_text_follows_the_groups(example: Example, clipboard: Page, by: str) -> None:
    """Grouped otherwise, the page has the text that the command has then."""
    clipboard.goto(f"{example.address}/accomplishments/fy2027/?group={by}")
    assert example.review("--period", "FY2027", "--by", by) == copied(clipboard)


def test_the_text_can_be_used_elsewhere(example: Example, clipboard: Page) -> None:
    """Links lead somewhere from anywhere, people have names, and nothing private is in it."""
    clipboard.goto(f"{example.address}/accomplishments/2026-q4/")
    text = copied(clipboard)
    entry = next(line for line in text.splitlines() if "Slides" in line)
    target = entry.partition("[here](")[2].partition(")")[0]
    assert re.fullmatch(r"https://.+/blob/.+/notes/priya/assets/talk\.pdf", target)
    assert entry.endswith("and Morgan Diaz was there")
    assert r"## R&D_Lab \[and\] \*more\*" in text
    assert "`@sam`" in text
    assert "secret" not in text
    assert "secret" not in clipboard.content()


def test_what_is_filtered_is_copied(example: Example, clipboard: Page) -> None:
    """Of a filtered page its rows are copied, in their order, and their number is said."""
    clipboard.goto(f"{example.address}/accomplishments/2026/?goal=latency&series=priya")
    rows = clipboard.locator(ROW).count()
    text = copied(clipboard)
    entries = re.findall(r"^- .+$", text, re.MULTILINE)
    assert rows == len(entries) > 1
    assert f": {rows} accomplishments, " in text
    assert "## Checkout under 400 ms\n\n### Outcomes\n\n- " in text
    whole = example.review("--period", "2026").splitlines()
    assert [line for line in whole if line in entries] == entries


@pytest.mark.parametrize("path", ["2026-q4", "fy2027"])
def test_figures_lead_to_their_rows(example: Example, page: Page, path: str) -> None:
    """Each figure is as many rows as its link shows, at once and as an address."""
    page.goto(f"{example.address}/accomplishments/{path}/")
    page.wait_for_selector(".aq-wins-bar")
    tiles = page.locator(".aq-tiles a")
    counts = [int(text) for text in page.locator(".aq-tile__count").all_text_contents()]
    assert len(counts) == 5
    for number, count in enumerate(counts):
        tiles.nth(number).click()
        assert count == page.locator(ROW).count()
        page.reload()
        page.wait_for_selector(".aq-wins-bar")
        assert count == page.locator(ROW).count()
    assert counts[0] == counts[2] + counts[3]


def test_groups_stand_in_the_address(example: Example, page: Page) -> None:
    """Rows are regrouped under other headings; the address brings that back, Clear undoes it."""
    page.goto(f"{example.address}/accomplishments/2026/")
    page.wait_for_selector(".aq-wins-bar")
    before, rows = page.locator(".aq-block__title").all_inner_texts(), page.locator(ROW).count()
    page.get_by_text("By kind", exact=True).click()
    expect(page).to_have_url(f"{example.address}/accomplishments/2026/?group=kind")
    page.reload()
    page.wait_for_selector(".aq-wins-bar")
    heads = page.locator(".aq-block__title").all_inner_texts()
    kinds = ["Outcomes", "Feedback", "Relationships", "Other"]
    assert kinds == [head.rsplit(" ", 1)[0] for head in heads]
    assert rows == sum(int(head.rsplit(" ", 1)[1]) for head in heads) == page.locator(ROW).count()
    page.locator(".aq-wins-bar").get_by_role("button", name="Clear").click()
    expect(page).to_have_url(f"{example.address}/accomplishments/2026/")
    assert before == page.locator(".aq-block__title").all_inner_texts()


def test_complete_without_javascript(example: Example, browser: Browser) -> None:
    """Without JavaScript there are all rows by goal, the ways to other periods, and the text."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{example.address}/accomplishments/2026-q4/")
    text = example.review("--period", "2026-Q4")
    assert page.locator(ROW).count() == len(re.findall(r"^- ", text, re.MULTILINE))
    assert text == page.locator(".aq-markdown pre").text_content()
    assert page.locator(".aq-view :is(button, select, input)").count() == 0
    page.locator(".aq-periods").get_by_role("link", name="H2").click()
    expect(page.locator("h1")).to_have_text(re.compile("^Accomplishments, H2 2026"))
    context.close()


def test_on_paper(example: Example, page: Page) -> None:
    """On paper there are title, name, figures and rows with addresses, and nothing of the site."""
    page.goto(f"{example.address}/accomplishments/2026-q4/")
    page.wait_for_selector(".aq-wins-bar")
    page.emulate_media(media="print", color_scheme="dark")
    shown = page.locator("body").inner_text()
    for gone in ("Copy as Markdown", "Any kind", "No goal yet", "no evidence yet", "All periods"):
        assert gone not in shown
    for there in ("Sam Reyes, 1 Oct 2026 to 31 Dec 2026", "With evidence", "Beside the goals"):
        assert there in shown
    assert "https://example.org/reports/peak-test" in shown
    assert re.search(r"https://\S+/blob/\S+/notes/priya/assets/talk\.pdf", shown)
    chrome = page.locator(".md-header, .md-sidebar, .md-footer, .md-path, .md-content__button")
    assert [i for i in range(chrome.count()) if chrome.nth(i).is_visible()] == []
    assert page.pdf().startswith(b"%PDF")
    back = "getComputedStyle(document.body).backgroundColor"
    ink = "getComputedStyle(document.querySelector('h1')).color"
    assert page.evaluate(f"[{back}, {ink}]") == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]


def test_every_period_of_the_year(example: Example, page: Page) -> None:
    """The overview counts each period, and each count leads to as many rows."""
    page.goto(f"{example.address}/accomplishments/")
    tables = page.locator(".aq-years")
    assert tables.locator("thead th:first-child").all_inner_texts() == [
        "Fiscal year",
        "Calendar year",
    ]
    cells = tables.locator("td a").evaluate_all("all => all.map(a => [a.href, a.textContent])")
    assert {href.rstrip("/").rsplit("/", 1)[1] for href, _ in cells} > {
        "2026",
        "2026-h1",
        "2026-q4",
        "fy2027",
        "fy2027-h2",
        "fy2026-q4",
    }
    for href, count in cells:
        page.goto(href)
        assert int(count) == page.locator(ROW).count(), href


@pytest.mark.parametrize("width", [320, 390])
@pytest.mark.parametrize("path", ["", "fy2027/", "2026-q4/?group=series"])
def test_nothing_scrolls_sideways(example: Example, page: Page, path: str, width: int) -> None:
    """On a narrow screen the pages are as wide as the screen."""
    page.set_viewport_size({"width": width, "height": 640})
    page.goto(f"{example.address}/accomplishments/{path}")
    still(page)
    assert width == page.evaluate("document.documentElement.scrollWidth")


def several(count: int, *days: str, goal: str = "") -> dict[str, str]:
    """Write meetings that tell so many accomplishments each."""
    head = {"morgan/index.md": "---\nwith: morgan\n---\n"}
    told = {day: "".join(f"- Won {n} of {day}{goal}\n" for n in range(count)) for day in days}
    return head | {
        f"morgan/{day}.md": f"---\ndate: {day}\n---\n## Accomplishments\n\n{text}"
        for day, text in told.items()
    }


def with_pages(shown: Stage) -> dict[str, str]:
    """Put up the pages that a site has on its own; return their views' sources by uri."""
    made = dict(pages_to_make(shown.context.record, "x"))
    shown.context.urls.update({uri: uri.replace(".md", "/") for uri in made})
    return {uri: text.partition("```aquip\n")[2].partition("```")[0] for uri, text in made.items()}


def test_a_year_that_is_too_long_for_a_page(stage: MakeStage) -> None:
    """A long half has the figures of all, its newest rows, and its quarters, which have all."""
    shown = stage(several(ROOM - 10, "2026-11-20", "2026-08-20"))
    soup = shown.soup(with_pages(shown)["accomplishments/2026-h2.md"])
    assert len(soup.select(ROW)) == FRONT
    assert [a.text for a in soup.select(".aq-parts a")] == ["Q3 2026", "Q4 2026"]
    assert [tile.text.split() for tile in soup.select(".aq-tile__figure")] == [
        ["Accomplishments", str(2 * ROOM - 20)],
        ["Highlights", "6"],
        ["With", "evidence", "0"],
        ["No", "evidence", "yet", str(2 * ROOM - 20)],
        ["No", "goal", "yet", str(2 * ROOM - 20)],
    ]
    assert soup.select(".aq-tile a") == []
    assert "aquip review --period 2026-H2" in soup.select(".aq-parts")[0].text
    assert not soup.select(".aq-markdown")


def test_the_quarter_it_is_has_a_page(stage: MakeStage) -> None:
    """Before anything is told there are pages for the time it is, which say so."""
    shown = stage(several(0, "2026-11-20"))
    views = with_pages(shown)
    made = {uri for uri in views if uri.startswith("accomplishments/")}
    names = ("index", "2026-q4", "2026-h2", "2026")
    assert made == {f"accomplishments/{name}.md" for name in names}
    soup = shown.soup(views["accomplishments/2026-q4.md"])
    assert "Nothing is told in Q4 2026 yet" in soup.text
    assert "2026: 0 accomplishments\n" in soup.select(".aq-markdown pre")[0].text


def test_what_lacks_a_goal_or_evidence_can_be_mended(stage: MakeStage) -> None:
    """What names no goal stands by itself, with the way to name one, and to each line."""
    shown = stage()
    soup = shown.soup("view: accomplishments\nperiod: 2026-Q4\ngroup: goal\nfilter: true")
    block = soup.select(".aq-block[data-key=none]")[0]
    assert "(goal:: latency)" in block.select(".aq-mend")[0].text
    assert [a["href"] for a in block.select("a.aq-source")] == [
        "https://example.org/blob/notes/morgan/2026-11-20.md?plain=1#L6"
    ]
    assert [len(one.select(".aq-lack")) for one in soup.select(".aq-block")] == [0, 1]


def test_feedback_that_was_taken_up(stage: MakeStage) -> None:
    """A row says whose feedback it took up, and leads to that; another name is another key."""
    view = "view: accomplishments\nkind: feedback"
    shown = stage()
    (row,) = shown.soup(view).select(ROW)
    assert "takes up feedback from Morgan Diaz" in row.text
    assert "../morgan/2026-10-30/#^fb01" in {a["href"] for a in row.select("a")}
    first = "morgan/2026-10-30.md"
    other = stage({**NOTES, first: NOTES[first].replace("From @morgan", "From @lee")})
    assert "feedback from Lee Okafor" in other.soup(view).text
    assert view_key(view, shown.context) != view_key(view, other.context)


def test_the_navigation_stays_short(stage: MakeStage) -> None:
    """However many years there are, the navigation has the last quarters alone."""
    days = [str(dt.date(year, month, 1)) for year in range(2017, 2027) for month in (1, 4, 7, 10)]
    shown = stage(several(1, *days))
    made = with_pages(shown)
    assert len([uri for uri in made if uri.startswith("accomplishments/")]) == 10 * 7 + 1
    nav = str(navigation(shown.context.record, made, {}, []))
    assert nav.count("accomplishments/2") == 8


def test_a_key_for_what_stands_around(stage: MakeStage) -> None:
    """A period's page has another key when another period of its year gets something, or a page."""
    before, after = stage(several(1, "2026-11-20")), stage(several(1, "2026-11-20", "2026-02-20"))
    keys = []
    for shown in (before, after):
        view = with_pages(shown)["accomplishments/2026-q4.md"]
        shown.context.urls.clear()
        keys.append(view_key(view, shown.context))
    assert keys[0] != keys[1]


@pytest.mark.parametrize(
    ("starts", "quarter", "name", "year"),
    [
        (1, "2026-Q4", "Q4 2026", "2026"),
        (4, "FY2027-Q3", "Q3 FY2027", "FY2027"),
        (2, "FY2027-Q4", "Q4 FY2027", "FY2027"),
    ],
)
def test_names_follow_the_fiscal_year(starts: int, quarter: str, name: str, year: str) -> None:
    """A day's quarter and year are written and read as the fiscal year has them."""
    day = dt.date(2026, 11, 22)
    assert quarter == quarter_of(day, starts).label
    assert name == quarter_of(day, starts).name
    assert year == year_of(day, starts).label == year_of(day, starts).name
    assert day in quarter_of(day, starts)
