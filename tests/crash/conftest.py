"""A repository that every writing command has something to do in."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from aquip.cli import main
from tests.cli.conftest import GOAL, HELD, INDEX, MKDOCS, Repository

LEE = """\
---
date: 2026-11-19
---

# Lee

## Actions

- [ ] @sam Read the proposal ^p4p3r
- [X] @lee Send it ✅ 2026-11-12

## Notes
"""
PLANNED = """\
---
date: 2026-11-27
---

# Sam & Morgan, 27 November 2026

## Accomplishments

- The search is shipped

## Questions & Issues

- [ ] Who reviews the proposal? ^w40rv
"""
OLD = "# 6 November 2026\n\n## Discussion\n\nA year ago.\n\n## Action items\n\n- Sam to call Lee\n"

COMMANDS: dict[str, list[str]] = {
    "series add": ["series", "add", "priya", "--with", "@priya"],
    "new": ["new", "jo"],
    "add": ["add", "morgan", "Ask about the data team", "--private"],
    "add, and a note": ["add", "jo", "Draft the rota", "--to", "actions"],
    "done": ["done", "a81kd", "p4p3r"],
    "drop": ["drop", "p4p3r"],
    "reopen": ["reopen", "Send it"],
    "due": ["due", "p4p3r", "friday"],
    "hold": ["hold", "morgan", "--effective", "4"],
    "cancel, earlier": ["cancel", "morgan", "--reason", "ill", "--to", "2026-11-26"],
    "cancel, later": ["cancel", "morgan", "--reason", "ill", "--to", "2026-11-30"],
    "fmt": ["fmt"],
    "check": ["check", "--fix"],
    "import": ["import", "old", "--into", "jo"],
    "invite": ["invite", "morgan", "-o", "invitation.ics"],
}
"""Every command that writes into a repository, with something to do."""


@pytest.fixture(scope="session")
def _template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("template") / "repository"
    made = Repository(root)
    made.write("mkdocs.yml", MKDOCS)
    for name in ("morgan", "lee", "ana", "jo"):
        made.write(f"notes/{name}/index.md", INDEX.replace("morgan", name))
    made.write("notes/goals/latency.md", GOAL)
    made.write("notes/morgan/2026-11-20.md", HELD)
    made.write("notes/lee/2026-11-19.md", LEE)
    made.write("old/2026-11-06.md", OLD)
    made.write("old/2026-11-13.md", f"{OLD.replace('6 N', '13 N')}\n![Plan](plan.png)\n")
    made.write("old/plan.png", b"\x89PNG\r\n\x1a\n")
    made.write("notes/morgan/2026-11-27.md", PLANNED)
    made.run("check", status=None)  # from here on, notes are known by what was made of them
    return root


@pytest.fixture
def make(_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MakeRepository:
    """Make the repository again, as often as it is asked for, and go there."""
    made = 0

    def again() -> Repository:
        nonlocal made
        made += 1
        root = shutil.copytree(_template, tmp_path / str(made))
        monkeypatch.chdir(root)
        return Repository(root)

    return again


MakeRepository = Callable[[], Repository]


def works_on(repo: Repository) -> dict[str, bytes]:
    """Run the next command, which must do what it is asked, and return all other files."""
    result = CliRunner().invoke(main, ["-C", str(repo.root), "add", "ana", "Next"])
    assert result.exit_code == 0, result.output
    files = repo.files()
    note = files.pop("notes/ana/2026-11-27.md")
    assert b"Next" in note
    return files
