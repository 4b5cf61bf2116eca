"""Notes as hypothesis makes them up: of all that notes are made of, in any order."""

from __future__ import annotations

from hypothesis import strategies as st

FRONT = (
    *("---\n", "date: 2026-11-20\n", "date: 2026-13-45\n", "publish: false\n", "status: held\n"),
    *("tags: [a, b]\n", "a: &x [1]\nb: *x\n", "time: 10:00\n", "n: 1e999\n", "? [k]\n: v\n"),
    *('reason: "a: b"\n', "text: |\n  two\n  lines\n", "@sam\n", "\t- tab\n", "...\n"),
)
HEADINGS = (
    *("## Accomplishments\n\n", "## Questions & Issues\n\n", "## Priorities\n\n", "## Actions\n\n"),
    *("## Notes\n\n", "## Reflection\n\n", "### Also\n\n", "# Title\n\n", "Actions\n---\n\n"),
)
ITEMS = (
    *("- [ ] ", "- [x] ", "* [-] ", "+ ", "1. ", "2) [X] ", "  - ", "    - [ ] ", "-\t", "- \n"),
    *(
        "@sam Do it",
        "**Lee:** call",
        "AI: ",
        "→ @lee",
        "words ",
        "Sam to go by Friday",
        "\n\n  more",
    ),
    *(
        "(due:: 2026-11-27)",
        "[due:: 2026-11-27]",
        "📅 2026-11-28",
        "✅ 2026-11-05",
        "due:2026-12-01",
    ),
    *("(see:: ^abcd)", "(goal:: x)", "(min:: 10)", "(need:: action)", " ^abcd", " ^n3w-1d", "⏫"),
)
BLOCKS = (
    *("\n", "\n\n", "\r\n", "lazy\n", "> ", "```\n", "~~~\n", "| a |\n|---|\n| b |\n", "***\n"),
    *("<!-- private -->\n", "<!-- /private -->\n", "<!-- Private\n", "<!-- ", "-->", "<div>\n"),
    *("<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[a](javascript:b)", "</div>\n"),
    *("[link](a b.md)", "![i](//x.y/z.png)", "[r]: <u>\n", "[^1]", "\n[^1]: n\n", "`", "``", "\\"),
    *(
        "<<<<<<< ours\n",
        "=======\n",
        ">>>>>>> theirs\n",
        "{{ x }}",
        "&amp;",
        "&#0;",
        "<b>",
        "*",
        "_",
    ),
    *("\x00", "\ufeff", "\u2028", "\x0b", "\x85", "é", "日本", "\U0001f600", "\u200d", "\u00a0"),
)
PIECES = st.sampled_from([*HEADINGS, *ITEMS, *ITEMS, *BLOCKS, *BLOCKS, *FRONT])
BODIES = st.lists(PIECES, max_size=30).map("".join)
HEADS = st.lists(st.sampled_from(FRONT), max_size=6).map(lambda lines: "---\n" + "".join(lines))
NOTES = st.one_of(
    BODIES,
    st.builds("{}---\n{}".format, HEADS, BODIES),
    BODIES.map(lambda body: f"## Actions\n\n{body}"),
    st.text(st.characters(exclude_categories=["Cs"])),
)
"""Any text, most of them nearly notes."""
