"""Notes of a size or a shape that nobody writes by hand."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Final

import pytest

from tests.hostile.conftest import HEAD

if TYPE_CHECKING:
    from tests.hostile.conftest import Arena

MANY: Final = 20_000
SHAPES: Final = {
    "stray ends of hidden text": "<!-- /private -->\n" * MANY,
    "footnotes": "[^a]" * MANY + "\n\n[^a]: x",
    "a footnote of footnotes": "[^a]: " + "[^a]" * MANY,
    "links that are nowhere": "[a](%61) " * MANY,
    "brackets": "[" * MANY + "![" * MANY + "[a](" * MANY,
    "quotes in lists": "- " * MANY + "> " * MANY + "ä",
    "emphasis": "*a " * MANY + "**" * MANY + "a_b" * MANY,
    "ticks": "`a``" * MANY,
    "tags": "<a " * MANY + "<!--" * MANY + "<![CDATA[" * MANY,
    "fields": "## Actions\n\n- a " + "(due:: " * MANY + "[(see::" * MANY,
    "owners": "## Actions\n\n- " + "@a, " * MANY + "!",
    "owners last": "## Actions\n\n- x " + "-> @a " * MANY + "!",
    "white space": "## Actions\n\n- x" + "\u00a0" * MANY + "x" + " " * MANY + "x",
    "emoji": "- a " + ("📅" + " " * 50) * MANY,
    "feedback": "## Feedback\n\n- From " + "a " * MANY + ":",
    "answers": "## Reflection\n\n- Effective" + " " * MANY + "4",
    "dashes of a table": "- a\n  |" + "-|" * MANY + "\n|a|\n|-|\n" + "|" * MANY,
    "ignored rules": "- <!-- aquip: ignore " + "A " * MANY + "x",
    "headings": "## Actions\n" * MANY + "## " + "#" * MANY,
    "comments that might hide": "<!-- privat -->\n" * MANY + "<!-- private" * MANY,
    "control characters": "\0\x01\x1b[2J\r" * MANY,
}
"""What a pattern, or cmark, could take quadratic time for."""

FEED: Final = """
import sys
from aquip.core.parse import parse
from aquip.core.settings import Settings
for text in sys.stdin.read().split("\\x1e"):
    for public in (False, True):
        parse(text, path="notes/a/2026-11-20.md", uri="a/2026-11-20.md", settings=Settings(),
              public=public)
print("done")
"""


def test_parsing_takes_time_in_proportion() -> None:
    """Thousands of each kind are parsed within bounds that a square of the time breaks."""
    texts = "\x1e".join(HEAD + text for text in SHAPES.values())
    done = subprocess.run(
        ["/bin/sh", "-c", 'ulimit -t 30; exec "$@"', "sh", sys.executable, "-c", FEED],
        input=texts.encode(),
        capture_output=True,
        timeout=600,
        check=False,
    )
    assert done.stdout == b"done\n", done.stderr[-1000:]


def test_many_items(arena: Arena) -> None:
    """Thousands of equal items, ids and keys in a note are checked, formatted and shown."""
    items = "- [ ] @sam Do it\n" * 1_500 + "- [-] @sam Do it ^same1\n" * 1_500
    arena.write("notes/lee/2026-11-13.md", f"{HEAD}## Actions\n\n{items}")
    arena.write("notes/lee/2026-11-06.md", f"{HEAD}## Actions\n\n{items}".replace("-13", "-06"))
    said = arena.run("check").stdout
    assert "more, which `aquip check --format json` lists" in said
    arena.run("fmt", "--diff")
    arena.run("new", "lee", "--dry-run")
    arena.run("mkdocs", "build", "--quiet")


def test_long_lines_and_large_notes(arena: Arena) -> None:
    """A line of ten megabytes, a note of a hundred, and hidden text full of openings are read."""
    arena.write("notes/lee/2026-11-13.md", HEAD + "ä" * 3_000_000)
    opened = "<!-- private " * 20_000 + "\n\n- [ ] a\n  " + "](" * 20_000 + "(a::" * 20_000
    arena.write("notes/lee/2026-11-06.md", HEAD.replace("-13", "-06") + opened)
    arena.write("notes/own.md", "a: b\n" * 300_000)
    arena.run("mkdocs", "build", "--quiet")
    arena.write("notes/lee/2026-10-30.md", HEAD.replace("11-13", "10-30") + "a b\n\n" * 20_000_000)
    found = json.loads(arena.run("check", "--format", "json").stdout)
    assert [one["code"] for one in found if one["path"].endswith("10-30.md")] == ["AQ001"]


VIEWS: Final = (
    "view: &a [*a]",
    "a: &a [x, x]\nb: &b [*a, *a]\nview: *b",
    f"view: actions\nowner: {'[' * 5000}",
    f"view: actions\nlimit: {'9' * 5000}",
    f"view: actions\nlimit: 0x{'f' * 5000}",
    "view: actions\nlimit: 999999999999999999",
    "view: actions\nowner: '<script>alert(1)</script>'",
    "view: '<img src=x onerror=alert(1)>'",
    *(
        f"view: {view}\nperiod: {period}"
        for view in ("timeline", "accomplishments", "calendar", "balance")
        for period in ("0001-01-01..9999-12-31", "1900-01-01..2199-12-31", "0001", "9999-Q4")
    ),
)


@pytest.mark.parametrize("place", ["notes/lee/2026-11-13.md", "notes/own.md"])
def test_hostile_views(arena: Arena, place: str) -> None:
    """A view's options are refused or shown, in a meeting as on a page of MkDocs' own."""
    arena.write(place, HEAD + "\n\n".join(f"```aquip\n{view}\n```" for view in VIEWS))
    arena.run("mkdocs", "build", "--quiet")
    site = arena.site()
    page = site[place.removeprefix("notes/").removesuffix(".md") + "/index.html"]
    assert b"<script>alert" not in page
    assert b"<img src=x" not in page


def test_days_at_the_ends_of_the_calendar(arena: Arena) -> None:
    """The first day there is and the last one neither stop the reckoning nor make a site of it."""
    for day in ("0001-01-01", "1900-01-01", "2199-12-31", "9999-12-31"):
        items = f"- [ ] @sam x (due:: {day}) (since:: {day}) (min:: {'9' * 50})\n"
        arena.write(f"notes/lee/{day}.md", f"---\ndate: {day}\n---\n\n# A\n\n## Actions\n\n{items}")
    for rule in ("FREQ=SECONDLY", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=DAILY;INTERVAL=0"):
        name = rule.lower().translate({ord(";"): "-", ord("="): "-"})
        arena.write(f"notes/{name}/index.md", SERIES_OF.format(rule))
    for command in ("check", "next", "actions", "new lee --dry-run", "mkdocs build --quiet"):
        arena.run(*command.split())


SERIES_OF: Final = "---\nwith: lee\ncadence: {}\nstarts: 1900-01-01\nends: 2199-12-31\n---\n"
