"""Lists that are too long for a page: where they are cut, and what stays where it is."""

from __future__ import annotations

import datetime as dt

import pytest

from mkdocs_aquip.pages import pages_to_make
from mkdocs_aquip.views import parts
from mkdocs_aquip.views.accomplishments import ROOM
from tests.views.conftest import NOTES, MakeStage

DAY = dt.date(2026, 11, 20)


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let pages hold a few rows."""
    for name, value in {"FIRST": 10, "PART": 8, "KEPT": 2}.items():
        monkeypatch.setattr(parts, name, value)
    monkeypatch.setattr("mkdocs_aquip.views.table.FIRST", 10)


def weeks(count: int, *, still: int = 0) -> dict[str, str]:
    """Return weekly meetings that closed an action each, the last one of them with open ones."""
    notes = {"morgan/index.md": "---\nwith: morgan\n---\n"}
    for back in range(count):
        day = DAY - dt.timedelta(weeks=back)
        items = f"- [x] @sam Do {count - back} ^week{count - back:03}\n"
        if back == 0:
            items += "".join(f"- [ ] @sam Still {n} ^open{n:03}\n" for n in range(still))
        notes[f"morgan/{day}.md"] = f"---\ndate: {day}\n---\n## Actions\n\n{items}"
    return notes


def pages(make: MakeStage, notes: dict[str, str]) -> dict[str, list[str]]:
    """Return the ids of the rows on each page of the dashboard, by the page's source."""
    shown = make(notes)
    made = dict(pages_to_make(shown.context.record, "x"))
    shown.context.urls.update({uri: uri.replace(".md", "/") for uri in made})
    found = {}
    for uri, text in made.items():
        if uri.startswith("actions"):
            soup = shown.soup(text.partition("```aquip\n")[2].partition("```")[0])
            anchors = [str(a["href"]).rpartition("^")[2] for a in soup.select("a.aq-text")]
            found[uri] = anchors
    assert shown.warnings == []
    return found


def test_few_stand_together(stage: MakeStage) -> None:
    """As long as a page holds all rows, there is no other page."""
    found = pages(stage, weeks(9, still=1))
    assert list(found) == ["actions.md"]
    assert len(found["actions.md"]) == 10


def test_a_page_for_each_year(stage: MakeStage) -> None:
    """What was closed in a year stands on its page; the newest year's rows stay with the open."""
    found = pages(stage, weeks(58, still=3))
    assert found["actions.md"][:3] == ["open000", "open001", "open002"]
    years = {"2025.md", "2025-2.md", "2026.md", "2026-2.md", "2026-3.md", "2026-4.md", "2026-5.md"}
    assert {uri.partition("/")[2] for uri in found} == {"", *years}
    every = [anchor for anchors in found.values() for anchor in anchors]
    assert len(every) == len(set(every)) == 61


def test_what_closes_today_moves_no_page(stage: MakeStage) -> None:
    """Another closed action is on the first page; the further pages stay as they were."""
    before = pages(stage, weeks(58))
    later = DAY + dt.timedelta(days=1)
    note = f"---\ndate: {later}\n---\n## Actions\n\n- [x] @sam One more ^more1\n"
    after = pages(stage, weeks(58) | {f"morgan/{later}.md": note})
    assert after.pop("actions.md") == ["more1", *before.pop("actions.md")]
    assert before == after


def test_too_many_open(stage: MakeStage) -> None:
    """Open rows that a page has no room for stand on pages of their own."""
    found = pages(stage, weeks(1, still=23))
    assert [len(found[uri]) for uri in ("actions.md", "actions/open-2.md")] == [11, 10]
    assert len(found["actions/open-3.md"]) == 3


