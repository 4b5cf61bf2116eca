"""What a row says, and where it leads."""

from __future__ import annotations

from tests.views.conftest import MakeStage


def test_row(stage: MakeStage) -> None:
    """An action's row has its owner, due date, moves, carries, meeting, anchor and source line."""
    soup = stage().soup("view: actions\nowner: morgan")
    (row,) = soup.select("tr.aq-row")
    assert row.select_one('a.aq-text[href="../morgan/2026-11-27/#^a81kd"]')
    assert "Morgan Diaz" in row.text
    assert "18 Nov overdue 4 days" in row.text
    assert "moved 1×" in row.text
    assert "carried 2×" in row.text
    assert row.select_one('a[href="../morgan/2026-11-27/"]')
    source = row.select_one("a.aq-source")
    assert source
    assert source["href"] == "https://example.org/blob/notes/morgan/2026-11-27.md?plain=1#L6"


def test_lost(stage: MakeStage) -> None:
    """An action that was left out of the next meeting is shown all the same, and called lost."""
    (row,) = stage().soup("view: actions\nowner: lee\ndue: overdue").select("tr.aq-row")
    assert "Send the seating plan" in row.text
    assert row.select_one(".aq-chip--lost")


def test_links_stay_links(stage: MakeStage) -> None:
    """An item's own link stands as it is: no link is put around it."""
    soup = stage().soup("view: accomplishments\nlinks: with")
    assert getattr(soup.select_one('a[href="https://example.org/g"]'), "text", None) == "graph"
    assert not soup.select("a a")


def test_groups(stage: MakeStage) -> None:
    """Groups have a heading with a count; an action of two stands once, under the first."""
    soup = stage().soup("view: actions\ngroup: owner")
    heads = [" ".join(head.text.split()) for head in soup.select(".aq-rows__group")]
    assert heads == ["LO Lee Okafor 1", "MD Morgan Diaz 1", "SR Sam Reyes 1", "Nobody yet 1"]


def test_limit_leads_on(stage: MakeStage) -> None:
    """A view that shows a part links to the dashboard with the same filters."""
    soup = stage().soup("view: actions\nowner: none\ndue: none")
    assert not soup.select(".aq-more")
    more = stage().soup("view: actions\ndue: overdue\nlimit: 1").select_one(".aq-more a")
    assert more
    assert more["href"] == "../actions/?due=overdue"


def test_tiles_lead_to_their_rows(stage: MakeStage) -> None:
    """Each figure of the balance is a link to the rows it counts."""
    soup = stage().soup("view: balance")
    counted = {str(a["href"]): a.text.split()[-1] for a in soup.select(".aq-tile a")}
    expected = {
        "../actions/": "4",
        "../actions/?due=overdue": "2",
        "../actions/?due=week": "1",
        "../actions/?lost=yes": "1",
    }
    assert expected == counted
    assert soup.select('.aq-owes a[href="../actions/?owner=morgan&due=overdue"]')


def test_next(stage: MakeStage) -> None:
    """The next meeting says how far off it is, and what its agenda lacks."""
    soup = stage().soup("view: next")
    text = " ".join(soup.text.split())
    assert "27 Nov Fri Morgan in 5 days" in text
    assert "Not ready nothing yet under Accomplishments, Questions & Issues, Priorities" in text


def test_feedback_taken_up(stage: MakeStage) -> None:
    """Feedback shows which accomplishment took it up."""
    soup = stage().soup("view: feedback")
    assert "Told two teams about the table" in soup.text
    titles = [t.text.split()[:2] for t in soup.select(".aq-block__title")]
    assert titles == [["Received", "1"], ["Given", "1"]]
