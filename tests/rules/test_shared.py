"""The rules that git's history makes possible: agendas shared too late or not at all, and whose."""

from __future__ import annotations

import datetime as dt

import pytest

from aquip.rules import Facts, Finding, check
from tests.rules.repository import (
    SETTINGS,
    Committed,
    Repository,
    facts_of,
    history_of,
    record_of,
)

SERIES = 'with: morgan\nrelation: manager\ntime: "10:00"\ntimezone: Europe/Lisbon\n'


def path_of(date: str) -> str:
    """Return the path of a meeting's note."""
    return f"notes/morgan/{date}.md"


def note(date: str, *questions: str, status: str = "") -> str:
    """Write a meeting's note with these questions."""
    said = f"status: {status}\n" if status else ""
    lines = "".join(f"- [ ] {question}\n" for question in questions)
    return f"---\ndate: {date}\n{said}---\n\n## Questions & Issues\n\n{lines}"


def repository(series: str = SERIES) -> Repository:
    """Return a repository with a series that began long ago."""
    made = Repository()
    made["notes/morgan/index.md"] = f"---\n{series}---\n".encode()
    commit(made, "2026-09-04", note("2026-09-04", "First of all"), "2026-09-01T10:00:00+01:00")
    return made


def commit(made: Repository, date: str, text: str, when: str, by: str = "sam") -> None:
    """Commit a meeting's note."""
    data = made[path_of(date)] = text.encode()
    made.commits.append(Committed(path_of(date), dt.datetime.fromisoformat(when), by, data))


def findings(
    made: Repository, *codes: str, today: str = "2026-11-22", facts: Facts | None = None
) -> list[Finding]:
    """Return what these rules find on a day."""
    record = record_of(made, today=dt.date.fromisoformat(today))
    return check(record, SETTINGS, select=codes, facts=facts or facts_of(made))


def told(made: Repository, today: str = "2026-11-22") -> list[tuple[str, str]]:
    """Return the codes and messages of what is found of sharing."""
    return [(f.code, f.message) for f in findings(made, "AQ602", "AQ611", today=today)]


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ("2026-11-17T10:00:00+00:00", None),
        ("2026-11-19T10:00:00+00:00", None),
        ("2026-11-19T10:00:01+00:00", "only 23 hours before the meeting"),
        ("2026-11-19T09:30:00-08:00", "only 16 hours before the meeting"),
        ("2026-11-20T09:00:00+00:00", "only 1 hour before the meeting"),
        ("2026-11-20T09:59:00+00:00", "only 1 minute before the meeting"),
        ("2026-11-20T11:00:00+00:00", "only after the meeting had begun"),
    ],
)
def test_a_day_ahead(when: str, said: str | None) -> None:
    """A day to the minute is in time, by the clocks of the series, wherever it was written."""
    made = repository()
    commit(made, "2026-11-20", note("2026-11-20", "Reviews take a week"), when)
    messages = [message for _, message in told(made)]
    assert [said] * len(messages) == [one.split("shared ")[1].split(":")[0] for one in messages]
    assert bool(said) == bool(messages)


def test_a_day_when_clocks_change() -> None:
    """The day before at the same hour is a day ahead, though the night had an hour less."""
    made = repository()
    text = note("2026-03-29", "Reviews take a week")
    commit(made, "2026-03-27", note("2026-03-27", "Other"), "2026-03-20T10:00:00+00:00")
    commit(made, "2026-03-29", text, "2026-03-28T10:00:00+00:00")
    assert told(made, today="2026-03-30") == []


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ("2026-11-19T23:30:00+00:00", None),
        ("2026-11-20T00:30:00+00:00", "on the very day of the meeting"),
        ("2026-11-20T00:30:00+01:00", None),
        ("2026-11-21T08:00:00+00:00", "only after the meeting"),
    ],
)
def test_without_a_time_of_day(when: str, said: str | None) -> None:
    """Where no time is set, an agenda of the day before is in time."""
    made = repository("with: morgan\ntimezone: Europe/Lisbon\n")
    commit(made, "2026-11-20", note("2026-11-20", "Reviews take a week"), when)
    messages = [message for _, message in told(made)]
    assert bool(said) == bool(messages)
    assert all(f"shared {said}:" in message for message in messages)


