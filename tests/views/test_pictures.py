"""Pictures over time: they show what the notes and git know, each with its words and its table."""

from __future__ import annotations

import datetime as dt
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup

from aquip.core.model import Meeting
from mkdocs_aquip.past.late import Ahead
from mkdocs_aquip.views import view_key
from tests.views.conftest import NOTES, THEME, MakeStage, Stage

HOUR = dt.timedelta(hours=1)
TODAY = dt.date(2026, 11, 22)


def meetings(count: int, days: int = 7, body: str = "") -> dict[str, str]:
    """Return so many meetings with Morgan, the last one today; ``{n}`` in the body is a number."""
    found = {"morgan/index.md": "---\ntitle: Morgan\nwith: morgan\n---\n"}
    for n in range(count):
        day = TODAY - dt.timedelta(days=(count - 1 - n) * days)
        text = body.replace("{n}", f"{n:04d}")
        found[f"morgan/{day}.md"] = f"---\ndate: {day}\nstatus: held\n---\n{text}"
    return found


def shared(stage: Stage, hours: Mapping[str, float | None]) -> Stage:
    """Return the stage where git knows how many hours ahead agendas were shared, by date."""

    def ahead(meeting: Meeting) -> Ahead | None:
        day = meeting.date.isoformat()
        if day not in hours:
            return None
        known = hours[day]
        return Ahead() if known is None else Ahead(known * HOUR, known < 24)

    return Stage(replace(stage.context, ahead=ahead), stage.warnings)


def table(soup: BeautifulSoup) -> list[list[str]]:
    """Return the table that says the same as a picture, without its head."""
    rows = soup.select("table.aq-plain tbody tr")
    return [[" ".join(cell.get_text().split()) for cell in row.select("th, td")] for row in rows]


def sentence(soup: BeautifulSoup) -> str:
    """Return what a picture says in words, its title aside."""
    caption = soup.select_one("figcaption")
    assert caption is not None
    if title := caption.select_one(".aq-chart__title"):
        title.extract()
    return " ".join(caption.get_text().split())


def marks(soup: BeautifulSoup, style: str, mark: str) -> list[str]:
    """Return what the marks of a set say, in the order of their drawing."""
    found = soup.select(f"svg[role=img] .{style} {mark}")
    return [title.get_text() if (title := one.parent.title) else "" for one in found if one.parent]


# --- opened against closed ------------------------------------------------------------------


def test_opened_and_closed(stage: MakeStage) -> None:
    """Columns, table and sentence tell the same true counts."""
    soup = stage(NOTES).soup("view: flow")
    told = table(soup)
    assert told[0] == ["Nov 2026", "3", "2", "4"]
    assert next(row for row in told if row[0] == "Oct 2026") == ["Oct 2026", "3", "0", "3"]
    assert "6 actions were opened and 2 closed; 4 are open" in sentence(soup)
    assert "Nov 2026: 3 opened" in marks(soup, "aq-opened", "rect")
    assert marks(soup, "aq-stock", "circle")[-1] == "22 Nov 2026: 4 open"


def test_a_rise_is_told(stage: MakeStage) -> None:
    """Since when more is opened than closed is said with both counts, and a standstill is not."""
    rising = meetings(9, 30, "## Actions\n\n- [ ] @sam Do {n} ^a{n}\n")
    assert "more was opened than closed: 8 against 0." in sentence(stage(rising).soup("view: flow"))
    still = meetings(9, 30, "## Actions\n\n- [x] @sam Do {n} ^a{n}\n")
    assert "against" not in sentence(stage(still).soup("view: flow"))


