"""A preview's builds: one process, one plugin, the record in memory."""

from __future__ import annotations

import subprocess
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from watchdog.events import FileSystemEventHandler

from mkdocs_aquip.watching import Watching
from tests.conftest import TODAY
from tests.incremental.conftest import Twins, contents, hear, meetings
from tests.incremental.test_changes import CHANGES, FIRST, SECOND
from tests.plugin.conftest import FILES, MEETING, NEXT

URL = "http://127.0.0.1:8000/"


class Preview:
    """MkDocs' preview without its server: its builds, as it starts them."""

    def __init__(self, twins: Twins) -> None:
        self.twins = twins
        self._config = self._load("preview")
        self._config.plugins.on_startup(command="serve", dirty=True)

    def _load(self, folder: str) -> MkDocsConfig:
        self.twins.configure()
        config = self.twins.load(folder)
        config.site_url = URL
        return config

    def build(self) -> list[str]:
        """Build as the preview does after a change."""
        config = self._load("preview")
        return hear(lambda: build(config, serve_url=URL, dirty=True))[0]

    def check(self) -> None:
        """Compare with what a clean preview shows."""
        said = self.build()
        config = self._load("whole")
        told, _ = hear(lambda: build(config, serve_url=URL, dirty=False))
        root = self.twins.root
        assert contents(root / "whole") == contents(root / "preview")
        assert sorted(told) == sorted(said)

    def watched(self, server: LiveReloadServer) -> LiveReloadServer:
        """Let its plugins know the server, as MkDocs does."""
        config = self._config
        return config.plugins.on_serve(server, config=config, builder=server.builder)

    def end(self) -> None:
        """End it."""
        self._config.plugins.on_shutdown()


@pytest.fixture
def preview(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Preview]:
    """A preview that has been built once."""
    monkeypatch.setenv("AQUIP_TODAY", TODAY)
    twins = Twins(tmp_path)
    twins.write({**FILES, **meetings(["02", "09"])})
    made = Preview(twins)
    made.build()
    yield made
    made.end()


