"""``aquip share``: what is pushed, and what stays as it was."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.cli.sharing import AGENDA, BRANCH, NEXT, Shared, git

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Repository

HELD = "notes/morgan/2026-11-20.md"
QUESTION = "- [ ] Who takes the pager?"
THEIRS = "- [ ] Can we hire? (kind:: people) (need:: viewpoint) (min:: 5)\n"


@pytest.fixture
def shared(repo: Repository) -> Shared:
    """Notes that are pushed but for the next meeting's."""
    return Shared(repo)


def test_the_note_alone_is_pushed(shared: Shared) -> None:
    """A branch of the remote has the note on top of its main branch, and nothing else."""
    out = shared.repo.out("share", "morgan")

    assert f"{NEXT}: pushed to origin/{BRANCH}\n" == out
    assert shared.files() == [NEXT]
    assert shared.text() == AGENDA
    assert shared.commits() == ["Agenda: Morgan, 27 Nov 2026"]
    assert git(shared.remote, "log", "-1", "--format=%an", BRANCH) == "Sam Reyes"


def test_all_else_stays_as_it_was(shared: Shared) -> None:
    """Staged, unstaged and unknown changes, the index, the branch and the settings are the same."""
    shared.repo.write(HELD, shared.repo.read(HELD) + "\nStaged\n")
    shared.repo.write("staged.txt", "new\n")
    git(shared.top, "add", "-A", ":!" + NEXT)
    shared.repo.write(HELD, shared.repo.read(HELD) + "\nNot staged\n")
    shared.repo.write("unknown.txt", "unknown\n")
    (shared.top / "mkdocs.yml").touch()  # git would write its index anew, were it to look
    before = shared.state()

    shared.repo.run("share", "morgan")
    assert before == shared.state()
    shared.edit("Shipped", "Finished")
    before = shared.state()
    shared.repo.run("share", "morgan")

    assert before == shared.state()
    assert shared.files() == [NEXT]


def test_commits_of_ones_own_are_not_pushed_along(shared: Shared) -> None:
    """A pull request is clean although the user's branch is ahead of the remote's."""
    shared.repo.write("secret.txt", "not yet\n")
    git(shared.top, "add", "-A")
    git(shared.top, "commit", "-q", "-m", "work, the note included")

    shared.repo.run("share", "morgan")

    assert shared.files() == [NEXT]
    assert shared.commits() == ["Agenda: Morgan, 27 Nov 2026"]


def test_the_remotes_main_branch_moved_on(shared: Shared) -> None:
    """The commit stands on what the remote has now, which this clone has never seen."""
    (shared.theirs / "news.txt").write_text("news\n", "utf-8")
    git(shared.theirs, "add", "-A")
    git(shared.theirs, "commit", "-q", "-m", "news")
    git(shared.theirs, "push", "-q")
    known = git(shared.top, "rev-parse", "origin/main")

    shared.repo.run("share", "morgan")

    assert git(shared.remote, "rev-parse", "main") == git(shared.remote, "rev-parse", f"{BRANCH}^")
    assert known == git(shared.top, "rev-parse", "origin/main")
    assert not (shared.top / ".git" / "FETCH_HEAD").exists()


def test_twice(shared: Shared) -> None:
    """The same note is not committed again; a changed one goes on top, on the same branch."""
    shared.repo.run("share", "morgan")
    again = shared.repo.out("share", "morgan")
    shared.edit("Shipped", "Finished")
    shared.repo.run("share", "morgan")

    assert f"{NEXT}: origin/{BRANCH} has it as it is here\n" == again
    assert len(shared.commits()) == 2
    assert "Finished the cut-over" in shared.text()
    assert git(shared.remote, "rev-parse", BRANCH) == git(shared.top, "rev-parse", BRANCH)


def test_dry_run(shared: Shared) -> None:
    """A dry run says what would be pushed, and makes no branch anywhere."""
    out = shared.repo.out("share", "morgan", "--dry-run")

    assert f"{NEXT}: would be pushed to origin/{BRANCH}\n" == out
    assert git(shared.remote, "branch", "--list", "agenda/*") == ""
    assert git(shared.top, "branch", "--list", "agenda/*") == ""


def test_json(shared: Shared) -> None:
    """Data says what was done; there is no address of a host for a folder."""
    printed = shared.repo.json("share", "morgan")

    assert {
        "series": "morgan",
        "date": "2026-11-27",
        "path": NEXT,
        "state": "new",
        "files": [NEXT],
        "remote": "origin",
        "branch": BRANCH,
        "base": "main",
        "commit": git(shared.remote, "rev-parse", BRANCH),
        "url": None,
        "opened": False,
    } == printed