@pytest.mark.parametrize(
    ("options", "unit", "rows"),
    [("", "month", 12), ("months: 132", "quarter", 43), ("period: 2026-Q3", "month", 3)],
)
def test_as_much_time_as_is_asked_for(stage: MakeStage, options: str, unit: str, rows: int) -> None:
    """A year is told by the month and ten years by the quarter, in no more columns than fit."""
    notes = meetings(550, 7, "## Actions\n\n- [ ] @sam Do {n} ^a{n}\n")
    soup = stage(notes).soup(f"view: flow\n{options}")
    assert rows == len(table(soup)) == len(marks(soup, "aq-opened", "rect"))
    title = soup.select_one(".aq-chart__title")
    assert title is not None
    assert f"{unit} by {unit}" in title.get_text()


# --- ages -----------------------------------------------------------------------------------


def test_ages(stage: MakeStage) -> None:
    """Columns have their counts upon them, and the sentence the median and the oldest."""
    soup = stage(NOTES).soup("view: ages")
    told = {row[0]: row[1:] for row in table(soup)}
    assert {age: counts for age, counts in told.items() if counts != ["0", "0"]} == {
        "under a week": ["2", "0"],
        "2–4 weeks": ["2", "1"],
    }
    assert sentence(soup).startswith("4 actions are open, half of them for 12 days or longer")
    assert "Of questions one is open, for 23 days." in sentence(soup)
    assert [label.get_text() for label in soup.select("text.x, .aq-of-actions text")] == ["2", "2"]


def test_each_age_leads_to_its_rows(stage: MakeStage) -> None:
    """Columns and figures lead to the rows of that age, in that series if one is asked."""
    shown = stage(NOTES)
    shown.context.urls.update({f"{one}.md": f"{one}/" for one in ("actions", "questions")})
    soup = shown.soup("view: ages\nseries: morgan")
    expected = [
        "../actions/?series=morgan&age=0-6",
        "../actions/?series=morgan&age=14-27",
        "../questions/?series=morgan&age=14-27",
    ]
    assert expected == [mark["data-href"] for mark in soup.select("[data-href]")]
    assert expected == sorted(link["href"] for link in soup.select("table a"))


def test_ages_of_one_section(stage: MakeStage) -> None:
    """Asked for questions, it has no columns for actions."""
    soup = stage(NOTES).soup("view: ages\nof: questions")
    assert soup.select(".aq-of-actions") == []
    assert soup.select(".aq-of-questions rect")


# --- agendas --------------------------------------------------------------------------------


def test_how_long_ahead(stage: MakeStage) -> None:
    """Each meeting has its dot, hollow where its agenda was late, and all are counted."""
    told = shared(stage(NOTES), {"2026-10-30": 50, "2026-11-17": 3, "2026-11-20": -1})
    soup = told.soup("view: lead")
    assert marks(soup, "aq-intime", "circle") == ["30 Oct 2026, Morgan: 2 days ahead"]
    assert marks(soup, "aq-late", "circle") == [
        "17 Nov 2026, Lee: 3 hours ahead",
        "20 Nov 2026, Morgan: after it had begun",
    ]
    assert sentence(soup) == (
        "1 of 3 agendas were shared a day or more ahead, 1 later, 1 only after the meeting had "
        "begun. The median is 3 hours ahead."
    )
    assert table(soup)[:2] == [["20 Nov", "after it had begun"], ["17 Nov", "3 hours ahead"]]
    ticks = [label.get_text() for label in soup.select(".axis.y text")]
    assert ticks == ["begun", "1 hour", "6 hours", "1 day", "3 days", "1 week ahead"]
    assert soup.select(".aq-day path")


def test_of_one_series(stage: MakeStage) -> None:
    """A series' page tells of its own meetings alone."""
    told = shared(stage(NOTES, series="lee"), {"2026-10-30": 50, "2026-11-17": 30})
    assert table(told.soup("view: lead")) == [["17 Nov", "30 hours ahead"]]


def test_what_git_does_not_know(stage: MakeStage) -> None:
    """Meetings that git knows nothing of are counted, and where it knows of none it says why."""
    some = shared(stage(NOTES), {"2026-10-30": 50, "2026-11-17": None})
    assert sentence(some.soup("view: lead")).endswith("Of 1 more, git does not tell.")
    for told in (shared(stage(NOTES), {"2026-11-17": None}), stage(NOTES)):
        soup = told.soup("view: lead")
        assert soup.select("svg") == []
        assert "Git does not tell when these agendas were shared." in soup.get_text()