def test_nothing_of_its_own() -> None:
    """A meeting that took up what was open already had nothing to share."""
    made = repository()
    carried = "Reviews take a week ^q7a2x"
    commit(made, "2026-11-13", note("2026-11-13", carried), "2026-11-10T10:00:00+00:00")
    commit(made, "2026-11-20", note("2026-11-20", carried), "2026-11-20T12:00:00+00:00")
    assert told(made) == []


def test_older_meetings_are_left_alone() -> None:
    """What nobody can change any more is said of the last month alone, and of the last one held."""
    made = repository()
    for day in ("2026-10-02", "2026-10-09"):
        commit(made, day, note(day, f"A question of {day}"), f"{day}T09:00:00+01:00")
    found = findings(made, "AQ602")
    assert [path_of("2026-10-09")] == [one.path for one in found]


def test_meetings_before_git() -> None:
    """Meetings that were over before their series was in git could not be shared there."""
    made = Repository()
    for day in ("2026-11-06", "2026-11-13"):
        text = note(day, f"A question of {day}")
        commit(made, day, text, "2026-11-15T12:00:00+00:00")
    assert told(made) == []
    commit(made, "2026-11-20", note("2026-11-20", "Reviews"), "2026-11-20T18:00:00+00:00")
    assert [path_of("2026-11-20")] == [one.path for one in findings(made, "AQ602")]


COMING = "2026-11-23"


@pytest.mark.parametrize(
    ("today", "codes"),
    [("2026-11-21", []), ("2026-11-22", ["AQ611"]), ("2026-11-23", ["AQ611"])],
)
def test_not_in_a_commit(today: str, codes: list[str]) -> None:
    """An agenda that only stands in a file is told from the day before the meeting on."""
    made = repository()
    made[path_of(COMING)] = note(COMING, "Reviews take a week").encode()
    found = told(made, today)
    assert codes == [code for code, _ in found]
    assert all("is in no commit: commit and push it now" in message for _, message in found)


def test_carried_items_alone() -> None:
    """Tomorrow's agenda that brings nothing new is told, and no longer once something is shared."""
    made = repository()
    commit(made, COMING, note(COMING, "First of all"), "2026-11-20T18:00:00+00:00")
    ((code, message),) = told(made)
    assert code == "AQ611"
    assert "only what was carried over" in message
    commit(made, COMING, note(COMING, "First of all", "More"), "2026-11-21T18:00:00+00:00")
    assert told(made) == []


def test_shared_late_but_shared() -> None:
    """A coming meeting whose agenda came late has no other advice to follow any more."""
    made = repository()
    commit(made, COMING, note(COMING, "Reviews"), "2026-11-22T15:00:00+00:00")
    assert [code for code, _ in told(made)] == ["AQ602"]


@pytest.mark.parametrize("status", ["cancelled", "held"])
def test_what_needs_no_agenda(status: str) -> None:
    """A meeting that is cancelled, or over, is not told to share an agenda."""
    made = repository()
    made[path_of(COMING)] = note(COMING, "Reviews", status=status).encode()
    assert told(made) == []


def test_empty_agenda() -> None:
    """Of a meeting without an agenda AQ601 speaks alone."""
    made = repository()
    made[path_of(COMING)] = note(COMING).encode()
    found = findings(made, "AQ601", "AQ602", "AQ611")
    assert [one.code for one in found] == ["AQ601"]


def test_private_file() -> None:
    """A note that must never be committed is not asked to be."""
    made = repository()
    made["notes/morgan/2026-11-23-pay.private.md"] = note(COMING, "Reviews").encode()
    assert told(made) == []


def test_series_that_nobody_commits() -> None:
    """A series of which nothing is in git, as its folder is ignored there, is not shared by it."""
    made = repository()
    made["notes/priya/2026-11-23.md"] = note(COMING, "Reviews").encode()
    made["notes/priya/2026-11-20.md"] = note("2026-11-20", "Other").encode()
    assert told(made) == []


