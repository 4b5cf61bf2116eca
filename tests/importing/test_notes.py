"""Whole notes of each dialect, and what becomes of their parts."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from aquip.importing.model import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable

    from aquip.core.model import Item, Note
    from tests.importing.conftest import Import


def body(note: Note) -> str:
    """Return what a note says below its front matter."""
    assert note.front.block is not None
    return note.text[note.front.block.end :].strip("\n")


def said(items: list[Item]) -> list[tuple[str | None, tuple[str, ...], str, dt.date | None]]:
    """Return items as box, owners, text and due date."""
    return [(item.box, item.owners, item.text, item.due) for item in items]


def test_sections_in_order(imported: Import) -> None:
    """Headings by alias or synonym open aquip's sections; all else is Notes, word for word."""
    (note,) = imported(
        "# Weekly\n\nhello\n\n## Next steps\n\n* SC to ask\n\n## Wins 🎉\n- [x] shipped\n\n"
        "Mood\n----\nfine *enough*\n\n### Deeper\n\n1. one\n\n"
        "## Talking points (10 min)\n- budget\n"
    )
    assert body(note) == (
        "# Weekly\n\n## Accomplishments\n\n- shipped\n\n## Questions & Issues\n\n"
        "### Talking points (10 min)\n\n- budget\n\n## Actions\n\n* [ ] @sarah ask\n\n"
        "## Notes\n\nhello\n\n### Mood\n\nfine *enough*\n\n#### Deeper\n\n1. one"
    )


def test_actions_said_amid_the_discussion(imported: Import) -> None:
    """They go to Actions with all that is in them, and say under which heading they were said."""
    (note,) = imported(
        "## Topics\n\n### Payments\n\n* SC: late\n  * ACTION: KK to call\n    * before noon\n"
        "* fine\n\nACTION: Lee to write\nto all\nACTION: and file\n\ndone here\n"
    )
    assert said([*note.items("actions")]) == [
        (" ", ("kim",), "call", None),
        (" ", ("lee",), "write to all", None),
        (" ", (), "and file", None),
    ]
    assert [i.detail for i in note.items("actions")] == [
        "* before noon\n- From: Payments",
        "- From: Payments",
        "- From: Payments",
    ]
    assert body(note).endswith("## Notes\n\n### Payments\n\n* SC: late\n* fine\n\ndone here")


def test_boxes_outside_sections(imported: Import) -> None:
    """In one's own text a box is an action; in a list of people or news it stays text."""
    (note,) = imported(
        "## Garden\n- [ ] water\n- [x] weed\n- grow\n\n## Attendees\n- [x] Sam\n- [ ] Lee\n"
    )
    assert [(i.box, i.text) for i in note.items("actions")] == [(" ", "water"), ("x", "weed")]
    assert "- [x] Sam\n- [ ] Lee" in body(note)


def test_labels_over_actions(imported: Import) -> None:
    """Items below a name are that person's, items below Done are done."""
    (note,) = imported(
        "## Action items\n- Sam\n  - call\n  - write\n- Done:\n  - paint\n- Deferred: (May)\n"
        "  - Lee to sing\n- None\n\n### Morgan\n- think\n"
    )
    assert said([*note.items("actions")]) == [
        (" ", ("sam",), "call", None),
        (" ", ("sam",), "write", None),
        ("x", (), "paint", None),
        (" ", ("lee",), "sing", None),
        (" ", ("morgan",), "think", None),
    ]


def test_a_table_of_actions(imported: Import) -> None:
    """Each row is an item; a column without a place in it is a detail, and none is lost."""
    (note,) = imported(
        "## Workshop\n\n| Action | Owner | Due | Status | Why |\n|---|---|---|---|---|\n"
        "| Write \\| draw | Sam, SC | March 20, 2024 | Done | fun |\n"
        "| Ask | Zoe | soon | open | |\n"
        "\n| Name | Role |\n|---|---|\n| Sam | host |\n"
    )
    first, second = note.items("actions")
    assert said([first]) == [("x", ("sam", "sarah"), "Write | draw", dt.date(2024, 3, 20))]
    assert first.detail == "- Why: fun\n- From: Workshop"
    assert (second.text, second.owners) == ("Ask", ())
    assert second.detail == "- Owner: Zoe\n- Due: soon\n- From: Workshop"
    assert "| Sam | host |" in body(note)


def test_a_talk_about_next_steps_is_no_list_of_actions(imported: Import) -> None:
    """Where people ask and answer below Next steps, nothing is an action but what says so."""
    (note,) = imported(
        "# T\n\n## Next steps\n- SC: who chairs?\n- KK: would you?\n- SC: yes\n"
        "- ACTION: SC to ask\n"
    )
    assert said([*note.items("actions")]) == [(" ", ("sarah",), "ask", None)]
    assert "#### Next steps\n\n- SC: who chairs?\n- KK: would you?\n- SC: yes" in body(note)