def test_more_agendas_than_dots(stage: MakeStage) -> None:
    """Hundreds of meetings are told month by month: the median, and the middle half around it."""
    notes = meetings(300, 1)
    hours = {note[7:17]: 24.0 + n % 72 for n, note in enumerate(notes)}
    soup = shared(stage(notes), hours).soup("view: lead")
    assert len(table(soup)) == len(marks(soup, "aq-intime", "circle"))
    assert 10 <= len(table(soup)) <= 12
    assert soup.select(".aq-range path")
    assert sum(int(row[1]) for row in table(soup)) == len(hours) - 1  # the series' page


def test_a_commit_is_another_key(stage: MakeStage) -> None:
    """When git tells something else of an agenda, the view's key is another; else it is not."""
    first = shared(stage(NOTES), {"2026-11-20": 50}).context
    assert view_key("view: lead", first) == view_key(
        "view: lead", shared(stage(NOTES), {"2026-11-20": 50}).context
    )
    for hours in ({"2026-11-20": 51}, {"2026-11-20": None}, {}, {"2026-11-20": 5}):
        other = shared(stage(NOTES), hours).context
        assert view_key("view: lead", first) != view_key("view: lead", other), hours


# --- effectiveness --------------------------------------------------------------------------


def test_few_meetings_and_many(stage: MakeStage) -> None:
    """Up to a year and a half of weeks each meeting has its dot; ten years are told by quarters."""
    body = "## Reflection\n\n- Effective: 4\n"
    few = stage(meetings(50, 7, body)).soup("view: effectiveness")
    assert 50 == len(marks(few, "aq-score", "circle")) == len(table(few))
    assert few.select("[data-href]")
    many = stage(meetings(500, 7, body)).soup("view: effectiveness")
    assert len(table(many)) == len(marks(many, "aq-score", "circle")) <= 44
    assert sum(int(row[1]) for row in table(many)) == 500


def test_many_of_a_kind_are_on_one_scale(stage: MakeStage) -> None:
    """Series that stand side by side have the same months below them."""
    body = "---\ndate: {day}\nstatus: held\n---\n## Reflection\n\n- Effective: 4\n"
    days = {"morgan": ("2025-11-20", "2026-11-20"), "lee": ("2026-10-20", "2026-11-17")}
    notes = {
        f"{name}/{day}.md": body.replace("{day}", day) for name, two in days.items() for day in two
    }
    soup = stage(NOTES | notes).soup("view: effectiveness\nseries: [morgan, lee]")
    ticks = [
        [t.get_text() for t in one.select(".axis.x text")]
        for one in soup.select("svg.aq-plot[role]")
    ]
    assert len(ticks) == 2
    assert ticks[0] == ticks[1]


# --- priorities -----------------------------------------------------------------------------


def test_a_long_priority_is_named_in_two_lines(stage: MakeStage) -> None:
    """A name is whole as long as two lines hold it, in any script; a longer one is cut."""
    names = {
        "Keep the checkout under 400 ms while both payment providers run": 2,
        "決済の切り替え手順を確認してチーム全員に共有する": 2,
        "Hire": 1,
    }
    cut = "Settle payments as a team with a manager, " * 4
    order = "".join(f"{n}. {name}\n" for n, name in enumerate((*names, cut), 1))
    body = f"## Priorities\n\n{order}"
    soup = stage(meetings(2, 7, body)).soup("view: priorities")
    found = [name.select("tspan") or [name] for name in soup.select(".aq-bump__name")]
    told = {"".join(line.get_text() for line in lines).replace(" ", ""): lines for lines in found}
    for name, lines in names.items():
        assert lines == len(told[name.replace(" ", "")])
    assert [text.endswith("…") for text in told if text.startswith("Settle")] == [True]


