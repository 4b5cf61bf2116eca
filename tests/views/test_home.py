"""The home page in a browser and without: five answers in one screen, each figure as its rows."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

from aquip.core.settings import Settings
from mkdocs_aquip.pages import with_home
from tests.browsing import eventually, lively, still
from tests.plugin.conftest import build_site
from tests.views.conftest import NOTES, MakeStage
from tests.views.test_browser import bare_page

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.conftest import ServeDirectory

ROOT = Path(__file__).parents[2]
ANSWERS = ".aq-lead:not([hidden]), .aq-tile"
ROWS = "tr.aq-row:visible, .aq-won__row:visible"
PHONE, SMALL, LAPTOP = (390, 844), (360, 740), (1280, 800)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, serve_directory: ServeDirectory) -> str:
    """The example site, served."""
    folder = tmp_path_factory.mktemp("site")
    address = serve_directory(folder)
    build(load_config(str(ROOT / "mkdocs.yml"), site_dir=str(folder), site_url=f"{address}/"))
    return address


def bottoms(page: Page) -> list[float]:
    """Return where each of the five answers ends, in pixels from the top of the screen."""
    boxes = [one.bounding_box() for one in page.locator(ANSWERS).all()]
    return [box["y"] + box["height"] for box in boxes if box]


def many(count: int) -> dict[str, str]:
    """Return notes of several series with long names, each with questions and actions."""
    notes = {}
    for number in range(count):
        name = f"person-{number}"
        notes[f"{name}/index.md"] = (
            f"---\ntitle: Person Number {number} With-a-very-long-name\nwith: lee\n"
            "cadence: weekly\nstarts: 2026-11-05\n---\n"
        )
        notes[f"{name}/2026-11-19.md"] = (
            "---\ndate: 2026-11-19\nstatus: held\n---\n## Questions & Issues\n\n"
            + "".join(
                f"- [ ] A question, the {n}th, that is far too long for one line of a phone\n"
                for n in range(9)
            )
            + "\n## Actions\n\n- [ ] @sam Do it (due:: 2026-11-20)\n- [ ] @lee Do that\n"
        )
    return notes


@pytest.mark.parametrize("size", [PHONE, SMALL, LAPTOP], ids=str)
def test_five_answers_in_one_screen(page: Page, site: str, size: tuple[int, int]) -> None:
    """When, what I owe, what others owe, what slipped, what was achieved: no need to scroll."""
    width, height = size
    page.set_viewport_size({"width": width, "height": height})
    page.goto(f"{site}/")
    still(page)
    ends = bottoms(page)
    assert len(ends) == 5
    assert max(ends) <= height
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_ten_series_with_long_names(
    stage: MakeStage, tmp_path: Path, serve_directory: ServeDirectory, page: Page
) -> None:
    """With ten people and more questions than fit, the answers still have room on a phone."""
    view = stage(many(10))
    address = serve_directory(bare_page(tmp_path, view.show("view: home")))
    page.set_viewport_size({"width": 390, "height": 844 - 120})  # less the header and the title
    page.goto(address)
    ends = bottoms(page)
    assert len(ends) == 5
    assert max(ends) <= 844 - 120
    assert page.locator(".aq-answers__then").get_by_text("6 more meetings").count() == 1


def test_figures_lead_to_their_rows(page: Page, site: str) -> None:
    """Each figure of the answers is as many rows as its link shows, by instant loading too."""
    page.goto(f"{site}/")
    found = page.eval_on_selector_all(
        ".aq-answers a:has(.aq-tile__count, .aq-part__count):visible",
        """links => links.map(a => [
            a.href, a.querySelector('[class$=__count]').textContent])""",
    )
    keys = {href.rpartition("?")[2] for href, _ in found}
    assert {"owner=sam", "owner=others", "due=overdue", "series=morgan&owner=morgan"} <= keys
    for href, figure in found:
        page.goto(f"{site}/")
        lively(page)
        page.evaluate("window.stayed = true")
        # Material makes addresses absolute for its instant loading.
        page.locator(f".aq-answers a:visible[href='{href}']").first.click()
        page.wait_for_url(href)
        page.locator(".aq-answers").wait_for(state="detached")
        eventually(int(figure), page.locator(ROWS).count)
        assert page.evaluate("window.stayed") is True


def test_who_owes_whom(stage: MakeStage) -> None:
    """What I share with others is mine, what nobody has is nobody's, the rest others owe me."""
    soup = stage().soup("view: home")
    figures = soup.select(".aq-tile__figure, .aq-tile .aq-part > *")
    told = {
        " ".join(part.text.split()): int(count.text)
        for figure in figures
        for part, count in zip(
            figure.select("[class$=__label]"), figure.select("[class$=__count]"), strict=True
        )
    }
    # Open are: Morgan's data team, somebody's room, Sam's and Lee's write-up, Lee's seating plan.
    expected = {
        "I owe": 1,
        "overdue": 0,
        "due within a week": 1,
        "Others owe me": 3,
        "Lee Okafor": 2,
        "Morgan Diaz": 1,
        "Overdue": 2,
        "lost on the way": 1,
        "nobody’s yet": 1,
        "Achieved in Q4 2026": 2,
        "in Q3 2026": 0,
    }
    assert expected == told


