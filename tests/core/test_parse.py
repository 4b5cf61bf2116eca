"""What a note's text means."""

from __future__ import annotations

import datetime as dt

import pytest

from aquip.core.model import Item
from tests.core.conftest import note_of

SAMPLE = """\
---
date: 2026-11-20
time: 10:00
---
# Sam & Morgan

## Accomplishments

- Cut p95 ([dashboard](https://example.org/d/1)) (kind:: outcome) (goal:: latency)

### Also

* Answered the survey

## ❓ Questions & Issues!

- [ ] Reviews take
  a week (kind:: people) (need:: thought-partner) (min:: 10) ^q7a2x
  - two reviewers
  - Outcome: Morgan talks to their lead (see:: a81kd)

## Priorities

1. Cut-over (goal:: payments) ^p1c3z
1. On-call
1. [-] Mentoring

- [x] Order confirmed with @morgan

## Actions

- [ ] @morgan Talk to the lead (due:: 2026-11-27) ^a81kd
- [x] @sam Draft the rota (due:: 2026-11-20) (done:: 2026-11-19) ^k7f3q
"""


def only(text: str, section: str = "Actions") -> Item:
    """Parse one list item of a section."""
    items = list(note_of(f"## {section}\n\n{text}\n").items())
    assert len(items) == 1
    return items[0]


def test_the_sample_reads_as_written() -> None:
    """Sections, items, fields, ids and ranks of the documented sample come out as documented."""
    note = note_of(SAMPLE)
    assert [s.key for s in note.sections] == [
        "accomplishments",
        "questions",
        "priorities",
        "actions",
    ]
    first, also = note.items("accomplishments")
    assert (first.kind, first.goal, first.group) == ("outcome", "latency", None)
    assert [(link.text, link.url) for link in first.links] == [
        ("dashboard", "https://example.org/d/1")
    ]
    assert also.group == "Also"
    (question,) = note.items("questions")
    assert (question.text, question.minutes, question.id) == ("Reviews take a week", 10, "q7a2x")
    assert question.detail.startswith("- two reviewers\n- Outcome:")
    assert [(i.rank, i.text, i.state) for i in note.items("priorities")] == [
        (1, "Cut-over", "open"),
        (2, "On-call", "open"),
        (3, "Mentoring", "dropped"),
    ]
    assert note.confirmation is not None
    assert note.confirmation.box == "x"
    talk, draft = note.items("actions")
    assert (talk.owners, talk.due) == (("morgan",), dt.date(2026, 11, 27))
    assert SAMPLE.splitlines()[talk.line - 1].endswith("^a81kd")
    assert (draft.state, draft.done) == ("done", dt.date(2026, 11, 19))
    assert note.front.values["time"] == "10:00"


@pytest.mark.parametrize(
    ("source", "text", "owners", "fields"),
    [
        ("- [ ] @sam, @lee: Do it", "Do it", ("sam", "lee"), {}),
        ("- [ ] @sam and @lee do it", "do it", ("sam", "lee"), {}),
        ("- [ ] (@sam) Do it", "Do it", ("sam",), {}),
        ("- [ ] Do it (@sam)", "Do it", ("sam",), {}),
        ("- [ ] Do it → @sam", "Do it", ("sam",), {}),
        ("- [ ] Do it — @sam (due:: 2026-11-27)", "Do it", ("sam",), {"due": "2026-11-27"}),
        ("- [ ] **Sam:** Do it", "Do it", ("sam",), {}),
        ("- [ ] **Nobody:** Do it", "**Nobody:** Do it", (), {}),
        ("* ACTION: @sam Do it", "Do it", ("sam",), {}),
        ("+ AI: @sam Do it", "Do it", ("sam",), {}),
        ("1) [X] Do it", "Do it", (), {}),
        ("- Do it 📅\ufe0f 2026-11-27", "Do it", (), {"due": "2026-11-27"}),
        ("- Do it 🗓\u00a02026-11-27 ➕ 2026-11-01", "Do it", (), {"due": "2026-11-27"}),
        ("- Do it 📅 2026-11-27\u200b", "Do it", (), {"due": "2026-11-27"}),
        ("- See https://e.org/?q=due:2026-11-27", "See https://e.org/?q=due:2026-11-27", (), {}),
        ("- Do it due:2026-11-27", "Do it", (), {"due": "2026-11-27"}),
        ("- Do it [due:: 2026-11-27]", "Do it", (), {"due": "2026-11-27"}),
        ("- See [due:: x](https://example.org)", "See [due:: x](https://example.org)", (), {}),
        ("- Say `(due:: 2026-11-27)`", "Say `(due:: 2026-11-27)`", (), {}),
        ("- Mail sam@example.org about it", "Mail sam@example.org about it", (), {}),
        ("- Ask @lee about it", "Ask @lee about it", (), {}),
        ("- Do it (see:: [x](https://e.org/(a)))", "Do it", (), {"see": "[x](https://e.org/(a))"}),
        ("- Unknown (colour:: red) stays", "Unknown (colour:: red) stays", (), {}),
        ("- Do it ⏫", "Do it ⏫", (), {}),
        ("- Do it <!-- a prompt -->", "Do it", (), {}),
    ],
)
def test_aliased_forms_read_as_the_canonical_one(
    source: str, text: str, owners: tuple[str, ...], fields: dict[str, str]
) -> None:
    """Every documented way to write owners and fields is understood, and no other text is eaten."""
    item = only(source)
    assert (item.text, item.owners) == (text, owners)
    assert fields.items() <= {f.key: f.value for f in item.fields}.items()


