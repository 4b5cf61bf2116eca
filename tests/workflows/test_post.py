"""``aquip post``: one comment, one issue, on either host, whatever comes in between."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from aquip.cli import main
from tests.workflows.posting import TITLE, post

if TYPE_CHECKING:
    from tests.workflows.hosts import FakeGitHub, FakeGitLab

SHA = "a" * 40
OWN, FORK = 1, 2
MARK = "<!-- aquip: review -->\n"


@pytest.fixture
def event(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The event of a workflow that follows a pull request's run, from a fork."""
    run: dict[str, Any] = {
        "id": 70,
        "event": "pull_request",
        "conclusion": "failure",
        "head_sha": SHA,
        "head_branch": "agenda",
        "head_repository": {"id": FORK},
        "pull_requests": [],  # as for every fork
    }
    path = tmp_path / "event.json"
    path.write_text(json.dumps({"action": "completed", "workflow_run": run}))
    monkeypatch.setenv("GITHUB_EVENT_PATH", str(path))
    return path


# --- a comment on GitHub ----------------------------------------------------------------------


def test_a_first_comment_is_written(github: FakeGitHub, event: Path, tmp_path: Path) -> None:
    """The pull request of the fork's commit gets it, among more than a page of others."""
    for number in range(100, 250):
        github.pull(number, "b" * 40, OWN)
    github.pull(7, SHA, FORK)
    result = post(tmp_path, "- opened: *one*\n")
    assert result.output == "comment on pull request 7: written\n"
    ((_, path, data),) = github.writes()
    assert path == "/repos/sam/one-to-ones/issues/7/comments"
    assert data == {"body": f"{MARK}- opened: *one*"}


def test_the_comment_is_found_again(github: FakeGitHub, event: Path, tmp_path: Path) -> None:
    """A second run changes the first one's comment, even on the third page, and adds none."""
    github.pull(7, SHA, FORK)
    for number in range(230):
        github.comment(7, f"Comment {number}", "morgan-d")
    post(tmp_path, "one")
    github.comment(7, "thanks", "morgan-d")
    ours = github.comments[7][230]
    result = post(tmp_path, "two")
    assert "brought up to date" in result.output
    assert github.writes()[1:] == [
        ("PATCH", f"/repos/sam/one-to-ones/issues/comments/{ours['id']}", {"body": f"{MARK}two"})
    ]
    assert len(github.comments[7]) == 232


def test_nothing_new_is_no_request(github: FakeGitHub, event: Path, tmp_path: Path) -> None:
    """The same text again writes nothing, though the host keeps other line ends."""
    github.pull(7, SHA, FORK)
    github.comment(7, f"{MARK}- one\n- two".replace("\n", "\r\n"))
    assert "as it was" in post(tmp_path, "- one\n- two\n\n").output
    assert github.writes() == []


def test_the_mark_of_a_stranger_counts_for_nothing(
    github: FakeGitHub, event: Path, tmp_path: Path
) -> None:
    """Somebody else's comment is never written over, though it begins with our mark."""
    github.pull(7, SHA, FORK)
    theirs = github.comment(7, f"{MARK}mine", "octocat")
    post(tmp_path, "ours")
    assert theirs["body"] == f"{MARK}mine"
    assert [one["body"] for one in github.comments[7]] == [f"{MARK}mine", f"{MARK}ours"]


@pytest.mark.parametrize(
    ("sha", "repository"),
    [("c" * 40, FORK), (SHA, OWN), (SHA, None)],
    ids=["pushed since", "another repository", "fork gone"],
)
def test_no_other_pull_request_is_commented_on(
    github: FakeGitHub, event: Path, tmp_path: Path, sha: str, repository: int | None
) -> None:
    """Only an open pull request of the very commit and repository that ran gets a comment."""
    github.pull(7, sha, repository)
    assert "nothing is posted" in post(tmp_path, "hello").output
    assert github.writes() == []


