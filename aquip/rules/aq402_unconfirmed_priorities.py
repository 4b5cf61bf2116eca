"""The order of priorities was not confirmed in a held meeting.

You and your manager see different things coming. Going through the order aloud takes a
minute, and is the moment when work can still be moved or dropped, before a week went
into the wrong thing. Only meetings with a manager are asked for it.

Bad:

```markdown title="notes/morgan/2026-11-20.md"
---
date: 2026-11-20
status: held
---

## Priorities

1. Payments cut-over
2. On-call handover

- [ ] Order confirmed with @morgan
```

Good:

```markdown title="notes/morgan/2026-11-20.md"
---
date: 2026-11-20
status: held
---

## Priorities

1. Payments cut-over
2. On-call handover

- [x] Order confirmed with @morgan
```
"""

from __future__ import annotations

from collections.abc import Iterator

from aquip.core.model import Meeting
from aquip.rules.base import Fault, meeting_rule
from aquip.rules.context import Context, head_of


def check(meeting: Meeting, context: Context) -> Iterator[Fault]:
    """Look for the ticked line where a meeting with a manager has priorities."""
    note = meeting.note
    section = note.section("priorities")
    series = context.record.series[meeting.series]
    if series.relation not in (None, "manager"):
        return
    if section is None or not any(note.items("priorities")):
        return
    confirmed = note.confirmation
    if confirmed is None:
        line = context.settings.confirmation(series.with_ or "name")
        message = f"Nobody confirmed this order: ask once more, then add `- [x] {line}`"
        yield Fault(message, note, section.heading)
    elif confirmed.state != "done":
        message = "This order was not confirmed: ask whether it still holds, then tick the box"
        yield Fault(message, note, head_of(confirmed))


RULE = meeting_rule(__name__, __doc__, "warning", check, status="held", recent=True)
