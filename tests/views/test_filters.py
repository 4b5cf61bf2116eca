"""The dashboards of actions and questions at work in a browser: filters, order, address, keys."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from playwright.sync_api import expect

from tests.browsing import eventually, lively
from tests.views.conftest import NOTES

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.conftest import ServeDirectory

SHOWN = "tr.aq-row"
CONFIG = """\
site_name: Small
docs_dir: notes
theme: {name: material, font: false, features: [navigation.instant]}
plugins:
  - search
  - aquip:
      today: 2026-11-22
      me: sam
      people:
        sam: {name: Sam Reyes}
        morgan: {name: Morgan Diaz}
        lee: {name: Lee Okafor}
"""
QUESTIONS = """\
---
date: 2026-11-18
---
## Questions & Issues

- [ ] Nobody answers the phone after six (kind:: pattern) (need:: action) (goal:: latency) ^ques1
- [ ] Who reads the minutes? (kind:: people) (need:: viewpoint) (since:: 2026-05-01) ^ques2
- [x] Which door is locked? (kind:: project) ^ques3
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, serve_directory: ServeDirectory) -> str:
    """A small year of notes, built for the address it is served at, as instant loading needs."""
    root = tmp_path_factory.mktemp("small")
    (root / "mkdocs.yml").write_text(CONFIG, "utf-8")
    for uri, text in {**NOTES, "lee/2026-11-18.md": QUESTIONS}.items():
        path = root / "notes" / uri
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    folder = root / "site"
    folder.mkdir()
    address = serve_directory(folder)
    build(load_config(str(root / "mkdocs.yml"), site_dir=str(folder), site_url=f"{address}/"))
    return address


@pytest.fixture
def actions(page: Page, site: str) -> Page:
    """The dashboard of actions, its controls at work."""
    return opened(page, f"{site}/actions/")


def opened(page: Page, url: str) -> Page:
    """Open a dashboard."""
    page.goto(url)
    page.wait_for_selector(".aq-bar")
    return page


def ids(page: Page) -> list[str]:
    """Return the ids of the rows that are shown, in order; of one without, its first word."""
    found: list[str] = page.eval_on_selector_all(
        SHOWN,
        "rows => rows.map(row => row.querySelector('.aq-id').dataset.id ||"
        " row.querySelector('.aq-row__text').textContent.trim().split(' ')[0])",
    )
    return found


def options(page: Page, label: str) -> list[str]:
    """Return what a choice offers."""
    return page.get_by_label(label, exact=True).locator("option").all_text_contents()


def search(page: Page) -> str:
    """Return the address from its question mark on, as the page itself has it by now."""
    return str(page.evaluate("location.search"))


OPEN = ["lost1", "a81kd", "both1", "Somebody"]


def test_begins_with_what_is_open(actions: Page) -> None:
    """The open actions come first, in the order of their dates, which the heading says."""
    assert ids(actions) == OPEN
    assert actions.text_content(".aq-bar__count") == "4 of 6 actions"
    due = actions.locator("th[data-sort=due]")
    assert due.get_attribute("aria-sort") == "ascending"


FILTERS = [
    ("actions/", "Owner", "Morgan Diaz", "?owner=morgan", ["a81kd"]),
    (
        "actions/",
        "Owner",
        "Somebody other than Sam Reyes",
        "?owner=others",
        ["lost1", "a81kd", "both1"],
    ),
    ("actions/", "Owner", "Nobody yet", "?owner=none", ["Somebody"]),
    ("actions/?state=all", "Series", "Lee", "?state=all&series=lee", ["old01"]),
    ("actions/", "Due date", "Overdue", "?due=overdue", ["lost1", "a81kd"]),
    ("actions/", "Due date", "Due within a week", "?due=week", ["both1"]),
    ("actions/", "Due date", "No due date", "?due=none", ["Somebody"]),
    ("actions/", "Age", "2 weeks or older", "?age=14", ["lost1", "a81kd"]),
    ("actions/", "Age", "Up to a week old", "?age=week", ["both1", "Somebody"]),
    ("actions/", "Lost on the way", "Lost on the way", "?lost=yes", ["lost1"]),
    ("questions/", "Kind", "Patterns", "?kind=pattern", ["ques1"]),
    ("questions/", "Need", "Needs another point of view", "?need=viewpoint", ["ques2"]),
    ("questions/", "Series", "Morgan", "?series=morgan", ["q7a2x"]),
    ("questions/", "Goal", "Checkout under 400 ms", "?goal=latency", ["ques1"]),
    ("questions/", "Age", "90 days or older", "?age=90", ["ques2"]),
]


