"""The questions about time that the pictures ask of a record."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace

import pytest

from aquip.core import timeline
from aquip.core.model import Meeting
from mkdocs_aquip.charts.scale import spread
from mkdocs_aquip.past.late import Ahead
from mkdocs_aquip.views import view_key
from tests.views.conftest import NOTES, MakeStage, Stage

INDEX = "---\nwith: morgan\n---\n"


def day(text: str) -> dt.date:
    """Read a date."""
    return dt.date.fromisoformat(text)


def test_marks(stage: MakeStage) -> None:
    """A series' marks are its meetings, the days of its cadence without one, and those to come."""
    record = stage().context.record
    found = [
        (f"{m.date:%m-%d}", m.kind) for m in timeline.marks(record.series["morgan"], record.today)
    ]
    expected = [
        ("10-30", "held"),
        ("11-06", "cancelled"),
        ("11-13", "missed"),
        ("11-20", "held"),
        ("11-27", "planned"),
        ("12-04", "expected"),
        ("12-11", "expected"),
        ("12-18", "expected"),
        ("12-25", "expected"),
        ("01-01", "expected"),
    ]
    assert expected == found


def test_marks_of_a_bad_cadence(stage: MakeStage) -> None:
    """A cadence that can't be read leaves the meetings."""
    notes = {**NOTES, "morgan/index.md": "---\nwith: morgan\ncadence: now and then\n---\n"}
    record = stage(notes).context.record
    kinds = [mark.kind for mark in timeline.marks(record.series["morgan"], record.today)]
    assert kinds == ["held", "cancelled", "held", "planned"]


def test_a_meeting_that_stands_in(stage: MakeStage) -> None:
    """A day with a meeting is never called missed, though the meeting stands for another day."""
    notes = {
        **NOTES,
        "morgan/2026-11-06.md": "---\nstatus: cancelled\nmoved_to: 2026-11-20\n---\n",
    }
    record = stage(notes).context.record
    missed = [
        m.date for m in timeline.marks(record.series["morgan"], record.today) if m.kind == "missed"
    ]
    assert [day("2026-11-13")] == missed


def test_doings(stage: MakeStage) -> None:
    """Actions are opened by the meeting that raised them, closed by the one after that."""
    record = stage().context.record
    found = {path.removeprefix("notes/"): done for path, done in timeline.doings(record).items()}
    assert found == {
        "morgan/2026-10-30.md": timeline.Doing(opened=3),
        "morgan/2026-11-20.md": timeline.Doing(opened=2, closed=1),
        "lee/2026-11-17.md": timeline.Doing(opened=1, closed=1),
    }


def test_closed_after_the_last_meeting(stage: MakeStage) -> None:
    """What was done after the last meeting, or before a cancelled one, is in some count."""
    notes = {
        "morgan/index.md": INDEX,
        "morgan/2026-11-06.md": "---\ndate: 2026-11-06\n---\n## Actions\n\n"
        "- [x] @sam One (done:: 2026-11-09) ^one1\n- [x] @sam Two (done:: 2026-11-21) ^two1\n",
        "morgan/2026-11-13.md": "---\ndate: 2026-11-13\nstatus: cancelled\n---\n",
        "morgan/2026-11-20.md": "---\ndate: 2026-11-20\n---\n",
    }
    found = timeline.doings(stage(notes).context.record)
    assert found["notes/morgan/2026-11-20.md"] == timeline.Doing(closed=2)


def test_movement(stage: MakeStage) -> None:
    """Priorities are followed by identity, those listed now first, with the places they gained."""
    record = stage().context.record
    listed = [thread for thread in record.threads if thread.section == "priorities"]
    moved = timeline.movement(listed, record.series["morgan"])
    lines = [(line.thread.item.id, line.ranks, line.change) for line in moved.lines]
    assert lines == [("p2c3z", (2, 1), 1), ("p1c3z", (1, 2), -1)]


def test_effectiveness(stage: MakeStage) -> None:
    """Only held meetings that say a number from 1 to 5 are points."""
    record = stage().context.record
    points = timeline.effectiveness(record.series["morgan"])
    assert [point.value for point in points] == [3, 5]
    assert timeline.effectiveness(record.series["lee"]) == ()


def test_windows(stage: MakeStage) -> None:
    """A record is cut into years back from the month after today that has a meeting planned.

    A young one begins with its first month, or a quarter before the end: no empty months before.
    """
    record = stage().context.record
    assert [(day("2026-09-01"), day("2026-11-30"))] == timeline.windows(record)
    older = {**NOTES, "lee/2024-01-09.md": "---\ndate: 2024-01-09\n---\n"}
    spans = timeline.windows(stage(older).context.record)
    assert [day("2025-12-01"), day("2024-12-01"), day("2023-12-01")] == [s for s, _ in spans]


def late(made: Stage, *days: str) -> Stage:
    """Let git know that the agendas of some days were shared late."""

    def ahead(meeting: Meeting) -> Ahead | None:
        return Ahead(dt.timedelta(hours=3), late=True) if str(meeting.date) in days else None

    return replace(made, context=replace(made.context, ahead=ahead))


