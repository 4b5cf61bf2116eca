"""``aquip check --since`` and ``--staged``: what a change touches, and what it brings elsewhere."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from conftest import Repository

MEETING = """\
---
date: {date}
---

## Actions

{actions}
"""
NOVEMBER_13 = "notes/morgan/2026-11-13.md"
NOVEMBER_20 = "notes/morgan/2026-11-20.md"
NOBODYS = "- [ ] Nobody's (due:: 2026-11-27) ^n0b0dy"
SAMS = "- [ ] @sam Draft the rota proposal (due:: 2026-11-27) ^k7f3q"
FAULTY = "- [ ] @sam Undated ^und4t"
RULES = ("--select", "AQ0,AQ5")


def git(repo: Repository, *arguments: str) -> str:
    """Run git in the repository and return what it says."""
    done = subprocess.run(
        ["git", "-c", "init.defaultBranch=main", *arguments],
        cwd=repo.root,
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout.strip()


def write(repo: Repository, path: str, *actions: str) -> None:
    """Write a meeting with actions."""
    text = MEETING.format(date=Path(path).stem[:10], actions="\n".join(actions))
    repo.write(path, text)


def commit(repo: Repository, message: str = "notes") -> None:
    """Commit all there is."""
    git(repo, "add", "-A")
    git(repo, "commit", "-q", "-m", message)


def found(repo: Repository, *arguments: str) -> list[tuple[str, str, int]]:
    """Return the rule, file and line of what is told."""
    result = repo.run("check", *RULES, *arguments, "--format", "json", status=None)
    return [(row["code"], Path(row["path"]).name, row["line"]) for row in _rows(result)]


def _rows(result: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - Click's result
    import json

    assert result.exit_code in {0, 1}, result.output
    rows: list[dict[str, Any]] = json.loads(result.stdout)
    return rows


@pytest.fixture
def committed(repo: Repository) -> Repository:
    """A repository of one commit, with two meetings, the second with an action of nobody's."""
    write(repo, NOVEMBER_13, SAMS)
    write(repo, NOVEMBER_20, SAMS, NOBODYS)
    repo.write(".gitignore", ".cache/\n*.private.md\n")
    git(repo, "init", "-q")
    commit(repo)
    return repo


def test_nothing_changed_is_nothing_to_tell(committed: Repository) -> None:
    """What was wrong before is left out, and the last line says what was looked at."""
    assert found(committed) == [("AQ501", "2026-11-20.md", 8)]
    assert found(committed, "--since", "HEAD") == []
    said = committed.out("check", "--since", "main")
    assert said == "Checked 4 notes in 1 series, changes since main: nothing to mend\n"


def test_only_touched_lines_are_told(committed: Repository) -> None:
    """A finding on a line that moved is not told, one on a line that was written is."""
    write(committed, NOVEMBER_20, FAULTY, SAMS, NOBODYS)
    assert found(committed, "--since", "HEAD") == [("AQ504", "2026-11-20.md", 7)]


def test_a_line_that_is_touched_is_told_as_a_whole(committed: Repository) -> None:
    """Who edits a line answers for what was wrong with it already."""
    write(committed, NOVEMBER_20, SAMS, NOBODYS.replace("Nobody's", "No-one's"))
    assert found(committed, "--since", "HEAD") == [("AQ501", "2026-11-20.md", 8)]


def test_an_item_lost_by_the_change_is_told_where_it_is_lost(committed: Repository) -> None:
    """Deleting a carry brings a finding to an older note, which the change doesn't touch."""
    write(committed, NOVEMBER_20, NOBODYS)
    assert found(committed, "--since", "HEAD") == [("AQ509", "2026-11-13.md", 7)]


def test_a_link_broken_by_the_change_is_told_where_it_stands(committed: Repository) -> None:
    """Deleting a file brings a finding to the note that links to it; a new target takes it away."""
    committed.write("notes/morgan/assets/plan.txt", "plan\n")
    write(committed, NOVEMBER_20, "- [ ] @sam See [it](assets/plan.txt) (due:: 2026-11-27)")
    commit(committed)
    (committed.root / "notes/morgan/assets/plan.txt").unlink()
    assert ("AQ012", "2026-11-20.md", 7) in found(committed, "--since", "HEAD")
    assert ("AQ012", "2026-11-20.md", 7) in found(committed, "--since", "HEAD~1")


def test_a_rule_that_the_change_turns_on_is_told_everywhere(committed: Repository) -> None:
    """The configuration is part of the change."""
    committed.write("mkdocs.yml", committed.read("mkdocs.yml") + "      rules: {AQ501: off}\n")
    commit(committed)
    committed.write(
        "mkdocs.yml", committed.read("mkdocs.yml").replace("{AQ501: off}", "{AQ501: error}")
    )
    assert found(committed, "--since", "HEAD") == [("AQ501", "2026-11-20.md", 8)]


