"""Ten years of meetings in a browser: zoom and pan by key, wheel, button, mouse and touch."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from dateutil.parser import parse
from mkdocs.commands.build import build
from mkdocs.config import load_config
from playwright.sync_api import expect

from tests.browsing import eventually, lively, still

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Locator, Page

    from tests.conftest import ServeDirectory

TODAY = dt.date(2026, 11, 22)
LAST = dt.date(2026, 11, 20)
CONFIG = """\
site_name: Ten years
docs_dir: notes
theme:
  name: material
  font: false
  features: [navigation.instant]
plugins:
  - search
  - offline: {{enabled: {offline}}}
  - aquip: {{today: {today}, people: {{sam: {{}}, morgan: {{}}, lee: {{}}}}}}
"""
SERIES = {
    "morgan": [*range(0, 1092, 7), *range(1092, 3653, 28)],
    "lee": [*range(0, 840, 14)],
    "priya": [*range(0, 840, 28)],
}
"""How many days ago each series met, or should have."""

OVERLAPS = """svg => {
  const texts = [...svg.querySelectorAll("text")].map(
    one => [one.textContent, one.getBoundingClientRect()])
  const shown = texts.filter(([, box]) => box.width)
  const found = []
  shown.forEach(([one, a], n) => shown.slice(n + 1).forEach(([other, b]) => {
    const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left)
    const tall = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)
    if (wide > 1 && tall > 4) found.push(`${one} and ${other}: ${wide} by ${tall}`)
  }))
  return found
}"""

# Whether the page is where it was two frames ago: a wheel's scrolling takes some.
RESTED = """() => new Promise(done => {
  const before = scrollY
  requestAnimationFrame(() => requestAnimationFrame(() => done(scrollY === before)))
})"""


def notes() -> Iterator[tuple[str, str]]:
    """Yield ten years of meetings, with accomplishments, actions, and every ninth cancelled."""
    cadences = ("weekly", "fortnightly", "FREQ=WEEKLY;INTERVAL=4")
    for (name, ago), cadence in zip(SERIES.items(), cadences, strict=True):
        yield f"{name}/index.md", f"---\nwith: {name}\ncadence: {cadence}\n---\n"
        for back, days_ago in enumerate(ago):
            day = LAST - dt.timedelta(days=days_ago)
            front = "status: cancelled\n" if back % 9 == 4 else ""
            won = "".join(f"- Won {k} of {name} on {day}\n" for k in range(back % 4))
            acts = f"- [x] @sam Do {name}{back} (done:: {day}) ^{name[0]}{back:03}\n"
            body = f"## Accomplishments\n\n{won}\n## Actions\n\n{acts}" if not front else ""
            rated = f"\n## Reflection\n\n- Effective: {back % 5 + 1}\n" if not front else ""
            yield f"{name}/{day}.md", f"---\ndate: {day}\n{front}---\n{body}{rated}"


def made(root: Path, site: Path, address: str = "", *, offline: bool = False) -> Path:
    """Build the site for an address."""
    for uri, text in notes():
        path = root / "notes" / uri
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    config = CONFIG.format(today=TODAY, offline=str(offline).lower())
    (root / "mkdocs.yml").write_text(config, "utf-8")
    url = f"{address}/" if address else None
    build(load_config(str(root / "mkdocs.yml"), site_dir=str(site), site_url=url))
    return site


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, serve_directory: ServeDirectory) -> Path:
    """The site, built for where it is served."""
    root = tmp_path_factory.mktemp("ten")
    (root / "site").mkdir()
    return made(root, root / "site", serve_directory(root / "site"))


@pytest.fixture(scope="module")
def address(folder: Path, serve_directory: ServeDirectory) -> str:
    """Where the site is served."""
    return serve_directory(folder)


@pytest.fixture
def timeline(page: Page, address: str) -> Page:
    """The timeline, its controls at work."""
    page.set_viewport_size({"width": 1280, "height": 900})
    return opened(page, address)


def opened(page: Page, address: str) -> Page:
    """Open the timeline and wait for its buttons; nothing takes its time."""
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"{address}/timeline/")
    page.wait_for_selector(".aq-time__span")
    return page


def picture(page: Page) -> Locator:
    """Return the timeline's picture."""
    return page.locator(".aq-view--timeline .aq-time--live .aq-scroll > svg")


