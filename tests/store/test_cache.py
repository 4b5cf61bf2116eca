"""The cache of parsed notes: the same notes, faster, and never anything else."""

from __future__ import annotations

import datetime as dt
import sqlite3
from pathlib import Path

import pytest

from aquip import cache as cache_module
from aquip.cache import NoteCache
from aquip.config import load_config
from aquip.core.parse import parse
from aquip.core.plain_data import note_of_data, note_to_data
from aquip.core.settings import Settings
from aquip.store import Store

TODAY = dt.date(2026, 11, 22)
EXAMPLE = Path(__file__).parents[2]
NOTES = sorted((EXAMPLE / "notes").rglob("*.md"))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Make a repository with one meeting."""
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: x\ndocs_dir: notes\nplugins: [aquip: {me: sam}]\n", "utf-8"
    )
    folder = tmp_path / "notes" / "morgan"
    folder.mkdir(parents=True)
    (folder / "index.md").write_text("---\nwith: morgan\n---\n", "utf-8")
    (folder / "2026-11-20.md").write_text("## Actions\n\n- [ ] @sam Überlegen ^abcd\n", "utf-8")
    return tmp_path


def actions(root: Path) -> list[str]:
    """Read the notes anew and list their actions."""
    record = Store(load_config(root)).load(today=TODAY)
    return [thread.item.text for thread in record.threads]


def database(root: Path) -> Path:
    """Return where the cache is."""
    return root / ".cache" / "aquip" / "notes.sqlite3"


def rows(root: Path) -> int:
    """Count what is in the cache."""
    connection = sqlite3.connect(database(root))
    (count,) = connection.execute("SELECT count(*) FROM notes").fetchone()
    connection.close()
    return int(count)


@pytest.mark.parametrize("path", NOTES, ids=lambda path: path.stem)
def test_a_note_comes_back_as_it_went_in(path: Path) -> None:
    """Every note of the example survives being written as plain data and read again."""
    note = parse(path.read_bytes(), path="p", uri="u", settings=Settings())
    assert note == note_of_data(note_to_data(note), path="p", uri="u", text=note.text)


def test_a_note_is_parsed_once(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second reading parses nothing; a changed note alone is parsed again."""
    assert actions(root) == ["Überlegen"]
    parsed: list[str] = []

    def spy(data: bytes, *, path: str, **rest: object) -> object:
        parsed.append(path)
        return parse(data, path=path, **rest)  # type: ignore[arg-type]

    monkeypatch.setattr("aquip.parsing.parse", spy)
    assert actions(root) == ["Überlegen"]
    assert parsed == []
    note = root / "notes/morgan/2026-11-20.md"
    note.write_text(note.read_text("utf-8") + "- [ ] @sam Noch eins\n", "utf-8")
    assert actions(root) == ["Überlegen", "Noch eins"]
    assert parsed == ["notes/morgan/2026-11-20.md"]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda path: path.write_bytes(b"no database at all" * 100),
        lambda path: path.write_bytes(path.read_bytes()[:500]),
        lambda path: path.write_bytes(b""),
        lambda path: (path.unlink(), path.mkdir()),
        lambda path: execute(path, "UPDATE notes SET data = x'90'"),
        lambda path: execute(path, "UPDATE notes SET data = x'81a16101'"),
        lambda path: execute(path, "UPDATE notes SET data = substr(data, 1, 40)"),
        lambda path: execute(path, "DROP TABLE notes"),
        lambda path: execute(path, "ALTER TABLE notes RENAME COLUMN data TO other"),
    ],
    ids=["foreign", "cut", "empty", "folder", "list", "object", "cut row", "no table", "column"],
)
def test_a_cache_that_is_no_good_is_no_cache(root: Path, spoil: object) -> None:
    """Whatever is in its place, the notes are read as they are, and nothing fails."""
    actions(root)
    spoil(database(root))  # type: ignore[operator]
    assert actions(root) == ["Überlegen"]
    assert actions(root) == ["Überlegen"]


def execute(path: Path, statement: str) -> None:
    """Change the cache behind aquip's back."""
    connection = sqlite3.connect(path)
    with connection:
        connection.execute(statement)
    connection.close()


def test_nothing_private_is_cached(root: Path) -> None:
    """Notes with hidden lines or not published leave no trace: caches travel."""
    folder = root / "notes" / "morgan"
    (folder / "2026-11-13.md").write_text("## Actions\n\n- [ ] seen\n", "utf-8")
    hidden = "## Notes\n\n<!-- private -->\ncanary-one\n<!-- /private -->\n"
    (folder / "2026-11-06.md").write_text(hidden, "utf-8")
    (folder / "2026-10-30.md").write_text("---\npublish: false\n---\ncanary-two\n", "utf-8")
    (folder / "mine.private.md").write_text("canary-three\n", "utf-8")
    actions(root)
    content = database(root).read_bytes()
    assert b"seen" in content
    assert b"canary" not in content


def test_settings_that_change_the_meaning_change_the_key(root: Path) -> None:
    """A new alias is heard at once."""
    note = root / "notes/morgan/2026-11-20.md"
    note.write_text("## Aufgaben\n\n- [ ] @sam Überlegen\n", "utf-8")
    assert actions(root) == []
    config = root / "mkdocs.yml"
    said = "{me: sam, sections: {actions: {aliases: [Aufgaben]}}}"
    config.write_text(config.read_text("utf-8").replace("{me: sam}", said), "utf-8")
    assert actions(root) == ["Überlegen"]


def test_old_rows_are_forgotten(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The cache does not grow without end: beyond a surplus, only notes in use stay."""
    monkeypatch.setattr(cache_module, "_SURPLUS", 3)
    note = root / "notes/morgan/2026-11-20.md"
    for number in range(10):
        note.write_text(f"## Actions\n\n- [ ] number {number}\n", "utf-8")
        assert actions(root) == [f"number {number}"]
    assert rows(root) <= 2 + 3


def test_a_folder_that_cannot_be_written_is_no_obstacle(root: Path) -> None:
    """Where the cache can't be kept, notes are read all the same."""
    (root / ".cache").write_text("a file where the folder should be", "utf-8")
    assert actions(root) == ["Überlegen"]
    cache = NoteCache(root / ".cache" / "aquip", Settings())
    cache.save(everything=True)
