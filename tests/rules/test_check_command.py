"""``aquip check`` and ``aquip explain`` as a user meets them."""

from __future__ import annotations

import json
import os
import subprocess
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result
from jsonschema import validate

from aquip.cli import main
from aquip.core.text import Lines
from aquip.report.check.rows import Extent, Report
from aquip.report.check.text import render
from aquip.rules import RULES, Finding

if TYPE_CHECKING:
    from pathlib import Path

MKDOCS = """\
site_name: Sam's 1:1s
docs_dir: notes
plugins:
  - aquip:
      me: sam
      people: {sam: {name: Sam Reyes}, morgan: {name: Morgan Diaz}}
"""
MEETING = """\
---
date: 2026-11-20
---

## Actions

- [ ] Nobody's \x1b[31mred\x1b[0m action (due:: 2026-11-27)
- [ ] @sam A very long action, so long that no terminal shows it in one piece, and then some \
(due:: 2026-11-21)

<!-- private -->

- [ ] Ask for twelve thousand (due:: 2026-11-27)

<!-- /private -->
"""
SCHEMA = {
    "type": "array",
    "items": {
        "type": "object",
        "additionalProperties": False,
        "required": [
            *("code", "name", "severity", "message", "path"),
            *("line", "column", "end_line", "end_column", "fixable"),
        ],
        "properties": {
            "code": {"type": "string", "pattern": "^AQ[0-9]{3}$"},
            "name": {"type": "string", "pattern": "^[a-z-]+$"},
            "severity": {"enum": ["warning", "error"]},
            "message": {"type": "string", "minLength": 1},
            "path": {"type": "string"},
            **{
                key: {"type": "integer", "minimum": 1}
                for key in ("line", "column", "end_line", "end_column")
            },
            "fixable": {"type": "boolean"},
        },
    },
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository with one series, whose meeting has findings of every sort."""
    write(tmp_path / "mkdocs.yml", MKDOCS)
    write(tmp_path / "notes/morgan/index.md", "---\nwith: morgan\nrelation: manager\n---\n")
    write(tmp_path / "notes/morgan/2026-11-20.md", MEETING)
    return tmp_path


def write(path: Path, text: str) -> None:
    """Write a file and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def run(root: Path, *args: str) -> Result:
    """Run a command on a repository."""
    return CliRunner().invoke(main, [args[0], "-C", str(root), *args[1:]])


def rows(root: Path, *args: str) -> list[dict[str, Any]]:
    """Run the check and read its JSON."""
    found: list[dict[str, Any]] = json.loads(run(root, "check", "--format", "json", *args).stdout)
    return found


def test_json_keeps_to_its_schema(root: Path) -> None:
    """The array has the promised keys, with places from 1."""
    found = rows(root)
    validate(found, SCHEMA)
    assert {"notes/morgan/2026-11-20.md"} == {row["path"] for row in found}
    assert [row["line"] for row in found if row["code"] == "AQ501"] == [7, 12]


def test_nothing_found_is_an_empty_array(root: Path) -> None:
    """Programs get valid JSON and status 0 when all is well."""
    result = run(root, "check", "--format", "json", "--select", "AQ508")
    assert (result.exit_code, result.stdout) == (0, "[]\n")


def test_warnings_are_fine_and_errors_are_not(root: Path) -> None:
    """The status is 0 with warnings alone, 1 with an error, and 1 for both when strict."""
    assert run(root, "check").exit_code == 0
    assert run(root, "check", "--strict").exit_code == 1
    assert run(root, "check", "--strict", "--select", "AQ508").exit_code == 0
    write(root / "notes/morgan/2026-11-13.md", "no front matter\n")
    assert run(root, "check").exit_code == 1


def test_text_shows_the_place_the_source_and_a_verdict(root: Path) -> None:
    """A reader sees the file, what is wrong, the line with marks below, and what was looked at."""
    lines = run(root, "check", "--select", "AQ506").stdout.splitlines()
    assert lines[0] == "notes/morgan/2026-11-20.md"
    assert "8:94  warning  AQ506" in lines[1]
    assert lines[2].rstrip().endswith("(due:: 2026-11-21)")
    marked = lines[2][lines[3].index("^") : len(lines[3])]
    assert marked == "(due:: 2026-11-21)"
    assert lines[-1] == "Checked 2 notes in 1 series: 1 warning"


def test_no_note_steers_the_terminal(root: Path) -> None:
    """Control characters of a note are shown as what they are, not obeyed."""
    assert "\x1b" not in run(root, "check").output


def test_all_well_is_said(root: Path) -> None:
    """Silence would leave open whether anything was looked at."""
    result = run(root, "check", "--select", "AQ508")
    assert result.output == "Checked 2 notes in 1 series: nothing to mend\n"


@pytest.mark.parametrize("format_", ["text", "json"])
def test_private_text_stays_out_unless_asked_for(root: Path, format_: str) -> None:
    """Neither the message nor the source line of a private place is printed."""
    assert "twelve" not in run(root, "check", "--format", format_).output
    assert "twelve" in run(root, "check", "--format", format_, "--private").output


def test_text_says_how_much_is_withheld(root: Path) -> None:
    """Who may know more is told how."""
    last = run(root, "check", "--select", "AQ501").output.splitlines()[-1]
    assert last == "1 finding stands in private text (--private tells more)"


def test_paths_are_taken_from_where_the_user_stands(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file or folder, relative to the current folder, limits what is told."""
    write(root / "notes/lee/index.md", "---\nwith: lee\nrelatoin: peer\n---\n")
    monkeypatch.chdir(root / "notes")
    assert {"notes/lee/index.md"} == {row["path"] for row in rows(root, "lee")}
    assert {"notes/morgan/2026-11-20.md"} == {
        row["path"] for row in rows(root, "morgan/2026-11-20.md")
    }
    assert len({row["path"] for row in rows(root, ".")}) == 2
    assert "Checked 1 note:" in run(root, "check", "lee").output


def test_paths_may_count_from_the_root(
    root: Path, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Someone who names the repository with ``-C`` stands elsewhere, and means its paths."""
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    assert {"notes/morgan/2026-11-20.md"} == {row["path"] for row in rows(root, "notes/morgan")}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        pytest.param(["notes/nowhere"], "no such file", id="missing"),
        pytest.param(["mkdocs.yml"], "no note here", id="no-note"),
        pytest.param([".."], "not in the repository", id="outside"),
        pytest.param(["--select", "AQ999"], "no rule `AQ999`", id="unknown-code"),
        pytest.param(["--ignore", "lost-itm"], "Did you mean `lost-item`?", id="nearest-name"),
        pytest.param(["--format", "xml"], "'xml' is not one of", id="unknown-format"),
    ],
)
def test_unusable_input_ends_with_status_2(
    root: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], words: str
) -> None:
    """What can't be meant is said in a line, and nothing is checked."""
    monkeypatch.chdir(root)
    result = run(root, "check", *arguments)
    assert result.exit_code == 2
    assert words in result.output