def shown(page: Page) -> str:
    """Return the time that the page says it shows; while a hand moves it, that before."""
    return page.locator(".aq-time__span").inner_text()


def middle(page: Page) -> tuple[float, float]:
    """Return the middle of the picture on the screen."""
    box = picture(page).bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def scrolled(page: Page) -> None:
    """Wait until the page is scrolled."""
    page.wait_for_function("() => scrollY > 50")


def press(page: Page, name: str) -> None:
    """Press one of the buttons."""
    page.locator(".aq-time__bar").get_by_role("button", name=name, exact=True).click()


def focused(page: Page) -> str:
    """Return the name of what has the focus."""
    return str(page.evaluate("document.activeElement.getAttribute('aria-label') || ''"))


def start(page: Page) -> None:
    """Go to the picture by keyboard: its last mark that took place."""
    page.locator(".aq-time__bar button").last.focus()
    page.keyboard.press("Tab")
    assert focused(page).startswith("20 Nov 2026: held")


def test_buttons(timeline: Page) -> None:
    """Buttons zoom out to all years and in again, and move; what can't be done is said to be so."""
    assert shown(timeline) == "Dec 2025 – Nov 2026"
    assert timeline.get_by_role("button", name="Later").get_attribute("aria-disabled") == "true"
    press(timeline, "All")
    assert shown(timeline) == "Dec 2016 – Nov 2026"
    assert timeline.get_by_role("button", name="Zoom out").get_attribute("aria-disabled") == "true"
    press(timeline, "Zoom in")
    assert shown(timeline) == "Jun 2019 – May 2024"
    press(timeline, "Earlier")
    assert shown(timeline) == "Dec 2016 – Nov 2021"
    press(timeline, "Year")
    assert shown(timeline) == "Dec 2025 – Nov 2026"
    press(timeline, "3 months")
    assert re.fullmatch(r"\d+ \w{3} 2026 – \d+ \w{3} 2026", shown(timeline))


def test_keys(timeline: Page) -> None:
    """Keys zoom at the mark that is focused, which stays; arrows go along a lane and across."""
    start(timeline)
    timeline.keyboard.press("+")
    timeline.keyboard.press("+")
    assert shown(timeline) == "24 Aug 2026 – 22 Nov 2026"
    assert focused(timeline).startswith("20 Nov 2026: held")
    timeline.keyboard.press("ArrowLeft")
    assert focused(timeline).startswith("13 Nov 2026: held")
    timeline.keyboard.press("ArrowDown")
    assert focused(timeline).split(": ")[0] in ("6 Nov 2026", "20 Nov 2026")
    lane = "document.activeElement.closest('[role=group]').getAttribute('aria-label')"
    assert timeline.evaluate(lane) == "lee"
    timeline.keyboard.press("ArrowUp")
    assert timeline.evaluate(lane) == "morgan"
    timeline.keyboard.press("-")
    timeline.keyboard.press("PageUp")
    assert shown(timeline).endswith(" 2026")
    timeline.keyboard.press("0")
    assert shown(timeline) == "Dec 2016 – Nov 2026"
    timeline.keyboard.press("End")
    assert focused(timeline).startswith("Q4 2026: ")
    timeline.keyboard.press("Enter")
    assert shown(timeline) == "Aug 2026 – Nov 2026"
    assert "Q4" not in focused(timeline)


def test_arrows_go_on_out_of_sight(timeline: Page) -> None:
    """Home leads to a lane's first meeting ten years ago, and arrows on from there."""
    start(timeline)
    timeline.keyboard.press("Home")
    first = LAST - dt.timedelta(days=SERIES["morgan"][-1])
    assert focused(timeline).startswith(f"{first:%-d %b %Y}: ")
    assert str(first.year) in shown(timeline)
    timeline.keyboard.press("ArrowRight")
    assert focused(timeline).startswith(f"{first + dt.timedelta(days=7):%-d %b %Y}: ")
    timeline.keyboard.press("End")
    assert "Nov 2026" in shown(timeline)


