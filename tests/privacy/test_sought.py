"""Runs of words, looked for among others."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mkdocs_aquip.leaks.sought import Sought
from mkdocs_aquip.leaks.words import runs

WORDS = st.lists(st.sampled_from([b"a", b"bb", b"ccc", b"dd", b"\x01"]), max_size=40)
RUNS = st.lists(
    st.lists(st.sampled_from([b"a", b"bb", b"ccc", b"dd"]), min_size=1, max_size=4).map(tuple),
    max_size=12,
)


@given(RUNS, st.lists(WORDS, max_size=4))
def test_all_that_is_said_is_found_once(
    sought: list[tuple[bytes, ...]], texts: list[list[bytes]]
) -> None:
    """A run is found in the first text that says it, and in no other; the rest stays sought."""
    look = Sought(sought)
    left = {*sought}
    for said in texts:
        here = {run for run in left if run in {*runs(said, len(run))}}
        found = look.take(said)
        assert sorted(here) == sorted(found)
        left -= here
    assert left == {*look}
    assert bool(left) == bool(look)


@given(RUNS, RUNS)
def test_what_is_dropped_is_sought_no_more(
    sought: list[tuple[bytes, ...]], dropped: list[tuple[bytes, ...]]
) -> None:
    """A run that is dropped is never found again, be it sought or not."""
    look = Sought(sought)
    look.drop(dropped)
    assert {*sought} - {*dropped} == {*look}
