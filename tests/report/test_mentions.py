"""Texts for a host: they show what they showed, notify nobody, and command nothing."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup
from cmarkgfm import github_flavored_markdown_to_html
from cmarkgfm.cmark import Options
from hypothesis import example, given, settings
from hypothesis import strategies as st

from aquip.report.cut import cut
from aquip.report.mentions import inert, message, quiet
from aquip.report.text import flat

CALL = re.compile(r"(?<![\w/])@\w|(?<!\w)[#!]\d")
"""What GitHub or GitLab would take for a person, an issue or a merge request."""
WORDS = st.text(
    st.one_of(
        st.sampled_from("@#!&;:/.\\`*_[]()<>|~$-+=1 \n\tasm"),
        st.characters(exclude_categories=["Cs", "Cc"]),
    ),
    max_size=60,
)


def shown(markdown: str) -> BeautifulSoup:
    """Return what GitHub shows of a text."""
    return BeautifulSoup(
        github_flavored_markdown_to_html(markdown, Options.CMARK_OPT_UNSAFE), "html.parser"
    )


def outside_links(page: BeautifulSoup) -> str:
    """Return what is shown, less links: in those, hosts look for nobody."""
    for link in page.select("a"):
        link.replace_with(" ")
    return page.text


def plain(text: str) -> str:
    """Return text without the joiners that nobody sees, and on one line."""
    return " ".join(text.replace("\u2060", "").split())


@pytest.mark.parametrize(
    "text",
    [
        "@sam",
        "ask @sam, @morgan and (@acme/team)",
        "&commat;sam &#64;sam &#x40;sam &#0064;sam &#X40;sam",
        "&&num;64;sam &&#35;64;sam",
        "@&#115;am",
        "\\@sam",
        "http://@sam https://@sam www.@sam",
        "https://example.org/@sam and @sam",
        "<b>@sam</b> *@sam* `@sam` [@sam](https://example.org/@sam)",
        "| @sam | @lee |\n| --- | --- |\n| @ana | @jo |",
        "Fixes #12, closes !3",
        "fixes &#35;12",
    ],
)
def test_nobody_is_notified(text: str) -> None:
    """However a handle or a number is written, what the host shows holds no name to look up."""
    assert CALL.search(shown(quiet(text)).text) is None


@settings(deadline=None)
@given(WORDS)
@example("&&num;64;sam")
def test_quiet_text_stays_quiet(text: str) -> None:
    """No text whatsoever calls anybody, and a second time changes nothing."""
    said = quiet(text)
    assert CALL.search(shown(said).text) is None
    assert quiet(said) == said


def test_addresses_go_on_working() -> None:
    """A link leads where it led, for an `@` may be written as `%40`; an anchor is left alone."""
    said = shown(quiet("[a](https://example.org/@sam?x=1#2) <https://example.org/#12>"))
    assert [link["href"] for link in said.select("a")] == [
        "https://example.org/%40sam?x=1#2",
        "https://example.org/#12",
    ]


def test_markdown_stays_markdown() -> None:
    """Headings, boxes and lists are what they were; only handles change, and nobody sees it."""
    text = "# Agenda\n\n- [ ] @sam asks **twice** #4\n\n1. one\n\n`code`\n"
    before, after = shown(text), shown(quiet(text))
    assert [tag.name for tag in before.find_all(True)] == [tag.name for tag in after.find_all(True)]
    assert plain(before.text) == plain(after.text)


@pytest.mark.parametrize("command", ["/close", "  /assign @sam", "\t/merge", "text\n/label ~bug"])
def test_no_line_is_a_command(command: str) -> None:
    """GitLab obeys lines that begin with a slash; none does any more."""
    assert re.search(r"^[ \t]*/", quiet(command), re.MULTILINE) is None


@settings(deadline=None)
@given(WORDS)
@example("1. one")
@example("- [ ] box | `code` <b>bold</b> [link](u) $x$ ~~gone~~")
@example("https://example.org/a_b_c?x=1&y=2*3*4")
@example("https://example.org<img src=x> www.example.org<img src=x> https://x[a](b)")
@example("(see https://example.org/a_(b)), or mailto:sam@example.org.")
@example("https:// http://* https://example.org/&commat;sam https://example.org/?&#64;sam")
def test_inert_text_shows_itself(text: str) -> None:
    """What a note says is shown letter by letter, addresses as links and nothing as markup."""
    page = shown(f"- {inert(text)}")
    inner = page.select("li *")
    assert {tag.name for tag in inner} <= {"a"}
    assert plain(flat(text)).replace("%40", "@") == plain(page.text).replace("%40", "@")
    assert CALL.search(outside_links(page)) is None


def test_a_message_shows_code() -> None:
    """What is to be typed is shown as such, and what a note says beside it as it is."""
    page = shown(f"- {message('“*Ask* @sam” is late: `aquip done a_b_c` or `aquip due @x *y*`')}")
    assert plain(page.text) == "“*Ask* @sam” is late: aquip done a_b_c or aquip due @x *y*"
    assert [code.text.replace("\u2060", "") for code in page.select("code")] == [
        "aquip done a_b_c",
        "aquip due @x *y*",
    ]


@settings(deadline=None)
@given(WORDS)
@example("`")
@example("a `` b")
@example("`a``b`")
@example("\\`a\\`b")
@example("https://x` <img src=x> @sam`")
def test_no_message_is_more_than_text_and_code(text: str) -> None:
    """However backticks stand, a message shows all its letters, calls nobody and has no markup."""
    page = shown(f"- {message(text)}")
    assert {tag.name for tag in page.select("li *")} <= {"a", "code"}
    letters = [plain(said).replace("%40", "@").replace("`", "") for said in (flat(text), page.text)]
    assert letters[0].split() == letters[1].split()
    assert CALL.search(outside_links(page)) is None


def test_a_short_text_is_not_cut() -> None:
    """What fits stays as it is, to the last byte."""
    assert cut("a\nb\n", 100) == "a\nb\n"


@settings(deadline=None)
@given(
    st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp", "Sm"])), min_size=40)
)
def test_a_long_text_ends_with_a_word_about_the_rest(lines: list[str]) -> None:
    """Whole lines are kept, in no more bytes than there is room for, and the others are counted."""
    text = "\n".join(f"- {line} {'x' * 10}" for line in lines)
    room = len(text.encode()) - 1
    said = cut(text, room)
    assert len(said.encode()) <= room
    kept, _, rest = said.partition("\n\n… and ")
    assert text.startswith(kept)
    left = int(rest.split()[0])
    assert len(lines) == left + len(kept.splitlines())


def test_folded_details_are_closed() -> None:
    """The word about the rest stands outside what is folded, where it is seen."""
    text = "<details><summary>5 carried</summary>\n\n" + "- carried\n" * 50 + "\n</details>\n"
    page = shown(cut(text, 300))
    (folded,) = page.select("details")
    assert "carried" in folded.text
    assert "too many to show" not in folded.text
    assert "too many to show" in page.text
