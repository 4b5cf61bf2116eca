"""``aquip share`` where it can't or should not: it says why and what helps, and does nothing."""

from __future__ import annotations

import http.server
import threading
from typing import TYPE_CHECKING

import pytest

from tests.cli.sharing import BRANCH, NEXT, Shared, git

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from conftest import Repository

PRIVATE = "<!-- private -->\n- [ ] The raise ^r43se\n<!-- /private -->\n"


@pytest.fixture
def shared(repo: Repository) -> Shared:
    """Notes that are pushed but for the next meeting's."""
    return Shared(repo)


def test_without_git(shared: Shared, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without git is told so."""
    monkeypatch.setenv("PATH", str(shared.top))
    said = shared.repo.run("share", "morgan", status=2).stderr
    assert "git is not installed here\nInstall it" in said


def test_without_a_repository(repo: Repository) -> None:
    """Notes that are in no repository can't be shared."""
    repo.write(NEXT, "---\ndate: 2026-11-27\n---\n")
    said = repo.fails("share", "morgan")
    assert f"{repo.root}: there is no git repository here\n`git init`" in said


def test_without_a_commit(repo: Repository) -> None:
    """A repository without commits has nothing that a pull request could go into."""
    repo.write(NEXT, "---\ndate: 2026-11-27\n---\n")
    git(repo.root, "init", "-q")
    assert "nothing is committed here yet\nCommit your notes" in repo.fails("share", "morgan")


def test_without_a_remote(shared: Shared) -> None:
    """Where nothing is pushed to, the remedy is how to begin."""
    git(shared.top, "remote", "remove", "origin")
    said = shared.refused()
    assert "this repository has no remote to share on\n`git remote add origin" in said


def test_several_remotes(shared: Shared) -> None:
    """Where nothing tells which remote is meant, they are named; so they are for a wrong name."""
    git(shared.top, "remote", "rename", "origin", "one")
    git(shared.top, "remote", "add", "two", str(shared.remote))
    git(shared.top, "config", "branch.main.remote", "gone")
    assert "there are several remotes\nName one with --remote: one, two." in shared.refused()
    said = shared.refused("--remote", "three")
    assert "there is no remote `three`\nName one with --remote: one, two." in said
    assert "there is no remote `--upload-pack=x`" in shared.refused("--remote=--upload-pack=x")


def test_an_empty_remote(shared: Shared, tmp_path: Path) -> None:
    """A remote without a branch has to be pushed to first."""
    git(tmp_path, "init", "-q", "--bare", "empty.git")
    git(shared.top, "remote", "set-url", "origin", str(tmp_path / "empty.git"))
    said = shared.refused()
    assert "origin has no branch that a pull request could go into\n" in said
    assert "`git push -u origin HEAD`" in said


def test_notes_that_the_remote_lacks(shared: Shared, tmp_path: Path) -> None:
    """An agenda without the notes around it would be no use."""
    other = tmp_path / "other.git"
    git(tmp_path, "init", "-q", "--bare", str(other))
    git(shared.top, "checkout", "-q", "--orphan", "other")
    git(shared.top, "rm", "-q", "--cached", "-r", ".")
    git(shared.top, "commit", "-q", "--allow-empty", "-m", "begin")
    git(shared.top, "push", "-q", str(other), "HEAD:main")
    git(shared.top, "checkout", "-q", "-f", "main")
    git(shared.top, "remote", "set-url", "origin", str(other))
    said = shared.refused()
    assert "mkdocs.yml: origin/main does not have these notes yet\nCommit and push them" in said


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("{folder}/gone.git", "origin is no repository, or not one for you: "),
        ("https://sam:s3cret@127.0.0.1:1/x.git", "origin can't be reached: "),
        ("https://sam:s3cret@nowhere.invalid/x.git", "origin can't be reached: "),
    ],
)
def test_a_remote_that_is_not_there(shared: Shared, address: str, said: str) -> None:
    """A wrong address and a lost connection are told as what they are, and no password is."""
    git(shared.top, "remote", "set-url", "origin", address.format(folder=shared.top))
    told = shared.refused()
    assert said in told
    assert "s3cret" not in told
    assert "sam:" not in told


