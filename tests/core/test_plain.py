"""The visible text of an item, which most need no parser for."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from aquip.core.gfm import plain, structure, text_of

PIECES = (
    *(
        "`",
        "`a`",
        "`a_b`",
        "`_a`",
        "`a b`",
        "`a  b`",
        "`a-b.c`",
        "`1.`",
        "`a(b)c`",
        "``a``",
        "` a `",
    ),
    *(
        " ",
        "a",
        "_",
        "-",
        "1.",
        "(",
        ")",
        "'",
        "é",
        "b_c",
        ",",
        "www",
        "--",
        "**",
        "[",
        "]",
        "&",
        "\\",
    ),
)
LINES = st.lists(st.sampled_from(PIECES), max_size=9).map("".join)


@given(LINES)
def test_a_line_reads_as_cmark_has_it(line: str) -> None:
    """Whatever code and signs a line holds, its text is what GitHub's engine shows of it."""
    text = f"a {line}"  # as in an item: what begins a block is no text of one
    assert text_of(structure(text)) == plain(text)