def test_what_the_note_needs_comes_along(shared: Shared) -> None:
    """A series' page and shown files that the remote lacks go along; no other file does."""
    repo = shared.repo
    repo.write("notes/ana/index.md", "---\nwith: ana\n---\n\n![Ana](assets/ana.png)\n")
    repo.write("notes/ana/assets/ana.png", b"\x89PNG\r\n\x1a\n\0")
    repo.write("notes/ana/assets/graph.png", b"\x89PNG\r\n\x1a\n\1")
    repo.write("notes/ana/assets/other.png", b"\x89PNG")
    repo.write("notes/ana/plans.md", "# Plans\n")
    links = "- Shipped ([graph](assets/graph.png), [plans](plans.md), [held](../morgan/index.md))"
    repo.write(
        "notes/ana/2026-11-27.md", f"---\ndate: 2026-11-27\n---\n\n## Accomplishments\n\n{links}\n"
    )

    out = repo.out("share", "ana")

    files = [f"notes/ana/{name}" for name in ("2026-11-27.md", "assets/ana.png")]
    files += ["notes/ana/assets/graph.png", "notes/ana/index.md"]
    assert files == shared.files("agenda/ana-2026-11-27")
    assert "notes/ana/assets/graph.png: along with it, as origin/main lacks it" in out


def take_in(shared: Shared, said: str) -> None:
    """Run the command that is told to take in what somebody else did."""
    command = said.partition("`")[2].partition("`")[0]
    subprocess.run(command, shell=True, cwd=shared.repo.root, check=True)  # noqa: S602 - as told


def words(text: str) -> set[str]:
    """Return the beginnings of a note's lines, bullets and boxes aside."""
    return {line.lstrip("- []").partition(" (")[0] for line in text.splitlines()}


def test_a_request_that_was_closed(shared: Shared) -> None:
    """A branch that was deleted without a merge is pushed again, with all that it had."""
    repo = shared.repo
    repo.write("notes/ana/index.md", "---\nwith: ana\n---\n")
    repo.write("notes/ana/2026-11-27.md", "---\ndate: 2026-11-27\n---\n\n## Wins\n\n- Shipped\n")
    branch = "agenda/ana-2026-11-27"
    repo.run("share", "ana")
    first = git(shared.remote, "rev-parse", branch)
    git(shared.remote, "branch", "-q", "-D", branch)

    repo.run("share", "ana")

    assert git(shared.remote, "rev-parse", branch) == first
    assert shared.files(branch) == ["notes/ana/2026-11-27.md", "notes/ana/index.md"]


def test_somebody_added_a_question(shared: Shared) -> None:
    """What the counterpart added is not written over; once it is taken in, sharing goes on."""
    shared.repo.run("share", "morgan")
    shared.answer(QUESTION, f"{THEIRS}{QUESTION}")
    shared.edit("Shipped", "Finished")

    said = shared.refused()
    assert f"{NEXT}: Morgan Diaz changed this note on origin/{BRANCH}\n" in said
    take_in(shared, said)
    shared.repo.run("share", "morgan")

    assert {"Can we hire?", "Finished the cut-over"} <= words(shared.text())
    assert shared.commits()[1:2] == ["My question"]


def test_the_same_words_elsewhere(shared: Shared) -> None:
    """What was added counts as taken in wherever it stands; so does what was taken out."""
    shared.repo.run("share", "morgan")
    shared.answer(f"{QUESTION} (kind:: people) (need:: action) (min:: 10)\n", THEIRS)
    shared.edit("## Priorities", f"## Priorities\n\n{THEIRS}")
    assert "Morgan Diaz changed this note" in shared.refused()

    shared.edit(f"{QUESTION} (kind:: people) (need:: action) (min:: 10)\n", "")
    shared.repo.run("share", "morgan")

    assert "Can we hire?" in words(shared.text())


def test_leaving_out_what_somebody_added(shared: Shared) -> None:
    """Who wants to undo what the counterpart did says so to git, by the command that is told."""
    shared.repo.run("share", "morgan")
    shared.answer(QUESTION, f"{THEIRS}{QUESTION}")

    take_in(shared, shared.refused().rpartition("say so by ")[2])
    shared.repo.run("share", "morgan")

    assert shared.text() == AGENDA
    assert len(shared.commits()) == 3


