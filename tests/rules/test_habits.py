"""Habits: judged over several meetings, said once at the newest, ended by the next agenda."""

from __future__ import annotations

import datetime as dt

import pytest

from aquip.rules import Finding, check
from tests.rules.repository import SETTINGS, record_of

FRIDAYS = [dt.date(2026, 11, 20) - dt.timedelta(weeks=weeks) for weeks in range(7, -1, -1)]
"""Eight Fridays, up to the one before today, 22 November."""
NEXT = dt.date(2026, 11, 27)

TASKS = "## Questions & Issues\n\n- [x] Second rehearsal (kind:: project) (need:: action)\n"
TALK = "## Questions & Issues\n\n- [x] Where do I go from here? (kind:: growth)\n"
THEIRS = "## Questions & Issues\n\n- [x] From @morgan: travel budget\n- [x] @morgan hiring plan\n"
ORDER = "## Priorities\n\n1. Payments cut-over (goal:: payments)\n2. On-call handover\n"


def notes(*bodies: str, planned: str | None = None, series: str = "morgan") -> dict[str, str]:
    """Give the last Fridays a meeting each, newest last, and the coming one an agenda."""
    days = FRIDAYS[-len(bodies) :]
    found = {
        f"notes/{series}/{day}.md": f"---\ndate: {day}\nstatus: held\n---\n\n{body}"
        for day, body in zip(days, bodies, strict=True)
    }
    if planned is not None:
        text = f"---\ndate: {NEXT}\nstatus: planned\n---\n\n{planned}"
        found[f"notes/{series}/{NEXT}.md"] = text
    return found


def found(code: str, files: dict[str, str]) -> list[Finding]:
    """Check a repository for one rule."""
    record = record_of({path: text.encode() for path, text in files.items()})
    return check(record, SETTINGS, select=(code,))


def places(code: str, files: dict[str, str]) -> list[str]:
    """Name the notes in which a rule finds something."""
    return [finding.path.removeprefix("notes/morgan/") for finding in found(code, files)]


# --- AQ403: priorities that stay while work is added -----------------------------------------


def with_actions(*actions: str) -> list[str]:
    """Give one meeting more than there are actions the same order, and each but the first one."""
    return [ORDER, *(f"{ORDER}\n## Actions\n\n- [x] {action}\n" for action in actions)]


def test_the_order_is_told_once_with_what_was_counted() -> None:
    """Six meetings and their actions make one finding, at the newest, that says both numbers."""
    files = notes(*with_actions("@sam one", "@sam two", "three", "@sam four", "@sam five"))
    (finding,) = found("AQ403", files)
    assert finding.path == "notes/morgan/2026-11-20.md"
    assert "in the last 6 meetings (since 2026-10-16), while 5 actions" in finding.message


@pytest.mark.parametrize(
    "actions",
    [
        pytest.param(["@sam one", "@sam two", "@sam three"], id="only-four-meetings"),
        pytest.param(["@morgan one", "@morgan two", "@morgan three", "@morgan four"], id="theirs"),
        pytest.param([f"@sam {n} (goal:: payments)" for n in range(5)], id="for-a-ranked-goal"),
    ],
)
def test_steadiness_is_no_fault(actions: list[str]) -> None:
    """A month of one order is fine, and so is one whose work serves it or is another's."""
    assert places("AQ403", notes(*with_actions(*actions))) == []


def test_a_new_order_on_the_next_agenda_ends_it() -> None:
    """Whoever moves something down for the coming meeting has done what was asked."""
    bodies = with_actions("@sam one", "@sam two", "@sam three", "@sam four")
    swapped = "## Priorities\n\n1. On-call handover\n2. Payments cut-over (goal:: payments)\n"
    assert places("AQ403", notes(*bodies, planned=ORDER)) == ["2026-11-27.md"]
    assert places("AQ403", notes(*bodies, planned=swapped)) == []


# --- AQ510: actions carried on and on --------------------------------------------------------


def carried(action: str, times: int) -> dict[str, str]:
    """Show an action in one meeting and as many more as it is carried."""
    return notes(*[f"## Actions\n\n- [ ] {action} ^k7f3q\n"] * (times + 1))


def test_a_carried_action_is_told_once_with_its_count() -> None:
    """The finding stands where the action stands now, and counts from its first meeting."""
    (finding,) = found("AQ510", carried("@sam Clean up the alerts (due:: 2026-10-30)", 5))
    assert finding.path == "notes/morgan/2026-11-20.md"
    assert "was carried 5 times since 2026-10-16: write down a first step" in finding.message


def test_of_anothers_action_the_owner_asks() -> None:
    """What somebody else does not get to is asked about, not cut into steps."""
    (finding,) = found("AQ510", carried("@morgan Talk to their lead (due:: 2026-10-30)", 4))
    assert "ask @morgan what is in the way" in finding.message


