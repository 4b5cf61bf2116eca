"""What a series page says before a meeting: its briefing, and what became of feedback."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup, Tag

from mkdocs_aquip.views import view_key
from tests.views.conftest import NOTES, MakeStage

AGENDA = """\
---
date: 2026-11-27
---
## Accomplishments

- Told a third team ^w9n9

## Questions & Issues

- [ ] Reviews take a week (kind:: people) (need:: thought-partner) (min:: 10) ^q7a2x

## Priorities

1. On-call handover ^p2c3z
"""
LAST = "morgan/2026-11-20.md"
NEXT = "morgan/2026-11-27.md"


def part(soup: BeautifulSoup, title: str) -> Tag:
    """Return the part of a briefing whose heading begins so."""
    return next(
        one for one in soup.select(".aq-brief__part") if one.h2 and title in one.h2.get_text()
    )


def test_the_next_meeting_comes_first(stage: MakeStage) -> None:
    """Its day, whether it is ready, and the agenda with minutes stand before all else."""
    soup = stage({**NOTES, NEXT: AGENDA}, series="morgan").soup("view: briefing")
    first = soup.select(".aq-brief__part")[0]
    assert "27 Nov" in first.get_text()
    assert first.select_one(".aq-ready--yes")
    assert "Reviews take a week" in first.get_text()
    assert "10 min" in first.get_text()


def test_what_is_missing_on_the_agenda_is_said(stage: MakeStage) -> None:
    """An agenda without its sections is not ready; an open question that it lacks is listed."""
    first = part(stage(series="morgan").soup("view: briefing"), "Next")
    assert first.select_one(".aq-ready--no")
    assert "Accomplishments" in first.get_text()
    assert "not on the agenda" in first.get_text()
    assert "Reviews take a week" in first.get_text()


def test_each_side_has_what_it_owes(stage: MakeStage) -> None:
    """What Sam owes and what Morgan owes stand apart, others' apart from both; late ones count."""
    soup = stage(series="morgan").soup("view: briefing")
    sam, morgan, others = (part(soup, f"{who} owe") for who in ("I", "Morgan Diaz", "Others"))
    assert "Write it up together" in sam.get_text()
    assert "Talk to the data team" in morgan.get_text()
    assert "1 overdue" in morgan.get_text()
    assert "moved 1×" in morgan.get_text()
    assert "Somebody books the room" in others.get_text()
    assert "lost on the way" in others.get_text()
    assert sam.select_one("a.aq-count")["href"] == "../actions/?series=morgan&owner=sam"


def test_what_was_promised_last_time_is_told(stage: MakeStage) -> None:
    """New promises are marked where they are owed; those closed since are listed."""
    soup = stage(series="morgan").soup("view: briefing")
    last = part(soup, "Last time")
    assert "20 Nov" in last.get_text()
    assert "2 actions promised then" in last.get_text()
    assert "Draft the rota" in last.get_text()
    assert "promised last time" in part(soup, "I owe").get_text()
    assert "promised last time" not in part(soup, "Morgan Diaz owes").get_text()


def test_only_new_outcomes_are_told(stage: MakeStage) -> None:
    """An outcome that a question has carried along since earlier is not news."""
    old = NOTES["morgan/2026-10-30.md"].replace("^q7a2x\n", "^q7a2x\n  - Outcome: we wait\n")
    new = NOTES[LAST].replace(
        "^q7a2x\n", "^q7a2x\n  - Outcome: we wait\n  - Outcome: Lee joins (see:: both1)\n"
    )
    notes = {**NOTES, "morgan/2026-10-30.md": old, LAST: new}
    last = part(stage(notes, series="morgan").soup("view: briefing"), "Last time")
    assert "Lee joins" in last.get_text()
    assert "(see::" not in last.get_text()
    assert last.select_one("a.aq-chip--see")["href"].endswith("morgan/2026-11-27/#^both1")
    assert "we wait" not in last.get_text()


def test_priorities_are_those_that_were_confirmed(stage: MakeStage) -> None:
    """A later order that nobody confirmed does not pass for what both agreed to."""
    agreed = NOTES["morgan/2026-10-30.md"].replace(
        "^p2c3z\n", "^p2c3z\n\n- [x] Order confirmed with @morgan\n"
    )
    soup = stage({**NOTES, "morgan/2026-10-30.md": agreed}, series="morgan").soup("view: briefing")
    order = part(soup, "Priorities")
    assert "confirmed 30 Oct" in " ".join(order.get_text().split())
    assert [a.get_text() for a in order.select("li a.aq-text")] == [
        "Payments cut-over",
        "On-call handover",
    ]
    unconfirmed = part(stage(series="morgan").soup("view: briefing"), "Priorities")
    assert "not confirmed" in unconfirmed.get_text()