@pytest.mark.parametrize(("path", "label", "choice", "address", "rows"), FILTERS)
def test_filter(
    page: Page, site: str, path: str, label: str, choice: str, address: str, rows: list[str]
) -> None:
    """Each filter leaves the rows it names, says how many beforehand, and is in the address."""
    opened(page, f"{site}/{path}")
    page.get_by_label(label, exact=True).select_option(f"{choice} ({len(rows)})")
    assert rows == ids(page)
    assert address == search(page)
    opened(page, f"{site}/{path.partition('?')[0]}{address}")
    assert rows == ids(page)


def test_state(actions: Page) -> None:
    """The state is one of a few, each with its count; what is closed is sorted newest first."""
    labels = actions.locator(".aq-seg label").all_text_contents()
    assert [" ".join(label.split()) for label in labels] == [
        "Open 4",
        "Done 1",
        "Dropped 1",
        "All 6",
    ]
    actions.locator(".aq-seg").get_by_text("Done").click()
    assert ids(actions) == ["k7f3q"]
    assert search(actions) == "?state=done"
    actions.locator(".aq-seg").get_by_text("All").click()
    assert ids(actions) == [*OPEN, "k7f3q", "old01"]
    heads = actions.locator(".aq-rows__group").all_text_contents()
    assert [head.split() for head in heads] == [["Open", "4"], ["Done", "1"], ["Dropped", "1"]]


def test_words(actions: Page) -> None:
    """Words leave the rows that hold all of them; where only closed ones do, that is offered."""
    words = actions.get_by_label("Filter by words")
    words.fill("DATA team")
    assert ids(actions) == ["a81kd"]
    words.fill("rota draft")
    assert actions.locator(SHOWN).count() == 0
    empty = actions.locator(".aq-empty")
    assert "Nothing open fits these filters." in (empty.text_content() or "")
    empty.get_by_role("button", name="Show 1 in other states").click()
    assert ids(actions) == ["k7f3q"]
    assert search(actions) == "?state=all&words=rota+draft"


def test_counts_follow(actions: Page) -> None:
    """What each choice would leave is counted anew with every other choice."""
    assert options(actions, "Owner") == [
        "Anybody",
        "Lee Okafor (2)",
        "Morgan Diaz (1)",
        "Sam Reyes (1)",
        "Somebody other than Sam Reyes (3)",
        "Nobody yet (1)",
    ]
    actions.get_by_label("Due date", exact=True).select_option("overdue")
    assert options(actions, "Owner")[1:4] == ["Lee Okafor (1)", "Morgan Diaz (1)", "Sam Reyes (0)"]
    assert options(actions, "Due date")[2] == "Due within a week (1)"


def test_words_in_a_link(page: Page, site: str) -> None:
    """A link with words shows their rows, and nothing before them: `q` is the site search's."""
    opened(page, f"{site}/actions/?owner=morgan&words=data")
    assert ids(page) == ["a81kd"]
    page.get_by_role("button", name="Remove the filter Owner").click()
    assert search(page) == "?words=data"


def test_several_at_once(page: Page, site: str) -> None:
    """An address may ask for several owners; people may be called by handle or by name."""
    opened(page, f"{site}/actions/?owner=Morgan%20Diaz,@lee&age=10")
    assert ids(page) == ["lost1", "a81kd"]
    chips = page.locator(".aq-chosen__one").all_text_contents()
    assert chips == ["Owner: Morgan Diaz or Lee Okafor ×", "Age: 10 days or older ×"]


def test_chosen_filters_go_one_by_one(page: Page, site: str) -> None:
    """Each filter that is set is shown, and taken away by its own button; or all are."""
    opened(page, f"{site}/actions/?owner=lee&due=overdue&sort=-since")
    assert ids(page) == ["lost1"]
    page.get_by_role("button", name="Remove the filter Due date: Overdue").click()
    assert ids(page) == ["both1", "lost1"]
    assert page.evaluate("document.activeElement.textContent") == "Owner: Lee Okafor ×"
    page.get_by_role("button", name="Clear filters").click()
    assert search(page) == "?sort=-since"
    assert len(ids(page)) == 4
    assert page.get_by_role("button", name="Clear filters").count() == 0


WRONG = [
    ("?owner=morgna", "Nobody called “morgna” owns anything here."),
    ("?due=overdu", "“overdu” in the address is no due date"),
    ("?state=opne", "“opne” in the address is no state"),
    ("?age=old", "“old” in the address is no age"),
]


@pytest.mark.parametrize(("address", "said"), WRONG)
def test_a_wrong_value_is_told(page: Page, site: str, address: str, said: str) -> None:
    """A value that there is not shows no row, is told, and can be taken away."""
    opened(page, f"{site}/actions/{address}")
    assert said in page.get_by_role("alert").inner_text()
    assert ids(page) == []
    page.get_by_role("button", name="Remove the filter").click()
    assert ids(page) == OPEN
    assert not page.locator(".aq-told").is_visible()


