"""Actions as they are found in the wild: owner, task, due date, state."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aquip.core.settings import Person, Settings
from aquip.importing.actions import ActionReader, leads
from aquip.importing.model import Options

FRIDAY = dt.date(2024, 3, 15)


@pytest.fixture
def reader(options: Options) -> ActionReader:
    """Reads the actions of a meeting on a Friday."""
    return ActionReader(options, FRIDAY)


@pytest.mark.parametrize(
    ("written", "head"),
    [
        ("ACTION: SC to write the draft", "[ ] @sarah write the draft"),
        ("Action Item: Morgan to ask", "[ ] @morgan ask"),
        ("ACTION Lee to book the room", "[ ] @lee book the room"),
        ("**Action - Lee** Book the room", "[ ] @lee Book the room"),
        ("**ACTION:** Lee to book the room", "[ ] @lee book the room"),
        ("Action (Lee): Book the room", "[ ] @lee Book the room"),
        ("ACTION [Lee] Book the room", "[ ] @lee Book the room"),
        ("AI: SC, KK to compare", "[ ] @sarah @kim compare"),
        ("TODO: tidy up", "[ ] tidy up"),
        ("[Sam]: Draft the rota - Due 2024-03-22", "[ ] @sam Draft the rota (due:: 2024-03-22)"),
        ("[Sam]: Draft - Due March 22", "[ ] @sam Draft (due:: 2024-03-22)"),
        ("Sam to send the slides", "[ ] @sam send the slides"),
        ("Sam will send the slides", "[ ] @sam will send the slides"),
        ("Sam Reyes and Morgan to send it", "[ ] @sam @morgan send it"),
        ("SC/KK: compare", "[ ] @sarah @kim compare"),
        ("**Sam:** call", "[ ] @sam call"),
        ("Sam – call", "[ ] @sam call"),
        ("SC- call", "[ ] @sarah call"),
        ("Sam ask Lee", "[ ] @sam ask Lee"),
        ("[[Morgan Diaz]] to call", "[ ] @morgan call"),
        ("(SC) call", "[ ] @sarah call"),
        ("call the bank (Sam)", "[ ] @sam call the bank"),
        ("call the bank — Morgan Diaz", "[ ] @morgan call the bank"),
        ("call the bank. Owner: Sam", "[ ] @sam call the bank."),
        ("Follow up in 355. KK, SC.", "[ ] @kim @sarah Follow up in 355."),
        ("@zoe call", "[ ] @zoe call"),
        ("[x] call", "[x] call"),
        ("[/] call", "[ ] call"),
        ("Sam ✅ to call", "[x] @sam call"),
        ("**DONE** - call (KK)", "[x] @kim call"),
        ("~~call the bank~~", "[x] ~~call the bank~~"),
        ("call by Friday", "[ ] call by Friday (due:: 2024-03-22)"),
        ("call (due: Jan 5, 2025)", "[ ] call (due:: 2025-01-05)"),
        (
            "call, deadline 20 March for all",
            "[ ] call, deadline 20 March for all (due:: 2024-03-20)",
        ),
        ("call due 2024-04-01 ^abcd", "[ ] call due 2024-04-01 (due:: 2024-04-01) ^abcd"),
    ],
)
def test_an_action_is_understood(reader: ActionReader, written: str, head: str) -> None:
    """Owner, state and date are read however they are written; the task keeps its words."""
    action = reader.read(written)
    assert action is not None
    assert action.head == head


@pytest.mark.parametrize(
    "written",
    [
        "Need to fix the build",
        "Samuel to send it",
        "Sam's plan",
        "Zoe to send it",
        "SC-42 is to be closed",
        "`Sam` to read",
        "[Sam](https://example.org) to read",
        "call, due 03/04/2024",
        "call [due:: 2024-04-01]",
        "call 📅 2024-04-01",
    ],
)
def test_what_is_not_known_stays_text(reader: ActionReader, written: str) -> None:
    """Nobody is an owner by a guess, and what the format reads by itself is left to it."""
    action = reader.read(written)
    assert action is not None
    assert action.head == f"[ ] {written}"


def test_strangers_are_named(reader: ActionReader) -> None:
    """Who looks like an owner and is not known is told, so that the user can say who it is."""
    names = {"Zoe to send it": ("Zoe",), "eP: reach out": ("eP",), "Need to fix": ()}
    for written, expected in names.items():
        action = reader.read(written)
        assert action is not None
        assert action.strangers == expected


@pytest.mark.parametrize("written", ["", "None", "N/A", "ACTION: none", "*TBD*"])
def test_nothing_is_no_action(reader: ActionReader, written: str) -> None:
    """A line that says that there is nothing to do is none."""
    assert reader.read(written) is None


@pytest.mark.parametrize(
    "line", ["Action plan for Q3", "Actions speak louder", "AI is coming", "today: fine", "ACTION:"]
)
def test_words_that_only_begin_so(line: str) -> None:
    """A sentence about actions is no action."""
    assert not leads(line)


@given(st.text())
def test_no_text_stops_it(text: str) -> None:
    """Any text at all is read without an error."""
    reader = ActionReader(Options(Settings()), FRIDAY)
    reader.read(text)
    leads(text)


def test_fields_are_written_in_the_language_of_the_notes() -> None:
    """A repository whose word for due is another gets no English field."""
    settings = Settings(words={"fällig": "due"}, me="sam", people={"sam": Person("sam", "Sam")})
    reader = ActionReader(Options(settings, {}), dt.date(2024, 3, 15))
    action = reader.read("Sam: send the figures, due 2024-03-22")
    assert action is not None
    assert action.head == "[ ] @sam send the figures (fällig:: 2024-03-22)"
    assert action.due == dt.date(2024, 3, 22)