def test_the_table_says_the_same(stage: MakeStage) -> None:
    """The table has a row for each mark, with all that the mark says of its meeting."""
    soup = late(stage(), "2026-11-20").soup("view: timeline")
    figure = soup.select_one(".aq-time figure")
    assert figure
    marks = [
        str(one.title.string).split("\n") for one in figure.select("svg.aq-svg > g") if one.title
    ]
    rows = [
        [cell.get_text(" ") for cell in row.select("th, td")] for row in figure.select("tbody tr")
    ]
    assert len(rows) == len(marks)
    said = sorted(f"{row[0]}: {row[2]}" for row in rows)
    assert said == sorted(mark[0].partition(". ")[0] for mark in marks)
    assert ["20 Nov 2026", "Morgan", "held, agenda shared late", "5 of 5"] in [r[:4] for r in rows]
    told = next(row for row in rows if row[:2] == ["30 Oct 2026", "Morgan"])
    assert told[4:] == ["Cut p95 to 310 ms (graph)", "3", ""]
    held = next(mark for mark in marks if mark[0].startswith("30 Oct 2026"))
    assert held == [
        "30 Oct 2026: held. Effective 3 of 5. 1 accomplishment. 3 actions opened, 0 closed",
        "Cut p95 to 310 ms (graph)",
    ]


def test_an_agenda_that_was_late(stage: MakeStage) -> None:
    """A late agenda is half a dot, a word in table, sentence and legend; else nothing is."""
    quiet = stage().soup("view: timeline")
    assert "late" not in quiet.text
    assert not quiet.select(".aq-mark--half")
    soup = late(stage(), "2026-11-20").soup("view: timeline")
    drawn = soup.select_one(".aq-time .aq-scroll > svg")
    assert drawn
    assert len(drawn.select(".aq-mark--half")) == 1
    assert soup.select_one("figcaption").text.startswith(  # type: ignore[union-attr]
        "3 meetings held, 1 cancelled, 1 missed, 1 agenda shared late; "
    )
    assert "agenda shared late" in soup.select_one(".aq-legend").text  # type: ignore[union-attr]


def test_the_key_knows_what_git_knows(stage: MakeStage) -> None:
    """A page with a timeline is made again when git tells otherwise, one with a calendar is not."""
    for view, same in (("timeline", False), ("calendar", True)):
        keys = {
            view_key(f"view: {view}", late(stage(), *days).context)
            for days in ((), ("2026-11-20",), ("2026-10-30",))
        }
        assert (len(keys) == 1) == same, view


def test_a_year_is_left_alone(stage: MakeStage) -> None:
    """What happens today changes no picture of an earlier year."""
    older = {**NOTES, "lee/2024-01-09.md": "---\ndate: 2024-01-09\n---\n"}
    newer = {
        **older,
        "lee/2026-11-17.md": "---\ndate: 2026-11-17\n---\n## Accomplishments\n\n- Yes\n",
    }
    for view in ("timeline", "calendar"):
        keys = {view_key(f"view: {view}\nperiod: 2024", stage(n).context) for n in (older, newer)}
        assert len(keys) == 1, view


def test_what_scripts_draw_from(stage: MakeStage) -> None:
    """The page holds each day of each series in a few numbers."""
    older = {**NOTES, "lee/2024-01-09.md": "---\ndate: 2024-01-09\n---\n"}
    soup = late(stage(older), "2026-11-20").soup("view: timeline")
    place = soup.select_one(".aq-time")
    assert place
    data = json.loads(str(place["data-time"]))
    assert (data["whole"], data["shown"]) == (
        ["2024-01-01", "2026-11-30"],
        ["2025-12-01", "2026-11-30"],
    )
    morgan, lee = data["lanes"]
    first = (day("2026-10-30") - day("1970-01-01")).days
    assert morgan == {
        "name": "Morgan",
        "days": [first, 7, 7, 7, 7],
        "kinds": "hcmhp",
        "late": [0, 0, 0, 1],
        "won": [1, 0, 0, 1],
        "opened": [3, 0, 0, 2],
        "closed": [0, 0, 0, 1],
        "effective": [3, 0, 0, 5],
        "around": ["../morgan/", "/"],
        "urls": {},
    }
    assert lee["kinds"] == "hh"


def test_columns_where_marks_have_no_room(stage: MakeStage) -> None:
    """A picture of years draws a column for each month or quarter, and counts what is in it."""
    days = [day("2026-11-20") - dt.timedelta(weeks=n) for n in range(500)]
    notes = {f"morgan/{one}.md": f"---\ndate: {one}\n---\n" for one in days}
    notes["morgan/index.md"] = INDEX
    soup = stage(notes).soup("view: timeline")
    always = soup.select_one(".aq-time-all")
    assert always
    numbers = [
        int(one.text) for one in always.select("svg.aq-svg > .aq-tick") if one.text.isdigit()
    ]
    counts = [one for one in numbers if one < 2000]
    rows = [row.select("td")[0].text for row in always.select("tbody tr")]
    assert len(rows) == 39
    assert sum(int(row.partition(" held")[0]) for row in rows) == 500
    assert [f"{one} held" for one in reversed(counts)] == rows
    assert "Q4 2026" in always.select("tbody th")[0].text


@pytest.mark.parametrize(
    ("places", "moved"),
    [
        ([], []),
        ([5.0, 30.0], [5.0, 30.0]),
        ([10.0, 12.0], [6.0, 16.0]),
        ([10.0, 10.0, 10.0], [0.0, 10.0, 20.0]),
        ([0.0, 9.0, 40.0, 41.0], [-0.5, 9.5, 35.5, 45.5]),
    ],
)
def test_spread(places: list[float], moved: list[float]) -> None:
    """Marks that stand too close make room for each other, and no others move."""
    assert spread(places, 10) == moved
