"""Every `run` of GitHub's workflows, in a clone like a runner's, against a GitHub on loopback."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.workflows.origin import BRANCH, HOSTILE, MEETING, Origin, commit, git
from tests.workflows.runner import ARTIFACT, Runner, job_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.workflows.hosts import FakeGitHub

    MakeRunner = Callable[..., Runner]

FORK = 2
MARK = "<!-- aquip: review -->\n"


@pytest.fixture
def runner(origin: Origin, tmp_path: Path, github: FakeGitHub) -> MakeRunner:
    """Make a machine with the variables that GitHub sets for an event."""

    def make(revision: str, *, at: Origin = origin, **variables: str) -> Runner:
        number = len([*tmp_path.glob("runner*")])
        folder = tmp_path / f"runner{number}"
        known = {
            "GITHUB_SHA": revision,
            "GITHUB_RUN_ID": "70",
            # GitHub never sets the token itself: a step gets it where the workflow says so.
            "GITHUB_TOKEN": "",
        }
        expressions = {
            "github.token": "a-token-for-tests",
            "github.event.workflow_run.id": "70",
            "steps.preview.outputs.artifact-url": "",
        }
        return Runner(folder, at, revision, {**known, **variables}, expressions, {})

    return make


def workflow(origin: Origin, name: str) -> dict[str, Any]:
    """Return the job of a workflow, as the repository has it."""
    folder = origin.path.parent / "work" / ".github" / "workflows"
    return job_of(folder / f"{name}.yml")


def review(runner: MakeRunner, origin: Origin) -> tuple[bool, Runner]:
    """Run the review of the pull request, and tell whether it went well."""
    machine = runner(origin.merge, at=origin, GITHUB_BASE_REF="main", GITHUB_HEAD_REF=BRANCH)
    return machine.run(workflow(origin, "review")), machine


def comment(
    runner: MakeRunner, origin: Origin, after: Runner, tmp_path: Path
) -> tuple[bool, Runner]:
    """Run the workflow that follows a review, with what that one left."""
    event = tmp_path / "event.json"
    run = {"event": "pull_request", "head_sha": origin.head, "head_repository": {"id": FORK}}
    event.write_text(json.dumps({"workflow_run": run}))
    machine = runner(origin.base, at=origin, GITHUB_EVENT_PATH=str(event))
    machine.artifacts = after.artifacts
    return machine.run(workflow(origin, "comment")), machine


def test_a_push_is_checked_and_built(runner: MakeRunner, origin: Origin) -> None:
    """The main branch's notes are checked, and the site is kept as an artifact."""
    machine = runner(origin.base)
    assert machine.run(workflow(origin, "notes")), machine.steps
    assert "### aquip check" in machine.summary
    assert (machine.artifacts["site"] / "actions" / "index.html").is_file()


def test_a_review_from_a_fork(
    runner: MakeRunner, origin: Origin, github: FakeGitHub, tmp_path: Path
) -> None:
    """Annotations, a preview, a summary and a comment, which the next run keeps up to date.

    What the fork wrote is shown, runs nothing, and calls nobody; what is private is nowhere.
    """
    well, machine = review(runner, origin)
    assert well, machine.steps
    printed = "".join(step.output for step in machine.steps)
    assert "::warning file=notes/morgan/2026-11-27.md" in printed
    assert github.requests == []  # it has no token, and asks for none

    text = (machine.artifacts["review"] / "review.md").read_text("utf-8")
    assert "touch pwned" in text
    assert f"[Preview of the site]({ARTIFACT}preview)" in text
    assert text in machine.summary
    preview = machine.artifacts["preview"]
    assert 'href="morgan/2026-11-27.html"' in (preview / "index.html").read_text("utf-8")

    github.pull(7, origin.head, FORK)
    well, second = comment(runner, origin, machine, tmp_path)
    assert well, second.steps
    (posted,) = github.comments[7]
    assert posted["body"].startswith(MARK)
    assert f"({ARTIFACT}preview)" in posted["body"]
    assert "@octocat" not in posted["body"]
    assert "#1" not in posted["body"]
    assert comment(runner, origin, machine, tmp_path)[0]
    assert len(github.comments[7]) == 1

    everything = [printed, text, machine.summary, posted["body"]]
    everything += [path.read_text("utf-8") for path in preview.rglob("*.html")]
    assert not [one for one in everything if "the raise" in one]
    assert [*tmp_path.rglob("pwned")] == []


