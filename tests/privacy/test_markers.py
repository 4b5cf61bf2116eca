"""What private markers hide, and that a faulty one hides more, never less."""

from __future__ import annotations

import pytest

from aquip.core.privacy import hidden_lines, redact
from aquip.core.text import Lines
from tests.core.conftest import note_of


@pytest.mark.parametrize(
    ("text", "hidden", "kinds"),
    [
        ("a\n<!-- private -->\ns\n<!-- /private -->\nb", {2, 3, 4}, []),
        ("- a\n  <!-- private -->\n  - s\n  <!-- /private -->\n- b", {2, 3, 4}, []),
        ("```\n<!-- private -->\ns\n<!-- /private -->\n```", {2, 3, 4}, []),
        ("a\n<!-- private -->\ns\n", {2, 3, 4}, ["private-unclosed"]),
        ("a\n<!-- Private -->\ns", {2, 3}, ["private-near-miss"]),
        ("a\n<!--private-->\ns\n<!--/private-->", {2, 3, 4}, ["private-near-miss"] * 2),
        ("a\n<!-- prviate -->\ns", {2, 3}, ["private-near-miss"]),
        ("a <!-- private --> s", {1}, ["private-near-miss"]),
        ("a\n<!-- private: pay -->\ns", {2, 3}, ["private-near-miss"]),
        (
            "a\n<!-- begin private -->\ns\n<!-- end private -->",
            {2, 3, 4},
            ["private-near-miss"] * 2,
        ),
        ("a\n<!— \u200bprivate -->\ns", {2, 3}, ["private-near-miss"]),
        ("a\n<-- private -->\ns", {2, 3}, ["private-near-miss"]),
        ("a\n  < !-- private -->\ns", {2, 3}, ["private-near-miss"]),
        ("a\n<private>\ns\n</private>", {2, 3, 4}, ["private-near-miss"] * 2),
        ("a\n!-- PRIVATE -->\ns", {2, 3}, ["private-near-miss"]),
        ("a\n private –>\ns", {2, 3}, ["private-near-miss"]),
        ("private\n\n> private\n\n- private\n\n| private | -- |\n\n**Private**", set(), []),
        ("s\n<!-- /private -->\nb", {1, 2}, ["private-stray-close"]),
        (
            "<!-- private -->\n<!-- private -->\ns\n<!-- /private -->\nt\n<!-- /private -->\nb",
            {1, 2, 3, 4, 5, 6},
            [],
        ),
        ("<!-- privacy is a virtue -->\nb\n<!-- a note -->", set(), []),
    ],
)
def test_markers(text: str, hidden: set[int], kinds: list[str]) -> None:
    """Pairs hide what is between; unclosed, misspelt and stray ones hide to the file's edge."""
    found = hidden_lines(Lines(text))
    assert set(found.lines) == hidden
    assert [p.kind for p in found.problems] == kinds


def test_hidden_lines_keep_their_numbers() -> None:
    """What is hidden is emptied, so that the lines after it stay where they are."""
    text = "a\r\n<!-- private -->\r\nsecret\r\n<!-- /private -->\r\nb"
    assert redact(text) == "a\r\n\r\n\r\n\r\nb"


def test_a_public_note_holds_nothing_hidden() -> None:
    """Items, links, anchors and text of a public note come from what may be seen alone."""
    text = (
        "## Actions\n\n- [ ] a\n<!-- private -->\n- [ ] secret ^abcd\n<!-- /private -->\n- [ ] b\n"
    )
    full, public = note_of(text), note_of(text, public=True)
    assert [(i.text, i.private) for i in full.items()] == [
        ("a", False),
        ("secret", True),
        ("b", False),
    ]
    assert [(i.text, i.line) for i in public.items()] == [("a", 3), ("b", 7)]
    assert "secret" not in repr(public)
    assert "abcd" not in repr(public)


@pytest.mark.parametrize(
    "text",
    [
        "---\npublish: false\n---\n",
        "---\npublish: 'false'\n---\n",
        "---\npublish:\n---\n",
        "---\nPublish: no\n---\n",
        "---\npublish: false\npublish: true\n---\n",
        "---\nattendees: [@morgan]\npublish: false\n---\n",
        "---\ndate: 2026-11-20\npublish: false\n",
        b"---\npublish: false\n---\ncaf\xe9\n",
    ],
)
def test_doubt_keeps_a_note_off_the_site(text: str | bytes) -> None:
    """Whoever wrote ``publish`` and did not plainly say true is not published."""
    assert not note_of(text).published


@pytest.mark.parametrize("text", ["", "---\npublish: true\n---\n", "---\ndate: [\n---\n"])
def test_other_notes_are_published(text: str) -> None:
    """A note that says nothing of it is public, be its front matter broken or not."""
    assert note_of(text).published


def test_what_is_no_utf8_hides_as_well() -> None:
    """Markers count in a file that can't be read; its problem stays in its line."""
    data = b"<!-- private -->\nsecret\n<!-- /private -->\ncaf\xe9\n"
    note = note_of(data, public=True)
    assert note.text == "\n\n\ncaf\ufffd\n"
    assert note.problems[0].span.slice(note.text) == "\ufffd"
