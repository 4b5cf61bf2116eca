"""``aquip demo``: a year of commits as real git has it."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result

from aquip.cli import main
from aquip.config import load_config

if TYPE_CHECKING:
    from conftest import Repository

ROOT = Path(__file__).parents[2]


def make(folder: Path) -> Result:
    """Run the command."""
    return CliRunner().invoke(main, ["demo", str(folder)])


def git(folder: Path, *arguments: str) -> str:
    """Ask git, which must agree."""
    command = ("git", "-C", str(folder), *arguments)
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository, made in a process of its own."""
    folder = tmp_path_factory.mktemp("demo") / "year"
    command = (sys.executable, "-m", "aquip", "demo", str(folder))
    subprocess.run(command, check=True, capture_output=True)
    return folder


def log(folder: Path) -> list[dict[str, Any]]:
    """Read every commit, oldest first."""
    fields = "%H%x00%P%x00%an <%ae>%x00%aI%x00%cI%x00%s"
    lines = git(folder, "log", "--reverse", f"--format={fields}").splitlines()
    names = ("id", "parents", "who", "when", "committed", "subject")
    return [dict(zip(names, line.split("\0"), strict=True)) for line in lines]


def at(folder: Path, commit: str, path: str) -> str:
    """Return what a file said in a commit."""
    return git(folder, "show", f"{commit}:{path}")


def test_the_end_is_the_example(demo: Path) -> None:
    """The last commit has the example byte for byte, but that its history counts here."""
    expected = {
        path.relative_to(ROOT).as_posix(): path.read_bytes()
        for path in [*(ROOT / "notes").rglob("*"), ROOT / "mkdocs.yml"]
        if path.is_file() and not path.name.endswith(".private.md")
    }
    lines = expected["mkdocs.yml"].splitlines(keepends=True)
    expected["mkdocs.yml"] = b"".join(x for x in lines if not x.lstrip().startswith(b"history:"))
    listed = {*git(demo, "ls-files").splitlines()} - {".gitignore"}

    assert expected == {path: (demo / path).read_bytes() for path in listed}
    assert git(demo, "status", "--porcelain", "--ignored") == ""


def test_git_finds_no_fault(demo: Path) -> None:
    """Every object is what git itself would have written, and none is left over."""
    done = subprocess.run(
        ("git", "-C", str(demo), "fsck", "--strict", "--full"),
        check=True,
        capture_output=True,
        text=True,
    )
    said = done.stdout + done.stderr
    assert [line for line in said.splitlines() if not line.startswith("Checking")] == []
    assert git(demo, "branch", "--all", "--format=%(refname:short)").split() == ["main"]


def test_the_people_of_the_example_wrote_it(demo: Path) -> None:
    """Authors are those of mkdocs.yml, by address, and each of them committed something."""
    people = load_config(ROOT).settings.people.values()
    expected = {f"{one.name} <{one.emails[0]}>" for one in people if one.emails}
    assert expected == {commit["who"] for commit in log(demo)}


def test_commits_are_dated_in_order_and_place(demo: Path) -> None:
    """No commit is older than one it stands on or later than the example's day."""
    commits = {one["id"]: one for one in log(demo)}
    times = {key: datetime.fromisoformat(one["when"]) for key, one in commits.items()}
    offsets = {(when.month, when.utcoffset()) for when in times.values()}

    assert [o for o in commits.values() if o["when"] != o["committed"]] == []
    assert [
        one["subject"]
        for key, one in commits.items()
        if any(times[parent] > times[key] for parent in one["parents"].split())
    ] == []
    assert max(times.values()).date() <= date(2026, 11, 22)
    assert {(1, timedelta(0)), (7, timedelta(hours=1))} <= offsets


def test_pull_requests_leave_what_they_leave(demo: Path) -> None:
    """Most are merged, by the other person and with a second parent; some are squashed."""
    commits = log(demo)
    merges = [one for one in commits if " " in one["parents"]]
    squashed = [one for one in commits if one["subject"].endswith(")") and "(#" in one["subject"]]
    numbers = [
        int(one["subject"].split("#")[1].split()[0].rstrip(")")) for one in merges + squashed
    ]

    assert len(merges) > len(squashed) > 10
    assert all(one["subject"].startswith("Merge pull request #") for one in merges)
    assert "Sam Reyes <sam@example.org>" not in {one["who"] for one in merges}
    assert [*range(1, len(numbers) + 1)] == sorted(numbers)


def test_a_meeting_from_agenda_to_notes(demo: Path) -> None:
    """The agenda lacks what the meeting brought; the manager ranks; the notes have it all."""
    path = "notes/morgan/2026-11-06.md"
    fields = "--format=%h%x00%an%x00%aI%x00%s"
    lines = git(demo, "log", "--reverse", "--no-merges", fields, "--", path).splitlines()
    agenda, order, notes = [line.split("\0") for line in lines]
    told = [at(demo, one[0], path) for one in (agenda, order, notes)]

    assert (agenda[1], order[1], notes[1]) == ("Sam Reyes", "Morgan Diaz", "Sam Reyes")
    assert datetime.fromisoformat(agenda[2]) < datetime.fromisoformat("2026-11-05T15:00:00+00:00")
    assert datetime.fromisoformat(notes[2]) > datetime.fromisoformat("2026-11-06T16:00:00+00:00")
    assert "status: planned" in told[0]
    assert "[x]" not in told[0]
    assert "Outcome: her decision" not in told[0]
    assert "^tqtu5" in told[0], "what is open is carried over"
    assert "^p39i2" not in told[0], "what the meeting agrees is not known before"
    assert "- [ ] Order confirmed" in told[0]
    assert "- [x] Order confirmed" in told[1]
    assert "## Reflection" not in told[1]
    assert (ROOT / path).read_text("utf-8") == told[2]


