"""A build in which there is nothing to do ends before it begins, and only then."""

from __future__ import annotations

import logging
import os

import pytest
from mkdocs.commands.build import build

from mkdocs_aquip.incremental import key, outputs
from tests.incremental.conftest import Twins, hear, stamps
from tests.incremental.test_changes import FIRST
from tests.incremental.test_series import BAD
from tests.plugin.conftest import MEETING


def test_nothing_is_read(twins: Twins, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing changed, no note is even read."""
    monkeypatch.setattr("mkdocs_aquip.plugin.begin", lambda *_: pytest.fail("notes were read"))
    assert twins.again().files == set()


def test_warnings(twins: Twins) -> None:
    """What was said of a build is said again, though nothing is built."""
    twins.write({FIRST: BAD})
    first, second = twins.check(), twins.check()
    assert second.files == set()
    assert sorted(first.said) == sorted(second.said)
    assert any("nowhere.md" in said for said in second.said)


def test_strict(twins: Twins) -> None:
    """What a build warned of fails a strict one."""
    twins.write({FIRST: BAD})
    twins.again()
    twins.strict = True
    assert "Aborted" in twins.check().end


def test_touched(twins: Twins) -> None:
    """A file that was written again with the same text changes no page."""
    path = twins.root / FIRST
    path.write_text(path.read_text())
    os.utime(path, (1, 1))
    assert not twins.check().pages("morgan/2026")


def test_coarse_clock(twins: Twins, monkeypatch: pytest.MonkeyPatch) -> None:
    """Saved right before and right after a build, a note of equal size is noticed by its text."""
    monkeypatch.setattr(outputs, "_signature", lambda found: [found.st_size, 0, 0, 0])
    monkeypatch.setattr(outputs, "_RECENT", 3600 * 10**9)
    twins.again()
    twins.write({FIRST: MEETING.replace("Checkout is fast", "Checkout is slow")})
    assert "morgan/2026-11-13" in twins.check().pages("morgan")
    twins.write({"site/morgan/2026-11-20/index.html": b"x" * _size(twins)})
    assert "morgan/2026-11-20" in twins.check().pages("morgan")


def _size(twins: Twins) -> int:
    return (twins.site / "morgan/2026-11-20/index.html").stat().st_size


def test_saved_while_it_builds(twins: Twins, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is saved while a build is under way is in the next one."""
    twins.write({FIRST: MEETING.replace("Checkout is fast", "Checkout is slow")})
    written = "mkdocs_aquip.plugin.search.index"
    late = MEETING.replace("Checkout is fast", "Checkout is idle")
    monkeypatch.setattr(written, lambda *_: twins.write({FIRST: late}))
    twins.again()
    monkeypatch.undo()
    monkeypatch.setenv("AQUIP_TODAY", "2026-11-22")
    twins.again()
    page = (twins.site / "morgan/2026-11-13/index.html").read_text()
    assert "Checkout is idle" in page


def test_another_version(twins: Twins, monkeypatch: pytest.MonkeyPatch) -> None:
    """With another version of Material every page is made again."""
    every = {name for name in stamps(twins.site) if name.endswith(".html")}
    monkeypatch.setattr(key, "_versions", lambda: ("mkdocs-material", "9.9.9"))
    assert every <= twins.check().files


def test_nobody_offers(twins: Twins) -> None:
    """Whoever builds without a way out gets a build."""
    config = twins.load("site")
    config.plugins.on_startup(command="build", dirty=True)
    before = stamps(twins.site)
    hear(lambda: build(config, dirty=True))
    config.plugins.on_shutdown()
    assert before["404.html"] != stamps(twins.site)["404.html"]


def test_nothing_was_heard(twins: Twins) -> None:
    """After a quiet build nobody knows what it had to say, so the next one looks."""
    twins.write({FIRST: BAD})
    twins.configure()
    config = twins.load("site")
    config.plugins.on_startup(command="build", dirty=True)
    logging.getLogger("mkdocs").setLevel(logging.ERROR)
    build(config, dirty=True)
    config.plugins.on_shutdown()
    assert any("nowhere.md" in said for said in twins.check().said)