def test_feedback_says_what_became_of_it(stage: MakeStage) -> None:
    """What took it up is linked, whatever it is; what nobody took up says so, and is recalled."""
    soup = stage(series="morgan").soup("view: feedback")
    taken, waiting = soup.select(".aq-quote")
    link = taken.select_one(".aq-quote__taken a")
    assert link["href"].startswith("../morgan/2026-11-20/#")
    assert "Told two teams about the table" in link.get_text()
    assert "not taken up" in waiting.get_text()
    recalled = part(stage(series="morgan").soup("view: briefing"), "nobody took up")
    assert "Thank you for the budget" in recalled.get_text()
    assert "most useful page" not in recalled.get_text()


def test_feedback_is_taken_up_in_another_series(stage: MakeStage) -> None:
    """An action elsewhere counts, and the key of this series' page changes with it."""
    before = stage(series="morgan")
    told = "---\ndate: 2026-11-17\n---\n## Actions\n\n- [ ] @lee Say it (see:: fb02) ^act9\n"
    first = NOTES["morgan/2026-10-30.md"].replace("the budget\n", "the budget ^fb02\n")
    untold = stage({**NOTES, "morgan/2026-10-30.md": first}, series="morgan")
    taken = {**NOTES, "morgan/2026-10-30.md": first, "lee/2026-11-17.md": told}
    after = stage(taken, series="morgan")
    assert "Say it" in after.soup("view: feedback").get_text()
    assert "Say it" not in before.soup("view: feedback").get_text()
    for view in ("view: feedback", "view: briefing"):
        assert view_key(view, untold.context) != view_key(view, after.context)


def test_long_lists_are_folded(stage: MakeStage) -> None:
    """Of thirty meetings ten stand open, the others below a line that counts them."""
    meetings = {
        f"lee/2026-{month:02}-{day:02}.md": "---\nstatus: held\n---\n"
        for month in range(1, 11)
        for day in (3, 13, 23)
    }
    soup = stage({**NOTES, **meetings}, series="lee").soup("view: meetings")
    assert len(soup.select(".aq-view > .aq-meetings > li")) == 10
    assert soup.select_one("details > summary").get_text() == "21 meetings more of 2026"
    assert len(soup.select("details li")) == 21


@pytest.mark.parametrize("view", ["briefing", "feedback", "meetings"])
def test_a_series_without_anything_is_no_blank(stage: MakeStage, view: str) -> None:
    """Before the first meeting each view says what there is not, and does not fail."""
    notes = {"jo/index.md": "---\nwith: jo\n---\n"}
    assert stage(notes, series="jo").soup(f"view: {view}").get_text(strip=True)


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ("", "No meeting is coming up. aquip new jo --date friday plans one."),
        ("ends: 2026-11-01\n", "No meeting is coming up."),
        ("cadence: weekly\nstarts: 2026-11-27\n", "No agenda yet aquip new jo writes it."),
    ],
)
def test_a_briefing_says_the_next_step(stage: MakeStage, head: str, said: str) -> None:
    """Where no agenda is written, one sentence says how it begins; not where all is over."""
    notes = {"jo/index.md": f"---\nwith: jo\n{head}---\n"}
    next_ = part(stage(notes, series="jo").soup("view: briefing"), "Next").get_text(" ")
    assert " ".join(next_.split()).endswith(said)


def test_a_series_leads_to_its_rows(stage: MakeStage) -> None:
    """On a card, open actions, overdue ones and open questions are links to exactly them."""
    shown = stage()
    shown.context.urls["questions.md"] = "questions/"
    card = shown.soup("view: series\nseries: morgan").select_one(".aq-facts")
    assert [link["href"] for link in card.select('a[href*="?"]')] == [
        "../actions/?series=morgan",
        "../actions/?series=morgan&due=overdue",
        "../questions/?series=morgan",
    ]


def test_a_briefing_is_of_one_series(stage: MakeStage) -> None:
    """On a page that is no series' it asks which one."""
    assert "series: morgan" in stage().soup("view: briefing").get_text()
    assert part(stage().soup("view: briefing\nseries: lee"), "Next")
