"""Lines of Markdown that need no cmark come out as cmark would have them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mkdocs_aquip.render.inline import rendered, safe

PIECES = (
    *(
        "a",
        "b ",
        "Word",
        "1",
        "1. ",
        "- ",
        "#",
        "+",
        "=",
        "--",
        "é",
        "ü–",
        "_",
        "~",
        "*",
        "|",
        "\\",
    ),
    *(
        ".",
        "...",
        " ",
        ":",
        ": ",
        "::",
        "/",
        "//",
        "?",
        "!",
        "$",
        "%",
        "€",
        '"',
        "'",
        "&",
        "& ",
        "<",
    ),
    *(
        "@",
        "@sam",
        "a.b",
        "x@y.zz",
        "mailto:",
        "xmpp:",
        "http:",
        "https://",
        "ftp://",
        "www.",
        ".org",
    ),
    *("`", "``", "`x y`", "`a<b>`", "`&amp;`", "` c `", "&amp;", "&#35;", "<b>", "<!-- c -->"),
    *("[", "](", ")", "(", "![", "[x]", "[x]: ", "[^1]", "[a](b.md)", "[a b](../x/y.md#z)"),
    *("[a](https://example.org/d/5?x=1#y)", "[a](https://1.2)", "[a](//b)", "[`a`](b)", "[a](b c)"),
)


@given(st.lists(st.sampled_from(PIECES), max_size=9).map("".join))
def test_as_cmark_has_it(line: str) -> None:
    """Whatever a line is made of, it is the same with and without cmark, and as harmless."""
    assert rendered(line) == safe(" ".join(line.split()))
