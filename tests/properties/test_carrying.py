"""What is open goes into the next meeting, and what is hidden stays hidden there."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from importlib.resources import files
from typing import Final

from hypothesis import example, given, settings
from hypothesis import strategies as st

from aquip.core.model import Item, Note, Record
from aquip.core.parse import parse
from aquip.core.record import assemble
from aquip.core.threads import CARRIED, carries_on
from aquip.scaffold import Target, fill
from aquip.template import Template
from tests.properties.invariants import SETTINGS, TODAY
from tests.properties.strategies import BLOCKS, HEADINGS, ITEMS

NEXT: Final = dt.date(2026, 11, 27)
INDEX: Final = "---\nwith: morgan\ncadence: weekly\nstarts: 2026-11-06\n---\n"
TEMPLATE: Final = Template(
    files("aquip.templates").joinpath("meeting.md").read_text("utf-8"), "meeting.md"
)
# A comment that is not closed takes words along that another text makes visible.
WHOLE = [block for block in BLOCKS if "<!-- " not in block or "-->" in block]
PIECES = st.sampled_from([*HEADINGS[:4], *ITEMS, *ITEMS, *WHOLE[:28]])
MEETINGS = st.lists(PIECES, max_size=25).map(lambda parts: "## Actions\n\n- [ ] " + "".join(parts))


def note_of(text: str, name: str) -> Note:
    """Parse a note of the series."""
    uri = f"morgan/{name}.md"
    return parse(text, path=f"notes/{uri}", uri=uri, settings=SETTINGS)


def record_of(*texts: str) -> Record:
    """Make a record of meetings a week apart, the last of them on the Friday before today."""
    days = [dt.date(2026, 11, 20) - dt.timedelta(weeks=n) for n in range(len(texts))]
    notes = [note_of(text, day.isoformat()) for text, day in zip(texts, days, strict=True)]
    return assemble([note_of(INDEX, "index"), *notes], SETTINGS, TODAY)


def following(record: Record) -> Note:
    """Write the next meeting, and parse it."""
    name = NEXT.isoformat()
    target = Target(record.series["morgan"], NEXT, f"notes/morgan/{name}.md")
    return note_of(fill(record, target, TEMPLATE).text, name)


def says(item: Item) -> bool:
    """Tell whether an item has words of its own, beside ``AI:`` and its like."""
    return bool(re.search(r"\w", item.text.replace("AI:", "")))


def known(item: Item) -> tuple[str, str]:
    """Return what tells an item from others of its section: its id, or its words."""
    return item.section, f"^{item.id}" if item.id else " ".join(item.text.split())


@settings(max_examples=120)
@given(st.lists(MEETINGS, min_size=1, max_size=2))
@example(["## Actions\n\n- [ ] a\n<!-- private -->\n- [ ] b\n  - c\n<!-- /private -->\n"])
@example(["## Actions\n\n- [ ] Ask about pay <!-- private -->\n- [ ] Write\n"])
@example(["## Actions\n\n- [ ] Ask about <!-- Privat --> pay\n- [ ] Write\n"])
def test_every_open_item_is_in_the_next_meeting(texts: list[str]) -> None:
    """Each is there once, in its section; a hidden one is hidden, and so is all of it."""
    record = record_of(*texts)
    note = following(record)
    open_ = [t for t in record.threads if t.section in CARRIED and t.state == "open"]
    wanted = [t.newest for t in open_ if carries_on(t.newest.item) and says(t.newest.item)]
    there = [known(item) for key in CARRIED for item in note.items(key) if says(item)]
    assert Counter(known(one.item) for one in wanted) <= Counter(there)
    assert len(there) <= len(open_)
    hidden = {known(item) for item in note.items() if item.private}
    secret = [one for one in wanted if one.item.private or not one.meeting.note.published]
    assert {known(one.item) for one in secret} <= hidden
    assert {problem.kind for problem in note.problems} <= {"conflict-marker"}