def test_agendas_are_there_a_day_ahead(demo: Path) -> None:
    """Each is first seen on an earlier day than its meeting's, a third of them days before."""
    first: dict[str, date] = {}
    names = git(demo, "log", "--reverse", "--format=@%as", "--name-only", "--", "notes")
    day = ""
    for line in names.splitlines():
        day = line[1:] if line.startswith("@") else day
        first.setdefault(line, date.fromisoformat(day))
    ahead = [
        (date.fromisoformat(Path(path).stem) - seen).days
        for path, seen in first.items()
        if Path(path).stem[:2] == "20" and len(Path(path).stem) == len("2026-11-22")
    ]

    assert len(ahead) == 95
    assert min(ahead) == 1
    assert len([days for days in ahead if days > 1]) > 30


def test_the_manager_adds_to_agendas(demo: Path) -> None:
    """A question of Morgan's comes with Morgan's own commit, on the branch of the pull request."""
    added = [o for o in log(demo) if o["subject"].startswith("Add a question")]
    (one,) = [o for o in added if o["subject"].endswith("of 9 October 2026")]
    change = git(demo, "show", "--format=", "--unified=0", one["id"]).splitlines()
    new = [line for line in change if line.startswith("+") and not line.startswith("+++")]

    assert one["who"] == "Morgan Diaz <morgan@example.org>"
    assert new[0].startswith("+- [ ] Tomás asked when he will be promoted")
    assert len({o["who"] for o in added}) > 2


def test_the_same_every_time(demo: Path, tmp_path: Path) -> None:
    """Another folder, process and home give the same last commit, hence all of them."""
    result = make(tmp_path / "again")
    assert result.exit_code == 0, result.output
    assert git(demo, "rev-parse", "HEAD") == git(tmp_path / "again", "rev-parse", "HEAD")


def test_the_notes_were_sound_all_the_time(demo: Path, tmp_path: Path) -> None:
    """At commits through the year, on their days, ``check`` finds no error."""
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", str(demo), str(clone))
    commits = log(demo)
    faults = {}
    for one in commits[:: len(commits) // 8]:
        git(clone, "checkout", "--quiet", one["id"])
        found = CliRunner().invoke(
            main,
            ["check", "-C", str(clone), "--format", "json"],
            env={"AQUIP_TODAY": one["when"][:10]},
        )
        errors = [f for f in json.loads(found.stdout) if f["severity"] == "error"]
        if errors:
            faults[one["subject"]] = errors
    assert faults == {}


def test_the_configuration_of_git_is_not_asked(
    demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Signing, templates with hooks, line endings, another branch and a hook's surroundings."""
    hooks = tmp_path / "template" / "hooks"
    hooks.mkdir(parents=True)
    (hooks / "post-checkout").write_text("#!/bin/sh\nexit 1\n", "utf-8")
    config = tmp_path / "gitconfig"
    config.write_text(
        "[commit]\n gpgSign = true\n[init]\n defaultBranch = trunk\n"
        f" templateDir = {tmp_path / 'template'}\n[core]\n autocrlf = true\n",
        "utf-8",
    )
    other = tmp_path / "other"
    git(tmp_path, "init", "--quiet", str(other))
    before = sorted(other.rglob("*"))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(config))
    monkeypatch.setenv("GIT_DEFAULT_HASH", "sha256")
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other / ".git" / "index"))

    result = make(tmp_path / "year")

    assert result.exit_code == 0, result.output
    assert before == sorted(other.rglob("*"))
    for name in ("GIT_DIR", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name)
    assert git(demo, "rev-parse", "HEAD") == git(tmp_path / "year", "rev-parse", "main")
    assert not (tmp_path / "year" / ".git" / "hooks").exists()
    assert b"\r" not in (tmp_path / "year" / "notes" / "index.md").read_bytes()


def test_refuses_a_folder_with_something_in_it(empty: Repository) -> None:
    """One file is enough, and it stays the only one; the remedy is told."""
    empty.write("mine.txt", "mine")
    result = make(empty.root)
    assert result.exit_code == 2
    assert "not empty" in result.stderr
    assert "Name a new folder or an empty one." in result.stderr
    assert empty.files() == {"mine.txt": b"mine"}


def test_an_empty_folder_will_do(empty: Repository) -> None:
    """A folder made for it is filled, and what to try next is told, as it can be typed."""
    result = make(empty.root)
    assert result.exit_code == 0, result.output
    assert f"  cd {empty.root}\n" in result.stdout
    assert (empty.root / "notes" / "index.md").is_file()


def test_the_folder_counts_from_the_root(empty: Repository) -> None:
    """``-C`` says where DIR is."""
    result = CliRunner().invoke(main, ["-C", str(empty.root), "demo", "sub"])
    assert result.exit_code == 0, result.output
    assert (empty.root / "sub" / ".git").is_dir()


@pytest.mark.parametrize("there", [True, False])
def test_without_git(empty: Repository, monkeypatch: pytest.MonkeyPatch, there: bool) -> None:
    """Where no git is installed that is what is said, and nothing is left behind."""
    folder = empty.root / "a" / "year"
    if there:
        folder.mkdir(parents=True)
    monkeypatch.setenv("PATH", str(empty.root))
    done = subprocess.run(
        (sys.executable, "-m", "aquip", "demo", str(folder)),
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 2
    assert "git is not installed here" in done.stderr
    assert "Traceback" not in done.stderr
    expected = [folder.parent, folder] if there else []
    assert expected == sorted(empty.root.rglob("*"))