def test_one_stop_for_each_picture(timeline: Page) -> None:
    """By Tab one goes through a picture, not through each of its marks."""
    for one in timeline.locator(".aq-time--live .aq-scroll > svg").all():
        assert one.locator("[tabindex='0']").count() == 1
        assert one.locator("[tabindex='-1']").count() > 10


def test_details_on_focus_and_hover(timeline: Page) -> None:
    """What the table says of a meeting is shown where one points, or is by keyboard; Esc hides."""
    start(timeline)
    timeline.keyboard.press("ArrowLeft")
    tip = timeline.locator(".aq-view--timeline .aq-tip")
    expect(tip).to_be_visible()
    row = timeline.locator(".aq-time-table tbody tr", has_text="13 Nov 2026")
    cells = row.first.locator("th, td").all_text_contents()
    text = tip.inner_text()
    for said in (cells[0], cells[1], cells[2], cells[3], "Won 0 of morgan on 2026-11-13"):
        assert said in text
    assert f"{cells[5]} action opened, {cells[6]} closed" in text
    timeline.keyboard.press("Escape")
    expect(tip).to_be_hidden()
    mark = picture(timeline).locator("[aria-label^='6 Nov 2026'] .aq-frame").first
    mark.hover()
    expect(tip).to_contain_text("Fri 6 Nov 2026 · morgan")
    tip.hover()
    timeline.wait_for_timeout(300)
    expect(tip).to_be_visible()


def test_enter_opens_the_meeting(timeline: Page) -> None:
    """Enter opens the meeting, by instant loading; back on the timeline it is alive again."""
    start(timeline)
    lively(timeline)
    timeline.evaluate("window.stayed = true")
    timeline.keyboard.press("Enter")
    timeline.wait_for_url("**/morgan/2026-11-20/")
    timeline.locator(".aq-head").wait_for()
    timeline.go_back()
    timeline.wait_for_url("**/timeline/")
    timeline.wait_for_selector(".aq-time__span")
    assert timeline.evaluate("window.stayed")
    press(timeline, "All")
    assert shown(timeline) == "Dec 2016 – Nov 2026"


def test_wheel(timeline: Page) -> None:
    """The wheel scrolls the page; with Ctrl it zooms, and the day under it stays where it is."""
    timeline.mouse.move(*middle(timeline))
    timeline.mouse.wheel(0, 200)
    scrolled(timeline)
    assert shown(timeline) == "Dec 2025 – Nov 2026"
    timeline.wait_for_function(RESTED)
    timeline.evaluate("scrollTo(0, 0)")
    timeline.mouse.move(*middle(timeline))
    timeline.keyboard.down("Control")
    for _ in range(6):
        timeline.mouse.wheel(0, -100)
    timeline.keyboard.up("Control")
    expect(timeline.locator(".aq-time__span")).to_have_text(
        re.compile(r"\d+ \w{3} 2026 – \d+ \w{3} 2026")
    )
    begin, end = (parse(day).date() for day in shown(timeline).split(" – "))
    assert abs((begin + (end - begin) / 2 - dt.date(2026, 6, 1)).days) < 7
    assert timeline.evaluate("scrollY") == 0


def test_dragged_by_mouse(timeline: Page) -> None:
    """A drag moves in time, be it from a mark, which is not opened by that."""
    x, y = middle(timeline)
    timeline.mouse.move(x, y)
    timeline.mouse.down()
    timeline.mouse.move(x + 50, y)
    timeline.mouse.move(x + 230, y)
    timeline.mouse.up()
    expect(timeline.locator(".aq-time__span")).to_have_text("Sep 2025 – Aug 2026")
    assert timeline.url.endswith("/timeline/")


def test_a_drag_is_seen_while_it_lasts(timeline: Page) -> None:
    """What is dragged goes with the hand, right after a button was pressed too."""
    press(timeline, "Zoom in")
    expect(timeline.locator(".aq-time__span")).not_to_have_text("Dec 2025 – Nov 2026")
    first = picture(timeline).locator(".aq-tick").first
    before = first.text_content() or ""
    x, y = middle(timeline)
    timeline.mouse.move(x, y)
    timeline.mouse.down()
    timeline.mouse.move(x + 50, y)
    timeline.mouse.move(x + 230, y)
    expect(first).not_to_have_text(before)
    assert picture(timeline).evaluate(OVERLAPS) == []
    timeline.mouse.up()
    expect(picture(timeline).get_by_role("link").first).to_be_visible()


