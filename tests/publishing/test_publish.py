"""The workflows that publish, run step by step: nothing gets out before the guard has passed."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml
from click.testing import CliRunner

from aquip.cli import main
from tests.publishing.machine import Machine, Pages, workflow
from tests.publishing.world import (
    GITHUB,
    GITLAB,
    PAGE,
    PAGES,
    TOKEN,
    World,
    leads_to,
    recorded,
)
from tests.workflows.origin import Origin, commit, git
from tests.workflows.runner import bash
from tests.workflows.test_gitlab import jobs_of

if TYPE_CHECKING:
    from collections.abc import Callable

    Begun = Callable[[str], Origin]

SITE = "curly-example-1a2b3c.pages.github.io"
CLOUDFLARE_SITE = "one-to-ones.pages.dev"
MAIN = {"github.ref": "refs/heads/main"}


@pytest.fixture
def begun(tmp_path: Path) -> Begun:
    """Make a repository that publishes at a place, with one series and no meeting."""

    def make(place: str) -> Origin:
        work = tmp_path / "origin" / "work"
        init = ["init", str(work), "--me", "sam", "--with", "morgan", "--publish", place]
        result = CliRunner().invoke(main, init)
        assert result.exit_code == 0, result.output
        filled_in(work / ".github/workflows/publish.yml")
        git(work, "init", "-q", "-b", "main")
        base = commit(work, "Begin")
        git(work.parent, "clone", "-q", "--mirror", str(work), "origin.git")
        return Origin(work.parent / "origin.git", base, base, base)

    return make


@pytest.fixture
def stubs(tmp_path: Path) -> Path:
    """A folder of programs that come before all others, with a build that takes no time."""
    folder = tmp_path / "programs"
    folder.mkdir()
    program(folder, "mkdocs", "mkdir -p site/morgan && echo '<html>' > site/index.html")
    return folder


def path_of(folder: Path) -> dict[str, str]:
    """Return where a machine finds its programs."""
    places = (folder / "programs", Path(sys.executable).parent, os.environ["PATH"])
    return {"PATH": os.pathsep.join(map(str, places))}


def filled_in(path: Path) -> None:
    """Write what a user has to, where there is something to fill in."""
    if path.exists():
        text = path.read_text("utf-8")
        for name in ("CLOUDFLARE_ACCOUNT_ID", "CLOUDFLARE_PROJECT"):
            given = json.dumps(os.environ.get(name, ""))
            text = text.replace(f'{name}: ""', f"{name}: {given}")
        path.write_text(text, "utf-8")


def program(folder: Path, name: str, script: str) -> None:
    """Write a program."""
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def publish(
    origin: Origin, folder: Path, pages: Pages, between: Callable[[], None] = lambda: None
) -> tuple[bool, Machine, Machine]:
    """Run both jobs on two machines, and tell whether the workflow succeeded."""
    jobs = workflow(origin.path.parent / "work" / ".github/workflows/publish.yml")["jobs"]
    expressions = {
        "github.token": TOKEN,
        "secrets.CLOUDFLARE_API_TOKEN": TOKEN,
    }
    # A step has a token only where the workflow gives it one.
    own = {
        "GITHUB_TOKEN": "",
        "CLOUDFLARE_API_TOKEN": "",
        "GITHUB_ACTIONS": "true",
        **path_of(folder),
    }
    made = [
        Machine(
            folder / name,
            origin,
            origin.base,
            {**own},
            {**expressions},
            {},
            pages=pages,
            known={**MAIN},
        )
        for name in ("build", "publish")
    ]
    build, second = made
    well = build.run(jobs["build"])
    between()
    if not well:
        return False, build, second
    second.artifacts = build.artifacts
    handed = build.known.get("steps.guard.outputs.private", "")
    second.known["needs.build.outputs.private"] = handed
    return second.run(jobs["publish"]), build, second


def test_published_where_it_is_private(github: World, begun: Begun, tmp_path: Path) -> None:
    """The site is deployed once, right after the guard has passed, and looked at once more."""
    pages = Pages()
    well, build, second = publish(begun("github-pages"), tmp_path, pages)
    assert well, [build.steps, second.steps]
    assert build.events == ["guard", "upload"]
    assert second.events == ["guard", "deploy", "guard"]
    (site,) = pages.deployments
    assert b"<html" in site["./index.html"]
    assert "./morgan/index.html" in site
    # Nothing but the guard has a token.
    assert {
        len(headers.get("authorization", "")) > 0 for host, _, headers in github.asked if not host
    } == {True}


@pytest.mark.parametrize(
    "answer", ["github-pages-public", "github-forbidden", "github-rate-limited"]
)
def test_stopped_before_anything_is_uploaded(
    github: World, begun: Begun, tmp_path: Path, stubs: Path, answer: str
) -> None:
    """Public Pages, and an answer that tells nothing: the workflow fails and nothing was built."""
    github.interfaces[PAGES] = recorded(answer)
    pages = Pages()
    well, build, second = publish(begun("github-pages"), tmp_path, pages)
    assert not well
    assert (build.events, second.events) == (["guard"], [])
    assert (build.artifacts, pages.deployments) == ({}, [])
    assert not (build.work / "site").exists()


def test_nothing_to_do_without_pages(
    github: World, begun: Begun, tmp_path: Path, stubs: Path
) -> None:
    """Where Pages were never turned on the workflow succeeds, and says in the log what to do."""
    github.interfaces[PAGES] = recorded("github-pages-absent")
    pages = Pages()
    well, build, second = publish(begun("github-pages"), tmp_path, pages)
    assert well
    assert (build.events, second.events) == (["guard"], ["skipped"])
    assert (build.artifacts, pages.deployments) == ({}, [])
    assert "::notice" in build.steps[-1].output


def test_made_public_in_between(github: World, begun: Begun, tmp_path: Path, stubs: Path) -> None:
    """What was private when the site was built is asked again by the job that publishes."""

    def open_() -> None:
        github.interfaces[PAGES] = recorded("github-pages-public")

    pages = Pages()
    well, _, second = publish(begun("github-pages"), tmp_path, pages, between=open_)
    assert not well
    assert second.events == ["guard"]
    assert pages.deployments == []


@pytest.mark.parametrize("how", ["set to public", "shown to a stranger", "unknown"])
def test_found_public_afterwards(
    github: World, begun: Begun, tmp_path: Path, stubs: Path, how: str
) -> None:
    """What turns out to be open, or can't be told, is replaced by an empty page, and that fails."""

    def open_() -> None:
        if how == "set to public":
            github.interfaces[PAGES] = recorded("github-pages-public")
        elif how == "shown to a stranger":
            github.sites[SITE] = PAGE
        else:
            github.interfaces[PAGES] = recorded("github-unavailable")

    pages = Pages(then=open_)
    well, _, second = publish(begun("github-pages"), tmp_path, pages)
    assert not well
    assert second.events == ["guard", "deploy", "guard", "deploy"]
    assert [*pages.deployments[1]] == ["./index.html"]
    assert b"morgan" not in pages.deployments[1]["./index.html"]


