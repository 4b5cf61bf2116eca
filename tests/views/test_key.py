"""What a view shows, as a key: another one whenever the HTML is another."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_aquip.views import VIEWS, view_key
from tests.views.conftest import NOTES, MakeStage

LAST = "morgan/2026-11-20.md"
NEXT = "morgan/2026-11-27.md"
CHANGES = {
    "an action": (LAST, "Draft the rota", "Write the rota"),
    "a due date": (LAST, "due:: 2026-11-25", "due:: 2026-11-30"),
    "an action closed": (LAST, "- [ ] Somebody", "- [x] Somebody"),
    "a question": (LAST, "Reviews take a week", "Reviews take two weeks"),
    "an order": (LAST, "1. On-call handover ^p2c3z\n2. Payments", "1. Payments"),
    "an accomplishment": (LAST, "Told two teams", "Told three teams"),
    "an older meeting": ("morgan/2026-10-30.md", "Effective: 3", "Effective: 1"),
    "the first of a row": ("morgan/2026-10-30.md", "date: 2026-10-30", "date: 2026-10-29"),
    "a reason": ("morgan/2026-11-06.md", "holiday", "illness"),
    "another series": ("lee/2026-11-17.md", "[-] @lee Old idea", "[x] @lee Old idea"),
    "a series' title": ("lee/index.md", "title: Lee", "title: Lee's"),
    "a cadence": ("morgan/index.md", "cadence: weekly", "cadence: fortnightly"),
    "a goal": ("goals/latency.md", "Checkout under 400 ms", "Checkout under 300 ms"),
    "a goal's kind": ("goals/latency.md", "kind: professional", "kind: personal"),
    "a goal served": (NEXT, "@lee Write it up together", "@lee Write (goal:: latency)"),
}
MORE = {
    "actions": ("state: all\nfilter: true", "owner: sam", "series: lee"),
    "questions": ("state: all", "series: morgan"),
    "accomplishments": (
        "period: 2026-Q4",
        "group: goal",
        "goal: latency",
        "periods: true",
        "period: 2026-Q4\ngroup: goal\nperiods: true\nfilter: true",
    ),
}


def sources() -> Iterator[str]:
    """Yield each view as it is by itself, of one series, and in ways of its own."""
    for name, view in VIEWS.items():
        yield f"view: {name}"
        yield from (f"view: {name}\n{more}" for more in MORE.get(name, ()))
        if any(option.name == "series" for option in view.options):
            yield f"view: {name}\nseries: morgan"


def test_another_key_for_other_html(stage: MakeStage) -> None:
    """Whatever changes in the notes, a view whose HTML changes has another key."""
    shown, again = stage(NOTES), stage(NOTES)
    before = {one: (view_key(one, shown.context), shown.show(one)) for one in sources()}
    assert {one: key for one, (key, _) in before.items()} == {
        one: view_key(one, again.context) for one in before
    }
    for what, (uri, old, new) in CHANGES.items():
        assert old in NOTES[uri], what
        changed = stage({**NOTES, uri: NOTES[uri].replace(old, new)})
        differ = [one for one, (_, html) in before.items() if changed.show(one) != html]
        assert differ, what
        for one in differ:
            assert before[one][0] != view_key(one, changed.context), (what, one)


def test_the_same_key_elsewhere_in_the_record(stage: MakeStage) -> None:
    """A change that a view does not show leaves its key as it is."""
    first = "morgan/2026-10-30.md"
    changed = {**NOTES, first: NOTES[first].replace("Effective: 3", "Effective: 4")}
    before, after = stage(NOTES).context, stage(changed).context
    for source in (
        "actions\nowner: morgan",
        "accomplishments\ngoal: none",
        "meetings\nseries: lee",
    ):
        assert view_key(f"view: {source}", before) == view_key(f"view: {source}", after)


def test_no_key_for_what_warns(stage: MakeStage) -> None:
    """A view that has something to warn of has no key: its warning has to be told each time."""
    assert view_key("view: actions\nowmer: sam", stage().context) is None
