"""GitLab's pipelines: which jobs they have, and each line of their scripts, run in a clone."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from tests.workflows.hosts import TOKEN
from tests.workflows.origin import Origin
from tests.workflows.runner import bash, installed

if TYPE_CHECKING:
    from tests.workflows.hosts import FakeGitLab

KEYWORDS = {"workflow", "default", "variables", "stages"}
MERGE_REQUEST = {
    "CI_PIPELINE_SOURCE": "merge_request_event",
    "CI_MERGE_REQUEST_IID": "7",
}
PUSH = {"CI_PIPELINE_SOURCE": "push", "CI_COMMIT_BRANCH": "main"}
SCHEDULE = {"CI_PIPELINE_SOURCE": "schedule", "CI_COMMIT_BRANCH": "main"}
PROJECT = "https://gitlab.example.org/sam/one-to-ones"


def pipeline_of(origin: Origin) -> dict[str, Any]:
    """Return what `.gitlab-ci.yml` says."""
    path = origin.path.parent / "work" / ".gitlab-ci.yml"
    read = yaml.safe_load(path.read_text("utf-8"))
    assert isinstance(read, dict)
    return read


def holds(rule: dict[str, str], variables: dict[str, str]) -> bool:
    """Tell whether the condition of a rule is met, as GitLab reads it."""

    def value(word: str) -> str:
        return variables.get(word[1:], "") if word.startswith("$") else word.strip('"')

    def one(condition: str) -> bool:
        left, _, right = re.sub(r"\s+", " ", condition.strip()).partition(" ")
        if not right:
            return bool(value(left))
        sign, _, right = right.partition(" ")
        return {"==": value(left) == value(right), "!=": value(left) != value(right)}[sign]

    return all(one(condition) for condition in rule["if"].split("&&"))


def jobs_of(pipeline: dict[str, Any], variables: dict[str, str]) -> list[str]:
    """Return the jobs that a pipeline has; none where there is no pipeline."""
    variables = {"CI_DEFAULT_BRANCH": "main", **variables}
    if not any(holds(rule, variables) for rule in pipeline["workflow"]["rules"]):
        return []
    jobs = {name: job for name, job in pipeline.items() if name not in KEYWORDS}
    return [
        name for name, job in jobs.items() if any(holds(rule, variables) for rule in job["rules"])
    ]


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({**MERGE_REQUEST, "AQUIP_TOKEN": TOKEN}, ["review", "comment"]),
        (MERGE_REQUEST, ["review"]),
        (PUSH, ["site"]),
        ({**PUSH, "CI_COMMIT_BRANCH": "other"}, []),
        (SCHEDULE, ["site", "reminder"]),
    ],
    ids=["merge request", "from a fork", "default branch", "another branch", "schedule"],
)
def test_jobs(origin: Origin, variables: dict[str, str], expected: list[str]) -> None:
    """Each pipeline has the jobs it needs; a fork, which has no token, is not commented on."""
    assert jobs_of(pipeline_of(origin), variables) == expected


@dataclass
class Machine:
    """A runner with a clone like GitLab's: one branch's commits, and no name for any other."""

    folder: Path
    origin: Origin
    revision: str
    variables: dict[str, str] = field(default_factory=dict)

    @property
    def work(self) -> Path:
        """Where the repository is checked out."""
        return self.folder / "work"

    def run(self, name: str) -> tuple[int, str]:
        """Run a job's script, and return its exit status and what it printed."""
        pipeline = pipeline_of(self.origin)
        assert pipeline["variables"]["GIT_DEPTH"] == "0"
        self.folder.mkdir(exist_ok=True)
        if not self.work.exists():
            self.origin.checkout(self.work, self.revision)
        given = {
            "CI_COMMIT_SHA": self.revision,
            "CI_PROJECT_URL": PROJECT,
            "CI_JOB_URL": f"{PROJECT}/-/jobs/12",
            "CI_MERGE_REQUEST_DIFF_BASE_SHA": self.origin.base,
            **pipeline["variables"],
            **self.variables,
        }
        (install,) = pipeline["default"]["before_script"]
        lines = [*([] if installed(install, self.work) else [install]), *pipeline[name]["script"]]
        script = self.folder / "script.sh"
        script.write_text("\n".join(lines), "utf-8")
        return bash("-e", "-o", "pipefail", str(script), folder=self.work, given=given)


def test_a_merge_request(gitlab: FakeGitLab, origin: Origin, tmp_path: Path) -> None:
    """A report for the merge request, a preview, and a comment that calls nobody."""
    machine = Machine(tmp_path / "review", origin, origin.head)
    status, output = machine.run("review")
    assert status == 0, output
    assert gitlab.requests == []
    found = json.loads((machine.work / "gl-code-quality-report.json").read_text("utf-8"))
    assert "notes/morgan/2026-11-27.md" in {one["location"]["path"] for one in found}
    assert (machine.work / "preview" / "morgan" / "2026-11-27.html").is_file()
    assert [*tmp_path.rglob("pwned")] == []

    second = Machine(tmp_path / "comment", origin, origin.head)
    second.folder.mkdir()
    origin.checkout(second.work, origin.head)
    for path in pipeline_of(origin)["review"]["artifacts"]["paths"]:
        kept = machine.work / path
        (shutil.copytree if kept.is_dir() else shutil.copy)(kept, second.work / path)
    for _ in range(2):
        status, output = second.run("comment")
        assert status == 0, output
    ((_, _, data),) = gitlab.writes()
    assert f"[Preview of the site]({PROJECT}/-/jobs/12/artifacts/browse/preview/)" in data["body"]
    assert "touch pwned" in data["body"]
    assert "@octocat" not in data["body"]
    assert "the raise" not in data["body"] + output


def test_the_default_branch(gitlab: FakeGitLab, origin: Origin, tmp_path: Path) -> None:
    """All notes are checked, and the site is built for the members of the project."""
    machine = Machine(tmp_path / "site", origin, origin.base)
    status, output = machine.run("site")
    assert status == 0, output
    assert (machine.work / "site" / "actions" / "index.html").is_file()
    assert pipeline_of(origin)["site"]["artifacts"]["access"] == "developer"


def test_a_schedule(
    gitlab: FakeGitLab, origin: Origin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is overdue becomes an issue with links to the notes; in a good week it is closed."""
    machine = Machine(tmp_path / "reminder", origin, origin.base)
    status, output = machine.run("reminder")
    assert status == 0, output
    (issue,) = gitlab.issues
    assert "AQ506" in issue["description"]
    assert "AQ506" in output
    assert f"{PROJECT}/-/blob/{origin.base}/notes/" in issue["description"]
    monkeypatch.setenv("AQUIP_TODAY", "2025-11-01")
    status, output = machine.run("reminder")
    assert status == 0, output
    assert issue["state"] == "closed"


def test_a_schedule_without_a_token(gitlab: FakeGitLab, origin: Origin, tmp_path: Path) -> None:
    """The job says what needs attention, and then fails with the remedy."""
    machine = Machine(tmp_path / "reminder", origin, origin.base, {"AQUIP_TOKEN": ""})
    status, output = machine.run("reminder")
    assert status == 2
    assert "AQ506" in output
    assert "project access token" in output
    assert gitlab.requests == []
