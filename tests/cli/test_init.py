"""``aquip init``: what it writes works at once."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest
import yaml
from click.testing import CliRunner

from aquip.cli import main
from aquip.cli.init import FILES
from aquip.config import load_config

if TYPE_CHECKING:
    from conftest import Repository


@pytest.fixture
def begun(empty: Repository) -> Repository:
    """A repository that ``init`` has made."""
    result = CliRunner().invoke(
        main,
        ["init", str(empty.root), "--me", "sam", "--name", 'Sam "S" Reyes', "--with", "@morgan"],
    )
    assert result.exit_code == 0, result.output
    assert "Whoever is invited to this repository reads every series in it" in result.output
    return empty


def test_writes_everything(begun: Repository) -> None:
    """Configuration, first series, template, goals, pipelines and ignore rules are there."""
    expected = {*FILES, "templates/meeting.md", "notes/morgan/index.md"}
    assert expected == {*begun.files()}
    assert "[[" not in "".join(text.decode() for text in begun.files().values())


def test_configuration(begun: Repository) -> None:
    """The names that were given are in the configuration, whatever letters they have."""
    settings = load_config(begun.root).settings
    assert settings.me == "sam"
    assert settings.people["sam"].name == 'Sam "S" Reyes'
    assert settings.people["morgan"].name == "Morgan"


def test_checks_clean(begun: Repository) -> None:
    """A new repository with its first meeting has no error, and its next date is a working day."""
    begun.run("new", "morgan")
    assert "date: 2026-11-23" in begun.read("notes/morgan/2026-11-23.md")
    assert [f for f in begun.json("check") if f["severity"] == "error"] == []


@pytest.mark.parametrize("before", [True, False])
def test_the_folder_counts_from_the_root(empty: Repository, before: bool) -> None:
    """``-C``, before the command or after it, says where DIR is; the hint follows."""
    base = ["-C", str(empty.root)]
    arguments = [*base, "init", "sub"] if before else ["init", *base, "sub"]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output
    assert (empty.root / "sub" / "mkdocs.yml").is_file()
    assert f"cd {empty.root / 'sub'}\n" in result.output


def test_refuses_to_overwrite(begun: Repository) -> None:
    """A second ``init`` names what is there, and changes nothing."""
    before = begun.files()
    result = CliRunner().invoke(main, ["init", str(begun.root)])
    assert result.exit_code == 2
    assert "mkdocs.yml" in result.stderr
    assert before == begun.files()


def test_one_file_is_enough_to_refuse(empty: Repository) -> None:
    """Nothing is written where a single file is in the way."""
    empty.write("README.md", "mine")
    assert CliRunner().invoke(main, ["init", str(empty.root)]).exit_code == 2
    assert empty.files() == {"README.md": b"mine"}


def test_in_a_file(empty: Repository) -> None:
    """A file is no place for a repository."""
    empty.write("file", "")
    result = CliRunner().invoke(main, ["init", str(empty.root / "file")])
    assert result.exit_code == 2
    assert "not a folder" in result.stderr


def test_private_notes_are_ignored(begun: Repository) -> None:
    """Git itself keeps private notes out."""
    begun.write("notes/morgan/raise.private.md", "hush")
    subprocess.run(["git", "init", "-q"], cwd=begun.root, check=True)
    subprocess.run(["git", "add", "."], cwd=begun.root, check=True)
    listed = subprocess.run(
        ["git", "ls-files"], cwd=begun.root, check=True, capture_output=True, text=True
    ).stdout
    assert "private.md" not in listed
    assert "notes/morgan/index.md" in listed


def test_names_from_git(empty: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without ``--me``, git's own configuration says who it is."""
    for key, value in (("user.name", "Ana Lima"), ("user.email", "ana@example.org")):
        subprocess.run(["git", "config", "--global", key, value], check=True)
    monkeypatch.chdir(empty.root)
    assert CliRunner().invoke(main, ["init"]).exit_code == 0
    settings = load_config(empty.root).settings
    assert settings.me == "ana"
    assert settings.people["ana"].emails == ("ana@example.org",)


def test_other_files_are_yaml(begun: Repository) -> None:
    """Pipeline and hook configuration are valid YAML."""
    assert "site" in yaml.safe_load(begun.read(".gitlab-ci.yml"))
    hooks = yaml.safe_load(begun.read(".pre-commit-config.yaml"))["repos"][0]["hooks"]
    assert [hook["id"] for hook in hooks] == ["aquip-check", "no-private-notes"]
