"""``aquip new``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from aquip.core.privacy import redact

if TYPE_CHECKING:
    from conftest import Repository

NEXT = "notes/morgan/2026-11-27.md"


def test_carries_everything_open(repo: Repository) -> None:
    """Open actions and questions come along with id, fields, details and privacy; nothing else."""
    repo.run("new", "morgan")
    assert (
        repo.read(NEXT)
        == """\
---
date: 2026-11-27
---

# Sam & Morgan, 27 November 2026

<!-- Icebreaker: Whom would you like to have lunch with? -->

<!-- Next time, you said: start with the hard one -->
<!-- Feedback from @morgan, not taken up yet: The proposal was clear. (see:: fbk1c) -->

## Accomplishments

<!-- Three at most, so that the good news is heard even if time runs out. More goes under a \
heading of its own, "### Also". Kinds: outcome, feedback, relationship. -->

## Questions & Issues

<!-- Most of the time goes here. Say what you need from Morgan: thought-partner, action, \
viewpoint; of what kind it is: project, people, pattern, growth; and its minutes. -->

- [ ] Reviews take a week (kind:: people) (need:: thought-partner) (min:: 10) (since:: 2026-11-20) \
^q7a2x
  - two reviewers for fourteen engineers
  - Outcome: Morgan talks to their lead (see:: a81kd)

## Priorities

<!-- In order, the first is the one that is done if nothing else is. Ask what can move or be \
dropped. -->

1. Payments cut-over ^p1c3z
2. On-call handover

- [ ] Order confirmed with @morgan

## Actions

<!-- One owner, one date each. -->