def test_without_me(stage: MakeStage) -> None:
    """Where nobody is `me`, the page tells what each owes, and how to make it tell more."""
    view = stage()
    settings = view.context.record.settings
    object.__setattr__(settings, "me", None)
    soup = view.soup("view: home")
    labels = [label.text for label in soup.select(".aq-tile__label")]
    assert labels[:3] == ["Open", "Due within a week", "Overdue"]
    assert [part["href"] for part in soup.select(".aq-tile--open .aq-part a")] == [
        "../actions/?owner=lee",
        "../actions/?owner=morgan",
        "../actions/?owner=sam",
    ]
    assert "Set me in mkdocs.yml" in soup.text


def test_the_first_day(stage: MakeStage) -> None:
    """Without a note, the page says how to begin; with a series, what to write first."""
    first = stage({}).soup("view: home")
    assert "aquip series add" in first.text
    assert [count.text for count in first.select(".aq-tile__count")] == ["0"] * 4
    assert not first.select(".aq-panel")
    series = "---\ntitle: Morgan\nwith: morgan\ncadence: weekly\nstarts: 2026-11-27\n---\n"
    begun = stage({"morgan/index.md": series}).soup("view: home")
    assert "No agenda yet" in begun.text
    assert "aquip new morgan writes it." in begun.text
    paused = stage({"morgan/index.md": "---\nwith: morgan\n---\n"}).soup("view: home")
    assert "No meeting is coming up. aquip new SERIES --date friday plans one." in paused.text


def test_agenda_at_hand(page: Page, site: str) -> None:
    """The next meeting says whether it is ready, lists its questions, and leads to its page."""
    page.goto(f"{site}/")
    lead = page.locator(".aq-lead:visible")
    assert lead.locator(".aq-ready").text_content() == "Ready"
    questions = lead.locator(".aq-agenda__text").all_text_contents()
    lead.get_by_role("link", name="Agenda", exact=True).click()
    page.wait_for_url("**/morgan/2026-11-27/")
    assert len(questions) == 2
    for question in questions:
        page.locator("li.aq-item", has_text=question).first.wait_for()


def test_the_viewers_clock(
    stage: MakeStage, tmp_path: Path, serve_directory: ServeDirectory, apart: Page
) -> None:
    """Days after the build, overdue is counted anew, and a meeting that passed is not next."""
    notes = NOTES | {"lee/2026-12-01.md": "---\ndate: 2026-12-01\n---\n"}
    address = serve_directory(bare_page(tmp_path, stage(notes, fixed=False).show("view: home")))
    apart.clock.set_fixed_time(dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC))
    apart.goto(address)
    assert "Morgan" in (apart.locator(".aq-lead:visible .aq-lead__title").text_content() or "")
    assert apart.locator(".aq-tile--overdue .aq-tile__count").text_content() == "2"
    assert apart.locator(".aq-part--overdue").first.is_hidden()
    assert apart.locator(".aq-answers__then .aq-next__row:visible").count() == 1
    apart.clock.set_fixed_time(dt.datetime(2026, 11, 28, 12, tzinfo=dt.UTC))
    apart.reload()
    assert apart.locator(".aq-lead:visible .aq-lead__title").text_content() == "Lee"
    assert apart.locator(".aq-lead:visible .aq-in").text_content() == "in 3 days"
    assert apart.locator(".aq-tile--overdue .aq-tile__count").text_content() == "3"
    assert apart.locator(".aq-part--overdue").first.is_visible()
    assert apart.locator(".aq-answers__then .aq-next__row:visible").count() == 0
    apart.clock.set_fixed_time(dt.datetime(2027, 2, 1, 12, tzinfo=dt.UTC))
    apart.reload()
    assert apart.locator(".aq-lead:visible .aq-in").text_content() == "66 days ago"


def test_complete_without_javascript(browser: Browser, site: str) -> None:
    """Without JavaScript the answers stand there as the build had them, links and all."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"{site}/")
    ends = bottoms(page)
    assert len(ends) == 5
    assert max(ends) <= 844
    assert page.locator(".aq-tile a.aq-tile__figure").count() == 4
    context.close()


def test_a_long_text_stands_below() -> None:
    """In an index.md that places no view, the answers come before its first section."""
    own = "# Notes\n\nOurs.\n\n```sh\n## no heading\n```\n\nHow to read it\n---\n\nA long text.\n"
    before, _, after = with_home(own, Settings()).partition("```aquip\nview: home\n```\n")
    assert before.endswith("```\n\n")
    assert after.startswith("\nHow to read it\n---")
    assert with_home("# Notes\n\nOurs.", Settings()).endswith("view: home\n```\n")


@pytest.mark.parametrize(
    ("palette", "expected"),
    [
        (None, ("aquip", "aquip")),
        ({"scheme": "slate"}, ("aquip", "aquip")),
        ({"primary": "teal"}, ("teal", "aquip")),
        ([{"scheme": "default", "primary": "teal", "accent": "pink"}], ("teal", "pink")),
    ],
    ids=str,
)
def test_palette(tmp_path: Path, palette: object, expected: tuple[str, str]) -> None:
    """The site has colours of its own, unless mkdocs.yml names others."""
    theme = {"name": "material", "font": False} | ({"palette": palette} if palette else {})
    body = build_site(tmp_path, theme=theme).page("").body
    assert body is not None
    assert expected == (body["data-md-color-primary"], body["data-md-color-accent"])
