"""``aquip check --fix``: what it mends, once and for all, and what it does not touch."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from aquip import load
from aquip.core.model import Note, Record
from aquip.core.parse import parse
from aquip.core.record import assemble
from aquip.core.settings import Person, Settings
from aquip.rules import check
from aquip.rules.fixing import Fixed, fix

SETTINGS = Settings(
    me="sam", people={"sam": Person("sam", "Sam Reyes"), "lee": Person("lee", "Lee Ng")}
)
INDEX = "---\nwith: lee\n---\n"
HELD, PLANNED = "2026-11-13", "2026-11-27"


def note_of(name: str, text: str) -> Note:
    """Parse a note of the series."""
    uri = f"lee/{name}.md"
    return parse(text, path=f"notes/{uri}", uri=uri, settings=SETTINGS)


def record_of(**texts: str) -> Record:
    """Assemble meetings, by date with underscores, beside their series' index."""
    notes = [note_of(name.strip("_").replace("_", "-"), text) for name, text in texts.items()]
    return assemble([note_of("index", INDEX), *notes], SETTINGS, dt.date(2026, 11, 22))


def mended(record: Record, *select: str) -> Fixed:
    """Mend everything."""
    return fix(record, lambda _: True, select=select)


def text_of(fixed: Fixed, date: str) -> str:
    """Return what a meeting says then."""
    return fixed.record.note_at[f"notes/lee/{date}.md"].text


def test_the_date_of_the_name_goes_into_the_front_matter() -> None:
    """AQ003 and AQ004: nothing is guessed where the file's name says it."""
    record = record_of(_2026_11_13="## Notes\n", _2026_11_20="---\nstatus: held\n---\n")
    fixed = mended(record, "AQ003", "AQ004")
    assert text_of(fixed, "2026-11-13") == "---\ndate: 2026-11-13\n---\n\n## Notes\n"
    assert text_of(fixed, "2026-11-20") == "---\nstatus: held\ndate: 2026-11-20\n---\n"


def test_missing_sections_are_added_in_their_places() -> None:
    """AQ101: headings alone, each before the first that comes later, line endings as they are."""
    text = "---\r\ndate: 2026-11-13\r\n---\r\n\r\n## Priorities\r\n\r\n1. One\r\n"
    fixed = mended(record_of(_2026_11_13=text), "AQ101")
    front, _, rest = text.partition("## Priorities")
    assert text_of(fixed, HELD) == (
        f"{front}## Accomplishments\r\n\r\n## Questions & Issues\r\n\r\n## Priorities{rest}"
        "\r\n## Actions\r\n"
    )


def test_a_note_in_nobodys_form_is_given_none() -> None:
    """AQ101: where no section is recognised, headings may have other names there."""
    fixed = mended(record_of(_2026_11_13="---\ndate: 2026-11-13\n---\n\n## Erfolge\n"), "AQ101")
    assert fixed.notes == {}


def test_sections_are_put_in_order_whole() -> None:
    """AQ102: each with all that stands in it; a section of one's own stays where it is."""
    text = (
        "---\ndate: 2026-11-13\n---\n\n## Actions\n\n- [ ] @sam Do it ^abcd1\n\n"
        "## Mine\n\nwords\n\n## Wins\n\n- Done\n\n### Also\n\n- More"
    )
    fixed = mended(record_of(_2026_11_13=text), "AQ102")
    assert text_of(fixed, HELD) == (
        "---\ndate: 2026-11-13\n---\n\n## Wins\n\n- Done\n\n### Also\n\n- More\n\n"
        "## Mine\n\nwords\n\n## Actions\n\n- [ ] @sam Do it ^abcd1"
    )


@pytest.mark.parametrize(
    "text",
    [
        "## Actions\n\n<!-- private -->\n- [ ] one\n\n## Wins\n\n- two\n<!-- /private -->\n",
        "### Actions\n\n- [ ] one\n\n## Wins\n\n- two\n",
        "## Actions\n\n- [ ] one\n\n# Part two\n\n## Wins\n\n- two\n",
        "## Actions\n\n<<<<<<< ours\n- [ ] one\n=======\n>>>>>>> theirs\n\n## Wins\n\n- two\n",
    ],
    ids=["private", "levels", "parts", "conflict"],
)
def test_sections_that_do_not_stand_for_themselves_are_not_moved(text: str) -> None:
    """AQ102: neither out of a private part, nor from another level or part, nor amid a merge."""
    fixed = mended(record_of(_2026_11_13=f"---\ndate: 2026-11-13\n---\n\n{text}"), "AQ102")
    assert fixed.notes == {}


