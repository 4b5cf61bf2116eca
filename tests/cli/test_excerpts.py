"""Commands that change one note read only what they need, and do what the whole record says."""

from __future__ import annotations

import random
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from aquip.config import load_config, today
from aquip.core.around import ids_in, may_say, words_in
from aquip.core.query import id_in, matching
from aquip.excerpt import Excerpts
from aquip.store import Store
from tests.cli.conftest import MKDOCS, Repository

if TYPE_CHECKING:
    from collections.abc import Iterator

EXAMPLE: Final = Path(__file__).parents[2]
SERIES: Final = ("ana", "ben", "cho", "dev")
IDS: Final = ("aaaa1", "bbbb2", "cccc3", "dddd4", "e-e-5", "2026")
TEXTS: Final = (
    "Draft the rota",
    "Draft the **rota** proposal",
    "Ask about [the raise](https://example.org/raise)",
    "Straße und Maß",
    "Dra<!-- a word parted -->ft the rota",
    "Plan `^gggg7` and\n  the offsite (due:: 2026-11-30)",
    "@ana Book the room",
)
SECTIONS: Final = ("Questions & Issues", "Actions", "Priorities")


def written(seed: int) -> Iterator[tuple[str, str]]:
    """Yield notes in which ids move, repeat, hide and only seem to be, by path."""
    draw = random.Random(seed)
    yield "mkdocs.yml", MKDOCS
    yield "notes/goals/latency.md", "# Latency\n"
    yield "notes/about.md", "## Actions\n\n- [ ] Draft the rota ^aaaa1\n"
    for name in SERIES:
        about = "" if name == "dev" else f"with: {name}\n"
        yield f"notes/{name}/index.md", f"---\n{about}cadence: weekly\nstarts: 2026-11-05\n---\n"
        for day in draw.sample(range(1, 30), draw.randint(2, 5)):
            yield f"notes/{name}/2026-11-{day:02}.md", note(draw, name, day)


def note(draw: random.Random, name: str, day: int) -> str:
    """Write a meeting."""
    lines = ["---", f"date: 2026-11-{day:02}"]
    lines += draw.choice(([], [], ["status: cancelled"], ["status: held"], ["publish: false"]))
    lines += ["---", "", f"# {name}", ""]
    for section in draw.sample(SECTIONS, 3):
        lines += [f"## {section}", ""]
        for _ in range(draw.randint(0, 3)):
            lines += item(draw)
        lines += ["", draw.choice(("", "```\n- [ ] Fenced ^ffff6\n```", "See `^ffff6`")), ""]
    lines += ["## Feedback", "", f"- From @{name}: Well said. ^hhhh{draw.randint(1, 2)}", ""]
    return "\n".join(lines)


def item(draw: random.Random) -> list[str]:
    """Write an item, some of them between private markers, or done, or without an id."""
    box = draw.choice(("[ ] ", "[ ] ", "[x] ", "[-] ", ""))
    see = draw.choice(("", "", f" (see:: hhhh{draw.randint(1, 2)})"))
    identity = draw.choice(("", f" ^{draw.choice(IDS)}", f" ^{draw.choice(IDS)}"))
    source = f"- {box}{draw.choice(TEXTS)}{see}{identity}"
    hidden = draw.random() < 0.15
    return ["<!-- private -->", source, "<!-- /private -->"] if hidden else [source]


