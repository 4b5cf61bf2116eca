"""Notes in git, as their owner and others committed them."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

SAM = "Sam Reyes <sam@example.org>"
MORGAN = "Morgan Diaz <morgan@example.org>"
PEOPLE = {
    "sam": {"name": "Sam Reyes", "email": ["sam@example.org"]},
    "morgan": {"name": "Morgan Diaz", "email": ["morgan@example.org"]},
}


def git(folder: Path, *arguments: str) -> str:
    """Run git in a folder, and return what it printed."""
    done = subprocess.run(
        ["git", "-c", "init.defaultBranch=main", *arguments],
        cwd=folder,
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout.strip()


@dataclass
class Repository:
    """A working tree; a relative path counts from its top."""

    root: Path

    def begin(self) -> Repository:
        """Make it one of git's, in which no site is tracked."""
        self.root.mkdir(exist_ok=True)
        git(self.root, "init", "-q")
        self.write({".gitignore": "/site/\n/clean/\n/preview/\n/whole/\n/.cache/\n"})
        return self

    def write(self, files: Mapping[str, str | None]) -> None:
        """Write files, or (None) remove them."""
        for name, text in files.items():
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if text is None:
                path.unlink()
            else:
                path.write_text(text, "utf-8")

    def commit(
        self,
        files: Mapping[str, str | None],
        subject: str,
        when: str = "2026-11-18T12:00:00+01:00",
        author: str = SAM,
    ) -> str:
        """Commit all there is with these files; return the commit."""
        self.write(files)
        git(self.root, "add", "--all")
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("GIT_COMMITTER_DATE", when)
            args = ("-q", "-m", subject, f"--date={when}", f"--author={author}", "--allow-empty")
            git(self.root, "commit", *args)
        return git(self.root, "rev-parse", "HEAD")
