"""Pages about people and goals: what is open, what became of promises, what is stale."""

from __future__ import annotations

from dataclasses import replace

import pytest
from bs4 import BeautifulSoup, Tag

from aquip.core.people import OTHERS
from mkdocs_aquip.context import person_uri
from mkdocs_aquip.views import view_key
from mkdocs_aquip.views.known import everybody
from tests.views.conftest import NOTES, MakeStage, Stage


def part(soup: BeautifulSoup, title: str) -> Tag:
    """Return the part of a page whose heading begins so."""
    return next(
        one for one in soup.select(".aq-brief__part") if one.h2 and title in one.h2.get_text()
    )


def with_people(stage: Stage) -> Stage:
    """Return a page of a site on which everybody has a page."""
    uris = [uri for handle in everybody(stage.context.record) if (uri := person_uri(handle))]
    urls = stage.context.urls | {uri: uri.replace(".md", "/") for uri in uris}
    return Stage(replace(stage.context, urls=urls))


def test_a_person_owes_and_is_owed(stage: MakeStage) -> None:
    """Across series: one's own actions, and those of others in one's series or naming one."""
    notes = {
        **NOTES,
        "lee/2026-11-17.md": "---\ndate: 2026-11-17\n---\n## Actions\n\n"
        "- [ ] @morgan Lend Lee a desk ^desk1\n- [ ] @lee Thank @morgan ^than1\n",
    }
    soup = stage(notes).soup("view: person\nperson: morgan")
    owes, owed = part(soup, "Morgan Diaz owes"), part(soup, "Owed to Morgan Diaz")
    assert "Talk to the data team" in owes.get_text()
    assert "Lend Lee a desk" in owes.get_text()
    assert "Write it up together" in owed.get_text()
    assert "Thank Morgan Diaz" in owed.get_text()
    assert "Lend Lee a desk" not in owed.get_text()
    assert owes.select_one("a.aq-count")["href"] == "../actions/?owner=morgan"


def test_what_is_owed_leads_to_its_rows_or_nowhere(stage: MakeStage) -> None:
    """A figure links to its rows by series and owner, unless that would show others as well."""
    shown = stage(NOTES)
    shown.context.urls["questions.md"] = "questions/"
    soup = shown.soup("view: person\nperson: morgan")
    assert part(soup, "Owed to Morgan Diaz").select_one("a.aq-count")["href"] == (
        "../actions/?series=morgan&owner=lee%2Cnone%2Csam"
    )
    assert part(soup, "Open questions").select_one("a.aq-count")["href"] == (
        "../questions/?series=morgan"
    )
    assert part(soup, "Morgan Diaz owes").select_one("a.aq-late")["href"] == (
        "../actions/?owner=morgan&due=overdue"
    )
    lee = "---\ndate: 2026-11-17\n---\n## Actions\n\n- [ ] @sam Ask @jo\n- [ ] @sam Thank Lee\n"
    notes = {**NOTES, "lee/2026-11-17.md": lee, "jo/index.md": "---\nwith: jo\n---\n"}
    named = stage(notes).soup("view: person\nperson: jo")
    assert part(named, "Owed to").select_one("span.aq-count").get_text() == "1"


def test_the_owner_of_the_site_is_me(stage: MakeStage) -> None:
    """On the page of whom the notes belong to, as on home and in briefings, it is I who owe."""
    soup = stage().soup("view: person")
    assert part(soup, "I owe").select("li")
    assert part(soup, "Owed to me").select("li")


def test_what_became_of_promises_is_counted(stage: MakeStage) -> None:
    """Done, done in time and dropped; the owner of the site is meant where nobody is named."""
    kept = part(stage().soup("view: person"), "What became of promises")
    assert "1 action done, 1 of 1 by the date due" in kept.get_text()
    assert "Draft the rota" in kept.get_text()
    dropped = part(stage().soup("view: person\nperson: lee"), "What became of promises")
    assert "0 actions done; 1 dropped" in dropped.get_text()


def test_feedback_goes_both_ways(stage: MakeStage) -> None:
    """What Morgan said to Sam is from the one and to the other, with what became of it."""
    morgan = stage().soup("view: person\nperson: morgan")
    assert "most useful page" in part(morgan, "Feedback from Morgan Diaz").get_text()
    assert "the budget" in part(morgan, "Feedback to Morgan Diaz").get_text()
    sam = stage().soup("view: person\nperson: sam")
    received = part(sam, "Feedback to me")
    assert "most useful page" in received.get_text()
    assert "Taken up 20 Nov" in received.get_text()


def test_a_person_says_when_one_meets(stage: MakeStage) -> None:
    """The next and the last meeting of each series with them."""
    row = stage().soup("view: person\nperson: morgan").select_one(".aq-meets__row")
    assert [a["href"] for a in row.select("a")] == [
        "../morgan/",
        "../morgan/2026-11-27/",
        "../morgan/2026-11-20/",
    ]