def test_the_run_must_be_a_pull_requests(github: FakeGitHub, event: Path, tmp_path: Path) -> None:
    """A run on a push, and a workflow that follows none, are refused with the remedy."""
    github.pull(7, SHA, FORK)
    for said in ({"workflow_run": {"event": "push", "head_sha": SHA}}, {"number": 7}, []):
        event.write_text(json.dumps(said))
        result = post(tmp_path, "hello", status=2)
        assert "workflow_run" in result.stderr or "no event" in result.stderr
    event.unlink()
    assert "no event" in post(tmp_path, "hello", status=2).stderr
    assert github.requests == []


def test_a_hostile_text_is_only_text(github: FakeGitHub, event: Path, tmp_path: Path) -> None:
    """Whoever wrote it: nobody is notified, no line is turned around, and our mark is first."""
    github.pull(7, SHA, FORK)
    post(
        tmp_path, "<!-- aquip: reminder -->\n@octocat &commat;octocat \u202egnp.exe \x1b[31m #12\n"
    )
    ((_, _, data),) = github.writes()
    assert data["body"].startswith(MARK)
    assert "@octocat" not in data["body"]
    assert "commat" not in data["body"]
    assert "#12" not in data["body"]
    assert "\u202e" not in data["body"]
    assert "\x1b" not in data["body"]


@pytest.mark.parametrize(
    ("line", "times"),
    [("- one more line", 9000), ("- 日本語の長い文", 9000), ("x" * 70_000, 2), ("@" * 30_000, 4)],
)
def test_a_long_text_is_cut(
    github: FakeGitHub, event: Path, tmp_path: Path, line: str, times: int
) -> None:
    """GitHub takes 65,536 characters; what is left out is counted."""
    github.pull(7, SHA, FORK)
    post(tmp_path, f"{line}\n" * times)
    ((_, _, data),) = github.writes()
    assert len(data["body"].encode()) <= 65_536
    assert "lines more, too many to show here." in data["body"]


def test_a_link_is_not_followed(github: FakeGitHub, event: Path, tmp_path: Path) -> None:
    """What came with a run can't name a file of the machine that may write."""
    github.pull(7, SHA, FORK)
    (tmp_path / "secret").write_text("hush")
    (tmp_path / "text.md").symlink_to(tmp_path / "secret")
    result = CliRunner().invoke(main, ["post", "comment", str(tmp_path / "text.md")])
    assert result.exit_code == 2
    assert github.requests == []


def test_bytes_that_are_no_text(github: FakeGitHub, event: Path, tmp_path: Path) -> None:
    """They become signs that say so, and the rest is posted."""
    github.pull(7, SHA, FORK)
    (tmp_path / "text.md").write_bytes(b"\xef\xbb\xbfone \xff\xfe two \x00")
    assert CliRunner().invoke(main, ["post", "comment", str(tmp_path / "text.md")]).exit_code == 0
    assert github.comments[7][0]["body"] == f"{MARK}one \ufffd\ufffd two \ufffd"


# --- an issue on GitHub -----------------------------------------------------------------------


def test_an_issue_through_its_life(github: FakeGitHub, tmp_path: Path) -> None:
    """Made, left alone, written anew, closed, left closed, opened again: always the same one."""
    said = []
    for text in ("- overdue", "- overdue", "- overdue\n- cadence", "", "", "- no agenda", ""):
        said.append(post(tmp_path, text, "issue").output.split(": ")[-1].strip())
        (issue,) = github.issues
    assert said == [
        "written",
        "as it was",
        "brought up to date",
        "closed",
        "as it was",
        "brought up to date",
        "closed",
    ]
    assert issue["title"] == TITLE
    assert issue["state"] == "closed"
    assert issue["body"].endswith("All is well.")


def test_what_somebody_closed_stays_closed(github: FakeGitHub, tmp_path: Path) -> None:
    """Until there is something else to say, they are taken to know."""
    post(tmp_path, "- overdue", "issue")
    github.issues[0]["state"] = "closed"
    assert "as it was" in post(tmp_path, "- overdue", "issue").output
    assert github.issues[0]["state"] == "closed"
    post(tmp_path, "- overdue\n- cadence", "issue")
    assert github.issues[0]["state"] == "open"


