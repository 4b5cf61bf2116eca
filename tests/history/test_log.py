"""The trails of notes in real repositories, in whatever way they are checked out."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from aquip.core.settings import Person
from aquip.history.log import read
from aquip.history.trails import History

if TYPE_CHECKING:
    from pathlib import Path

PEOPLE = {
    "sam": Person("sam", "Sam Reyes", ("sam@example.org",)),
    "morgan": Person("morgan", "Morgan Diaz", ("morgan@example.org",)),
}
SAM = "Sam Reyes <sam@example.org>"
TEXT = "".join(
    f"- item {number} of a note that is long enough to be known again\n" for number in range(20)
)


def git(folder: Path, *arguments: str) -> str:
    """Run git in a folder, and return what it printed."""
    done = subprocess.run(
        ["git", *arguments], cwd=folder, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


@dataclass
class Notes:
    """A repository with some notes, each step a commit of its own, an hour after the last."""

    root: Path
    hour: int = 0

    def commit(self, subject: str, *, author: str | None = SAM) -> str:
        """Commit all there is, and return the commit."""
        self.hour += 1
        when = f"2026-11-20T{self.hour:02}:00:00+01:00"
        git(self.root, "add", "--all")
        by = () if author is None else (f"--author={author}",)
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("GIT_COMMITTER_DATE", when)
            git(self.root, "commit", "-q", "-m", subject, f"--date={when}", *by)
        return git(self.root, "rev-parse", "HEAD")

    def write(self, path: str, text: str = TEXT) -> None:
        """Write a file."""
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text, "utf-8")


@pytest.fixture
def notes(tmp_path: Path) -> Notes:
    """A note that was shared, remarked on by Morgan, moved to another day, and written down."""
    made = Notes(tmp_path / "repository")
    made.root.mkdir()
    git(made.root, "init", "-q", "-b", "main")
    made.write("mkdocs.yml", "site_name: Notes\n")
    made.commit("Begin")
    made.write("notes/morgan/2026-11-20.md")
    made.commit("Agenda")
    made.write("notes/morgan/2026-11-20.md", f"{TEXT}- a remark\n")
    made.commit("A remark", author="Morgan Diaz <morgan@example.org>")
    git(made.root, "mv", "notes/morgan/2026-11-20.md", "notes/morgan/2026-11-27.md")
    made.commit("Moved")
    made.write("notes/morgan/2026-11-27.md", f"{TEXT}- a remark\n- what was said\n")
    made.commit("Notes")
    return made


NOTE = "notes/morgan/2026-11-27.md"
SUBJECTS = ["Notes", "Moved", "A remark", "Agenda"]


def subjects(history: History, path: str = NOTE) -> list[str]:
    """Return the subjects of a note's commits, newest first."""
    return [change.commit.subject for change in history.trail(path).changes]


def test_trail(notes: Notes) -> None:
    """A note has its commits newest first, under all its names, with who and when."""
    history = read(notes.root, PEOPLE)
    assert (history.known, history.shallow, history.why, history.remedy) == (True, False, "", "")
    assert history.head == git(notes.root, "rev-parse", "HEAD")
    assert list(history.trails) == [NOTE]
    assert subjects(history) == SUBJECTS
    changes = history.trail(NOTE).changes
    assert [c.commit.author.handle for c in changes] == ["sam", "sam", "morgan", "sam"]
    assert changes[0].commit.committed.isoformat() == "2026-11-20T05:00:00+01:00"
    assert [c.path[-5:] for c in changes] == ["27.md", "27.md", "20.md", "20.md"]
    assert changes[0].after == git(notes.root, "rev-parse", f"HEAD:{NOTE}")
    assert changes[0].before == git(notes.root, "rev-parse", f"HEAD~:{NOTE}")
    assert history.trail(NOTE).first is changes[-1]


def test_note_to_come(notes: Notes) -> None:
    """A note that nobody has committed has an empty trail, and nothing of it is unknown."""
    trail = read(notes.root, PEOPLE).trail("notes/morgan/2026-12-04.md")
    assert (trail.changes, trail.whole) == ((), True)


def test_worktree(notes: Notes, tmp_path: Path) -> None:
    """A linked worktree has the history of what is checked out there."""
    git(notes.root, "worktree", "add", "-q", str(tmp_path / "linked"), "HEAD~1")
    assert subjects(read(tmp_path / "linked", PEOPLE)) == SUBJECTS[1:]


def test_worktree_of_a_bare_clone(notes: Notes, tmp_path: Path) -> None:
    """A worktree beside a bare clone is as good as any."""
    git(tmp_path, "clone", "-q", "--bare", str(notes.root), "bare.git")
    git(tmp_path / "bare.git", "worktree", "add", "-q", str(tmp_path / "linked"), "main")
    assert subjects(read(tmp_path / "linked", PEOPLE)) == SUBJECTS