@pytest.mark.parametrize(("opens", "count"), [(True, 2), (False, 1)])
def test_a_deployment_that_fails(
    github: World, begun: Begun, tmp_path: Path, stubs: Path, *, opens: bool, count: int
) -> None:
    """It may have come half of the way: what is open is taken down, what is private stays."""

    def open_() -> None:
        if opens:
            github.sites[SITE] = PAGE

    pages = Pages(then=open_, works=False)
    well, _, second = publish(begun("github-pages"), tmp_path, pages)
    assert not well
    assert second.events[:3] == ["guard", "deploy", "guard"]
    assert len(pages.deployments) == count


def test_no_other_branch_is_published(github: World, begun: Begun, tmp_path: Path) -> None:
    """A run that somebody starts by hand on another branch does nothing."""
    origin = begun("github-pages")
    jobs = workflow(origin.path.parent / "work" / ".github/workflows/publish.yml")["jobs"]
    known = {"github.ref": "refs/heads/other"}
    machine = Machine(tmp_path / "other", origin, origin.base, {}, {}, {}, known=known)
    assert machine.run(jobs["build"])
    assert machine.events == ["skipped"]
    assert github.asked == []


# --- Cloudflare -------------------------------------------------------------------------------

NPX = """\
test -n "$CLOUDFLARE_API_TOKEN" || exit 1
echo "$@" >> "{folder}/calls"
case "$*" in
  *"pages deploy site"*)
    cp -R site "{folder}/deployed-$(ls -d "{folder}"/deployed-* 2>/dev/null | wc -l)"
    git log --oneline > "{folder}/history" 2>/dev/null && exit 1
    [ -z "$WRANGLER_OUTPUT_FILE_PATH" ] || {{
      echo '{{"type":"wrangler-session","version":1}}'
      echo '{{"type":"pages-deploy","version":1,"deployment_id":"1a2b-3c","url":"https://x"}}'
      echo '{{"type":"pages-deploy-detailed","version":1,"deployment_id":"1a2b-3c"}}'
    }} > "$WRANGLER_OUTPUT_FILE_PATH" ;;
esac
"""


