"""Notes parsed by several processes: the same notes, and no process left behind."""

from __future__ import annotations

import os
import signal
import threading
from typing import TYPE_CHECKING

import pytest

from aquip import parsing, workers
from aquip.cache import NoteCache
from aquip.core.settings import Settings
from aquip.parsing import Source, notes_of, parsed, public_notes_of
from aquip.workers import Worker, processes, shares

if TYPE_CHECKING:
    from pathlib import Path

SETTINGS = Settings()
ODD = {
    3: b"\xff no UTF-8",
    4: b"---\nset: !!set {a, b}\n---\n## Actions\n\n- [ ] odd front matter\n",
    5: b"## Notes\n\n<!-- private -->\nhidden\n<!-- /private -->\n",
    6: b"",
}

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")


@pytest.fixture(autouse=True)
def three_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a few notes shared by three processes, however many cores there are."""
    monkeypatch.setattr(parsing, "_WORTH", 4)
    monkeypatch.setattr(parsing, "processes", lambda: 3)


def sources() -> list[Source]:
    """Return twenty notes, some of them odd."""
    text = "## Actions\n\n- [ ] @sam Number {} (due:: 2026-11-27) ^id{:03}\n"
    data = [ODD.get(n, text.format(n, n).encode()) for n in range(20)]
    return [Source(f"notes/a/{n}.md", f"a/{n}.md", each) for n, each in enumerate(data)]


def cache(tmp_path: Path) -> NoteCache:
    """Return an empty cache."""
    return NoteCache(tmp_path / "cache", SETTINGS)


def test_notes_are_the_same_whoever_parsed_them(tmp_path: Path) -> None:
    """Three processes yield what one does, in the same order, odd notes included."""
    alone = [parsed(one, SETTINGS) for one in sources()]
    assert alone == notes_of(sources(), SETTINGS, cache(tmp_path))


def test_public_notes_are_the_same_whoever_parsed_them() -> None:
    """What is hidden is in none of them, and all else is where it was."""
    alone = [parsed(one, SETTINGS, public=True) for one in sources()]
    assert alone == public_notes_of(sources(), SETTINGS)
    assert any(note.hidden for note in alone)


def test_what_workers_parsed_is_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second reading takes the notes from the cache; what is private or odd is parsed again."""
    kept = cache(tmp_path)
    notes_of(sources(), SETTINGS, kept)
    kept.save(everything=True)
    seen: list[str] = []

    def spy(source: Source, settings: Settings, *, public: bool) -> object:
        seen.append(source.path)
        return parsed(source, settings, public=public)

    monkeypatch.setattr(parsing, "parsed", spy)
    monkeypatch.setattr(parsing, "processes", lambda: 1)
    notes_of(sources(), SETTINGS, cache(tmp_path))
    assert seen == ["notes/a/3.md", "notes/a/4.md", "notes/a/5.md"]


def test_a_worker_that_dies_is_made_good(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its share is parsed here, and nothing is missing."""
    here = os.getpid()

    def dies(source: Source, settings: Settings, *, public: bool) -> object:
        if os.getpid() != here and source.uri == "a/7.md":
            os.kill(os.getpid(), signal.SIGKILL)
        return parsed(source, settings, public=public)

    monkeypatch.setattr(parsing, "parsed", dies)
    alone = [parsed(one, SETTINGS) for one in sources()]
    assert alone == notes_of(sources(), SETTINGS, cache(tmp_path))


def test_a_worker_says_nothing_and_leaves_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    """What fails in it is not told twice, and it is no more when its result is asked for."""

    def fails() -> bytes:
        raise ValueError("not here")

    worker = Worker(fails)
    assert worker.result() is None
    assert capfd.readouterr() == ("", "")
    with pytest.raises(ChildProcessError):
        os.waitpid(worker._pid, os.WNOHANG)


def test_a_worker_sends_more_than_a_pipe_holds() -> None:
    """A megabyte comes through whole."""
    assert Worker(lambda: b"x" * 1_000_000).result() == b"x" * 1_000_000


def test_nothing_is_forked_beside_other_threads() -> None:
    """Forking with threads about may never end, so it is left."""
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    try:
        assert processes() == 1
    finally:
        done.set()
        thread.join()


def test_shares_hold_every_task_once() -> None:
    """Dealing out loses and doubles nothing."""
    dealt = shares(range(10), 3)
    assert list(range(10)) == sorted(task for share in dealt for task in share)
    assert len(dealt) <= workers._MOST
