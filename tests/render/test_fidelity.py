"""Notes of every kind show what GitHub shows, but for what docs/markdown.md names."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aquip.config import load_config
from aquip.core.settings import Person, Settings
from benchmarks.generate import Shape, generate
from tests.render.decorations import labels, undecorated
from tests.render.differences import explained, marked
from tests.render.rendering import FRONT, engine, watched

ROOT = Path(__file__).parents[2]
PEOPLE = Settings(
    people={"sam": Person("sam", "Sam Reyes"), "morgan": Person("morgan", "Morgan Diaz")}
)

TRAIL = ("since", "was")
LEADS = st.sampled_from(
    [
        *("", "", "  ", "    ", "\t", "> ", "- ", "* ", "+ ", "-", "1. ", "2) ", "  - ", "- [ ] "),
        *("- [x] ", "- [-] ", "- [ ]", "* [X] ", "- @sam ", "- [ ] @sam @morgan, ", "- **Sam:** "),
        *("# ", "## ", "### Also ", "[ref]: /u ", "| a | b |\n| - | :-: |\n| c | "),
        *("> [!NOTE]\n> ", "```", "~~~ python\n", "---", "***", "<div>", "</div>", "<details>\n\n"),
    ]
)
SECTIONS = st.sampled_from(
    ["Accomplishments", "Questions & Issues", "Priorities", "Actions", "Feedback", "Notes"]
)
PIECES = st.sampled_from(
    [
        *("word", "*a*", "**b**", "`c`", "~~d~~", "[e](f.md)", "<b>g</b>", "h@i.org", "www.l.org"),
        *("https://j.org/k", "![m](n.png)", "![m](https://n.org/o.png)", "<!-- p -->", "&amp;"),
        *("@sam", "@nobody", ":tada:", ":x:smile:", "a:b:c:", "_q_", '"r"', "s\\\nt", "u  \nv"),
        *("*", "**", "_", "`", "``", "[", "]", "(", ")", "+", "#", ">", "|", "^", "1.", "- ", "\\"),
        *("<kbd>w</kbd>", "é", "日本", "\u00a0", "$x$", "[ref]", "[^1]", "→ @sam", "— @morgan"),
        *("AI:", "<br>", "&#58;", "^abcd", "(due:: 2026-11-27)", "(goal:: x)", "(min:: 10)"),
        *("(see:: abcd)", "[due:: 2026-11-27]", "📅 2026-11-28", "⏫", "due:2026-11-27"),
        *("**(goal:: x)**", "*a (due:: 2026-11-27)*", "`(due:: 2026-11-27)`", "~~(min:: 10)~~"),
        *("[y](z.md)(min:: 10)", "[z][due:: 2026-11-27]"),
    ]
)
LINES = st.builds("{}{}\n".format, LEADS, st.lists(PIECES, max_size=5).map(" ".join))
HEADINGS = SECTIONS.map("\n## {}\n\n".format)
NOTES = st.lists(st.one_of(LINES, LINES, LINES, HEADINGS, st.just("\n")), max_size=16).map("".join)


def shown(text: str, known: Settings = PEOPLE) -> set[str]:
    """Hold a note's page to what the engine says of it; return the names of what differs."""
    seen = watched(text, known)
    assert engine(seen.body) == seen.before
    begin = len(seen.note.text) - len(seen.body)
    expected, names = explained(engine(marked(seen.note, begin)))
    assert expected == undecorated(seen.html)
    return set(names)


def labelled(text: str, known: Settings = PEOPLE) -> None:
    """Hold the labels of a note's page to the fields of its items, each shown once."""
    seen = watched(text, known)
    items = list(seen.note.items())
    fields = [field.key for item in items for field in item.fields if field.key not in TRAIL]
    dropped = ["dropped" for item in items if item.state == "dropped"]
    assert sorted(fields + dropped) == sorted(labels(seen.html))


def test_every_note_of_the_example() -> None:
    """A year of meetings, their series and goals: what differs is labels, views and people."""
    known = load_config(ROOT).settings
    paths = sorted((ROOT / "notes").rglob("*.md"))
    assert len(paths) >= 100
    differing = {name for path in paths for name in shown(path.read_text("utf-8"), known)}
    assert {"label", "view"} == differing
    for path in paths:
        labelled(path.read_text("utf-8"), known)


def test_every_note_of_the_corpus(corpus: Path) -> None:
    """Real notes, written by people who knew nothing of this project."""
    paths = sorted(corpus.rglob("*.md"))
    assert len(paths) == 332
    differing = {name for path in paths for name in shown(path.read_text("utf-8"))}
    assert {"remote image", "attribute", "loose task", "emoji"} == differing


@pytest.mark.parametrize("seed", [1, 2])
def test_generated_meetings(tmp_path: Path, seed: int) -> None:
    """Hundreds of meetings as the benchmarks make them."""
    generate(tmp_path, Shape(meetings=200, seed=seed))
    paths = sorted((tmp_path / "notes").rglob("*.md"))
    assert len(paths) > 200
    assert {"label"} == {name for path in paths for name in shown(path.read_text("utf-8"))}


@settings(max_examples=2000, deadline=None, derandomize=True)
@given(NOTES)
def test_generated_markdown(text: str) -> None:
    """Thousands of notes in which anything may stand next to anything."""
    shown(FRONT + text)