def test_a_table_of_ones_own(stage: MakeStage) -> None:
    """A view that asks for a part of all rows is cut too, and leads to the dashboard."""
    soup = stage(weeks(30)).soup("view: actions\nowner: sam\nstate: all")
    assert len(soup.select("tr.aq-row")) == 10
    more = soup.select_one(".aq-more a")
    assert more
    assert (more.text, more["href"]) == ("All 30 actions", "../actions/?owner=sam&state=all")


def test_no_such_part(stage: MakeStage) -> None:
    """A part that is no name of one is a warning; one that is not there has no rows."""
    shown = stage(weeks(30))
    assert shown.soup("view: actions\npart: 1999").select_one(".aq-empty")
    assert shown.warnings == []
    shown.show("view: actions\npart: last")
    assert [line for _, line in shown.warnings] == [2]


def test_accomplishments_by_quarter(stage: MakeStage) -> None:
    """The overview names each quarter with its count, and shows as many rows as it has room for."""
    told = "".join(f"- Won {n}\n" for n in range(ROOM - 1))
    notes = {
        "morgan/index.md": "---\nwith: morgan\n---\n",
        "morgan/2026-11-20.md": f"---\ndate: 2026-11-20\n---\n## Accomplishments\n\n{told}",
        "morgan/2026-08-20.md": "---\ndate: 2026-08-20\n---\n## Wins\n\n- One\n- Two\n",
        "morgan/2026-02-20.md": "---\ndate: 2026-02-20\n---\n## Wins\n\n- Three\n",
    }
    shown = stage(notes)
    made = [uri for uri, _ in pages_to_make(shown.context.record, "x") if "accomplishments/" in uri]
    parts = ("-q4", "-h2", "", "-q3", "-h1", "-q1")
    assert made == ["accomplishments/index.md", *(f"accomplishments/2026{one}.md" for one in parts)]
    shown.context.urls.update({uri: uri.replace(".md", "/") for uri in made})
    soup = shown.soup("view: accomplishments")
    assert len(soup.select(".aq-won__row")) == ROOM
    assert [int(each.text) for each in soup.select(".aq-count")] == [ROOM - 1, 2, 1]
    assert [str(a["href"])[-8:] for a in soup.select(".aq-block__title a")] == [
        "2026-q4/",
        "2026-q3/",
        "2026-q1/",
    ]
    assert "All 2 accomplishments" in soup.text


def test_a_long_quarter(stage: MakeStage) -> None:
    """A quarter with more accomplishments than a page holds has several, and all of them."""
    told = "".join(f"- Won {n}\n" for n in range(ROOM + 5))
    notes = {
        "morgan/index.md": "---\nwith: morgan\n---\n",
        "morgan/2026-11-20.md": f"---\ndate: 2026-11-20\n---\n## Accomplishments\n\n{told}",
    }
    shown = stage(notes)
    made = dict(pages_to_make(shown.context.record, "x"))
    shown.context.urls.update({uri: uri.replace(".md", "/") for uri in made})
    second = made["accomplishments/2026-q4-2.md"]
    soup = shown.soup(second.partition("```aquip\n")[2].partition("```")[0])
    assert len(soup.select(".aq-won__row")) == 5
    first = shown.soup("view: accomplishments\nperiod: 2026-Q4\ngroup: goal")
    assert len(first.select(".aq-won__row")) == ROOM
    assert [str(a["href"]) for a in first.select(".aq-parts a")] == [
        "../accomplishments/2026-q4-2/"
    ]


def test_a_row_of_ones_own(stage: MakeStage) -> None:
    """A site's own template of a row is used for each row, and escapes like ours."""
    mine = {"aquip/views/_row.html": "<tr class='aq-row'><td>{{ row.item.text }}</td></tr>"}
    notes = {**NOTES, "lee/2026-11-17.md": "---\n---\n## Actions\n\n- [ ] @lee Fish & `chips`\n"}
    html = stage(notes, overrides=mine).show("view: actions\nowner: lee\nseries: lee")
    assert "<tr class='aq-row'><td>Fish &amp; `chips`</td></tr>" in html
