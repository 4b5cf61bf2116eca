"""Sections are out of order.

The order is the method: accomplishments, then questions and issues, then priorities. A
meeting follows its agenda from the top, and what stands last is what gets lost when time
runs out; so the good news comes first, the hard questions have most of the hour, and what
was said and agreed comes below. `aquip check --fix` puts them in order.

Bad:

```markdown
## Priorities

1. Payments cut-over

## Accomplishments

- First payment through the new provider
```

Good:

```markdown
## Accomplishments

- First payment through the new provider

## Priorities

1. Payments cut-over
```
"""

from __future__ import annotations

from collections.abc import Iterator

from aquip.core.model import Meeting
from aquip.core.sections import in_order
from aquip.rules.base import Fault, meeting_rule
from aquip.rules.context import Context


def check(meeting: Meeting, context: Context) -> Iterator[Fault]:
    """Find the first section that stands after one it belongs before."""
    # What is written down in the meeting and after it may stand as it came.
    order = {key: min(place, context.order["actions"]) for key, place in context.order.items()}
    seen: list[str] = []
    last = -1
    for section in meeting.note.sections:
        if section.key is None or section.key in seen:
            continue
        place = order[section.key]
        if place < last:
            first = min((key for key in seen if order[key] > place), key=order.__getitem__)
            before = meeting.note.section(first)
            if before:
                message = f"“{section.title}” belongs before “{before.title}”: move it up"
                tells = ((meeting.note, before.heading),)
                moves = in_order(meeting.note, context.settings)
                edits = tuple((meeting.note, one) for one in moves)
                yield Fault(message, meeting.note, section.heading, tells=tells, edits=edits)
            return
        seen.append(section.key)
        last = place


RULE = meeting_rule(__name__, __doc__, "warning", check)
