"""The priorities stayed as they were while work was added.

Ranking costs something only when a thing moves down. Where nothing moves for weeks and new
work is agreed at every meeting, it is done on top: in the evening, or half. Say what came in
since, and ask which of the ranked ones may wait for it or be dropped; that is a decision your
manager can take with you, and can't take for you.

Five meetings in a row with the same order, and three new actions of yours meanwhile, are what
is meant; less than that is steadiness. An action for a goal that one of the priorities serves
is no new work.

Bad:

```markdown title="notes/morgan/2026-10-23.md"
---
date: 2026-10-23
---

## Priorities

1. Payments cut-over
2. On-call handover
```

```markdown title="notes/morgan/2026-10-30.md"
---
date: 2026-10-30
---

## Priorities

1. Payments cut-over
2. On-call handover

## Actions

- [x] @sam Review the vendor's contract (due:: 2026-11-03) (done:: 2026-11-03)
```

```markdown title="notes/morgan/2026-11-06.md"
---
date: 2026-11-06
---

## Priorities

1. Payments cut-over
2. On-call handover

## Actions

- [ ] @sam Interview two candidates (due:: 2026-12-04) ^int42
```

```markdown title="notes/morgan/2026-11-13.md"
---
date: 2026-11-13
---

## Priorities

1. Payments cut-over
2. On-call handover

## Actions

- [ ] @sam Interview two candidates (due:: 2026-12-04) ^int42
```

```markdown title="notes/morgan/2026-11-20.md"
---
date: 2026-11-20
---

## Priorities

1. Payments cut-over
2. On-call handover

## Actions

- [ ] @sam Interview two candidates (due:: 2026-12-04) ^int42
- [ ] @sam Write the audit's answers (due:: 2026-12-01)
```

Good:

```markdown title="notes/morgan/2026-11-13.md"
---
date: 2026-11-13
---

## Priorities

1. Payments cut-over
2. On-call handover
```

```markdown title="notes/morgan/2026-11-20.md"
---
date: 2026-11-20
---

## Priorities

1. Payments cut-over
2. The audit's answers
3. [-] On-call handover, Lee takes it

## Actions

- [ ] @sam Write the audit's answers (due:: 2026-12-01)
```
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from aquip.core.model import Meeting, Series
from aquip.rules.base import Fault, record_rule
from aquip.rules.context import Context, see_to_it
from aquip.rules.habits import heading

_MEETINGS: Final = 5
_ACTIONS: Final = 3

_Order = tuple[object, ...]


def check(context: Context) -> Iterator[Fault]:
    """Compare the order, oldest meeting to newest, in the series where it is confirmed."""
    for series in context.ongoing:
        if series.relation not in (None, "manager"):
            continue
        same = _unchanged(series, context)
        met = [meeting for meeting in same if meeting.status == "held"]
        if len(met) < _MEETINGS:
            continue
        added = _added(series, same, context)
        if added < _ACTIONS:
            continue
        note = same[-1].note
        whom = f"@{series.with_}" if series.with_ else "the other"
        message = (
            f"The order was the same in the last {len(met)} meetings (since {same[0].date}), "
            f"while {added} actions were added for you: ask {whom} what may wait for them, "
            "and move it down, or drop it with [-]"
        )
        yield Fault(message, note, heading(note, "priorities"))


def _unchanged(series: Series, context: Context) -> list[Meeting]:
    """Return the newest meetings that rank the same things the same way, oldest first."""
    same: list[Meeting] = []
    order: _Order = ()
    for meeting in reversed(series.meetings):
        this = _order(meeting, context)
        # One alone is not ranked, and a meeting that was skipped ranks nothing.
        if meeting.status == "cancelled" or not this:
            continue
        if same and this != order:
            break
        order = this
        same.append(meeting)
    return same[::-1] if len(order) > 1 else []


def _order(meeting: Meeting, context: Context) -> _Order:
    items = meeting.note.items("priorities")
    return tuple((context.thread_of(item), item.state) for item in items)


def _added(series: Series, meetings: list[Meeting], context: Context) -> int:
    """Count the actions that came up beside the priorities, those of the other person aside."""
    paths = {meeting.note.path for meeting in meetings[1:]}
    ranked = {item.goal for item in meetings[-1].note.items("priorities") if item.goal}
    return sum(
        thread.first.meeting.note.path in paths
        and see_to_it(thread.item) != series.with_
        and thread.item.goal not in ranked
        for thread in context.threads("actions")
    )


RULE = record_rule(__name__, __doc__, "warning", check)