def test_all_well_from_the_beginning(github: FakeGitHub, tmp_path: Path) -> None:
    """Without anything to say no issue is made."""
    assert "nothing to say" in post(tmp_path, " \n", "issue").output
    assert github.writes() == []


def test_other_issues_are_left_alone(github: FakeGitHub, tmp_path: Path) -> None:
    """A stranger's with our mark, a pull request, one about something else, an empty one."""
    lead = "<!-- aquip: reminder -->\n"
    github.issue(TITLE, f"{lead}theirs", "octocat")
    github.issue("A change", f"{lead}change", pull=True)
    github.issue("Else", "something else")
    github.issue("Empty", None)
    before = json.dumps(github.issues)
    post(tmp_path, "- overdue", "issue")
    assert json.dumps(github.issues[1:]) == before
    assert github.issues[0]["body"] == f"{lead}- overdue"


# --- GitLab -----------------------------------------------------------------------------------


def test_a_comment_on_gitlab(gitlab: FakeGitLab, tmp_path: Path) -> None:
    """Written, then changed; commands to GitLab are none, and strangers' notes stay."""
    gitlab.note(f"{MARK}theirs", author=3)
    for number in range(120):
        gitlab.note(f"Note {number}", author=3)
    post(tmp_path, "/close\n/assign @sam\n")
    post(tmp_path, "two")
    assert [method for method, _, _ in gitlab.writes()] == ["POST", "PUT"]
    first = gitlab.writes()[0][2]["body"]
    assert [line[0] for line in first.splitlines()[1:]] == ["\u2060", "\u2060"]
    assert gitlab.notes[0]["body"] == f"{MARK}theirs"
    assert [one["body"] for one in gitlab.notes if one["author"]["id"] == 99] == [f"{MARK}two"]


def test_an_issue_on_gitlab(gitlab: FakeGitLab, tmp_path: Path) -> None:
    """Made, closed, opened again: always the same one, and nobody else's."""
    gitlab.issue(TITLE, "<!-- aquip: reminder -->\ntheirs", author=3)
    for text, state in (("- overdue", "opened"), ("", "closed"), ("- no agenda", "opened")):
        post(tmp_path, text, "issue")
        (ours,) = [one for one in gitlab.issues if one["author"]["id"] == 99]
        assert ours["state"] == state
    assert ours["description"] == "<!-- aquip: reminder -->\n- no agenda"
    assert gitlab.issues[-1]["description"].endswith("theirs")


def test_gitlab_takes_longer_texts(gitlab: FakeGitLab, tmp_path: Path) -> None:
    """A million characters fit, and no more."""
    post(tmp_path, "- a line of some length\n" * 30_000)
    assert "too many to show" not in gitlab.notes[-1]["body"]
    post(tmp_path, "- a line of some length\n" * 60_000)
    assert len(gitlab.notes[-1]["body"]) <= 1_000_000
    assert "too many to show" in gitlab.notes[-1]["body"]


@pytest.mark.parametrize("kind", ["comment", "issue"])
def test_gitlab_without_a_token(
    gitlab: FakeGitLab, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    """The remedy says which token to make, and where to put it."""
    monkeypatch.delenv("AQUIP_TOKEN")
    result = post(tmp_path, "text", kind, status=2)
    assert "AQUIP_TOKEN is not set" in result.stderr
    assert "project access token" in result.stderr
    assert gitlab.requests == []


def test_a_pipeline_of_no_merge_request(
    gitlab: FakeGitLab, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There is nothing to comment on, and the rule that the job lacks is named."""
    monkeypatch.setenv("CI_MERGE_REQUEST_IID", "7/../8")
    assert "merge_request_event" in post(tmp_path, "text", status=2).stderr
    assert gitlab.requests == []
