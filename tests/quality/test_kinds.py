"""The pages that are measured are of every kind there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.quality.sites import state_of

if TYPE_CHECKING:
    from tests.quality.sites import Site

ON_THEIR_OWN = {
    "",
    "404.html",
    "accomplishments/",
    "actions/",
    "goals/",
    "morgan/",
    "own/",
    "plain/",
    "priorities/",
    "questions/",
    "rules/",
    "timeline/",
    "wrong/",
}
ONE_OF_MANY = ("accomplishments/20", "goals/", "rules/aq")


def test_every_kind_of_page_is_found(example: Site) -> None:
    """Each page that is alone of its kind is measured, one of many others, and each state."""
    kinds = example.kinds
    assert set(kinds) >= ON_THEIR_OWN
    for beginning in ONE_OF_MANY:
        assert [path for path in kinds if path.startswith(beginning) and path != beginning], kinds
    states = {state_of(example.pages[path]) for path in kinds}
    assert states >= {"held", "planned", "cancelled"}


def test_years_bring_pages_of_their_own(example: Site, years: Site) -> None:
    """Earlier years of a series and of a dashboard are measured too, and little else of them."""
    kinds = years.kinds_beyond((path, example.pages[path]) for path in example.kinds)
    for beginning in ("actions/20", "questions/20", "manager/20"):
        found = [path for path in kinds if path.startswith(beginning) and path.count("-") < 2]
        assert found, kinds
    assert len(kinds) < len(example.kinds) / 2, kinds


def test_no_kind_is_forgotten(example: Site) -> None:
    """What is new on any page, or a page in a new place, is measured at once."""
    page = '<article class="x"><div class="aq-unheard-of"></div></article>'
    pages = {**example.pages, "morgan/2026-01-02/": page, "new-place/": "", "new-place/one/": ""}
    changed = type(example)(example.folder, example.address, example.root)
    changed.__dict__["pages"] = pages
    assert set(changed.kinds) - set(example.kinds) == {
        "morgan/2026-01-02/",
        "new-place/",
        "new-place/one/",
    }
