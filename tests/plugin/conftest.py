"""Small sites, built in this process as `mkdocs build` builds them."""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml
from bs4 import BeautifulSoup
from mkdocs.commands.build import build
from mkdocs.config import load_config

from tests.conftest import TODAY

SERIES = """\
---
title: Sam & Morgan
with: morgan
relation: manager
cadence: weekly
starts: 2026-11-06
time: "15:00"
duration: 60
---

# Sam & Morgan

We meet on Fridays.
"""

MEETING = """\
---
date: 2026-11-13
status: held
---

# Sam & Morgan, 13 November 2026

## Accomplishments

- Checkout is fast ([graph](assets/graph.svg)) (kind:: outcome) (goal:: latency) ^acc13

## Questions & Issues

- [ ] Who reviews? (kind:: people) (need:: viewpoint) ^que13

## Priorities

1. Checkout (goal:: latency)
2. Hiring

- [x] Order confirmed with @morgan

## Actions

- [ ] @morgan Ask Jo about reviews (due:: 2026-11-20) ^act13

## Reflection

- Effective: 4
"""

NEXT = (
    MEETING.replace("2026-11-13", "2026-11-20")
    .replace("13 Nov", "20 Nov")
    .replace("- [ ] @morgan Ask", "- [x] @morgan Ask")
)

GOAL = """\
---
title: A fast checkout
kind: professional
status: active
---

# A fast checkout

See [the first meeting](../morgan/2026-11-13.md#^act13).
"""

FILES: Mapping[str, str] = {
    "notes/morgan/index.md": SERIES,
    "notes/morgan/2026-11-13.md": MEETING,
    "notes/morgan/2026-11-20.md": NEXT,
    "notes/morgan/assets/graph.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
    "notes/goals/latency.md": GOAL,
}

OPTIONS: Mapping[str, object] = {
    "me": "sam",
    "people": {"sam": {"name": "Sam Reyes"}, "morgan": {"name": "Morgan Diaz"}},
}


@dataclass(frozen=True)
class Site:
    """A built site, and what the build said at warning level or above, and at info level."""

    root: Path
    folder: Path
    warnings: list[str]
    infos: list[str]

    def html(self, path: str) -> str:
        """Return a page's source by its address."""
        return (self.folder / path / "index.html").read_text("utf-8")

    def page(self, path: str) -> BeautifulSoup:
        """Return a page by its address."""
        return BeautifulSoup(self.html(path), "html5lib")

    def texts(self) -> dict[str, str]:
        """Return every file that is text, by path."""
        found = {}
        for path in sorted(self.folder.rglob("*")):
            if path.is_file() and "stylesheets" not in path.parts and "lunr" not in path.parts:
                found[str(path.relative_to(self.folder))] = path.read_bytes().decode(
                    "utf-8", "replace"
                )
        return found


class _Collector(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


Build = Callable[..., Site]


def build_site(
    root: Path,
    files: Mapping[str, str | bytes | None] | None = None,
    options: Mapping[str, object] | None = None,
    **config: object,
) -> Site:
    """Build a site of the files above, with others added, changed or (None) left out."""
    for name, content in {**FILES, **(files or {})}.items():
        if content is None:
            continue
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    settings = {
        "site_name": "Notes",
        "docs_dir": "notes",
        "theme": {"name": "material", "font": False},
        "plugins": ["search", {"aquip": {**OPTIONS, **(options or {})}}],
        "validation": {"links": {"anchors": "warn", "unrecognized_links": "warn"}},
        **config,
    }
    path = root / "mkdocs.yml"
    path.write_text(yaml.safe_dump(settings, sort_keys=False), "utf-8")
    collector = _Collector()
    logger = logging.getLogger("mkdocs")
    level = logger.level
    logger.addHandler(collector)
    logger.setLevel(logging.INFO)
    try:
        build(load_config(str(path)))
    finally:
        logger.removeHandler(collector)
        logger.setLevel(level)
    said = [(r.levelno, r.getMessage()) for r in collector.records]
    return Site(
        root,
        root / "site",
        [message for number, message in said if number >= logging.WARNING],
        [message for number, message in said if number < logging.WARNING],
    )


@pytest.fixture
def make(tmp_path: Path) -> Build:
    """Build a site of the test's own."""
    return functools.partial(build_site, tmp_path)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A strict build of the files above as they are, one for all tests that only read it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AQUIP_TODAY", TODAY)
        return build_site(tmp_path_factory.mktemp("site"), strict=True)
