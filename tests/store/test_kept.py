"""The kept answer of `aquip check`: the same findings, at once, and never yesterday's."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

import aquip
from aquip import rules
from aquip.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable

MKDOCS = """\
site_name: Sam's 1:1s
docs_dir: notes
plugins:
  - aquip:
      me: sam
      people: {sam: {name: Sam Reyes}, lee: {name: Lee Novak}}
"""
MEETING = """\
---
date: 2026-11-13
---

## Actions

- [ ] @lee Read [the plan](plan.pdf) (due:: 2026-11-25) ^abcd
- [ ] Draft the rota (due:: 2026-11-25)

## Notes

That was good.

<!-- private -->

Ask for twelve thousand.

<!-- /private -->
"""
SERIES = "---\nwith: morgan\nrelation: manager\n---\n"
FOLDER = Path("notes/morgan")
NOTE = FOLDER / "2026-11-13.md"


class Checks:
    """A repository, and how often its notes were checked by the rules themselves."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.count = 0

    def run(self, *args: str) -> str:
        """Run the check and return what it prints."""
        return CliRunner().invoke(main, ["check", "-C", str(self.root), *args]).stdout

    def rows(self, *args: str) -> list[dict[str, Any]]:
        """Run the check and read its JSON."""
        found: list[dict[str, Any]] = json.loads(self.run("--format", "json", *args))
        return found

    def forget(self) -> None:
        """Throw away what is kept."""
        shutil.rmtree(self.root / ".cache")

    def git(self, *args: str) -> None:
        """Run git in the repository."""
        subprocess.run(["git", *args], cwd=self.root, check=True, capture_output=True)


