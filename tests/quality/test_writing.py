"""Notes from right to left, and in scripts without spaces, do not break the layout."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.quality import sites
from tests.quality.measures import FITS, FOCUS, LARGE, RIGHT, UNFOLD, listed, settled
from tests.quality.sites import listing, only_faulty
from tests.quality.test_axe import faults

if TYPE_CHECKING:
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


@pytest.mark.parametrize("width", [1280, 320])
def test_the_layout_holds(opened: Opened, foreign: Site, width: int) -> None:
    """No page scrolls sideways, cuts text off or hides the focus, with large letters neither."""
    found = {}
    with opened(viewport={"width": width, "height": 900}) as page:
        for path in foreign.kinds:
            settled(page, foreign.address + path)
            page.evaluate(UNFOLD)
            found[path] = listed(page, FITS)
            if width > 320:
                page.keyboard.press("Tab")
                found[path] += listed(page, FOCUS)
                page.keyboard.press("Escape")
                page.add_style_tag(content=LARGE)
                found[path] += listed(page, FITS)
    assert only_faulty(found) == {}, listing(found)


def test_no_page_has_a_fault(opened: Opened, foreign: Site, axe: str) -> None:
    """Axe finds no fault in them."""
    found = {}
    with opened() as page:
        for path in foreign.kinds:
            settled(page, foreign.address + path)
            found[path] = faults(page, axe)
    assert only_faulty(found) == {}, listing(found)


def test_what_reads_from_the_right_stands_there(opened: Opened, foreign: Site) -> None:
    """In Arabic the navigation is at the right, and text begins there, on every kind of page."""
    if foreign.root.parent.joinpath("notes/notes/samira").is_dir():
        found = {}
        with opened(viewport={"width": 1440, "height": 900}) as page:
            for path in foreign.kinds:
                settled(page, foreign.address + path)
                found[path] = listed(page, RIGHT)
        assert only_faulty(found) == {}, listing(found)
