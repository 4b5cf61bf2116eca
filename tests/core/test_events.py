"""What a change of one meeting's note meant: the same events as between two states."""

from __future__ import annotations

import pytest

from aquip.core.events import Occurrences
from aquip.core.meeting_events import of_meeting
from aquip.core.model import Item, Meeting, Record
from aquip.report.events import item_text, ordinal, phrase, row, summary, summary_of_many
from tests.core.conftest import TODAY, MakeRecord
from tests.core.test_compare import FIRST, NEXT, SECOND, actions, note, section


def meeting(record: Record) -> Meeting:
    """Return the record's newest meeting."""
    return record.meetings[-1]


def nowhere(_: Item) -> Occurrences:
    """Know an item from no earlier meeting."""
    return ()


def earlier(record: Record, last: Meeting) -> dict[str, Occurrences]:
    """Return where the items with ids stand before a meeting."""
    return {
        thread.item.id: tuple(o for o in thread.occurrences if o.meeting is not last)
        for thread in record.threads
        if thread.item.id
    }


def test_a_note_that_is_new(make_record: MakeRecord) -> None:
    """What it carries was raised before, and is counted from there."""
    item = "[ ] @sam Write it ^abcd"
    record = make_record({FIRST: actions(item), SECOND: actions(item), NEXT: actions(item)})
    known = earlier(record, meeting(record))
    found = of_meeting(None, meeting(record), lambda item: known.get(item.id or "", ()))
    assert [phrase(event) for event in found] == ["carried for the 2nd time", "held"]


def test_a_note_that_goes(make_record: MakeRecord) -> None:
    """What it carried goes on where it was; what it raised is taken out."""
    item, new = "[ ] @sam Write it ^abcd", "[ ] @lee Call them ^efgh"
    record = make_record({FIRST: actions(item), NEXT: actions(item, new)})
    known = earlier(record, meeting(record))
    found = of_meeting(meeting(record), None, lambda item: known.get(item.id or "", ()))
    said = [(phrase(event), item_text(event)) for event in found]
    assert said == [("taken out", "Call them"), ("note deleted", "")]


def test_a_note_that_changes(make_record: MakeRecord) -> None:
    """Each of its items is told by itself, and nothing of those that stay."""
    before = make_record({NEXT: actions("[ ] @sam Write it", "[ ] @lee Call", status="planned")})
    after = make_record({NEXT: actions("[x] @sam Write it", "[ ] @lee Call")})
    found = of_meeting(meeting(before), meeting(after), nowhere)
    assert [(phrase(e), item_text(e)) for e in found] == [("done", "Write it"), ("held", "")]


def test_an_event_as_data(make_record: MakeRecord) -> None:
    """Every key that is promised is there, null where there is no value."""
    before = make_record({NEXT: actions("[ ] @sam Write _it_ (due:: 2026-11-27) ^abcd")})
    after = make_record({NEXT: actions("[ ] @sam Write _it_ (due:: 2026-12-04) ^abcd")})
    (event,) = of_meeting(meeting(before), meeting(after), nowhere)
    assert {
        "event": "due_moved",
        "item": "abcd",
        "text": "Write _it_",
        "series": "morgan",
        "meeting": "2026-11-27",
        "path": f"notes/{NEXT}",
        "line": 7,
        "commit": "c0ffee",
        "author": "@sam",
        "when": None,
        "before": "2026-11-27",
        "after": "2026-12-04",
        "section": "actions",
        "carries": 0,
        "due_moves": 0,
    } == row(event, "c0ffee", "@sam")


def test_a_line_about_a_meeting(make_record: MakeRecord) -> None:
    """It counts by kind and section, and names how often what is open has been carried."""
    old = actions("[ ] @sam Write it ^abcd", "[ ] @lee Call ^efgh")
    asked = section("Questions & Issues", "[ ] Who?", "[ ] When?")
    carried = section("Actions", "[ ] @sam Write it ^abcd", "[x] @lee Call ^efgh")
    text = note(asked, carried, status="planned")
    after = make_record({FIRST: old, SECOND: old, "morgan/2026-11-20.md": old, NEXT: text})
    known = earlier(after, meeting(after))
    found = of_meeting(None, meeting(after), lambda item: known.get(item.id or "", ()))
    shared = "2 questions added, 1 action done, 1 carried (one for the 3rd time)"
    assert f"agenda shared, {shared}" == summary(found, TODAY)
    assert f"1 agenda shared, {shared}" == summary_of_many(found)
    assert summary([]) == summary_of_many([]) == ""


def test_a_line_about_many_meetings(make_record: MakeRecord) -> None:
    """Meetings are counted by what happened to them, and what was done to notes by that."""
    record = make_record({FIRST: actions(), SECOND: actions("[ ] @sam Write it")})
    deleted = [e for one in record.meetings for e in of_meeting(one, None, nowhere)]
    planned = of_meeting(None, meeting(make_record({NEXT: actions(status="planned")})), nowhere)
    expected = "1 meeting planned, 2 notes deleted, 1 taken out"
    assert expected == summary_of_many([*deleted, *planned])


@pytest.mark.parametrize(
    ("number", "said"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"), (21, "21st")],
)
def test_ordinals(number: int, said: str) -> None:
    """Places in a row are said as people say them."""
    assert said == ordinal(number)