def test_the_calendar_goes_along(timeline: Page) -> None:
    """The calendar of the cadence shows the same time, day below day."""
    press(timeline, "3 months")
    places = timeline.locator(".aq-time--live .aq-today").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect().x)"
    )
    assert len(places) == 2
    assert places[0] == pytest.approx(places[1], abs=0.6)
    cadence = timeline.locator(".aq-view--calendar .aq-time--live figcaption")
    before = cadence.inner_text()
    press(timeline, "All")
    assert cadence.inner_text() != before


@pytest.fixture
def touched(browser: Browser, address: str) -> Iterator[Page]:
    """The timeline on a phone."""
    context: BrowserContext = browser.new_context(
        viewport={"width": 390, "height": 700}, has_touch=True, is_mobile=True
    )
    yield opened(context.new_page(), address)
    context.close()


def touch(page: Page, *frames: list[tuple[float, float]]) -> None:
    """Move fingers over the screen, from frame to frame."""
    session: Any = page.context.new_cdp_session(page)
    kinds = ["touchStart", *["touchMove"] * (len(frames) - 1)]
    for kind, fingers in zip(kinds, frames, strict=True):
        points = [{"x": x, "y": y, "id": n} for n, (x, y) in enumerate(fingers)]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_dragged_by_finger(touched: Page) -> None:
    """A finger moves time sideways; up and down it scrolls the page."""
    before = shown(touched)
    x, y = middle(touched)
    touch(touched, *([(x + step, y)] for step in range(0, 160, 10)))
    expect(touched.locator(".aq-time__span")).not_to_have_text(before)
    after = shown(touched)
    touch(touched, *([(x, y - step)] for step in range(0, 160, 10)))
    scrolled(touched)
    assert shown(touched) == after


def test_pinched(touched: Page) -> None:
    """Two fingers zoom: apart into time, together out of it."""
    x, y = middle(touched)
    wide = days(touched)
    touch(touched, *([(x - 20 - step, y), (x + 20 + step, y)] for step in range(0, 60, 6)))
    eventually(expected=True, read=lambda: days(touched) < wide / 2)
    near = days(touched)
    touch(touched, *([(x - 80 + step, y), (x + 80 - step, y)] for step in range(0, 60, 6)))
    eventually(expected=True, read=lambda: days(touched) > near * 2)


def days(page: Page) -> float:
    """Return how many days are shown, by the width of a week in the calendar's grid."""
    found: float = page.evaluate(
        """() => {
          const svg = document.querySelector(".aq-view--timeline .aq-time--live svg")
          const marks = [...svg.querySelectorAll("[aria-label='morgan'] .aq-frame")]
          const xs = marks.map(one => one.getBoundingClientRect()).map(box => box.x + box.width / 2)
          return svg.clientWidth / ((xs[xs.length - 1] - xs[0]) / (xs.length - 1) / 7)
        }"""
    )
    return found


def test_tapped(touched: Page) -> None:
    """A tap says what a mark is, and leads to the meeting by a link in it."""
    mark = picture(touched).locator("[aria-label^='13 Nov 2026'] .aq-frame").first
    box = mark.bounding_box()
    assert box
    touched.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    tip = touched.locator(".aq-view--timeline .aq-tip")
    expect(tip).to_contain_text("Fri 13 Nov 2026")
    assert touched.url.endswith("/timeline/")
    tip.get_by_role("link", name="Open the meeting").tap()
    touched.wait_for_url("**/morgan/2026-11-13/")