def test_the_key_follows_what_others_do(stage: MakeStage) -> None:
    """A page changes with an action of another series that names the person, not with others."""
    view = "view: person\nperson: morgan"
    note = "---\ndate: 2026-11-18\n---\n## Actions\n\n- [ ] @lee Thank {} ^than1\n"
    plain = stage(NOTES)
    named = stage({**NOTES, "lee/2026-11-18.md": note.format("@morgan")})
    unnamed = stage({**NOTES, "lee/2026-11-18.md": note.format("nobody")})
    assert view_key(view, plain.context) != view_key(view, named.context)
    assert plain.show(view) == unnamed.show(view)


def test_everybody_is_listed_and_linked(stage: MakeStage) -> None:
    """Whom one meets next comes first; names lead to pages where there are pages."""
    soup = with_people(stage()).soup("view: people")
    names = [row.select_one(".aq-person__name").get_text() for row in soup.select("li")]
    assert names == ["Morgan Diaz", "Sam Reyes", "Lee Okafor"]
    assert soup.select_one("a.aq-who")["href"] == "../people/morgan/"
    assert not stage().soup("view: people").select("a.aq-who")


def test_mistyped_handles_make_no_hundreds_of_pages(stage: MakeStage) -> None:
    """Those known by actions alone are bounded, the first ones kept; those one meets are not."""
    actions = "".join(f"- [ ] @typo{n} Do it\n" for n in range(OTHERS + 50))
    late = "---\ndate: 2026-11-18\n---\n## Actions\n\n- [ ] @aaa Do it\n"
    notes = {
        **NOTES,
        "lee/2026-11-16.md": f"---\ndate: 2026-11-16\n---\n## Actions\n\n{actions}",
        "lee/2026-11-18.md": late,
    }
    known = everybody(stage(notes).context.record)
    assert len(known) == 3 + OTHERS
    assert {"sam", "morgan", "lee"} <= known.keys()
    assert "aaa" not in known


@pytest.mark.parametrize("handle", ["index", "readme"])
def test_a_handle_is_no_folders_page(handle: str) -> None:
    """Somebody called `index` does not take the place of the list of all."""
    assert person_uri(handle) == f"people/{handle}-.md"


def test_a_handle_that_no_file_can_have_has_no_page() -> None:
    """It would end the build."""
    assert person_uri("a" * 300) is None
    assert person_uri("josé.maria") == "people/josé.maria.md"


GOAL = "---\ntitle: Checkout\nperiod: {period}\nstatus: {status}\n---\n"


def goal(stage: MakeStage, period: str = "2026", status: str = "active") -> BeautifulSoup:
    """Return the goal's facts on its own page."""
    notes = {**NOTES, "goals/latency.md": GOAL.format(period=period, status=status)}
    return stage(notes, goal="latency").soup("view: goals")


def test_a_goal_tells_its_rank_and_when_it_was_spoken_of(stage: MakeStage) -> None:
    """The rank in the newest list, and the last meeting that had an item for it."""
    facts = {
        row.dt.get_text(): row.dd.get_text(" ", strip=True) for row in goal(stage).select("dl div")
    }
    assert facts["Priority now"] == "2 Morgan"
    assert facts["Last spoken of"] == "20 Nov Morgan"
    assert facts["Done towards it"] == "1 last 30 Oct"


def test_what_is_stale_is_said(stage: MakeStage) -> None:
    """A period that is over and no open action; nothing of a goal that is done."""
    assert "No action is open" in goal(stage).select_one(".aq-stale").get_text()
    assert "period ended" in goal(stage, "2026-H1").select_one(".aq-stale").get_text()
    assert goal(stage, "2026-H1", "done").select_one(".aq-stale") is None


def test_a_goals_rank_over_time(stage: MakeStage) -> None:
    """A picture with a sentence and a table: first on 30 October, second on 20 November."""
    soup = stage(goal="latency").soup("view: rank")
    assert soup.select_one("figcaption").get_text() == (
        "Morgan: rank 2 now, between 1 and 2 over the last 2 meetings."
    )
    assert [row.td.get_text() for row in soup.select("tbody tr")] == ["2", "1"]


def test_what_is_open_towards_a_goal(stage: MakeStage) -> None:
    """Open actions and questions of all series that serve it, and no others."""
    served = NOTES["morgan/2026-11-27.md"].replace("^both1", "(goal:: latency) ^both1")
    soup = stage({**NOTES, "morgan/2026-11-27.md": served}, goal="latency").soup("view: goal")
    assert "Write it up together" in part(soup, "Open actions").get_text()
    assert "Talk to the data team" not in soup.get_text()
    assert "Nothing is open." in part(soup, "Open questions").get_text()
