"""Which item of one time is which of another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aquip.core.matching import item_pairs
from aquip.core.model import Item
from tests.core.conftest import note_of

LINES = ("Write it ^abcd", "Write it", "Write it ^efgh", "Write it all", "Call Lee ^abcd", "Tea")


def items(*lines: str) -> list[Item]:
    """Parse actions."""
    return list(note_of("## Actions\n\n" + "".join(f"- [ ] {line}\n" for line in lines)).items())


@given(before=st.lists(st.sampled_from(LINES)), after=st.lists(st.sampled_from(LINES)))
def test_each_is_paired_once(before: list[str], after: list[str]) -> None:
    """Nothing is lost or doubled, those that are there now come first and in their order."""
    old, new = items(*before), items(*after)
    pairs = item_pairs(old, new)
    assert new == [now for _, now in pairs if now is not None]
    assert [now for _, now in pairs[len(new) :]] == [None] * (len(pairs) - len(new))
    was = sorted(one.line for one, _ in pairs if one is not None)
    assert was == [one.line for one in old]


@pytest.mark.parametrize(
    ("before", "after", "pairs"),
    [
        (["A thing ^abcd"], ["Another thing altogether ^abcd"], [(0, 0)]),
        (["A thing ^abcd"], ["A thing ^efgh"], [(None, 0), (0, None)]),
        (["A thing ^abcd"], ["A thing"], [(0, 0)]),
        (["A thing"], ["A **thing** ^abcd"], [(0, 0)]),
        (["Twice", "Twice"], ["Twice", "Twice"], [(0, 0), (1, 1)]),
        (["Twice", "Twice"], ["Twice"], [(0, 0), (1, None)]),
        (["Ask Lee about rooms"], ["Ask Lee for the rooms"], [(0, 0)]),
        (["Ask Lee about rooms"], ["Buy tea"], [(None, 0), (0, None)]),
    ],
)
def test_by_id_then_by_text_then_by_likeness(
    before: list[str], after: list[str], pairs: list[tuple[int | None, int | None]]
) -> None:
    """Two ids are two items whatever they say; without one, words decide."""
    old, new = items(*before), items(*after)
    found = [
        (old.index(a) if a else None, new.index(b) if b else None) for a, b in item_pairs(old, new)
    ]
    assert pairs == found