def test_obsidian(imported: Import) -> None:
    """Tasks' emoji and Dataview's fields are aquip's own; hidden comments stay hidden."""
    (note,) = imported(
        "---\ntags: [one]\naliases: [x]\ntype: meeting\n---\n## Tasks\n"
        "- [ ] #task Draft 📅 2024-03-22 ⏫\n- [/] Book [due:: 2024-03-29]\n\n"
        "## Journal\nseen %%not shown%%\n",
        "vault/Daily/2024-03-15.md",
    )
    assert said([*note.items("actions")]) == [
        (" ", (), "#task Draft ⏫", dt.date(2024, 3, 22)),
        (" ", (), "Book", dt.date(2024, 3, 29)),
    ]
    assert note.front.values == {"date": "2024-03-15", "tags": ["one"], "aliases": ["x"]}
    assert "seen <!--not shown-->" in note.text
    assert "- type: meeting" in note.text


def test_notion(imported: Import) -> None:
    """The page's id in its name is no date, its date property is."""
    (note,) = imported(
        "# Catch up\n\nDate: January 5, 2026 10:00 AM\nStatus: Done\n\n## Action items\n"
        "- [ ] Sam to pay\n",
        "export/Catch up a1b2c3d4e5f6a7b82024031512345678.md",
    )
    assert note.front.values == {"date": "2026-01-05"}
    assert said([*note.items("actions")]) == [(" ", ("sam",), "pay", None)]
    assert "Date: January 5, 2026 10:00 AM\nStatus: Done" in note.text


def test_google_docs(imported: Import) -> None:
    """Bold lines are headings where one is a section's name, escaped boxes are boxes."""
    (note,) = imported(
        "# **Sync**\n\n**Agenda**\n\n* budget\n\n**Action items:**\n\n1. Sam to draft \\- now\n"
        "2. \\[ \\] ask\n\n**Parking lot**\n\n- more\n"
    )
    assert [section.key for section in note.sections] == ["questions", "actions", "notes"]
    assert said([*note.items("actions")]) == [
        (" ", ("sam",), "draft \\- now", None),
        (" ", (), "ask", None),
    ]
    assert "### Parking lot\n\n- more" in note.text


def test_minutes_in_plain_words(imported: Import) -> None:
    """A line with a colon above a list is a heading where it is the name of a section."""
    (note,) = imported(
        "Date: 2024-03-20\n\nAction items:\n- Sam to go\n\nBread:\n- rye\n", "a/b.md"
    )
    assert note.front.values == {"date": "2024-03-20"}
    assert said([*note.items("actions")]) == [(" ", ("sam",), "go", None)]
    assert "### Bread\n\n- rye" in note.text


def test_many_meetings_in_a_file(imported: Import) -> None:
    """Each dated heading of the top is a meeting; what stands before is kept with the first."""
    found = imported(
        "# Us\n\nabout [us][u]\n\n## March 12th, 2024 – start\n- hi\n\n"
        "### Next steps\n- Sam to go\n"
        "\n## 5 Mar\nsee [u]\n\n### From 2 January 2024\n- old\n\n[u]: https://example.org\n",
        "log/2024 notes.md",
    )
    assert [(n.front.values["date"], n.title) for n in found] == [
        ("2024-03-12", "March 12th, 2024 – start"),
        ("2024-03-05", "5 Mar"),
    ]
    assert "### Us\n\nabout [us][u]" in found[0].text
    assert all("[u]: https://example.org" in note.text for note in found)
    assert "### From 2 January 2024\n\n- old" in found[1].text


def test_a_dated_file_is_one_meeting(imported: Import) -> None:
    """Dates in the headings of a file that has one in its name are what it speaks of."""
    assert len(imported("## 2024-01-01\na\n\n## 2024-01-02\nb\n")) == 1


@pytest.mark.parametrize(
    ("name", "text", "date"),
    [
        ("x/2024-03-15 1-1.md", "# 1 May 2023\n", "2024-03-15"),
        ("x/2024-03-15.md", "---\ndate: 2024-03-14\n---\nhi\n", "2024-03-14"),
        ("x/2024/03/15.md", "hi\n", "2024-03-15"),
        ("x/2024-03-15/notes.md", "hi\n", "2024-03-15"),
        ("x/Morgan.md", "# Morgan, March 15th, 2024\n", "2024-03-15"),
        ("x/Morgan.md", "# Morgan\n\n* Date: 2024-03-15T14:00:00Z\n", "2024-03-15"),
        ("x/Morgan.md", "hi\n\n## 15.3.2024\n\nho\n", "2024-03-15"),
    ],
)
def test_where_a_date_is_found(imported: Import, name: str, text: str, date: str) -> None:
    """Front matter first, then the name and its folders, a property, the title."""
    (note,) = imported(text, name)
    assert note.front.values["date"] == date


