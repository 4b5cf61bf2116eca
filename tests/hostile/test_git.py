"""A repository whose git means harm: its configuration, hooks, filters, refs and files."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING, Final

import pytest

from tests.hostile.conftest import NOTE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.hostile.conftest import Arena

ASKING: Final = (
    *("check", "check --since HEAD~1", "log notes/lee/2026-11-20.md", "log abcd1", "diff HEAD~1"),
    *("diff", "actions", "agenda lee", "new lee --dry-run", "fmt --check", "build"),
)
"""Commands that ask git for something, or might."""

PROGRAMS: Final = (
    *("core.pager", "pager.log", "pager.diff", "core.fsmonitor", "core.sshCommand", "core.editor"),
    *("core.askPass", "diff.external", "diff.trap.textconv", "diff.trap.command", "gpg.program"),
    *("filter.trap.clean", "filter.trap.smudge", "filter.trap.process", "merge.trap.driver"),
    *("filter.a=b.clean", "credential.helper", "core.alternateRefsCommand", "core.gitProxy"),
    *("uploadpack.packObjectsHook", "interactive.diffFilter", "gpg.ssh.program"),
)
BUILT_IN: Final = (
    *("log", "diff", "ls-files", "cat-file", "rev-parse", "for-each-ref", "rev-list", "config"),
)
SETTINGS: Final = {
    "log.showSignature": "true",
    "filter.trap.required": "true",
    "filter.a=b.required": "true",
    "protocol.ext.allow": "always",
    "remote.origin.promisor": "true",
    "remote.origin.partialclonefilter": "blob:none",
    "core.untrackedCache": "true",
    "core.splitIndex": "true",
    "url.ext::sh -c touch% caught.insteadOf": "https://",
}
HOOKS: Final = ("post-index-change", "reference-transaction", "pre-commit", "fsmonitor-watchman")


def git(root: Path, *arguments: str) -> str:
    """Run git, whatever its configuration names by now."""
    safe = ("-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null")
    done = subprocess.run(["git", *safe, *arguments], cwd=root, check=True, capture_output=True)
    return done.stdout.decode().strip()


@pytest.fixture
def committed(arena: Arena) -> Arena:
    """The repository with two commits, and a note that was changed since."""
    arena.write(".gitattributes", "*.md diff=trap filter=trap merge=trap\n*.txt filter=a=b\n")
    git(arena.root, "init", "-q", "-b", "main")
    git(arena.root, "add", "-A")
    git(arena.root, "commit", "-qm", "One")
    arena.write("notes/lee/2026-11-20.md", NOTE.replace("Do it", "Did it"))
    git(arena.root, "commit", "-qam", "Two")
    arena.write("notes/lee/2026-11-20.md", NOTE.replace("Do it", "Do not"))
    return arena


def test_nothing_that_a_configuration_names_is_run(committed: Arena, tmp_path: Path) -> None:
    """Programs in git's configuration, in what it includes, and hooks are left alone."""
    root, caught = committed.root, tmp_path / "caught"
    trap = tmp_path / "trap"
    trap.write_text(f"#!/bin/sh\necho $0 $@ >> {caught}\ncat\n", "utf-8")
    trap.chmod(0o755)
    named = dict.fromkeys(PROGRAMS, str(trap)) | {f"alias.{n}": f"!{trap}" for n in BUILT_IN}
    hooks = tmp_path / "hooks"
    for folder in (hooks, root / ".git/hooks"):
        folder.mkdir(exist_ok=True)
        for name in HOOKS:
            (folder / name).symlink_to(trap)
    (root / "attributes").write_text("* diff=trap filter=trap\n", "utf-8")
    (root / "more").write_text(f"[core]\n\tpager = {trap}\n\tfsmonitor = {trap}\n", "utf-8")
    named |= SETTINGS | {"remote.origin.url": f"ext::{trap}", "core.hooksPath": str(hooks)}
    named |= {"core.attributesFile": str(root / "attributes"), "include.path": str(root / "more")}
    for name, value in named.items():
        subprocess.run(["git", "config", name, value], cwd=root, check=False, capture_output=True)
    caught.unlink(missing_ok=True)
    for command in ASKING:
        committed.run(*command.split())
        assert not caught.exists(), (command, caught.read_text("utf-8"))
    assert "Do not" in committed.run("diff", "HEAD~1").stdout


def _refs(root: Path) -> None:
    head = git(root, "rev-parse", "HEAD")
    for name in ("-x", "--upload-pack=touch caught", "\u202ex", "x.lock", "HEAD"):
        (root / ".git/refs/heads" / name).write_text(f"{head}\n", "utf-8")
    packed = "".join(f"{head} refs/heads/b{n}\n" for n in range(5_000))
    (root / ".git/packed-refs").write_text(f"# pack-refs with: peeled sorted \n{packed}", "utf-8")


def _replaced(name: str, data: bytes) -> Callable[[Path], object]:
    return lambda root: (root / ".git" / name).write_bytes(data)


def _instead(make: Callable[[Path], object]) -> Callable[[Path], None]:
    def replace(root: Path) -> None:
        (root / ".git").rename(root / "was")
        make(root / ".git")

    return replace


GARBAGE: Final = bytes(range(256)) * 20
DAMAGE: Final[dict[str, Callable[[Path], object]]] = {
    "thousands of odd refs": _refs,
    "packed refs": _replaced("packed-refs", GARBAGE),
    "a head that is nowhere": _replaced("HEAD", b"ref: refs/heads/nowhere\n"),
    "a head that leads out": _replaced("HEAD", b"ref: refs/heads/../../../../etc/passwd\n"),
    "a head of garbage": _replaced("HEAD", GARBAGE),
    "an index of garbage": _replaced("index", GARBAGE),
    "a shallow file": _replaced("shallow", GARBAGE),
    "a common folder": _replaced("commondir", b"\xff" * 5000),
    "a file that leads out": _instead(lambda git: git.write_text("gitdir: /etc\n", "utf-8")),
    "a file of garbage": _instead(lambda git: git.write_bytes(b"gitdir: " + GARBAGE)),
    "a link to itself": _instead(lambda git: git.symlink_to(".git")),
    "a link to zeros": _instead(lambda git: git.symlink_to("/dev/zero")),
    "a pipe": _instead(os.mkfifo),
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_git_that_is_garbage(committed: Arena, damage: Callable[[Path], object]) -> None:
    """Whatever stands where git's own files should, it is unknown, and the notes are still read."""
    damage(committed.root)
    for command in ("log notes/lee/2026-11-20.md", "diff"):
        committed.run(*command.split())
    assert "Do not" in committed.run("actions").stdout
    assert [*committed.root.rglob("caught")] == []
