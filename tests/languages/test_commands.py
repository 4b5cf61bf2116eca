"""The commands in German and in Japanese: they read a repository's words, and write them."""

from __future__ import annotations

import json

import pytest

from tests.cli.conftest import Repository
from tests.languages.conftest import HELD, HERE, NEXT, Language


def test_items_are_understood(repo: Repository, language: Language) -> None:
    """Kinds, needs, owners and dates come out as aquip's own, whatever words say them."""
    first, second = repo.json("actions")
    assert (language.action, "2026-11-27") == (first["text"], first["due"])
    assert (second["due"], len(second["owners"])) == ("2026-12-04", 2)
    (question,) = repo.json("questions")
    assert (question["kind"], question["need"]) == ("people", "thought-partner")
    (done,) = repo.json("actions", "--state", "done")
    assert (language.answered, "2026-11-18") == (done["text"], done["done"])


def test_accomplishments_are_told(repo: Repository) -> None:
    """A review sorts by aquip's kinds, and names them as the repository does."""
    told = repo.json("review", "--period", "2026-Q4")["accomplishments"]
    assert [one["kind"] for one in told] == ["outcome", "outcome", "relationship"]


def test_a_review_and_an_agenda_speak_the_repositorys_words(
    repo: Repository, language: Language
) -> None:
    """What is handed in and sent out has the repository's section names, kinds and needs."""
    review = repo.out("review", "--period", "2026-Q4")
    assert f"# {language.accomplishments}, Q4 2026" in review
    assert f"### {language.outcome}" in review
    repo.run("new", language.series)
    agenda = repo.out("agenda", language.series)
    assert f"## {language.questions}" in agenda
    assert f"- {language.question} ({language.thought_partner}, 10 min)" in agenda
    agreed = repo.out("agenda", language.series, "--date", "2026-11-13", "--after")
    assert f"## {language.outcome}" in agreed


def _write_a_week(repo: Repository, language: Language) -> None:
    series = language.series
    repo.run("hold", series, "--as-expected", language.partly, "--worth", "yes", "--next", "…")
    repo.run("new", series)
    kind = ("--kind", language.people, "--need", language.thought_partner)
    repo.run("add", series, "1 + 1", *kind, "--goal", language.goal, "--min", "5")
    repo.run("add", series, "2 + 2", "--to", language.actions, "--owner", series, "--due", "+7d")
    repo.run("add", series, "3 + 3", "--to", "accomplishments", "--kind", "outcome")
    repo.run("done", language.action)
    repo.run("due", "a3k4e", "2026-12-11")
    repo.run("due", "a3k4e", "2026-12-18")


@pytest.mark.parametrize("day", [HELD, NEXT])
def test_a_week_is_written_in_the_repositorys_words(
    repo: Repository, language: Language, day: str
) -> None:
    """`hold`, `new`, `add`, `done`, `due` and `fmt` leave notes in which nothing is English."""
    _write_a_week(repo, language)
    repo.run("fmt")
    expected = (HERE / language.name / "expected" / f"{day}.md").read_text("utf-8")
    assert expected == repo.read(f"notes/{language.series}/{day}.md")


def test_what_commands_write_is_read_again(repo: Repository, language: Language) -> None:
    """After a week of commands the check has nothing to say of any field, and `fmt` no work."""
    _write_a_week(repo, language)
    repo.run("fmt")
    assert [one["code"] for one in repo.json("check", "--select", "AQ0,AQ1,AQ2,AQ3,AQ5")] == []
    assert repo.run("fmt", "--check").exit_code == 0


def test_fmt_twice_is_fmt_once(repo: Repository) -> None:
    """`fmt` changes what is not canonical, and then nothing any more."""
    repo.run("fmt")
    once = repo.files()
    repo.run("fmt")
    assert once == repo.files()


def test_fmt_writes_plain_signs_for_full_width_ones(japanese: Repository) -> None:
    """Fields typed with a Japanese keyboard become fields that every tool reads."""
    japanese.run("fmt")
    note = japanese.read("notes/sato/2026-11-13.md")
    assert "聞く (期限:: 2026-11-20) ^a5t6m" in note
    assert "開けますか (種類:: 人) (求めること:: 壁打ち) (分:: 10) ^f3s4o" in note


def test_a_field_is_found_under_either_name(german: Repository) -> None:
    """What stands there in English is changed in its place, in the repository's words."""
    path = "notes/erik/2026-11-20.md"
    german.write(path, german.read(path).replace("(fällig:: 2026-11-27)", "(due:: 2026-11-27)"))
    german.run("due", "a9g2n", "2026-12-01")
    assert "einholen (fällig:: 2026-12-01) (vorher:: 2026-11-27) (seit" in german.read(path)
    german.run("drop", "a5t6m")
    german.run("reopen", "a5t6m")
    assert "erledigt" not in german.read(path)