def test_a_day_that_could_be_two_is_asked_for(
    drafts: Callable[..., object], imported: Import
) -> None:
    """03/04/2024 is left out with what to say, and read once that was said."""
    refused = drafts("# 03/04/2024\n", "x/y.md")
    assert isinstance(refused, Refusal)
    assert "03/04/2024" in refused.cause
    assert "--day-first" in refused.remedy
    (note,) = imported("# 03/04/2024\n", "x/y.md", day_first=True)
    assert note.front.values["date"] == "2024-04-03"


def test_private_lines_stay_private(imported: Import) -> None:
    """Wherever they go to, hidden lines are hidden, and nothing else is."""
    (note,) = imported(
        "# T\n\nseen\n\n<!-- private -->\nhidden one\n\nACTION: Lee to hush two\n\n## Tasks\n"
        "- hidden three\n\n## Garden\nhidden four\n<!-- /private -->\n\nseen too\n\n"
        "## Wins\n- won\n"
    )
    assert note.problems == ()
    lines = note.text.split("\n")
    hidden = "\n".join(line for n, line in enumerate(lines, 1) if n in note.hidden)
    shown = "\n".join(line for n, line in enumerate(lines, 1) if n not in note.hidden)
    assert [w for w in ("one", "hush two", "three", "four") if w not in hidden] == []
    assert "hidden" not in shown
    assert [w for w in ("seen", "seen too", "won") if w not in shown] == []


def test_a_private_part_of_a_log(imported: Import) -> None:
    """What a marker hides across dated headings is hidden in each meeting, its title too."""
    first, second = imported(
        "## 2024-01-01\nseen\n<!-- private -->\nraise\n\n## 2024-01-02 salary\nmore\n"
        "<!-- /private -->\nseen\n",
        "x/log.md",
    )
    for note, secret in ((first, "raise"), (second, "salary")):
        assert note.problems == ()
        lines = note.text.split("\n")
        shown = [line for n, line in enumerate(lines, 1) if n not in note.hidden]
        assert secret in note.text
        assert secret not in "\n".join(shown)
        assert "seen" in shown


@pytest.mark.parametrize(
    "text",
    ["", " \n\t\n", "<!-- private -->\nnever closed\n", "<!-- Private\n-->\n", "no date at all\n"],
)
def test_what_can_not_be_imported(drafts: Callable[..., object], text: str) -> None:
    """The cause and the remedy are said; a doubtful private marker is never guessed about."""
    refused = drafts(text, "x/2024-03-15.md" if "date" not in text else "x/y.md")
    assert isinstance(refused, Refusal)
    assert refused.cause
    assert refused.remedy


def test_broken_front_matter_is_kept(imported: Import) -> None:
    """Front matter that is no YAML stays, as code; where it may have hidden the note, it does."""
    (note,) = imported("---\npublish: {false\nwith: @morgan\n---\nhi\n")
    assert note.front.values == {"date": "2024-03-15", "publish": False}
    assert "```yaml\npublish: {false\nwith: @morgan\n```" in note.text


@pytest.mark.parametrize("said", ["publish: false", "Publish: no", "PUBLISH: maybe"])
def test_what_is_not_published_stays_so(imported: Import, said: str) -> None:
    """However a note says that it is not for the site: it says so afterwards, in each part."""
    found = imported(f"---\n{said}\n---\n## 2024-01-01\na\n\n## 2024-01-02\nb\n", "x/log.md")
    assert [note.published for note in found] == [False, False]


def test_an_open_fence_swallows_nothing(imported: Import) -> None:
    """Code that is never closed ends where the source ended."""
    (note,) = imported("## Links\n- a\n\n## Garden\n```\n- [ ] code\n## Wins\n")
    assert [(s.key, s.title) for s in note.sections] == [
        ("notes", "Notes"),
        ("resources", "Resources"),
    ]
    assert list(note.items("actions")) == []


def test_an_action_right_below_a_list_is_one_of_its_own(imported: Import) -> None:
    """Markdown takes such a line for more of the item above; its owner and date are its own."""
    (note,) = imported(
        "## Action items\n- [x] @morgan call finance\nACTION: @lee to book it by 2024-03-22\n"
    )
    found = [(item.text, item.owners, item.due) for item in note.items("actions")]
    assert found == [
        ("call finance", ("morgan",), None),
        ("to book it by 2024-03-22", ("lee",), dt.date(2024, 3, 22)),
    ]
