"""Whatever a note says, the rules come to an end and point into it."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from aquip.rules import Facts, check
from tests.rules.repository import SETTINGS, record_of

PIECES = (
    *("---\n", "date: 2026-11-20\n", "date: 2026-02-30\n", "date:\n", "status: held\n"),
    *(
        "status: [x]\n",
        "status: cancelled\n",
        "attendees: {a: b}\n",
        "publish: false\n",
        "with: @x\n",
    ),
    *("duration: 1e999\n", "time: 10:00\n", "cadence: FREQ=X\n", "timezone: ../../etc/passwd\n"),
    *("## Accomplishments\n", "## Questions & Issues\n", "## Priorities\n", "## Actions\n"),
    *(
        "### Also\n",
        "## Notes\n",
        "## Reflection\n",
        "# One\n",
        "## Actions {#x}\n",
        "\n",
        "text\n",
    ),
    *("- [ ] @sam Do (due:: 2026-11-01) ^abcd\n", "- [x] done (done:: 9999-12-31) ^abcd\n"),
    *("- [-] x (see:: zzzz) (goal:: none) (min:: 99999999999999999999)\n", "- \n", "- [ ]\n"),
    *("1. [ ] first (kind:: no) (need::)\n", "- [ ] Order confirmed\n", "- As expected: \n"),
    *("  - [ ] nested\n", "\t- tab\n", "> - [ ] quoted\n", "```\n", "<!-- private -->\n"),
    *("<!-- /private -->\n", "<!-- Private\n", "<!-- aquip: ignore AQ5 -->\n", "{{ x }}\n"),
    *("[a](b.md)\n", "[a](#b)\n", "[a](<b c.md#%00>)\n", "[a](//x)\n", "[a](?)\n", "[a](%)\n"),
    *(
        "<<<<<<< x\n",
        "=======\n",
        ">>>>>>> y\n",
        "\x00",
        "\ufeff",
        "\r\n",
        "\u2028",
        "🗓️ 2026-11-27\n",
    ),
)
NAMES = ("index", "2026-11-20", "2026-11-27-x", "notes", "2026-13-45", "x.private")


@settings(max_examples=150, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(NAMES),
        st.lists(st.sampled_from(PIECES), max_size=16).map("".join),
        max_size=3,
    )
)
def test_no_note_breaks_a_rule(notes: dict[str, str]) -> None:
    """Any mixture of what notes are made of is checked without a fault, in any file."""
    files = {f"notes/morgan/{name}.md": text.encode() for name, text in notes.items()}
    record = record_of(files)
    facts = Facts(exists=lambda _: False, tracked=frozenset(files))
    for finding in check(record, SETTINGS, facts=facts, private=True):
        lines = record.note_at[finding.path].lines
        assert 1 <= finding.line <= finding.end_line <= len(lines)
        assert 1 <= finding.column <= len(lines.line_text(finding.line)) + 1
        assert finding.message
