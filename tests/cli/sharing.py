"""A repository of notes with a remote to share on, and somebody else's clone of it."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conftest import Repository

NEXT = "notes/morgan/2026-11-27.md"
BRANCH = "agenda/morgan-2026-11-27"
AGENDA = """\
---
date: 2026-11-27
---

## Accomplishments

- Shipped the cut-over

## Questions & Issues

- [ ] Who takes the pager? (kind:: people) (need:: action) (min:: 10)

## Priorities

1. Payments cut-over ^p1c3z
2. On-call handover

## Actions

- [ ] @morgan Talk to the data team's lead (due:: 2026-11-21) ^a81kd
- [ ] @sam Draft the rota proposal (due:: 2026-11-27) ^k7f3q
"""


def git(folder: Path, *arguments: str) -> str:
    """Run git in a folder and return what it says."""
    done = subprocess.run(
        ["git", "-c", "init.defaultBranch=main", *arguments],
        cwd=folder,
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout.strip()


class Shared:
    """Notes, the bare repository they are pushed to, and the counterpart's clone of that."""

    def __init__(self, repo: Repository, top: Path | None = None) -> None:
        self.repo = repo
        self.top = top or repo.root
        self.remote = self.top.parent / "remote.git"
        self.theirs = self.top.parent / "theirs"
        repo.write(".gitignore", ".cache/\n*.private.md\n")
        git(self.top.parent, "init", "-q", "--bare", str(self.remote))
        git(self.top, "init", "-q")
        git(self.top, "add", "-A")
        git(self.top, "commit", "-q", "-m", "notes")
        git(self.top, "remote", "add", "origin", str(self.remote))
        git(self.top, "push", "-q", "origin", "main")
        git(self.top.parent, "clone", "-q", str(self.remote), str(self.theirs))
        repo.write(NEXT, AGENDA)

    def files(self, branch: str = BRANCH) -> list[str]:
        """Name the files in which a branch of the remote differs from its main one."""
        return git(self.remote, "diff", "--name-only", f"main...{branch}").splitlines()

    def text(self, branch: str = BRANCH, path: str = NEXT) -> str:
        """Return a file of the remote."""
        return git(self.remote, "show", f"{branch}:{path}") + "\n"

    def commits(self, branch: str = BRANCH) -> list[str]:
        """Return the subjects of the commits that a branch of the remote adds, newest first."""
        return git(self.remote, "log", "--format=%s", f"main..{branch}").splitlines()

    def edit(self, old: str, new: str) -> None:
        """Change the note here."""
        self.repo.write(NEXT, self.repo.read(NEXT).replace(old, new))

    def state(self) -> dict[str, object]:
        """Return all of the user's repository that sharing is to leave alone."""
        own = self.top / ".git"
        return {
            "files": {
                path.relative_to(self.top).as_posix(): path.read_bytes()
                for path in self.top.rglob("*")
                if path.is_file() and not {".git", ".cache"} & {*path.parts}
            },
            **{name: (own / name).read_bytes() for name in ("index", "HEAD", "config")},
            "main": git(self.top, "rev-parse", "main"),
        }

    def refused(self, *arguments: str) -> str:
        """Return what is said by a sharing that is refused, and has done nothing."""
        here = ("for-each-ref", "--format=%(refname) %(objectname)")
        before = (self.state(), git(self.top, *here), git(self.remote, *here))
        result = self.repo.run("share", "morgan", *arguments, status=2)
        assert before == (self.state(), git(self.top, *here), git(self.remote, *here))
        assert "Traceback" not in result.stderr
        assert result.stdout == ""
        return result.stderr

    def answer(self, old: str, new: str, note: Path | None = None) -> None:
        """Change the note as the counterpart, and push that."""
        git(self.theirs, "fetch", "-q")
        git(self.theirs, "checkout", "-q", "-B", BRANCH, f"origin/{BRANCH}")
        note = note or self.theirs / NEXT
        note.write_text(note.read_text("utf-8").replace(old, new), "utf-8")
        person = ("-c", "user.name=Morgan Diaz", "-c", "user.email=morgan@example.org")
        author = "--author=Morgan Diaz <morgan@example.org>"
        git(self.theirs, *person, "commit", "-qam", "My question", author)
        git(self.theirs, "push", "-q", "origin", BRANCH)

    def merge(self, *options: str, delete: bool = False) -> None:
        """Merge the branch as a host does."""
        git(self.theirs, "fetch", "-q")
        git(self.theirs, "checkout", "-q", "-B", "main", "origin/main")
        git(self.theirs, "merge", "-q", *(options or ("--no-ff",)), f"origin/{BRANCH}")
        if "--squash" in options:
            git(self.theirs, "commit", "-q", "-m", "squashed")
        git(self.theirs, "push", "-q", "origin", "main")
        if delete:
            git(self.theirs, "push", "-q", "origin", f":{BRANCH}")

    def install(self, hook: str, script: str, *, there: bool = False) -> None:
        """Install a hook, here or in the remote."""
        folder = self.remote if there else self.top / ".git"
        path = folder / "hooks" / hook
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
        path.chmod(0o755)