COMMANDS: Final = (
    ("new", "ana"),
    ("new", "ana", "--dry-run", "--private"),
    ("new", "ben", "--from", "ana", "--date", "2026-12-03"),
    ("new", "cho/", "--slug", "more"),
    ("new", "dev"),
    ("new", "bne"),
    ("add", "ana", "Something new"),
    ("add", "ana", "Something new"),
    ("add", "cho", "Named as another is ^aaaa1"),
    ("add", "cho", "Named as what stands in code ^ffff6", "--to", "actions"),
    ("add", "ben", "Served", "--goal", "latency", "--to", "actions"),
    ("add", "ben", "Served", "--goal", "latnecy"),
    ("done", "aaaa1"),
    ("done", "^bbbb2", "e-e-5"),
    ("done", "ffff6"),
    ("done", "2026"),
    ("drop", "cccc3", "--reason", "no time"),
    ("drop", "CCCC3"),
    ("reopen", "aaaa1"),
    ("reopen", "dddd4"),
    ("due", "bbbb2", "dddd4", "friday"),
    ("done", "Draft the rota"),
    ("done", "draft THE"),
    ("done", "strasse"),
    ("drop", "Ask about the raise"),
    ("due", "Plan `^gggg7`", "friday"),
    ("done", "Book"),
    ("reopen", "Book the room"),
    ("done", "nothing of the kind"),
    ("done", ""),
    ("hold", "ana"),
    ("hold", "ben", "--effective", "4"),
    ("cancel", "cho", "--reason", "ill"),
    ("cancel", "ana", "--reason", "ill", "--to", "2026-12-10"),
    ("series", "add", "ana", "--with", "ana"),
)


