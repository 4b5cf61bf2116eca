"""The canonical form: what it writes, that it means the same, and that twice is once."""

from __future__ import annotations

import datetime as dt

import pytest

from aquip.core.canonical import Stamps, canonical
from aquip.core.edit import apply
from aquip.core.model import Note, Record
from aquip.core.parse import parse
from aquip.core.record import assemble
from aquip.core.settings import Person, Settings
from aquip.core.stamps import stamps_for

SETTINGS = Settings(
    me="sam", people={"sam": Person("sam", "Sam Reyes"), "lee": Person("lee", "Lee Ng")}
)
TODAY = dt.date(2026, 11, 22)


def note_of(text: str, uri: str = "morgan/2026-11-06.md") -> Note:
    """Parse a note."""
    return parse(text, path=f"notes/{uri}", uri=uri, settings=SETTINGS)


def formatted(text: str, stamps: Stamps | None = None) -> str:
    """Return a note in canonical form."""
    note = note_of(text)
    return apply(text, canonical(note, SETTINGS, stamps or Stamps()))


FORMS = [
    ("- [X] @sam Do it", "- [x] @sam Do it"),
    ("- [ ] @sam Do it [due:: 2026-11-27]", "- [ ] @sam Do it (due:: 2026-11-27)"),
    ("- [ ] @sam Do it 📅\ufe0f 2026-11-27", "- [ ] @sam Do it (due:: 2026-11-27)"),
    ("- [x] @sam Do ⏫ it ✅ 2026-11-05", "- [x] @sam Do ⏫ it (done:: 2026-11-05)"),
    ("- [ ] @sam Do it ❌ 2026-11-05", "- [-] @sam Do it (dropped:: 2026-11-05)"),
    ("- [ ] @sam Do due:2026-11-27 it", "- [ ] @sam Do it (due:: 2026-11-27)"),
    ("- [ ] (@sam) Do it", "- [ ] @sam Do it"),
    ("- [ ] **Sam:** Do it", "- [ ] @sam Do it"),
    ("- [ ] Do it → @sam", "- [ ] @sam Do it"),
    ("- [ ] Do it — @sam, @lee", "- [ ] @sam @lee Do it"),
    ("- [ ] AI: @sam Do it", "- [ ] @sam Do it"),
    ("- [ ] **ACTION:** Do it", "- [ ] Do it"),
    ("* [ ] @sam Do it", "- [ ] @sam Do it"),
    ("+ [ ] @sam Do it", "- [ ] @sam Do it"),
    ("1) [ ] @sam Do it", "1. [ ] @sam Do it"),
    ("- [ ] @sam ^abcd1 (due:: 2026-11-27)", "- [ ] @sam (due:: 2026-11-27) ^abcd1"),
    ("- [ ] @sam (due:: 2026-11-27) Do it ^abcd1", "- [ ] @sam Do it (due:: 2026-11-27) ^abcd1"),
    (
        "- [ ] @sam Do\n  it [due:: 2026-11-27]\n  now",
        "- [ ] @sam Do\n  it\n  now (due:: 2026-11-27)",
    ),
    ("- [ ] @sam, @lee: Do it", "- [ ] @sam, @lee: Do it"),
    ("- [ ] @sam Do  it", "- [ ] @sam Do  it"),
    ("- [ ] @sam `due:2026-11-27` stays", "- [ ] @sam `due:2026-11-27` stays"),
    ("- [ ] @sam Do it (due:: 2026-11-27)", "- [ ] @sam Do it (due:: 2026-11-27)"),
]


@pytest.mark.parametrize(("written", "expected"), FORMS, ids=[form for form, _ in FORMS])
def test_every_form_that_is_read_becomes_the_canonical_one(written: str, expected: str) -> None:
    """What other tools and people write ends up in one form, and that form is left alone."""
    text = f"## Actions\n\n{written}\n    - a detail [due:: never touched]\n"
    wanted = f"## Actions\n\n{expected}\n    - a detail [due:: never touched]\n"
    assert formatted(text) == wanted
    assert formatted(wanted) == wanted