def test_select_and_ignore_take_codes_names_and_beginnings(root: Path) -> None:
    """Several at once, with commas or by repeating the option."""
    chosen = rows(root, "--select", "AQ5,missing-section", "--ignore", "overdue")
    assert {"AQ101", "AQ501"} == {row["code"] for row in chosen}


def test_an_unknown_rule_in_the_configuration_is_an_error(root: Path) -> None:
    """A misspelt code in mkdocs.yml would silently do nothing."""
    write(root / "mkdocs.yml", MKDOCS + "      rules: {AQ999: off}\n")
    result = run(root, "check")
    assert result.exit_code == 2
    assert "AQ999" in result.output


def test_the_configuration_sets_severities(root: Path) -> None:
    """YAML's off and the words off, warning and error all count."""
    write(root / "mkdocs.yml", MKDOCS + "      rules: {AQ1: off, AQ506: error}\n")
    found = {row["code"]: row["severity"] for row in rows(root)}
    assert "AQ101" not in found
    assert found["AQ506"] == "error"


def test_a_tracked_private_file_is_an_error(root: Path) -> None:
    """A real git repository is asked; what is only on disk is fine."""
    write(root / "notes/morgan/pay.private.md", "twelve thousand\n")
    subprocess.run(["git", "init", "-q"], cwd=root, check=True)
    assert rows(root, "--select", "AQ014") == []
    subprocess.run(["git", "add", "."], cwd=root, check=True)
    (finding,) = rows(root, "--select", "AQ014")
    assert finding["path"] == "notes/morgan/pay.private.md"
    assert run(root, "check", "--select", "AQ014").exit_code == 1


