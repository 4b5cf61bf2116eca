"""How a fence's options are read, and what is said of wrong ones."""

from __future__ import annotations

import pytest

from tests.views.conftest import NOTES, MakeStage

WRONG = [
    ("", 1, "no view is named"),
    ("- actions", 1, "key: value"),
    ("view: acions", 1, "did you mean 'actions'?"),
    ("view: actions\nowners: sam", 2, "no option 'owners'; did you mean 'owner'?"),
    ("view: actions\nowner: mrogan", 2, "nobody is called 'mrogan'; did you mean '@morgan'?"),
    ("view: actions\n\nowner: @sam", 3, "does not read a bare '@'"),
    ("view: actions\nseries: morgn", 2, "no series 'morgn'; did you mean 'morgan'?"),
    ("view: actions\ngoal: latncy", 2, "did you mean 'latency'?"),
    ("view: actions\nstate: opne", 2, "did you mean 'open'?"),
    ("view: actions\nstate: [open, done]", 2, "takes one value"),
    ("view: actions\nlimit: 0", 2, "a number from 1"),
    ("view: actions\nlimit: yes", 2, "a number from 1"),
    ("view: actions\nfilter: sometimes", 2, "true or false"),
    ("view: actions\ndue: next", 2, "known: overdue, week, later, none"),
    ("view: accomplishments\nperiod: 2026-Q5", 2, "there is no Q5"),
    ("view: actions\nseries: {morgan: 1}", 2, "takes a series' folder, all; or a list"),
    ("view: actions\nowner: [[sam]]", 2, "takes a handle, me, others, none; or a list"),
    ("view: accomplishments\nhighlights: 1", 2, "true or false"),
    ("view: actions\npart: soon", 2, "a year such as 2024"),
    ("view: actions\nstate: open\nstate: done", 3, "'state' is said twice, first in line 2"),
    ("view: actions\n\tlimit: 2", 2, "YAML knows no tabs"),
    ("view: actions\nowner: [sam", 2, "no YAML that can be read"),
    ("view: actions\nowner: 'a\nb", 3, "no YAML that can be read"),
    ("view: &a [*a]", 1, "this is a part of itself"),
    ("view: !!python/name:os.system x", 1, "no YAML that can be read"),
]


@pytest.mark.parametrize(("source", "line", "said"), WRONG)
def test_wrong(stage: MakeStage, source: str, line: int, said: str) -> None:
    """A wrong view, option or value is named with its line, in the build and on the page."""
    shown = stage()
    soup = shown.soup(source)
    ((message, at),) = shown.warnings
    assert said in message
    assert line == at
    problem = soup.select_one(".admonition.warning")
    assert problem
    assert f"Line {line}:" in problem.text
    assert not soup.select(".aq-rows")


def test_each_fault_is_named(stage: MakeStage) -> None:
    """Two wrong options are two warnings."""
    shown = stage()
    shown.show("view: actions\nstate: x\nlimit: y")
    assert [line for _, line in shown.warnings] == [2, 3]


@pytest.mark.parametrize(
    ("written", "ids"),
    [
        ("owner: sam", ["both1"]),
        ('owner: "@sam"', ["both1"]),
        ("owner: me", ["both1"]),
        ("owner: Morgan", ["a81kd"]),
        ("owner: [morgan, lee]", ["lost1", "a81kd", "both1"]),
        ("owner: none", [""]),
        ("due: overdue", ["lost1", "a81kd"]),
        ("due: week", ["both1"]),
        ("due: none", [""]),
        ("state: done", ["k7f3q"]),
        ("state: dropped", ["old01"]),
        ("series: lee\nstate: all", ["old01"]),
        ("limit: 1", ["lost1"]),
        ("sort: owner\nlimit: 2", ["lost1", "a81kd"]),
    ],
)
def test_actions(stage: MakeStage, written: str, ids: list[str]) -> None:
    """Each filter of the actions leaves the rows it names, what is due first at the top."""
    rows = stage().soup(f"view: actions\n{written}").select("tr.aq-row a.aq-text")
    shown = [str(a["href"]).partition("#^")[2] for a in rows]
    assert ids == shown


def test_page_is_the_default(stage: MakeStage) -> None:
    """On a series' page a view is about that series, unless it says otherwise."""
    shown = stage(series="lee")
    assert "Old idea" in shown.show("view: actions\nstate: all")
    assert "data team" not in shown.show("view: actions\nstate: all")
    assert "data team" in shown.show("view: actions\nstate: all\nseries: all")
    assert "Payments" in stage(goal="latency").show("view: priorities\nseries: all")
    assert "Told two" not in stage(goal="latency").show("view: accomplishments")


def test_questions(stage: MakeStage) -> None:
    """Questions are filtered by kind and need, and grouped under words for them."""
    shown = stage()
    assert "Reviews" in shown.show("view: questions\nkind: people\nneed: thought-partner")
    assert "Reviews" not in shown.show("view: questions\nkind: [project, none]")
    head = shown.soup("view: questions\ngroup: need").select_one(".aq-rows__group")
    assert head
    assert head.text.strip() == "Needs a thought partner 1"


def test_accomplishments(stage: MakeStage) -> None:
    """Accomplishments are filtered by period, kind, goal and evidence, and grouped."""
    shown = stage()
    every = "view: accomplishments\n"
    assert "p95" in shown.show(f"{every}period: current\nkind: outcome")
    assert "p95" not in shown.show(f"{every}period: last")
    assert "p95" not in shown.show(f"{every}links: without")
    assert "two teams" not in shown.show(f"{every}links: with")
    assert "two teams" in shown.show(f"{every}goal: none")
    titles = [t.text.strip() for t in shown.soup(f"{every}group: goal").select(".aq-block__title")]
    assert titles == ["Checkout under 400 ms 1", "Beside the goals 1"]


def test_dates_and_words_of_yaml(stage: MakeStage) -> None:
    """YAML's own idea of a value is undone: a year is a period."""
    shown = stage(NOTES)
    assert "p95" in shown.show("view: accomplishments\nperiod: 2026")
    assert shown.warnings == []
