"""Nothing is lost: every visible word of a source is in the notes that are made of it."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from aquip.core import gfm
from aquip.core.canonical import canonical
from aquip.core.front_matter import blanked
from aquip.core.front_matter import read as front_matter
from aquip.core.parse import parse
from aquip.core.settings import Person, Settings
from aquip.importing.compose import compose
from aquip.importing.headings import key_of, says_more
from aquip.importing.model import Options, Refusal, Source
from aquip.importing.reading import read

PEOPLE = {"sam": Person("sam", "Sam Reyes"), "lee": Person("lee", "Lee")}
OPTIONS = Options(Settings(me="sam", people=PEOPLE), {"SC": "sarah"})
# What is written otherwise in the format: lead-ins, marks, and what says when it is due.
MARKUP = {"action", "actions", "item", "items", "ai", "todo", "to", "done", "sc", "due", "x"}
HIDDEN = {"unseen"}


def words(text: str) -> Counter[str]:
    """Count the visible words of a note, those of its properties aside."""
    front, _ = front_matter(text)
    tree = gfm.structure(blanked(text, front))
    return Counter(re.findall(r"\w+", " ".join(tree.itertext()).casefold()))


def headings(text: str) -> Counter[str]:
    """Count the words of headings that merely name a section: aquip's own stand for them."""
    rows = re.findall(r"^#{1,6} (.*)|^\*\*(.*)\*\*:?$|^(.*):$|^(.*)\n[-=]+$", text, re.MULTILINE)
    titles = (title for row in rows for title in row if names_only(title))
    return Counter(re.findall(r"\w+", " ".join(titles).casefold()))


def names_only(title: str) -> bool:
    """Tell whether a heading opens a section, and says no more."""
    opens = key_of(title, OPTIONS.settings) is not None
    return opens and not says_more(title, OPTIONS.settings)


def lost(text: str, name: str) -> Counter[str]:
    """Return the words that an import of a text loses; a refused source loses none."""
    drafts = read(Source(name, name, text), OPTIONS)
    if isinstance(drafts, Refusal):
        return Counter()
    made = sum((words(compose(one, OPTIONS.settings)) for one in drafts), Counter())
    missing = words(text) - made - headings(text)
    return Counter({word: n for word, n in missing.items() if word not in MARKUP | HIDDEN})


def test_nothing_is_lost_of_real_notes(corpus: Path) -> None:
    """Of hundreds of notes that nobody wrote for aquip, every word is in the result."""
    paths = sorted(corpus.rglob("*.md"))
    assert len(paths) > 300
    inner = {path: path.relative_to(corpus).as_posix() for path in paths}
    found = {name: lost(path.read_text("utf-8"), name) for path, name in inner.items()}
    assert {name: missing for name, missing in found.items() if missing} == {}


TITLES = [
    *("Wins", "Agenda", "Topics", "Action items", "Next steps", "Discussion", "Garden", "Feedback"),
    *("Actions from last week", "2024-01-02", "March 5th, 2024", "Links", "Sam", "Focus (3)"),
]
PHRASES = [
    *("fine", "ACTION: Lee to write", "SC: said `code` so", "Sam to go by Friday", "**Sam:** pay"),
    *("**Action - Lee** ask", "buy milk 📅 2024-02-03", "see [x](y.md)", "![pic](a.png)", "N/A"),
    *("is [[Lee]] here", "<b>bold</b>", "a | b", "%%unseen%%", "\\[ \\] odd", "due 03/04/2024"),
    *("call (Sam)", "rest. SC, Lee", "Done: all", "✅ Lee to go", "x: y?", "~~no~~", "&#1; &amp;"),
]
phrase = st.sampled_from(PHRASES)
indent = st.sampled_from(["", "  ", "    ", "\t"])
bullet = st.sampled_from(["- ", "* ", "+ ", "1. ", "2) ", "- [ ] ", "- [x] ", "* [-] ", "- [/] "])
line = st.one_of(
    st.builds("{} {}".format, st.sampled_from(["#", "##", "###", "####"]), st.sampled_from(TITLES)),
    st.builds("{}\n{}".format, st.sampled_from(TITLES), st.sampled_from(["----", "=="])),
    st.builds("**{}**".format, st.sampled_from(TITLES)),
    st.builds("{}:".format, st.sampled_from(TITLES)),
    st.builds("{}{}{}".format, indent, bullet, phrase),
    st.builds("{}{}".format, indent, phrase),
    st.builds("> {}".format, phrase),
    st.builds("| Action | Owner | Due |\n|---|---|---|\n| {} | {} | soon |".format, phrase, phrase),
    st.sampled_from(["", "", "", "- ", "---", "```", "~~~", "<!-- a", "-->", "<div>", "</div>"]),
    st.sampled_from(
        ["\n[r]: https://example.org\n", "\n[^1]: note\n", "text[^1] [r]", "Date: 2024-05-06"]
    ),
)
texts = st.lists(line, max_size=25).map("\n".join)


@given(texts)
@example("- ACTION: Lee to write\n# Action items\n<div>\n- fine")
@example("**Wins**\n2024-01-02\n----")
@example("# Wins\n- fine\n# Wins\n\t- see [x](y.md)")
@settings(max_examples=150, deadline=None)
def test_nothing_is_lost_of_any_note(text: str) -> None:
    """Whatever the pieces and their order: no word is lost, and the note is sound."""
    assert lost(text, "x/2024-03-15.md") == Counter()


@given(texts, texts)
@settings(max_examples=100, deadline=None)
def test_what_is_hidden_stays_so(shown: str, hidden: str) -> None:
    """Words between private markers are hidden in the result, and its markers are sound."""
    secret = re.sub(r"[a-z]{2,}", "sesame", hidden.replace("<!-- a", "").replace("```", ""))
    source = f"# T\n\n{shown}\n\n<!-- private -->\n{secret}\n<!-- /private -->\n\n{shown}"
    drafts = read(Source("x.md", "x/2024-03-15.md", source), OPTIONS)
    assert not isinstance(drafts, Refusal)
    for one in drafts:
        text = compose(one, OPTIONS.settings)
        note = parse(text, path="n.md", uri="n.md", settings=OPTIONS.settings)
        assert note.problems == ()
        rows = text.split("\n")
        assert [r for n, r in enumerate(rows, 1) if "sesame" in r and n not in note.hidden] == []


@given(texts)
@settings(max_examples=100, deadline=None)
def test_the_result_is_one_that_aquip_reads(text: str) -> None:
    """Sections stand once and in order, every action has a box, and `fmt` can take over."""
    drafts = read(Source("x.md", "x/2024-03-15.md", text), OPTIONS)
    order = [spec.key for spec in OPTIONS.settings.sections]
    for one in drafts if isinstance(drafts, list) else []:
        written = compose(one, OPTIONS.settings)
        note = parse(written, path="n.md", uri="n.md", settings=OPTIONS.settings)
        keys = [section.key for section in note.sections if section.key]
        assert keys == sorted(set(keys), key=order.index)
        assert [item.text for item in note.items("actions") if item.box is None] == []
        canonical(note, OPTIONS.settings)
