"""``aquip agenda`` and ``aquip review``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup

if TYPE_CHECKING:
    from conftest import Repository

HELD = "notes/morgan/2026-11-20.md"
SOURCE = f"https://github.com/sam/one-to-ones/blob/HEAD/{HELD}?plain=1#L10"
NEXT = "notes/morgan/2026-11-27.md"


def test_agenda(repo: Repository) -> None:
    """The agenda has the order of the meeting, needs and minutes, and nothing private."""
    repo.run("new", "morgan")
    repo.run("add", "morgan", "Shipped", "--to", "wins")
    result = repo.run("agenda", "morgan")
    assert (
        result.stdout
        == """\
# Sam & Morgan, 27 November 2026

Friday, 27 November 2026, 15:00

10 of 30 minutes planned

## Accomplishments

- Shipped

## Questions & Issues

- Reviews take a week (needs a thought partner, 10 min)
  - two reviewers for fourteen engineers
  - Outcome: Morgan talks to their lead

## Priorities

1. Payments cut-over
2. On-call handover

## Actions

- Talk to the data team's lead (Morgan Diaz, was due 21 Nov, yesterday)
- Draft the rota proposal (Sam Reyes, by 27 Nov)
"""
    )
    assert result.stderr == "1 private item left out (--private prints them)\n"
    assert "raise" in repo.out("agenda", "morgan", "--private")


def test_too_many_minutes(repo: Repository) -> None:
    """More minutes than the meeting has are said to be too many."""
    repo.run("add", "morgan", "Long one", "--min", "45")
    repo.run("add", "morgan", "Unknown one")
    said = repo.out("agenda", "morgan")
    assert "55 minutes planned for 30: 25 too many, 1 question without an estimate" in said


def test_agenda_as_text(repo: Repository) -> None:
    """Plain text has no Markdown, no address, and lines that fit a mail."""
    repo.run("add", "morgan", "**Bold** [link](https://example.org) " + "word " * 40)
    text = repo.out("agenda", "morgan", "--format", "text")
    assert "- Bold link word word" in text
    assert "QUESTIONS & ISSUES" in text
    assert max(map(len, text.splitlines())) <= 76


def test_agenda_as_html(repo: Repository) -> None:
    """HTML is one whole page, and no note puts a script into it."""
    repo.run("add", "morgan", "Danger <script>alert(1)</script> [x](javascript:alert(1))")
    page = BeautifulSoup(repo.out("agenda", "morgan", "--format", "html"), "html5lib")
    assert page.title is not None
    assert page.title.text == "Sam & Morgan, 27 November 2026"
    assert page.select("script, [href^=javascript]") == []
    assert "Reviews take a week" in page.text


def test_agenda_of_a_private_meeting(repo: Repository) -> None:
    """A meeting that is not published is printed only on demand."""
    repo.write(
        NEXT, "---\ndate: 2026-11-27\npublish: false\n---\n\n## Questions\n\n- [ ] Hush ^h5sh\n"
    )
    assert "--private prints it" in repo.fails("agenda", "morgan")
    assert "2026" in repo.out("agenda", "morgan", "--private")


def test_after(repo: Repository) -> None:
    """Afterwards: outcomes, who does what by when, what is done, the order of priorities."""
    repo.run("new", "morgan")
    assert (
        repo.out("agenda", "morgan", "--after")
        == """\
# Sam & Morgan, 20 November 2026: what we agreed

Friday, 20 November 2026, 15:00

## Outcomes

- Reviews take a week
  - Morgan talks to their lead

## Actions

### Morgan Diaz

- Talk to the data team's lead (by 21 Nov)

### Sam Reyes

- Draft the rota proposal (by 27 Nov)

## Done

- Book the room (Sam Reyes)

## Priorities, not confirmed yet

1. Payments cut-over
2. On-call handover

Next meeting: Friday, 27 November 2026
"""
    )


def test_agenda_without_a_meeting(repo: Repository) -> None:
    """Where nothing is planned, the error says what to do."""
    assert "`aquip new morgan`" in repo.fails("agenda", "morgan")


def test_review(repo: Repository) -> None:
    """The rollup is by goal and kind, with evidence and a link to the source line."""
    assert (
        repo.out("review", "--period", "2026-Q4")
        == f"""\
# Accomplishments, Q4 2026

Sam Reyes, 1 Oct 2026 to 31 Dec 2026: 1 accomplishment, 1 with evidence

## Checkout under 400 ms

### Outcomes

- Cut checkout p95 to 310 ms ([dashboard](https://example.org/d/1))
  - Told: [Morgan, 20 Nov 2026]({SOURCE})
"""
    )


def test_review_as_json(repo: Repository) -> None:
    """The data has the promised keys."""
    assert repo.json("review") == {
        "period": {"start": "2026-10-01", "end": "2026-12-31", "label": "2026-Q4"},
        "total": 1,
        "accomplishments": [
            {
                "id": None,
                "text": "Cut checkout p95 to 310 ms ([dashboard](https://example.org/d/1))",
                "kind": "outcome",
                "goal": "latency",
                "date": "2026-11-20",
                "links": [{"text": "dashboard", "url": "https://example.org/d/1"}],
                "meetings": [
                    {"series": "morgan", "meeting": "2026-11-20", "path": HELD, "line": 10}
                ],
            }
        ],
    }


@pytest.mark.parametrize("period", ["2026", "2026-H2", "FY2026", "2026-11-20..2026-11-20"])
def test_periods(repo: Repository, period: str) -> None:
    """Years, halves, fiscal years and ranges of dates find what lies in them."""
    assert repo.json("review", "--period", period)["total"] == 1


def test_empty_period(repo: Repository) -> None:
    """A period without accomplishments says so."""
    assert "Only meetings that were held count." in repo.out("review", "--period", "2025")


def test_bad_period(repo: Repository) -> None:
    """A period that is none is refused, with the forms that are."""
    assert "2026-Q4" in repo.fails("review", "--period", "soon")


@pytest.mark.parametrize(
    ("repo_url", "expected"),
    [
        (
            "https://gitlab.com/sam/notes",
            f"https://gitlab.com/sam/notes/-/blob/HEAD/{HELD}?plain=1#L10",
        ),
        ("https://bitbucket.org/sam/n", f"https://bitbucket.org/sam/n/src/HEAD/{HELD}#lines-10"),
        ("https://example.org/sam/n", f"`{HELD}:10`"),
    ],
)
def test_source_links(repo: Repository, repo_url: str, expected: str) -> None:
    """Each host has its own address for a line; where none is known, the path stands."""
    config = repo.read("mkdocs.yml")
    repo.write("mkdocs.yml", config.replace("https://github.com/sam/one-to-ones", repo_url))
    assert expected in repo.out("review")


def test_source_link_of_edit_uri(repo: Repository) -> None:
    """Where the configuration knows branch and folder, they are in the link."""
    repo.write("mkdocs.yml", "edit_uri: edit/trunk/one/notes/\n" + repo.read("mkdocs.yml"))
    expected = "one-to-ones/blob/trunk/one/notes/morgan/2026-11-20.md?plain=1#L10"
    assert expected in repo.out("review")
