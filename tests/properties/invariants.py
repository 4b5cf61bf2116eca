"""What holds of any note, whatever it says: asked by properties, and by the fuzzing campaign.

Each function takes a text, or bytes, and fails by an assertion where something does not hold.
"""

from __future__ import annotations

import datetime as dt
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from typing import Final

from msgspec import Struct

from aquip.config import load_config
from aquip.core import edit, front_matter
from aquip.core.canonical import Stamps, canonical, says_the_same
from aquip.core.model import Item, Note
from aquip.core.parse import parse
from aquip.core.plain_data import note_of_data, note_to_data
from aquip.core.privacy import redact
from aquip.core.record import assemble
from aquip.core.settings import Person, Settings
from aquip.core.stamps import stamps_for
from aquip.core.text import Span
from aquip.errors import AquipError
from aquip.history import stream
from aquip.importing.compose import compose
from aquip.importing.model import Options, Refusal, Source
from aquip.importing.reading import read
from mkdocs_aquip.render.page import render
from mkdocs_aquip.render.surroundings import Surroundings
from tests.render.test_hostile import harmless
from tests.render.trees import elements, tree

SETTINGS: Final = Settings(
    me="sam", people={"sam": Person("sam", "Sam Reyes"), "lee": Person("lee", "Lee <b>Ng</b>")}
)
OPTIONS: Final = Options(SETTINGS, {"SC": "sarah"})
TODAY: Final = dt.date(2026, 11, 22)
URI: Final = "morgan/2026-11-20.md"


def note_of(data: str | bytes) -> Note:
    """Parse a note."""
    return parse(data, path=f"notes/{URI}", uri=URI, settings=SETTINGS)


# --- parsing ------------------------------------------------------------------------------------


def parsed(data: str | bytes) -> None:
    """Parsing yields a note, and every place that it names is in the text and in order."""
    note = note_of(data)
    text = note.text
    if note.readable and isinstance(data, bytes):
        assert text.encode() == data
    for span in spans(note):
        assert 0 <= span.start <= span.end <= len(text)
    for section in note.sections:
        assert section.heading.end <= section.body.start
    items = sorted(note.items(), key=lambda item: item.span)
    for before, after in pairwise(items):
        assert before.span.end <= after.span.start
    for item in items:
        sliced(note, item)
    assert note == note_of_data(note_to_data(note), path=note.path, uri=note.uri, text=text)
    _public(note)


def spans(value: object) -> Iterator[Span]:
    """Yield every span in a piece of the model."""
    if isinstance(value, Span):
        yield value
    elif isinstance(value, Struct):
        for name in value.__struct_fields__:
            yield from spans(getattr(value, name))
    elif isinstance(value, tuple | dict):
        for one in value.values() if isinstance(value, dict) else value:
            yield from spans(one)


def sliced(note: Note, item: Item) -> None:
    """What an item says of its parts stands where it says they are."""
    text = note.text
    assert item.span.start <= item.head.start <= item.head.end <= item.span.end
    assert note.lines.position(item.span.start) == (item.line, item.column)
    assert text.startswith(item.bullet, item.span.start)
    if item.box_span:
        box = item.box_span.slice(text)
        assert (box[0], box[-1]) == ("[", "]")
        assert box[1:-1].lower().replace("\t", " ") in {" ", "x", "-"}
    if item.id_span:
        assert item.id_span.slice(text) == f"^{item.id}"
    for field in item.fields:
        assert item.span.start <= field.span.start < field.span.end <= item.span.end
    for before, after in pairwise(sorted(field.span for field in item.fields)):
        assert before.end <= after.start


def _public(note: Note) -> None:
    """The public note is the note without its hidden lines, and says nothing of them."""
    public = parse(note.text, path=note.path, uri=note.uri, settings=SETTINGS, public=True)
    assert not note.readable or redact(note.text) == public.text
    for number in note.hidden if note.readable else ():
        assert public.lines.line_text(number) == ""
    assert not any(item.private for item in public.items())


# --- editing ------------------------------------------------------------------------------------

Edits = Callable[[Note, Item], Iterable[edit.Edit]]
CHANGES: Final[tuple[Edits, ...]] = (
    lambda _, item: edit.set_box(item, "x"),
    lambda _, item: edit.set_box(item, "-"),
    lambda _, item: edit.set_field(item, "due", TODAY, SETTINGS),
    lambda _, item: [
        *edit.set_box(item, "x"),
        *edit.set_field(item, "done", TODAY, SETTINGS),
    ],
    lambda note, item: edit.remove_field(note, item, "due"),
    lambda _, item: () if item.id else [*edit.set_box(item, " "), *edit.set_id(item, "n3w1d")],
)
"""What commands do to an item."""
_PLAIN: Final = re.compile(r"\w[\w ,.'-]*")


