"""Pictures over time in a browser: on any screen, light or dark, and with a way to each meeting."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from playwright.sync_api import expect

from tests.views.conftest import THEME, MakeStage
from tests.views.test_pictures import EVERY, drawn

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.conftest import ServeDirectory

_LABELS = """
figure => [...figure.querySelectorAll("svg[role=img]")].map(svg =>
  [...svg.querySelectorAll(".axis text")].map(text => text.getBoundingClientRect())
    .filter(box => box.width)
    .map(box => [box.left, box.right, box.top, box.bottom]))
"""
_SLACK = 1.5
"""Pixels by which the boxes around two lines of letters may touch: there is air in them."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, serve_directory: ServeDirectory) -> str:
    """The example's year with its history, built for the address that it is served at."""
    root = tmp_path_factory.mktemp("demo") / "year"
    subprocess.run([sys.executable, "-m", "aquip", "demo", str(root)], check=True, timeout=120)
    folder = tmp_path_factory.mktemp("site")
    address = serve_directory(folder)
    config = load_config(str(root / "mkdocs.yml"), site_dir=str(folder), site_url=f"{address}/")
    build(config)
    return address


def overlaps(boxes: list[list[float]]) -> list[tuple[list[float], list[float]]]:
    """Return the pairs of boxes that lie upon each other."""
    return [
        (one, other)
        for index, one in enumerate(boxes)
        for other in boxes[:index]
        if min(one[1], other[1]) - max(one[0], other[0]) > _SLACK
        and min(one[3], other[3]) - max(one[2], other[2]) > _SLACK
    ]


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
@pytest.mark.parametrize("count", [2, 13, 52, 150, 520], ids=lambda n: f"{n}-weeks")
def test_labels_have_room(page: Page, stage: MakeStage, count: int, width: int) -> None:
    """On any screen labels can be read: none lies upon another, and none is tiny."""
    css = "".join(Path(path).read_text() for path in sorted((THEME / "assets/aquip").glob("*.css")))
    views = "".join(drawn(stage, view, count) for view in EVERY)
    views += drawn(stage, "flow\nmonths: 132", count) + drawn(stage, "flow\nmonths: 30", count)
    page.set_viewport_size({"width": width, "height": 900})
    page.set_content(
        f"<style>html{{font-size:125%}}body{{margin:16px}}{css}</style>"
        f"<div class=md-typeset style='font:16px sans-serif'>{views}</div>"
    )
    pictures = [boxes for f in page.query_selector_all("figure") for boxes in f.evaluate(_LABELS)]
    assert len(pictures) == 9
    for boxes in pictures:
        assert overlaps(boxes) == []
        assert min(bottom - top for _, _, top, bottom in boxes) >= 9
    assert page.locator("figure > .aq-scroll").count() == 0
    wide = "all => Math.max(...all.map(one => one.getBoundingClientRect().right))"
    assert page.locator("figure, .aq-plot").evaluate_all(wide) <= width


def test_light_and_dark(browser: Browser, site: str) -> None:
    """Letters, lines and columns have the colours of the page that they stand on."""
    looks = []
    for scheme in ("light", "dark"):
        context = browser.new_context(color_scheme=scheme)
        page = context.new_page()
        page.goto(f"{site}/trends/")
        looks.append(
            page.evaluate(
                """() => [".axis.y text", ".aq-closed .rect", ".aq-opened .rect", ".axis.y .line"]
                .map(one => document.querySelector(`svg[role=img] ${one}`))
                .map(one => getComputedStyle(one)).map(one => [one.fill, one.stroke])"""
            )
        )
        context.close()
    light, dark = looks
    assert all(one != other for one, other in zip(light, dark, strict=True))
    # Without any colour too: one set is filled, the other is not.
    for closed, opened in ((look[1], look[2]) for look in looks):
        assert closed[0] != "none"
        assert opened[0] == "none"


def test_a_dot_leads_to_its_meeting(page: Page, site: str) -> None:
    """A click on a dot opens the meeting that it stands for; so does its row in the table."""
    page.goto(f"{site}/trends/")
    view = page.locator(".aq-view--lead")
    rows = view.locator("tbody a").evaluate_all("links => links.map(link => link.href)")
    dot = view.locator("[data-href]").last
    told = dot.locator("title").text_content() or ""
    dot.click()
    page.wait_for_url(lambda url: "/trends/" not in url)
    assert page.url in rows
    day = dt.date.fromisoformat(page.url.rstrip("/").rpartition("/")[2])
    assert told.startswith(f"{day.day} {day:%b} {day.year}, ")


def test_nothing_off_the_site(page: Page, site: str) -> None:
    """The page of pictures asks nobody else for anything, runs nothing of theirs, and is quiet."""
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{site}/trends/")
    assert page.locator("svg.aq-plot[role=img]").count() >= 7
    assert said == []
    assert [url for url in asked if not url.startswith((site, "data:"))] == []


@pytest.mark.parametrize("kind", ["actions", "questions"])
def test_a_column_of_ages_leads_to_its_rows(page: Page, site: str, kind: str) -> None:
    """A click on a column, hollow ones too, shows as many rows of that age as it counts."""
    page.goto(f"{site}/trends/")
    column = page.locator(f".aq-chart--ages .aq-of-{kind} [data-href]").last
    words = column.locator("title").text_content() or ""
    column.click()
    page.wait_for_url("**/?age=*")
    expect(page.locator(".aq-rows .aq-row")).to_have_count(int(words.rpartition(" ")[2]))
