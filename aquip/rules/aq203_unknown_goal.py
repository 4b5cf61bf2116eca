"""An item names a goal that does not exist.

A goal is a page in `goals/`, and its name is the file's. What is told towards a goal
nobody wrote down is missing from that goal's page and from the review by goal.

Bad:

```markdown title="notes/morgan/2026-11-20.md"
---
date: 2026-11-20
---

## Accomplishments

- Cut checkout p95 from 900 ms to 310 ms (goal:: latncy)
```

```markdown title="notes/goals/latency.md"
---
title: Checkout under 400 ms
---
```

Good:

```markdown title="notes/morgan/2026-11-20.md"
---
date: 2026-11-20
---

## Accomplishments

- Cut checkout p95 from 900 ms to 310 ms (goal:: latency)
```

```markdown title="notes/goals/latency.md"
---
title: Checkout under 400 ms
---
```
"""

from __future__ import annotations

from collections.abc import Iterator

from aquip.core.model import Meeting
from aquip.rules.base import Fault, meeting_rule
from aquip.rules.context import Context, nearest


def check(meeting: Meeting, context: Context) -> Iterator[Fault]:
    """Look at the goal of every item, where the item stands newest."""
    for item in meeting.note.items():
        for field in item.fields:
            if field.key != "goal" or field.value in context.record.goals:
                continue
            if context.newest(meeting.note, item):
                near = nearest(field.value, context.record.goals)
                hint = f"did you mean {near}?" if near else f"write goals/{field.value}.md"
                yield Fault(f"There is no goal {field.value}: {hint}", meeting.note, field.span)


RULE = meeting_rule(__name__, __doc__, "warning", check)
