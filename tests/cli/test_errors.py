"""Unusable input: one clear line, the right status, nothing half-written, no traceback."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from aquip.cli import main

if TYPE_CHECKING:
    from conftest import Repository

HELD = "notes/morgan/2026-11-20.md"


def test_no_configuration(empty: Repository) -> None:
    """A folder without mkdocs.yml is named, and so is the way to make one."""
    assert "`aquip init" in empty.fails("actions")


def test_upward(repo: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without -C, the nearest folder upward that has a mkdocs.yml is taken."""
    monkeypatch.chdir(repo.root / "notes" / "morgan")
    assert "k7f3q" in CliRunner().invoke(main, ["actions"]).stdout
    monkeypatch.chdir("/")
    result = CliRunner().invoke(main, ["actions"])
    assert result.exit_code == 2
    assert "there is no mkdocs.yml in /" in result.stderr


def test_root_before_the_command(repo: Repository) -> None:
    """-C may stand before the command, too."""
    assert "k7f3q" in CliRunner().invoke(main, ["-C", str(repo.root), "actions"]).stdout


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("plugins: [", "mkdocs.yml:1:"),
        ("- a list", "mkdocs.yml:1: this is no mapping"),
        (b"site_name: caf\xe9", "mkdocs.yml:1: byte 0xe9 is no UTF-8"),
        ("plugins:\n  - aquip:\n      peple: {}\n", "mkdocs.yml:3:7: aquip has no option `peple`"),
        (
            "plugins:\n  - aquip:\n      me: sam\n      me: lee\n",
            "mkdocs.yml:4:7: `me` stands twice",
        ),
        ("plugins:\n  - aquip:\n      me: @sam\n", "mkdocs.yml:3:11: this is no valid YAML"),
        ("docs_dir: gone\n", "mkdocs.yml: the notes folder `gone` is not there"),
    ],
)
def test_broken_configuration(repo: Repository, content: str | bytes, complaint: str) -> None:
    """What is wrong in mkdocs.yml is told with line and column."""
    repo.write("mkdocs.yml", content)
    assert complaint in repo.fails("actions")


def test_configuration_is_a_folder(repo: Repository) -> None:
    """A folder called mkdocs.yml is no configuration."""
    (repo.root / "mkdocs.yml").unlink()
    (repo.root / "mkdocs.yml").mkdir()
    assert "mkdocs.yml: this can't be read: Is a directory" in repo.fails("actions")


@pytest.mark.parametrize(
    "content",
    [
        b"---\ndate: 2026-11-27\n---\n\n## Actions\n\n- [ ] @sam caf\xe9 ^c4fe\n",
        b"---\ndate: [\n---\n\n## Actions\n\n- [ ] @sam Broken ^br0k\n",
        b"---\nwith: @morgan\ndate: 2026-11-27\n---\n",
        b"---\ndate: 2026-11-27\ndate: 2026-11-28\nfoo: 1\n---\n",
        b"---\ndate: 2026-11-27\n...\n\n## Actions\n\n- [ ] @sam Dots ^d0ts\n",
        b"\xff\xfe\x00\x00",
        b"\0" * 100,
        b"&#xFFFE; &#xFFFF; &#1; \xef\xbf\xbe \x01",
        b"",
    ],
)
def test_broken_notes_stop_nobody(repo: Repository, content: bytes) -> None:
    """A note that can't be understood is the check's to name; the other notes are listed."""
    repo.write("notes/morgan/2026-11-27.md", content)
    assert "k7f3q" in {a["id"] for a in repo.json("actions")}
    for command in (("questions",), ("next",), ("series",), ("review",), ("done", "k7f3q")):
        repo.run(*command)
    assert "Traceback" not in repo.run("check", status=None).output


@pytest.mark.parametrize(
    ("index", "complaint"),
    [
        (b"---\nwith: @morgan\ncadence: weekly\n---\n", ":2:7: YAML cannot begin a value with @"),
        (b"---\nwith: morgan\ntitle: caf\xe9\n---\n", ":3:11: byte 0xe9 is no UTF-8"),
    ],
)
def test_a_broken_index_loses_no_meeting(repo: Repository, index: bytes, complaint: str) -> None:
    """A series whose index can't be understood is listed, and what to mend is said."""
    repo.write("notes/morgan/index.md", index)
    assert "k7f3q" in {a["id"] for a in repo.json("actions")}
    assert repo.fails("new", "morgan").startswith(f"notes/morgan/index.md{complaint}")


def test_time_that_yaml_bends(repo: Repository) -> None:
    """A bare 15:00 stays a time of day, in a series' index and in mkdocs.yml."""
    repo.write("notes/morgan/index.md", "---\nwith: morgan\ntime: 15:00\n---\n")
    repo.write(
        "mkdocs.yml", repo.read("mkdocs.yml") + "      series: {lee: {with: lee, time: 10:00}}\n"
    )
    assert [(s["name"], s["time"]) for s in repo.json("series")] == [
        ("lee", "10:00"),
        ("morgan", "15:00"),
    ]