# --- all of them ----------------------------------------------------------------------------

EVERY = ("flow", "ages", "lead", "effectiveness")


def drawn(stage: MakeStage, view: str, count: int) -> str:
    """Return a view of so many meetings that have all there is to draw."""
    body = "## Actions\n\n- [ ] @sam Do {n} ^a{n}\n\n## Reflection\n\n- Effective: 3\n"
    notes = meetings(count, 7, body)
    hours = {note[7:17]: 30.0 for note in notes}
    return shared(stage(notes), hours).show(f"view: {view}")


@pytest.mark.parametrize("view", EVERY)
@pytest.mark.parametrize("count", [0, 1, 2, 1000])
def test_however_many(stage: MakeStage, view: str, count: int) -> None:
    """Nothing, one, two or a thousand meetings make a picture or a sentence, of bounded weight."""
    html = drawn(stage, view, count)
    soup = BeautifulSoup(html, "html.parser")
    least = 2 if view == "effectiveness" else 1
    assert (count >= least) is bool(soup.select("svg.aq-plot[role=img]"))
    assert (count < least) is bool(soup.select(".aq-empty"))
    assert "nan" not in html
    assert len(html) < 60_000


@pytest.mark.parametrize("view", EVERY)
def test_words_and_nothing_of_its_own(stage: MakeStage, view: str) -> None:
    """A picture has its name, title and table, and no style, script, id or colour of its own."""
    html = drawn(stage, view, 40)
    soup = BeautifulSoup(html, "html.parser")
    picture = soup.select_one("svg[role=img]")
    assert picture is not None
    assert sentence(BeautifulSoup(html, "html.parser")) in str(picture["aria-label"])
    assert soup.select_one(".aq-chart__title")
    assert table(soup)
    assert soup.select("svg :is(style, script, defs, metadata), svg [id], svg [fill]") == []
    assert re.search(r"#[0-9a-f]{3,6}\b|rgb|pygal|http://(?!www\.w3\.org)", str(picture)) is None
    assert html == drawn(stage, view, 40)


def test_each_set_of_marks_has_a_look(stage: MakeStage) -> None:
    """Every class in a picture is one that the styles know."""
    style = "".join(path.read_text() for path in (THEME / "assets/aquip").glob("*.css"))
    every = "".join(drawn(stage, view, 200) for view in EVERY)
    pictures = "".join(re.findall(r"<svg.*?</svg>", every))
    used = set(" ".join(re.findall(r'class="([^"]*)"', pictures)).split())
    unknown = {name for name in used if not re.search(rf"\.{name}\b", style)}
    assert unknown == set()


def test_what_a_title_says_stays_text(stage: MakeStage) -> None:
    """A series' title that is written like HTML comes out of the picture as it is written."""
    title = '<b>&"</b>'
    notes = {**NOTES, "lee/index.md": f"---\ntitle: {title!r}\nwith: lee\n---\n"}
    told = shared(stage(notes), {"2026-11-17": 30})
    assert marks(told.soup("view: lead"), "aq-intime", "circle") == [
        f"17 Nov 2026, {title}: 30 hours ahead"
    ]


def test_the_library_waits_and_leaves_no_trace() -> None:
    """Nothing loads pygal before there is something to draw; it stays out of others' imports."""
    code = """
import sys
import mkdocs_aquip.plugin, mkdocs_aquip.views
assert "pygal" not in sys.modules
from mkdocs_aquip.charts.plot import Marks, Point, Sheet, columns
columns(["a"], [Marks("b", [Point(0, 1, "c")])], Sheet(90, "d", "e"))
assert "pygal" in sys.modules
assert all(hasattr(finder, "find_spec") for finder in sys.meta_path)
"""
    subprocess.run(
        [sys.executable, "-W", "error::ImportWarning", "-c", code], check=True, timeout=60
    )