@pytest.mark.parametrize(
    "text",
    [
        "```\n- [ ] in a fence\n```",
        "> - [ ] in a quote",
        "<!--\n- [ ] in a comment\n-->",
        "- [ ]",
        "-",
        "- [ ] <!-- only a comment -->",
    ],
)
def test_what_is_no_item(text: str) -> None:
    """Boxes in code, quotes and comments are text, and an empty box is nothing."""
    assert list(note_of(f"## Actions\n\n{text}\n").items()) == []


@pytest.mark.parametrize("text", ["- None", "* N/A", "- _none_.", "1. Nothing", "- NIL"])
def test_a_list_may_say_that_it_is_empty(text: str) -> None:
    """Whoever writes that there is nothing has raised nothing: no row, nothing to carry."""
    for section in ("Accomplishments", "Questions", "Priorities", "Actions"):
        assert list(note_of(f"## {section}\n\n{text}\n").items()) == []


@pytest.mark.parametrize("text", ["- [ ] None", "- @sam None", "- None ^a81kd", "- None of them"])
def test_what_is_marked_is_an_item_whatever_it_says(text: str) -> None:
    """A box, an owner, an id or a further word makes it somebody's item."""
    assert len(list(note_of(f"## Actions\n\n{text}\n").items())) == 1


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    "table",
    [
        "| a | b |\n  |---|:-:|\n  | 1 | 2 |\n- [ ] Next",
        "a | b\n  --|--\n- [ ] Next",
        "| a |\n  |---|\n\n- [ ] Next",
    ],
)
def test_a_table_right_below_ends_the_paragraph(newline: str, table: str) -> None:
    """The item is read although cmark gives such a table the place of its paragraph."""
    text = f"## Actions\n\n- [ ] Compare\n  these\n  {table}\n".replace("\n", newline)
    first, second = note_of(text).items()
    assert (first.text, first.box, second.text) == ("Compare these", " ", "Next")
    assert first.detail.startswith(table.split("\n", maxsplit=1)[0])


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("lead", ["", "\ufeff"])
def test_positions_count_in_the_file(newline: str, lead: str) -> None:
    """A BOM, Windows line endings and wide characters do not shift lines, columns or spans."""
    head = lead + "---\ndate: 2026-11-20\n---\n"
    text = head + "# Über 日本\n\n## Actions\n\n- [ ] @sam Grüße 日本 (due:: 2026-11-27) ^abcd\n"
    note = note_of(text.replace("\n", newline))
    (item,) = note.items()
    assert (item.line, item.column) == (8, 1)
    assert note.front.values == {"date": "2026-11-20"}
    assert item.fields[0].span.slice(note.text) == "(due:: 2026-11-27)"
    assert item.id_span is not None
    assert item.id_span.slice(note.text) == "^abcd"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("## 🎉 WINS!!", "accomplishments"),
        ("### Action items:", "actions"),
        ("## Questions and issues", "questions"),
        ("## 1\ufe0f\u20e3 Actions", "actions"),
        ("## \u2139\ufe0f Notes", "notes"),
        ("Priorities\n----------", "priorities"),
        ("## :rocket: Next steps", "actions"),
        ("#### Actions", None),
        ("# Actions", None),
    ],
)
def test_headings_match_without_case_punctuation_or_emoji(text: str, key: str | None) -> None:
    """A section is known by its words, at level 2 and 3 only."""
    assert [s.key for s in note_of(f"{text}\n\nx\n").sections] == ([key] if key else [])


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("## Notes\nA word.\n", "## Notes"),
        ("Notes\n-----\nA word.\n", "Notes\n-----"),
        ("Notes\nto self\n---  \n- A word.\n", "Notes\nto self\n---  "),
        ("Notes\r\n-----\r\nA word.\r\n", "Notes\r\n-----"),
        ("Notes\n-----\n# A word.", "Notes\n-----"),
        ("Notes\n-----", "Notes\n-----"),
    ],
)
def test_a_heading_ends_where_it_does(text: str, heading: str) -> None:
    """What stands right below an underlined heading is the section's own text."""
    (section,) = note_of(text).sections
    assert (heading, section.body.start) == (section.heading.slice(text), len(heading))


