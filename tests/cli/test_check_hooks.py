"""The hooks that are published for pre-commit, run by pre-commit itself on a repository of notes.

pre-commit installs a hook's repository with pip. Here it does so without the network: what pip
would fetch is put on the path instead, from the packages that run these tests. That it is fetched
where there is a network is pip's own affair, and the one thing that is not tried.
"""

from __future__ import annotations

import os
import shutil
import site
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Repository

ROOT = Path(__file__).parents[2]
PUBLISHED = (
    *(".pre-commit-hooks.yaml", "pyproject.toml", "README.md", "LICENSE"),
    *("aquip", "plugins", "notes", "mkdocs.yml"),
)
"""What a hook's environment is made from."""
CONFIG = """\
repos:
  - repo: {url}
    rev: {rev}
    hooks:
      - id: aquip-fmt
      - id: aquip-check
"""
LOCAL = """\
repos:
  - repo: local
    hooks:
      - id: aquip-check
        name: check 1:1 notes
        entry: {python} -m aquip check
        args: [{args}]
        language: system
        files: {files}
        pass_filenames: false
"""
MEETING = "notes/morgan/2026-11-20.md"


def run(folder: Path, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a folder and return what came of it."""
    return subprocess.run(
        command,
        cwd=folder,
        check=False,
        capture_output=True,
        text=True,
        env=os.environ | environment,
    )


def git(folder: Path, *arguments: str) -> str:
    """Run git, which must succeed."""
    done = run(folder, "git", *arguments)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def hooks(repo: Repository, *arguments: str, **environment: str) -> tuple[int, str]:
    """Run pre-commit as its git hook would, and return its status and all it says."""
    command = (sys.executable, "-m", "pre_commit", "run", "--color=never", *arguments)
    done = run(repo.root, *command, **environment)
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def notes(repo: Repository) -> Repository:
    """Notes in git, nothing staged."""
    repo.write(".gitignore", ".cache/\n")
    git(repo.root, "init", "-q")
    git(repo.root, "add", "-A")
    git(repo.root, "commit", "-q", "-m", "notes")
    return repo


def stage(repo: Repository, path: str, text: str) -> None:
    """Write a file and stage it."""
    repo.write(path, text)
    git(repo.root, "add", path)


@pytest.fixture
def packages(tmp_path: Path) -> Path:
    """The packages that run these tests, less aquip and pip, for another environment's path."""
    folder = tmp_path / "packages"
    folder.mkdir()
    for source in map(Path, site.getsitepackages()):
        for entry in source.iterdir():
            if not entry.name.startswith(("aquip", "_editable", "__editable", "pip")):
                target = folder / entry.name
                if not target.exists():
                    target.symlink_to(entry)
    return folder


@pytest.fixture
def published(tmp_path: Path) -> Path:
    """This project as a repository of hooks, with all that is not committed yet."""
    folder = tmp_path / "published"
    folder.mkdir()
    for name in PUBLISHED:
        if (ROOT / name).is_dir():
            ignore = shutil.ignore_patterns("__pycache__")
            shutil.copytree(ROOT / name, folder / name, ignore=ignore)
        else:
            shutil.copy(ROOT / name, folder / name)
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "aquip")
    return folder


def test_the_published_hooks_install_and_run(
    notes: Repository, published: Path, packages: Path
) -> None:
    """pre-commit clones the project, installs it, formats what is staged, and stops an error."""
    config = CONFIG.format(url=published, rev=git(published, "rev-parse", "HEAD"))
    stage(notes, ".pre-commit-config.yaml", config)
    stage(notes, MEETING, notes.read(MEETING).replace(" ^k7f3q", ""))
    other, beyond = (f"notes/morgan/2026-11-{day}.md" for day in ("13", "06"))
    notes.write(other, "---\ndate: 2026-11-13\n---\n\n## Actions\n\n- [ ] @sam Not staged\n")
    offline = {
        "PYTHONPATH": str(packages),
        "PIP_NO_INDEX": "1",
        "PIP_NO_DEPS": "1",
        "PIP_NO_BUILD_ISOLATION": "0",  # pip takes it for the value, which is then no
    }
    status, said = hooks(notes, **offline)
    assert "files were modified by this hook" in said, said
    assert status == 1
    assert "(due:: 2026-11-27) ^" in notes.read(MEETING)
    assert notes.read(other).endswith("Not staged\n")

    git(notes.root, "add", MEETING)
    status, said = hooks(notes, **offline)
    assert (status, said.count("Passed")) == (0, 2), said

    stage(notes, beyond, "no front matter\n")
    status, said = hooks(notes, **offline)
    assert status == 1
    assert "AQ003" in said


def test_the_manifest_is_valid() -> None:
    """pre-commit's own validator takes the file."""
    done = run(ROOT, sys.executable, "-m", "pre_commit", "validate-manifest", PUBLISHED[0])
    assert (done.returncode, done.stdout) == (0, "")


@pytest.fixture
def local(notes: Repository) -> Repository:
    """Notes whose hook is the check, as it is installed here."""
    import yaml

    (hook, _) = yaml.safe_load((ROOT / PUBLISHED[0]).read_text("utf-8"))
    files, args = hook["files"], ", ".join(hook["args"])
    config = LOCAL.format(python=sys.executable, files=files, args=args)
    stage(notes, ".pre-commit-config.yaml", config)
    return notes


def test_the_hook_judges_the_commit(local: Repository) -> None:
    """A staged error stops it, though the file be mended; one that is not staged does not."""
    stage(local, "notes/morgan/2026-11-06.md", "no front matter\n")
    local.write("notes/morgan/2026-11-06.md", "---\ndate: 2026-11-06\n---\n")
    status, said = hooks(local)
    assert status == 1
    assert "AQ003" in said
    git(local.root, "add", "-A")
    local.write("notes/morgan/2026-11-06.md", "no front matter\n")
    status, said = hooks(local)
    assert status == 0, said


def test_the_hook_looks_when_only_the_configuration_changes(local: Repository) -> None:
    """mkdocs.yml decides what is an error, so a commit of it alone is judged as well."""
    rules = local.read("mkdocs.yml") + "      rules: {AQ506: error}\n"
    stage(local, "mkdocs.yml", rules)
    status, said = hooks(local)
    assert status == 1
    assert "AQ506" in said


def test_the_hook_leaves_commits_of_no_notes_alone(local: Repository) -> None:
    """Whatever else is in the repository is not its affair."""
    stage(local, "program.py", "print(1)\n")
    git(local.root, "restore", "--staged", ".pre-commit-config.yaml")
    git(local.root, "commit", "-q", "-m", "else")
    stage(local, "program.py", "print(2)\n")
    status, said = hooks(local)
    assert status == 0
    assert "no files to check" in said
