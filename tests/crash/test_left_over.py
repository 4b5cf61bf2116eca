"""What editors, merges, sync tools and dead processes leave beside notes is no note."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from aquip.cli.init import FILES
from aquip.config import load_config
from aquip.core.grammar import is_copy_name, is_private_name
from aquip.store import Store
from tests.crash.conftest import MakeRepository, works_on

NOTE = "2026-11-20.md"
HIDDEN = (
    *(f".{NOTE}.swp", f".{NOTE}.swo", f".{NOTE}.kate-swp", f".{NOTE}.un~", f".~lock.{NOTE}#"),
    *(f".syncthing.{NOTE}.tmp", f".{NOTE}.icloud", ".aquip-0123456789abcdef.tmp"),
    *(".aquip-0123456789abcdef.private.md", ".raise.private.md.swp"),
)
"""Vim, Kate, LibreOffice, Syncthing, iCloud, and an aquip that died."""
COPIES = (
    *(f"{NOTE}~", f"#{NOTE}#", f"{NOTE}.tmp", f"{NOTE}.bak", f"{NOTE}.orig", f"{NOTE}.rej"),
    *(f"~syncthing~{NOTE}.tmp", f"{NOTE}.swp", f"{NOTE}.crswap", f"{NOTE}___jb_old___"),
)
"""Emacs, Vim, patch and merges, Syncthing on Windows, Chromium, JetBrains."""
PRIVATE = (
    *("raise.private.md", "raise.private.md~", "#raise.private.md#", "raise.private.md.orig"),
    *("raise.private (1).md", "raise.private 2.md", "raise.private (conflicted copy).md"),
    "raise.private.sync-conflict-20261120-101010-ABCDEFG.md",
)
"""A private note, and what Drive, iCloud, Dropbox and Syncthing make of it."""


@pytest.mark.parametrize(
    ("name", "is_copy", "is_private"),
    [
        ("notes/morgan/2026-11-20.md", False, False),
        ("notes/morgan/2026-11-20-private.md", False, False),
        ("notes/x.private.d/2026-11-20.md", False, False),
        ("notes/key.private.pem", False, False),
        ("notes/plan.mdx", False, False),
        ("notes/sum.md5", False, False),
        ("notes/x.md.d/plan.png", False, False),
        ("notes/Raise.PRIVATE.md", False, True),
        *((name, True, False) for name in COPIES),
        *((name, not name.endswith(".md"), True) for name in PRIVATE),
    ],
)
def test_a_name_tells(name: str, is_copy: bool, is_private: bool) -> None:
    """A copy is known by what stands around a note's name, and a private note by its own."""
    assert (is_copy, is_private) == (is_copy_name(name), is_private_name(name))


def test_nothing_of_it_is_a_note_or_on_the_site(make: MakeRepository) -> None:
    """Commands work among all of it and leave it alone; the site has nothing of it."""
    repo = make()
    before = Store(load_config(repo.root)).paths()
    folder = repo.root / "notes/morgan"
    for number, name in enumerate([*HIDDEN, *COPIES, *PRIVATE]):
        (folder / name).write_text(f"- [ ] canary{number}x\n")
    (folder / f".#{NOTE}").symlink_to("sam@example.4711:1789")  # Emacs locks with a link to nowhere
    (folder / "4913").touch()  # Vim asks whether it may make files
    paths = Store(load_config(repo.root)).paths()
    own = {path for path in paths if is_private_name(path)}
    assert {*before} == {*paths} - own
    files = repo.files()
    assert files == works_on(repo)
    command = (sys.executable, "-m", "mkdocs", "build", "-q", "-d", "site")
    subprocess.run(command, cwd=repo.root, check=True, capture_output=True)
    site = [path for path in (repo.root / "site").rglob("*") if path.is_file()]
    assert site
    assert [path for path in site if re.search(rb"canary\d+x", path.read_bytes())] == []
    known = ("raise", "aquip-0", "icloud", "lock", "swp", ".md")
    assert [path.name for path in site if any(word in path.name for word in known)] == []


def test_git_is_told_to_look_away(tmp_path: Path) -> None:
    """What ``init`` writes keeps private notes, their copies and our own leavings out of git."""
    source = Path(sys.modules["aquip"].__path__[0], "templates/init", FILES[".gitignore"])
    (tmp_path / ".gitignore").write_bytes(source.read_bytes())
    swapped = {name for name in HIDDEN if name.endswith((".swp", ".swo"))}
    ours = {name for name in HIDDEN if name.startswith(".aquip-")}
    for name in {*HIDDEN, *COPIES, *PRIVATE, NOTE}:
        (tmp_path / name).touch()
    subprocess.run(("git", "init", "-q"), cwd=tmp_path, check=True)
    asked = subprocess.run(
        ("git", "ls-files", "-oz", "--exclude-standard"),
        cwd=tmp_path,
        check=True,
        capture_output=True,
        text=True,
    )
    listed = {*asked.stdout.split("\0")}
    assert NOTE in listed
    assert listed & {*PRIVATE, *swapped, *ours, f"{NOTE}~", f"#{NOTE}#"} == set()
