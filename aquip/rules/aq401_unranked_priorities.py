"""Priorities are not a ranked list.

Everything on a list of bullets is equally important, which helps nobody on the day when
two of them collide. Numbers make you choose before, and give your manager something to
disagree with. What is written as the number does not matter, the position does.

Bad:

```markdown
## Priorities

- Payments cut-over
- On-call handover
```

Good:

```markdown
## Priorities

1. Payments cut-over
2. On-call handover
```
"""

from __future__ import annotations

from collections.abc import Iterator

from aquip.core.model import Meeting
from aquip.rules.base import Fault, meeting_rule
from aquip.rules.context import Context, head_of


def check(meeting: Meeting, _: Context) -> Iterator[Fault]:
    """Point at the first bullet; a single priority has nothing to be ranked against."""
    items = list(meeting.note.items("priorities"))
    unranked = [item for item in items if not item.ordered]
    if len(items) > 1 and unranked and meeting.status != "cancelled":
        message = "Priorities are ranked: number them 1. 2. 3., the most important first"
        yield Fault(message, meeting.note, head_of(unranked[0]))


RULE = meeting_rule(__name__, __doc__, "warning", check, recent=True)