@pytest.mark.parametrize(
    ("action", "times"),
    [
        pytest.param("@sam Clean up the alerts (due:: 2026-10-30)", 3, id="three-times"),
        pytest.param("@sam Talk at the conference (due:: 2027-03-01)", 6, id="has-time"),
    ],
)
def test_an_action_that_has_time_is_left_alone(action: str, times: int) -> None:
    """Carried a few times, or until the date first agreed, nothing is wrong."""
    assert places("AQ510", carried(action, times)) == []


def test_a_private_action_is_not_told() -> None:
    """The message of a hidden action repeats nothing of it."""
    hidden = "## Actions\n\n<!-- private -->\n- [ ] @sam See a lawyer ^k7f3q\n<!-- /private -->\n"
    (finding,) = found("AQ510", notes(*[hidden] * 5))
    assert (finding.withheld, "lawyer" in finding.message) == (True, False)


# --- AQ604: whose agenda it is ---------------------------------------------------------------


def test_three_of_four_agendas_of_the_other_are_told_at_the_next() -> None:
    """The finding stands where it can be mended, and says in how many meetings it was so."""
    (finding,) = found("AQ604", notes(THEIRS, THEIRS, TALK, THEIRS, planned=""))
    assert finding.path == f"notes/morgan/{NEXT}.md"
    assert "in 3 of the last 4 meetings (since 2026-10-30)" in finding.message


@pytest.mark.parametrize(
    "files",
    [
        pytest.param(notes(THEIRS, THEIRS, THEIRS, THEIRS, planned=TALK), id="mended"),
        pytest.param(notes(THEIRS, THEIRS, THEIRS, TALK), id="the-last-one-was-not"),
        pytest.param(notes(THEIRS, TALK, TALK, THEIRS), id="half-of-them"),
        pytest.param(notes(THEIRS, THEIRS, THEIRS), id="too-few-to-be-a-habit"),
        pytest.param(
            {
                "notes/lee/index.md": "---\nwith: lee\nrelation: peer\n---\n",
                **notes(*[THEIRS.replace("morgan", "lee")] * 4, series="lee"),
            },
            id="a-peer-leads-as-much",
        ),
    ],
)
def test_an_agenda_of_the_other_now_and_then_is_no_habit(files: dict[str, str]) -> None:
    """Nothing is said where the owner leads again, mostly leads, or need not."""
    assert places("AQ604", files) == []


# --- AQ605: nothing but tasks ----------------------------------------------------------------


def test_four_meetings_of_tasks_are_told_once() -> None:
    """The newest meeting has the finding, which says how many meetings were counted."""
    (finding,) = found("AQ605", notes(TASKS, TASKS, TASKS, TASKS, TASKS))
    assert finding.path == "notes/morgan/2026-11-20.md"
    assert "in the last 4 meetings (since 2026-10-30)" in finding.message


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(TALK, id="growth"),
        pytest.param("## Questions & Issues\n\n- [x] What now?\n", id="kind-not-said"),
        pytest.param(TASKS.replace("action", "viewpoint"), id="another-point-of-view"),
        pytest.param(f"{TASKS}\n## Feedback\n\n- From @morgan: well done\n", id="feedback"),
        pytest.param("## Notes\n\nA long talk about the team.\n", id="free-text-alone"),
    ],
)
def test_one_meeting_about_something_else_breaks_the_run(other: str) -> None:
    """A question that may be worth a talk counts, also on the next agenda."""
    assert places("AQ605", notes(TASKS, TASKS, other, TASKS)) == []
    if "Questions" in other and "Feedback" not in other:
        assert places("AQ605", notes(TASKS, TASKS, TASKS, TASKS, planned=other)) == []


# --- AQ606: the cadence ----------------------------------------------------------------------


def weekly(*days: int, more: str = "", cancelled: str = "") -> dict[str, str]:
    """Hold a weekly series on some of eight Fridays, 0 to 7."""
    index = f"---\nwith: morgan\ncadence: weekly\nstarts: {FRIDAYS[0]}\n{more}---\n"
    held = {f"notes/morgan/{FRIDAYS[day]}.md": f"---\ndate: {FRIDAYS[day]}\n---\n" for day in days}
    files = {"notes/morgan/index.md": index, **held}
    if cancelled:
        for day in set(range(8)) - set(days):
            text = f"---\ndate: {FRIDAYS[day]}\nstatus: cancelled\n{cancelled}---\n"
            files[f"notes/morgan/{FRIDAYS[day]}.md"] = text
    return files


def test_days_without_a_meeting_are_named() -> None:
    """Three of the last six are told at the newest meeting, with their dates."""
    (finding,) = found("AQ606", weekly(0, 1, 2, 4, 6))
    assert finding.path == "notes/morgan/2026-11-13.md"
    message = "3 of the last 6 days of the cadence (2026-10-23, 2026-11-06 and 2026-11-20)"
    assert message in finding.message