@pytest.mark.parametrize("width", [1280, 390, 320])
def test_every_zoom_is_readable(page: Page, address: str, width: int) -> None:
    """From ten years to some weeks no word lies upon another, and no mark on a mark."""
    page.set_viewport_size({"width": width, "height": 800})
    opened(page, address)
    gaps = """svg => [...svg.querySelectorAll("[role=group]")].flatMap(lane => {
      const held = [...lane.querySelectorAll("circle.aq-mark--held")]
      const xs = held.map(one => +one.getAttribute("cx"))
      return xs.slice(1).map((x, n) => x - xs[n])
    })"""
    for zoom in ("All", "Zoom in", "Year", "3 months", "Zoom in", "Zoom in"):
        press(page, zoom)
        for one in page.locator(".aq-time--live .aq-scroll > svg").all():
            assert one.evaluate(OVERLAPS) == [], (zoom, shown(page))
        assert all(gap >= 10 for gap in picture(page).evaluate(gaps)), zoom
    still(page)
    assert width == page.evaluate("document.documentElement.scrollWidth")
    assert picture(page).locator(".aq-tick--day").count() > 2


def test_alive_as_before(browser: Browser, address: str) -> None:
    """The script draws what the page had without it: the same marks in the same places."""
    places = """svg => [...svg.querySelectorAll("circle.aq-mark")].map(one =>
      ["cx", "cy", "class"].map(name => one.getAttribute(name)).join(" "))"""
    found = []
    for alive in (False, True):
        context = browser.new_context(
            java_script_enabled=True, viewport={"width": 1280, "height": 900}
        )
        page = context.new_page()
        if not alive:
            page.route("**/timeline*.js", lambda route: route.abort())
        page.goto(f"{address}/timeline/")
        svg = page.locator(".aq-view--timeline .aq-time .aq-scroll > svg")
        caption = page.locator(".aq-view--timeline .aq-time figcaption").inner_text()
        found.append((sorted(svg.evaluate(places)), caption, svg.get_attribute("viewBox")))
        context.close()
    assert len(found[0][0]) > 80
    assert found[0] == found[1]


def test_an_earlier_year_is_asked_for(timeline: Page) -> None:
    """What was achieved years ago is fetched from that year's page when it is asked for."""
    assert not timeline.get_by_text("Won 0 of morgan on 2017-").count()
    start(timeline)
    timeline.keyboard.press("Home")
    for _ in range(10):
        if "accomplishment" in focused(timeline):
            break
        timeline.keyboard.press("ArrowRight")
    tip = timeline.locator(".aq-view--timeline .aq-tip")
    expect(tip).to_contain_text(re.compile(r"Won 0 of morgan on 201[67]-"))


def test_without_javascript(browser: Browser, address: str) -> None:
    """Without JavaScript there are a year and all years as pictures, and no dead button."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/timeline/")
    assert page.locator(".aq-view--timeline .aq-chart > .aq-scroll > svg:visible").count() >= 2
    assert page.locator(".aq-view :is(button, input, select)").count() == 0
    assert not page.locator(".aq-time__bar").first.is_visible()
    whole = page.locator(".aq-time-all > .aq-chart > .aq-scroll > svg")
    assert whole.evaluate(OVERLAPS) == []
    context.close()


def test_on_paper(timeline: Page) -> None:
    """On paper there is the picture as it was on the screen, and no control."""
    press(timeline, "All")
    timeline.emulate_media(media="print")
    assert picture(timeline).is_visible()
    for control in (".aq-time__bar", ".aq-time__help", ".aq-tip"):
        assert not timeline.locator(control).locator("visible=true").count()


def test_right_to_left(timeline: Page) -> None:
    """On a page that is written from right to left, time and its names stay where they belong."""
    timeline.evaluate("document.documentElement.dir = 'rtl'")
    press(timeline, "All")
    box = picture(timeline).bounding_box()
    title = picture(timeline).locator(".aq-lane__title").first.bounding_box()
    assert box
    assert title
    assert box["x"] <= title["x"] < box["x"] + 60
    assert picture(timeline).evaluate(OVERLAPS) == []


def test_from_disk(tmp_path: Path, page: Page) -> None:
    """Opened from disk, without a server, it moves in time all the same, and opens meetings."""
    site = made(tmp_path, tmp_path / "site", offline=True)
    page.emulate_media(reduced_motion="reduce")
    page.goto((site / "timeline.html").as_uri())
    page.wait_for_selector(".aq-time__span")
    press(page, "All")
    assert shown(page) == "Dec 2016 – Nov 2026"
    press(page, "Year")
    picture(page).locator("[aria-label^='13 Nov 2026']").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/morgan/2026-11-13.html")
