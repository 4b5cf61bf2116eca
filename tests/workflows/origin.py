"""The repository that pipelines run for: what ``init`` writes, the example year, a pull request."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner

from aquip.cli import main

BRANCH = "agenda-$(touch${IFS}pwned)-`id`"
"""A branch whose name would do harm in a shell that is handed it as a program."""
HOSTILE = "Ask @octocat about $(touch pwned) `touch pwned` ${{ github.token }} fixes #1"
SOMEBODY = ("-c", "user.name=Sam Reyes", "-c", "user.email=sam@example.org")
MEETING = "notes/morgan/2026-11-27.md"
PRIVATE = "<!-- private -->\n- [ ] @sam Ask about the raise (due:: 2026-12-04)\n<!-- /private -->\n"


@dataclass(frozen=True)
class Origin:
    """A repository without a working tree, as a host keeps it.

    ``base`` is where the main branch stands, ``head`` the pull request's last commit, and
    ``merge`` what would come of merging it, which is what GitHub has a pull request checked at.
    """

    path: Path
    base: str
    head: str
    merge: str

    @classmethod
    def make(cls, folder: Path) -> Origin:
        """Make one, with a pull request that opens, closes and carries something."""
        work = folder / "work"
        for arguments in (
            ("demo", str(work)),
            ("init", str(folder / "begun"), "--with", "morgan", "--me", "sam", "--name", "Sam"),
        ):
            result = CliRunner().invoke(main, arguments)
            assert result.exit_code == 0, result.output
        for begun in (path for path in (folder / "begun").rglob("*") if path.is_file()):
            path = work / begun.relative_to(folder / "begun")
            if not path.exists():
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(begun.read_bytes())
        base = commit(work, "Add the pipelines")
        git(work, "switch", "-q", "-c", BRANCH)
        note = work / MEETING
        text = note.read_text("utf-8")
        question = f"- [ ] {HOSTILE} (kind:: people)\n\n{PRIVATE}"
        assert text.count("## Priorities\n") == 1
        note.write_text(text.replace("## Priorities\n", f"{question}\n## Priorities\n"), "utf-8")
        head = commit(work, HOSTILE)
        git(work, "switch", "-q", "--detach", base)
        git(work, *SOMEBODY, "merge", "-q", "--no-ff", "-m", "Merge", head)
        merge = git(work, "rev-parse", "HEAD")
        git(work, "update-ref", "refs/pull/7/merge", merge)
        git(folder, "clone", "-q", "--mirror", str(work), "origin.git")
        return cls(folder / "origin.git", base, head, merge)

    def checkout(self, folder: Path, revision: str, *what: str) -> None:
        """Check a commit out as a runner does; ``what`` else git is to fetch, and how deep."""
        git(folder.parent, "init", "-q", str(folder))
        git(folder, "remote", "add", "origin", self.path.as_uri())
        git(folder, "fetch", "-q", "origin", *what, revision)
        git(folder, "checkout", "-q", "--detach", revision)


def git(folder: Path, *arguments: str) -> str:
    """Run git and return what it says."""
    done = subprocess.run(
        ["git", *arguments], cwd=folder, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


def commit(folder: Path, message: str) -> str:
    """Commit all there is, and return the commit."""
    git(folder, "add", "-A")
    git(folder, *SOMEBODY, "commit", "-q", "-m", message)
    return git(folder, "rev-parse", "HEAD")
