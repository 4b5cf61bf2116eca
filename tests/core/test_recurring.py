"""What counts as the same matter, and what keeps coming back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import pytest

from aquip.core.parse import parse
from aquip.core.record import assemble
from aquip.core.recurring import DAYS, MEETINGS, Matter, recurring
from aquip.core.settings import Settings

TODAY = dt.date(2026, 11, 22)


def matters(meetings: Mapping[str, str]) -> tuple[Matter, ...]:
    """Return what recurs in meetings, each with its list of questions, by series and date."""
    settings = Settings(today=TODAY)
    notes = [
        parse(
            f"---\ndate: {place[-10:]}\n---\n## Questions & Issues\n\n{items}\n",
            path=f"notes/{place}.md",
            uri=f"{place}.md",
            settings=settings,
        )
        for place, items in meetings.items()
    ]
    notes += [
        parse(
            f"---\nwith: {name}\n---\n",
            path=f"{name}/index.md",
            uri=f"{name}/index.md",
            settings=settings,
        )
        for name in {place.partition("/")[0] for place in meetings}
    ]
    return recurring(assemble(notes, settings, TODAY))


def test_a_pattern_is_one() -> None:
    """What a note calls a pattern is listed, even if one meeting had it."""
    (matter,) = matters({"lee/2026-11-03": "- [ ] We ship on Fridays (kind:: pattern)\n- Lunch?"})
    assert matter.is_pattern
    assert matter.is_open


def test_what_several_meetings_had() -> None:
    """A question comes back often once so many meetings have it; once less, it does not."""
    days = ["2026-10-06", "2026-10-20", "2026-11-03"]
    item = "- [ ] Who owns the address service? ^own01"
    (matter,) = matters({f"lee/{day}": item for day in days})
    assert len(matter.meetings) == MEETINGS
    assert matter.since == dt.date(2026, 10, 6)
    assert matters({f"lee/{day}": item for day in days[1:]}) == ()


def test_raised_again() -> None:
    """The same text, in other letters and in another series, is the same matter, told once."""
    found = matters(
        {
            "lee/2026-10-06": "- Why is staging slow?",
            "morgan/2026-11-06": "- [ ] WHY is **staging** slow? ^slow1",
        }
    )
    assert [(m.series, len(m.threads), m.is_open) for m in found] == [(("lee", "morgan"), 2, True)]


ALIKE = [
    ("Schema reviews take a week", "Schema reviews still take a week"),
    (
        "Autumn round for Staff: what has to be finished?",
        "Should I put myself forward for Staff in the autumn round, or wait for payments to ship?",
    ),
    ("当番の引き継ぎが足りない", "当番の引き継ぎがまだ足りない"),
]
UNLIKE = [
    ("Who reads the minutes?", "Who writes the minutes of the board?"),
    ("What would you do with my job?", "Would your people join one rota with ours?"),
    ("Is the budget agreed?", "Is the rota agreed?"),
]


@pytest.mark.parametrize(
    ("one", "other", "same"), [(*p, True) for p in ALIKE] + [(*p, False) for p in UNLIKE]
)
def test_nearly_the_same(one: str, other: str, same: bool) -> None:
    """Questions with most of their telling words in common are one matter, others are two."""
    found = matters({"lee/2026-10-06": f"- {one}", "morgan/2026-11-06": f"- {other}"})
    assert same == (len(found) == 1)


def test_one_goal_needs_fewer_words() -> None:
    """Two words in common make one matter of questions that serve the same goal, else not."""
    texts = ("Checkout latency", "Why is checkout losing people, and does latency explain that?")
    for field, expected in (("(goal:: speed)", 1), ("", 0)):
        one, other = (f"- {text} {field}" for text in texts)
        assert expected == len(matters({"lee/2026-10-06": one, "morgan/2026-11-06": other}))


def test_referring() -> None:
    """A question that refers to another is the same matter, whatever the words."""
    (matter,) = matters(
        {
            "lee/2026-10-06": "- [x] Pages at night ^page1",
            "morgan/2026-11-06": "- [ ] Nobody sleeps (see:: page1) ^page2",
        }
    )
    assert len(matter.threads) == 2
    assert matter.newest.item.id == "page2"


def test_what_everybody_says_tells_nothing() -> None:
    """Words that many questions have make no matter of them."""
    items = "".join(
        f"- Quarterly planning meeting about topic{chr(97 + n)}xyz\n" for n in range(20)
    )
    assert matters({"lee/2026-10-06": items}) == ()


def test_open_first_and_nothing_old() -> None:
    """What is open comes first, then what most meetings had; what is long past is left out."""
    long_past = TODAY - dt.timedelta(days=DAYS + 1)
    standing, slow = "- [ ] Standing habit (kind:: pattern) ^hab01", "- Why is staging slow?"
    found = matters(
        {
            f"lee/{long_past}": "- Forgotten habit (kind:: pattern)",
            "lee/2026-10-06": f"- Settled habit (kind:: pattern)\n{standing}",
            "lee/2026-10-13": f"{standing}\n{slow}",
            "lee/2026-10-20": f"{slow}\n{standing}",
        }
    )
    assert [m.newest.item.text.split()[0] for m in found] == ["Standing", "Why", "Settled"]