def test_a_branch_that_is_behind(shared: Shared) -> None:
    """Once the note is the same as there, the branch here follows, and edits go on from it."""
    shared.repo.run("share", "morgan")
    shared.answer("Who takes", "Who really takes")
    shared.edit("Who takes", "Who really takes")

    assert "has it as it is here" in shared.repo.out("share", "morgan")
    assert git(shared.remote, "rev-parse", BRANCH) == git(shared.top, "rev-parse", BRANCH)
    shared.edit("Who really takes", "Who in the end takes")
    shared.repo.run("share", "morgan")
    assert "Who in the end takes the pager?" in words(shared.text())


def test_from_another_clone(shared: Shared) -> None:
    """A branch that another clone made is gone on with where this one has all that it says."""
    shared.repo.run("share", "morgan")
    git(shared.top, "branch", "-q", "-D", BRANCH)
    shared.edit("Priorities", "Priorities\n\nIn this order:")
    shared.repo.run("share", "morgan")
    assert len(shared.commits()) == 2

    git(shared.top, "branch", "-q", "-D", BRANCH)
    shared.edit("Shipped the cut-over", "Rolled it back")
    said = shared.refused()
    assert f"Sam Reyes changed this note on origin/{BRANCH}" in said
    assert "-- notes" not in said
    assert f":./{NEXT} {NEXT}` shows what is other" in said


@pytest.mark.parametrize("delete", [False, True])
def test_merged(shared: Shared, delete: bool) -> None:
    """A note that is merged is not shared again; changed since, it begins anew from there."""
    shared.repo.run("share", "morgan")
    shared.merge(delete=delete)

    out = shared.repo.out("share", "morgan")
    assert f"{NEXT}: origin/main has it as it is here: nothing to share\n" in out
    assert f"`git add {NEXT}`, and `git pull` brings it here\n" in out
    assert not shared.repo.json("share", "morgan")["opened"]

    shared.edit("Shipped", "Finished")
    shared.repo.run("share", "morgan")
    assert shared.commits() == ["Agenda: Morgan, 27 Nov 2026"]
    assert shared.files() == [NEXT]
    assert git(shared.remote, "rev-parse", "main") == git(shared.remote, "rev-parse", f"{BRANCH}^")


def test_what_is_said_of_a_merged_note_helps(shared: Shared) -> None:
    """The two commands bring a merged note into the user's branch, which `git pull` alone can't."""
    shared.repo.run("share", "morgan")
    shared.merge()
    git(shared.top, "branch", "-q", "--set-upstream-to=origin/main")
    refused = subprocess.run(
        ["git", "pull", "-q"], cwd=shared.top, check=False, capture_output=True
    )
    assert refused.returncode != 0

    git(shared.top, "add", NEXT)
    git(shared.top, "pull", "-q")

    assert git(shared.top, "status", "--porcelain") == ""
    assert "nothing to share\n" in shared.repo.out("share", "morgan")[-20:]


def test_merged_by_a_squash(shared: Shared) -> None:
    """A branch that was squashed is no ground to go on from while it is there, and is after."""
    shared.repo.run("share", "morgan")
    shared.merge("--squash")
    assert "nothing to share" in shared.repo.out("share", "morgan")
    shared.edit("Shipped", "Finished")

    said = shared.refused()
    assert f"origin/main has got this note otherwise than by merging {BRANCH}\n" in said
    git(shared.theirs, "push", "-q", "origin", f":{BRANCH}")
    shared.repo.run("share", "morgan")

    assert len(shared.commits()) == 1
    assert "Finished" in shared.text()


def test_changes_merged_with_the_note_are_not_undone(shared: Shared) -> None:
    """What somebody added before the merge, and this clone never saw, is not written over."""
    shared.repo.run("share", "morgan")
    shared.answer(QUESTION, f"{THEIRS}{QUESTION}")
    shared.merge(delete=True)
    shared.edit("Shipped", "Finished")

    said = shared.refused()

    assert "changed this note on origin/main\n" in said
    assert "Morgan Diaz" in said


def test_detached_head(shared: Shared) -> None:
    """Where no branch is checked out, an agenda is shared all the same."""
    git(shared.top, "checkout", "-q", "--detach")
    shared.repo.run("share", "morgan")
    assert shared.files() == [NEXT]
    assert git(shared.top, "rev-parse", "--abbrev-ref", "HEAD") == "HEAD"


