"""What git knows of a project: read once, kept beside git's own files, and never trusted."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from aquip.core.settings import Person
from aquip.history import known as module
from aquip.history.known import Known
from tests.history.made import Made, git

if TYPE_CHECKING:
    from aquip.history.trails import History

PEOPLE = {
    "sam": Person("sam", "Sam Reyes", ("sam@example.org",)),
    "morgan": Person("morgan", "Morgan Diaz", ("morgan@example.org",)),
}
NOTE = "notes/morgan/2026-11-20.md"


@pytest.fixture
def made(tmp_path: Path) -> Made:
    """A repository with an agenda that Morgan added to."""
    made = Made.at(tmp_path / "repository")
    made.share("2026-11-20", "2026-11-17T09:00:00+05:30", "Reviews take a week")
    made.share("2026-11-20", "2026-11-18T09:00:00-03:00", "Reviews", "Who covers?", by="morgan")
    return made


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Count how often git is asked for the history."""
    asked: list[Path] = []
    read = module.read

    def counted(root: Path, people: dict[str, Person]) -> History:
        asked.append(root)
        return read(root, people)

    monkeypatch.setattr(module, "read", counted)
    return asked


def test_kept(made: Made, asked: list[Path]) -> None:
    """A second command has the same history without asking git, offsets from UTC included."""
    first = Known(made.root, PEOPLE).history
    again = Known(made.root, PEOPLE).history
    assert first == again
    assert len(asked) == 1
    times = [change.commit.authored.isoformat() for change in again.trail(NOTE).changes]
    assert times == ["2026-11-18T09:00:00-03:00", "2026-11-17T09:00:00+05:30"]


@pytest.mark.parametrize(
    "change",
    ["commit", "branch", "detached", "mailmap", "people", "folder"],
)
def test_asked_again(made: Made, asked: list[Path], change: str) -> None:
    """Whatever makes another history of it is noticed."""
    git(made.root, "branch", "other", "HEAD~1")
    before = Known(made.root, PEOPLE)
    assert before.history.known
    people, root = PEOPLE, made.root
    if change == "commit":
        made.commit("More", "2026-11-19T09:00:00+00:00")
    elif change == "branch":
        git(made.root, "checkout", "-q", "other")
    elif change == "detached":
        git(made.root, "checkout", "-q", "--detach", "HEAD~2")
    elif change == "mailmap":
        made.write(".mailmap", "M. Diaz <m@example.org> <morgan@example.org>\n")
    elif change == "people":
        people = {"sam": PEOPLE["sam"]}
    else:
        root = made.root / "notes"
    after = Known(root, people)
    assert before.digest != after.digest
    assert before.history != after.history
    assert len(asked) == 2


def test_packed_branch(made: Made) -> None:
    """A branch whose commit git has put into one file with others is found there."""
    before = Known(made.root, PEOPLE).digest
    git(made.root, "pack-refs", "--all")
    assert not (made.root / ".git" / "refs" / "heads" / "main").exists()
    assert before == Known(made.root, PEOPLE).digest


def test_unshallow(made: Made, tmp_path: Path, asked: list[Path]) -> None:
    """Once a shallow clone has fetched the rest, the rest is known, at the same commit."""
    git(tmp_path, "clone", "-q", "--depth=1", f"file://{made.root}", "clone")
    assert not Known(tmp_path / "clone", PEOPLE).history.trail(NOTE).whole
    git(tmp_path / "clone", "fetch", "-q", "--unshallow")
    assert Known(tmp_path / "clone", PEOPLE).history.trail(NOTE).whole
    assert len(asked) == 2


@pytest.mark.parametrize("data", [b"", b"{}", b"\xff\xfe", b'{"key": 1}', b"[" * 5000])
def test_damaged(made: Made, data: bytes) -> None:
    """A file that is damaged is as good as none."""
    whole = Known(made.root, PEOPLE).history
    (file,) = (made.root / ".git" / "aquip").iterdir()
    file.write_bytes(data)
    assert whole == Known(made.root, PEOPLE).history


def test_of_another_shape(made: Made) -> None:
    """Values that no history can have are not taken over."""
    whole = Known(made.root, PEOPLE).history
    (file,) = (made.root / ".git" / "aquip").iterdir()
    kept = json.loads(file.read_bytes())
    kept["history"]["trails"][NOTE][0][0][1] = "invented"
    file.write_text(json.dumps(kept), "utf-8")
    assert whole == Known(made.root, PEOPLE).history


def test_nothing_travels(made: Made) -> None:
    """What was read is in git's own folder alone, which no cache and no clone takes along."""
    made.write("notes/morgan/raise.private.md", "twelve thousand\n")
    git(made.root, "add", "--force", "notes/morgan/raise.private.md")
    made.commit("What I want to ask for", "2026-11-19T09:00:00+00:00")
    before = {path for path in made.root.rglob("*") if ".git" not in path.parts}
    assert Known(made.root, PEOPLE).history.known
    assert before == {path for path in made.root.rglob("*") if ".git" not in path.parts}
    assert git(made.root, "status", "--porcelain") == ""