def test_new_files_are_changed_wholly(committed: Repository) -> None:
    """A note that git does not know yet counts, one that it ignores does not."""
    write(committed, "notes/morgan/2026-11-21.md", FAULTY, SAMS, NOBODYS)
    write(committed, "notes/morgan/2026-11-22.private.md", FAULTY)
    names = {name for _, name, _ in found(committed, "--since", "HEAD")}
    assert names == {"2026-11-21.md"}


def test_renamed_files_keep_their_findings(committed: Repository) -> None:
    """A note that moves, with a line more, is told for that line alone."""
    new = "notes/morgan/2026-11-20-offsite.md"
    lines = [f"- [ ] @sam Item {n} (due:: 2026-11-27) ^item{n}" for n in range(12)]
    write(committed, NOVEMBER_20, SAMS, NOBODYS, *lines)
    commit(committed)
    git(committed, "mv", NOVEMBER_20, new)
    write(committed, new, SAMS, NOBODYS, *lines, FAULTY)
    expected = [("AQ504", "2026-11-20-offsite.md", 21)]
    assert expected == found(committed, "--since", "HEAD")
    commit(committed)
    assert expected == found(committed, "--since", "HEAD~1")


def test_since_counts_from_where_the_branches_parted(committed: Repository) -> None:
    """What others mended or broke on main meanwhile is not this branch's."""
    git(committed, "checkout", "-q", "-b", "agenda")
    write(committed, NOVEMBER_20, SAMS, NOBODYS, FAULTY)
    commit(committed)
    git(committed, "checkout", "-q", "main")
    write(committed, NOVEMBER_13, SAMS, "- [ ] Also nobody's (due:: 2026-11-27)")
    commit(committed)
    git(committed, "checkout", "-q", "--detach", "agenda")
    assert found(committed, "--since", "main") == [("AQ504", "2026-11-20.md", 9)]


def test_staged_judges_what_is_staged(committed: Repository) -> None:
    """The commit is judged as it will be: not by what the files say beyond it."""
    write(committed, NOVEMBER_20, SAMS, NOBODYS, FAULTY)
    git(committed, "add", "-A")
    write(committed, NOVEMBER_20, SAMS, NOBODYS)  # mended, but not staged
    write(committed, NOVEMBER_13, SAMS, FAULTY)  # broken, but not staged
    assert found(committed, "--staged") == [("AQ504", "2026-11-20.md", 9)]
    text = committed.out("check", "--staged", *RULES)
    assert FAULTY in text
    assert text.endswith("Checked 4 notes in 1 series, staged changes: 1 warning\n")


def test_staged_misses_a_file_that_is_not_staged(committed: Repository) -> None:
    """A link to a file that is left out of the commit will be broken."""
    committed.write("notes/morgan/plan.txt", "plan\n")
    write(committed, NOVEMBER_20, SAMS, "- [ ] @sam [It](plan.txt) (due:: 2026-11-27)")
    git(committed, "add", NOVEMBER_20)
    assert found(committed, "--staged") == [("AQ012", "2026-11-20.md", 8)]
    git(committed, "add", "-A")
    assert found(committed, "--staged") == []


def test_staged_works_before_the_first_commit(repo: Repository) -> None:
    """All that is staged is new then, and --since says why it can't count from anywhere."""
    git(repo, "init", "-q")
    write(repo, NOVEMBER_20, NOBODYS)
    assert found(repo, "--staged") == []
    git(repo, "add", "-A")
    assert found(repo, "--staged") == [("AQ501", "2026-11-20.md", 7)]
    said = repo.run("check", "--since", "main", status=2).stderr
    assert "git knows no revision `main`" in said
    assert "Nothing is committed here yet" in said