def test_amid_a_merge_of_something_else(shared: Shared) -> None:
    """A merge with conflicts elsewhere is left as it is, and is no reason not to share."""
    git(shared.top, "checkout", "-q", "-b", "other")
    shared.repo.write("a.txt", "one\n")
    git(shared.top, "add", "a.txt")
    git(shared.top, "commit", "-q", "-m", "one")
    git(shared.top, "checkout", "-q", "main")
    shared.repo.write("a.txt", "two\n")
    git(shared.top, "add", "a.txt")
    git(shared.top, "commit", "-q", "-m", "two")
    subprocess.run(["git", "merge", "other"], cwd=shared.top, check=False, capture_output=True)
    before = git(shared.top, "status", "--porcelain")

    shared.repo.run("share", "morgan")

    assert shared.files() == [NEXT]
    assert "AA a.txt" in before
    assert before == git(shared.top, "status", "--porcelain")


def test_while_the_index_is_locked(shared: Shared) -> None:
    """Somebody else's commit under way is no hindrance: the index is not needed."""
    (shared.top / ".git" / "index.lock").touch()
    shared.repo.run("share", "morgan")
    assert shared.files() == [NEXT]


def test_in_a_worktree(shared: Shared, tmp_path: Path) -> None:
    """A linked worktree shares as well."""
    from tests.cli.conftest import Repository

    linked = tmp_path / "linked"
    git(shared.top, "worktree", "add", "-q", "-b", "work", str(linked))
    Repository(linked).write(NEXT, AGENDA)

    Repository(linked).run("share", "morgan")

    assert shared.files() == [NEXT]
    assert git(shared.top, "diff", "--cached", "--name-only") == ""


def test_in_a_part_of_a_larger_repository(tmp_path: Path, repo: Repository) -> None:
    """Notes below the top are shared where they are; what is beside them stays out."""
    from tests.cli.conftest import Repository

    top = tmp_path / "larger"
    top.mkdir()
    repo.root.rename(top / "notes of mine")
    inner = Repository(top / "notes of mine")
    (top / "code.py").write_text("pass\n", "utf-8")
    shared = Shared(inner, top)
    (top / "code.py").write_text("changed\n", "utf-8")

    inner.run("share", "morgan")
    note = shared.theirs / "notes of mine" / NEXT
    shared.answer(QUESTION, f"{THEIRS}{QUESTION}", note)
    shared.edit("Shipped", "Finished")
    take_in(shared, shared.refused())
    inner.run("share", "morgan")

    assert shared.files() == [f"notes of mine/{NEXT}"]
    assert {"Finished the cut-over", "Can we hire?"} <= words(
        git(shared.remote, "show", f"{BRANCH}:notes of mine/{NEXT}")
    )


def test_in_a_shallow_clone(shared: Shared, tmp_path: Path) -> None:
    """A clone without the history shares what it has."""
    from tests.cli.conftest import Repository

    for number in range(3):
        git(shared.theirs, "commit", "-q", "--allow-empty", "-m", str(number))
    git(shared.theirs, "push", "-q")
    shallow = tmp_path / "shallow"
    git(tmp_path, "clone", "-q", "--depth=1", f"file://{shared.remote}", str(shallow))
    Repository(shallow).write(NEXT, AGENDA)

    Repository(shallow).run("share", "morgan")
    Repository(shallow).write(NEXT, AGENDA.replace("Shipped", "Finished"))
    Repository(shallow).run("share", "morgan")

    assert shared.files() == [NEXT]
    assert len(shared.commits()) == 2


def test_line_endings_as_git_add_has_them(shared: Shared) -> None:
    """A note is written into git as `git add` would, by its attributes."""
    shared.repo.write(".gitattributes", "*.md text\n")
    shared.repo.write(NEXT, AGENDA.replace("\n", "\r\n"))

    shared.repo.run("share", "morgan")
    again = shared.repo.out("share", "morgan")

    assert git(shared.remote, "cat-file", "-s", f"{BRANCH}:{NEXT}") == str(len(AGENDA))
    assert "has it as it is here" in again


def test_another_branch_and_remote(shared: Shared, tmp_path: Path) -> None:
    """Branch and remote are chosen by name; the remote of the user's branch is the first choice."""
    git(tmp_path, "clone", "-q", "--bare", str(shared.remote), "second.git")
    git(shared.top, "remote", "add", "second", str(tmp_path / "second.git"))
    shared.repo.run("share", "morgan", "--remote", "second", "--branch", "für/morgan")
    assert git(shared.remote, "branch", "--list", "für/*") == ""
    assert git(tmp_path / "second.git", "branch", "--list", "f*").strip() == "für/morgan"

    git(shared.top, "config", "branch.main.remote", "second")
    shared.repo.run("share", "morgan")
    assert git(shared.remote, "branch", "--list", "agenda/*") == ""


