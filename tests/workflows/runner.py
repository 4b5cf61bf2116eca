"""What GitHub's runner does with a job, as far as the workflows here need it.

Each `run` is run by bash, as GitHub runs it where no shell is named. Actions are done by what they
are for: a checkout is a clone, an artifact is a folder. Whatever else a workflow asks for fails.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from tests.workflows.origin import Origin

ARTIFACT = "https://github.com/sam/one-to-ones/actions/runs/70/artifacts/"
_EXPRESSION = re.compile(r"\$\{\{ (.+?) \}\}")


def job_of(path: Path) -> dict[str, Any]:
    """Return the one job of a workflow."""
    (job,) = yaml.safe_load(path.read_text("utf-8"))["jobs"].values()
    assert isinstance(job, dict)
    return job


def surroundings() -> dict[str, str]:
    """Return the variables of a runner where `aquip` is this checkout, and pip fetches nothing."""
    programs = Path(sys.executable).parent
    return {
        **os.environ,
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "PIP_NO_INDEX": "1",
        "PIP_NO_INPUT": "1",
        "NO_MKDOCS_2_WARNING": "1",
        "CI": "true",
    }


_INSTALLED: set[tuple[str, str]] = set()


def installed(script: str, folder: Path) -> bool:
    """Tell whether a step installs what an earlier one did: the same again would prove nothing."""
    if not script.startswith("python -m pip install"):
        return False
    asked = (script, (folder / "requirements.txt").read_text("utf-8"))
    known = asked in _INSTALLED
    _INSTALLED.add(asked)
    return known


def bash(*arguments: str, folder: Path, given: dict[str, str]) -> tuple[int, str]:
    """Run bash on a runner, and return its exit status and all that it printed."""
    done = subprocess.run(
        ["bash", *arguments],
        cwd=folder,
        env={**surroundings(), **given},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout


@dataclass
class Step:
    """A step that was run, by its name or its script: its exit status, and what it printed."""

    name: str
    status: int
    output: str


@dataclass
class Runner:
    """A machine for one job: its folder, the variables and expressions that GitHub gives it.

    ``artifacts`` are folders by name, which one job leaves and another fetches.
    """

    folder: Path
    origin: Origin
    revision: str
    variables: dict[str, str]
    expressions: dict[str, str]
    artifacts: dict[str, Path]
    steps: list[Step] = field(default_factory=list)

    @property
    def work(self) -> Path:
        """Where the repository is checked out."""
        return self.folder / "work"

    @property
    def summary(self) -> str:
        """What the job's summary shows."""
        return (self.folder / "summary.md").read_text("utf-8")

    def run(self, job: dict[str, Any]) -> bool:
        """Run a job, and tell whether all of it succeeded.

        After a step that fails, only those run that say so.
        """
        (self.folder / "temp").mkdir(parents=True)
        (self.folder / "summary.md").touch()
        self.expressions["runner.temp"] = str(self.folder / "temp")
        well = True
        for step in job["steps"]:
            condition = step.get("if")
            assert condition in {None, "${{ !cancelled() }}"}, condition
            if well or condition:
                well = self._step(step) and well
        return well

    def _step(self, step: dict[str, Any]) -> bool:
        if "uses" in step:
            name, _, version = step["uses"].partition("@")
            assert re.fullmatch(r"[0-9a-f]{40}", version)
            asked = {key: self._said(str(value)) for key, value in step.get("with", {}).items()}
            does = getattr(self, f"_{name.replace('/', '_').replace('-', '_')}")
            return bool(does(asked, step.get("id", "")))
        if installed(step["run"], self.work):
            return True
        script = self.folder / "script.sh"
        # Nothing that GitHub would write into a script: no name or title may become a program.
        assert "${{" not in step["run"]
        script.write_text(step["run"], "utf-8")
        given = {
            **self.variables,
            "GITHUB_STEP_SUMMARY": str(self.folder / "summary.md"),
            "RUNNER_TEMP": str(self.folder / "temp"),
            **{key: self._said(value) for key, value in step.get("env", {}).items()},
        }
        status, output = bash("-e", str(script), folder=self.work, given=given)
        self.steps.append(Step(step.get("name", step["run"]), status, output))
        return status == 0

    def _said(self, text: str) -> str:
        return _EXPRESSION.sub(lambda found: self.expressions[found[1]], text)

    def _actions_checkout(self, asked: dict[str, str], _: str) -> bool:
        assert asked["persist-credentials"] == "False"
        # GitHub's action fetches one commit, or with a depth of 0 all that there is.
        what = {"1": "--depth=1", "0": "+refs/heads/*:refs/remotes/origin/*"}
        self.origin.checkout(self.work, self.revision, what[asked.get("fetch-depth", "1")])
        return True

    def _actions_setup_python(self, asked: dict[str, str], _: str) -> bool:
        return bool(asked["python-version"])

    def _actions_upload_artifact(self, asked: dict[str, str], step: str) -> bool:
        source = self.work / asked["path"]
        self.expressions[f"steps.{step}.outputs.artifact-url"] = ""
        if source.exists():
            target = self.folder / "artifacts" / asked["name"]
            if source.is_dir():
                shutil.copytree(source, target)
            else:
                target.mkdir(parents=True)
                shutil.copy(source, target)
            self.artifacts[asked["name"]] = target
            self.expressions[f"steps.{step}.outputs.artifact-url"] = f"{ARTIFACT}{asked['name']}"
        return True  # where there is nothing, GitHub warns

    def _actions_download_artifact(self, asked: dict[str, str], _: str) -> bool:
        assert asked["github-token"]
        assert asked["run-id"]
        if asked["name"] not in self.artifacts:
            return False
        shutil.copytree(self.artifacts[asked["name"]], asked["path"])
        return True
