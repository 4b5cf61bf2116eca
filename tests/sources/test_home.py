"""The home page of a source: its own figures, and no link that would count somebody else's."""

from __future__ import annotations

from bs4 import BeautifulSoup

from tests.incremental.conftest import Twins


def test_figures_of_a_source_lead_to_its_rows_or_nowhere(both: Twins) -> None:
    """Figures lead to the source's own rows; those of people, whose handles may differ, do not."""
    both.again()
    page = BeautifulSoup((both.site / "club/index.html").read_text("utf-8"), "html5lib")
    tiles = {
        tile.select("[class$=__label]")[0].text: [str(a["href"]) for a in tile.select("a")]
        for tile in page.select(".aq-tile")
    }
    ways = ["../actions/?due=overdue&series=club%2Flee", "../actions/?lost=yes&series=club%2Flee"]
    assert ways == tiles.pop("Overdue")
    assert set(tiles) == {"I owe", "Others owe me", "Achieved in Q4 2026"}
    assert [links for links in tiles.values() if links] == []
