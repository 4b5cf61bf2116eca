"""A site built twice after each change: on top of the last build, and clean."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort

from aquip.early import exit_offered
from aquip.rules import RULES
from tests.conftest import TODAY
from tests.plugin.conftest import FILES, OPTIONS

NEUTRAL = ("Documentation built", "Building documentation", "Cleaning site", "aquip: the site is")
"""What is said of a build, not of a page."""


class _Collector(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        message = record.getMessage()
        if not message.startswith(NEUTRAL):
            self.said.append(f"{record.levelname}: {message}")


@dataclass
class Twins:
    """One repository and two sites of it."""

    root: Path
    options: dict[str, Any] = field(default_factory=lambda: {**OPTIONS, "rules": {}})
    config: dict[str, Any] = field(default_factory=dict)
    plugins: list[Any] = field(default_factory=list)
    strict: bool = False

    @property
    def site(self) -> Path:
        """The site that builds stand on each other in."""
        return self.root / "site"

    def write(self, files: Mapping[str, str | bytes | None]) -> None:
        """Write files, or (None) remove them."""
        for name, content in files.items():
            path = self.root / name
            if content is None:
                path.unlink(missing_ok=True)
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)

    def configure(self) -> None:
        """Write mkdocs.yml."""
        settings = {
            "site_name": "Notes",
            "docs_dir": "notes",
            "site_url": "https://notes.example/",
            "theme": {"name": "material", "font": False, "features": ["navigation.footer"]},
            "plugins": ["search", {"aquip": self.options}, *self.plugins],
            "validation": {"links": {"anchors": "warn", "unrecognized_links": "warn"}},
            **self.config,
        }
        text = yaml.safe_dump(settings, sort_keys=False)
        path = self.root / "mkdocs.yml"
        if not path.exists() or path.read_text() != text:
            path.write_text(text)

    def build(self, folder: str, *, dirty: bool) -> tuple[list[str], str]:
        """Build into a folder; return what was said, and how the build ended."""
        config = self.load(folder)
        config.plugins.on_startup(command="build", dirty=dirty)

        def run() -> None:
            with exit_offered():
                build(config, dirty=dirty)

        try:
            return hear(run)
        finally:
            config.plugins.on_shutdown()

    def load(self, folder: str) -> MkDocsConfig:
        """Load the configuration for a site in a folder."""
        path, site_dir = str(self.root / "mkdocs.yml"), str(self.root / folder)
        return load_config(path, site_dir=site_dir, strict=self.strict)

    def again(self) -> Rebuilt:
        """Build on top of the last build."""
        self.configure()
        before = stamps(self.site)
        said, end = self.build("site", dirty=True)
        after = stamps(self.site)
        return Rebuilt({name for name in after if after[name] != before.get(name)}, said, end)

    def check(self) -> Rebuilt:
        """Build on top of the last build, and clean; the outcome has to be the same."""
        rebuilt = self.again()
        said, end = self.build("clean", dirty=False)
        assert contents(self.root / "clean") == contents(self.site)
        assert sorted(said) == sorted(rebuilt.said)
        assert end == rebuilt.end
        return rebuilt


@dataclass(frozen=True)
class Rebuilt:
    """The files that a build wrote, what it said, and how it ended."""

    files: set[str]
    said: list[str]
    end: str

    def pages(self, *beginnings: str) -> set[str]:
        """Return the folders of pages that were written, below some folders."""
        found = {name.removesuffix("/index.html") for name in self.files if ".html" in name}
        return {name for name in found if name.startswith(beginnings)}


def hear(run: Callable[[], None]) -> tuple[list[str], str]:
    """Run a build; return what was said, and how it ended."""
    collector = _Collector()
    logger = logging.getLogger("mkdocs")
    logger.addHandler(collector)
    logger.setLevel(logging.INFO)
    try:
        run()
    except Abort as abort:
        return collector.said, str(abort)
    finally:
        logger.removeHandler(collector)
    return collector.said, ""


def stamps(folder: Path) -> dict[str, int]:
    """Return when each file was written, by its path."""
    return {
        path.relative_to(folder).as_posix(): path.stat().st_mtime_ns
        for path in folder.rglob("*")
        if path.is_file()
    }


def contents(folder: Path) -> Mapping[str, bytes | None]:
    """Return all that is in a folder, folders too (None), by path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else None
        for path in folder.rglob("*")
    }


def meetings(days: Iterable[str]) -> dict[str, str]:
    """Return the notes of more meetings, each with a link to the first."""
    return {
        f"notes/morgan/2026-10-{day}.md": (
            f"---\ndate: 2026-10-{day}\nstatus: held\n---\n\n"
            f"## Accomplishments\n\n"
            f"- Did [more](2026-11-13.md#^act13) (goal:: latency) ^acc{day}0\n\n"
            f"## Actions\n\n- [ ] @sam Old (due:: 2026-10-30) (see:: ^que13) ^old{day}\n"
        )
        for day in days
    }


@pytest.fixture(autouse=True)
def few_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make pages of a few rules alone: those of all take two thirds of a small site's build."""
    monkeypatch.setattr("mkdocs_aquip.pages.RULES", dict(list(RULES.items())[:2]))


@pytest.fixture
def twins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Twins:
    """A site that has been built on top of nothing."""
    monkeypatch.setenv("AQUIP_TODAY", TODAY)
    made = Twins(tmp_path)
    made.write({**FILES, **meetings(["02", "09", "16"])})
    made.again()
    return made


def clear(folder: Path) -> None:
    """Remove a folder and all that is in it."""
    shutil.rmtree(folder)
