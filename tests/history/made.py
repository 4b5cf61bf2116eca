"""A notes repository of real commits, each at a moment and by a person of the test's choice."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

MKDOCS = """\
site_name: 1:1s
docs_dir: notes
plugins:
  - aquip:
      me: sam
      people:
        sam: {name: Sam Reyes, email: [sam@example.org]}
        morgan: {name: Morgan Diaz, email: [morgan@example.org]}
"""
SERIES = """\
---
with: morgan
owner: sam
cadence: weekly
time: "10:00"
timezone: Europe/Lisbon
---
"""
PEOPLE = {"sam": "Sam Reyes <sam@example.org>", "morgan": "Morgan Diaz <morgan@example.org>"}


def git(folder: Path, *arguments: str) -> str:
    """Run git in a folder, and return what it printed."""
    done = subprocess.run(
        ["git", *arguments], cwd=folder, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


def meeting(date: str, *questions: str, status: str = "") -> str:
    """Write a meeting's note with these questions."""
    said = f"status: {status}\n" if status else ""
    body = "".join(f"- [ ] {question}\n" for question in questions)
    return f"---\ndate: {date}\n{said}---\n\n## Questions & Issues\n\n{body}"


@dataclass
class Made:
    """A repository with a series of meetings, and nothing else yet."""

    root: Path

    @classmethod
    def at(cls, root: Path) -> Made:
        """Begin it."""
        root.mkdir(parents=True)
        made = cls(root)
        git(root, "init", "-q", "-b", "main")
        made.write("mkdocs.yml", MKDOCS)
        made.write(".gitignore", "/.cache/\n*.private.md\n")
        made.write("notes/morgan/index.md", SERIES)
        made.commit("Begin", "2026-09-01T09:00:00+01:00")
        return made

    def write(self, path: str, text: str) -> None:
        """Write a file."""
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text, "utf-8")

    def commit(
        self, subject: str, when: str, *, by: str = "sam", committed: str | None = None
    ) -> str:
        """Commit all there is, and return the commit; ``committed`` is when, if not ``when``."""
        git(self.root, "add", "--all")
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("GIT_COMMITTER_DATE", committed or when)
            whose = (f"--author={PEOPLE[by]}", f"--date={when}")
            git(self.root, "commit", "-q", "--allow-empty", "-m", subject, *whose)
        return git(self.root, "rev-parse", "HEAD")

    def share(self, date: str, when: str, *questions: str, by: str = "sam") -> str:
        """Write a meeting's agenda and commit it; return its path."""
        path = f"notes/morgan/{date}.md"
        self.write(path, meeting(date, *questions))
        self.commit(f"Agenda for {date}", when, by=by)
        return path
