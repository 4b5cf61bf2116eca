"""Edits are splices: what is not meant to change keeps every byte."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aquip.core import edit
from aquip.core.model import Note
from tests.core.conftest import SETTINGS, note_of

DUE = dt.date(2026, 11, 27)


def action(source: str) -> Note:
    """Make a note of one action."""
    return note_of(f"## Actions\n\n{source}\n")


def edited(note: Note, *edits: list[edit.Edit]) -> str:
    """Apply edits and return what stands below the heading."""
    text = edit.apply(note.text, [one for some in edits for one in some])
    return text.removeprefix("## Actions\n\n").removesuffix("\n")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("- [ ] @sam a", "- [x] @sam a"),
        ("- @sam a", "- [x] @sam a"),
        ("*   a", "*   [x] a"),
        ("1. [-] a", "1. [x] a"),
        ("-\ta\tb", "-\t[x] a\tb"),
        ("- [ ] a\n- [ ] b", "- [x] a\n- [ ] b"),
    ],
)
def test_setting_a_box_changes_one_character(source: str, expected: str) -> None:
    """The box is set or added; bullets, tabs and other items stay."""
    note = action(source)
    assert edited(note, edit.set_box(next(note.items()), "x")) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("- [ ] a", "- [ ] a (due:: 2026-11-27)"),
        ("- [ ] a ^abcd", "- [ ] a (due:: 2026-11-27) ^abcd"),
        ("- [ ] a (due:: 2026-01-01) ^abcd", "- [ ] a (due:: 2026-11-27) ^abcd"),
        ("- [ ] a 📅 2026-01-01", "- [ ] a (due:: 2026-11-27)"),
        ("- [ ] a\nlazy", "- [ ] a\nlazy (due:: 2026-11-27)"),
        ("- [ ] a\n  - detail", "- [ ] a (due:: 2026-11-27)\n  - detail"),
        ("- [ ] a\n\n  second", "- [ ] a (due:: 2026-11-27)\n\n  second"),
        ("- [ ] a\n  <!-- c -->", "- [ ] a (due:: 2026-11-27)\n  <!-- c -->"),
        ("- [ ] a   ", "- [ ] a (due:: 2026-11-27)   "),
    ],
)
def test_setting_a_field_stays_in_the_first_paragraph(source: str, expected: str) -> None:
    """A field replaces the one there is, in whatever form, or goes before the id."""
    note = action(source)
    assert edited(note, edit.set_field(next(note.items()), "due", DUE, SETTINGS)) == expected


@pytest.mark.parametrize("source", ["- [ ] a  ^abcd", "- [ ] a", "- [ ] a\tb  (due:: x)   ^abcd"])
def test_what_is_added_and_removed_leaves_no_trace(source: str) -> None:
    """Odd spacing is as it was before."""
    added = action(
        edited(action(source), edit.add_field(next(action(source).items()), "done", DUE, SETTINGS))
    )
    assert edited(added, edit.remove_field(added, next(added.items()), "done")) == source


def test_removing_a_field_takes_its_space_along() -> None:
    """No double space is left behind."""
    note = action("- [x] a (due:: 2026-11-27) (done:: 2026-11-20) ^abcd")
    item = next(note.items())
    changed = edited(note, edit.remove_field(note, item, "done"), edit.set_box(item, " "))
    assert changed == "- [ ] a (due:: 2026-11-27) ^abcd"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("## Actions\n\n- [ ] a\n", "## Actions\n\n- [ ] a\n- [ ] new\n"),
        ("## Actions\n\n* a", "## Actions\n\n* a\n* [ ] new"),
        ("## Actions\n\n- a\n\n- b\n\nend\n", "## Actions\n\n- a\n\n- b\n\n- [ ] new\n\nend\n"),
        ("## Actions\r\n\r\n- a\r\n  - b\r\n", "## Actions\r\n\r\n- a\r\n  - b\r\n- [ ] new\r\n"),
        ("## Actions\n\n## Notes\n", "## Actions\n\n- [ ] new\n\n## Notes\n"),
        ("## Actions\n\n<!-- p -->\n", "## Actions\n\n<!-- p -->\n\n- [ ] new\n"),
        ("## Actions", "## Actions\n\n- [ ] new"),
        ("## Actions\n\n-   a\n  # b\n", "## Actions\n\n-   a\n-   [ ] new\n  # b\n"),
        ("## Actions\n\n-\ta\n  ---\n", "## Actions\n\n-\ta\n-   [ ] new\n\n  ---\n"),
        (
            "## Actions\n\n- a\n  ***\nnot its own\n",
            "## Actions\n\n- a\n  ***\n- [ ] new\n\nnot its own\n",
        ),
        ("# T\n\n## Notes\n\nx\n", "# T\n\n## Actions\n\n- [ ] new\n\n## Notes\n\nx\n"),
        ("# T\n\n## Priorities\n", "# T\n\n## Priorities\n\n## Actions\n\n- [ ] new\n"),
        ("# T", "# T\n\n## Actions\n\n- [ ] new\n"),
        (
            "## Actions\n\n- a\n<!-- private -->\n- s\n<!-- /private -->\n",
            "## Actions\n\n- a\n<!-- private -->\n- s\n<!-- /private -->\n\n- [ ] new\n",
        ),
    ],
)
def test_appending_an_item(text: str, expected: str) -> None:
    """It joins the list there is, or starts one in its section, which is made in its place."""
    note = note_of(text)
    assert edit.apply(text, edit.append_item(note, "actions", "- [ ] new", SETTINGS)) == expected


def test_appending_to_a_ranked_list_continues_its_numbers() -> None:
    """A priority takes the next number, and its details the deeper indent."""
    note = note_of("## Priorities\n\n1. a\n2. b\n\n- [x] Order confirmed with @morgan\n")
    added = edit.append_item(note, "priorities", "- new\n  - detail", SETTINGS)
    assert "2. b\n3. new\n   - detail\n\n- [x]" in edit.apply(note.text, added)


def test_several_items_continue_a_list_together() -> None:
    """Each takes the list's bullet, in its turn, and its details the indent that one asks."""
    note = note_of("## Actions\n\n8)  a\n")
    added = edit.append_item(note, "actions", "- b\n  - detail\n* c\n  d", SETTINGS)
    expected = "## Actions\n\n8)  a\n9)  b\n    - detail\n10)  c\n     d\n"
    assert expected == edit.apply(note.text, added)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\n", "## Priorities\n\n1. new\n\n"),
        ("\n- [ ] Order confirmed\n", "## Priorities\n\n1. new\n\n- [ ] Order confirmed\n"),
    ],
)
def test_the_first_priority_begins_a_ranked_list(text: str, expected: str) -> None:
    """It stands above the line that says that the order is confirmed."""
    note = note_of(f"## Priorities\n{text}")
    assert (
        edit.apply(note.text, edit.append_item(note, "priorities", "- new", SETTINGS)) == expected
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# T\n", "---\nstatus: held\n---\n\n# T\n"),
        ("---\ndate: 2026-11-20\n---\n", "---\ndate: 2026-11-20\nstatus: held\n---\n"),
        ("---\nstatus: planned # c\na: 1\n---\n", "---\nstatus: held # c\na: 1\n---\n"),
        ("---\nstatus:\na: 1\n---\n", "---\nstatus: held\na: 1\n---\n"),
        ("---\r\nstatus: 'x'\r\n...\r\n", "---\r\nstatus: held\r\n...\r\n"),
        ("---\ra: 1\r---\r# T\r", "---\ra: 1\rstatus: held\r---\r# T\r"),
        ("\ufeff# T", "\ufeff---\nstatus: held\n---\n\n# T"),
        ("---\n---\n", "---\nstatus: held\n---\n"),
        ("---\n{a: 1}\n---\n", '---\n{a: 1, status: "held"}\n---\n'),
        ("---\n{ }\n---\n", '---\n{ status: "held"}\n---\n'),
        ("---\n{a: 1, status: x}\n---\n", '---\n{a: 1, status: "held"}\n---\n'),
        ("---\n  # c\n  a: 1\n---\n", "---\n  # c\n  a: 1\n  status: held\n---\n"),
        ("---\r  a: 1\r---\r", "---\r  a: 1\r  status: held\r---\r"),
    ],
)
def test_front_matter_keys_are_set_in_place(text: str, expected: str) -> None:
    """Comments, other keys, line endings and the BOM stay."""
    assert edit.apply(text, edit.set_meta(note_of(text), "status", "held")) == expected


