"""``aquip post`` where it can't: what the host says is told in a line, with what helps."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from aquip.cli import main
from tests.workflows.posting import TITLE, post

if TYPE_CHECKING:
    from tests.workflows.hosts import FakeGitHub


@pytest.mark.parametrize(
    ("status", "text", "said"),
    [
        (401, '{"message": "Bad credentials"}', "401 to POST /repos/sam/one-to-ones/issues: Bad"),
        (403, '{"message": "Resource not accessible"}', "`issues: write`"),
        (404, "not even JSON", "`issues: write`"),
        (410, '{"message": "Issues are disabled\\u001b[31m"}', "Issues are disabled"),
        (500, "<html>", "500"),
        (200, "<html>", "something else than JSON"),
        (302, "http://127.0.0.1:9/elsewhere", "302"),
    ],
)
def test_refusals(github: FakeGitHub, tmp_path: Path, status: int, text: str, said: str) -> None:
    """What the host answered, to what, and what helps; and the token is in no message."""
    github.refuses["POST"] = (status, text)
    result = post(tmp_path, "text", "issue", status=2)
    assert said in result.stderr
    assert "\x1b" not in result.output
    assert os.environ["GITHUB_TOKEN"] not in result.output


@pytest.mark.parametrize("text", ["{}", "null", "[1]", '[{"user": null, "body": 3}]', "[[]]"])
def test_answers_of_another_shape(github: FakeGitHub, tmp_path: Path, text: str) -> None:
    """A host that answers oddly is an error in a line, or has nothing of ours: never a fault."""
    github.refuses["GET"] = (200, text)
    path = tmp_path / "text.md"
    path.write_text("text")
    result = CliRunner().invoke(main, ["post", "issue", str(path), "--title", TITLE])
    assert result.exit_code in {0, 2}
    assert "Traceback" not in result.output


def test_a_host_out_of_reach(
    github: FakeGitHub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody answers there: one line says so."""
    monkeypatch.setenv("GITHUB_API_URL", "http://127.0.0.1:9")
    assert "can't be reached" in post(tmp_path, "text", "issue", status=2).stderr


@pytest.mark.parametrize("address", ["file:///etc", "ftp://example.org", "nothing"])
def test_addresses_that_are_none(
    github: FakeGitHub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    """Nothing is asked but over HTTP."""
    monkeypatch.setenv("GITHUB_API_URL", address)
    assert "no address of an API" in post(tmp_path, "text", "issue", status=2).stderr


def test_outside_a_pipeline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """At a desk there is nowhere to post."""
    for name in ("GITHUB_ACTIONS", "GITLAB_CI"):
        monkeypatch.delenv(name, raising=False)
    assert "neither" in post(tmp_path, "text", status=2).stderr


def test_a_file_that_is_not_there(github: FakeGitHub, tmp_path: Path) -> None:
    """It is named, and nothing is asked of the host."""
    result = CliRunner().invoke(main, ["post", "comment", str(tmp_path / "none.md")])
    assert result.exit_code == 2
    assert "none.md: can't be read" in result.stderr
    assert github.requests == []
