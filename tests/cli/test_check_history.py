"""``aquip check`` by git's history: judged where it is known, unknown where it is not."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from aquip.cli import main
from aquip.history import known as module
from tests.history.made import Made, git, meeting

LATE = ("2026-11-20", "2026-11-20T08:00:00+00:00", "Reviews take a week")


@pytest.fixture
def made(tmp_path: Path) -> Made:
    """A repository with an agenda in time, and a later one that was shared too late."""
    made = Made.at(tmp_path / "repository")
    made.share("2026-11-13", "2026-11-10T10:00:00+00:00", "Numbers for the board")
    made.share(*LATE)
    return made


def run(root: Path, *arguments: str) -> tuple[list[tuple[str, str]], str]:
    """Return the codes and files of what is found, and what is said beside them."""
    options = ("--select", "AQ602,AQ611", "--format", "json", *arguments)
    result = CliRunner().invoke(main, ["-C", str(root), "check", *options])
    assert result.exit_code == 0, result.output
    rows: list[dict[str, Any]] = json.loads(result.stdout)
    return [(row["code"], Path(row["path"]).stem) for row in rows], result.stderr


def test_found(made: Made) -> None:
    """Only the agenda that came late is told, and an answer that is kept is the same."""
    first = run(made.root)
    assert first == ([("AQ602", "2026-11-20")], "")
    assert (made.root / ".cache/aquip/check.msgpack").exists()
    assert first == run(made.root)


def test_asked_only_where_it_must_be(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second check, and one without these rules, do not ask git for the history."""
    text = (made.root / "mkdocs.yml").read_text("utf-8")
    run(made.root)

    def never(*_: object) -> None:
        pytest.fail("the history was read")

    monkeypatch.setattr(module.Known, "history", property(never))
    assert run(made.root) == ([("AQ602", "2026-11-20")], "")
    rules = "      rules: {AQ602: off, AQ604: off, AQ611: off}\n"
    made.write("mkdocs.yml", f"{text}{rules}")
    assert run(made.root) == ([], "")
    made.write("mkdocs.yml", f"{text}      history: false\n")
    assert run(made.root) == ([], "")


def test_a_commit_is_noticed(made: Made) -> None:
    """A kept answer holds no longer than the commit that it was given for."""
    made.write("notes/morgan/2026-11-23.md", meeting("2026-11-23", "Travel budget"))
    assert ("AQ611", "2026-11-23") in run(made.root)[0]
    made.commit("Agenda", "2026-11-20T10:00:00+00:00")
    assert run(made.root) == ([("AQ602", "2026-11-20")], "")


def test_on_a_branch(made: Made) -> None:
    """An agenda that somebody puts on a branch is shared, though an answer was kept before."""
    path = made.share("2026-11-23", "2026-11-20T10:00:00+00:00", "Reviews take a week")
    late = ("AQ602", "2026-11-20")
    for _ in range(2):
        assert run(made.root)[0] == [late, ("AQ611", "2026-11-23")]
    git(made.root, "checkout", "-q", "-b", "agenda")
    made.write(path, meeting("2026-11-23", "Reviews take a week", "Travel budget"))
    made.commit("Agenda", "2026-11-20T11:00:00+00:00")
    git(made.root, "checkout", "-q", "main")
    for _ in range(2):
        assert run(made.root)[0] == [late]
    git(made.root, "branch", "-q", "-D", "agenda")
    assert run(made.root)[0] == [late, ("AQ611", "2026-11-23")]


def test_shallow(made: Made, tmp_path: Path) -> None:
    """A shallow clone finds nothing, says so once, and how to get the rest."""
    git(tmp_path, "clone", "-q", "--depth=1", f"file://{made.root}", "shallow")
    for _ in range(2):
        found, said = run(tmp_path / "shallow")
        assert found == []
        assert said.startswith("Of 2 meetings it is unknown when the agenda was shared: ")
        assert "git fetch --unshallow" in said
        assert "fetch-depth: 0" in said
        assert said.count("\n") == 1
    assert run(tmp_path / "shallow", "--ignore", "AQ602,AQ611")[1] == ""
    assert run(tmp_path / "shallow", str(tmp_path / "shallow/notes/morgan/index.md"))[1] == ""
    git(tmp_path / "shallow", "fetch", "-q", "--unshallow")
    assert run(tmp_path / "shallow") == ([("AQ602", "2026-11-20")], "")


def test_without_git(made: Made, tmp_path: Path) -> None:
    """Without a repository, or a commit in it, there is nothing to say."""
    (made.root / ".git").rename(tmp_path / "elsewhere")
    assert run(made.root) == ([], "")
    git(made.root, "init", "-q")
    assert run(made.root) == ([], "")


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="only root may chown")
def test_somebody_elses(made: Made) -> None:
    """Git's refusal to read somebody else's repository is told, with its remedy."""
    for path in (made.root, made.root / ".git"):
        os.chown(path, 65534, 65534)
    found, said = run(made.root)
    assert found == []
    assert "belongs to somebody else" in said
    assert f"git config --global --add safe.directory {made.root}" in said
    git(made.root, "config", "--global", "--add", "safe.directory", str(made.root))
    assert run(made.root) == ([("AQ602", "2026-11-20")], "")


def test_of_a_change(made: Made) -> None:
    """With --since only an agenda that the change brings is judged."""
    git(made.root, "branch", "before")
    made.share("2026-11-21", "2026-11-21T09:00:00+00:00", "Travel budget")
    assert run(made.root, "--since", "before") == ([("AQ602", "2026-11-21")], "")
    assert run(made.root, "--since", "HEAD") == ([], "")


def test_in_a_commit_hook(made: Made) -> None:
    """The agenda that is being committed is not asked to be committed."""
    made.write("notes/morgan/2026-11-23.md", meeting("2026-11-23", "Travel budget"))
    assert ("AQ611", "2026-11-23") in run(made.root)[0]
    git(made.root, "add", "--all")
    assert run(made.root, "--staged") == ([], "")


def test_private_agenda(made: Made) -> None:
    """Of a note that is not published, the history tells no more than the rule."""
    text = meeting("2026-11-20", "Raise").replace("---\n\n", "publish: false\n---\n\n", 1)
    made.write("notes/morgan/2026-11-20.md", text)
    result = CliRunner().invoke(main, ["-C", str(made.root), "check", "--select", "AQ602"])
    assert "An agenda was shared less than a day before its meeting" in result.output
    assert "hour" not in result.output
