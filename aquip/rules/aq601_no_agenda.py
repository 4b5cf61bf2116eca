"""A meeting is about to begin without an agenda.

An agenda shared a day ahead is what separates a good meeting from a chat: the other
person can think beforehand. When nothing is on it by then, use the time to find out why,
or move the meeting, and don't let it become a round of status.

Bad:

```markdown title="notes/morgan/2026-11-23.md"
---
date: 2026-11-23
status: planned
---

## Accomplishments

## Questions & Issues

## Priorities
```

Good:

```markdown title="notes/morgan/2026-11-23.md"
---
date: 2026-11-23
status: planned
---

## Accomplishments

- First payment through the new provider

## Questions & Issues

- [ ] Who tells the shops about the cut-over? (kind:: people) (need:: viewpoint)

## Priorities

1. Payments cut-over
```
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

from aquip.core.model import Meeting
from aquip.core.text import Span
from aquip.rules.base import Fault, meeting_rule
from aquip.rules.context import Context

_AHEAD: Final = dt.timedelta(days=1)


def check(meeting: Meeting, context: Context) -> Iterator[Fault]:
    """Look at what is planned for today and tomorrow; before, it is still being prepared."""
    note, today = meeting.note, context.record.today
    if not note.readable:
        return
    if not today <= meeting.date <= today + _AHEAD:
        return
    if not any(note.items("questions")) and not any(note.items("accomplishments")):
        day = "today" if meeting.date == today else "tomorrow"
        section = note.section("questions")
        message = (
            f"This meeting is {day} and has no agenda: "
            "write down what you want to talk about, and share it"
        )
        yield Fault(message, note, section.heading if section else Span(0, 0))


RULE = meeting_rule(__name__, __doc__, "warning", check, status="planned")
