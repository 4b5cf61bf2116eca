"""A planned meeting is past.

It was either held or it was not. Until the note says which, what it agreed is not told:
accomplishments count from held meetings only. Close it with `aquip hold`, or say why it
did not take place with `aquip cancel`.

Bad:

```markdown title="notes/morgan/2026-11-20.md"
---
date: 2026-11-20
status: planned
---
```

Good:

```markdown title="notes/morgan/2026-11-20.md"
---
date: 2026-11-20
status: held
---
```
"""

from __future__ import annotations

from collections.abc import Iterator

from aquip.core.model import Meeting
from aquip.rules.base import Fault, meeting_rule
from aquip.rules.context import Context, days, key_span


def check(meeting: Meeting, context: Context) -> Iterator[Fault]:
    """Without a status a past meeting counts as held, so only the word itself is wrong."""
    age = (context.record.today - meeting.date).days
    if age > 0:
        message = (
            f"Planned for {days(age)} ago: close it (`aquip hold {meeting.series}`), "
            f"or say why it was not held (`aquip cancel {meeting.series}`)"
        )
        yield Fault(message, meeting.note, key_span(meeting.note, "status"))


RULE = meeting_rule(__name__, __doc__, "warning", check, status="planned")
