"""A meeting was cancelled without a new date.

A 1:1 that is cancelled says that something else mattered more; one that is moved says
that it still matters. Write the date that takes its place as `moved_to`. The next
regular one will do, once it is said.

Bad:

```markdown title="notes/morgan/2026-11-20.md"
---
date: 2026-11-20
status: cancelled
reason: Morgan is ill
---
```

Good:

```markdown title="notes/morgan/2026-11-20.md"
---
date: 2026-11-20
status: cancelled
reason: Morgan is ill
moved_to: 2026-11-24
---
```
"""

from __future__ import annotations

from collections.abc import Iterator

from aquip.core.model import Meeting
from aquip.rules.base import Fault, meeting_rule
from aquip.rules.context import Context, key_span


def check(meeting: Meeting, _: Context) -> Iterator[Fault]:
    """A date that can't be read is AQ008's to tell."""
    front = meeting.note.front
    if front.values.get("moved_to") is None:
        message = (
            "Cancelled without a new date: agree one and write it here as moved_to:, "
            "the next regular day if nothing better is free"
        )
        yield Fault(message, meeting.note, key_span(meeting.note, "status"))


RULE = meeting_rule(__name__, __doc__, "warning", check, status="cancelled", recent=True)
