"""Two people's notes in one owner's site: repositories beside each other, each with its history."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml

from tests.incremental.conftest import Twins
from tests.plugin.conftest import FILES, OPTIONS
from tests.plugin.repositories import PEOPLE, Repository

CLUB_SERIES = """\
---
title: Sam & Lee
with: lee
relation: mentor
cadence: monthly
starts: 2026-10-01
---

# Sam & Lee
"""

CLUB_MEETING = """\
---
date: 2026-11-12
status: held
---

# Sam & Lee, 12 November 2026

## Accomplishments

- The ground has lights ([plan](assets/plan.svg)) (kind:: outcome) (goal:: latency) ^acc13

## Questions & Issues

- [ ] Who paints the stand? (kind:: people) (need:: viewpoint) ^que13

## Priorities

1. The spring fixtures (goal:: latency)

- [x] Order confirmed with @lee

## Actions

- [ ] @sam Order the nets, see (see:: ^que13) (due:: 2026-11-30) ^act13
- [ ] @lee Ring [the council](../council.md) (due:: 2026-11-19) ^net99

<!-- private -->
- [ ] @sam Ask about quixotic-marmalade (due:: 2026-12-01) ^hid42
<!-- /private -->

## Feedback

- From @sam: Clear minutes ^fee13

## Reflection

- Effective: 5
"""

CLUB_GOAL = """\
---
title: A full stand
kind: personal
status: active
---

# A full stand

See [the meeting](../lee/2026-11-12.md#^act13), and [ours](../../../own/notes/morgan/index.md).
"""

CLUB: Mapping[str, str] = {
    "notes/lee/index.md": CLUB_SERIES,
    "notes/lee/2026-11-12.md": CLUB_MEETING,
    "notes/lee/assets/plan.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
    "notes/lee/secret.private.md": "# Quixotic marmalade\n",
    "notes/council.md": "# The council\n\n<script>alert(1)</script>\n\nOpen on weekdays.\n",
    "notes/goals/latency.md": CLUB_GOAL.replace(
        ", and [ours](../../../own/notes/morgan/index.md)", ""
    ),
    ".gitignore": "*.private.md\n/.cache/\n",
}

CLUB_PEOPLE: Mapping[str, object] = {
    "sam": {"name": "Samira Okafor", "email": "samira@club.example"},
    "lee": {"name": "Lee Park", "email": "lee@club.example"},
}
LEE = "Lee Park <lee@club.example>"


def configure(root: Path, options: Mapping[str, object] | None = None, **config: object) -> None:
    """Write the mkdocs.yml of a source."""
    settings = {
        "site_name": "The club",
        "docs_dir": "notes",
        "repo_url": "https://gitlab.com/we/club",
        "edit_uri": "-/edit/trunk/notes/",
        "theme": {"name": "material"},
        "plugins": [
            "search",
            {"aquip": {"me": "sam", "people": dict(CLUB_PEOPLE), **(options or {})}},
        ],
        **config,
    }
    root.mkdir(parents=True, exist_ok=True)
    (root / "mkdocs.yml").write_text(yaml.safe_dump(settings, sort_keys=False), "utf-8")


def club(root: Path, files: Mapping[str, str | None] | None = None) -> Repository:
    """Make the source that most tests show, with its history."""
    configure(root)
    made = Repository(root).begin()
    made.commit({**CLUB, **(files or {})}, "Lee begins", "2026-11-11T12:00:00+01:00", LEE)
    return made


def own(root: Path, sources: object) -> Twins:
    """Make one's own repository, which shows the sources."""
    twins = Twins(root)
    twins.options = {**OPTIONS, "people": PEOPLE, "rules": {}, "sources": sources}
    twins.config = {"repo_url": "https://github.com/me/own", "edit_uri": "edit/main/notes/"}
    repository = Repository(root)
    root.mkdir(parents=True, exist_ok=True)
    repository.begin()
    twins.configure()
    repository.commit({**FILES}, "Sam begins", "2026-11-18T12:00:00+01:00")
    return twins


@pytest.fixture
def both(tmp_path: Path) -> Twins:
    """Return one's own notes beside the club's, which they name as a source."""
    club(tmp_path / "club")
    return own(tmp_path / "own", {"club": "../club"})


def snapshot(root: Path) -> dict[str, bytes]:
    """Return all files of a repository but git's and the cache's, by path."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and path.relative_to(root).parts[0] not in (".git", ".cache")
    }