def test_ids_and_goals_are_never_translated(german: Repository) -> None:
    """An id or a goal that happens to be a word of the vocabulary stays what it is."""
    note = "---\ndate: 2026-11-21\n---\n\n## Aktionen\n\n- [ ] @mia A ^teils\n"
    question = "## Fragen\n\n- [ ] B (Ziel:: muster) (siehe:: teils) (siehe:: Muster)\n"
    german.write("notes/erik/2026-11-21.md", f"{note}\n{question}")
    german.write("notes/goals/muster.md", "---\ntitle: Muster\n---\n")
    assert [one["goal"] for one in german.json("questions", "--goal", "muster")] == ["muster"]
    findings = german.json("check", "--select", "AQ203", "notes/erik/2026-11-21.md")
    assert findings == []


def test_the_check_names_the_repositorys_headings_and_words(german: Repository) -> None:
    """What a finding asks for can be written down as it stands."""
    german.write(
        "notes/erik/2026-11-21.md",
        "---\ndate: 2026-11-21\nstatus: held\n---\n\n# Nachtrag\n\n"
        "## Fragen\n\n- [ ] A (Art:: Persohnen)\n- [ ] B (Bedrf:: Mitdenken)\n\n"
        "## Prioritäten\n\n1. C\n\n## Aktionen\n\n- [ ] @mia D\n",
    )
    found = german.run("check", "notes/erik/2026-11-21.md", "--format", "json", status=1)
    said = {(one["code"], one["line"]): one["message"] for one in json.loads(found.stdout)}
    assert said["AQ101", 1] == "Missing: ## Erfolge"
    assert (
        "(Art:: Persohnen) is none of Projekt, Personen, Muster or Entwicklung"
        in (said["AQ008", 10])
    )
    assert said["AQ008", 10].endswith("did you mean Personen?")
    assert "did you mean (Bedarf:: …)?" in said["AQ007", 11]
    assert "(Bedarf:: …)`: Mitdenken, Handlung or Sichtweise" in said["AQ301", 10]
    assert "(Art:: …)`: Projekt" in said["AQ302", 11]
    assert "Ergebnis: …" in said["AQ303", 10]
    assert "`- [x] Reihenfolge bestätigt mit @erik`" in said["AQ402", 13]
    assert "`(fällig:: 2026-11-29)`" in said["AQ504", 19]
    assert "add ## Rückblick" in said["AQ610", 1]
    assert "a few lines under Notizen" in said["AQ609", 1]


def test_a_word_that_add_does_not_know_is_refused_in_the_repositorys_words(
    repo: Repository, language: Language
) -> None:
    """The remedy names words that the repository has."""
    said = repo.fails("add", language.series, "A", "--kind", "xyz")
    assert language.people in said
    said = repo.fails("add", language.series, "A", "--to", f"{language.actions}x")
    assert "there is no section" in said


def test_questions_are_filtered_and_listed_by_the_repositorys_words(
    repo: Repository, language: Language
) -> None:
    """`--kind` takes the repository's word, and the table shows it."""
    shown = repo.out("questions", "--kind", language.people)
    assert language.question in shown
    assert language.thought_partner in shown


def test_a_meetings_second_name_keeps_its_letters(german: Repository) -> None:
    """A slug may have letters that are not English."""
    german.run("new", "erik", "--date", "2026-12-04", "--slug", "Großer Rückblick")
    assert "date: 2026-12-04" in german.read("notes/erik/2026-12-04-großer-rückblick.md")


def test_references_are_followed_in_the_repositorys_words(repo: Repository) -> None:
    """A reference in a detail answers its question, and one that leads nowhere is found."""
    held = next((repo.root / "notes").glob("*/2026-11-13.md"))
    path = held.relative_to(repo.root).as_posix()
    later = path.replace("11-13", "11-20")
    (repo.root / later).unlink()
    codes = [one["code"] for one in repo.json("check", "--select", "AQ303,AQ511")]
    assert codes == []
    repo.write(path, repo.read(path).replace("a5t6m", "b5t6m", 1))
    found = repo.run("check", "--select", "AQ511", "--format", "json", status=1)
    assert [one["code"] for one in json.loads(found.stdout)] == ["AQ511"]


def test_check_fix_writes_the_repositorys_headings(german: Repository) -> None:
    """What `--fix` adds to a meeting is called as the repository calls it."""
    path = "notes/erik/2026-11-20.md"
    text = german.read(path)
    german.write(path, text.replace("## Prioritäten", "## Was sonst noch war"))
    german.run("check", "--fix", "--select", "AQ1")
    assert "\n## Prioritäten\n" in german.read(path)