def test_an_action_gets_its_box() -> None:
    """AQ502."""
    record = record_of(_2026_11_13="## Actions\n\n- @sam Do it\n* Do that\n")
    fixed = mended(record, "AQ502")
    assert text_of(fixed, HELD) == "## Actions\n\n- [ ] @sam Do it\n* [ ] Do that\n"


def test_a_lost_item_goes_into_the_meeting_that_is_planned() -> None:
    """AQ509: with its details and its privacy; what was held since stays the record it is."""
    record = record_of(
        _2026_11_06="## Actions\n\n- [ ] @sam One ^abcd1\n  - a detail\n"
        "<!-- private -->\n- [ ] @sam Two ^abcd2\n<!-- /private -->\n",
        _2026_11_13="## Actions\n\n- [ ] @sam Three ^abcd3\n",
        _2026_11_27="## Actions\n\n- [ ] @sam Three ^abcd3\n",
    )
    fixed = mended(record, "AQ509")
    assert [*fixed.notes] == [f"notes/lee/{PLANNED}.md"]
    assert text_of(fixed, PLANNED) == (
        "## Actions\n\n- [ ] @sam Three ^abcd3\n"
        "- [ ] @sam One (since:: 2026-11-06) ^abcd1\n  - a detail\n"
        "<!-- private -->\n- [ ] @sam Two (since:: 2026-11-06) ^abcd2\n<!-- /private -->\n"
    )
    assert not any(thread.lost for thread in fixed.record.threads)


def test_nothing_is_carried_where_no_meeting_is_planned() -> None:
    """AQ509: `aquip new` carries it."""
    record = record_of(
        _2026_11_06="## Actions\n\n- [ ] @sam One ^abcd1\n", _2026_11_13="## Actions\n"
    )
    assert mended(record, "AQ509").notes == {}


def test_only_what_is_asked_for_is_mended() -> None:
    """Other notes, other rules, and what is silenced or turned off stay."""
    text = "---\ndate: 2026-11-13\n---\n\n## Actions\n\n- @sam Do it <!-- aquip: ignore AQ502 -->\n"
    record = record_of(_2026_11_13=text, _2026_11_20="## Actions\n\n- @sam That\n")
    assert fix(record, lambda path: "11-13" in path, select=["AQ502"]).notes == {}
    assert fix(record, lambda _: True, select=["AQ003"]).notes.keys() == {"notes/lee/2026-11-20.md"}


PIECES = st.sampled_from(
    [
        "## Actions\n\n",
        "## Wins\n\n",
        "## Questions & Issues\n\n",
        "## Mine\n\n",
        "### Also\n\n",
        "- [ ] @sam Do it\n",
        "- @lee That [due:: 2026-11-27]\n",
        "* [X] Done ✅ 2026-11-05\n",
        "  - a detail\n",
        "words\n\n",
        "<!-- private -->\n",
        "<!-- /private -->\n",
        "```\n",
        "---\n",
        "<div>\n",
        "<<<<<<< ours\n",
    ]
)
TEXTS = st.lists(PIECES, max_size=12).map("".join)


@settings(max_examples=60, deadline=None)
@given(TEXTS, TEXTS)
@example("## Actions\n\n- [ ] @sam Do it\n", "```\n")
@example("## Actions\n\n- [ ] @sam Do it\n- [ ] @sam Do it\n", "")
@example("## Actions\n\n- [ ] @sam Do it\n## Actions\n\n<<<<<<< ours\n", "")
def test_twice_is_once_and_no_word_is_lost(held: str, planned: str) -> None:
    """A second run finds nothing to do, and every word that stood there still does."""
    record = record_of(_2026_11_13=held, _2026_11_27=planned)
    fixed = mended(record)
    assert mended(fixed.record).notes == {}
    for path, note in fixed.notes.items():
        before = {word for word in record.note_at[path].text.split() if word.isalpha()}
        assert before <= set(note.text.split())


def test_the_example_needs_no_more_than_its_lost_items() -> None:
    """What is as it should be is not touched; in the project's own notes, two items are lost."""
    record = load(Path(__file__).parents[2])
    fixable = [finding.code for finding in check(record, record.settings) if finding.fixable]
    assert fixable == ["AQ509", "AQ509"]
    fixed = mended(record)
    for path, note in fixed.notes.items():
        old, new = (each.splitlines() for each in (record.note_at[path].text, note.text))
        assert old == [line for line in new if line in old]
    assert not any(thread.lost for thread in fixed.record.threads)
