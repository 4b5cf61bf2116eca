"""An editor saves while aquip writes: whatever it saved stays, and what it leaves is no note."""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from aquip.config import load_config
from aquip.errors import AquipError
from aquip.files import swap
from aquip.files.atomic import Change
from aquip.files.step import Step
from aquip.store import Store

OURS, THEIRS = "- [ ] Ours\n", "- [ ] Theirs\n"
UNTOUCHED = {"a.md": "before\n", "b.md": "before\n"}


def by_rename(path: Path) -> None:
    """Save as Vim and Emacs do: a new file takes the old one's place."""
    new = path.with_name("4913")
    new.write_text(THEIRS)
    new.replace(path)


def in_place(path: Path) -> None:
    """Save as VS Code and Obsidian do: the same file says something else."""
    path.write_text(THEIRS)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A repository of two notes."""
    (tmp_path / "mkdocs.yml").write_text("docs_dir: .\n")
    for name, text in UNTOUCHED.items():
        (tmp_path / name).write_text(text)
    return Store(load_config(tmp_path))


def visible(store: Store) -> dict[str, str]:
    """Return what is in the repository but for its configuration and cache."""
    root = store.config.root
    files = {path.name: path for path in root.iterdir() if path.is_file()}
    return {name: path.read_text() for name, path in files.items() if name != "mkdocs.yml"}


@pytest.mark.parametrize("name", ["a.md", "b.md"])
@pytest.mark.parametrize(
    ("save", "late", "exchange"),
    [
        (by_rename, False, False),
        (by_rename, False, True),
        (by_rename, True, True),
        (in_place, False, False),
        (in_place, False, True),
        (in_place, True, False),
        (in_place, True, True),
    ],
)
def test_saved_in_the_very_moment(
    store: Store,
    monkeypatch: pytest.MonkeyPatch,
    save: Callable[[Path], None],
    name: str,
    late: bool,
    exchange: bool,
) -> None:
    """Right before a note is replaced, or in that instant: its save stands, and all else is as was.

    Only where files can't change places, nothing tells of one that is renamed into the way then.
    """
    path = store.config.root / name
    exchange_files = swap.exchange

    def before(step: Step) -> None:
        if step.name == name and not late:
            save(path)
        forth(step)

    def instant(one: Path, other: Path) -> bool:
        nonlocal late
        if other.name == name and late:
            late = False
            save(path)
        return exchange and exchange_files(one, other)

    forth = Step.forth
    monkeypatch.setattr(Step, "forth", before)
    monkeypatch.setattr(swap, "exchange", instant)
    with pytest.raises(AquipError, match=rf"^{name}: this file changed while aquip was at work"):
        store.apply([Change("a.md", OURS, "before\n"), Change("b.md", OURS, "before\n")])
    assert UNTOUCHED | {name: THEIRS} == visible(store)


def test_saved_after_the_first_and_before_the_second(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A note that is to be taken back, and was edited since, is not taken back over the edit."""
    forth = Step.forth

    def busy(step: Step) -> None:
        if step.name == "b.md":
            in_place(store.config.root / "a.md")
            raise OSError(28, "No space left on device")
        forth(step)

    monkeypatch.setattr(Step, "forth", busy)
    with pytest.raises(AquipError, match="No space left"):
        store.apply([Change("a.md", OURS, "before\n"), Change("b.md", OURS, "before\n")])
    expected = {"a.md": THEIRS, "b.md": "before\n"}
    assert expected == visible(store)


def test_a_new_note_that_somebody_else_makes_first(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Theirs stays, were it the very same text, and ours is refused."""
    place = Step._place

    def first(step: Step) -> None:
        step.target.write_text(OURS)
        place(step)

    monkeypatch.setattr(Step, "_place", first)
    with pytest.raises(AquipError, match=r"^c\.md: this is there already, and is not overwritten"):
        store.create("c.md", OURS)
    expected = UNTOUCHED | {"c.md": OURS}
    assert expected == visible(store)


def test_a_note_that_is_not_to_be_written(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that may not be written is not replaced either, though its folder would allow it."""
    monkeypatch.setattr(os, "access", lambda path, _: Path(path).name != "a.md")
    with pytest.raises(AquipError, match=r"^a\.md: this can't be written: Permission denied"):
        store.write("a.md", OURS, expected="before\n")
    assert visible(store) == UNTOUCHED


SAVES = 150


def _save_again_and_again(path: Path, lost: multiprocessing.Queue[int]) -> None:
    for number in range(1, SAVES + 1):
        new = path.with_name("4913")
        new.write_text(f"{number} ")
        new.replace(path)
        time.sleep(0.001)
        waited = time.monotonic() + 5
        while path.read_text().split()[0] != str(number):  # amid a change that is taken back
            if time.monotonic() > waited:
                lost.put(number)
                break
    lost.put(0)


def test_a_race(store: Store) -> None:
    """An editor saves hundreds of times, while aquip adds as fast as it can: no save is undone."""
    server = multiprocessing.get_context("forkserver")
    lost = server.Queue()
    path = store.config.root / "a.md"
    path.write_text("0 ")
    editor = server.Process(target=_save_again_and_again, args=(path, lost))
    editor.start()
    accepted = 0
    with store.lock():
        while editor.is_alive():
            text = path.read_text()
            with suppress(AquipError):
                store.write("a.md", f"{text}x ", expected=text)
                accepted += 1
            time.sleep(0.0002)
    editor.join()
    assert lost.get() == 0
    assert accepted
    assert str(SAVES) == path.read_text().split()[0]
    assert {"a.md", "b.md"} == visible(store).keys()