def test_worktree(made: Made, tmp_path: Path, asked: list[Path]) -> None:
    """Two working trees of a repository do not take turns in forgetting what the other knows."""
    git(made.root, "worktree", "add", "-q", str(tmp_path / "linked"), "HEAD~1")
    for _ in range(2):
        assert len(Known(made.root, PEOPLE).history.trail(NOTE).changes) == 2
        assert len(Known(tmp_path / "linked", PEOPLE).history.trail(NOTE).changes) == 1
    assert len(asked) == 2


def test_in_a_hook(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the environment leads git, git is asked, and says the same."""
    plain = Known(made.root, PEOPLE)
    assert plain.history.known
    monkeypatch.setenv("GIT_DIR", str(made.root / ".git"))
    hook = Known(made.root, PEOPLE)
    assert (plain.digest, plain.history) == (hook.digest, hook.history)


def test_not_writable(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing can be kept, the history is known all the same."""

    def refused(*_: object, **__: object) -> None:
        raise PermissionError("read-only")

    monkeypatch.setattr(Path, "mkdir", refused)
    assert Known(made.root, PEOPLE).history.known
    assert not (made.root / ".git" / "aquip").exists()


def test_replaced(made: Made) -> None:
    """What stands in for other commits in this clone alone makes no other history."""
    before = Known(made.root, PEOPLE).history
    git(made.root, "replace", "HEAD", "HEAD~1")
    shutil.rmtree(made.root / ".git" / "aquip")
    assert before == Known(made.root, PEOPLE).history


def test_texts(made: Made) -> None:
    """Old texts come in the order in which they are asked for; what is not there is None."""
    known = Known(made.root, PEOPLE)
    blobs = [git(made.root, "rev-parse", f"{rev}:{NOTE}") for rev in ("HEAD", "HEAD~1")]
    newer, older = (git(made.root, "show", f"{rev}:{NOTE}") for rev in ("HEAD", "HEAD~1"))
    many = [*blobs, "0" * 40] * 150
    texts = [text and text.decode().strip() for text in known.texts(many)]
    assert texts == [newer, older, None] * 150
    assert known.text(git(made.root, "rev-parse", "HEAD")) is None  # a commit, and no text
    known.close()
    assert known.text(blobs[0])
    known.close()


def test_texts_of_a_partial_clone(made: Made, tmp_path: Path) -> None:
    """A clone without old texts has those of today, and none is fetched for the others."""
    git(made.root, "config", "uploadpack.allowFilter", "true")
    git(tmp_path, "clone", "-q", "--filter=blob:none", f"file://{made.root}", "partial")
    before = git(tmp_path / "partial", "count-objects", "-v")
    known = Known(tmp_path / "partial", PEOPLE)
    blobs = [git(made.root, "rev-parse", f"{rev}:{NOTE}") for rev in ("HEAD~1", "HEAD", "HEAD~1")]
    texts = [*known.texts(blobs)]
    assert [text is not None for text in texts] == [False, True, False]
    assert known.text(blobs[0]) is None
    assert before == git(tmp_path / "partial", "count-objects", "-v")
    known.close()


def test_partial_is_not_kept(made: Made, tmp_path: Path, asked: list[Path]) -> None:
    """A clone without old texts may get them at the same commit: what it lacks is asked again."""
    git(made.root, "mv", NOTE, "notes/morgan/2026-11-27.md")
    text = (made.root / "notes/morgan/2026-11-27.md").read_text("utf-8")
    made.write("notes/morgan/2026-11-27.md", f"{text}\nPut off.\n")
    made.commit("Put off", "2026-11-19T09:00:00+00:00")
    git(made.root, "config", "uploadpack.allowFilter", "true")
    git(tmp_path, "clone", "-q", "--filter=blob:none", f"file://{made.root}", "partial")
    for _ in range(2):
        assert Known(tmp_path / "partial", PEOPLE).history.partial
    assert len(asked) == 2


def test_no_repository(tmp_path: Path) -> None:
    """Outside of a repository nothing is known, and nothing is asked for."""
    known = Known(tmp_path, PEOPLE)
    assert (known.in_repository, known.digest, known.history.known) == (False, "", False)
    assert known.text("0" * 40) is None


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="only root may chown")
def test_somebody_elses(made: Made) -> None:
    """A repository that git refuses, as it is somebody else's, is told with git's own remedy."""
    for path in (made.root, made.root / ".git"):
        os.chown(path, 65534, 65534)
    known = Known(made.root, PEOPLE)
    history = known.history
    assert (known.in_repository, history.known) == (True, False)
    assert history.gap == "git does not tell, the repository belongs to somebody else"
    assert f"git config --global --add safe.directory {made.root}" in history.remedy
    assert known.text("0" * 40) is None
    git(made.root, "config", "--global", "--add", "safe.directory", str(made.root))
    assert Known(made.root, PEOPLE).history.known