@pytest.fixture
def locked() -> Iterator[str]:
    """A server that asks everyone who they are."""

    class Locked(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(401)
            self.send_header("WWW-Authenticate", 'Basic realm="host"')
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *args: object) -> None:
            """Say nothing: it is expected."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Locked)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("who", ["", "sam:s3cret@"])
def test_a_host_that_lets_nobody_in(
    shared: Shared, locked: str, who: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody is asked for a password where nobody is there, and a wrong one is not repeated."""
    monkeypatch.delenv("GIT_TERMINAL_PROMPT")
    git(shared.top, "remote", "set-url", "origin", f"http://{who}{locked}/x.git")
    told = shared.refused()
    assert "origin does not let you in: " in told
    assert "credential helper" in told
    assert "s3cret" not in told


def test_ssh_that_lets_nobody_in(shared: Shared, monkeypatch: pytest.MonkeyPatch) -> None:
    """A missing key is told in ssh's words, and git is not to ask where nobody answers."""
    ssh = shared.top.parent / "ssh"
    ssh.write_text(
        "#!/bin/sh\n"
        'echo "git@host: Permission denied (publickey), prompts: $GIT_TERMINAL_PROMPT." >&2\n'
        "exit 255\n"
    )
    ssh.chmod(0o755)
    monkeypatch.setenv("GIT_SSH_COMMAND", str(ssh))
    monkeypatch.delenv("GIT_TERMINAL_PROMPT")
    git(shared.top, "remote", "set-url", "origin", "git@host.example:sam/notes.git")
    told = shared.refused()
    assert (
        "origin does not let you in: git@host: Permission denied (publickey), prompts: 0\n" in told
    )


def test_a_branch_that_is_not_allowed(shared: Shared) -> None:
    """What a protecting host says of a branch is passed on."""
    shared.install("update", "echo 'agenda/ is protected' >&2; exit 1", there=True)
    told = shared.refused()
    assert f"origin does not take {BRANCH}: hook declined agenda/ is protected\n" in told
    assert "--branch gives another" in told


def test_a_hook_of_ones_own_refuses(shared: Shared) -> None:
    """The user's pre-push hook has the last word; nothing is left of the attempt."""
    shared.install("pre-push", "echo 'not on Sundays' >&2; exit 1")
    told = shared.refused()
    assert "your pre-push hook refuses: not on Sundays\nNothing was pushed" in told


def test_what_others_say_has_no_password(shared: Shared) -> None:
    """A hook's last words are passed on without the password in them, here and there."""
    said = "echo 'not to https://sam:s3cret@host.example/x' >&2; exit 1"
    shared.install("update", said, there=True)
    assert "not to https://host.example/x\n" in shared.refused()
    shared.install("pre-push", said)
    assert "your pre-push hook refuses: not to https://host.example/x\n" in shared.refused()


def test_somebody_pushes_at_the_same_time(shared: Shared) -> None:
    """What comes in between is not written over."""
    shared.repo.run("share", "morgan")
    shared.edit("Shipped", "Finished")
    commit = f"git commit-tree {BRANCH}^{{tree}} -p {BRANCH} -m between"
    shared.install(
        "pre-push",
        f"cd {shared.remote} && unset GIT_DIR && git update-ref refs/heads/{BRANCH} $({commit})",
    )

    told = shared.repo.run("share", "morgan", status=2).stderr

    assert f"origin got other commits on {BRANCH} just now\nShare again" in told
    assert shared.commits()[0] == "between"


