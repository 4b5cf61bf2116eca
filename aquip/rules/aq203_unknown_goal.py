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

from aquip.rules.base import Fault, record_rule
from aquip.rules.context import Context, nearest


def check(context: Context) -> Iterator[Fault]:
    """Look at the goal of every item, where the item stands newest."""
    goals = context.record.goals
    unknown = {value for _, key, value in context.said if key == "goal" and value not in goals}
    for meeting in context.record.meetings if unknown else ():
        for item in context.items(meeting.note):
            for field in item.fields:
                if field.key == "goal" and field.value in unknown:
                    near = nearest(field.value, goals)
                    hint = f"did you mean {near}?" if near else f"write goals/{field.value}.md"
                    message = f"There is no goal {field.value}: {hint}"
                    yield Fault(message, meeting.note, field.span)


RULE = record_rule(__name__, __doc__, "warning", check)
