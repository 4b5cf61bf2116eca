"""``init`` and ``demo`` make a repository where there was none: all of it, or none."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from aquip.cli import main
from tests.cli.conftest import Repository
from tests.crash.faults import run

INIT = ["init", "begun", "--me", "sam", "--with", "morgan"]


def test_init_killed_at_any_moment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Asked again, it makes what it would have made, and nothing else is there."""
    monkeypatch.chdir(tmp_path)
    whole = run(INIT)
    assert whole.status == 0
    after = Repository(tmp_path / "begun").files()
    begun = set()
    # Amid it comes the same for each of many files: an eleventh of them are of all kinds.
    first, last = range(1, 10), range(whole.steps - 6, whole.steps + 1)
    for at in sorted({*first, *range(1, whole.steps, 11), *last}):
        folder = tmp_path / str(at)
        folder.mkdir()
        monkeypatch.chdir(folder)
        assert run(INIT, "kill", at).status is None
        begun.add((folder / "begun/mkdocs.yml").exists())
        again = CliRunner().invoke(main, INIT)
        assert again.exit_code == 0, again.output
        assert after == Repository(folder / "begun").files()
    assert begun == {True, False}


def test_init_of_what_is_there_still_refuses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A repository that was begun and is whole is not begun again."""
    monkeypatch.chdir(tmp_path)
    assert run(INIT).status == 0
    assert "are there already; nothing was written" in run(INIT).output


def test_demo_killed_at_every_moment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Asked again, it makes the whole of it, in a folder that is new or in an empty one."""
    command = ["demo", "year"]
    monkeypatch.chdir(tmp_path)
    whole = run(command, short=True)
    assert whole.status == 0, whole.output
    after = tree(tmp_path / "year")
    for at in range(1, whole.steps + 1):
        folder = tmp_path / str(at)
        folder.mkdir()
        monkeypatch.chdir(folder)
        if at % 2:
            Path("year").mkdir()
        assert run(command, "kill", at, short=True).status is None
        again = run(command, short=True)
        assert again.status == 0, again.output
        assert after == tree(folder / "year")


def test_demo_keeps_what_was_put_in_its_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was written there since one died is not overwritten by the next."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "year/.aquip-demo.ready").mkdir(parents=True)
    (tmp_path / "year/.aquip-demo.ready/mkdocs.yml").write_text("theirs")
    (tmp_path / "year/mkdocs.yml").write_text("mine")
    assert "this folder is not empty" in run(["demo", "year"], short=True).output
    assert (tmp_path / "year/mkdocs.yml").read_text() == "mine"


def tree(root: Path) -> tuple[set[str], str]:
    """Return the names of what is in a repository, but for git's own, and its last commit."""
    names = {path.name for path in root.iterdir()}
    command = ("git", "-C", str(root), "rev-parse", "HEAD")
    said = subprocess.run(command, check=True, capture_output=True, text=True)
    status = subprocess.run(
        ("git", "-C", str(root), "status", "--porcelain"),
        check=True,
        capture_output=True,
        text=True,
    )
    assert status.stdout == ""
    return names, said.stdout