@pytest.mark.parametrize("named", [True, False])
def test_git_dir_and_work_tree(
    notes: Notes, tmp_path: Path, named: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A work tree that only the environment ties to its repository has its history."""
    git(tmp_path, "clone", "-q", "--bare", str(notes.root), "bare.git")
    git(tmp_path / "bare.git", "config", "core.bare", "false")
    tree = tmp_path / "tree"
    tree.mkdir()
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "bare.git"))
    if named:
        monkeypatch.setenv("GIT_WORK_TREE", str(tree))
    git(tree, "reset", "-q", "--hard")
    assert subjects(read(tree, PEOPLE)) == SUBJECTS


def test_submodule(notes: Notes, tmp_path: Path) -> None:
    """Notes in a submodule have its history, and are none of the repository around it."""
    around = Notes(tmp_path / "around")
    around.root.mkdir()
    git(around.root, "init", "-q")
    allowed = ("-c", "protocol.file.allow=always")
    git(around.root, *allowed, "submodule", "--quiet", "add", str(notes.root), "ones")
    around.write("notes.md")
    around.commit("Around")
    assert subjects(read(around.root / "ones", PEOPLE)) == SUBJECTS
    assert list(read(around.root, PEOPLE).trails) == ["notes.md"]


def test_subfolder(notes: Notes) -> None:
    """In a folder of a larger repository, paths count from it, and a note may come from outside."""
    git(notes.root, "mv", "notes", "one-to-one\nnötes")
    notes.write("elsewhere.md", "Not this one\n")
    notes.commit("Into a folder")
    history = read(notes.root / "one-to-one\nnötes", PEOPLE)
    assert list(history.trails) == ["morgan/2026-11-27.md"]
    assert subjects(history, "morgan/2026-11-27.md") == ["Into a folder", *SUBJECTS]
    assert history.trails["morgan/2026-11-27.md"].changes[0].path.startswith("one-to-one\nnötes/")


def test_in_a_hook(notes: Notes, monkeypatch: pytest.MonkeyPatch) -> None:
    """Git's own variables, as a hook has them, do not mislead it in a folder below the top."""
    monkeypatch.setenv("GIT_DIR", str(notes.root / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(notes.root / ".git" / "index"))
    monkeypatch.setenv("GIT_EXTERNAL_DIFF", "false")
    assert subjects(read(notes.root / "notes", PEOPLE), NOTE.removeprefix("notes/")) == SUBJECTS


def test_detached(notes: Notes) -> None:
    """A detached head is what is read."""
    git(notes.root, "checkout", "-q", "--detach", "HEAD~2")
    assert subjects(read(notes.root, PEOPLE), "notes/morgan/2026-11-20.md") == SUBJECTS[2:]


def test_without_commits(tmp_path: Path) -> None:
    """A repository without commits is known, and has nothing yet."""
    git(tmp_path, "init", "-q")
    history = read(tmp_path, PEOPLE)
    assert (history.known, history.head, dict(history.trails)) == (True, "", {})


def test_no_repository(tmp_path: Path) -> None:
    """Outside of a repository, or where there is no folder, nothing is known, and it says why."""
    history = read(tmp_path, PEOPLE)
    assert (history.known, history.trail(NOTE).whole) == (False, False)
    assert "not a git repository" in history.why
    assert not read(tmp_path / "nowhere", PEOPLE).known


def test_without_git(notes: Notes) -> None:
    """Where no git is installed nothing is known, whether GitPython is loaded already or not."""
    code = (
        "import os, pathlib, sys\n"
        "path, os.environ['PATH'] = os.environ['PATH'], sys.argv[2]\n"
        "os.environ['GIT_PYTHON_REFRESH'] = 'quiet'\n"
        "if sys.argv[1] == 'loaded':\n"
        "    os.environ['PATH'] = path\n"
        "    import git\n"
        "    os.environ['PATH'] = sys.argv[2]\n"
        "from aquip.history.log import read\n"
        "history = read(pathlib.Path.cwd(), {})\n"
        "print(history.known, history.why)"
    )
    for loaded in ("loaded", "not"):
        done = subprocess.run(
            [sys.executable, "-c", code, loaded, "/nonexistent"],
            cwd=notes.root,
            check=True,
            capture_output=True,
            text=True,
        )
        assert (done.stdout, done.stderr) == ("False git is not installed here\n", "")


def test_shallow(notes: Notes, tmp_path: Path) -> None:
    """In a shallow clone a note's trail ends where the clone does, and says that it does."""
    notes.write("notes/morgan/2026-12-04.md", "A whole new agenda\n")
    notes.commit("Agenda of December")
    git(tmp_path, "clone", "-q", "--depth=3", f"file://{notes.root}", "shallow")
    history = read(tmp_path / "shallow", PEOPLE)
    assert (history.known, history.shallow) == (True, True)
    assert "fetch-depth: 0" in history.remedy
    assert (subjects(history), history.trail(NOTE).whole) == (["Notes"], False)
    assert history.trail(NOTE).first is None
    whole = history.trail("notes/morgan/2026-12-04.md")
    assert (whole.whole, [c.kind for c in whole.changes]) == (True, ["added"])


def test_shallow_worktree(notes: Notes, tmp_path: Path) -> None:
    """A worktree of a shallow clone, and a folder in it, know where the clone ends."""
    git(tmp_path, "clone", "-q", "--depth=1", f"file://{notes.root}", "shallow")
    git(tmp_path / "shallow", "worktree", "add", "-q", str(tmp_path / "linked"), "HEAD")
    history = read(tmp_path / "linked" / "notes", PEOPLE)
    trail = history.trail("morgan/2026-11-27.md")
    assert (history.shallow, trail.changes, trail.whole) == (True, (), False)


def test_clone_without_old_texts(notes: Notes, tmp_path: Path) -> None:
    """A clone without old texts fetches none; a rename that it can't see is not denied."""
    git(notes.root, "mv", NOTE, "notes/morgan/2026-12-04.md")
    notes.write("notes/morgan/2026-12-04.md", f"{TEXT}- put off\n")
    notes.commit("Put off")
    git(notes.root, "mv", "notes/morgan/2026-12-04.md", "notes/morgan/2026-12-11.md")
    notes.commit("Put off again")
    git(notes.root, "config", "uploadpack.allowFilter", "true")
    git(tmp_path, "clone", "-q", "--filter=blob:none", f"file://{notes.root}", "partial")
    before = git(tmp_path / "partial", "count-objects", "-v")
    history = read(tmp_path / "partial", PEOPLE)
    assert git(tmp_path / "partial", "count-objects", "-v") == before
    trail = history.trail("notes/morgan/2026-12-11.md")
    assert subjects(history, "notes/morgan/2026-12-11.md") == ["Put off again", "Put off"]
    assert (history.known, trail.whole, trail.first) == (True, False, None)
    assert "--filter" in history.remedy


def test_mailmap(notes: Notes) -> None:
    """`.mailmap` says who somebody is, as for git; the settings know them by that address."""
    notes.write("notes/morgan/2026-12-04.md", "A whole new agenda\n")
    notes.commit("Agenda", author="M <m@old.example.org>")
    notes.write(".mailmap", "Morgan Diaz <morgan@example.org> <m@old.example.org>\n")
    notes.commit("Who is who")
    (change,) = read(notes.root, PEOPLE).trail("notes/morgan/2026-12-04.md").changes
    author = change.commit.author
    assert (author.name, author.email, author.handle) == (
        "Morgan Diaz",
        "morgan@example.org",
        "morgan",
    )


def test_merge(notes: Notes) -> None:
    """An edit under the old name is not lost; the merge that put the two together is told apart."""
    git(notes.root, "checkout", "-q", "-b", "side", "HEAD~2")
    notes.write("notes/morgan/2026-11-20.md", f"{TEXT.replace('item 1 ', 'item one ')}- a remark\n")
    notes.commit("On the side")
    git(notes.root, "checkout", "-q", "main")
    git(notes.root, "branch", "other")
    git(notes.root, "merge", "-q", "--no-ff", "-m", "Merge", "side")
    git(notes.root, "checkout", "-q", "other")
    notes.write("notes/morgan/2026-12-04.md", "A whole new agenda\n")
    notes.commit("Another note")
    git(notes.root, "checkout", "-q", "main")
    git(notes.root, "merge", "-q", "--no-ff", "-m", "No work for it", "other")
    history = read(notes.root, PEOPLE)
    assert subjects(history) == ["Merge", "On the side", *SUBJECTS]
    assert history.trail(NOTE).changes[0].kind == "merged"


def test_conflict(notes: Notes) -> None:
    """What a merge made of a conflict is a change of its own."""
    git(notes.root, "checkout", "-q", "-b", "side", "HEAD~1")
    notes.write(NOTE, f"{TEXT}- a remark\n- otherwise\n")
    notes.commit("On the side")
    git(notes.root, "checkout", "-q", "main")
    with pytest.raises(subprocess.CalledProcessError):
        git(notes.root, "merge", "-q", "side")
    notes.write(NOTE, f"{TEXT}- a remark\n- both\n")
    notes.commit("Merge")
    history = read(notes.root, PEOPLE)
    assert subjects(history) == ["Merge", "On the side", *SUBJECTS]
    assert history.trail(NOTE).changes[0].after == git(notes.root, "rev-parse", f"HEAD:{NOTE}")


def test_added_on_two_branches(notes: Notes) -> None:
    """The next meeting that two branches each add has both beginnings, and what made them one."""
    coming = "notes/morgan/2026-12-04.md"
    git(notes.root, "checkout", "-q", "-b", "side")
    notes.write(coming, "From Morgan\n")
    notes.commit("Added by one")
    git(notes.root, "checkout", "-q", "main")
    notes.write(coming, "From Sam\n")
    notes.commit("Added by the other")
    with pytest.raises(subprocess.CalledProcessError):
        git(notes.root, "merge", "-q", "side")
    notes.write(coming, "From both\n")
    notes.commit("Merge")
    history = read(notes.root, PEOPLE)
    assert subjects(history, coming) == ["Merge", "Added by the other", "Added by one"]
    assert history.trail(coming).whole


def test_clocks_apart(notes: Notes) -> None:
    """A commit stands before those it is made on, though its clock be behind theirs."""
    notes.hour = 0
    notes.write(NOTE, f"{TEXT}- later\n")
    notes.commit("With a slow clock")
    assert subjects(read(notes.root, PEOPLE)) == ["With a slow clock", *SUBJECTS]


def test_hostile_configuration(notes: Notes, tmp_path: Path) -> None:
    """Nothing that a repository's configuration names is run, nor does it change the answer."""
    trap = tmp_path / "trap"
    trap.write_text(f"#!/bin/sh\ntouch {tmp_path}/caught\n", "utf-8")
    trap.chmod(0o755)
    programs = (
        "core.pager",
        "pager.log",
        "core.fsmonitor",
        "core.sshCommand",
        "diff.external",
        "diff.trap.textconv",
        "diff.trap.command",
        "filter.trap.clean",
        "gpg.program",
        "alias.log",
    )
    for name in programs:
        git(notes.root, "config", name, f"!{trap}" if name.startswith("alias") else str(trap))
    others = {
        "log.showSignature": "true",
        "log.showRoot": "false",
        "log.decorate": "full",
        "log.date": "relative",
        "log.mailmap": "false",
        "format.pretty": "oneline",
        "diff.renames": "false",
        "diff.relative": "true",
        "diff.orderFile": "/nonexistent",
        "color.ui": "always",
        "i18n.logOutputEncoding": "UTF-16",
        "core.hooksPath": str(tmp_path),
        "mailmap.file": str(tmp_path / "mailmap"),
    }
    (tmp_path / "mailmap").write_text("Evil <evil@example.org> <sam@example.org>\n", "utf-8")
    for name, value in others.items():
        git(notes.root, "config", name, value)
    notes.write(".gitattributes", "*.md diff=trap\n")
    git(notes.root, "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "add", "-A")
    (tmp_path / "caught").unlink(missing_ok=True)
    history = read(notes.root, PEOPLE)
    assert not (tmp_path / "caught").exists()
    assert subjects(history) == SUBJECTS
    assert history.trail(NOTE).changes[0].commit.author.name == "Sam Reyes"


def test_hostile_names(notes: Notes, monkeypatch: pytest.MonkeyPatch) -> None:
    """Names and messages of any bytes are told as they are, and break nothing."""
    odd = "notes/a\n@b\x1b[31m/<script> \udcff\t\"'.md"
    notes.write(odd, "Odd\n")
    monkeypatch.setenv("GIT_AUTHOR_NAME", "</a>\x1b[2J @morgan ' \"")
    monkeypatch.setenv("GIT_AUTHOR_EMAIL", "evil@example.org")
    notes.commit("\n\n:100644 100644 M\x1b[0m @lee\nsecond line\n\nmore", author=None)
    history = read(notes.root, PEOPLE)
    (change,) = history.trail(odd).changes
    assert change.path == odd
    assert change.commit.subject == ":100644 100644 M\x1b[0m @lee second line"
    assert (change.commit.author.email, change.commit.author.handle) == ("evil@example.org", None)
    assert subjects(history) == SUBJECTS


def test_damaged(notes: Notes) -> None:
    """Where git loses its way half through, nothing of it is taken for the truth."""
    tree = git(notes.root, "rev-parse", "HEAD~2^{tree}")
    lost = notes.root / ".git" / "objects" / tree[:2] / tree[2:]
    lost.chmod(0o644)
    lost.unlink()
    history = read(notes.root, PEOPLE)
    assert (history.known, dict(history.trails)) == (False, {})
    assert history.why == f"unable to read tree {tree}"