def both(
    one: Repository, other: Repository, command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Run a command as it is, and with the whole record; expect the same words and files."""
    results = [one.run(*command, status=None)]
    with monkeypatch.context() as patch:
        patch.setattr(Excerpts, "around", lambda self, *_, **__: self.whole())
        patch.setattr(Excerpts, "outline", Excerpts.whole)
        patch.setattr(Excerpts, "has_item", has_item)
        results.append(other.run(*command, status=None))
    fast, whole = ((r.exit_code, r.stdout, r.stderr) for r in results)
    assert whole == fast, command
    assert other.files() == one.files(), command
    assert fast[0] in {0, 2}, fast


def has_item(excerpts: Excerpts, identity: str) -> bool:
    """Look for an id in every meeting."""
    return any(i.id == identity for m in excerpts.whole().meetings for i in m.note.items())


@pytest.mark.parametrize("seed", range(4))
def test_as_with_the_whole_record(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever ids do, commands write and say what they would with every note at hand."""
    repositories = [Repository(tmp_path / "one"), Repository(tmp_path / "other")]
    for repository in repositories:
        for path, text in written(seed):
            repository.write(path, text)
    for command in random.Random(seed).sample(COMMANDS, 20):
        both(*repositories, command, monkeypatch)


def test_as_with_the_whole_example(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The example year is changed as it would be with every note at hand."""
    repositories = [Repository(tmp_path / "one"), Repository(tmp_path / "other")]
    for repository in repositories:
        shutil.copytree(EXAMPLE / "notes", repository.root / "notes")
        shutil.copy(EXAMPLE / "mkdocs.yml", repository.root)
    record = whole(repositories[0]).whole()
    open_ids = [t.item.id for t in record.threads if t.state == "open" and t.item.id]
    texts = [t.item.text for t in record.threads if t.state == "open"]
    for command in (
        ("done", *open_ids[:3]),
        ("due", open_ids[-1], "+7d"),
        ("done", texts[4][:12]),
        ("drop", texts[-4]),
        *((name, series) for series in record.series for name in ("hold", "new")),
        *(("add", series, "Whatever comes") for series in record.series),
    ):
        both(*repositories, command, monkeypatch)


def whole(repository: Repository) -> Excerpts:
    """Return what gives parts of a repository's record."""
    config = load_config(repository.root)
    return Excerpts(Store(config), today(config))


@pytest.fixture
def three(empty: Repository) -> Repository:
    """Three series, each with a meeting and an item of its own."""
    empty.write("mkdocs.yml", MKDOCS)
    for name, identity in (("ana", "aaaa1"), ("ben", "bbbb2"), ("cho", "cccc3")):
        empty.write(f"notes/{name}/index.md", f"---\nwith: {name}\n---\n")
        text = f"## Actions\n\n- [ ] Ask {name} ^{identity}\n"
        empty.write(f"notes/{name}/2026-11-20.md", text)
    return empty


def read(excerpts: Excerpts, **asked: list[str]) -> list[str]:
    """Name the series whose meetings a part of the record has."""
    record = excerpts.around(**asked)
    assert [*record.series] == ["ana", "ben", "cho"]
    return [name for name, series in record.series.items() if series.meetings]


def test_reads_no_more_than_is_asked(three: Repository) -> None:
    """Only notes of the series in question are parsed: its own, an id's, a text's."""
    assert read(whole(three), series=["ana/"]) == ["ana"]
    assert read(whole(three), ids=["bbbb2"]) == ["ben"]
    assert read(whole(three), starts=["ask cho"]) == ["cho"]
    assert read(whole(three)) == []


@pytest.mark.parametrize(
    "command",
    [
        ("new", "ana", "--date", "2026-11-27"),
        ("add", "ana", "More"),
        ("done", "^bbbb2", "ask cho"),
        ("hold", "ben"),
        ("cancel", "cho", "--reason", "ill", "--date", "2026-11-27"),
    ],
    ids=" ".join,
)
def test_none_needs_the_whole_record(
    command: tuple[str, ...], three: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A command that finds what it is asked for does not go on to read everything."""
    three.write("notes/ana/2026-11-26.md", "## Questions & Issues\n")
    monkeypatch.setattr(Excerpts, "whole", lambda _: pytest.fail("read everything"))
    three.out(*command)


def test_follows_an_item_that_moved(three: Repository) -> None:
    """A series comes with those that its items moved to, and with those that these moved to."""
    moved = "## Actions\n\n- [x] Ask ana ^aaaa1\n- [ ] Ask on ^dddd4\n"
    three.write("notes/ben/2026-11-21.md", moved)
    assert read(whole(three), series=["ana"]) == ["ana", "ben"]
    three.write("notes/cho/2026-11-21.md", "## Actions\n\n- [ ] Ask on ^dddd4\n")
    assert read(whole(three), series=["ana"]) == ["ana", "ben", "cho"]


def test_what_moved_away_and_was_done_is_not_carried(three: Repository) -> None:
    """`new` leaves out an item that was finished in another series' meeting."""
    assert "Ask ana" in three.out("new", "ana", "--date", "2026-11-27", "--dry-run")
    three.write("notes/ben/2026-11-21.md", "## Actions\n\n- [x] Ask ana ^aaaa1\n")
    assert "Ask ana" not in three.out("new", "ana", "--date", "2026-11-27", "--dry-run")


def test_feedback_taken_up_elsewhere(three: Repository) -> None:
    """`new` does not remind of feedback that an item of another series refers to."""
    given = "## Feedback\n\n- From @ana: Speak up. ^hhhh8\n"
    three.write("notes/ana/2026-11-21.md", given)
    command = ("new", "ana", "--date", "2026-11-27", "--dry-run")
    assert "Speak up" in three.out(*command)
    three.write("notes/cho/2026-11-21.md", "## Actions\n\n- [ ] Speak up (see:: hhhh8)\n")
    assert "Speak up" not in three.out(*command)


def test_an_id_of_another_series_is_taken(three: Repository) -> None:
    """`add` refuses an id that an item of any series has, and takes one that merely seems one."""
    three.write("notes/ana/2026-11-27.md", "## Questions & Issues\n")
    assert "is taken" in three.fails("add", "ana", "More ^cccc3")
    three.write("notes/cho/2026-11-27.md", "Not `^dddd4`.\n")
    assert "^dddd4" in three.out("add", "ana", "More ^dddd4")


@pytest.mark.parametrize("seed", range(8))
def test_nothing_is_overlooked(seed: int, tmp_path: Path) -> None:
    """Whatever id an item has is found in its note's bytes, and so are the words of its text."""
    repository = Repository(tmp_path)
    for path, text in written(seed):
        repository.write(path, text)
    threads = whole(repository).whole().threads
    assert len(threads) > 10
    for thread in threads:
        data = thread.newest.meeting.note.text.encode()
        assert not thread.item.id or thread.item.id.encode() in ids_in(data)
        assert may_say(data, words_in(thread.item.text))
        assert matching(threads, thread.item.id or thread.item.text)
        assert id_in(f" ^{thread.item.id}") == str(thread.item.id).casefold()
