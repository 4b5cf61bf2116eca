"""The workflows that publish, as they are written: opt-in, on the default branch, least rights."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from aquip.cli import main
from tests.publishing.machine import workflow

PROJECT = Path(__file__).parents[2]
PUBLISH = ".github/workflows/publish.yml"
INSTALL = "      - run: python -m pip install -r requirements.txt\n"
OUR_INSTALL = """\
      - run: |
          python -m pip install -r requirements.txt
          python -m pip install --no-deps --no-build-isolation .
"""
RIGHTS = {
    "github-pages": {
        "build": {"contents": "read", "pages": "read"},
        "publish": {"contents": "read", "pages": "write", "id-token": "write"},
    },
    "cloudflare-pages": {"build": {"contents": "read"}, "publish": {"contents": "read"}},
}


def begin(folder: Path, *options: str) -> Path:
    """Make a repository of notes."""
    init = ["init", str(folder), "--me", "sam", "--with", "morgan", *options]
    result = CliRunner().invoke(main, init)
    assert result.exit_code == 0, result.output
    return folder


def test_nothing_is_published_unless_asked_for(tmp_path: Path) -> None:
    """What is written by default has no job that publishes, and builds each night all the same."""
    root = begin(tmp_path)
    assert not (root / PUBLISH).exists()
    written = [*(root / ".github/workflows").iterdir(), root / ".gitlab-ci.yml"]
    for path in written:
        text = path.read_text("utf-8")
        assert "deploy-pages" not in text
        assert "wrangler" not in text
        assert "id-token" not in text
        assert "pages" not in yaml.safe_load(text)
    notes = workflow(root / ".github/workflows/notes.yml")
    (night,) = notes["on"]["schedule"]
    assert night["cron"].split()[2:] == ["*", "*", "*"]


@pytest.mark.parametrize("place", RIGHTS)
def test_who_may_publish(tmp_path: Path, place: str) -> None:
    """One job may, on the main branch alone, in an environment of its own; never a pull request."""
    read = workflow(begin(tmp_path, "--publish", place) / PUBLISH)
    assert {*read["on"]} == {"push", "schedule", "workflow_dispatch"}
    assert read["on"]["push"] == {"branches": ["main"]}
    assert read["permissions"] == {}
    assert read["concurrency"]
    jobs = read["jobs"]
    assert {name: job["permissions"] for name, job in jobs.items()} == RIGHTS[place]
    assert jobs["build"]["if"] == "github.ref == 'refs/heads/main'"
    assert jobs["publish"]["needs"] == "build"
    assert "environment" not in jobs["build"]
    environment = jobs["publish"]["environment"]
    assert place == (environment["name"] if isinstance(environment, dict) else environment)
    assert "secrets." not in yaml.safe_dump(jobs["build"])
    for job in jobs.values():
        assert job["timeout-minutes"] <= 15


@pytest.mark.parametrize("place", RIGHTS)
def test_the_site_runs_nothing_where_it_is_published(tmp_path: Path, place: str) -> None:
    """The job with the rights builds nothing, and so runs no plugin and no hook of the site."""
    jobs = workflow(begin(tmp_path, "--publish", place) / PUBLISH)["jobs"]
    scripts = [step.get("run", "") for step in jobs["publish"]["steps"]]
    assert not [script for script in scripts if "mkdocs" in script or "aquip build" in script]


@pytest.mark.parametrize("place", RIGHTS)
def test_right_after_the_guard(tmp_path: Path, place: str) -> None:
    """The step before the one that publishes is the guard, without any leave to go on."""
    steps = workflow(begin(tmp_path, "--publish", place) / PUBLISH)["jobs"]["publish"]["steps"]
    at = [step.get("id") for step in steps].index("deploy")
    before, after = steps[at - 1], steps[at + 1]
    assert before["run"] == f"aquip guard {place}"
    assert not {"if", "continue-on-error"} & {*before}
    assert not {"if", "continue-on-error"} & {*steps[at]}
    assert after["run"] == f"aquip guard {place}"
    assert after["if"] == "always() && steps.deploy.outcome != 'skipped'"


def test_ours_is_the_same(tmp_path: Path) -> None:
    """This project publishes its example, where that may be, with what it makes for others."""
    made = (begin(tmp_path, "--publish", "github-pages") / PUBLISH).read_text("utf-8")
    assert made.count(INSTALL) == 2
    assert made.replace(INSTALL, OUR_INSTALL) == (PROJECT / PUBLISH).read_text("utf-8")


def test_gitlabs_pipeline(tmp_path: Path) -> None:
    """The job has the name that publishes, leaves what GitLab takes, and begins with the guard."""
    root = begin(tmp_path, "--publish", "gitlab-pages")
    read: dict[str, Any] = yaml.safe_load((root / ".gitlab-ci.yml").read_text("utf-8"))
    assert read["pages"]["script"][0] == "aquip guard gitlab-pages"
    assert read["pages"]["artifacts"]["paths"] == ["public"]
    assert "allow_failure" not in read["pages"]
    schema = Path(sys.executable).with_name("check-jsonschema")
    done = subprocess.run(
        [schema, "--builtin-schema", "vendor.gitlab-ci", root / ".gitlab-ci.yml"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert not (root / PUBLISH).exists()


def test_a_place_that_nobody_knows(tmp_path: Path) -> None:
    """Publishing anywhere else is refused, and nothing is written."""
    result = CliRunner().invoke(main, ["init", str(tmp_path), "--publish", "example.org"])
    assert result.exit_code == 2
    assert [*tmp_path.iterdir()] == []