@pytest.fixture
def checks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Checks:
    """Make a repository with a meeting that has findings and a private part."""
    monkeypatch.setenv("AQUIP_TODAY", "2026-11-22")
    root = tmp_path / "repository"
    (root / FOLDER).mkdir(parents=True)
    (root / "mkdocs.yml").write_text(MKDOCS, "utf-8")
    (root / FOLDER / "index.md").write_text(SERIES, "utf-8")
    # As an editor of another system writes it: every byte counts.
    (root / NOTE).write_bytes(b"\xef\xbb\xbf" + MEETING.replace("\n", "\r\n").encode())
    (root / FOLDER / "plan.pdf").write_bytes(b"")
    (root / FOLDER / "own.private.md").write_text("# Mine\n", "utf-8")
    found = Checks(root)
    check = rules.check

    def counted(*args: object, **options: object) -> list[rules.Finding]:
        found.count += 1
        return check(*args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(rules, "check", counted)
    return found


def kept(checks: Checks) -> str:
    """Return what is kept, as far as it is text."""
    return (checks.root / ".cache/aquip/check.msgpack").read_bytes().decode("utf-8", "replace")


def test_the_same_again_without_looking_again(checks: Checks) -> None:
    """Where nothing changed, text and JSON are those of the first time, and no rule runs."""
    first = (checks.run(), checks.rows())
    assert first == (checks.run(), checks.rows())
    assert "8 │ - [ ] Draft the rota" in first[0]
    assert checks.count == 1


def test_one_answer_serves_every_choice(checks: Checks) -> None:
    """Rules and paths are chosen from the findings of all."""
    every = checks.rows()
    codes = [row["code"] for row in every]
    assert {"AQ101", "AQ610"} <= set(codes)
    assert [c for c in codes if c.startswith("AQ6")] == [
        row["code"] for row in checks.rows("--select", "AQ6")
    ]
    assert [c for c in codes if c != "AQ101"] == [
        row["code"] for row in checks.rows("--ignore", "AQ101")
    ]
    assert "Checked 1 note in 1 series" in checks.run(str(checks.root / NOTE))
    assert "Checked 3 notes in 1 series" in checks.run()
    assert checks.count == 1


def write(path: Path, text: str) -> Callable[[Checks], object]:
    """Return a change: a file that now says this."""
    return lambda checks: (checks.root / path).write_text(text, "utf-8")


def edited(checks: Checks) -> None:
    """Change one character, and neither length nor time of the file."""
    path = checks.root / NOTE
    before = path.stat()
    path.write_bytes(path.read_bytes().replace(b"2026-11-25", b"2026-11-15"))
    assert before.st_size == path.stat().st_size
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def newly_tracked(checks: Checks) -> None:
    """Put the private file into git."""
    checks.git("init", "-q")
    checks.git("add", "-f", str(FOLDER / "own.private.md"))


CHANGES: dict[str, Callable[[Checks], object]] = {
    "edited": edited,
    "added": write(FOLDER / "2026-11-20.md", "---\ndate: 2026-11-20\n---\n"),
    "added-in-vain": write(FOLDER / "2026-11-20.md", "---\ndate: 2026-99-99\n---\n"),
    "removed": lambda checks: (checks.root / NOTE).unlink(),
    "renamed": lambda checks: (checks.root / NOTE).rename(checks.root / FOLDER / "2026-11-14.md"),
    "unreadable": lambda checks: (checks.root / FOLDER / "new.md").mkdir(),
    "series": lambda checks: (checks.root / FOLDER / "index.md").unlink(),
    "settings": write(Path("mkdocs.yml"), MKDOCS + "      rules: {AQ101: off}\n"),
    "people": write(Path("mkdocs.yml"), MKDOCS.replace(", lee: {name: Lee Novak}", "")),
    "target": lambda checks: (checks.root / FOLDER / "plan.pdf").unlink(),
    "tracked": newly_tracked,
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_no_answer_outlives_what_it_stands_on(
    checks: Checks, change: Callable[[Checks], object]
) -> None:
    """After a change of any sort the findings are those of a check that remembers nothing."""
    before = checks.rows()
    change(checks)
    after = checks.rows()
    checks.forget()
    assert checks.rows() == after
    assert after != before


def test_what_was_missing_may_be_there_now(checks: Checks) -> None:
    """A link that led nowhere is fine as soon as its file is there."""
    (checks.root / FOLDER / "plan.pdf").unlink()
    assert "AQ012" in {row["code"] for row in checks.rows()}
    (checks.root / FOLDER / "plan.pdf").write_bytes(b"")
    assert "AQ012" not in {row["code"] for row in checks.rows()}


def test_a_new_day_is_judged_anew(checks: Checks, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was due in time is overdue some days later."""
    assert "AQ506" not in {row["code"] for row in checks.rows()}
    monkeypatch.setenv("AQUIP_TODAY", "2026-11-28")
    assert "AQ506" in {row["code"] for row in checks.rows()}


def test_another_version_judges_anew(
    checks: Checks, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One letter of aquip's own code, and nothing that it said before counts."""
    code = tmp_path / "code"
    shutil.copytree(Path(aquip.__file__).parent, code)
    monkeypatch.setattr(aquip, "__file__", str(code / "__init__.py"))
    checks.run()
    checks.run()
    assert checks.count == 1
    rule = code / "rules" / "aq506_overdue.py"
    rule.write_text(rule.read_text("utf-8").replace("ago", "before"), "utf-8")
    checks.run()
    assert checks.count == 2


def test_git_is_asked_only_when_its_index_changed(
    checks: Checks, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An index that was written anew, but lists the same files, costs a question and no check."""
    from aquip.history import repository

    checks.git("init", "-q")
    checks.git("add", "mkdocs.yml")
    asked = 0
    tracked = repository.tracked

    def counted(folder: Path) -> frozenset[str] | None:
        nonlocal asked
        asked += 1
        return tracked(folder)

    monkeypatch.setattr(repository, "tracked", counted)
    checks.run()
    checks.run()
    assert (asked, checks.count) == (1, 1)
    (checks.root / "mkdocs.yml").touch()
    checks.git("update-index", "--index-version", "4")
    checks.run()
    assert (asked, checks.count) == (2, 1)


def test_in_a_hook_git_says_what_is_tracked(
    checks: Checks, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where git is told of another index, as in a hook, ours is not taken for it."""
    checks.git("init", "-q")
    checks.rows()
    monkeypatch.setenv("GIT_INDEX_FILE", str(checks.root / ".git" / "next"))
    checks.git("add", "-f", str(FOLDER / "own.private.md"))
    assert "AQ014" in {row["code"] for row in checks.rows()}


def test_a_worktree_has_an_index_of_its_own(checks: Checks) -> None:
    """In a worktree, whose `.git` is a file, a newly tracked file is noticed as well."""
    checks.git("init", "-q")
    checks.git("add", "mkdocs.yml", "notes")
    checks.git("-c", "user.name=s", "-c", "user.email=s@example.org", "commit", "-qm", "Notes")
    checks.git("rm", "-q", "--cached", str(FOLDER / "own.private.md"))
    checks.git("-c", "user.name=s", "-c", "user.email=s@example.org", "commit", "-qm", "Mine")
    checks.git("worktree", "add", "-q", "../tree")
    other = Checks(checks.root.parent / "tree")
    (other.root / FOLDER / "own.private.md").write_text("# Mine\n", "utf-8")
    assert "AQ014" not in {row["code"] for row in other.rows()}
    other.git("add", "-f", str(FOLDER / "own.private.md"))
    assert "AQ014" in {row["code"] for row in other.rows()}


def test_nothing_private_is_kept(checks: Checks) -> None:
    """Neither the text of private parts, nor the names of private files."""
    checks.run()
    assert "2026-11-13" in kept(checks)
    for secret in ("twelve", "own.private", "Mine"):
        assert secret not in kept(checks)


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("See [it](plan.pdf).", id="link"),
        pytest.param("- [ ] Nobody's", id="finding"),
    ],
)
def test_an_answer_that_tells_of_private_text_is_not_kept(checks: Checks, line: str) -> None:
    """A link or a finding in a private part is in no file, and the check says the same twice."""
    path = checks.root / NOTE
    text = MEETING.replace("Ask for twelve", f"{line}\n\nAsk for twelve")
    if line.startswith("-"):
        text = text.replace("## Notes\n\nThat was good.\n", "")
    path.write_text(text, "utf-8")
    assert checks.run() == checks.run()
    assert not (checks.root / ".cache/aquip/check.msgpack").exists()


def test_private_findings_are_told_to_whoever_asks(checks: Checks) -> None:
    """With ``--private`` the kept answer is not used, nor is what is told then kept."""
    checks.run()
    checks.run("--private")
    assert checks.count == 2
    checks.run()
    assert checks.count == 2


@pytest.mark.parametrize("data", [b"", b"\xc1", b"\x80", b"\x86\xa3key\xc0"])
def test_a_broken_file_is_passed_over(checks: Checks, data: bytes) -> None:
    """Whatever is in the file, the check says what it says without it."""
    first = checks.rows()
    (checks.root / ".cache/aquip/check.msgpack").write_bytes(data)
    assert first == checks.rows()
    assert checks.count == 2


def test_where_nothing_can_be_written_nothing_is_kept(checks: Checks) -> None:
    """A file in the place of the cache's folder is no reason to fail."""
    (checks.root / ".cache").write_text("", "utf-8")
    assert checks.rows() == checks.rows()
    assert checks.count == 2