@pytest.mark.parametrize(
    ("name", "data"),
    [
        pytest.param("latin", "café".encode("latin-1"), id="latin-1"),
        pytest.param("nul", b"---\ndate: 2026-11-06\n---\n## Actions\n- [ ] a\x00b\n", id="nul"),
        pytest.param("odd", b"## Actions\n- [ ] &#xFFFE; &#1; &#xFFFF;\n", id="noncharacters"),
        pytest.param("open", b"---\ndate: [\n", id="never-closed"),
        pytest.param("handle", b"---\nwith: @morgan\n---\n", id="bare-handle"),
        pytest.param("dots", b"---\ndate: 2026-11-06\n...\n# x\n", id="closed-by-dots"),
        pytest.param("empty", b"", id="empty"),
        pytest.param("conflict", b"<<<<<<< HEAD\n=======\n>>>>>>> x\n", id="conflict"),
    ],
)
def test_no_file_breaks_the_check(root: Path, name: str, data: bytes) -> None:
    """Whatever bytes a note has, the check reports and ends in order."""
    (root / f"notes/morgan/2026-11-06-{name}.md").write_bytes(data)
    for format_ in ("text", "json"):
        assert run(root, "check", "--format", format_).exit_code in {0, 1}


def test_a_folder_that_is_named_like_a_note_is_told(root: Path) -> None:
    """A directory where a file should be is an error, with its path."""
    (root / "notes/morgan/2026-11-06.md").mkdir()
    (finding,) = rows(root, "--select", "AQ001")
    assert finding["path"] == "notes/morgan/2026-11-06.md"


def test_explain_shows_a_rule(root: Path) -> None:
    """By code or name: the reason, both examples, the default and how to change it."""
    by_code = run(root, "explain", "AQ501").output
    assert run(root, "explain", "action-without-owner").output == by_code
    rule = RULES["AQ501"]
    for part in (rule.summary, rule.why, rule.bad, rule.good, "a warning", "ignore AQ501"):
        assert part in by_code


def test_explain_lists_all_rules(root: Path) -> None:
    """Without a code, every rule has its row."""
    output = run(root, "explain").output
    assert all(code in output for code in RULES)
    assert list(RULES) == [
        row["code"] for row in json.loads(run(root, "explain", "--format", "json").output)
    ]


def test_the_list_of_rules_is_by_family_and_says_how_to_change_one(root: Path) -> None:
    """A reader finds a rule under what it is about, and below them the two ways to change it."""
    lines = run(root, "explain").output.splitlines()
    families = list(dict.fromkeys(rule.family for rule in RULES.values()))
    assert families == [line for line in lines if line in families]
    assert {"rules:", "<!-- aquip: ignore"} == {
        way for way in ("rules:", "<!-- aquip: ignore") if way in "\n".join(lines[-4:])
    }


@pytest.mark.parametrize(
    ("wrong", "meant"),
    [
        ("AQ404", "AQ403"),
        ("aq51O", "AQ510"),
        ("AQ999", "AQ611"),
        ("lostitem", "lost-item"),
    ],
)
def test_explain_names_the_nearest_rule(root: Path, wrong: str, meant: str) -> None:
    """A slip of the pen is met with what was meant: a code by its number, a name by its letters."""
    result = run(root, "explain", wrong)
    assert result.exit_code == 2
    assert f"no rule `{wrong}`. Did you mean `{meant}`" in result.output


def test_explain_works_without_a_repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A rule can be looked up anywhere, also before there are notes."""
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["explain", "AQ508", "--format", "json"])
    assert (result.exit_code, json.loads(result.output)["severity"]) == (0, "error")


def test_explain_says_what_the_configuration_makes_of_a_rule(root: Path) -> None:
    """Among notes, the severity is theirs."""
    write(root / "mkdocs.yml", MKDOCS + "      rules: {AQ501: off}\n")
    assert json.loads(run(root, "explain", "AQ501", "--format", "json").output)["severity"] == "off"
    assert "here off" in run(root, "explain", "AQ501").output


def test_the_real_program_has_no_colour_in_a_pipe(root: Path) -> None:
    """Piped output is plain text."""
    import sys

    result = subprocess.run(
        [sys.executable, "-m", "aquip", "check"],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "TERM": "xterm-256color"},
    )
    assert (result.returncode, result.stderr) == (0, "")
    assert "\x1b" not in result.stdout


def test_a_file_shortened_meanwhile_is_told_without_its_source() -> None:
    """Who saves a note while it is checked gets the finding, and no crash for a line that went."""
    place = {"path": "a.md", "line": 3, "column": 1, "end_line": 3, "end_column": 4}
    finding = Finding("AQ501", "action-without-owner", "warning", "Nobody's", **place)  # type: ignore[arg-type]
    report = Report([finding], ["a.md"], Extent(1, 1), lambda _: Lines("one\n"))
    assert [line.plain for line in render(report, width=80, wrap=False)][:3] == [
        "a.md",
        "  3:1  warning  AQ501  Nobody's",
        "",
    ]