@pytest.mark.parametrize(
    "value", ["yes", "a: b", "@sam", "it's", "# no", "2026", "", "ok so", "ß: 日"]
)
def test_text_written_to_front_matter_reads_back(value: str) -> None:
    """Whatever a reason says, YAML gives it back as the same text."""
    text = edit.apply("# T\n", edit.set_meta(note_of("# T\n"), "reason", value))
    assert note_of(text).front.values["reason"] == value


def test_overlapping_edits_are_refused() -> None:
    """Two edits of one place are a fault of the caller, never a mangled file."""
    note = action("- [ ] a")
    item = next(note.items())
    with pytest.raises(ValueError, match="overlap"):
        edit.apply(note.text, [*edit.set_box(item, "x"), *edit.set_box(item, "-")])


ITEM = st.sampled_from(
    [
        "a",
        "@sam b (due:: 2026-01-01)",
        "`c` ^c1d2",
        "d\n  - e",
        "f\nlazy",
        "[x] g",
        "[ ] h ✅ 2026-01-01",
        "i\n\n  loose",
        "j\n  ```\n  - k\n  ```",
        "l  \n  hard",
    ]
)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(["- ", "* ", "1. "]), ITEM), min_size=1, max_size=5),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["", "\n", "\n\n## Notes\n\nx"]),
    st.integers(0, 4),
)
def test_closing_an_item_changes_that_item_alone(
    sources: list[tuple[str, str]], newline: str, tail: str, which: int
) -> None:
    """After closing one item, it alone reads as done; every other item and byte is as before."""
    text = "## Actions\n\n" + "\n".join(b + s for b, s in sources) + tail
    note = note_of(text.replace("\n", newline))
    items = list(note.items("actions"))
    item = items[which % len(items)]
    changed = edit.apply(
        note.text, [*edit.set_box(item, "x"), *edit.set_field(item, "done", DUE, SETTINGS)]
    )
    again = list(note_of(changed).items("actions"))
    assert len(again) == len(items)
    for before, after in zip(items, again, strict=True):
        if before is item:
            assert (after.state, after.done, after.text) == ("done", DUE, before.text)
        else:
            assert after.span.slice(changed) == before.span.slice(note.text)
    assert changed[: item.span.start] == note.text[: item.span.start]
    assert changed.endswith(note.text[item.span.end :])
