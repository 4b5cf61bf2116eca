"""What is kept between runs, replaced by garbage or by lies: it is no more than a cache."""

from __future__ import annotations

import itertools
import os
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Final

import pytest
from msgspec import msgpack

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from tests.hostile.conftest import Arena

FORMS: Final[Sequence[Callable[[Path], object]]] = (
    lambda path: path.touch(),
    lambda path: path.write_bytes(bytes(range(256)) * 20),
    lambda path: path.write_text("[" * 100_000, "utf-8"),
    lambda path: path.write_text('{"key": 1, "version": [], "made": {}}', "utf-8"),
    lambda path: path.symlink_to("/dev/zero"),
    lambda path: path.symlink_to(path.name),
    lambda path: path.symlink_to("../../victim"),
    os.mkfifo,
    lambda path: path.symlink_to("../../nowhere"),
)
LIE: Final = "lied <script>alert(1)</script><img src=x onerror=alert(1)>"


@pytest.mark.parametrize("first", range(0, len(FORMS), 3))
def test_a_cache_of_anything(arena: Arena, first: int) -> None:
    """Commands and builds say the same over it as they did without, and write through no link."""
    victim = arena.write("victim", "mine")
    said = arena.run("check").stdout
    arena.run("build")
    site = arena.site()
    folder = arena.root / ".cache/aquip"
    kept = sorted(path for path in folder.iterdir() if path.is_file() and path.name != ".gitignore")
    assert len(kept) >= 3
    forms = [*FORMS[first:], *FORMS[:first]]
    for path, form in zip(kept, itertools.cycle(forms[:3]), strict=False):
        path.unlink()
        form(path)
    assert arena.run("check").stdout == said
    arena.run("build")
    assert arena.site() == site
    assert victim.read_text("utf-8") == "mine"


def test_a_cache_elsewhere(arena: Arena) -> None:
    """A link in the place of the cache is taken away: nothing is written where it leads."""
    elsewhere = arena.root.parent / "elsewhere"
    elsewhere.mkdir()
    (arena.root / ".cache").symlink_to(elsewhere)
    arena.run("check")
    arena.run("build")
    assert [*elsewhere.iterdir()] == []


def test_lies_are_never_markup(arena: Arena) -> None:
    """Notes that a cache tells of in other words come to the site as words."""
    arena.run("check")
    with closing(sqlite3.connect(arena.root / ".cache/aquip/notes.sqlite3")) as database, database:
        for key, data in database.execute("SELECT key, data FROM notes").fetchall():
            lied = _lie(msgpack.decode(data))
            database.execute("UPDATE notes SET data = ? WHERE key = ?", (msgpack.encode(lied), key))
    arena.run("mkdocs", "build", "--quiet")
    pages = {path: data for path, data in arena.site().items() if path.endswith(".html")}
    assert any(b"lied" in data for data in pages.values())
    assert [path for path, data in pages.items() if b"<script>alert" in data] == []
    assert [path for path, data in pages.items() if b"<img src=x" in data] == []


def _lie(value: object) -> object:
    """Put the lie in the place of each text that a person could have written."""
    if isinstance(value, str):
        return LIE if " " in value.strip() else value
    if isinstance(value, dict):
        return {key: _lie(entry) for key, entry in value.items()}
    return [_lie(entry) for entry in value] if isinstance(value, list) else value