def test_cancelling_without_a_new_date_breaks_it_too() -> None:
    """A note that only says that nobody met does not keep the cadence."""
    assert places("AQ606", weekly(0, 1, 2, 4, 6, cancelled="reason: busy\n")) != []


@pytest.mark.parametrize(
    "files",
    [
        pytest.param(weekly(0, 1, 2, 5, 6, 7), id="two-missing"),
        pytest.param(weekly(0, 1, 2, 4, 6, cancelled="moved_to: 2026-11-27\n"), id="moved"),
        pytest.param(weekly(0, 1, 2, more="ends: 2026-10-20\n"), id="ended"),
        pytest.param(weekly(7), id="just-begun"),
    ],
)
def test_what_keeps_the_cadence(files: dict[str, str]) -> None:
    """A holiday, a new date, an end and a beginning are no broken cadence."""
    assert places("AQ606", files) == []


# --- what is past mending --------------------------------------------------------------------


def test_how_a_meeting_went_is_asked_within_a_month_and_of_the_last_one() -> None:
    """A reflection is missed in the meetings of a month; of a dormant series, in its last one."""
    assert places("AQ610", notes(*["## Notes\n\nWe met.\n"] * 8)) == [
        f"{day}.md" for day in FRIDAYS[-5:] if day >= dt.date(2026, 10, 22)
    ]
    old = {f"notes/morgan/2025-0{n}-10.md": f"---\ndate: 2025-0{n}-10\n---\n" for n in (1, 2, 3)}
    assert places("AQ610", old) == ["2025-03-10.md"]


def test_of_a_lost_item_only_that_is_told() -> None:
    """Whether it needs an owner, a box or a date is asked once somebody wants it."""
    files = notes("## Actions\n\n- ask around\n", "## Actions\n\nNothing new.\n")
    codes = [f.code for code in ("AQ3", "AQ5") for f in found(code, files)]
    assert codes == ["AQ509"]


def test_a_line_of_a_template_is_no_item_to_complain_about() -> None:
    """Brackets that nobody filled in are neither lost nor without a need."""
    files = notes("## Questions & Issues\n\n- [ ] ( )\n", TALK)
    assert [f.code for code in ("AQ3", "AQ5") for f in found(code, files)] == []


BARE = f"## Wins\n\n- One\n\n{TASKS}\n## Actions\n\nNone.\n"
FULL = f"{BARE}\n{ORDER}"


def test_a_section_that_most_meetings_lack_is_told_once() -> None:
    """A template without priorities makes one finding, at the newest, which names the way out."""
    (finding,) = found("AQ101", notes(FULL, BARE, BARE, BARE, BARE))
    assert finding.path == "notes/morgan/2026-11-20.md"
    assert "of the 5 meetings held in this series 4 have no Priorities" in finding.message
    assert "alias" in finding.message


def test_a_section_that_most_meetings_have_is_missed_in_each() -> None:
    """Where the template has it, a meeting without it is an exception, and told as one."""
    files = notes(FULL, BARE, FULL, BARE, FULL)
    assert places("AQ101", files) == ["2026-10-30.md", "2026-11-13.md"]
    assert places("AQ101", notes(BARE, BARE, BARE, BARE, FULL)) == []


def test_a_series_silences_a_habit_for_all_its_meetings() -> None:
    """A habit moves on from meeting to meeting: a comment in the series' page goes with it."""
    head = "---\nwith: morgan\nrelation: manager\n---\n\n"
    files = notes(*["## Notes\n\nWe met.\n"] * 2)
    for said, expected in (("", 2), ("<!-- aquip: ignore AQ610 -->\n\n", 0)):
        files["notes/morgan/index.md"] = f"{head}{said}# Morgan\n"
        assert expected == len(places("AQ610", files))


# --- carrying --------------------------------------------------------------------------------


def test_a_series_that_never_carries_is_told_once() -> None:
    """Old minutes with a list of actions each make one finding, with both numbers, not dozens."""
    bodies = [f"## Actions\n\n- [ ] @sam Number {n}\n- [ ] @sam Other {n}\n" for n in range(6)]
    (finding,) = found("AQ509", notes(*bodies, "## Actions\n\nNone.\n"))
    assert finding.path == "notes/morgan/2026-11-13.md"
    assert finding.message.startswith("12 items are open in 6 meetings of this series")


def test_what_a_carrying_series_loses_is_told_item_by_item() -> None:
    """Where items are carried as a rule, each that is not deserves its own word."""
    kept = "".join(f"- [ ] @sam Kept {n} ^kept{n}\n" for n in range(6))
    bodies = [f"## Actions\n\n{kept}- [ ] @sam Lost {n}\n" for n in range(5)]
    assert len(found("AQ509", notes(*bodies, f"## Actions\n\n{kept}"))) == 5
