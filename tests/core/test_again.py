"""A record made again after an edit: what can't have changed is taken over, and nothing else."""

from __future__ import annotations

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from aquip.core.model import Note, Record
from aquip.core.record import assemble
from tests.core.conftest import SETTINGS, TODAY, note_of
from tests.core.test_threads import actions

SERIES = ("lee", "morgan", "priya")
DAYS = ("2026-11-06", "2026-11-13", "2026-11-20", "2026-11-27")
ITEMS = ("[ ] @sam Write it ^aaaa", "[x] @sam Write it", "[ ] @lee Read it ^bbbb", "[-] Call ^cccc")

texts = st.lists(st.sampled_from(ITEMS), max_size=3).map(lambda items: actions(*items))
indexes = st.sampled_from(["with: lee", "with: lee\ncadence: weekly", "title: no series"])
names = st.tuples(st.sampled_from(SERIES), st.sampled_from([*DAYS, "plan"]))
repositories = st.dictionaries(
    names.map(lambda name: f"{name[0]}/{name[1]}.md"), texts, min_size=2, max_size=8
)


def notes_of(texts: dict[str, str], index: str) -> dict[str, Note]:
    """Parse notes, and an index of each series."""
    every = {f"{name}/index.md": f"---\n{index}\n---\n" for name in SERIES} | texts
    return {uri: note_of(text, uri) for uri, text in every.items()}


def seen(record: Record) -> tuple[object, ...]:
    """Return all that a record holds, less the identity of its series."""
    series = {name: vars(one) for name, one in record.series.items()}
    return record.notes, series, record.goals, record.threads, record.unsorted


@settings(max_examples=300, deadline=None)
@given(repositories, repositories, indexes, st.sampled_from([TODAY, TODAY + dt.timedelta(days=9)]))
def test_a_record_made_again_is_the_one_made_anew(
    first: dict[str, str], second: dict[str, str], index: str, today: dt.date
) -> None:
    """Whatever was edited, added or removed, and on the next day: no stale meeting or thread."""
    before = notes_of(first, "with: lee")
    after = notes_of(second, index)
    kept = {uri: before[uri] for uri in after if before.get(uri) == after[uri]}
    notes = [*(after | kept).values()]
    again = assemble(notes, SETTINGS, today, assemble(before.values(), SETTINGS, TODAY))
    assert seen(assemble(notes, SETTINGS, today)) == seen(again)


def test_series_that_share_nothing_with_an_edit_are_taken_over() -> None:
    """Series and items are the very same, so that what is known of them still holds."""
    ids = dict(zip(SERIES, ("aaaa", "bbbb", "cccc"), strict=True))
    texts = {f"{name}/{DAYS[0]}.md": actions(f"[ ] Write it ^{ids[name]}") for name in SERIES}
    notes = notes_of(texts, "with: lee")
    before = assemble(notes.values(), SETTINGS, TODAY)
    uri = f"priya/{DAYS[1]}.md"
    notes[uri] = note_of(actions("[x] Read it ^aaaa"), uri)
    after = assemble(notes.values(), SETTINGS, TODAY, before)
    taken = {name for name in SERIES if before.series[name] is after.series[name]}
    old = {id(thread) for thread in before.threads}
    kept = {thread.item.id for thread in after.threads if id(thread) in old}
    assert taken == {"lee", "morgan"}
    assert kept == {"bbbb"}