def test_published_behind_access(
    cloudflare: World, begun: Begun, tmp_path: Path, stubs: Path
) -> None:
    """The whole site goes to Cloudflare by its own tool, of one version, and no history with it."""
    program(stubs, "npx", NPX.format(folder=stubs))
    well, build, second = publish(begun("cloudflare-pages"), tmp_path, Pages())
    assert well, [build.steps, second.steps]
    assert second.events == ["guard", "guard"]
    (call,) = (stubs / "calls").read_text().splitlines()
    assert call == (
        "--yes wrangler@4.164.0 pages deploy site --project-name one-to-ones --branch main"
    )
    assert (stubs / "deployed-0" / "index.html").is_file()


def test_not_published_where_nothing_is_filled_in(
    cloudflare: World,
    begun: Begun,
    tmp_path: Path,
    stubs: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As it is written, the workflow names no project, and so it stops."""
    program(stubs, "npx", NPX.format(folder=stubs))
    monkeypatch.setenv("CLOUDFLARE_PROJECT", "")
    well, _, second = publish(begun("cloudflare-pages"), tmp_path, Pages())
    assert not well
    assert "CLOUDFLARE_PROJECT" in second.steps[-1].output
    assert not (stubs / "calls").exists()


def test_not_published_without_access(
    cloudflare: World, begun: Begun, tmp_path: Path, stubs: Path
) -> None:
    """An address that is open, and Cloudflare's tool is not even fetched."""
    program(stubs, "npx", NPX.format(folder=stubs))
    cloudflare.sites["notes.example.org"] = PAGE
    well, _, second = publish(begun("cloudflare-pages"), tmp_path, Pages())
    assert not well
    assert second.events == ["guard"]
    assert not (stubs / "calls").exists()


def test_taken_down_where_access_is_gone(
    cloudflare: World, begun: Begun, tmp_path: Path, stubs: Path
) -> None:
    """An empty page takes the site's place, and the deployment's own address goes as well."""
    program(stubs, "npx", NPX.format(folder=stubs))
    door = cloudflare.sites["*"]
    assert not callable(door)
    cloudflare.sites[CLOUDFLARE_SITE] = lambda _: PAGE if (stubs / "calls").exists() else door
    well, _, second = publish(begun("cloudflare-pages"), tmp_path, Pages())
    assert not well
    assert second.events == ["guard", "guard"]
    calls = (stubs / "calls").read_text().splitlines()
    assert len(calls) == 3
    assert calls[2].endswith("pages deployment delete 1a2b-3c --project-name one-to-ones --force")
    assert [one.name for one in (stubs / "deployed-1").iterdir()] == ["index.html"]


# --- GitLab -----------------------------------------------------------------------------------


def run(origin: Origin, folder: Path, name: str) -> tuple[int, str]:
    """Run a job's script where the job before it has left the site."""
    work = folder / name
    if not work.exists():
        origin.checkout(work, origin.base)
    (work / "site").mkdir(exist_ok=True)
    (work / "site" / "index.html").write_text("<html>")
    script = folder / f"{name}.sh"
    pipeline = yaml.safe_load((work / ".gitlab-ci.yml").read_text("utf-8"))
    script.write_text("\n".join(pipeline[name]["script"]))
    return bash("-e", "-o", "pipefail", str(script), folder=work, given=path_of(folder))


def test_published_on_gitlab(gitlab: World, begun: Begun, tmp_path: Path, stubs: Path) -> None:
    """What is to be published is there only once the guard has passed."""
    origin = begun("gitlab-pages")
    status, output = run(origin, tmp_path, "pages")
    assert status == 0, output
    assert (tmp_path / "pages" / "public" / "index.html").is_file()


@pytest.mark.parametrize(
    "answer", ["gitlab-pages-public", "gitlab-forbidden", "gitlab-pages-disabled"]
)
def test_not_published_on_gitlab(
    gitlab: World, begun: Begun, tmp_path: Path, stubs: Path, answer: str
) -> None:
    """The job fails, and there is no folder that GitLab could publish."""
    gitlab.interfaces["/projects/5"] = recorded(answer)
    status, _ = run(begun("gitlab-pages"), tmp_path, "pages")
    assert status != 0
    assert not (tmp_path / "pages" / "public").exists()


def test_gitlab_is_watched(gitlab: World, begun: Begun, tmp_path: Path, stubs: Path) -> None:
    """A site that is open once it is online makes the pipeline fail, with how to remove it."""
    program(stubs, "sleep", f"echo $1 >> {stubs}/slept")
    origin = begun("gitlab-pages")
    status, output = run(origin, tmp_path, "pages-watch")
    assert status == 0, output
    assert (stubs / "slept").read_text().split() == ["0", "20", "60", "120"]
    (stubs / "slept").unlink()

    def open_(_: str) -> object:
        return PAGE if "60" in (stubs / "slept").read_text() else leads_to(GITLAB)

    gitlab.sites["sam.gitlab.example"] = open_  # type: ignore[assignment]
    status, output = run(origin, tmp_path, "pages-watch")
    assert status == 1
    assert "Remove pages" in output
    assert (stubs / "slept").read_text().split() == ["0", "20", "60"]


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({"CI_PIPELINE_SOURCE": "merge_request_event"}, False),
        ({"CI_PIPELINE_SOURCE": "push", "CI_COMMIT_BRANCH": "other"}, False),
        ({"CI_PIPELINE_SOURCE": "push", "CI_COMMIT_BRANCH": "main"}, True),
        ({"CI_PIPELINE_SOURCE": "schedule", "CI_COMMIT_BRANCH": "main"}, True),
    ],
)
def test_when_gitlab_publishes(begun: Begun, variables: dict[str, str], *, expected: bool) -> None:
    """The default branch alone, on a push and each night; the site is built in the same run."""
    origin = begun("gitlab-pages")
    text = (origin.path.parent / "work" / ".gitlab-ci.yml").read_text("utf-8")
    jobs = jobs_of(yaml.safe_load(text), variables)
    assert ({"site", "pages", "pages-watch"} <= {*jobs}) is expected
    assert ("pages" in jobs) is expected


def test_the_door_is_githubs(github: World) -> None:
    """The tests' door is the one they mean: what leads to GitHub's login."""
    assert GITHUB.startswith("https://github.com/pages/auth?")
    assert github.sites[SITE] == leads_to(GITHUB)