def test_a_section_ends_where_documented() -> None:
    """It ends at the next recognised heading or at one of its own level, not at a deeper one."""
    note = note_of("## Actions\n\n- a\n\n### Later\n\n- b\n\n### Notes\n\n- c\n\n## Other\n\n- d\n")
    assert [i.text for i in note.items("actions")] == ["a", "b"]
    assert [i.text for i in note.items("notes")] == ["c"]
    assert [s.title for s in note.sections] == ["Actions", "Notes", "Other"]


def test_a_reflection_is_answers() -> None:
    """Answers are read by their question; one that is not answered is none."""
    note = note_of(
        "## Reflection\n\n- As expected: partly\n- **Effective:** 4\n"
        "- Worth the time: <!-- yes or no -->\n- Next time: bring\n  the numbers\n"
    )
    assert {a.key: a.value for a in note.answers} == {
        "as-expected": "partly",
        "effective": "4",
        "next": "bring the numbers",
    }


@pytest.mark.parametrize(
    ("front", "kind", "said"),
    [
        ("with: @morgan", "front-matter-broken", "quote the handle"),
        ("a: 1\na: 2", "duplicate-key", "a"),
        ("a: [", "front-matter-broken", ""),
        ("- a\n- b", "front-matter-broken", "mapping"),
        ("a: !!python/object/apply:os.system [x]", "front-matter-broken", ""),
    ],
)
def test_broken_front_matter_is_a_problem_with_a_place(front: str, kind: str, said: str) -> None:
    """What YAML refuses is told at its line, and the note's sections are read all the same."""
    note = note_of(f"---\n{front}\n---\n\n## Actions\n\n- a\n")
    assert [p.kind for p in note.problems] == [kind]
    assert said in note.problems[0].message
    assert [i.text for i in note.items()] == ["a"]


def test_front_matter_may_end_in_dots() -> None:
    """MkDocs closes front matter by three dots too."""
    assert note_of("---\ndate: 2026-11-20\n...\n# T\n").front.values == {"date": "2026-11-20"}


def test_dates_are_never_shifted() -> None:
    """A timestamp with an offset stays the date that is written."""
    note = note_of("---\ndate: 2026-11-20T23:30:00-08:00\n---\n")
    assert note.front.values["date"] == "2026-11-20T23:30:00-08:00"


@pytest.mark.parametrize(
    "text", ["&#xFFFE;", "&#1;", "&#xFFFF;x", "a\0b", "&#65534;", "\ufffe\x0c"]
)
def test_characters_that_xml_refuses_do_no_harm(text: str) -> None:
    """Control and non-characters, and references to them, neither raise nor shift columns."""
    note = note_of(f"## Actions\n\n- [ ] {text} é (due:: 2026-11-27)\n")
    (item,) = note.items()
    assert item.fields[0].span.slice(note.text) == "(due:: 2026-11-27)"


def test_bytes_that_are_no_text_are_a_problem() -> None:
    """A file that is not UTF-8 becomes a note that says so."""
    note = note_of(b"# Caf\xe9\n")
    assert (note.readable, note.problems[0].kind) == (False, "encoding")


@pytest.mark.parametrize(
    "text", ["Do it (see:: ^abcd1)", "^", "a ^ b", "Do it (see:: ^abcd1) ^", "^abcd1 said so"]
)
def test_a_caret_that_is_no_id_is_text(text: str) -> None:
    """A caret in a field, alone or amid the words gives an item no id, and breaks nothing."""
    assert only(f"- [ ] {text}\n").id is None
