"""What happened between two states of all notes, as events."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aquip.core.compare import between
from aquip.core.events import Event
from aquip.core.record import assemble
from aquip.report.events import item_text, phrase
from tests.core.conftest import SETTINGS, TODAY, MakeRecord, note_of

FIRST, SECOND, THIRD = (f"morgan/2026-11-{day}.md" for day in ("06", "13", "20"))
NEXT = "morgan/2026-11-27.md"


def note(*sections: str, status: str = "held") -> str:
    """Write a meeting of sections, each a heading and its items."""
    return f"---\nstatus: {status}\n---\n\n" + "\n\n".join(sections) + "\n"


def section(heading: str, *items: str) -> str:
    """Write a section."""
    return f"## {heading}\n\n" + "\n".join(f"- {item}" for item in items)


def actions(*items: str, status: str = "held") -> str:
    """Write a meeting of actions."""
    return note(section("Actions", *items), status=status)


def priorities(*items: str, status: str = "held") -> str:
    """Write a meeting of ranked priorities."""
    ranked = "\n".join(f"{n}. {item}" for n, item in enumerate(items, start=1))
    return note(f"## Priorities\n\n{ranked}", status=status)


Said = list[tuple[str, str, str]]


def said(events: tuple[Event, ...]) -> Said:
    """Return meeting, words and item of what is not private."""
    return [
        (event.meeting.name[5:], phrase(event, TODAY), item_text(event))
        for event in events
        if not event.private
    ]


def told(make_record: MakeRecord, before: dict[str, str], after: dict[str, str]) -> Said:
    """Compare two records made of texts."""
    return said(between(make_record(before), make_record(after)))


def test_nothing_is_told_of_the_same_notes(make_record: MakeRecord) -> None:
    """Two readings of equal texts differ in nothing."""
    notes = {FIRST: actions("[ ] @sam Write it ^abcd"), SECOND: priorities("One", "Two")}
    assert told(make_record, notes, dict(notes)) == []


def test_carried_due_moved_and_handed_on(make_record: MakeRecord) -> None:
    """A meeting more: which time it is carried, how often its date moved, whose it is now."""
    before = {
        FIRST: actions("[ ] @sam Write it (due:: 2026-11-13) ^abcd"),
        SECOND: actions("[ ] @sam Write it (due:: 2026-11-20) ^abcd"),
    }
    after = {**before, THIRD: actions("[ ] @lee Write it (due:: 2026-11-27) ^abcd")}
    expected = [
        ("11-20", "held", ""),
        ("11-20", "carried for the 2nd time", "Write it"),
        ("11-20", "due moved from 20 Nov to 27 Nov, for the 2nd time", "Write it"),
        ("11-20", "handed from @sam to @lee", "Write it"),
    ]
    assert expected == told(make_record, before, after)


@pytest.mark.parametrize(
    ("now", "words"),
    [
        ("[x] @sam Write it ^abcd", ["done"]),
        ("[-] @sam Write it ^abcd", ["dropped"]),
        ("[ ] @sam Write it (due:: 2026-12-01) ^abcd", ["now due 1 Dec"]),
        ("[ ] Write it ^abcd", ["taken from @sam, now nobody's"]),
        ("[ ] @sam Write it well ^abcd", ["reworded"]),
        ("[ ] @sam **Write** it ^abcd", ["text edited"]),
        ("[ ] @sam Write it ^efgh", ["added", "taken out"]),
    ],
)
def test_what_becomes_of_an_item_where_it_stands(
    make_record: MakeRecord, now: str, words: list[str]
) -> None:
    """Box, fields, owner, words: each change has its name, and emphasis is none."""
    before = {FIRST: actions("[ ] @sam Write it ^abcd")}
    found = told(make_record, before, {FIRST: actions(now)})
    assert words == sorted(what for _, what, _ in found)


def test_added_and_closed_at_once(make_record: MakeRecord) -> None:
    """What was raised and done within one change is both."""
    found = told(make_record, {FIRST: actions()}, {FIRST: actions("[x] @sam Write it")})
    assert found == [("11-06", "added", "Write it"), ("11-06", "done", "Write it")]


def test_reopened(make_record: MakeRecord) -> None:
    """What was done and is open again says so."""
    before = {FIRST: actions("[x] @sam Write it ^abcd")}
    found = told(make_record, before, {FIRST: actions("[ ] @sam Write it ^abcd")})
    assert found == [("11-06", "reopened", "Write it")]


def test_ids_that_are_stamped_later_make_no_new_items(make_record: MakeRecord) -> None:
    """`aquip fmt` gives ids: the items stay what they were, be there two of the same words."""
    before = {FIRST: actions("[ ] @sam Write it", "[ ] @lee Write it")}
    after = {FIRST: actions("[ ] @sam Write it ^abcd", "[ ] @lee Write it ^efgh")}
    assert told(make_record, before, after) == [("11-06", "text edited", "")]


def test_reworded_without_an_id(make_record: MakeRecord) -> None:
    """The likest text is the same item in other words; what is not alike is another."""
    before = {FIRST: actions("[ ] @sam Write the proposal for the rota", "[ ] @sam Book a room")}
    after = {FIRST: actions("[ ] @sam Write a proposal for the new rota", "[ ] @sam Call Lee")}
    expected = [
        ("11-06", "added", "Call Lee"),
        ("11-06", "reworded", "Write a proposal for the new rota"),
        ("11-06", "taken out", "Book a room"),
    ]
    assert expected == sorted(told(make_record, before, after))


def test_from_question_to_action(make_record: MakeRecord) -> None:
    """An item that moves to another section ends there, and is raised here, be it by its id."""
    question = section("Questions & Issues", "[ ] Who writes it? ^abcd")
    action = section("Actions", "[ ] @sam Write it ^abcd")
    found = told(make_record, {FIRST: note(question)}, {FIRST: note(action)})
    expected = [("11-06", "added", "Write it"), ("11-06", "taken out", "Who writes it?")]
    assert expected == sorted(found)


def test_taken_out_of_the_newest_meeting_alone(make_record: MakeRecord) -> None:
    """An item deleted from the agenda is told there, and not as if its past had come back."""
    before = {
        FIRST: actions("[ ] @sam Write it (due:: 2026-11-13) ^abcd"),
        NEXT: actions("[ ] @lee Write it (due:: 2026-12-01) ^abcd", status="planned"),
    }
    after = {**before, NEXT: actions(status="planned")}
    expected = [
        ("11-06", "lost: open, but not in the next meeting", "Write it"),
        ("11-27", "taken out", "Write it"),
    ]
    assert expected == told(make_record, before, after)


def test_a_note_that_is_deleted(make_record: MakeRecord) -> None:
    """It is told once; what was carried into it goes on where it was, the rest went with it."""
    before = {
        FIRST: actions("[ ] @sam Write it ^abcd"),
        NEXT: actions("[ ] @sam Write it ^abcd", "[ ] @sam New here ^efgh", status="planned"),
    }
    after = {FIRST: before[FIRST]}
    expected = [("11-27", "note deleted", ""), ("11-27", "taken out", "New here")]
    assert expected == sorted(told(make_record, before, after))


def test_a_meeting_that_moves(make_record: MakeRecord) -> None:
    """A renamed note is the same meeting on another day: nothing in it is new."""
    text = note(section("Questions & Issues", "[ ] Who writes it?"), status="planned")
    later = "morgan/2026-11-30.md"
    before, after = make_record({NEXT: text}), make_record({later: text})
    found = between(before, after, {f"notes/{later}": f"notes/{NEXT}"})
    assert said(found) == [("11-30", "moved from 27 Nov to 30 Nov", "")]


def test_the_old_name_of_a_note_that_hides_something(make_record: MakeRecord) -> None:
    """What a note was called is not told where parts of it are hidden, unless it was its day."""
    text, later = f"---\nstatus: planned\n---\n\n{_hide('Who?')}\n", "morgan/2026-11-30.md"
    for old, expected in (
        (NEXT, [("11-30", "moved from 27 Nov to 30 Nov", "")]),
        ("morgan/2026-11-27-raise.md", []),
    ):
        before, after = make_record({old: text}), make_record({later: text})
        assert expected == said(between(before, after, {f"notes/{later}": f"notes/{old}"}))


def test_a_mended_gap_is_told_where_it_was_mended(make_record: MakeRecord) -> None:
    """An item taken into the meeting that lacked it is carried there, not in the newest one."""
    item = "[ ] @sam Write it ^abcd"
    before = {FIRST: actions(item), SECOND: actions(), THIRD: actions(item)}
    after = {**before, SECOND: actions(item)}
    assert told(make_record, before, after) == [("11-13", "carried over", "Write it")]


def test_what_was_agreed_about_a_question(make_record: MakeRecord) -> None:
    """Details written after the meeting are told of their item; finished steps need not carry."""
    asked = note(section("Questions & Issues", "[ ] Who writes it? ^abcd\n  - [x] ask Lee"))
    agreed = f"{asked}  - Outcome: Lee does\n"
    found = told(make_record, {FIRST: asked}, {FIRST: agreed})
    assert found == [("11-06", "details edited", "Who writes it?")]
    carried = note(section("Questions & Issues", "[ ] Who writes it? ^abcd"), status="planned")
    found = told(make_record, {FIRST: asked}, {FIRST: asked, NEXT: carried})
    assert found == [("11-27", "carried over", "Who writes it?")]


def test_the_order_of_priorities(make_record: MakeRecord) -> None:
    """Who moved is told, not who made room; a new order that leaves one out says so."""
    before = {FIRST: priorities("One ^one1", "Two ^two2", "Three ^three3", "Four ^four4")}
    moved = priorities("Four ^four4", "One ^one1", "Two ^two2", status="planned")
    expected = [
        ("11-06", "left out of the next order", "Three"),
        ("11-27", "moved up from 4 to 1", "Four"),
    ]
    found = told(make_record, before, {**before, NEXT: moved})
    assert expected == [one for one in found if "carried" not in one[1]]


def test_accomplishments_are_told_once(make_record: MakeRecord) -> None:
    """One that another meeting told before is no news, and a new one is."""
    before = {FIRST: note(section("Accomplishments", "Cut p95 to 310 ms"))}
    again = note(section("Accomplishments", "Cut p95 to **310 ms**", "Hired Wen"), status="planned")
    found = told(make_record, before, {**before, NEXT: again})
    assert found == [("11-27", "agenda shared", ""), ("11-27", "added", "Hired Wen")]


def test_a_meeting_itself(make_record: MakeRecord) -> None:
    """Planned with nothing in it, shared, held, confirmed, cancelled with its new date."""
    empty, asked = note(status="planned"), section("Questions & Issues", "[ ] Who?")
    confirmed = section("Priorities", "[x] Order confirmed with @morgan")
    steps = [
        {},
        {NEXT: empty},
        {NEXT: note(asked, status="planned")},
        {NEXT: note(asked, confirmed)},
        {NEXT: note(asked, confirmed, status="cancelled\nmoved_to: 2026-11-30")},
    ]
    records = [make_record(step) for step in steps]
    found = [said(between(a, b)) for a, b in pairwise(records)]
    assert found == [
        [("11-27", "planned", "")],
        [("11-27", "agenda shared", ""), ("11-27", "added", "Who?")],
        [("11-27", "held", ""), ("11-27", "confirmed", "Order confirmed with @morgan")],
        [("11-27", "cancelled, moved to 30 Nov", "")],
    ]


def test_items_go_on_in_another_series(make_record: MakeRecord) -> None:
    """`aquip new B --from A` takes items along: they are carried, not raised."""
    index = {"lee/index.md": "---\nwith: lee\n---\n"}
    before = {**index, FIRST: actions("[ ] @sam Write it ^abcd")}
    after = {**before, "lee/2026-11-20.md": actions("[ ] @sam Write it ^abcd", status="planned")}
    assert told(make_record, before, after) == [("11-20", "carried over", "Write it")]


def test_most_of_a_record_is_not_looked_at(make_record: MakeRecord) -> None:
    """Notes that both states share pair at once, also where one of their ids is there twice."""
    notes = {FIRST: actions("[ ] @sam Write it ^abcd", "[ ] @lee Write it ^abcd")}
    before = make_record(notes)
    assert between(before, before) == ()
    after = make_record({**notes, NEXT: actions("[ ] @sam Write it ^abcd", status="planned")})
    assert said(between(before, after)) == [("11-27", "carried over", "Write it")]


def _hide(text: str) -> str:
    return f"<!-- private -->\n{text}\n<!-- /private -->"


RAISE = "[ ] @sam Ask about the raise (due:: 2026-12-01) ^r41se"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (actions(RAISE), f"## Actions\n\n{_hide('- ' + RAISE)}\n"),
        (f"## Actions\n\n{_hide('- ' + RAISE)}\n", actions(RAISE)),
        (f"## Actions\n\n{_hide('- ' + RAISE)}\n", actions(RAISE.replace("raise", "salary"))),
        (actions(RAISE), f"---\npublish: false\n---\n\n## Actions\n\n- {RAISE}\n"),
        (actions(RAISE), f"## Actions\n\n{_hide('Ask about the raise, and a car')}\n"),
        (
            actions("[ ] @sam Prepare, and ask\n  about the raise ^r41se"),
            actions(f"[ ] @sam Prepare ^r41se\n{_hide('  - and ask about the raise')}"),
        ),
        (
            actions("[ ] @sam Prepare ^r41se\n  - the raise"),
            actions(f"[ ] @sam Prepare ^r41se\n{_hide('  - the raise')}"),
        ),
        (actions(RAISE), actions(f"[ ] @sam Tea ^other\n{_hide('- [x] ' + RAISE[4:])}")),
    ],
    ids=["hidden", "shown", "reworded", "unpublished", "in text", "cut", "details", "closed"],
)
def test_what_is_hidden_at_either_time_is_not_told(
    make_record: MakeRecord, before: str, after: str
) -> None:
    """Neither its old text nor its new one, nor that anything happened to it."""
    events = between(make_record({FIRST: before}), make_record({FIRST: after}))
    public = [event for event in events if not event.private]
    texts = [text for e in public for text in (e.before, e.after, e.item and e.item.text) if text]
    assert [text for text in texts if "raise" in text or "salary" in text] == []


WORDS = ("rota", "budget", "hiring", "salary", "office", "travel", "review", "onboarding")
DONE_TO = ("nothing", "hidden", "done", "gone", "moved", "reworded")


@given(done=st.lists(st.sampled_from(DONE_TO), min_size=1, max_size=8), ids=st.booleans())
def test_whatever_else_happens_nothing_hidden_is_told(done: list[str], ids: bool) -> None:
    """Among items that are closed, moved, reworded and deleted at the same time, too."""
    lines = [
        f"- [ ] @sam Plan the {word} for June" + (f" ^id{word}" if ids else "")
        for word in WORDS[: len(done)]
    ]
    changed: dict[str, Callable[[str], str]] = {
        "hidden": lambda line: _hide(line.replace("[ ]", "[x]")),
        "done": lambda line: line.replace("[ ]", "[x]"),
        "reworded": lambda line: line.replace("for June", "for July"),
        "gone": lambda _: "",
    }
    stay = [
        changed[how](one) if how in changed else one for one, how in zip(lines, done, strict=True)
    ]
    now = sorted(stay, key=lambda line: done[stay.index(line)] == "moved")
    before, after = (
        assemble([note_of(text, uri) for uri, text in notes.items()], SETTINGS, TODAY)
        for notes in (
            {"morgan/index.md": "---\nwith: morgan\n---\n", FIRST: "\n".join(part)}
            for part in (["## Actions", "", *lines], ["## Actions", "", *now])
        )
    )
    hidden = [word for word, how in zip(WORDS, done, strict=False) if how == "hidden"]
    public = [event for event in between(before, after) if not event.private]
    texts = [text for e in public for text in (e.before, e.after, e.item and e.item.text) if text]
    assert not [text for text in texts for word in hidden if word in text]


def test_a_hidden_series_is_not_told(make_record: MakeRecord) -> None:
    """Where the series' own page is hidden, no public record has its meetings."""
    index = {"lee/index.md": "---\nwith: lee\npublish: false\n---\n"}
    after = {**index, "lee/2026-11-20.md": actions("[ ] @sam Write it ^abcd")}
    assert told(make_record, index, after) == []


def test_hidden_items_do_not_count(make_record: MakeRecord) -> None:
    """A rank counts what can be seen; an agenda of hidden items alone is not shared."""
    order = f"## Priorities\n\n{_hide('1. Hidden ^hidd')}\n2. {{}}\n3. {{}}\n4. {{}}\n"
    found = told(
        make_record,
        {FIRST: order.format("One ^one1", "Two ^two2", "Three ^three3")},
        {FIRST: order.format("Three ^three3", "One ^one1", "Two ^two2")},
    )
    assert found == [("11-06", "moved up from 3 to 1", "Three")]
    agenda = f"## Questions & Issues\n\n{_hide('- [ ] The raise?')}"
    assert told(make_record, {}, {NEXT: note(agenda, status="planned")}) == []