def test_a_wrong_name_is_told(page: Page, site: str) -> None:
    """A filter, an order that there is not is told; what others add to addresses is not."""
    opened(page, f"{site}/actions/?ownr=lee&sort=size&utm_source=mail&h=x")
    said = page.get_by_role("alert").inner_text()
    assert "“ownr” in the address is no filter" in said
    assert "“size” in the address is no way to sort" in said
    assert "utm" not in said
    assert ids(page) == OPEN


def test_sorting(actions: Page) -> None:
    """A column's heading sorts by it, then the other way, then no more, by key as by mouse."""
    head = actions.locator("th[data-sort=since]")
    head.get_by_role("button").focus()
    actions.keyboard.press("Enter")
    assert ids(actions) == ["lost1", "a81kd", "both1", "Somebody"]
    assert (head.get_attribute("aria-sort"), search(actions)) == ("ascending", "?sort=since")
    actions.keyboard.press("Enter")
    assert set(ids(actions)[2:]) == {"lost1", "a81kd"}
    assert (head.get_attribute("aria-sort"), search(actions)) == ("descending", "?sort=-since")
    actions.keyboard.press("Enter")
    assert (head.get_attribute("aria-sort"), search(actions)) == (None, "")
    actions.get_by_label("Sort").select_option("Most often moved")
    assert ids(actions)[0] == "a81kd"
    actions.get_by_label("Sort").select_option("Words, A to Z")
    assert ids(actions) == ["lost1", "Somebody", "a81kd", "both1"]


def test_groups(actions: Page) -> None:
    """Rows stand under headings whose counts follow the filter, and the address says by what."""
    actions.get_by_label("Group").select_option("Owner")
    heads = ".aq-rows__group th"
    texts = actions.locator(heads).all_text_contents()
    assert [text.split() for text in texts] == [
        ["Lee", "Okafor", "1"],
        ["Morgan", "Diaz", "1"],
        ["Sam", "Reyes", "1"],
        ["Nobody", "yet", "1"],
    ]
    assert search(actions) == "?group=owner"
    actions.get_by_label("Due date", exact=True).select_option("overdue")
    assert len(actions.locator(heads).all_text_contents()) == 2


def test_back_and_forth(actions: Page, site: str) -> None:
    """Each choice is a step that the browser takes back; words count as one; no page is loaded."""
    actions.evaluate("window.stayed = true")
    actions.get_by_label("Owner", exact=True).select_option("lee")
    actions.get_by_label("Filter by words").press_sequentially("plan")
    assert search(actions) == "?owner=lee&words=plan"
    actions.go_back()
    expect(actions).to_have_url(f"{site}/actions/?owner=lee")
    expect(actions.locator(SHOWN)).to_have_count(2)
    actions.go_back()
    expect(actions).to_have_url(f"{site}/actions/")
    eventually(OPEN, lambda: ids(actions))
    actions.go_forward()
    expect(actions).to_have_url(f"{site}/actions/?owner=lee")
    actions.go_forward()
    expect(actions.get_by_label("Filter by words")).to_have_value("plan")
    eventually(["lost1"], lambda: ids(actions))
    assert actions.evaluate("window.stayed")


def test_instant_navigation(page: Page, site: str) -> None:
    """The controls work on a page that Material put in place, and when one comes back to it."""
    page.goto(f"{site}/")
    lively(page)
    page.evaluate("window.stayed = true")
    link = page.locator(".md-nav--primary").get_by_role("link", name="Actions")
    link.click()
    page.wait_for_selector(".aq-bar")
    page.get_by_label("Owner", exact=True).select_option("morgan")
    page.get_by_role("link", name="Talk to the data team").click()
    page.wait_for_selector(".aq-head")
    page.go_back()
    page.wait_for_selector(".aq-bar")
    eventually(["a81kd"], lambda: ids(page))
    link.click()
    expect(page.locator(SHOWN)).to_have_count(4)
    assert search(page) == ""
    assert page.evaluate("window.stayed")
    assert page.locator(".aq-bar").count() == 1


def test_keys(actions: Page) -> None:
    """Ctrl+/ leads to the words, "/" to Material's search; Escape takes back one thing a time."""
    words = actions.get_by_label("Filter by words")
    actions.get_by_label("Owner", exact=True).select_option("lee")
    actions.keyboard.press("Control+/")
    expect(words).to_be_focused()
    actions.keyboard.type("plan")
    actions.keyboard.press("Escape")
    assert (words.input_value(), search(actions)) == ("", "?owner=lee")
    actions.keyboard.press("Escape")
    assert search(actions) == ""
    words.blur()
    actions.keyboard.press("/")
    expect(actions.locator("[data-md-component=search-query]")).to_be_focused()