def test_a_review_of_broken_notes(
    runner: MakeRunner, origin: Origin, github: FakeGitHub, tmp_path: Path
) -> None:
    """The check fails, and the comment says so all the same: that is when it is needed most."""
    broken = at_fault(origin, tmp_path / "broken")
    well, machine = review(runner, broken)
    assert not well
    assert 1 in [step.status for step in machine.steps]
    assert "AQ015" in machine.summary
    github.pull(7, broken.head, FORK)
    well, second = comment(runner, broken, machine, tmp_path)
    assert well, second.steps
    assert "AQ015" in github.comments[7][0]["body"]


def at_fault(origin: Origin, folder: Path) -> Origin:
    """Return the repository with one more commit on the pull request, which breaks a marker."""
    git(folder.parent, "clone", "-q", str(origin.path), str(folder / "work"))
    work = folder / "work"
    git(work, "fetch", "-q", "origin", origin.merge)
    git(work, "checkout", "-q", "--detach", origin.head)
    note = work / MEETING
    note.write_text(note.read_text("utf-8") + "\n<!-- private -->\nHush.\n", "utf-8")
    head = commit(work, "Break it")
    git(work, "checkout", "-q", "--detach", origin.base)
    git(work, "merge", "-q", "--no-ff", "-m", "Merge", head)
    merge = git(work, "rev-parse", "HEAD")
    git(folder, "clone", "-q", "--mirror", str(origin.path), "origin.git")
    git(work, "push", "-q", str(folder / "origin.git"), "HEAD:refs/pull/7/merge", "--force")
    return Origin(folder / "origin.git", origin.base, head, merge)


def test_a_comment_whose_text_is_missing(
    runner: MakeRunner, origin: Origin, github: FakeGitHub, tmp_path: Path
) -> None:
    """A review that broke before it could say anything leaves nothing to post."""
    github.pull(7, origin.head, FORK)
    assert not comment(runner, origin, runner(origin.base), tmp_path)[0]
    assert github.comments == {}


def test_reminders(
    runner: MakeRunner, origin: Origin, github: FakeGitHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is overdue becomes an issue that links to the notes; in a good week it is closed."""
    monkeypatch.setenv("AQUIP_TODAY", "2026-11-22")
    machine = runner(origin.base)
    assert machine.run(workflow(origin, "reminder")), machine.steps
    (issue,) = github.issues
    assert issue["state"] == "open"
    assert "AQ506" in issue["body"]
    assert f"https://github.com/sam/one-to-ones/blob/{origin.base}/notes/" in issue["body"]
    assert "AQ506" in machine.summary

    # On the first day of the example nothing is overdue yet.
    monkeypatch.setenv("AQUIP_TODAY", "2025-11-01")
    machine = runner(origin.base)
    assert machine.run(workflow(origin, "reminder")), machine.steps
    assert [(one["number"], one["state"]) for one in github.issues] == [(issue["number"], "closed")]


def test_errors_are_reminded_of_as_well(
    runner: MakeRunner, origin: Origin, github: FakeGitHub, tmp_path: Path
) -> None:
    """Whoever made overdue actions errors gets the issue, not a job that fails."""
    strict = with_rules(origin, tmp_path / "strict", "rules: {AQ506: error}")
    machine = runner(strict.base, at=strict)
    assert machine.run(workflow(origin, "reminder")), machine.steps
    assert "**error**" in github.issues[0]["body"]


def test_a_check_that_can_not_run_closes_nothing(
    runner: MakeRunner, origin: Origin, github: FakeGitHub, tmp_path: Path
) -> None:
    """With a configuration that can't be read the job fails, and the issue stays as it was."""
    github.issue("Reminder", "<!-- aquip: reminder -->\n- overdue")
    broken = with_rules(origin, tmp_path / "broken", "rules: {AQ999: error}")
    machine = runner(broken.base, at=broken)
    assert not machine.run(workflow(origin, "reminder"))
    assert github.writes() == []


def with_rules(origin: Origin, folder: Path, rules: str) -> Origin:
    """Return the repository with other rules in its configuration."""
    git(folder.parent, "clone", "-q", str(origin.path), str(folder / "work"))
    work = folder / "work"
    git(work, "checkout", "-q", "--detach", origin.base)
    config = work / "mkdocs.yml"
    text = config.read_text("utf-8")
    assert text.count("      me: sam\n") == 1
    config.write_text(text.replace("      me: sam\n", f"      me: sam\n      {rules}\n"), "utf-8")
    base = commit(work, "Other rules")
    git(work, "push", "-q", "origin", f"{base}:refs/heads/rules-{folder.name}")
    return Origin(origin.path, base, origin.head, origin.merge)


def test_the_hostile_words_are_hostile(origin: Origin) -> None:
    """The pull request's text and branch are what the tests above say they are."""
    assert "$(touch pwned)" in HOSTILE
    assert BRANCH in git(origin.path, "branch", "--format", "%(refname:short)").splitlines()