def edited(text: str) -> None:
    """Whatever is done to an item, no other one changes by a byte, and none appears or goes."""
    note = note_of(text)
    items = list(note.items())
    for item in items[:4]:
        for change in CHANGES:
            edits = list(change(note, item))
            changed = edit.apply(text, edits)
            assert changed[: item.span.start] == text[: item.span.start]
            assert changed[len(changed) - len(text) + item.span.end :] == text[item.span.end :]
            again = list(note_of(changed).items())
            # A text such as `[a]:` or `# b` can become a definition or a heading by a word.
            if _PLAIN.fullmatch(item.text):
                assert len(items) == len(again)
                for before, after in zip(items, again, strict=True):
                    same = before.span.slice(text) == after.span.slice(changed)
                    assert before is item or same
    for value in ("held", "a: b # c", TODAY):
        meta(note, value)


def meta(note: Note, value: str | dt.date) -> None:
    """What is set in front matter reads back, and what follows it is as it was."""
    if any(problem.kind.startswith("front-matter") for problem in note.problems):
        return
    after = note_of(edit.apply(note.text, edit.set_meta(note, "reason", value)))
    assert str(value) == str(after.front.values.get("reason"))
    body = note.text[note.front.block.end :] if note.front.block else note.text.lstrip("\ufeff")
    assert after.text.endswith(body)


def formatted(text: str) -> None:
    """The canonical form means the same, to threads too, and there is nothing left to format."""
    note = note_of(text)
    once = _canonical(note)
    assert once.text == _canonical(once).text
    assert _threads(note) == _threads(once)


def _threads(note: Note) -> list[tuple[object, ...]]:
    threads = assemble([note], SETTINGS, TODAY).threads
    return [(t.state, t.done, [o.item.text for o in t.occurrences]) for t in threads]


def _canonical(note: Note) -> Note:
    record = assemble([note], SETTINGS, TODAY)
    stamps = stamps_for(record, {note.path})
    after = note_of(
        edit.apply(note.text, canonical(note, SETTINGS, stamps.get(note.path, Stamps())))
    )
    assert says_the_same(note, after)
    return after


# --- the rest -----------------------------------------------------------------------------------


def fronted(text: str) -> None:
    """Front matter is read or found broken, and its values stand where it says."""
    front, problems = front_matter.read(text)
    for span in (*spans(front), *(problem.span for problem in problems)):
        assert 0 <= span.start <= span.end <= len(text)
    blank = front_matter.blanked(text, front)
    assert re.sub(r"[^\r\n]", "", text) == re.sub(r"[^\r\n]", "", blank)
    assert blank.endswith(text[front.block.end :] if front.block else text)


def configured(data: bytes) -> None:
    """A configuration is read, or refused in a sentence."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "mkdocs.yml").write_bytes(data)
        with suppress(AquipError):
            load_config(Path(folder))


def imported(text: str) -> None:
    """What is made of any text are notes that aquip reads, with no private marker left open."""
    drafts = read(Source("x.md", "x/2024-03-15.md", text), OPTIONS)
    for draft in [] if isinstance(drafts, Refusal) else drafts:
        made = note_of(compose(draft, SETTINGS))
        assert {problem.kind for problem in made.problems} <= {"conflict-marker"}


def rendered(text: str) -> None:
    """A page is made of it, and holds nothing that a browser would run or fetch."""
    note = note_of(text)
    for node in elements(tree(render(note, Surroundings(SETTINGS)).html)):
        harmless(node)


def streamed(data: bytes) -> None:
    """Whatever names, addresses, dates and subjects git has, a commit is one, with its changes."""
    fields = [part.replace(b"\n", b" ") for part in data.split(b"\0")]
    authors = (b"a@example.org", b"a@example.org", b"A")
    commits = b""
    expected = []
    for number in range(0, len(fields), 4):
        email, date, subject, path = (fields[number : number + 4] + [b""] * 4)[:4]
        sha = b"%040x" % number
        head = b"\n".join((b"@" + sha, email, *authors[1:], date, date, subject))
        change = b"\0:100644 100644 %b %b M\0%b" % (sha, sha, path) if path else b""
        commits += head + change + b"\0"
        expected.append((sha.decode(), [path.decode("utf-8", "surrogateescape")] if path else []))
    found = stream.parse([commits[i : i + 7] for i in range(0, len(commits), 7)], {})
    assert expected == [(one.sha, [c.path for c in changes]) for one, changes in found]
