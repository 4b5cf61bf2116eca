"""``aquip check --format`` as CI systems call it."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import click
import pytest
from junitparser import JUnitXml

from aquip.cli.check import check
from aquip.report.check import FORMATS

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Repository

MEETING = "notes/morgan/2026-11-20.md"
NOBODYS = "- [ ] Nobody's (due:: 2026-11-27)\n"
PRIVATE = """
<!-- private -->

- [ ] Ask for twelve thousand (due:: 2026-11-27)

<!-- /private -->

"""


@pytest.fixture
def faulty(repo: Repository) -> Repository:
    """Notes with an action of nobody's, and another one in private."""
    before, actions, after = repo.read(MEETING).partition("## Actions\n\n")
    repo.write(MEETING, before + actions + NOBODYS + PRIVATE + after)
    return repo


def test_every_format_is_offered() -> None:
    """The command's choices are the table's, with text for people before them."""
    choices = next(p.type for p in check.params if p.name == "format_")
    assert isinstance(choices, click.Choice)
    assert ["text", *FORMATS] == [*choices.choices]


@pytest.mark.parametrize("format_", ["text", *FORMATS])
def test_private_text_is_in_no_format(faulty: Repository, format_: str) -> None:
    """What is private is told without its words, unless it is asked for."""
    arguments = ("check", "--select", "AQ501", "--format", format_)
    said = faulty.out(*arguments)
    assert "Nobody's" in said
    assert "twelve" not in said
    assert "twelve" in faulty.out(*arguments, "--private")


@pytest.mark.parametrize("format_", ["text", *FORMATS])
def test_the_status_is_the_same_in_every_format(faulty: Repository, format_: str) -> None:
    """Whatever is printed, a warning is fine, and an error or --strict is not."""
    faulty.run("check", "--format", format_, status=0)
    faulty.run("check", "--format", format_, "--strict", status=1)


def test_the_summary_goes_where_github_says(
    faulty: Repository, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """All findings are added to the job's summary, each with a link into the commit."""
    summary = tmp_path / "summary.md"
    summary.write_text("# Before\n", encoding="utf-8")
    for name, value in (
        ("STEP_SUMMARY", str(summary)),
        ("SERVER_URL", "https://github.com"),
        ("REPOSITORY", "sam/notes"),
        ("SHA", "abc"),
    ):
        monkeypatch.setenv(f"GITHUB_{name}", value)
    faulty.run("check", "--format", "github", "--select", "AQ501")
    text = summary.read_text("utf-8")
    assert text.startswith("# Before\n### aquip check\n")
    assert f"https://github.com/sam/notes/blob/abc/{MEETING}?plain=1#L" in text
    assert "twelve" not in text
    assert text.count("(AQ501)") == 2


def test_a_summary_that_can_not_be_written_is_said(
    faulty: Repository, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The annotations are printed all the same."""
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "nowhere" / "summary.md"))
    result = faulty.run("check", "--format", "github")
    assert "::warning file=" in result.stdout
    assert "the summary can't be written" in result.stderr


def test_no_other_format_writes_a_summary(
    faulty: Repository, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A report for another program is all that is wanted then."""
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    faulty.run("check", "--format", "sarif")
    assert not (tmp_path / "summary.md").exists()


def test_sarif_links_to_the_rules_of_the_site(faulty: Repository) -> None:
    """Where mkdocs.yml says where the site is, each rule links to its page there."""
    faulty.write("mkdocs.yml", "site_url: https://example.org/notes/\n" + faulty.read("mkdocs.yml"))
    log = json.loads(faulty.out("check", "--format", "sarif"))
    (rule,) = (r for r in log["runs"][0]["tool"]["driver"]["rules"] if r["id"] == "AQ501")
    assert rule["helpUri"] == "https://example.org/notes/rules/#aq501-action-without-owner"


def test_junit_tells_clean_notes_too(faulty: Repository) -> None:
    """Every note that was looked at is a suite, so that a dashboard shows how many are fine."""
    suites = JUnitXml.fromstring(faulty.out("check", "--select", "AQ501", "--format", "junit"))
    assert {suite.name: suite.failures for suite in suites} == {
        "notes/goals/latency.md": 0,
        "notes/morgan/2026-11-20.md": 1,
        "notes/morgan/index.md": 0,
    }


@pytest.mark.parametrize("format_", ["text", *FORMATS])
def test_a_file_name_that_is_no_text_breaks_no_format(repo: Repository, format_: str) -> None:
    """A name of bytes that are no UTF-8 is printed in some form that can be read."""
    name = os.fsdecode(b"notes/morgan/2026-11-06-caf\xe9.md")
    try:
        repo.write(name, "no front matter\n")
    except OSError as error:
        pytest.skip(f"this file system has no such names: {error}")
    result = repo.run("check", "--format", format_, status=1)
    result.stdout_bytes.decode("utf-8")
    assert "AQ003" in result.stdout
