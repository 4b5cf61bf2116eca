"""Notes from right to left, and in scripts without spaces, do not break the layout."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browsing import still
from tests.quality import sites
from tests.quality.measures import FITS, RIGHT, UNFOLD, enlarged, focused, listed, settled
from tests.quality.sites import listing, only_faulty
from tests.quality.test_axe import faults

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext

    from tests.conftest import ServeDirectory
    from tests.quality.conftest import Opened
    from tests.quality.sites import Site

HERE = Path(__file__).parent
NOTES = {"ar": HERE / "arabic", "ja": HERE.parent / "languages/japanese"}


@pytest.fixture(scope="module", params=NOTES)
def foreign(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    serve_directory: ServeDirectory,
) -> Site:
    """A site of made-up notes in Arabic, and one of such in Japanese."""
    top = tmp_path_factory.mktemp("foreign")
    shutil.copytree(NOTES[request.param], top / "notes")
    (top / "served").mkdir()
    address = f"{serve_directory(top / 'served')}/"
    return sites.build(top / "notes", top / "served", address)


@pytest.fixture(scope="module")
def looked_at(window: BrowserContext, foreign: Site) -> dict[str, dict[str, list[str]]]:
    """Each kind of page, opened once: what was found, by what was measured."""
    found: dict[str, dict[str, list[str]]] = {
        what: {} for what in ("right", "wide", "focus", "large", "narrow")
    }
    page = window.new_page()
    for path in foreign.kinds:
        page.set_viewport_size({"width": 1280, "height": 900})
        settled(page, foreign.address + path)
        found["right"][path] = listed(page, RIGHT)
        page.evaluate(UNFOLD)
        found["wide"][path] = listed(page, FITS)
        found["focus"][path] = focused(page)
        found["large"][path] = enlarged(page)
        page.set_viewport_size({"width": 320, "height": 900})
        still(page)
        found["narrow"][path] = listed(page, FITS)
    page.close()
    return found


@pytest.mark.parametrize("what", ["wide", "focus", "large", "narrow"])
def test_the_layout_holds(looked_at: dict[str, dict[str, list[str]]], what: str) -> None:
    """No page scrolls sideways, cuts text off or hides the focus, with large letters neither."""
    found = looked_at[what]
    assert only_faulty(found) == {}, listing(found)


def test_no_page_has_a_fault(opened: Opened, foreign: Site, axe: str) -> None:
    """Axe finds no fault in them."""
    found = {}
    with opened() as page:
        for path in foreign.kinds:
            settled(page, foreign.address + path)
            found[path] = faults(page, axe)
    assert only_faulty(found) == {}, listing(found)


def test_what_reads_from_the_right_stands_there(
    looked_at: dict[str, dict[str, list[str]]], foreign: Site
) -> None:
    """In Arabic the navigation is at the right, and text begins there, on every kind of page."""
    if foreign.root.parent.joinpath("notes/notes/samira").is_dir():
        found = looked_at["right"]
        assert only_faulty(found) == {}, listing(found)
