"""The owner's own preview shows private notes, marked; nothing else ever does."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from bs4 import BeautifulSoup, Tag

from aquip.owner import owner_looks
from tests.privacy.canaries import CLOSE, MEETING, OPEN, found_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tests.privacy.conftest import Repository

NOTES: Final[Mapping[str, str]] = {
    "notes/morgan/index.md": "---\ntitle: Morgan\nwith: morgan\ncadence: weekly\n---\n",
    "notes/morgan/2026-11-13.md": MEETING.format(
        date="2026-11-13",
        more=f"{OPEN}\n\nA hidden paragraph\n\n{CLOSE}",
        questions=f"{OPEN}\n- [ ] Ask for a hidden raise ^raise1\n{CLOSE}\n",
        priorities="",
        actions=f"{OPEN}\n- [ ] @sam Do a hidden thing (due:: 2026-11-30) ^hidd1\n{CLOSE}\n",
    ),
    "notes/morgan/2026-11-06.md": (
        "---\ndate: 2026-11-06\npublish: false\n---\n\n## Actions\n\n- [ ] An unpublished one\n"
    ),
    "notes/own.private.md": "# Thoughts\n\nNobody reads a hidden thought.\n",
    "notes/about.md": f"# About\n\nSeen.\n\n{OPEN}\nA hidden word about it.\n{CLOSE}\n",
}
SHOW: Final = {"private": "show"}


@contextmanager
def own_preview(repository: Repository) -> Iterator[Path]:
    """Build the owner's own preview; yield its folder."""
    with owner_looks(), repository.previewed() as build:
        build()
        yield repository.root / "preview"


def article(folder: Path, page: str) -> Tag:
    """Return what a page says."""
    found = BeautifulSoup((folder / page / "index.html").read_text("utf-8"), "html5lib")
    assert found.article is not None
    return found.article


def test_every_private_place_is_marked(repository: Repository) -> None:
    """A page, a part, an item and a row of a dashboard each say in words that they are private."""
    repository.only(NOTES)
    repository.configure(SHOW)
    with own_preview(repository) as folder:
        meeting = article(folder, "morgan/2026-11-13")
        assert "Private. Parts of this page are private" in meeting.select(".aq-own")[0].text
        said = re.sub(r"\s+", " ", meeting.text)
        assert "Private from here A hidden paragraph Private to here" in said
        item = meeting.find(id="^hidd1")
        assert item is not None
        assert "Private" in item.text
        unpublished = article(folder, "morgan/2026-11-06")
        assert "Private. This page is private" in unpublished.select(".aq-own")[0].text
        assert "This page is private" in article(folder, "own.private").text
        about = re.sub(r"\s+", " ", article(folder, "about").text)
        assert "Private from here A hidden word about it." in about
        rows = {row.text for row in article(folder, "actions").select("tr.aq-row")}
        hidden = {row for row in rows if "(Private)" in row}
        assert {row for row in rows if "hidden" in row or "unpublished" in row} == hidden
        assert len(hidden) == 2
        assert len(rows) > 2
        assert "Ask for a hidden raise (Private)" in article(folder, "questions").text


def test_it_is_shown_on_pages_alone(repository: Repository) -> None:
    """Search, feeds, JSON, calendar, sitemap and caches stay as they are for everybody."""
    repository.configure(SHOW)
    with own_preview(repository) as folder:
        found = found_in([folder])
        assert len(found) > len(repository.canaries.planted) / 2
        for name in ("search", "feed.xml", "actions.ics", "aquip.json", "sitemap.xml"):
            assert (folder / name).exists()
            inside = {w: f for w, f in found.items() if f.startswith(f"preview/{name}")}
            assert repository.canaries.told(inside) == []
    assert repository.leaks() == []


def test_switching_back_hides_again(repository: Repository) -> None:
    """Without the setting the same preview has nothing private any more."""
    repository.configure(SHOW)
    with owner_looks(), repository.previewed() as build:
        build()
        assert repository.leaks("preview") != []
        repository.configure({"private": "hide"})
        build()
        assert repository.leaks("preview") == []


@pytest.mark.parametrize("dirty", [False, True], ids=["mkdocs build", "aquip build"])
def test_no_build_shows_anything(repository: Repository, *, dirty: bool) -> None:
    """Whatever the setting says, and whoever looks: what is built hides."""
    repository.configure(SHOW)
    with owner_looks():
        repository.build(dirty=dirty)
    assert repository.leaks("site") == []
    assert "private notes are hidden: only `aquip serve` shows them" in repository.said.getvalue()


def test_no_other_preview_shows_anything(repository: Repository) -> None:
    """`mkdocs serve` hides."""
    repository.configure(SHOW)
    with repository.previewed() as build:
        build()
        assert repository.leaks("preview") == []


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.7", "::"])  # noqa: S104
def test_a_preview_that_others_can_reach(repository: Repository, host: str) -> None:
    """Where the preview listens to others than this machine, it hides."""
    repository.configure(SHOW, dev_addr=f"{host}:8000")
    with own_preview(repository):
        assert repository.leaks("preview") == []


def test_a_preview_that_would_stay(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a folder that is not a temporary one, it hides."""
    repository.configure(SHOW)
    monkeypatch.setattr(tempfile, "tempdir", str(repository.root / "elsewhere"))
    with own_preview(repository):
        assert repository.leaks("preview") == []


def test_the_command(repository: Repository, tmp_path: Path) -> None:
    """`aquip serve` shows a private note to a browser here, and leaves nothing behind."""
    repository.only(NOTES)
    repository.configure(SHOW)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    command = [sys.executable, "-m", "aquip", "serve", "-a", f"127.0.0.1:{port}"]
    running = subprocess.Popen(
        command,
        cwd=repository.root,
        env={**os.environ, "TMPDIR": str(temporary)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    page, deadline = "", time.monotonic() + 240
    try:
        while not page and time.monotonic() < deadline:
            time.sleep(0.2)
            address = f"http://127.0.0.1:{port}/own.private/"
            with suppress(OSError), urllib.request.urlopen(address) as answer:
                page = answer.read().decode()
    finally:
        running.send_signal(signal.SIGINT)
        running.wait(120)
    assert "Nobody reads a hidden thought." in page
    assert "This page is private" in page
    assert [*temporary.iterdir()] == []
    kept = b"".join(p.read_bytes() for p in (repository.root / ".cache").rglob("*") if p.is_file())
    assert b"hidden" not in kept