def test_nobody_is_known(shared: Shared, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a name there is no commit."""
    for name in ("AUTHOR", "COMMITTER"):
        monkeypatch.delenv(f"GIT_{name}_NAME")
        monkeypatch.delenv(f"GIT_{name}_EMAIL")
    git(shared.top, "config", "user.useConfigOnly", "true")
    assert "git does not know who you are\n`git config user.name" in shared.refused()


def test_a_signature_fails(shared: Shared) -> None:
    """A commit that can't be signed is not made without."""
    git(shared.top, "config", "commit.gpgsign", "true")
    git(shared.top, "config", "gpg.program", "/bin/false")
    assert "git can't sign a commit: " in shared.refused()


def test_the_branch_is_checked_out(shared: Shared, tmp_path: Path) -> None:
    """A branch that somebody works on, here or in another worktree, is theirs to move."""
    git(shared.top, "worktree", "add", "-q", "-b", BRANCH, str(tmp_path / "linked"))
    assert f"{BRANCH} is checked out in {tmp_path / 'linked'}\n" in shared.refused()


@pytest.mark.parametrize("name", ["main", "-x", "HEAD", "a..b", "two words"])
def test_names_that_are_no_branch(shared: Shared, name: str) -> None:
    """The main branch is never pushed to, and no name passes for an option."""
    told = shared.refused(f"--branch={name}")
    assert ("what the pull request goes into" if name == "main" else "can't be the name") in told


def test_a_branch_with_other_work(shared: Shared) -> None:
    """A branch of that name that has something else in it is not pushed along."""
    git(shared.top, "checkout", "-q", "-b", BRANCH)
    shared.repo.write("work.txt", "mine\n")
    git(shared.top, "add", "work.txt")
    git(shared.top, "commit", "-q", "-m", "work")
    git(shared.top, "checkout", "-q", "main")
    told = shared.refused()
    assert f"the branch {BRANCH} here has other work in it than this note\n" in told


def test_a_branch_for_something_else(shared: Shared) -> None:
    """A branch of the remote's that is about something else gets no commit of ours."""
    git(shared.theirs, "commit", "-q", "--allow-empty", "-m", "feature")
    git(shared.theirs, "push", "-q", "origin", "HEAD:feature")
    told = shared.refused("--branch", "feature")
    assert f"{NEXT}: feature is on origin already, and does not have this note\n" in told


def test_branches_that_parted(shared: Shared) -> None:
    """Where the branch here and there went different ways, somebody has to choose."""
    shared.repo.run("share", "morgan")
    shared.answer("Who takes", "Who really takes")
    git(shared.top, "checkout", "-q", "-f", BRANCH)
    git(shared.top, "commit", "-q", "--allow-empty", "-m", "mine")
    text = shared.repo.read(NEXT)
    git(shared.top, "checkout", "-q", "main")
    shared.repo.write(NEXT, text)
    told = shared.refused()
    assert f"{BRANCH} here and on origin went different ways\n`git branch -f {BRANCH} " in told


def test_no_meeting(shared: Shared) -> None:
    """Without a meeting to come, the remedy makes one; one on another day is not made up."""
    (shared.top / NEXT).unlink()
    assert "`aquip new morgan` writes" in shared.refused()
    said = shared.refused("--date", "2026-12-24")
    assert "morgan has no meeting on 2026-12-24\n`aquip new morgan --date 2026-12-24`" in said


def test_meetings_that_are_over(shared: Shared) -> None:
    """What was held or cancelled has no agenda to share."""
    assert "this meeting was held already" in shared.refused("--date", "2026-11-20")
    shared.edit("date: 2026-11-27", "date: 2026-11-27\nstatus: cancelled\nreason: ill")
    assert "this meeting was cancelled" in shared.refused("--date", "2026-11-27")


def test_an_ignored_note(shared: Shared) -> None:
    """What git is told to leave alone is not slipped past it."""
    (shared.top / ".git" / "info" / "exclude").write_text("*-27.md\n", "utf-8")
    assert f"{NEXT}: git is told to ignore this note\n`git check-ignore -v" in shared.refused()


def test_a_link(shared: Shared) -> None:
    """A note that lies elsewhere is not in this repository."""
    (shared.top / NEXT).rename(shared.top / "elsewhere.md")
    (shared.top / NEXT).symlink_to("../../elsewhere.md")
    assert f"{NEXT}: this is a link, which git does not follow" in shared.refused()


def test_errors_in_the_note(shared: Shared) -> None:
    """A note with an error is refused, an error in another one is no hindrance, nor a warning."""
    shared.repo.write("notes/morgan/2026-11-13.md", "---\ndate: never\n---\n\n# Broken\n")
    shared.edit("^k7f3q", "^a81kd")
    told = shared.refused()
    assert f"{NEXT}:21:55: AQ508 " in told
    shared.edit(
        "- [ ] @sam Draft the rota proposal (due:: 2026-11-27) ^a81kd\n", "- [ ] Nobody's\n"
    )
    shared.repo.run("share", "morgan")
    assert shared.files() == [NEXT]


def test_amid_a_merge_of_the_note(shared: Shared) -> None:
    """A note that git is merging is not shared, be its text mended already."""
    text = shared.repo.read(NEXT)
    for branch, word in (("other", "Sold"), ("main", "Bought")):
        git(shared.top, "checkout", "-q", "-B", branch)
        shared.repo.write(NEXT, text.replace("Shipped", word))
        git(shared.top, "add", NEXT)
        git(shared.top, "commit", "-q", "-m", word)
        if branch == "other":
            git(shared.top, "reset", "-q", "--hard", "HEAD^")
            git(shared.top, "branch", "-q", "-f", "theirs", "ORIG_HEAD")
    with pytest.raises(Exception, match="merge"):
        git(shared.top, "merge", "theirs")
    assert "AQ010" in shared.refused()
    shared.repo.write(NEXT, text)
    assert f"{NEXT}: git is amid a merge of this note\n" in shared.refused()


def test_private_parts(shared: Shared) -> None:
    """Private parts are pushed only on demand, and never into the pull request's text."""
    shared.edit("## Priorities", f"{PRIVATE}\n## Priorities")
    told = shared.refused()
    assert f"{NEXT}:13: this note has private parts, and all who may read" in told
    assert "raise" not in told
    assert "--private pushes it" in told

    shared.repo.run("share", "morgan", "--private")

    assert "The raise" in shared.text()


@pytest.mark.parametrize("rules", ["", "      rules: {AQ0: off}\n"])
@pytest.mark.parametrize("marker", ["<!-- private -->", "<!-- Private", "<!-- /private -->"])
def test_markers_that_say_nothing(shared: Shared, marker: str, rules: str) -> None:
    """A marker that is not as it should be is refused, whatever is asked for, and any rule off."""
    shared.repo.write("mkdocs.yml", shared.repo.read("mkdocs.yml") + rules)
    shared.edit("## Priorities", f"{marker}\n\n## Priorities")
    told = shared.refused("--private")
    assert f"{NEXT}:13:" in told
    assert ("nobody can tell what is private in this note" in told) == bool(rules)


def test_a_private_note(shared: Shared) -> None:
    """A note that is not published is pushed only on demand; one in a private file is none."""
    shared.edit("date: 2026-11-27", "date: 2026-11-27\npublish: false")
    assert f"{NEXT}: this note is private, and all who may read" in shared.refused()
    shared.repo.run("share", "morgan", "--private")
    assert shared.files() == [NEXT]

    never = "notes/morgan/2026-12-04.private.md"
    shared.repo.write(never, "---\ndate: 2026-12-04\n---\n\n## Questions\n\n- [ ] Hush\n")
    told = shared.refused("--date", "2026-12-04", "--private")
    assert "morgan has no meeting on 2026-12-04\n" in told


def test_a_private_series(shared: Shared) -> None:
    """A series' page goes along only as far as the note itself may."""
    repo = shared.repo
    repo.write("notes/ana/index.md", "---\nwith: ana\npublish: false\n---\n")
    repo.write("notes/ana/2026-11-27.md", "---\ndate: 2026-11-27\n---\n\n## Wins\n\n- Shipped\n")
    said = repo.run("share", "ana", status=2).stderr
    assert "notes/ana/index.md: this note is private" in said
    assert git(shared.remote, "branch", "--list", "agenda/*") == ""


def test_shown_files_that_stay(shared: Shared) -> None:
    """A file that git ignores, one that is elsewhere, and a link out of here are not pushed."""
    shared.repo.write("notes/morgan/assets/ignored.png", b"\x89PNG")
    shared.repo.write("notes/morgan/assets/linked.png", b"\x89PNG")
    (shared.top / ".git" / "info" / "exclude").write_text("ignored.png\n", "utf-8")
    shared.edit("Shipped", "![i](assets/ignored.png) [x](../../../../etc/passwd) Shipped")
    shared.repo.write("mkdocs.yml", shared.repo.read("mkdocs.yml") + "      rules: {AQ0: off}\n")
    shared.repo.run("share", "morgan")
    assert shared.files() == [NEXT]

    linked = shared.top / "notes/morgan/assets/linked.png"
    linked.rename(shared.top.parent / "elsewhere.png")
    linked.symlink_to(shared.top.parent / "elsewhere.png")
    shared.edit("Shipped", "![l](assets/linked.png) Shipped")
    assert "notes/morgan/assets/linked.png: this is a link" in shared.refused()