def test_all_by_keyboard(actions: Page) -> None:
    """Tab goes through every control and row, and each that has the focus shows it."""
    actions.get_by_label("Filter by words").focus()
    seen = []
    for _ in range(24):
        actions.keyboard.press("Tab")
        seen.append(
            actions.evaluate(
                """() => {
                  const e = document.activeElement
                  const shown = e.matches(".aq-seg input") ? e.nextElementSibling : e
                  const style = getComputedStyle(shown)
                  return [e.name || e.textContent, style.outlineStyle != "none"]
                }"""
            )
        )
    names = [name for name, _ in seen]
    for name in ("owner", "series", "due", "age", "group", "sort", "Copy link", "Owner", "lost1"):
        assert name in names
    assert [name for name, is_shown in seen if not is_shown] == []


def test_narrow(page: Page, site: str) -> None:
    """On a phone the filters wait behind one button that counts them; cells say what they are."""
    page.set_viewport_size({"width": 390, "height": 844})
    opened(page, f"{site}/actions/?owner=lee&due=overdue")
    assert not page.get_by_label("Owner", exact=True).is_visible()
    toggle = page.get_by_role("button", name="Filters, 2 set")
    toggle.click()
    page.get_by_label("Owner", exact=True).select_option("morgan")
    page.get_by_label("Owner", exact=True).press("Escape")
    toggle.press("Escape")
    assert not page.get_by_label("Owner", exact=True).is_visible()
    assert ids(page) == ["a81kd"]
    # Rows that an address asks for are brought into sight a moment after the page.
    top = "row => row.getBoundingClientRect().y < innerHeight / 2"
    eventually(expected=True, read=lambda: page.eval_on_selector(SHOWN, top))
    opened(page, f"{site}/questions/")
    before = "e => getComputedStyle(e, '::before').content"
    assert page.eval_on_selector(".aq-row__back", before) == '"carried "'
    assert page.eval_on_selector(".aq-row__age", before) == '"since "'


def test_without_javascript(browser: Browser, site: str) -> None:
    """Without JavaScript every row is there with all that it tells, and no dead control."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/actions/?owner=lee")
    assert page.locator(SHOWN).count() == 6
    row = " ".join((page.locator(SHOWN, has_text="data team").inner_text()).split())
    assert "Talk to the data team carried 2× a81kd" in row
    assert "Morgan Diaz 18 Nov overdue 4 days moved 1× from 6 Nov 30 Oct 23 days Morgan" in row
    assert page.locator(".aq-view :is(button, input, select)").count() == 0
    context.close()


def test_copy_link(browser: Browser, site: str) -> None:
    """The address with its filters is copied by a button, which says so."""
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = opened(context.new_page(), f"{site}/actions/")
    page.get_by_label("Owner", exact=True).select_option("morgan")
    page.get_by_role("button", name="Copy link").click()
    page.get_by_role("button", name="Copied").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"{site}/actions/?owner=morgan"
    context.close()


def test_copy_reference(browser: Browser, site: str, tmp_path: Path) -> None:
    """A row's id offers what refers to it: for a note, for a chat as a link, for the terminal."""
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = opened(context.new_page(), f"{site}/actions/?owner=morgan")
    button = page.get_by_role("button", name="Copy a reference to a81kd")
    button.click()
    choices = page.locator(".aq-refer__one")
    assert (choices.first.text_content() or "").startswith("For a note")
    page.keyboard.press("Enter")
    expect(page.locator(".aq-refer")).to_have_count(0)
    expect(button).to_be_focused()
    read = "navigator.clipboard.readText()"
    assert page.evaluate(read) == "(see:: a81kd)"
    button.click()
    choices.nth(1).click()
    said = page.locator("#aq-live")
    expect(said).to_have_text("Copied")
    url = f"{site}/morgan/2026-11-27/#"
    eventually(
        expected=True,
        read=lambda: page.evaluate(read).startswith(f"[Talk to the data team]({url}"),
    )
    text = page.evaluate(read)
    rich = page.evaluate(
        "navigator.clipboard.read().then(all => all[0].getType('text/html')).then(b => b.text())"
    )
    assert f'<a href="{url}' in rich
    page.goto(text.rpartition("(")[2].removesuffix(")"))
    expect(page.locator(":target", has_text="Talk to the data team")).to_be_visible()
    opened(page, f"{site}/actions/?owner=morgan")
    button.click()
    choices.nth(2).click()
    expect(said).to_have_text("Copied")
    eventually("aquip done a81kd", lambda: page.evaluate(read))
    expect(page.locator(".aq-refer")).to_have_count(0)
    button.click()
    expect(choices.first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".aq-refer")).to_have_count(0)
    expect(button).to_be_focused()
    context.close()