def test_folder_where_a_note_should_be(repo: Repository) -> None:
    """A folder named like a note is named, and stops nothing."""
    (repo.root / "notes/morgan/2026-11-27.md").mkdir()
    assert "k7f3q" in repo.out("actions")
    assert "is a folder" in repo.run("check", status=1).output
    assert "already" in repo.fails("new", "morgan", "--date", "2026-11-27")
    for command in (("add", "morgan", "x"), ("cancel", "morgan", "--reason", "x")):
        assert "notes/morgan/2026-11-27.md:1:1: this is a folder" in repo.fails(*command)


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"---\ndate: 2026-11-27\nwith: @morgan\n---\n", ":3:7: YAML cannot begin a value with @"),
        (b"---\ndate: 2026-11-27\n\n# Never closed\n", ":1:1: the front matter is opened"),
        (b"---\ndate: 2026-11-27\n---\ncaf\xe9\n", ":4:4: byte 0xe9 is no UTF-8"),
    ],
)
def test_broken_notes_are_not_written(repo: Repository, content: bytes, complaint: str) -> None:
    """A command that would write to a broken note says where it is broken, and leaves it."""
    repo.write("notes/morgan/2026-11-27.md", content)
    for command in (
        ("add", "morgan", "x"),
        ("cancel", "morgan", "--reason", "x"),
        ("hold", "morgan", "--date", "2026-11-27"),
    ):
        assert f"notes/morgan/2026-11-27.md{complaint}" in repo.fails(*command)


def test_links_that_lead_out(repo: Repository, tmp_path: Path) -> None:
    """A link out of the repository is not followed; one within it is."""
    outside = tmp_path / "outside.md"
    outside.write_text("---\ndate: 2026-11-13\n---\n\n## Actions\n\n- [ ] @sam Secret ^s3cr\n")
    (repo.root / "notes/morgan/2026-11-13.md").symlink_to(outside)
    (repo.root / "notes/round").symlink_to(repo.root / "notes")
    assert "s3cr" not in repo.out("actions")
    assert "2026-11-13.md" in repo.run("check", status=1).output


def test_unknown_command() -> None:
    """A slip in a command names the nearest one."""
    result = CliRunner().invoke(main, ["aktions"])
    assert result.exit_code == 2
    assert "Did you mean `actions`?" in result.stderr


def test_bad_today(repo: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    """AQUIP_TODAY that is no date is an error of its own."""
    monkeypatch.setenv("AQUIP_TODAY", "soon")
    assert "AQUIP_TODAY is `soon`, which is no date" in repo.fails("actions")


def test_own_faults(repo: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bug of aquip's own ends with status 3 and one line; the traceback is for who asks."""

    def fault(*_: object, **__: object) -> None:
        raise ZeroDivisionError("oops\nagain")

    monkeypatch.setattr("aquip.core.query.select", fault)
    result = repo.run("actions", status=3)
    assert len(result.stderr.splitlines()) == 1
    assert "ZeroDivisionError: oops again" in result.stderr
    monkeypatch.setenv("AQUIP_DEBUG", "1")
    assert "Traceback" in repo.run("actions", status=3).stderr


def _without_power(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command as someone whom permissions bind, as they don't bind root."""
    command = [sys.executable, "-c", "from aquip.cli import main; main()", *arguments]
    if os.geteuid() == 0:
        if shutil.which("setpriv") is None:
            pytest.skip("root may write anywhere, and there is no setpriv to be less")
        command = ["setpriv", "--bounding-set=-dac_override,-dac_read_search", *command]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)


def test_read_only(repo: Repository) -> None:
    """Where nothing can be written, writing says so in one line, and reading works."""
    before = repo.files()
    for path in (repo.root, *repo.root.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        for command in (("new", "morgan"), ("add", "morgan", "x"), ("done", "k7f3q")):
            done = _without_power(repo.root, *command)
            assert done.returncode == 2, done.stderr
            assert "this can't be written: Permission denied; nothing was changed" in done.stderr
            assert "Traceback" not in done.stderr
        listed = _without_power(repo.root, "actions")
        assert listed.returncode == 0, listed.stderr
        assert before == repo.files()
    finally:
        for path in (repo.root, *repo.root.rglob("*")):
            path.chmod(0o755 if path.is_dir() else 0o644)


def test_unreadable_note(repo: Repository) -> None:
    """A note without permission to read is named by the check, and stops nobody."""
    (repo.root / "notes/goals/latency.md").chmod(0)
    done = _without_power(repo.root, "check")
    assert done.returncode == 1, done.stderr
    assert "notes/goals/latency.md" in done.stdout
    assert "Permission denied" in done.stdout
    assert _without_power(repo.root, "actions").returncode == 0


def test_arguments_that_are_no_text(repo: Repository) -> None:
    """Bytes that are no UTF-8 on the command line are refused, not written."""
    for command in (("add", "morgan", "caf\udce9"), ("cancel", "morgan", "--reason", "\udce9")):
        assert "valid Unicode" in repo.fails(*command)


def test_output_that_is_no_utf8(repo: Repository) -> None:
    """A pipe that takes ASCII alone gets question marks, and no fault."""
    repo.run("add", "morgan", "Grüße 📅", "--to", "actions")
    done = subprocess.run(
        [sys.executable, "-m", "aquip", "actions"],
        cwd=repo.root,
        env={**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert b"Gr??e" in done.stdout
