"""What GitHub's runner does with the workflow that publishes: conditions, outputs, deployments."""

from __future__ import annotations

import io
import re
import shutil
import tarfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from tests.workflows.runner import Runner

ALWAYS = "always() && "
_TERM = re.compile(r"([\w.-]+) (==|!=) '([^']*)'")


@dataclass
class Pages:
    """Where a site is deployed to: each deployment's files, and what happens when one comes."""

    deployments: list[dict[str, bytes]] = field(default_factory=list)
    then: Callable[[], None] = lambda: None
    works: bool = True

    def take(self, archive: Path) -> bool:
        """Deploy what is in an archive."""
        with tarfile.open(fileobj=io.BytesIO(archive.read_bytes())) as tar:
            names = [one for one in tar.getmembers() if one.isfile()]
            files = {one.name: tar.extractfile(one) for one in names}
            self.deployments.append({name: f.read() for name, f in files.items() if f is not None})
        self.then()
        return self.works


@dataclass
class Machine(Runner):
    """A machine for one job of several; ``events`` are what it did, in order."""

    pages: Pages = field(default_factory=Pages)
    events: list[str] = field(default_factory=list)
    known: dict[str, str] = field(default_factory=dict)
    """What conditions ask for: `steps.guard.outputs.private`, `needs.build.outputs.private`…"""

    def run(self, job: dict[str, Any]) -> bool:
        """Run a job, where its condition holds, and tell whether all of it succeeded."""
        if not self.holds(job.get("if", "")):
            self.events.append("skipped")
            return True
        (self.folder / "temp").mkdir(parents=True)
        (self.folder / "summary.md").touch()
        self.expressions["runner.temp"] = str(self.folder / "temp")
        for name, value in job.get("env", {}).items():
            self.variables[name] = self._said(value)
        well = True
        for step in job["steps"]:
            condition = str(step.get("if", ""))
            runs = condition.startswith(ALWAYS) or well
            runs = runs and self.holds(condition.removeprefix(ALWAYS))
            outcome = "skipped" if not runs else "success" if self.one(step) else "failure"
            self.known[f"steps.{step.get('id')}.outcome"] = outcome
            well = well and outcome != "failure"
        return well

    def holds(self, condition: str) -> bool:
        """Tell whether a condition is met; what is not known is empty, as on GitHub."""
        if not condition:
            return True
        found = _TERM.fullmatch(condition)
        assert found is not None, condition
        return (self.known.get(found[1], "") == found[3]) is (found[2] == "==")

    def one(self, step: dict[str, Any]) -> bool:
        """Run a step and take up its outputs."""
        output = self.folder / "output"
        output.write_text("")
        self.variables["GITHUB_OUTPUT"] = str(output)
        script = step.get("run", "")
        if "aquip guard" in script:
            self.events.append("guard")
        elif "uses" in step and "github-pages" in str(step.get("with", {}).get("name")):
            self.events.append("upload")
        well = self._step(step)
        for line in output.read_text().splitlines():
            name, _, value = line.partition("=")
            self.known[f"steps.{step.get('id')}.outputs.{name}"] = value
        return well

    def _actions_deploy_pages(self, asked: dict[str, str], _: str) -> bool:
        self.events.append("deploy")
        name = asked.get("artifact_name", "github-pages")
        return self.pages.take(self.artifacts[name] / "artifact.tar")

    def _actions_download_artifact(self, asked: dict[str, str], _: str) -> bool:
        shutil.copytree(self.artifacts[asked["name"]], asked["path"])
        return True


def workflow(path: Path) -> dict[str, Any]:
    """Read a workflow; YAML 1.1 takes its key `on` for a truth value."""
    read = yaml.safe_load(path.read_text("utf-8"))
    assert isinstance(read, dict)
    return {"on" if key is True else key: value for key, value in read.items()}
