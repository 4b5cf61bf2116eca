"""A small repository of notes, and the command run on it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result

from aquip.cli import main

if TYPE_CHECKING:
    from pathlib import Path

MKDOCS = """\
site_name: Sam's 1:1s
docs_dir: notes
repo_url: https://github.com/sam/one-to-ones
plugins:
  - search
  - aquip:
      me: sam
      people:
        sam: {name: Sam Reyes, email: [sam@example.org]}
        "@morgan": {name: Morgan Diaz}
"""
INDEX = """\
---
title: Morgan
with: morgan
relation: manager
cadence: weekly
starts: 2026-11-06
time: "15:00"
duration: 30
---

# Morgan
"""
HELD = """\
---
date: 2026-11-20
status: held
---

# Sam & Morgan, 20 November 2026

## Accomplishments

- Cut checkout p95 to 310 ms ([dashboard](https://example.org/d/1)) (kind:: outcome) \
(goal:: latency)

## Questions & Issues

- [ ] Reviews take a week (kind:: people) (need:: thought-partner) (min:: 10) ^q7a2x
  - two reviewers for fourteen engineers
  - Outcome: Morgan talks to their lead (see:: a81kd)

## Priorities

1. Payments cut-over ^p1c3z
2. On-call handover

- [ ] Order confirmed with @morgan

## Actions

- [ ] @morgan Talk to the data team's lead (due:: 2026-11-21) ^a81kd
- [ ] @sam Draft the rota proposal (due:: 2026-11-27) ^k7f3q
- [x] @sam Book the room (done:: 2026-11-19) ^b00km

<!-- private -->
- [ ] @sam Ask about the raise (due:: 2026-12-01) ^r41se
<!-- /private -->

## Feedback

- From @morgan: The proposal was clear. ^fbk1c

## Reflection

- Next time: start with the hard one
"""
GOAL = "---\ntitle: Checkout under 400 ms\nkind: professional\n---\n\n# Checkout under 400 ms\n"


class Repository:
    """A folder of notes that commands are run on."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def write(self, path: str, text: str | bytes) -> None:
        """Write a file, byte for byte."""
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode() if isinstance(text, str) else text)

    def read(self, path: str) -> str:
        """Read a file, line endings as they are."""
        return (self.root / path).read_bytes().decode()

    def files(self) -> dict[str, bytes]:
        """Return every file but the cache's, by path."""
        return {
            path.relative_to(self.root).as_posix(): path.read_bytes()
            for path in self.root.rglob("*")
            if path.is_file() and ".cache" not in path.parts
        }

    def run(self, *arguments: str, status: int | None = 0) -> Result:
        """Run a command on the repository, and expect it to end with ``status``, if given."""
        name, *rest = arguments
        result = CliRunner().invoke(main, [name, "-C", str(self.root), *rest])
        assert status in (None, result.exit_code), result.output
        return result

    def out(self, *arguments: str) -> str:
        """Return what a command prints."""
        return self.run(*arguments).stdout

    def json(self, *arguments: str) -> Any:  # noqa: ANN401 - whatever the command prints
        """Return what a command prints as JSON."""
        return json.loads(self.out(*arguments, "--format", "json"))

    def fails(self, *arguments: str) -> str:
        """Return the message of a command that finds its input unusable, and writes nothing."""
        before = self.files()
        result = self.run(*arguments, status=2)
        assert before == self.files()
        assert "Traceback" not in result.stderr
        return result.stderr


@pytest.fixture
def empty(tmp_path: Path) -> Repository:
    """A folder with nothing in it."""
    root = tmp_path / "repository"
    root.mkdir()
    return Repository(root)


@pytest.fixture
def repo(empty: Repository) -> Repository:
    """A series with one meeting that was held, and a goal."""
    empty.write("mkdocs.yml", MKDOCS)
    empty.write("notes/morgan/index.md", INDEX)
    empty.write("notes/morgan/2026-11-20.md", HELD)
    empty.write("notes/goals/latency.md", GOAL)
    return empty