def test_lists_that_only_their_bullets_keep_apart_stay_apart() -> None:
    """Two lists do not become one, since the page would show them differently."""
    text = "## Actions\n\n- [ ] one\n* [ ] two [due:: 2026-11-27]\n"
    assert formatted(text) == "## Actions\n\n- [ ] one\n* [ ] two (due:: 2026-11-27)\n"


def test_all_else_keeps_every_byte() -> None:
    """Line endings, a byte order mark, odd spacing, other sections, a missing last newline."""
    text = (
        "\ufeff---\r\ndate: 2026-11-06\r\n---\r\n\r\n## Actions\r\n\r\n"
        "*   [X] odd   spacing\r\n\r\n## Else\r\n* [due:: 2026-11-27] ![X]"
    )
    assert formatted(text) == text.replace("*   [X] odd", "-   [x] odd")


def test_a_note_with_conflict_markers_is_left_alone() -> None:
    """Half of a merge is nobody's text."""
    text = "## Actions\n\n<<<<<<< ours\n* [X] one\n=======\n* [ ] one\n>>>>>>> theirs\n"
    assert formatted(text) == text


def record_of(*notes: Note) -> Record:
    """Assemble notes beside a series' index."""
    return assemble([note_of("---\nwith: lee\n---\n", "morgan/index.md"), *notes], SETTINGS, TODAY)


def stamped(*notes: Note) -> list[Note]:
    """Return notes in canonical form, stamped by their record."""
    stamps = stamps_for(record_of(*notes), {note.path for note in notes})
    texts = [
        apply(note.text, canonical(note, SETTINGS, stamps.get(note.path, Stamps())))
        for note in notes
    ]
    return [note_of(text, note.uri) for text, note in zip(texts, notes, strict=True)]


def test_one_item_gets_one_id_wherever_it_stands() -> None:
    """An item that was carried by its text alone has the same id in every meeting."""
    first = note_of("## Actions\n\n- [ ] @sam Do it\n", "morgan/2026-11-06.md")
    second = note_of("## Actions\n\n- [x] @sam Do it\n", "morgan/2026-11-13.md")
    ids = [item.id for note in stamped(first, second) for item in note.items("actions")]
    assert len(set(ids)) == 1
    assert ids[0]


def test_an_item_is_not_torn_apart() -> None:
    """Where only one of its meetings is to be formatted, an item without an id gets none."""
    first = note_of("## Actions\n\n- [ ] @sam Do it\n", "morgan/2026-11-06.md")
    second = note_of("## Actions\n\n- [ ] @sam Do it\n", "morgan/2026-11-13.md")
    stamps = stamps_for(record_of(first, second), {second.path})
    assert stamps.get(second.path, Stamps()).ids == {}


def test_an_item_takes_the_id_it_has_elsewhere() -> None:
    """The id of an earlier meeting is the item's, in later ones too."""
    first = note_of("## Actions\n\n- [ ] @sam Do it ^abcd1\n", "morgan/2026-11-06.md")
    second = note_of("## Actions\n\n- [ ] @sam Do it\n", "morgan/2026-11-13.md")
    assert "Do it ^abcd1" in stamped(first, second)[1].text


def test_a_done_date_is_the_meeting_that_first_shows_it_done() -> None:
    """It stands once, where the item was ticked; a plain question and an open action get none."""
    first = note_of("## Actions\n\n- [x] Do it ^abcd1\n- [ ] Open ^abcd2\n", "morgan/2026-11-06.md")
    second = note_of("## Actions\n\n- [x] Do it ^abcd1\n", "morgan/2026-11-13.md")
    one, two = stamped(first, second)
    assert "- [x] Do it (done:: 2026-11-06) ^abcd1\n- [ ] Open ^abcd2\n" in one.text
    assert two.text == second.text


def test_a_question_that_is_talked_about_once_gets_no_id() -> None:
    """Only what is carried needs one."""
    note = note_of("## Questions & Issues\n\n- Just this\n- [ ] Carried\n")
    (after,) = stamped(note)
    assert "- Just this\n- [ ] Carried ^" in after.text
