"""What the next meeting opens with."""

from __future__ import annotations

import datetime as dt

from aquip.core.carry import as_list, carried
from tests.core.conftest import MakeRecord

NEXT = dt.date(2026, 11, 27)

HELD = """\
---
status: held
---

## Questions & Issues

- [ ] Reviews take a week (need:: action) ^q7a2x
  - [x] asked once
    with a reason
  - [ ] ask again
  - why
- How are you?
- [x] Settled

## Priorities

1. Cut-over ^p1c3z
2. [x] Done with
3. On-call
   - rota

- [x] Order confirmed with @morgan

## Actions

* [ ] @morgan Talk (due:: 2026-11-27) ^a81kd
* [x] @sam Draft ^k7f3q
<!-- private -->
* [ ] @sam Secret ^s3cr3
<!-- /private -->

## Feedback

- From @morgan: Clear plan ^fb001
- From @morgan: Taken up ^fb002
- To @morgan: Thanks

## Reflection

- Next time: bring numbers

## Resources

- x (see:: fb002)
"""


def test_all_that_is_open_goes_on(make_record: MakeRecord) -> None:
    """Open items come with ids, fields and details less finished boxes, ``since`` added."""
    record = make_record({"morgan/2026-11-20.md": HELD})
    found = carried(record, record.series["morgan"], NEXT)
    assert as_list(found.questions) == (
        "- [ ] Reviews take a week (need:: action) (since:: 2026-11-20) ^q7a2x\n"
        "  - [ ] ask again\n"
        "  - why"
    )
    assert as_list(found.priorities) == "1. Cut-over ^p1c3z\n2. On-call\n   - rota"
    assert as_list(found.actions) == (
        "* [ ] @morgan Talk (due:: 2026-11-27) (since:: 2026-11-20) ^a81kd\n"
        "<!-- private -->\n"
        "* [ ] @sam Secret (since:: 2026-11-20) ^s3cr3\n"
        "<!-- /private -->"
    )
    assert found.next_time == "bring numbers"
    assert [f.text for f in found.feedback] == ["Clear plan"]


def test_a_cancelled_meeting_passes_its_items_on(make_record: MakeRecord) -> None:
    """What was open before and in the cancelled meeting both arrive, once each."""
    cancelled = "---\nstatus: cancelled\n---\n\n## Actions\n\n- [ ] @sam b\n"
    record = make_record(
        {
            "morgan/2026-11-13.md": "## Actions\n\n- [ ] @sam a\n",
            "morgan/2026-11-20.md": cancelled,
        }
    )
    found = carried(record, record.series["morgan"], NEXT)
    assert [c.source for c in found.actions] == [
        "- [ ] @sam a (since:: 2026-11-13)",
        "- [ ] @sam b (since:: 2026-11-20)",
    ]


def test_a_note_that_is_not_published_stays_hidden(make_record: MakeRecord) -> None:
    """Items of a meeting with ``publish: false`` are carried between private markers."""
    note = "---\nstatus: held\npublish: false\n---\n\n## Actions\n\n- [ ] @sam a\n"
    record = make_record({"morgan/2026-11-20.md": note})
    found = carried(record, record.series["morgan"], NEXT)
    assert [c.private for c in found.actions] == [True]


def test_markers_torn_by_an_item_hide_it_whole(make_record: MakeRecord) -> None:
    """An item that a private region only touches is carried hidden, never half open."""
    note = (
        "---\nstatus: held\n---\n\n## Actions\n\n- [ ] @sam a\n  <!-- private -->\n  - s\n"
        "- [ ] @sam b\n<!-- /private -->\n- [ ] c\n"
    )
    record = make_record({"morgan/2026-11-20.md": note})
    found = carried(record, record.series["morgan"], NEXT)
    assert [(c.item.text, c.private) for c in found.actions] == [
        ("a", True),
        ("b", True),
        ("c", False),
    ]
    assert "<!--" not in "".join(c.source for c in found.actions)


def test_indented_and_windows_items_are_moved_to_the_edge(make_record: MakeRecord) -> None:
    """The copy starts at the left edge with one kind of line ending; the original is untouched."""
    note = "---\nstatus: held\n---\n\n## Actions\n\n  - [ ] @sam a\n    - b\n".replace("\n", "\r\n")
    record = make_record({"morgan/2026-11-20.md": note})
    found = carried(record, record.series["morgan"], NEXT)
    assert found.actions[0].source == "- [ ] @sam a (since:: 2026-11-20)\n  - b"


def test_finished_details_stay_behind_beside_hidden_ones(make_record: MakeRecord) -> None:
    """A private region within an item does not keep its finished details alive."""
    note = (
        "---\nstatus: held\n---\n\n## Actions\n\n- [ ] @sam a\n  - [x] over\n"
        "    <!-- private -->\n    - over too\n    <!-- /private -->\n"
        "  <!-- private -->\n  - [ ] hidden\n  - [x] hidden and over\n  <!-- /private -->\n"
    )
    record = make_record({"morgan/2026-11-20.md": note})
    found = carried(record, record.series["morgan"], NEXT)
    assert found.actions[0].source == (
        "- [ ] @sam a (since:: 2026-11-20)\n  <!-- private -->\n  - [ ] hidden\n  <!-- /private -->"
    )