def test_each_build_is_a_clean_one(preview: Preview) -> None:
    """Edits, a half-saved file, another branch, plugins that come and go: never a stale page."""
    for name in ("text", "closed", "note renamed", "goal", "style", "plugin", "person", "draft"):
        preview.twins.write({FIRST: MEETING})
        CHANGES[name](preview.twins)
        preview.check()
    preview.twins.write({FIRST: MEETING[: len(MEETING) // 2]})
    preview.check()
    preview.twins.plugins.clear()
    preview.twins.config.clear()
    preview.twins.write(dict(FILES))
    preview.check()


def test_nothing_of_a_preview_is_kept(preview: Preview) -> None:
    """The preview's folder is gone when it ends, so nothing is noted of it on disk."""
    assert not (preview.twins.root / ".cache/aquip/site.sqlite").exists()


def test_failed_build(preview: Preview) -> None:
    """A build that fails leaves no belief in what it made."""
    preview.twins.write({"notes/own.md": "---\ntemplate: none.html\n---\n\n# Own\n"})
    preview.twins.write({FIRST: MEETING.replace("fast", "slow")})
    with suppress(Exception):
        preview.build()
    preview.twins.write({"notes/own.md": "# Own\n"})
    preview.check()


@contextmanager
def serving(preview: Preview) -> Iterator[str]:
    """Run MkDocs' own server; yield its address."""
    folder = str(preview.twins.root / "preview")
    server = LiveReloadServer(
        lambda: preview.build() and None, "127.0.0.1", 0, folder, polling_interval=0.1
    )
    server.watch(str(preview.twins.root / "notes"))
    thread = threading.Thread(target=preview.watched(server).serve)
    thread.start()
    try:
        time.sleep(0.3)
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()


def await_text(address: str, text: str) -> None:
    """Wait until a page says something."""
    page, deadline = "", time.monotonic() + 40
    while text not in page and time.monotonic() < deadline:
        time.sleep(0.2)
        # A server that is busy building may let a request wait, or refuse it.
        with suppress(OSError), urllib.request.urlopen(address) as answer:  # noqa: S310 - ours
            page = answer.read().decode()
    assert text in page


def test_saves_while_it_builds(preview: Preview) -> None:
    """A burst of saves, some in the middle of a build, is followed by a build of the last."""
    path = preview.twins.root / FIRST
    with serving(preview) as address:
        for word in ("one", "two", "three", "four", "the last"):
            path.write_text(MEETING.replace("Checkout is fast", f"Checkout is {word}"))
            time.sleep(0.25)
        await_text(f"{address}morgan/2026-11-13/", "Checkout is the last")


def test_half_saved(preview: Preview) -> None:
    """A file that an editor is still writing is shown in full once it is written."""
    path = preview.twins.root / SECOND
    text = NEXT.replace("Ask Jo", "Ask everyone").encode()
    with serving(preview) as address:
        with path.open("wb", buffering=0) as file:
            for start in range(0, len(text), 100):
                file.write(text[start : start + 100])
                time.sleep(0.1)
        await_text(f"{address}actions/", "Ask everyone")
    preview.check()


def test_another_branch(preview: Preview) -> None:
    """Git checks another branch out, with other notes: its pages come, those of the first go."""
    root = preview.twins.root

    def git(*arguments: str) -> None:
        who = ("-c", "user.name=Sam", "-c", "user.email=sam@example.org")
        subprocess.run(["git", *who, *arguments], cwd=root, check=True, capture_output=True)

    git("init", "-b", "main")
    git("add", "notes")
    git("commit", "-m", "Notes")
    git("switch", "-c", "other")
    preview.twins.write({FIRST: None, SECOND: NEXT.replace("Who reviews?", "Who pays?")})
    preview.twins.write({"notes/morgan/2026-09-04.md": MEETING.replace("-11-13", "-09-04")})
    git("add", "notes")
    git("commit", "-m", "Others")
    git("switch", "main")
    preview.check()
    with serving(preview) as address:
        git("switch", "other")
        await_text(f"{address}questions/", "Who pays?")
        await_text(f"{address}morgan/2026-09-04/", "Checkout is fast")
    preview.check()
    with serving(preview) as address:
        git("switch", "main")
        await_text(f"{address}questions/", "Who reviews?")
    preview.check()
    assert not (root / "preview/morgan/2026-09-04").exists()


def test_what_an_edit_changes_elsewhere(preview: Preview) -> None:
    """The dashboards and the search say what a note says as soon as its page does."""
    preview.twins.write({SECOND: NEXT.replace("Ask Jo", "Ask the zebra")})
    preview.build()
    site = preview.twins.root / "preview"
    assert "Ask the zebra" in (site / "actions/index.html").read_text()
    found = [path for path in (site / "search").rglob("*") if path.is_file()]
    assert any(b"zebra" in path.read_bytes() for path in found)


def test_the_watch_rests_while_it_builds(tmp_path: Path) -> None:
    """What is saved in a build is not looked for before it ends, and found then."""
    found: list[str] = []
    handler = FileSystemEventHandler()
    handler.on_created = lambda event: found.append(Path(str(event.src_path)).name)  # type: ignore[method-assign]
    server = LiveReloadServer(lambda: None, "127.0.0.1", 0, str(tmp_path), polling_interval=0.05)
    server.observer.schedule(handler, str(tmp_path))
    watching = Watching()
    watching.over(server)
    server.observer.start()
    try:
        time.sleep(0.3)
        watching.rest()
        time.sleep(0.3)  # a look that had begun has ended
        (tmp_path / "saved.md").touch()
        time.sleep(0.3)
        before = list(found)
        watching.go_on()
        deadline = time.monotonic() + 20
        while not found and time.monotonic() < deadline:
            time.sleep(0.05)
    finally:
        server.observer.stop()
        server.server_close()
    assert before == []
    assert found == ["saved.md"]
