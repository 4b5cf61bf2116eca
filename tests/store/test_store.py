"""Reading and writing notes: exact, atomic, locked, and private where it should be."""

from __future__ import annotations

import multiprocessing
import os
import stat
from pathlib import Path

import pytest

import aquip
from aquip.config import load_config
from aquip.errors import AquipError
from aquip.files.atomic import Change
from aquip.files.swap import swap
from aquip.store import Store

MEETING = "---\ndate: 2026-11-20\n---\n\n## Actions\n\n- [ ] @sam Open ^op3n\n"
HUSHED = MEETING + "\n<!-- private -->\n- [ ] @sam Hidden ^h1dd\n<!-- /private -->\n"
NOTE = "notes/morgan/2026-11-20.md"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A repository with one series of one meeting."""
    (tmp_path / "notes" / "morgan").mkdir(parents=True)
    (tmp_path / "mkdocs.yml").write_text("docs_dir: notes\nplugins: [aquip]\n")
    (tmp_path / "notes/morgan/index.md").write_text("---\nwith: morgan\n---\n")
    (tmp_path / NOTE).write_text(MEETING)
    return Store(load_config(tmp_path))


def paths(store: Store) -> list[Path]:
    """Return all that is in the repository, but for what aquip keeps for itself."""
    root = store.config.root
    return sorted(path for path in root.rglob("*") if ".cache" not in path.parts)


def ids(record: aquip.core.model.Record) -> set[str | None]:
    """Return the ids of a record's items."""
    return {thread.item.id for thread in record.threads}


def test_finds_what_mkdocs_would(store: Store) -> None:
    """Markdown at any depth; no hidden files or folders, no templates at the top."""
    notes = store.config.docs_dir
    for path in ("a/b/c.md", ".hidden.md", ".obsidian/x.md", "templates/t.md", "a/templates/u.md"):
        (notes / path).parent.mkdir(parents=True, exist_ok=True)
        (notes / path).touch()
    (notes / "picture.png").touch()
    assert store.note_paths() == (
        "notes/a/b/c.md",
        "notes/a/templates/u.md",
        NOTE,
        "notes/morgan/index.md",
    )


def test_notes_folder_elsewhere(store: Store, tmp_path: Path) -> None:
    """The notes may lie beside the configuration's folder; paths still count from the root."""
    root = tmp_path / "config"
    root.mkdir()
    (root / "mkdocs.yml").write_text("docs_dir: ../notes\n")
    elsewhere = Store(load_config(root))
    assert elsewhere.note_paths() == (f"../{NOTE}", "../notes/morgan/index.md")
    assert elsewhere.read(f"../{NOTE}") == MEETING.encode()
    assert elsewhere.uri_of(f"../{NOTE}") == "morgan/2026-11-20.md"


def test_notes_in_the_root(tmp_path: Path) -> None:
    """The notes may lie right in the root, where paths have no folder before them."""
    (tmp_path / "mkdocs.yml").write_text("docs_dir: .\n")
    (tmp_path / "one.md").touch()
    assert Store(load_config(tmp_path)).note_paths() == ("one.md",)


def test_public_is_less(store: Store) -> None:
    """The public record lacks hidden lines, notes that are not published, and private files."""
    notes = store.config.docs_dir / "morgan"
    (notes / "2026-11-20.md").write_text(HUSHED)
    draft = MEETING.replace("---\n\n", "publish: false\n---\n\n").replace("op3n", "dr4ft")
    (notes / "2026-11-27.md").write_text(draft)
    (notes / "raise.private.md").write_text("# Raise\n")
    reading = store.load_both()
    assert ids(reading.full) == {"op3n", "h1dd", "dr4ft"}
    assert ids(reading.public) == {"op3n"}
    assert not any("private" in note.path for note in reading.public.notes)
    assert "Hidden" not in "".join(note.text for note in reading.public.notes)


def test_nothing_private_is_read_once(store: Store) -> None:
    """Where nothing is private, both records are the same one."""
    reading = store.load_both()
    assert reading.full is reading.public