def test_private_agenda() -> None:
    """Of a note that is not published no more is told than the rule."""
    made = repository()
    text = note("2026-11-20", "Reviews").replace("---\n\n", "publish: false\n---\n\n", 1)
    commit(made, "2026-11-20", text, "2026-11-20T09:00:00+00:00")
    (finding,) = findings(made, "AQ602")
    assert (finding.withheld, finding.message) == (
        True,
        "An agenda was shared less than a day before its meeting",
    )


def test_without_history() -> None:
    """Without git nothing is judged."""
    made = repository()
    made[path_of(COMING)] = note(COMING, "Reviews").encode()
    commit(made, "2026-11-20", note("2026-11-20", "Reviews"), "2026-11-20T09:00:00+00:00")
    assert findings(made, "AQ602", "AQ611", facts=Facts()) == []
    assert findings(made, "AQ602", "AQ611", facts=Facts(history=lambda: None)) == []


def test_history_that_is_cut_off() -> None:
    """What may have been shared earlier is no finding, and is noted; early enough is in time."""
    made = repository()
    commit(made, "2026-11-13", note("2026-11-13", "Early"), "2026-11-10T09:00:00+00:00")
    commit(made, "2026-11-20", note("2026-11-20", "Late"), "2026-11-20T09:00:00+00:00")
    made[path_of(COMING)] = note(COMING, "Reviews").encode()
    facts = Facts(history=lambda: history_of(made, whole=False))
    assert findings(made, "AQ602", "AQ611", facts=facts) == []
    assert {("AQ602", path_of("2026-11-20")), ("AQ611", path_of(COMING))} <= facts.unjudged
    assert ("AQ602", path_of("2026-11-13")) not in facts.unjudged


DAYS = ("2026-10-30", "2026-11-06", "2026-11-13", "2026-11-20")


def agendas(*, scribe: str = "sam", also: str = "") -> Repository:
    """Return a month of agendas; Morgan's commits add two questions to each."""
    made = repository()
    for number, day in enumerate(DAYS):
        questions = [f"Something of mine, {number}"]
        commit(made, day, note(day, *questions), f"{day}T08:00:00+00:00", by=scribe)
        questions += [f"{also}Who covers the trade fair no. {number}?", f"{also}Board, {number}"]
        commit(made, day, note(day, *questions), f"{day}T09:00:00+00:00", by="morgan")
    return made


def test_whose_questions() -> None:
    """A question that the other person committed is theirs, without their saying so."""
    (finding,) = findings(agendas(), "AQ604")
    assert "Most questions were @morgan's" in finding.message
    assert findings(agendas(), "AQ604", facts=Facts()) == []


def test_one_who_commits_for_both() -> None:
    """Where one person commits everything, that tells nothing of whose the questions are."""
    assert findings(agendas(scribe="morgan"), "AQ604") == []
    assert findings(agendas(scribe="morgan", also="From @morgan: "), "AQ604") != []


def test_one_who_only_corrects() -> None:
    """Who corrects a word in what somebody else writes for both has added nothing by it."""
    made = agendas(scribe="morgan")
    for day in DAYS:
        text = made[path_of(day)].decode()
        commit(made, day, f"{text}\n## Notes\n\nA word.\n", f"{day}T12:00:00+00:00")
    assert findings(made, "AQ604") == []


def test_carried_questions_keep_whose_they_are() -> None:
    """Who makes the next note does not become the author of what it carries."""
    made = repository()
    open_ = ["Mine, the first ^a111", "Mine, the second ^a222", "Mine, the third ^a333"]
    commit(made, "2026-10-23", note("2026-10-23", *open_), "2026-10-20T08:00:00+00:00")
    for day in DAYS:
        commit(made, day, note(day, *open_), f"{day}T08:00:00+00:00", by="morgan")
        commit(made, day, note(day, *open_, f"New on {day}"), f"{day}T09:00:00+00:00")
    assert findings(made, "AQ604") == []