def test_a_worktree_and_a_folder_of_a_larger_repository_work_too(
    committed: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Paths count from the notes' root, wherever git's own top is, and in a worktree's hook too."""
    larger = tmp_path / "larger"
    subprocess.run(["git", "init", "-q", str(larger)], check=True)
    (larger / "elsewhere.md").write_text("else\n", encoding="utf-8")
    committed.root.rename(larger / "one to one")
    inner = type(committed)(larger / "one to one")
    subprocess.run(["rm", "-rf", str(inner.root / ".git")], check=True)
    commit(inner)
    tree = type(committed)(tmp_path / "tree" / "one to one")
    git(inner, "worktree", "add", "-q", str(tree.root.parent))
    for place in (inner, tree):
        write(place, NOVEMBER_20, SAMS, NOBODYS, FAULTY)
        (place.root.parent / "elsewhere.md").write_text("changed\n", encoding="utf-8")
        assert found(place, "--since", "HEAD") == [("AQ504", "2026-11-20.md", 9)]
        git(place, "add", "-A")
        assert found(place, "--staged") == [("AQ504", "2026-11-20.md", 9)]
        said = place.out("check", "--since", "HEAD", *RULES, "--format", "github")
        assert f"file=one to one/{NOVEMBER_20}," in said
        with monkeypatch.context() as hook:  # as git sets it for hooks of a worktree
            hook.setenv("GIT_DIR", git(place, "rev-parse", "--absolute-git-dir"))
            assert found(place, "--staged") == [("AQ504", "2026-11-20.md", 9)]


@pytest.mark.parametrize("revision", ["nowhere", "-n", "--output=x", "", "HEAD:mkdocs.yml", "a b"])
def test_an_unknown_revision_is_said(committed: Repository, revision: str) -> None:
    """What git doesn't know, or would take for an option, ends with a line and a remedy."""
    said = committed.run("check", f"--since={revision}", status=2).stderr
    assert f"git knows no revision `{revision}`" in said
    assert "Name a commit, a branch or a tag" in said


def test_a_shallow_clone_says_what_to_fetch(committed: Repository, tmp_path: Path) -> None:
    """CI often has but one commit; the remedy says what to change there."""
    commit_more = committed.read("mkdocs.yml") + "\n"
    committed.write("mkdocs.yml", commit_more)
    commit(committed)
    clone = type(committed)(tmp_path / "clone")
    url = committed.root.as_uri()
    subprocess.run(["git", "clone", "-q", "--depth=1", url, str(clone.root)], check=True)
    assert "fetch-depth: 0" in clone.run("check", "--since", "HEAD~1", status=2).stderr


def test_without_a_repository_the_remedy_is_said(repo: Repository) -> None:
    """Notes need no git; what compares with git does."""
    said = repo.run("check", "--staged", status=2).stderr
    assert "git finds no repository here" in said
    assert "check all notes" in said


def test_without_git_the_remedy_is_said(
    committed: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A computer without git has its own message, not a fault of aquip's."""
    monkeypatch.setenv("GIT_PYTHON_GIT_EXECUTABLE", "/nowhere/git")
    monkeypatch.setenv("PATH", "/nowhere")
    assert "git is not installed here" in committed.run("check", "--staged", status=2).stderr


def test_both_ways_at_once_are_refused(committed: Repository) -> None:
    """--since and --staged mean different states of the notes."""
    said = committed.run("check", "--since", "HEAD", "--staged", status=2).stderr
    assert "give one" in said


def test_private_text_stays_out_of_what_changed(committed: Repository) -> None:
    """A finding in private text that the change brings is told, but not what it says."""
    private = ("<!-- private -->", "", "- [ ] Ask for twelve thousand", "", "<!-- /private -->")
    write(committed, NOVEMBER_20, SAMS, NOBODYS, "", *private)
    for format_ in ("text", "json", "github", "gitlab", "sarif", "junit"):
        said = committed.run("check", "--since", "HEAD", "--format", format_, status=None).stdout
        assert "AQ501" in said
        assert "twelve" not in said
    assert "twelve" in committed.out("check", "--since", "HEAD", "--private")


def test_the_status_is_that_of_what_is_told(committed: Repository) -> None:
    """An old error fails no new commit; a new one does."""
    committed.write("notes/morgan/2026-11-06.md", "no front matter\n")
    commit(committed)
    committed.run("check", status=1)
    committed.run("check", "--since", "HEAD", status=0)
    committed.run("check", "--since", "HEAD~1", status=1)


def test_names_that_git_would_quote(committed: Repository) -> None:
    """Git's own quotation of odd names, and settings that change its output, don't matter."""
    for key, value in (
        ("diff.noprefix", "true"),
        ("diff.renames", "false"),
        ("color.ui", "always"),
    ):
        git(committed, "config", key, value)
    odd = 'notes/morgan/2026-11-19-日本 "x"\ty.md'
    write(committed, odd, SAMS, FAULTY)
    assert (Path(odd).name, 8) in {told[1:] for told in found(committed, "--since", "HEAD")}
    commit(committed)
    write(committed, odd, SAMS, FAULTY, NOBODYS.replace("n0b0dy", "n0b0dy2"))
    assert {(Path(odd).name, 9)} == {told[1:] for told in found(committed, "--since", "HEAD")}


def test_github_is_shown_first_what_the_pull_request_touches(
    committed: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All findings are told, and those on changed lines are among the ten that are shown."""
    nobodys = [f"- [ ] Item {n} (due:: 2026-11-27) ^item{n}" for n in range(12)]
    write(committed, NOVEMBER_13, SAMS, *nobodys)
    write(committed, NOVEMBER_20, SAMS, NOBODYS, *nobodys)
    commit(committed)
    git(committed, "update-ref", "refs/remotes/origin/main", "HEAD")
    write(committed, NOVEMBER_20, SAMS, NOBODYS, *nobodys, nobodys[0].replace("item0", "anew"))
    arguments = ("check", "--select", "AQ501", "--format", "github")
    assert "line=8," in committed.out(*arguments).splitlines()[0]
    monkeypatch.setenv("GITHUB_BASE_REF", "main")
    assert "line=21," in committed.out(*arguments).splitlines()[0]
    monkeypatch.setenv("GITHUB_BASE_REF", "never-fetched")
    assert "line=8," in committed.out(*arguments).splitlines()[0]