- [ ] @morgan Talk to the data team's lead (due:: 2026-11-21) (since:: 2026-11-20) ^a81kd
- [ ] @sam Draft the rota proposal (due:: 2026-11-27) (since:: 2026-11-20) ^k7f3q
<!-- private -->
- [ ] @sam Ask about the raise (due:: 2026-12-01) (since:: 2026-11-20) ^r41se
<!-- /private -->
"""
    )


def test_says_what_it_carried(repo: Repository) -> None:
    """The output names file, date, today, counts and the meeting the items come from."""
    said = repo.out("new", "morgan")
    assert f"{NEXT}: the meeting of Friday, 27 November 2026" in said
    assert "(today is 2026-11-22, by AQUIP_TODAY)" in said
    assert "carried from morgan/2026-11-20: 1 question, 2 priorities, 3 actions" in said
    assert "raise" not in said


def test_checks_clean(repo: Repository) -> None:
    """What ``new`` writes has no error."""
    repo.run("new", "morgan")
    assert [f for f in repo.json("check") if f["severity"] == "error" and f["path"] == NEXT] == []


def test_next_after_the_next(repo: Repository) -> None:
    """A meeting that is planned already uses up its date: the one after it follows."""
    repo.run("new", "morgan")
    repo.run("new", "morgan")
    assert "2026-12-04" in repo.read("notes/morgan/2026-12-04.md")


def test_never_overwrites(repo: Repository) -> None:
    """A date that is taken is an error that names the file and the way out."""
    repo.run("new", "morgan")
    said = repo.fails("new", "morgan", "--date", "2026-11-27")
    assert said.startswith(f"{NEXT}: ")
    assert "--slug offsite" in said


def test_slug(repo: Repository) -> None:
    """A second meeting on one day takes a name."""
    repo.run("new", "morgan")
    repo.run("new", "morgan", "--date", "2026-11-27", "--slug", "Off site!")
    assert "date: 2026-11-27" in repo.read("notes/morgan/2026-11-27-off-site.md")


def test_dry_run(repo: Repository) -> None:
    """``--dry-run`` prints the note alone, its hidden lines emptied, and writes nothing."""
    before = repo.files()
    printed = repo.out("new", "morgan", "--dry-run")
    whole = repo.out("new", "morgan", "--dry-run", "--private")
    assert before == repo.files()
    repo.run("new", "morgan")
    assert repo.read(NEXT) == whole
    assert redact(whole) == printed
    assert "raise" not in printed


def test_from_itself(repo: Repository) -> None:
    """A series is not taken along twice."""
    assert "comes along anyway" in repo.fails("new", "morgan", "--from", "morgan")


def test_no_editor(repo: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    """An editor that is not there is named as what it is, once the note is written."""
    monkeypatch.setenv("VISUAL", "/nonexistent/editor")
    said = repo.run("new", "morgan", "--edit", status=2).stderr
    assert said.startswith(f"{NEXT}: the note is written, but the editor failed: ")
    assert "date: 2026-11-27" in repo.read(NEXT)


@pytest.mark.parametrize(
    ("said", "meant"),
    [("tomorrow", "2026-11-23"), ("friday", "2026-11-27"), ("+7d", "2026-11-29")],
)
def test_friendly_dates(repo: Repository, said: str, meant: str) -> None:
    """``--date`` takes the words people use."""
    repo.run("new", "morgan", "--date", said)
    assert f"date: {meant}" in repo.read(f"notes/morgan/{meant}.md")


def test_own_template(repo: Repository) -> None:
    """A template that places nothing still gets what is carried, section by section."""
    repo.write("mkdocs.yml", repo.read("mkdocs.yml") + "      template: templates/one.md\n")
    repo.write(
        "templates/one.md",
        "---\ntags: [weekly]\n---\n\n# {{ series.title }}, {{ date.strftime('%d.%m.%Y') }}\n\n"
        "## Wins\n\n## Next steps\n\n<!-- who? -->\n",
    )
    repo.run("new", "morgan")
    text = repo.read(NEXT)
    assert text.startswith("---\ntags: [weekly]\ndate: 2026-11-27\n---\n\n# Morgan, 27.11.2026\n")
    assert "<!-- who? -->\n\n- [ ] @morgan Talk" in text
    assert text.index("## Questions & Issues") < text.index("## Priorities") < text.index("## Next")
    assert "<!-- Next time, you said: start with the hard one -->" in text


@pytest.mark.parametrize(
    ("template", "complaint"),
    [
        ("a\n{{ nothing }}", "templates/one.md:2: the template fails: 'nothing' is undefined"),
        ("{% if %}", "templates/one.md:1: the template fails: "),
        ("{{ ''.__class__.__mro__ }}", "templates/one.md:1: the template fails: access to attr"),
        ("{{ 1 / 0 }}", "templates/one.md:1: the template fails: ZeroDivisionError"),
    ],
)
def test_bad_template(repo: Repository, template: str, complaint: str) -> None:
    """A template that fails, or reaches out of its sandbox, is named with its line."""
    repo.write("mkdocs.yml", repo.read("mkdocs.yml") + "      template: templates/one.md\n")
    repo.write("templates/one.md", template)
    assert complaint in repo.fails("new", "morgan")


@pytest.mark.parametrize("named", ["templates/gone.md", "../outside.md", "notes"])
def test_no_template(repo: Repository, named: str) -> None:
    """A template that is missing, elsewhere or a folder is an error, not a crash."""
    repo.write("mkdocs.yml", repo.read("mkdocs.yml") + f"      template: {named}\n")
    assert named in repo.fails("new", "morgan")


def test_no_cadence(repo: Repository) -> None:
    """Without a cadence there is no next date, and the remedy says what to do."""
    repo.write("notes/ana/index.md", "---\nwith: ana\n---\n")
    assert "--date" in repo.fails("new", "ana")
    repo.run("new", "ana", "--date", "2026-11-30")


def test_bad_cadence(repo: Repository) -> None:
    """A cadence that is none is named with its file."""
    repo.write("notes/ana/index.md", "---\nwith: ana\ncadence: often\nstarts: 2026-01-01\n---\n")
    assert repo.fails("new", "ana").startswith("notes/ana/index.md: ")


def test_takes_an_ended_series_along(repo: Repository) -> None:
    """``--from`` brings what another series left open, privacy kept."""
    repo.write("notes/ana/index.md", "---\nwith: ana\ncadence: weekly\nstarts: 2026-11-24\n---\n")
    repo.run("new", "ana", "--from", "morgan")
    text = repo.read("notes/ana/2026-11-24.md")
    assert "^q7a2x" in text
    assert "<!-- private -->\n- [ ] @sam Ask about the raise" in text


def test_ended_series(repo: Repository) -> None:
    """A series that ended has no next meeting, and the error says where its items can go."""
    repo.write(
        "notes/morgan/index.md",
        repo.read("notes/morgan/index.md").replace(
            "relation: manager", "relation: manager\nends: 2026-11-20"
        ),
    )
    assert "--from morgan" in repo.fails("new", "morgan")


def test_unknown_series(repo: Repository) -> None:
    """The nearest series is named."""
    assert "Did you mean `morgan`?" in repo.fails("new", "morgn")


def test_comments_cannot_break_out(repo: Repository) -> None:
    """What is quoted in a prompt can't end its comment."""
    held = repo.read("notes/morgan/2026-11-20.md")
    repo.write(
        "notes/morgan/2026-11-20.md",
        held.replace("start with the hard one", "say --> <b>this</b> -- then"),
    )
    repo.run("new", "morgan")
    assert "<!-- Next time, you said: say —> <b>this</b> — then -->" in repo.read(NEXT)


def test_crlf_notes_are_carried_as_they_are(repo: Repository) -> None:
    """Items of a note with CRLF come into the new note with its own line endings."""
    held = repo.read("notes/morgan/2026-11-20.md").replace("\n", "\r\n")
    repo.write("notes/morgan/2026-11-20.md", "\ufeff" + held)
    repo.run("new", "morgan")
    text = repo.read(NEXT)
    assert "\r" not in text
    assert "  - two reviewers for fourteen engineers\n" in text