def test_a_second_meeting_that_day(shared: Shared) -> None:
    """A meeting with a name of its own has a branch of its own; the planned one is meant."""
    git(shared.top, "mv", HELD, "notes/morgan/2026-11-27-early.md")
    early = "notes/morgan/2026-11-27-early.md"
    shared.repo.write(
        early, shared.repo.read(early).replace("date: 2026-11-20", "date: 2026-11-27")
    )
    (shared.top / NEXT).rename(shared.top / "notes/morgan/2026-11-27-offsite.md")

    data = shared.repo.json("share", "morgan", "--date", "2026-11-27")

    assert data["branch"] == "agenda/morgan-2026-11-27-offsite"


def test_nothing_of_ones_own(shared: Shared) -> None:
    """An agenda of what was carried over is shared, and said to be no more than that."""
    (shared.top / NEXT).unlink()
    shared.repo.run("new", "morgan", "--date", "2026-11-27")
    text = shared.repo.read(NEXT).replace("<!-- private -->", "").replace("<!-- /private -->", "")
    shared.repo.write(NEXT, text)

    said = shared.repo.run("share", "morgan").stderr

    assert f"{NEXT}: it has nothing for the agenda but what was carried over\n" == said
    assert shared.files() == [NEXT]


def test_longer_than_the_meeting(shared: Shared) -> None:
    """An agenda that does not fit the time is shared with a warning."""
    shared.edit("(min:: 10)", "(min:: 40)")
    said = shared.repo.run("share", "morgan").stderr
    assert f"{NEXT}: the questions ask for 40 minutes, and the meeting has 30 minutes: " in said


def test_the_example(empty: Repository) -> None:
    """In the repository of `aquip demo`, a question that was added is all that is pushed."""
    remote = empty.root.parent / "example.git"
    empty.run("demo", ".")
    git(empty.root.parent, "clone", "-q", "--bare", str(empty.root), str(remote))
    git(empty.root, "remote", "add", "origin", str(remote))
    assert empty.json("share", "morgan")["state"] == "merged"

    empty.run("add", "morgan", "Who covers the holidays?", "--min", "5")
    empty.run("share", "morgan")

    added = git(remote, "diff", "--unified=0", f"main...{BRANCH}").splitlines()
    lines = [line for line in added if line.startswith("+") and not line.startswith("+++")]
    assert len(lines) == 1
    assert "Who covers the holidays?" in lines[0]


def test_signed_where_commits_are(shared: Shared) -> None:
    """Whoever signs their commits signs this one, with the same program."""
    program = shared.top.parent / "gpg"
    program.write_text(
        "#!/bin/sh\ncat >/dev/null\n"
        "echo '[GNUPG:] SIG_CREATED ' >&2\n"
        "echo '-----BEGIN PGP SIGNATURE-----'\necho '-----END PGP SIGNATURE-----'\n",
        "utf-8",
    )
    program.chmod(0o755)
    git(shared.top, "config", "gpg.program", str(program))
    git(shared.top, "config", "commit.gpgsign", "true")
    git(shared.top, "config", "user.signingkey", "sam")

    shared.repo.run("share", "morgan")

    assert "\ngpgsig -----BEGIN PGP SIGNATURE-----" in git(
        shared.remote, "cat-file", "commit", BRANCH
    )


def test_hooks(shared: Shared) -> None:
    """The pre-push hook runs, in the user's surroundings; those of a commit don't."""
    log = shared.top.parent / "hooks.log"
    shared.install("pre-push", f'echo "pre-push $1 ${{GIT_INDEX_FILE-none}}" >>{log}; cat >>{log}')
    for hook in ("pre-commit", "commit-msg", "post-commit", "post-index-change"):
        shared.install(hook, f"echo {hook} >>{log}; exit 1")

    shared.repo.run("share", "morgan")

    lines = log.read_text("utf-8").splitlines()
    assert lines[:1] == ["pre-push origin none"]
    assert lines[1].split()[1:3] == [
        git(shared.remote, "rev-parse", BRANCH),
        f"refs/heads/{BRANCH}",
    ]
    assert len(lines) == 2


def test_within_a_hook(shared: Shared) -> None:
    """Run by a hook of git's, it does not take the hook's index for its own."""
    index = shared.top / ".git" / "index"
    before = index.read_bytes()
    subprocess.run(
        [sys.executable, "-m", "aquip", "share", "morgan"],
        cwd=shared.top,
        env={**os.environ, "GIT_INDEX_FILE": str(index), "GIT_DIR": str(shared.top / ".git")},
        check=True,
        capture_output=True,
    )
    assert before == index.read_bytes()
    assert shared.files() == [NEXT]