def test_load(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """``aquip.load`` is the whole record, from a path or from the folder one is in."""
    assert ids(aquip.load(store.config.root)) == {"op3n"}
    monkeypatch.chdir(store.config.docs_dir)
    assert ids(aquip.load()) == {"op3n"}


def test_write_keeps_the_mode(store: Store) -> None:
    """A file that is replaced keeps its permissions."""
    path = store.config.root / NOTE
    path.chmod(0o640)
    store.write(NOTE, "new\r\n", expected=MEETING)
    assert path.read_bytes() == b"new\r\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_create_honours_the_mask(store: Store) -> None:
    """A new file gets the permissions any program's new file would."""
    previous = os.umask(0o027)
    try:
        store.create("notes/new/2026-01-01.md", "x")
    finally:
        os.umask(previous)
    made = store.config.root / "notes/new/2026-01-01.md"
    assert stat.S_IMODE(made.stat().st_mode) == 0o640


def test_write_through_a_link(store: Store) -> None:
    """A note that is a link within the repository stays one, and its target is written."""
    link = store.config.docs_dir / "morgan" / "latest.md"
    link.symlink_to(store.config.root / NOTE)
    store.write("notes/morgan/latest.md", "new", expected=MEETING)
    assert link.is_symlink()
    assert (store.config.root / NOTE).read_text() == "new"


def test_nothing_is_lost(store: Store) -> None:
    """A file that changed since it was read is left as it is."""
    (store.config.root / NOTE).write_text("edited meanwhile")
    with pytest.raises(AquipError, match="changed while aquip was at work"):
        store.write(NOTE, "new", expected=MEETING)
    assert (store.config.root / NOTE).read_text() == "edited meanwhile"


@pytest.mark.parametrize("kind", ["file", "folder", "dangling link"])
def test_create_never_overwrites(store: Store, kind: str) -> None:
    """Whatever is in the way of a new note stays there."""
    path = store.config.docs_dir / "x.md"
    if kind == "file":
        path.write_text("mine")
    elif kind == "folder":
        path.mkdir()
    else:
        path.symlink_to("nowhere")
    with pytest.raises(AquipError, match="is there already"):
        store.create("notes/x.md", "new")
    assert kind != "file" or path.read_text() == "mine"


def test_all_or_none(store: Store) -> None:
    """Where one of several changes can't be made, none is, and nothing is left behind."""
    before = paths(store)
    with pytest.raises(AquipError):
        store.apply([Change(NOTE, "new", MEETING), Change("mkdocs.yml", "taken")])
    assert (store.config.root / NOTE).read_text() == MEETING
    assert before == paths(store)


@pytest.mark.parametrize("first", [Change(NOTE, "new", MEETING), Change("new/x.md", "new")])
def test_what_is_in_place_is_taken_back(
    store: Store, monkeypatch: pytest.MonkeyPatch, first: Change
) -> None:
    """Where the second file can't take its place, the first is as it was, or is gone again."""
    before = paths(store)
    index = "notes/morgan/index.md"

    def refuse(temporary: Path, target: Path) -> None:
        if target.name == "index.md":
            raise OSError(1, "Operation not permitted")
        swap(temporary, target)

    monkeypatch.setattr("aquip.files.step.swap", refuse)
    text = store.read(index).decode()
    with pytest.raises(AquipError, match=rf"^{index}: this can't be written: Operation not"):
        store.apply([first, Change(index, "new", text)])
    assert (store.config.root / NOTE).read_text() == MEETING
    assert before == paths(store)


def test_full_disk(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A write that fails midway leaves the note whole, and says why."""

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(AquipError, match="No space left on device; nothing was changed"):
        store.write(NOTE, "new", expected=MEETING)
    assert (store.config.root / NOTE).read_text() == MEETING
    assert not [*(store.config.root / NOTE).parent.glob(".*")]


def test_what_was_read_before_the_lock_is_read_again(store: Store) -> None:
    """Inside the lock the folder is looked at anew."""
    store.note_paths()
    (store.config.docs_dir / "late.md").touch()
    with store.lock():
        assert "notes/late.md" in store.note_paths()


def test_the_cache_is_ignored_by_git(store: Store) -> None:
    """The lock's folder tells git to look away."""
    with store.lock():
        assert (store.config.root / ".cache/aquip/.gitignore").read_text() == "*\n"


def _count_up(root: Path, path: str) -> None:
    store = Store(load_config(root))
    for _ in range(20):
        with store.lock():
            text = store.read(path).decode()
            store.write(path, str(int(text) + 1), expected=text)


def test_lock_between_processes(store: Store) -> None:
    """Processes that read and write under the lock never lose each other's change."""
    (store.config.root / NOTE).write_text("0")
    fork = multiprocessing.get_context("spawn")
    running = [fork.Process(target=_count_up, args=(store.config.root, NOTE)) for _ in range(3)]
    for process in running:
        process.start()
    for process in running:
        process.join()
    assert (store.config.root / NOTE).read_text() == "60"


def test_impatient(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A lock that is never given back ends in an error that says so."""
    monkeypatch.setattr("aquip.store._PATIENCE", 0.01)
    other = Store(store.config)
    refused = pytest.raises(AquipError, match="another aquip has been writing")
    with store.lock(), refused, other.lock():
        pass


def test_read_what_is_not_there(store: Store) -> None:
    """A missing file is named."""
    with pytest.raises(AquipError, match=r"gone\.md: this can't be read: No such file"):
        store.read("gone.md")


def test_links_in_a_circle(store: Store) -> None:
    """Links that lead round to each other end the walk, and don't hang it."""
    notes = store.config.docs_dir
    (notes / "a").mkdir()
    (notes / "b").mkdir()
    (notes / "a" / "to-b").symlink_to(notes / "b")
    (notes / "b" / "to-a").symlink_to(notes / "a")
    (notes / "self").symlink_to(notes / "self")
    (notes / "a" / "one.md").touch()
    assert "notes/a/one.md" in store.note_paths()
