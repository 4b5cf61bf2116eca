"""Feedback, and what became of it."""

from __future__ import annotations

import datetime as dt

import pytest

from aquip.core.feedback import Said, said, waiting
from aquip.core.joined import joined
from aquip.core.model import Record
from aquip.core.parse import parse
from aquip.core.record import assemble
from aquip.core.settings import Person, Settings
from aquip.core.stamps import stamps_for
from tests.core.conftest import MakeRecord

TODAY = dt.date(2026, 11, 22)
TOLD = "## Feedback\n\n- From @morgan: Ask before you answer ^fb01\n- To @morgan: Thanks ^fb02\n"


def by_id(record: Record) -> dict[str, Said]:
    """Return the feedback that has an id, by it."""
    return {one.item.id: one for one in said(record) if one.item.id}


@pytest.mark.parametrize(
    ("section", "line"),
    [
        ("Accomplishments", "- Asked five people first (see:: fb01)"),
        ("Actions", "- [ ] @sam Ask Jo first (see:: ^fb01) ^act1"),
        ("Questions & Issues", "- [ ] How to ask? ^que1\n  - Outcome: aloud (see:: fb01)"),
        ("Priorities", "1. Asking (see:: fb01)"),
    ],
)
def test_whatever_refers_to_feedback_takes_it_up(
    make_record: MakeRecord, section: str, line: str
) -> None:
    """An item of any section does, in its text or in its details; carried on, it counts once."""
    later = f"## {section}\n\n{line}\n"
    record = make_record(
        {
            "morgan/2026-11-06.md": TOLD,
            "morgan/2026-11-13.md": later,
            "morgan/2026-11-20.md": later,
        }
    )
    found = by_id(record)
    assert [one.meeting.name for one in found["fb01"].taken] == ["2026-11-13"]
    assert not found["fb01"].waits
    assert found["fb02"].waits


def test_feedback_does_not_take_up_feedback(make_record: MakeRecord) -> None:
    """An answer to feedback that is feedback itself leaves it waiting."""
    answer = "## Feedback\n\n- To @morgan: You said so (see:: fb01)\n"
    record = make_record({"morgan/2026-11-06.md": TOLD, "morgan/2026-11-13.md": answer})
    assert by_id(record)["fb01"].waits


def test_a_quarter_is_reminded_of(make_record: MakeRecord) -> None:
    """What waits longer than a quarter, or was said in no meeting yet, is not brought up."""
    record = make_record(
        {
            "morgan/2026-08-01.md": "## Feedback\n\n- From @morgan: long ago\n",
            "morgan/2026-11-06.md": "## Feedback\n\n- From @morgan: lately\n- a remark\n",
            "morgan/2026-11-27.md": "## Feedback\n\n- To @morgan: noted beforehand\n",
        }
    )
    found = [one.feedback.text for one in waiting(said(record), dt.date(2026, 11, 27))]
    assert found == ["lately"]


def test_feedback_is_given_ids(make_record: MakeRecord) -> None:
    """`fmt` gives an id to what says who told whom, one each, and to nothing else."""
    lines = ("From @morgan: Good", "From @morgan: Good", "a remark", "To @lee: x ^own1")
    text = "## Feedback\n\n" + "".join(f"- {line}\n" for line in lines)
    record = make_record({"morgan/2026-11-06.md": text})
    ids = stamps_for(record, {"notes/morgan/2026-11-06.md"})["notes/morgan/2026-11-06.md"].ids
    assert sorted(ids) == [3, 4]
    assert len(set(ids.values())) == 2


def test_feedback_of_a_source_keeps_what_took_it_up() -> None:
    """In a site of several repositories ids in details are told apart too, in any language."""
    german = Settings(people={"lee": Person("lee", "Lee Okafor")}, words={"Von": "from"})
    texts = {
        "club/lee/2026-11-06.md": "## Feedback\n\n- Von @lee: Frag zuerst ^fb01\n",
        "club/lee/2026-11-13.md": "## Topics\n\n- [ ] Wie? ^q123\n  - so (see:: fb01)\n",
    }
    club = assemble(
        [parse(text, path=uri, uri=uri, settings=german) for uri, text in texts.items()],
        Settings(words=german.words, people=german.people, series={"club/lee": {"with": "lee"}}),
        TODAY,
        root="club",
    )
    own = assemble([], Settings(), TODAY)
    found = by_id(joined(own, {"club": club}))
    assert (
        found["club/fb01"].feedback.direction,
        found["club/fb01"].feedback.handle,
        found["club/fb01"].feedback.text,
    ) == ("from", "lee", "Frag zuerst")
    assert [one.item.id for one in found["club/fb01"].taken] == ["club/q123"]
